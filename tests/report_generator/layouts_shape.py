"""Layouts that lie in the shape of tables (L1 to L14, L26 to L32, L38)."""

from forms import BLOCKS, KINDS, STANDINGS
from grids import BLOCK_LABELS, STANDING_LABELS, Cell, expand, row_of
from readings import document_splits, joins, remedy_splits, row_splits
from variants import add, merged_form
from writers import HTML, OFFICE, PDF


def refs_of(row):
    return [("table3", row, kind) for kind in KINDS]


def edit(report, table, change):
    """Lets `change` have the grid of one table."""
    report.grid_edits.append(lambda name, grid: change(grid) or grid if name == table else grid)


def leading_and_trailing(report):
    """An inner empty cell of table three is a blank value."""
    known = [ref for ref, value in report.values.items() if ref[0] == "table3" and value == 0 and ref[2] in KINDS[1:6]]
    if known and report.chance.random() < 0.5:
        report.blank(report.chance.choice(known))
        report.expect("R3.6", "table3")
        report.allow("R3.6")


def vanished(report):
    """Blank cells leave nothing, so that rows are short. All but the total: it is the total. Two equal numbers: read as
    persons and total, as the sheet says, or not at all. More: nobody can place them."""
    lost = []
    for row in report.form.printed_rows:
        cells = [report.values[ref] for ref in refs_of(row)]
        printed = [value for value in cells if value]
        only_total = len(printed) == 2 and report.chance.random() < 0.2
        for ref, value in zip(refs_of(row), cells):
            report.blank(ref)
            if value and not (only_total and ref[2] != "total"):
                report.shown[ref] = str(value)
        if len(printed) == 7:
            report.values.update(zip(refs_of(row), cells))
        elif len(printed) == 2:
            first, last = refs_of(row)[0], refs_of(row)[-1]
            report.values[last] = cells[-1]
            if not only_total:
                report.values[first] = cells[-1]
                report.either.update((first, last))
        elif printed:
            lost.append(row)
    for row in lost:
        report.expect("R1.8", "table3", [row])
    report.allow("R1.8", "R3.5", "R3.6", "R3.7", "R8.5")
    report.read = ("part",) if lost else ("whole", "part")


def vertical_label(report):
    """三⏎、本年⏎度办⏎理结⏎果."""
    report.labels["table3", "results"] = "三\n、本年\n度办\n理结\n果"


def split_heads(report):
    """商业⏎企业, 社会⏎公益⏎组织, 本年新⏎制作数量."""
    broken = {
        "商业企业": "商业\n企业",
        "科研机构": "科研\n机构",
        "社会公益组织": "社会\n公益\n组织",
        "法律服务机构": "法律\n服务\n机构",
        "结果维持": "结果\n维持",
        "结果纠正": "结果\n纠正",
        "其他结果": "其他\n结果",
        "尚未审结": "尚未\n审结",
        "本年新制作数量": "本年新\n制作数量",
        "本年新公开数量": "本年新\n公开数量",
        "总计": "总 计",
        "本年制发件数": "本年制\n发件数",
    }

    def change(table, grid):
        for row in grid:
            for cell in row:
                if cell.role == "head":
                    cell.text = broken.get(cell.text, cell.text)
        return grid

    report.grid_edits.append(change)


def run_together(report):
    """Only what can be cut in one way alone must be read; elsewhere null is right too, a wrong figure never."""
    values = report.values
    for row in report.form.printed_rows:
        digits = "".join(str(values[ref]) for ref in refs_of(row))
        if len(row_splits(digits)) != 1:
            report.either.update(refs_of(row))
    for block in report.form.two["blocks"]:
        for row in block["rows"]:
            refs = [("table2", row["id"], column["id"]) for column in block["columns"]]
            digits = "".join(report.print_value(ref) for ref in refs)
            plain = digits.isdigit() and report.form.name == "2021" and len(refs) == 3
            if len(refs) > 1 and not (plain and len(document_splits(digits)) == 1) and set(digits) != {"0"}:
                report.either.update(refs)
    four = [("table4", block, standing) for block in BLOCKS for standing in STANDINGS]
    if len(remedy_splits("".join(str(values[ref]) for ref in four))) != 1:
        report.either.update(four)
    if report.either:
        report.read = ("whole", "part")
        report.allow("R1.4", "R1.8", "R1.10")
    report.allow("R8.5")


def broken_number(report):
    """1⟂2⟂0⟂0⟂0⟂0⟂0⟂12: one number over two cells."""
    choices = []
    for row in report.form.printed_rows:
        cells = [str(report.values[ref]) for ref in refs_of(row)]
        for at, text in enumerate(cells[:6]):
            if len(text) == 2 and text[1] != "0":
                pieces = cells[:at] + [text[0], text[1]] + cells[at + 1 :]
                if len(joins(pieces, 7)) == 1:
                    choices.append((row, at))
    if not choices:
        return False
    row, at = report.chance.choice(choices)

    def change(grid):
        index, cells = row_of(grid, row)
        first = next(position for position, cell in enumerate(cells) if cell.role == "value") + at
        text = cells[first].text
        cells[first : first + 1] = [Cell(text[0], "value"), Cell(text[1], "value")]

    edit(report, "table3", change)
    report.expect("R8.5", "table3", [row], [KINDS[at], None])
    report.allow("R8.5")
    report.read = ("whole", "part")


def short_row(report):
    """A row one value short: nobody knows which."""
    row = report.chance.choice([row for row in report.form.printed_rows if row not in ("new", "total", "carried_out")])

    report_values = [report.values[ref] for ref in refs_of(row)]
    at = report.chance.randint(0, 5)

    def change(grid):
        _, cells = row_of(grid, row)
        del cells[next(position for position, cell in enumerate(cells) if cell.role == "value") + at]

    edit(report, "table3", change)
    if any(report_values):
        report.lose(refs_of(row))
    else:
        report.read = ("whole", "part")
    report.expect("R1.8", "table3", [row])
    report.allow("R1.8")


def pieces_of_paragraphs(report):
    """<p>1</p><p>2</p> is 12, or 1 and 2: joined, and a doubt may be told."""
    report.allow("R8.5")


# --- table four -----------------------------------------------------------------------------------------------------


def one_a_line(report):
    """行政复议⟂结果维持⟂2."""

    def change(grid):
        values = {cell.ref: cell for cell in grid[-1]}
        grid[:] = [
            ([Cell(BLOCK_LABELS[block], "head", rows=5)] if standing == "upheld" else [])
            + [Cell(STANDING_LABELS[standing], "head"), values["table4", block, standing]]
            for block in BLOCKS
            for standing in STANDINGS
        ]

    edit(report, "table4", change)


def three_rows(report):
    def change(grid):
        values = {cell.ref: cell for cell in grid[-1]}
        grid[:] = [[Cell("", "head")] + [Cell(STANDING_LABELS[standing], "head") for standing in STANDINGS]]
        grid += [
            [Cell(BLOCK_LABELS[block], "head")] + [values["table4", block, standing] for standing in STANDINGS]
            for block in BLOCKS
        ]

    edit(report, "table4", change)


def turned(report):
    def change(grid):
        values = {cell.ref: cell for cell in grid[-1]}
        grid[:] = [[Cell("", "head")] + [Cell(BLOCK_LABELS[block], "head") for block in BLOCKS]]
        grid += [
            [Cell(STANDING_LABELS[standing], "head")] + [values["table4", block, standing] for block in BLOCKS]
            for standing in STANDINGS
        ]

    edit(report, "table4", change)


def spans_repeated(report):
    """Every spanned place of table four holds the text again."""

    def change(grid):
        grid[:] = [[Cell(place[0].text, place[0].role, ref=place[0].ref) for place in row] for row in expand(grid)]

    edit(report, "table4", change)


def spans_emptied(report):
    """The first five heads are empty in the third head row."""

    def change(grid):
        grid[:] = [
            [Cell(place[0].text if place[1] else "", place[0].role, ref=place[0].ref) for place in row] for row in expand(grid)
        ]

    edit(report, "table4", change)


# --- other forms ----------------------------------------------------------------------------------------------------


def old_form(report):
    """The 2019 tables in a later year."""
    report.expect("R1.5", severity="error")
    report.allow("R1.5", "R1.7", "R9.1")


def extra_row(report):
    """A local row between those of the form."""
    label = report.chance.choice(("行政检查", "行政确认", "行政裁决"))
    before = "punish" if report.form.name == "2021" else "punish_2019"

    def change(grid):
        index, cells = row_of(grid, before)
        grid.insert(
            index,
            [Cell(label, "label")] + [Cell(str(report.chance.randint(0, 40)), "value", cols=cell.cols) for cell in cells[1:]],
        )

    edit(report, "table2", change)
    report.expect("R1.9", "table2", severity="warn")
    report.allow("R1.9")


def filling_note(report):
    """Notes of the blank form left in a label."""
    row = "normative" if report.form.name == "2021" else "normative_2019"
    words = report.form.label(row)
    report.labels["table2", row] = words + report.chance.choice(("（填写说明：不含转发文件）", "（填报说明：按制发主体统计）"))
    report.expect("R8.7", words="说明")
    report.allow("R8.7", "R1.11")


def collapsed(report):
    """（六）其他处理 as one row in a report of the 2021 form."""
    others = report.form.groups["other_results"]
    for kind in KINDS:
        report.values["table3", "o_merged", kind] = sum(report.values[("table3", row, kind)] for row in others)
    for row in others:
        for kind in KINDS:
            del report.values["table3", row, kind]
    report.form = merged_form()
    report.expect("R1.7", severity="warn")
    report.allow("R1.7")


def two_years(report):
    """Last year's total beside this year's in table three."""
    last = [str(report.chance.randint(0, 60)) for _ in report.form.printed_rows]

    def change(grid):
        grid[0].append(Cell(f"{report.year - 1}年总计", "head", rows=3))
        for row, text in zip(grid[3:], last):
            row.append(Cell(text, "value"))

    edit(report, "table3", change)
    report.either.update(ref for ref in report.values if ref[0] == "table3")
    report.expect("R1.14")
    report.allow("R1.14", "R1.8", "R1.9", "R8.5", "R3.5", "R3.6", "R3.7", "R1.4")
    report.read = ("whole", "part", "no")


def two_years_of_publication(report):
    """制发件数 2022年⟂2023年."""

    def change(grid):
        for row in grid:
            if row[0].role == "title":
                row[0].cols = 4 + 3
            elif row[0].text == "信息内容":
                row[1:] = [
                    Cell(f"{year}年{cell.text}", "head", cols=cell.cols)
                    for cell in row[1:]
                    for year in (report.year - 1, report.year)
                ]
            else:
                row[1:] = [
                    one for cell in row[1:] for one in (Cell(str(report.chance.randint(0, 9)), "value", cols=cell.cols), cell)
                ]

    edit(report, "table2", change)
    report.either.update(ref for ref in report.values if ref[0] == "table2")
    report.expect("R1.14")
    report.allow("R1.14", "R1.9", "R7.7", "R1.4", "R1.12", "R1.11", "R2.5", "R8.5")
    report.read = ("whole", "part", "no")


add("L1", HTML + ("html-word-gb",) + OFFICE + ("xlsx-text",) + PDF)
add("L2", ("docx-orphan",), None, name="orphan")
add("L3", ("txt-tabs", "txt-pipes", "txt-lost", "txt-tabs-gb"))
add("L4", ("txt-ends", "md-ends"), leading_and_trailing)
add("L5", ("txt-lines", "txt-lines-gb"))
add("L6", ("txt-vanishing",), vanished, sizes=("few", "some"))
add("L7", ("txt-before", "pdf-values-first"))
add("L8", ("html-portal", "docx", "xlsx", "pdf-reportlab"), vertical_label)
add("L8", ("txt-pieces", "pdf-vertical", "pdf-chromium-narrow"), None, name="pieces")
add("L9", ("txt-wrapped", "pdf-unruled", "pdf-chromium"), None, name="wrapped")
add("L10", ("txt-pages", "txt-pipes-pages", "md-pages", "pdf-broken", "pdf-chromium"), None, name="pages")
add("L11", HTML + ("docx", "xlsx", "pdf-reportlab", "txt-lines"), split_heads)
add("L12", ("txt-together",), run_together, sizes=("none", "few", "some"))
add("L13", ("html-plain", "html-portal", "txt-tabs", "txt-pipes", "txt-lines"), broken_number, sizes=("some",))
add("L14", ("html-portal", "html-old", "docx", "txt-tabs", "txt-pipes"), short_row, sizes=("some",))
add("L26", ("html-nested", "html-nested-old", "html-nested-spans"), None, name="nested")
add("L26", ("html-nested-p",), pieces_of_paragraphs)
add("L27", ("html-one-table",), None, name="one_table")
for shape in (one_a_line, three_rows, turned):
    add("L28", ("html-portal", "docx", "xlsx", "md", "txt-tabs", "txt-pipes", "pdf-reportlab"), shape)
add("L29", ("md-doubled", "md"), None, name="markdown")
for shape in (spans_repeated, spans_emptied):
    add("L29", ("html-portal", "html-old", "docx", "txt-tabs"), shape)
add(
    "L30",
    ("html-portal", "html-old", "docx", "xlsx", "pdf-reportlab", "txt-tabs", "md"),
    old_form,
    forms=("2019",),
    late_form=True,
)
for shape in (extra_row, filling_note):
    add("L30", ("html-portal", "docx", "xlsx", "txt-tabs", "md"), shape)
add("L31", HTML + ("docx", "xlsx", "pdf-reportlab", "txt-tabs", "txt-lines", "md"), collapsed, forms=("2021",))
for shape in (two_years, two_years_of_publication):
    add("L32", ("html-portal", "docx", "txt-tabs", "md"), shape)
add("L38", ("txt-blanks",), None, name="blanks")
