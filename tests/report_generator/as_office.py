"""Reports as Word documents and workbooks."""

import datetime
import io

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

FIXED = datetime.datetime(2024, 1, 2, 3, 4, 5)


# --- Word -----------------------------------------------------------------------------------------------------------


def write_docx(report, orphan=False, headings="styles", heads_in_text=False, split_at=None):
    """`orphan`: table three in two pieces, the second beginning with vMerge continue of nothing."""
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = FIXED
    waiting = ""
    for kind, *what in _with_date(report):
        if kind == "heading" and heads_in_text:
            waiting = what[1]
            continue
        if waiting and kind != "para":
            document.add_paragraph(waiting)
            waiting = ""
        if kind == "title":
            document.add_paragraph(what[0]).alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif kind == "heading":
            if headings == "styles":
                document.add_heading(what[1], what[0])
            else:
                document.add_paragraph().add_run(what[1]).bold = True
        elif kind == "table":
            _tables(document, what[0], what[1], orphan)
        else:
            _runs(document.add_paragraph(), waiting + what[0], report.chance)
            waiting = ""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _with_date(report):
    """The blocks, with the date of publication under the title where nothing else shows it."""
    blocks = report.blocks()
    if report.signed or not report.published:
        return blocks
    return [blocks[0], ("para", f"发布日期：{report.date('iso')}"), *blocks[1:]]


def _runs(paragraph, text, chance):
    """Word cuts a paragraph into runs wherever somebody has edited."""
    cut = chance.randint(0, len(text))
    for piece in (text[:cut], text[cut:]):
        if piece:
            paragraph.add_run(piece)


def _tables(document, name, grid, orphan):
    if orphan and name == "table3":
        middle = 3 + len(grid[3:]) // 2
        _table(document, grid, 0, middle)
        document.add_paragraph()
        _table(document, grid, middle, len(grid))
    else:
        _table(document, grid, 0, len(grid))


def _table(document, grid, first, last):
    """Rows first to last as w:tbl with gridSpan and vMerge; a merge that began above shows as continue only."""
    open_merges, rows = {}, []
    width = sum(cell.cols for cell in grid[0])
    for index, row in enumerate(grid):
        cells, left, queue = [], 0, list(row)
        while left < width:
            if left in open_merges:
                cell, rest = open_merges.pop(left)
                cells.append((cell, "continue"))
                if rest > 1:
                    open_merges[left] = (cell, rest - 1)
            elif queue:
                cell = queue.pop(0)
                cells.append((cell, "restart" if cell.rows > 1 else None))
                if cell.rows > 1:
                    open_merges[left] = (cell, cell.rows - 1)
            else:
                break
            left += cell.cols
        if first <= index < last:
            rows.append(cells + [(cell, None) for cell in queue])
    table = document.add_table(rows=0, cols=width)
    table.style = "Table Grid"
    for cells in rows:
        _add_row(table, cells)


def _add_row(table, cells):
    row = OxmlElement("w:tr")
    for cell, merge in cells:
        element, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
        if cell.cols > 1:
            properties.append(_with_value("w:gridSpan", str(cell.cols)))
        if merge:
            properties.append(_with_value("w:vMerge", "restart") if merge == "restart" else OxmlElement("w:vMerge"))
        element.append(properties)
        lines = [""] if merge == "continue" else cell.text.split("\n")
        for line in lines:
            element.append(_paragraph(line))
        row.append(element)
    table._tbl.append(row)


def _with_value(name, value):
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element


def _paragraph(text):
    paragraph = OxmlElement("w:p")
    if text:
        run, words = OxmlElement("w:r"), OxmlElement("w:t")
        words.text = text
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        paragraph.append(run)
    return paragraph


# --- Excel ----------------------------------------------------------------------------------------------------------


def write_xlsx(report, sheets="one", typed=True):
    """`sheets`: one (all under each other) or many (text, and a sheet for each table). `typed`: numbers as numbers."""
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = FIXED
    sheet = book.active
    sheet.title = "年度报告"
    line = 1
    for kind, *what in _with_date(report):
        if kind == "table":
            target = sheet
            if sheets == "many":
                target = book.create_sheet({"table2": "表二", "table3": "表三", "table4": "表四"}[what[0]])
            height = _grid(target, what[1], 1 if sheets == "many" else line, typed)
            line += 1 if sheets == "many" else height + 1
        else:
            sheet.cell(line, 1, what[-1]).alignment = Alignment(wrap_text=True)
            sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=10)
            line += 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _grid(sheet, grid, top, typed):
    taken = set()
    for down, row in enumerate(grid):
        column = 1
        for cell in row:
            while (down, column) in taken:
                column += 1
            for below in range(cell.rows):
                taken.update((down + below, column + right) for right in range(cell.cols))
            place = sheet.cell(top + down, column)
            place.value = _typed(cell, place) if typed else cell.text or None
            if cell.rows > 1 or cell.cols > 1:
                sheet.merge_cells(
                    f"{get_column_letter(column)}{top + down}:"
                    f"{get_column_letter(column + cell.cols - 1)}{top + down + cell.rows - 1}"
                )
            column += cell.cols
    return len(grid)


def _typed(cell, place):
    text = cell.text
    if cell.role != "value" or not text.strip():
        return text or None
    if text.isascii() and text.isdigit() and (text == "0" or text[0] != "0"):
        return int(text)
    if text.count(".") == 1 and text.replace(".", "").isdigit() and text == repr(float(text)):
        return float(text)
    place.data_type = "s"
    place.number_format = "@"
    return text
