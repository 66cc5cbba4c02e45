"""The plain Python way of reading the tables of annual reports: lxml, python-docx, openpyxl, pdfplumber. script/bench
check measures Gongkai against it on the same files.

    python bench/check_plain.py KIND LIST     KIND: html docx xlsx pdf; LIST: a file with one path a line

Prints one JSON object: files, seconds (imports not counted), figures read."""

import json
import pathlib
import sys
import time


def spread(rows):
    """Rows of (text, rowspan, colspan) as a rectangle of texts: what every script has to do before it can read a form."""
    grid, taken = [], {}
    for top, row in enumerate(rows):
        left = 0
        for text, down, right in row:
            while (top, left) in taken:
                left += 1
            for below in range(down):
                for beside in range(right):
                    taken[top + below, left + beside] = text
            left += right
    width = max((left for _, left in taken), default=-1) + 1
    for top in range(len(rows)):
        grid.append([taken.get((top, left), "") for left in range(width)])
    return grid


def html_tables(path):
    from lxml import html

    tree = html.fromstring(path.read_bytes())
    for table in tree.iter("table"):
        rows = []
        for row in table.iter("tr"):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            rows.append(
                [
                    ("".join(cell.text_content().split()), int(cell.get("rowspan") or 1), int(cell.get("colspan") or 1))
                    for cell in cells
                ]
            )
        yield spread(rows)


def docx_tables(path):
    import docx

    for table in docx.Document(path).tables:
        yield [[cell.text.strip() for cell in row.cells] for row in table.rows]


def xlsx_tables(path):
    import openpyxl

    for sheet in openpyxl.load_workbook(path).worksheets:
        yield [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def pdf_tables(path):
    import logging

    import pdfplumber

    logging.disable()
    with pdfplumber.open(path) as paper:
        for page in paper.pages:
            page.extract_text()
            for table in page.extract_tables():
                yield [[cell or "" for cell in row] for row in table]


READERS = {"html": html_tables, "docx": docx_tables, "xlsx": xlsx_tables, "pdf": pdf_tables}


def figures(tables):
    """Cells that hold a figure, of all tables."""
    return sum(cell.replace(".", "", 1).isdigit() for table in tables for row in table for cell in row)


def read(reader, path):
    """Figures of a file; 0 where the library gives up on it (a row that is short, a merge without beginning)."""
    try:
        return figures(reader(path))
    except (IndexError, KeyError, ValueError, AttributeError):
        return 0


def main():
    kind, listed = sys.argv[1:]
    paths = [pathlib.Path(line) for line in pathlib.Path(listed).read_text(encoding="utf-8").splitlines() if line]
    reader = READERS[kind]
    read(reader, paths[0])
    started = time.perf_counter()
    found = [read(reader, path) for path in paths]
    told = {"files": len(paths), "seconds": time.perf_counter() - started, "figures": sum(found), "unread": found.count(0)}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
