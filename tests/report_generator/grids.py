"""Printed tables: rows of cells with spans, as the blank forms have them."""

import dataclasses

from forms import BLOCKS, KINDS, STANDINGS


@dataclasses.dataclass
class Cell:
    """`role`: title (第二十条…), head, corner, group, label, value. `ref` names a value cell or, for a label, its row."""

    text: str
    role: str
    cols: int = 1
    rows: int = 1
    ref: tuple = None


def table2(own, shown):
    """Four print columns; a block of fewer columns spreads over them."""
    grid = []
    for block in own.two["blocks"]:
        columns = block["columns"]
        spans = {1: (3,), 2: (1, 2), 3: (1, 1, 1)}[len(columns)]
        grid.append([Cell(block["labels"][0], "title", cols=4)])
        grid.append(
            [Cell("信息内容", "head")] + [Cell(column["labels"][0], "head", cols=span) for column, span in zip(columns, spans)]
        )
        for row in block["rows"]:
            cells = [Cell(row["labels"][0], "label", ref=("table2", row["id"]))]
            for column, span in zip(columns, spans):
                ref = ("table2", row["id"], column["id"])
                cells.append(Cell(shown(ref), "value", cols=span, ref=ref))
            grid.append(cells)
    return grid


def table3_heads(own):
    kinds = {column["id"]: column["labels"][0] for column in own.three["columns"]}
    corner = Cell(own.three["corner_labels"][0], "corner", cols=3, rows=3)
    return [
        [corner, Cell("申请人情况", "head", cols=7)],
        [
            Cell(kinds["natural_person"], "head", rows=2),
            Cell("法人或其他组织", "head", cols=5),
            Cell(kinds["total"], "head", rows=2),
        ],
        [Cell(kinds[kind], "head") for kind in KINDS[1:-1]],
    ]


def table3(own, shown):
    grid = table3_heads(own)
    results = own.printed_rows[2:-1]
    placed = set()
    for row in own.printed_rows:
        entry = own.rows[row]
        cells = []
        if row in results:
            if "results" not in placed:
                placed.add("results")
                cells.append(Cell(own.rows["results"]["labels"][0], "group", rows=len(results), ref=("table3", "results")))
            parent = entry["parent"]
            if parent != "results" and parent not in placed:
                placed.add(parent)
                cells.append(Cell(own.rows[parent]["labels"][0], "group", rows=len(own.groups[parent]), ref=("table3", parent)))
            width = 2 if parent == "results" else 1
        else:
            width = 3
        cells.append(Cell(entry["labels"][0], "label", cols=width, ref=("table3", row)))
        for kind in KINDS:
            ref = ("table3", row, kind)
            cells.append(Cell(shown(ref), "value", ref=ref))
        grid.append(cells)
    return grid


STANDING_LABELS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结", "total": "总计"}
BLOCK_LABELS = {"review": "行政复议", "direct_suit": "未经复议直接起诉", "suit_after_review": "复议后起诉"}


def table4(own, shown):
    heads = lambda rows: [Cell(STANDING_LABELS[standing], "head", rows=rows) for standing in STANDINGS]
    values = []
    for block in BLOCKS:
        for standing in STANDINGS:
            ref = ("table4", block, standing)
            values.append(Cell(shown(ref), "value", ref=ref))
    return [
        [Cell("行政复议", "head", cols=5), Cell("行政诉讼", "head", cols=10)],
        heads(2) + [Cell("未经复议直接起诉", "head", cols=5), Cell("复议后起诉", "head", cols=5)],
        heads(1) + heads(1),
        values,
    ]


TABLES = {"table2": table2, "table3": table3, "table4": table4}


def expand(grid):
    """The grid as a full rectangle: each place holds (cell, first), first telling whether the cell begins there."""
    taken, height = {}, len(grid)
    for top, row in enumerate(grid):
        left = 0
        for cell in row:
            while (top, left) in taken:
                left += 1
            for down in range(min(cell.rows, height - top)):
                for right in range(cell.cols):
                    taken[top + down, left + right] = (cell, down == 0 and right == 0)
            left += cell.cols
    width = max((left for _, left in taken), default=-1) + 1
    return [[taken.get((top, left)) for left in range(width)] for top in range(height)]


def row_of(grid, row):
    """The printed row of a data row of table two or three: its index and cells."""
    for index, cells in enumerate(grid):
        if any(cell.role == "label" and cell.ref and cell.ref[1] == row for cell in cells):
            return index, cells
    raise KeyError(row)


def remove_row(grid, row):
    """Takes a data row out, keeping the group cells that began on it."""
    index, cells = row_of(grid, row)
    begun = [cell for cell in cells if cell.role == "group"]
    for above in grid[:index]:
        for cell in above:
            if cell.role == "group" and cell.rows > 1 and _covers(grid, cell, index):
                cell.rows -= 1
    for cell in begun:
        cell.rows -= 1
    del grid[index]
    if begun and index < len(grid):
        grid[index][:0] = [cell for cell in begun if cell.rows > 0]


def _covers(grid, cell, index):
    top = next(at for at, row in enumerate(grid) if any(other is cell for other in row))
    return top <= index < top + cell.rows
