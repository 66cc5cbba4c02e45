#!/usr/bin/env python3
"""Reads a report back from HTML, DOCX, XLSX, PDF and text with other people's libraries, by position, and compares
titles, heads, labels and figures with its JSON. Knows nothing of our code: the words of the official form stand below.

usage: check_report_files.py report.json FOLDER      (FOLDER holds report.html .docx .xlsx .pdf .txt)
needs: lxml python-docx openpyxl pdfplumber"""
import json
import re
import sys
from pathlib import Path

import docx
import openpyxl
import pdfplumber
from lxml import html

TITLES = ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
          "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"]
KINDS = ["natural_person", "business", "research", "public_welfare", "legal_service", "other", "total"]
RESULTS = "三、本年度办理结果"
D, U, N, O = "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"
NEW, IN, OUT = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "四、结转下年度继续办理"
ROWS = [  # id, the three label columns
    ("new", NEW, NEW, NEW), ("carried_in", IN, IN, IN),
    ("granted", RESULTS, "（一）予以公开", "（一）予以公开"),
    ("partial", RESULTS, *["（二）部分公开（区分处理的，只计这一情形，不计其他情形）"] * 2),
    ("d1_secret", RESULTS, D, "1.属于国家秘密"), ("d2_law", RESULTS, D, "2.其他法律行政法规禁止公开"),
    ("d3_safety", RESULTS, D, "3.危及“三安全一稳定”"), ("d4_third", RESULTS, D, "4.保护第三方合法权益"),
    ("d5_internal", RESULTS, D, "5.属于三类内部事务信息"), ("d6_process", RESULTS, D, "6.属于四类过程性信息"),
    ("d7_case", RESULTS, D, "7.属于行政执法案卷"), ("d8_query", RESULTS, D, "8.属于行政查询事项"),
    ("u1_noinfo", RESULTS, U, "1.本机关不掌握相关政府信息"), ("u2_create", RESULTS, U, "2.没有现成信息需要另行制作"),
    ("u3_unclear", RESULTS, U, "3.补正后申请内容仍不明确"),
    ("n1_petition", RESULTS, N, "1.信访举报投诉类申请"), ("n2_repeat", RESULTS, N, "2.重复申请"),
    ("n3_publication", RESULTS, N, "3.要求提供公开出版物"), ("n4_massive", RESULTS, N, "4.无正当理由大量反复申请"),
    ("n5_confirm", RESULTS, N, "5.要求行政机关确认或重新出具已获取信息"),
    ("o1_overdue", RESULTS, O, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("o2_fee", RESULTS, O, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("o3_other", RESULTS, O, "3.其他"), ("total", RESULTS, "（七）总计", "（七）总计"),
    ("carried_out", OUT, OUT, OUT)]
MERGED = ("行政许可", "行政处罚", "行政强制", "行政事业性收费", "信息内容")  # one value over three columns in table two
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
PERSONS = "法人或其他组织"
HEADS3 = [[CORNER] * 3 + ["申请人情况"] * 7,
          [CORNER] * 3 + ["自然人"] + [PERSONS] * 5 + ["总计"],
          [CORNER] * 3 + ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]]
FIVE = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
HEADS4 = [["行政复议"] * 5 + ["行政诉讼"] * 10, FIVE + ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5, FIVE * 3]


def cell(value):
    return "" if value is None else str(value)


def wanted(report):
    """The three grids as the official form prints them, every merged place filled."""
    two, three, four = report["table2"], report["table3"], report["table4"]
    docs = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    many = ["信息内容"] + ["本年处理决定数量"] * 3
    triple = lambda row: [cell(two[row][c]) for c in ("issued", "repealed", "in_force")]
    grid2 = [["第二十条第（一）项"] * 4, docs, ["规章"] + triple("rules"), ["行政规范性文件"] + triple("normative"),
             ["第二十条第（五）项"] * 4, many, ["行政许可"] + [cell(two["permit"])] * 3,
             ["第二十条第（六）项"] * 4, many, ["行政处罚"] + [cell(two["punish"])] * 3,
             ["行政强制"] + [cell(two["coerce"])] * 3,
             ["第二十条第（八）项"] * 4, ["信息内容"] + ["本年收费金额（单位：万元）"] * 3,
             ["行政事业性收费"] + [cell(two["fee"])] * 3]
    grid3 = HEADS3 + [list(labels) + [cell(three[row][kind]) for kind in KINDS] for row, *labels in ROWS]
    blocks = ("review", "direct_suit", "suit_after_review")
    states = ("upheld", "corrected", "other", "pending", "total")
    grid4 = HEADS4 + [[cell(four[block][state]) for block in blocks for state in states]]
    return grid2, grid3, grid4


def bare(text):
    return re.sub(r"\s+", "", text or "")


def from_html(path):
    page = html.fromstring(path.read_bytes())
    titles = [bare(h.text_content()) for h in page.iter("h2")]
    grids = []
    for table in page.iter("table"):
        assert table.find("caption") is not None, "a table without caption"
        grid = {}
        for r, line in enumerate(table.iter("tr")):
            c = 0
            for one in line:
                while (r, c) in grid:
                    c += 1
                rows, columns = int(one.get("rowspan", 1)), int(one.get("colspan", 1))
                for dr in range(rows):
                    for dc in range(columns):
                        grid[r + dr, c + dc] = bare(one.text_content())
                if one.tag == "th":
                    assert one.get("scope") in ("col", "colgroup", "row", "rowgroup"), "a head without scope"
        height, width = (max(k[i] for k in grid) + 1 for i in (0, 1))
        grids.append([[grid[r, c] for c in range(width)] for r in range(height)])
    assert not page.xpath("//*[@style]"), "style attributes are forbidden by the security policy"
    assert not page.xpath("//script") and not page.xpath("//*[starts-with(@src, 'http') or starts-with(@href, 'http')]")
    return bare(page.findtext(".//h1")), titles, grids


def from_docx(path):
    book = docx.Document(path)
    headings = [p.text for p in book.paragraphs if p.style.name.lower() == "heading 1"]
    title = next(p.text for p in book.paragraphs if p.style.name == "Title")
    grids = [[[bare(one.text) for one in line.cells] for line in table.rows] for table in book.tables]
    heads = [len(table._tbl.xpath("./w:tr/w:trPr/w:tblHeader")) for table in book.tables]
    assert heads == [0, 3, 3], f"lines of heads that Word repeats: {heads}"
    return bare(title), [bare(h) for h in headings], grids


def from_xlsx(path):
    book = openpyxl.load_workbook(path)
    text, *sheets = book.worksheets
    words = [bare(row[0]) for row in text.iter_rows(values_only=True) if row[0]]
    grids = []
    for sheet in sheets:
        assert bare(sheet["A1"].value) == sheet.title, "a sheet begins with the title of its section"
        values = {(c.row, c.column): c for line in sheet.iter_rows() for c in line}
        for merged in sheet.merged_cells.ranges:
            for r in range(merged.min_row, merged.max_row + 1):
                for c in range(merged.min_col, merged.max_col + 1):
                    values[r, c] = values[merged.min_row, merged.min_col]
        show = lambda c: "" if c.value is None else bare(f"{c.value:g}" if isinstance(c.value, float) else str(c.value))
        assert all(c.data_type != "f" for c in values.values()), "a formula"
        grids.append([[show(values[r, c]) for c in range(1, sheet.max_column + 1)] for r in range(2, sheet.max_row + 1)])
    return words[0], [w for w in words if w in TITLES], grids


def from_pdf(path):
    """Tables by their ruling lines. A table goes on over pages with its heads repeated; a cell cut by a page keeps its
    words on the first."""
    words, tables = "", []
    with pdfplumber.open(path) as book:
        for page in book.pages:
            words += bare(page.extract_text())
            for found in page.find_tables():
                box = {}
                for r, line in enumerate(found.extract()):
                    box[r] = [None if one is None else bare(one) for one in line]
                lines = [box[r] for r in sorted(box)]
                if tables and len(tables[-1][0]) == len(lines[0]) and len(lines[0]) == 10:
                    tables[-1] += lines[3:]
                else:
                    tables.append(lines)
    return words, tables


def from_text(path):
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    grids = [[line.split("\t") for line in block.splitlines()] for block in blocks if "\t" in block]
    return bare(blocks[0]), [b for b in map(bare, blocks) if b in TITLES], grids


def differences(name, expected, found):
    if len(expected) != len(found):
        yield f"{name}: {len(expected)} lines expected, {len(found)} found"
    for r, (a, b) in enumerate(zip(expected, found)):
        for c, (x, y) in enumerate(zip(a, b)):
            if y is not None and bare(x) != y:
                yield f"{name} line {r + 1} column {c + 1}: expected {x!r}, found {y!r}"
        if len(a) != len(b):
            yield f"{name} line {r + 1}: {len(a)} cells expected, {len(b)} found"


def faults(report_path, folder):
    """Every difference between the files of a folder and the report."""
    report = json.loads(Path(report_path).read_text(encoding="utf-8"))
    folder, found_faults = Path(folder), []
    grids = wanted(report)
    title = bare(report["title"])
    for kind, read in (("html", from_html), ("docx", from_docx), ("xlsx", from_xlsx)):
        found_title, titles, found = read(folder / f"report.{kind}")
        found_faults += [f"{kind}: title {found_title!r}"] if found_title != title else []
        found_faults += [f"{kind}: section titles {titles}"] if titles != TITLES else []
        found_faults += [f"{kind}: {len(found)} tables"] if len(found) != 3 else []
        for number, (a, b) in enumerate(zip(grids, found), 2):
            found_faults += differences(f"{kind} table {number}", a, b)
    words, tables = from_pdf(folder / "report.pdf")
    found_faults += [f"pdf: {word} is missing" for word in [title, *TITLES] if word not in words]
    for number, (a, b) in enumerate(zip(grids, tables), 2):
        label_columns = 3 if number == 3 else 0
        for r, line in enumerate(b):  # cut and covered cells of the label columns
            b[r] = [None if not one and c < label_columns else one for c, one in enumerate(line)]
        merged = lambda r, c: number == 2 and c > 1 and a[r][0] in MERGED and a[r][c] == a[r][1]
        spans = [[None if merged(r, c) else x for c, x in enumerate(line)]
                 for r, line in enumerate(b)] if len(a) == len(b) else b
        found_faults += differences(f"pdf table {number}", a, spans)
    found_faults += [f"pdf: {len(tables)} tables"] if len(tables) != 3 else []
    text_title, titles, found = from_text(folder / "report.txt")
    found_faults += ["text: title or section titles"] if (text_title, titles) != (title, TITLES) else []
    for number, (a, b) in enumerate(zip(grids, found), 2):
        figures = lambda grid: [[bare(x) for x in line if re.fullmatch(r"[\d.]*", bare(x)) and x] for line in grid]
        once = [line[:2] if number == 2 and line[0] in MERGED else line for line in a]
        found_faults += differences(f"text table {number}", figures(once), figures(b))
    again = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    found_faults += [f"json: {key}" for key in ("table2", "table3", "table4", "sections") if again[key] != report[key]]
    return found_faults


def main(report_path, folder):
    found = faults(report_path, folder)
    print("\n".join(found) if found else f"{folder}: html docx xlsx pdf text json agree")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) == 3 else print(__doc__) or 2)
