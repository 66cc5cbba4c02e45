"""Faults to plant, one in a report. Each says which rule should find it, and where."""

import dataclasses


@dataclasses.dataclass
class Fault:
    """`plant` changes a report and says what it expects; it gives False where this report cannot hold the fault."""

    rule: str
    name: str
    plant: object
    forms: tuple = ("2021", "2019")
    sizes: tuple = ("some", "many")
    levels: tuple = (None,)
    years: tuple = (2019, 2020, 2021, 2022, 2023, 2024, 2025)
    writers: tuple = ()
    before: bool = False


ALL = []


def fault(rule, **more):
    """Registers a function as the planting of a fault of a rule."""

    def keep(plant):
        ALL.append(Fault(rule, plant.__name__, plant, **more))
        return plant

    return keep
