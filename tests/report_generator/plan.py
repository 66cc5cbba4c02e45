"""Which reports a run makes: clean ones in every layout, manner and form; faulty ones for every rule; pairs of years."""

import collections
import dataclasses
import random

import faults
import faults_claims
import faults_hints
import faults_tables
import faults_words
import layouts_cells
import layouts_shape
import layouts_text
import variants
from forms import APPLICANTS, form_of_year
from organs import Registry
from report import Report
from writers import EVERY

# Imported for what they register.
REGISTERED = (faults_claims, faults_hints, faults_tables, faults_words, layouts_cells, layouts_shape, layouts_text)


# Files of a layout in a run of repeat 1.
LEAST = 8


@dataclasses.dataclass
class Job:
    """A report ready to be written; `last` is last year's report where the pair is judged with --before."""

    folder: str
    name: str
    report: Report
    writer: str
    layout: str = None
    fault: str = None
    last: Report = None


class Planner:
    """Makes jobs. Every job has chance of its own; organs are given in turn, so that no two reports share one."""

    def __init__(self, seed):
        self.seed = seed
        self.registry = Registry(seed)

    def chance(self, *words):
        return random.Random(" ".join(map(str, (self.seed, *words))))

    def report(self, chance, organ, year, **more):
        report = Report(chance, organ, year, **more)
        report.registry = self.registry
        return report

    # --- layouts ----------------------------------------------------------------------------------------------------

    def layouts(self, repeat, only=None):
        """Every variant in every form `repeat` times; layouts of few variants more often, so that each has its share."""
        shares = collections.Counter()
        for variant in variants.ALL:
            shares[variant.layout] += len(variant.forms)
        for number, variant in enumerate(variants.ALL):
            if only and variant.layout not in only:
                continue
            turns = max(repeat, -(-LEAST * repeat // shares[variant.layout]))
            for form_name in variant.forms:
                for turn in range(turns):
                    yield self._layout(number, variant, form_name, turn)

    def _layout(self, number, variant, form_name, turn):
        for attempt in range(60):
            chance = self.chance("layout", number, form_name, turn, attempt)
            organ = self.registry.next(variant.level)
            years = variant.years() if form_name == "2021" or variant.late_form else (2019, 2020)
            report = self.report(chance, organ, chance.choice(years), form_name=form_name, size=chance.choice(variant.sizes))
            if variant.change is None or variant.change(report) is not False:
                name = f"{number:03}-{variant.name}-{variant.writer}-{form_name}-{turn}"
                return Job(f"reports/{variant.layout}", name, report, variant.writer, layout=variant.layout)
        raise RuntimeError(f"no report can hold {variant}")

    # --- faults -----------------------------------------------------------------------------------------------------

    def faulty(self, repeat, only=None):
        for number, fault in enumerate(faults.ALL):
            if only and fault.rule.split(".")[0] not in only:
                continue
            for turn in range(repeat):
                yield self._fault(number, fault, turn)

    def _fault(self, number, fault, turn):
        for attempt in range(200):
            chance = self.chance("fault", number, turn, attempt)
            years = [year for year in fault.years if form_of_year(year).name in fault.forms]
            year = chance.choice(years)
            organ = self.registry.next(chance.choice(fault.levels))
            pool = fault.writers or EVERY
            writer = pool[(number + turn * 3 + attempt) % len(pool)]
            size = chance.choice(fault.sizes)
            report, last = (
                self.pair(chance, organ, year, size) if fault.before else (self.report(chance, organ, year, size=size), None)
            )
            try:
                planted = fault.plant(report)
            except IndexError:
                continue
            if planted is not False:
                name = f"{fault.rule}-{fault.name}-{writer}-{turn}"
                folder = "pairs" if fault.before else f"faults/{fault.rule.split('.')[0]}"
                return Job(folder, name, report, writer, fault=fault.rule, last=last)
        raise RuntimeError(f"no report can hold {fault}")

    # --- years ------------------------------------------------------------------------------------------------------

    def pairs(self, count):
        """Two clean years of one organ."""
        for turn in range(count):
            chance = self.chance("pair", turn)
            report, last = self.pair(chance, self.registry.next(), chance.choice((2020, 2021, 2022, 2023, 2024, 2025)))
            yield Job("pairs", f"clean-{turn}", report, chance.choice(EVERY), last=last)

    def pair(self, chance, organ, year, size=None):
        last = self.report(chance, organ, year - 1, size=size)
        carried = [last.values["table3", "carried_out", kind] for kind in APPLICANTS]
        report = self.report(
            chance, organ, year, size=size, carried_in=carried, paired=True, follow=last if last.form.name == "2021" else None
        )
        report.last = last
        return report, last
