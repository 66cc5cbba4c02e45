"""Faults in the structure and the figures of the tables (R1 to R4)."""

from faults import fault
from forms import APPLICANTS, BLOCKS, KINDS, SECTIONS, SECTION_OF, STANDINGS
from grids import Cell, remove_row, row_of
from layouts_shape import edit

GRID_TEXT = ("html-portal", "html-old", "html-plain", "docx", "xlsx", "txt-tabs", "txt-pipes", "md")


def refs_of(row):
    return [("table3", row, kind) for kind in KINDS]


# --- R1 structure ---------------------------------------------------------------------------------------------------


@fault("R1.1")
def section_missing(report):
    section = report.chance.choice(("problems", "other"))
    report.dropped.add(section)
    report.expect("R1.1", severity="error", section=section)


@fault("R1.1")
def table_section_missing(report):
    """Heading and table are gone."""
    section = report.chance.choice(tuple(SECTION_OF.values()))
    report.dropped.add(section)
    report.tables_missing.update(table for table, holder in SECTION_OF.items() if holder == section)
    report.read = ("part",)
    report.expect("R1.1", severity="error", section=section)


@fault("R1.2")
def number_repeated(report):
    for number, section in zip("二三四五", SECTIONS[2:]):
        report.titles[section] = number + report.titles[section][1:]
    report.expect("R1.2", severity="warn")


@fault("R1.2")
def number_skipped(report):
    report.titles["other"] = "七" + report.titles["other"][1:]
    report.expect("R1.2", severity="warn")


@fault("R1.3", forms=("2021",))
def other_title(report):
    section, words = report.chance.choice(
        (
            ("problems", "五、存在的主要问题及整改情况"),
            ("requests", "三、收到和办理政府信息公开申请情况"),
            ("other", "六、其他需要说明的事项"),
            ("remedies", "四、政府信息公开行政复议、诉讼情况"),
        )
    )
    report.titles[section] = words
    report.expect("R1.3", severity="warn", section=section)


@fault("R1.4")
def no_table(report):
    table = report.chance.choice(("table2", "table3", "table4"))
    report.tables_missing.add(table)
    report.read = ("part",)
    report.expect("R1.4", table, severity="error")


@fault("R1.6", writers=GRID_TEXT + ("pdf-reportlab", "pdf-chromium"))
def row_missing(report):
    """A row of zeros left out, so that all sums still hold."""
    known = [row for row in report.form.details if not any(report.values[ref] for ref in refs_of(row))]
    row = report.chance.choice([row for row in known if row != "o_merged"])
    edit(report, "table3", lambda grid: remove_row(grid, row))
    for ref in refs_of(row):
        del report.values[ref]
    report.read = ("whole", "part")
    report.expect("R1.6", "table3", [row], severity="error")


@fault("R1.8", writers=("html-portal", "html-old", "docx", "txt-tabs", "txt-pipes"))
def row_too_short(report):
    row = report.chance.choice([row for row in report.form.outcomes if any(report.values[ref] for ref in refs_of(row))])

    def change(grid):
        _, cells = row_of(grid, row)
        del cells[-report.chance.randint(2, 7)]

    edit(report, "table3", change)
    report.lose(refs_of(row))
    report.expect("R1.8", "table3", [row])


@fault("R1.9", writers=GRID_TEXT)
def foreign_row(report):
    label = report.chance.choice(("行政检查", "行政确认", "行政奖励"))
    before = "coerce" if report.form.name == "2021" else "coerce_2019"

    def change(grid):
        index, cells = row_of(grid, before)
        grid.insert(index, [Cell(label, "label")] + [Cell("3", "value", cols=cell.cols) for cell in cells[1:]])

    edit(report, "table2", change)
    report.expect("R1.9", "table2", severity="warn")


@fault("R1.10", writers=GRID_TEXT)
def table_four_short(report):
    at = report.chance.randint(0, 14)

    def change(grid):
        # A row of nothing but blanks cannot be seen to be one short where a table is padded.
        for cell in grid[-1]:
            cell.text = cell.text.strip() or "0"
        del grid[-1][at]

    edit(report, "table4", change)
    report.lose([("table4", block, standing) for block in BLOCKS for standing in STANDINGS])
    report.expect("R1.10", "table4", severity="error")


@fault("R1.11")
def misprint(report):
    """Two or three characters dropped from a label."""
    row, words = report.chance.choice(
        (
            ("d2_law", "2.其他法律行政止公开"),
            ("d5_internal", "5.属于三类内事务信息"),
            ("u2_create", "2.没有现信息需要另行作"),
            ("n4_massive", "4.无正当理由大反复申请"),
            ("d4_third", "4.保护第三方合权益"),
            ("u1_noinfo", "1.本机关不掌相关政府信息"),
        )
    )
    report.labels["table3", row] = words
    report.expect("R1.11", "table3", [row], severity="warn")


@fault("R1.12")
def line_of_table_two_missing(report):
    row = report.chance.choice(("coerce", "permit", "rules") if report.form.name == "2021" else ("coerce_2019", "rules_2019"))
    edit(report, "table2", lambda grid: remove_row(grid, row))
    for ref in [ref for ref in report.values if ref[:2] == ("table2", row)]:
        report.values[ref] = None
    report.read = ("whole", "part")
    report.expect("R1.12", "table2", [row, None], severity="error")


@fault("R1.14", writers=("html-portal", "html-plain", "docx", "txt-tabs", "md"))
def two_reports(report):
    """A second report behind the first."""
    again = report.fork()
    again.organ = report.registry.next(report.organ.level)
    again.title = f"{again.organ.name}{again.year}年政府信息公开工作年度报告"
    again.values = {ref: (value + 1 if isinstance(value, int) else value) for ref, value in again.values.items()}
    report.extra_blocks = again.blocks()
    report.either.update(report.values)
    report.read = ("whole", "part", "no")
    report.expect("R1.14", severity="warn")


# --- R2 -------------------------------------------------------------------------------------------------------------


@fault("R2.1", forms=("2021",))
def more_issued_than_there_are(report):
    values = report.values
    values["table2", "normative", "issued"] = (
        values["table2", "normative", "in_force"] + values["table2", "normative", "repealed"] + report.chance.randint(1, 9)
    )
    report.shown.pop(("table2", "normative", "issued"), None)
    report.expect("R2.1", "table2", ["normative"], severity="error")
    report.text["overview.management"] = ["严格落实信息发布审核制度，坚持先审查、后公开。"]


@fault("R2.2")
def no_count_in_table_two(report):
    refs = [ref for ref in report.values if ref[0] == "table2" and ref[2] not in ("amount", "change")]
    ref = report.chance.choice(refs)
    shown = report.chance.choice(("1.5", "-3", "若干", "12.5"))
    report.blank(ref, shown)
    report.read = ("whole", "part")
    report.expect("R2.2", "table2", [ref[1]], [ref[2]], severity="error", found=shown)


@fault("R2.3", forms=("2021",), levels=("department", "county", "town", "subdistrict"))
def rules_without_power(report):
    if report.organ.name.endswith("办公室"):
        return False
    report.values["table2", "rules", "in_force"] = report.chance.randint(1, 9)
    report.expect("R2.3", "table2", ["rules"], ["in_force", None], severity="warn")


@fault("R2.4", forms=("2021",))
def fee_in_yuan(report):
    """The text says so many 元, the table so many 万元."""
    yuan = report.chance.randint(20_000, 900_000)
    report.values["table2", "fee", "amount"] = str(yuan)
    report.text["overview.proactive"] = [f"全年收取行政事业性收费{yuan}元，收费目录清单已向社会公开。"]
    report.expect("R2.4", "table2", ["fee"], severity="warn")


@fault("R2.5")
def blank_in_table_two(report):
    ref = report.chance.choice([ref for ref in report.values if ref[0] == "table2" and ref[2] not in ("amount", "projects")])
    mark = report.chance.choice(("", "/", "-", "—", "无"))
    report.blank(ref, mark)
    report.expect("R2.5", "table2", [ref[1]], [ref[2]], severity="warn")


@fault("R2.8", forms=("2019",))
def more_published_than_total(report):
    values = report.values
    values["table2", "normative_2019", "published"] = values["table2", "normative_2019", "total"] + report.chance.randint(1, 9)
    report.expect("R2.8", "table2", ["normative_2019"], severity="error")


@fault("R2.10", forms=("2019",))
def more_dropped_than_there_were(report):
    row = report.chance.choice(("permit_2019", "punish_2019", "coerce_2019", "other_service_2019", "fee_2019"))
    report.values["table2", row, "prior"] = 2
    report.values["table2", row, "change"] = -report.chance.randint(3, 9)
    report.expect("R2.10", "table2", [row], severity="error")


@fault("R2.11", forms=("2019",))
def purchases_without_money(report):
    report.values["table2", "procurement", "projects"] = 4
    report.values["table2", "procurement", "amount"] = "0"
    report.expect("R2.11", "table2", ["procurement"], severity="warn")


# --- R3 -------------------------------------------------------------------------------------------------------------


def changed(report, ref):
    """Another count in a cell: one more, one less, a digit changed."""
    value = report.values[ref]
    new = report.chance.choice((value + report.chance.randint(1, 9), value + 10, abs(value - 1) if value > 1 else value + 2))
    report.values[ref] = new
    return value, new


@fault("R3.2")
def detail_cell(report):
    """A figure of an outcome changed: its row and its column do not add up."""
    row, kind = report.chance.choice(report.form.outcomes), report.chance.choice(APPLICANTS)
    changed(report, ("table3", row, kind))
    report.expect("R3.2", "table3", ["total", row], [kind, "total"])


@fault("R3.3")
def row_total(report):
    row = report.chance.choice(report.form.outcomes)
    expected, found = changed(report, ("table3", row, "total"))
    report.expect("R3.3", "table3", [row], ["total", None], expected=expected, found=found)


@fault("R3.1")
def opening_cell(report):
    """A figure of what came in or was carried on changed."""
    row, kind = report.chance.choice(("new", "carried_in", "carried_out")), report.chance.choice(APPLICANTS)
    changed(report, ("table3", row, kind))
    report.expect("R3.1", "table3", ["total", row], [kind, "total"])


@fault("R3.1")
def carried_out_wrong(report):
    """One applicant kind and the total changed alike: only the first identity breaks."""
    kind = report.chance.choice(APPLICANTS)
    step = report.chance.randint(1, 9)
    for column in (kind, "total"):
        report.values["table3", "carried_out", column] += step
    report.expect("R3.1", "table3", ["total", "carried_out"], [kind, "total"], severity="error")


@fault("R3.2")
def outcome_wrong(report):
    """One outcome and its row total changed alike: only the second identity breaks."""
    row, kind = report.chance.choice(report.form.outcomes), report.chance.choice(APPLICANTS)
    step = report.chance.randint(1, 9)
    for column in (kind, "total"):
        report.values["table3", row, column] += step
    report.expect("R3.2", "table3", ["total", row], [kind, "total"], severity="error")


@fault("R3.4")
def no_count_in_table_three(report):
    ref = "table3", report.chance.choice(report.form.outcomes), report.chance.choice(APPLICANTS)
    shown = report.chance.choice(("-1", "1.5", "2.5", "若干"))
    report.blank(ref, shown)
    report.read = ("whole", "part")
    report.expect("R3.4", "table3", [ref[1]], [ref[2]], severity="error", found=shown)


@fault("R3.5")
def row_total_blank(report):
    row = report.chance.choice([row for row in report.form.outcomes if report.values["table3", row, "total"]])
    expected = report.values["table3", row, "total"]
    report.blank(("table3", row, "total"))
    report.expect("R3.5", "table3", [row], ["total", None], severity="warn", expected=expected)


@fault("R3.6")
def blank_cells(report):
    for row in report.chance.sample(report.form.outcomes, 2):
        for kind in report.chance.sample(APPLICANTS, 2):
            if report.values["table3", row, kind] == 0:
                report.blank(("table3", row, kind), report.chance.choice(("", "/")))
    if not any(value is None for ref, value in report.values.items() if ref[0] == "table3"):
        return False
    report.expect("R3.6", "table3", severity="warn")


@fault("R3.7")
def needed_total_blank(report):
    row = report.chance.choice(("new", "total", "carried_out"))
    expected = report.values["table3", row, "total"]
    report.blank(("table3", row, "total"))
    report.expect("R3.7", "table3", [row], ["total", None], severity="error", expected=expected)


@fault("R3.8", sizes=("many",))
def row_shifted(report):
    """The figures of a row stand one column to the right: its total is under nothing."""
    row = report.chance.choice(
        [
            row
            for row in report.form.outcomes
            if report.values["table3", row, "natural_person"] and not report.values["table3", row, "other"]
        ]
        or [None]
    )
    if row is None:
        return False
    cells = [report.values[ref] for ref in refs_of(row)]
    for ref, value in zip(refs_of(row), [*cells[1:], 0]):
        report.values[ref] = value
    report.expect("R3.8", "table3", [row])


@fault("R3.9", writers=("html-portal", "html-plain", "docx", "xlsx", "txt-tabs", "md"))
def subtotal_wrong(report):
    """A group head with figures of its own, which are not the sum of its rows."""
    name = report.chance.choice(("denied", "unable", "refused"))
    members = report.form.groups[name]
    sums = [sum(report.values["table3", row, kind] for row in members) for kind in KINDS]
    sums[-1] += report.chance.randint(1, 5)

    def change(grid):
        index, cells = row_of(grid, members[0])
        group = next(cell for cell in cells if cell.role == "group" and cell.ref[1] == name)
        next(cell for row in grid for cell in row if cell.ref == ("table3", "results")).rows += 1
        cells.remove(group)
        for row in members:
            next(cell for cell in row_of(grid, row)[1] if cell.role == "label").cols = 2
        grid.insert(index, [Cell(group.text, "label", cols=2)] + [Cell(str(value), "value") for value in sums])

    edit(report, "table3", change)
    report.expect("R3.9", "table3", [name, None])


@fault("R3.12")
def grand_total_wrong(report):
    """（七）总计 wrong in one column and in the last: both identities differ by the same."""
    kind = report.chance.choice(APPLICANTS)
    step = report.chance.randint(1, 9)
    for column in (kind, "total"):
        report.values["table3", "total", column] += step
    report.expect("R3.12", "table3", ["total"], [kind, "total"])


@fault("R3.13")
def detail_total_wrong(report):
    row = report.chance.choice(report.form.outcomes)
    expected = report.values["table3", row, "total"]
    report.values["table3", row, "total"] += report.chance.randint(1, 9)
    report.expect("R3.13", "table3", [row], ["total", None], expected=expected, found=report.values["table3", row, "total"])


# --- R4 -------------------------------------------------------------------------------------------------------------


@fault("R4.1")
def block_does_not_add_up(report):
    block, standing = report.chance.choice(BLOCKS), report.chance.choice(STANDINGS)
    changed(report, ("table4", block, standing))
    report.expect("R4.1", "table4", [block], ["total", standing, None], severity="error")


@fault("R4.2")
def no_count_in_table_four(report):
    ref = "table4", report.chance.choice(BLOCKS), report.chance.choice(STANDINGS[:4])
    shown = report.chance.choice(("-1", "1.5", "若干"))
    report.blank(ref, shown)
    report.read = ("whole", "part")
    report.expect("R4.2", "table4", [ref[1]], [ref[2]], severity="error", found=shown)


@fault("R4.3")
def blank_in_table_four(report):
    ref = "table4", report.chance.choice(BLOCKS), report.chance.choice(STANDINGS)
    report.blank(ref, report.chance.choice(("", "/", "—")))
    report.expect("R4.3", "table4", [ref[1]], [ref[2]], severity="warn")
