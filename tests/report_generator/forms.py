"""The official forms as data: rows, columns and labels of the three tables, and the cells in print order.

A cell is named by (table, row, column) with the ids of `data/report-form.json`."""

import json
import pathlib

DATA = pathlib.Path(__file__).resolve().parent / "data"
FORMS = json.loads((DATA / "report-form.json").read_text(encoding="utf-8"))
KINDS = FORMS["column_order"]
APPLICANTS = KINDS[:-1]
ALL_ROWS = FORMS["row_order"]
BLOCKS = ("review", "direct_suit", "suit_after_review")
STANDINGS = ("upheld", "corrected", "other", "pending", "total")
PARTS = ("overview.proactive", "overview.requests", "overview.management", "overview.platform", "overview.supervision")
SECTIONS = ("overview", "proactive", "requests", "remedies", "problems", "other")
SECTION_OF = {"table2": "proactive", "table3": "requests", "table4": "remedies"}


class Form:
    """One of the two forms."""

    def __init__(self, name):
        self.name = name
        self.data = next(form for form in FORMS["forms"] if form["form"] == name)
        self.two, self.three, self.four = self.data["tables"]
        self.rows = {row["id"]: row for row in self.three["rows"]}
        self.groups = self.data["groups"]
        self.details = [row for members in self.groups.values() for row in members]
        self.outcomes = ["granted", "partial", *self.details]
        self.printed_rows = self.three["print_order"]

    def title(self, section):
        """The official title, or that of a part of section one, with its number."""
        for entry in self.data["sections"]:
            if entry["id"] == section:
                return entry["title"]
            for part in entry.get("parts", []):
                if part["id"] == section:
                    return part["no"] + part["title"]
        return PART_TITLES[section]

    def label(self, row):
        """The printed label of a row of table two or three."""
        if row in self.rows:
            return self.rows[row]["labels"][0]
        return next(entry["labels"][0] for block in self.two["blocks"] for entry in block["rows"] if entry["id"] == row)

    def cells(self):
        """Every value cell of the three tables, in print order."""
        for block in self.two["blocks"]:
            for row in block["rows"]:
                for column in block["columns"]:
                    yield "table2", row["id"], column["id"]
        for row in self.printed_rows:
            for kind in KINDS:
                yield "table3", row, kind
        for block in BLOCKS:
            for standing in STANDINGS:
                yield "table4", block, standing

    @property
    def number(self):
        """The number of the notice that prescribes the form."""
        return self.data["basis"]


# The form of 2019 has no parts in section one; where a report of it has them, they are called as later.
PART_TITLES = {}
FORM_2021 = Form("2021")
FORM_2019 = Form("2019")
PART_TITLES.update({part: FORM_2021.title(part) for part in PARTS})


def form(name):
    return FORM_2021 if name == "2021" else FORM_2019


def form_of_year(year):
    return FORM_2021 if year >= 2021 else FORM_2019


MONEY = {("table2", "fee", "amount"), ("table2", "procurement", "amount")}
SIGNED = {"change"}


def exchange_tables(name, values):
    """The three tables in the shape of `report.schema.json`; a row without any cell in `values` is null."""
    own = form(name)
    two = {}
    for block in own.two["blocks"]:
        for row in block["rows"]:
            cells = {column["id"]: values.get(("table2", row["id"], column["id"])) for column in block["columns"]}
            single = name == "2021" and len(cells) == 1
            two[row["id"]] = next(iter(cells.values())) if single else cells
    three = {}
    for row in ALL_ROWS:
        known = any(("table3", row, kind) in values for kind in KINDS)
        three[row] = {kind: values.get(("table3", row, kind)) for kind in KINDS} if known else None
    four = {block: {standing: values.get(("table4", block, standing)) for standing in STANDINGS} for block in BLOCKS}
    return two, three, four
