"""A report before it is written to a file: figures, words, and what a layout or a fault does to them.

`blocks()` lays it out as the sequence that every writer understands; `truth()` says how it should be read."""

import copy
import datetime

import figures
import grids
from forms import PARTS, SECTION_OF, SECTIONS, exchange_tables, form, form_of_year
from narrative import Narrative
from organs import DEADLINE

TODAY = datetime.date(2026, 11, 1)


class Report:
    """One report. Layouts and faults change it by its public fields:

    values      what the tables say, by cell; None is a printed blank
    shown       what is printed in a cell where it is not simply the value
    text        paragraphs by section; titles: headings by section, as printed
    dropped     sections without heading and text; tables_missing: tables that are not printed
    grid_edits  functions (table, grid) → grid, for the shape of tables
    notes       words under a table
    """

    def __init__(self, chance, organ, year, form_name=None, size=None, carried_in=None, paired=False, follow=None):
        self.chance, self.organ, self.year, self.paired = chance, organ, year, paired
        self.form = form(form_name) if form_name else form_of_year(year)
        self.values = figures.make(chance, self.form.name, organ, size, carried_in)
        if follow:
            figures.follow(self.values, follow.values, chance)
        self.shown, self.labels, self.text, self.notes = {}, {}, {}, {}
        self.titles = {section: self.form.title(section) for section in (*SECTIONS, *PARTS)}
        self.dropped, self.tables_missing, self.grid_edits = set(), set(), []
        self.title = f"{organ.name}{year}年政府信息公开工作年度报告"
        self.published = self._publication_day()
        self.period = (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        self.signed = chance.random() < 0.6
        self.signer = None
        self.date_style = chance.choice(("iso", "han", "time"))
        self.expects, self.allows, self.either, self.lost = [], set(), set(), set()
        self.read = ("whole",)
        self.extra_blocks, self.before_title = [], []
        Narrative(chance, self).write()

    def _publication_day(self):
        month, day = DEADLINE.get(self.organ.level, (1, 31))
        last = datetime.date(self.year + 1, month, day)
        return last - datetime.timedelta(days=self.chance.randint(0, 18))

    def fork(self):
        """A copy whose changes leave the original alone; chance is shared."""
        return copy.deepcopy(self, {id(self.chance): self.chance, id(self.form): self.form})

    # --- what layouts and faults say --------------------------------------------------------------------------------

    def expect(self, rule, table=None, rows=None, columns=None, severity=None, words=None, **figures_of):
        """A finding that must come: rule id (its family counts), where, and expected and found where they are fixed.
        rows and columns hold the ids that are right answers; None accepts any."""
        self.expects.append(
            {"rule": rule, "table": table, "rows": rows, "columns": columns, "severity": severity, "words": words, **figures_of}
        )

    def allow(self, *rules):
        """Rules that the layout itself may rightly bring up."""
        self.allows.update(rules)

    def lose(self, refs):
        """Cells that cannot be placed: null, and the file is read in part."""
        for ref in refs:
            self.values[ref] = None
            self.lost.add(ref)
        self.read = ("part",)

    def blank(self, ref, mark=""):
        """A printed blank, or a mark for none: null, and still read."""
        self.values[ref] = None
        self.shown[ref] = mark

    # --- printing ---------------------------------------------------------------------------------------------------

    def print_value(self, ref):
        if ref in self.shown:
            return self.shown[ref]
        value = self.values.get(ref)
        if ref[1:] == ("procurement", "amount") and value is not None:
            return f"{value}万元"
        return "" if value is None else str(value)

    def grid(self, table):
        grid = grids.TABLES[table](self.form, self.print_value)
        for row in grid:
            for cell in row:
                if cell.ref and (cell.ref[0], cell.ref[1]) in self.labels and cell.role in ("label", "group"):
                    cell.text = self.labels[cell.ref[0], cell.ref[1]]
        for edit in self.grid_edits:
            grid = edit(table, grid)
        return grid

    def date(self, style=None):
        style = style or self.date_style
        if style == "iso":
            return self.published.isoformat()
        if style == "time":
            return f"{self.published.isoformat()} {self.chance.randint(8, 17):02}:{self.chance.randint(0, 59):02}"
        return f"{self.published.year}年{self.published.month}月{self.published.day}日"

    def blocks(self):
        """(kind, …) in order: title, heading (level), para, table (name, grid), note, closing."""
        out = [("title", self.title)]
        out += [("para", text) for text in self.text.get("preamble", [])]
        for section in SECTIONS:
            if section not in self.dropped:
                out += self._section(section)
        if self.signed:
            out.append(("closing", self.signer or self.organ.name))
            out.append(("closing", self.date("han")))
        return out + self.extra_blocks

    def _section(self, section):
        out = [("heading", 1, self.titles[section])] if self.titles[section] is not None else []
        out += [("para", text) for text in self.text.get(section, [])]
        if section == "overview":
            for part in PARTS:
                if part not in self.dropped:
                    out.append(("heading", 2, self.titles[part]))
                    out += [("para", text) for text in self.text[part]]
        table = next((name for name, holder in SECTION_OF.items() if holder == section), None)
        if table and table not in self.tables_missing:
            out.append(("table", table, self.grid(table)))
            if table in self.notes:
                out.append(("note", self.notes[table]))
        return out

    # --- truth ------------------------------------------------------------------------------------------------------

    def truth(self):
        two, three, four = exchange_tables(self.form.name, self.values)
        tables = {"table2": two, "table3": three, "table4": four}
        for table in self.tables_missing:
            tables[table] = None
        return {
            "organ": self.organ.name,
            "level": self.organ.level,
            "year": self.year,
            "form": self.form.name,
            "published": self.published.isoformat() if self.published else None,
            "period": {"from": self.period[0].isoformat(), "to": self.period[1].isoformat()} if self.period else None,
            "read": list(self.read),
            **tables,
            "either": sorted(map(list, self.either)),
            "expects": self.expects,
            "allows": sorted(self.allows),
        }
