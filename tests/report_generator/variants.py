"""The layouts L1 to L38 of section 5 of the sheet as variants: what is done to a report, and how it is written."""

import dataclasses

from forms import FORM_2019, FORM_2021


@dataclasses.dataclass
class Variant:
    """`change` alters the report (and says what is to be expected of it); `forms` are those the layout can occur in."""

    layout: str
    name: str
    writer: str
    change: object = None
    forms: tuple = ("2021", "2019")
    sizes: tuple = (None,)
    level: str = None
    late_form: bool = False

    def years(self):
        """Years of report; a 2019 form in a later year is a layout of its own."""
        if self.late_form:
            return (2021, 2022, 2023)
        return (2021, 2022, 2023, 2024, 2025)


ALL = []


def add(layout, writers, change=None, name=None, **more):
    for writer in writers:
        ALL.append(Variant(layout, f"{name or (change.__name__ if change else 'clean')}", writer, change, **more))


def merged_form():
    """The form of 2021 with （六） as one row, as some reports print it (L31)."""
    own = type(FORM_2021).__new__(type(FORM_2021))
    own.__dict__.update(FORM_2021.__dict__)
    for field in ("three", "rows", "groups", "details", "outcomes", "printed_rows"):
        setattr(own, field, getattr(FORM_2019, field))
    return own
