"""Files that are no report, or a hostile one: each with the answers that are right, and the bounds it must be given in."""

import dataclasses
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import as_html
import as_office
import as_pdf
import as_text
from organs import Registry
from plan import Planner

SECONDS, MEGABYTES = 5, 256
MEASURE = str(pathlib.Path(__file__).resolve().parent / "measure.py")


@dataclasses.dataclass
class Bad:
    """`read`: the right answers. `truth`: the report whose figures are the only ones that may come out; None: no figures
    may come out at all."""

    name: str
    data: bytes
    read: tuple
    truth: dict = None
    huge: int = 0


def _report(seed=7):
    planner = Planner(f"bad {seed}")
    return planner.report(planner.chance("bad"), Registry(seed).next("county"), 2023, size="some")


def _zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, pieces in parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in pieces:
                    part.write(piece)
    return out.getvalue()


TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
WORD = b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def _bomb(kind):
    """600 MB behind a few hundred KB."""
    blanks = b"<w:p/>" * 200_000 if kind == "docx" else b"<row><c><v>0</v></c></row>" * 60_000
    pieces = [blanks] * (600_000_000 // len(blanks))
    if kind == "docx":
        return _zipped({"[Content_Types].xml": [TYPES], "word/document.xml": [WORD, *pieces, b"</w:body></w:document>"]})
    book = (
        b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        b'<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    links = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return _zipped(
        {
            "[Content_Types].xml": [TYPES],
            "xl/workbook.xml": [book],
            "xl/_rels/workbook.xml.rels": [links],
            "xl/worksheets/sheet1.xml": [head, *pieces, b"</sheetData></worksheet>"],
        }
    )


def _nested(page, depth):
    """A page inside so many tables."""
    return page.replace("<body>", "<body>" + "<table><tr><td>" * depth).replace(
        "</body>", "</td></tr></table>" * depth + "</body>"
    )


def _loop():
    """A page tree whose child is its parent."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\n"
        b"3 0 obj<</Length 4 0 R/Filter/FlateDecode>>stream\nxx\nendstream endobj\n4 0 obj 4 0 R endobj\ntrailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF"
    )


OTHER_LAW = """青砚县人民政府2023年法治政府建设年度报告

一、主要举措和成效

2023年，全年审查行政规范性文件12件，办理行政复议案件86件，行政应诉24件。

二、存在的问题

执法人员数量不足。

三、下一步安排

加强培训。
"""
NEWS = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>青砚县人民政府门户网站</title></head><body><ul><li>县政府召开常务会议</li>
<li>2023年度政府信息公开工作年度报告</li><li>2022年度政府信息公开工作年度报告</li></ul><table><tr><td>部门</td><td>电话</td></tr>
<tr><td>教育局</td><td>5550101</td></tr></table></body></html>"""


EVERYTHING = ("whole", "part", "no")


def _own(make, read):
    """A case made from a proper report; its figures are the only ones that may come out."""

    def made(name):
        report = _report()
        data = make(report)
        return Bad(name, data, read, report.truth())

    return made


def _other(data, read=("no",), huge=0):
    """A case without any figure to be read."""
    return lambda name: Bad(name, data() if callable(data) else data, read, None, huge)


def _page(report):
    return as_html.Page(report, style="plain").page()


def _half(data):
    return data[: len(data) // 2]


CASES = {
    "empty.html": _other(b""),
    "empty.pdf": _other(b""),
    "blanks.txt": _other(b" \n\t\n" * 4000),
    "scan.pdf": _other(lambda: as_pdf.scan(_report())),
    "other-law.txt": _other(OTHER_LAW.encode()),
    "index-page.html": _other(NEWS.encode()),
    "huge.html": _other(b"<html><body>", huge=500_000_000),
    "huge.txt": _other("二、主动公开政府信息情况\n".encode(), huge=500_000_000),
    "bomb.docx": _other(lambda: _bomb("docx")),
    "bomb.xlsx": _other(lambda: _bomb("xlsx")),
    "deep.html": _own(lambda report: _nested(_page(report), 1000).encode(), EVERYTHING),
    "abyss.html": _own(lambda report: _nested(_page(report), 200_000).encode(), EVERYTHING),
    "loop.pdf": _other(_loop),
    "broken-table-of-objects.pdf": _own(
        lambda report: as_pdf.set_pages(report).replace(b"startxref", b"startxref\n99", 1), EVERYTHING
    ),
    "cut-short.pdf": _own(lambda report: _half(as_pdf.set_pages(report)), EVERYTHING),
    "cut-short.docx": _own(lambda report: _half(as_office.write_docx(report)), EVERYTHING),
    "word-called.pdf": _own(as_office.write_docx, ("whole",)),
    "paper-called.docx": _own(as_pdf.set_pages, ("whole",)),
    "page-called.txt": _own(lambda report: _page(report).encode(), ("whole",)),
    "page-called.xlsx": _own(lambda report: _page(report).encode(), ("whole",)),
    "mojibake.html": _other(lambda: _page(_report()).encode().decode("gb18030", errors="replace").encode()),
    "latin-mojibake.txt": _other(lambda: as_text.write(_report()).decode("latin-1").encode()),
    "noise.bin": _other(bytes(range(256)) * 4000),
}


def make(name):
    return CASES[name](name)


def write(folder, bad):
    path = pathlib.Path(folder) / bad.name
    with open(path, "wb") as file:
        file.write(bad.data)
        left = bad.huge - len(bad.data)
        piece = (b"<p>0</p>\n" if bad.name.endswith("html") else "规章 0 0 0\n".encode()) * 100_000
        while left > 0:
            file.write(piece[:left])
            left -= len(piece)
    return path


def measured(command, hang=60):
    """Runs a program: status, what it printed, seconds, peak memory in MB. One that hangs is ended, with status -9."""
    with tempfile.NamedTemporaryFile() as out:
        done = subprocess.run([sys.executable, "-S", MEASURE, str(hang), out.name, *command], check=True, capture_output=True)
        told = json.loads(done.stdout)
        return told["status"], out.read(), told["seconds"], told["megabytes"]


def main():
    """Prints what the program of GONGKAI_BINARY makes of each, with its cost: the goal is an answer within the bounds."""
    print(f"{'hostile file':28} {'status':>6} {'read':>6} {'s':>7} {'MB':>6}   (goal {SECONDS} s, {MEGABYTES} MB)")
    with tempfile.TemporaryDirectory() as folder:
        for name in CASES:
            case = make(name)
            path = write(folder, case)
            status, printed, seconds, megabytes = measured(
                [os.environ["GONGKAI_BINARY"], "check", str(path), "--format", "json"]
            )
            path.unlink()
            answer = json.loads(printed)[0] if printed.strip() else {"read": "none", "reason": None}
            right = answer["read"] in case.read and seconds <= SECONDS and megabytes <= MEGABYTES
            print(
                f"{name:28} {status:6} {answer['read']:>6} {seconds:7.2f} {megabytes:6.0f} {'' if right else ' MISSED'} {answer['reason'] or ''}"
            )


if __name__ == "__main__":
    main()
