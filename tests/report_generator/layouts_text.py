"""Layouts that lie in headings, words and the page around the report (L23 to L25, L32 to L37)."""

from forms import PARTS, SECTIONS
from traditional import traditional
from variants import add
from writers import HTML, TEXT

WORDED = ("html-portal", "html-old", "docx", "docx-bold", "txt-tabs", "md", "pdf-reportlab")


def half_width(report):
    """一.总体情况, (一)主动公开 or 1、主动公开: other marks, right order."""
    mark = report.chance.choice(".．、 ")
    for section in SECTIONS:
        report.titles[section] = report.titles[section].replace("、", mark, 1)
    style = report.chance.choice(("({})", "{}、"))
    for number, part in enumerate(PARTS):
        words = report.titles[part].split("）")[1]
        report.titles[part] = style.format("一二三四五"[number] if style == "({})" else number + 1) + words
    report.allow("R1.2")


def repeated(report):
    """二、 used twice, the rest one short."""
    for number, section in zip("二三四五", SECTIONS[2:]):
        report.titles[section] = number + report.titles[section][1:]
    report.expect("R1.2", severity="warn")
    report.allow("R1.2")


def foreign(report):
    """A dash for the number."""
    section = report.chance.choice(SECTIONS)
    report.titles[section] = "— " + report.titles[section][2:]
    report.expect("R1.2", severity="warn")
    report.allow("R1.2", "R1.3")


def missing_table(report):
    """A heading with no table below: it was a picture."""
    table = report.chance.choice(("table2", "table3", "table4"))
    report.tables_missing.add(table)
    report.read = ("part",)
    report.expect("R1.4", table, severity="error")
    report.allow("R1.4")


def year_in_heads(report):
    """2022年制发件数 with the right year."""
    year = report.year

    def rename(table, grid):
        for row in grid if table == "table2" else []:
            for cell in row:
                if cell.role == "head" and cell.text.startswith("本年"):
                    cell.text = f"{year}年{cell.text[2:]}"
        return grid

    report.grid_edits.append(rename)


def lost_separators(report):
    """202311日至20231231日."""
    year = report.year
    whole = (
        (f"自{year}年1月1日起至{year}年12月31日止", f"为{year}11日至{year}1231日"),
        (f"为{year}年1月1日至{year}年12月31日", f"为{year}11日至{year}1231日"),
        (f"为{year}年1月1日至12月31日", f"为{year}11日至{year}1231日"),
    )
    text = report.text["preamble"][0]
    for right, damaged in whole:
        text = text.replace(right, damaged)
    report.text["preamble"] = [text]


def foreign_copy(report):
    """Traditional characters, pinyin after characters, a brand word: a copy on a foreign site."""
    pinyin = report.chance.random() < 0.4

    def turned(text):
        text = traditional(text)
        if pinyin:
            text = text.replace("進", "進(jìn)", 1).replace("開", "開(kāi)", 1)
        return text

    report.text = {section: [turned(text) for text in texts] for section, texts in report.text.items()}
    report.titles = {section: turned(title) for section, title in report.titles.items()}
    report.title = traditional(report.title)

    def cells(table, grid):
        for row in grid:
            for cell in row:
                if cell.role != "value":
                    cell.text = traditional(cell.text)
        return grid

    report.grid_edits.append(cells)
    report.allow("*")


def scanned(report):
    """Nothing to be read."""
    report.read = ("no",)
    report.allow("*")


add("L23", WORDED, half_width)
add("L23", WORDED, repeated)
add("L23", WORDED, foreign)
add("L23", ("md-levels",), None, name="levels")
add("L24", ("html-heads-in-text", "html-heads-in-table", "docx-heads-in-text", "txt-heads-in-text", "md-heads-in-text"))
add("L25", WORDED, missing_table)
add("L33", HTML + ("docx", "xlsx", "pdf-reportlab") + TEXT, year_in_heads)
add("L34", WORDED, lost_separators)
add("L35", ("html-portal", "html-plain", "txt-tabs"), foreign_copy)
add("L36", ("html-busy", "html-old-busy"), None, name="busy")
add("L37", ("pdf-scan",), scanned)
