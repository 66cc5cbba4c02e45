"""Files that are no report, or a hostile one: each with the answers that are right, and the bounds it must be given in."""

import dataclasses
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import as_html
import as_office
import as_pdf
import as_text
import hostile
from organs import Registry
from plan import Planner

SECONDS, MEGABYTES = 5, 256
MEASURE = str(pathlib.Path(__file__).resolve().parent / "measure.py")


@dataclasses.dataclass
class Bad:
    """`read`: the right answers. `truth`: the report whose figures are the only ones that may come out; None: no figures
    may come out at all. `told`: the rule that must be told."""

    name: str
    data: bytes
    read: tuple
    truth: dict = None
    huge: int = 0
    told: str = None


def _report(seed=7):
    planner = Planner(f"bad {seed}")
    return planner.report(planner.chance("bad"), Registry(seed).next("county"), 2023, size="some")


def _nested(page, depth):
    """A page inside so many tables."""
    return page.replace("<body>", "<body>" + "<table><tr><td>" * depth).replace(
        "</body>", "</td></tr></table>" * depth + "</body>"
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


def _two(write):
    """Two reports in one file: the figures of the first, and the second is told (R1.14)."""

    def made(name):
        first, second = _report(7), _report(8)
        return Bad(name, write(first, second), ("whole",), first.truth(), told="R1.14")

    return made


def _two_pages(first, second):
    first, second = _page(first), _page(second)
    inside = second[second.index("<body") : second.index("</body>")]
    return first.replace("</body>", inside.partition(">")[2] + "</body>").encode()


def _blank_but(name, data, **tables):
    """A file that has these figures of a report and no others."""
    blank = {"organ": "某县", "level": None, "year": 2023, "form": "2021", "published": None, "period": None}
    truth = blank | {"table2": None, "table3": None, "table4": None, "read": ["part"], "either": [], "expects": [], "allows": []}
    return Bad(name, data, ("part", "no"), truth | tables)


# What of the hostile files is more than nothing.
_HOSTILE = {
    "claims.txt": _blank_but,
    "sections.json": _blank_but,
    "rows-of-two.txt": lambda name, data: _blank_but(
        name, data, table2={"rules": {"issued": 0, "repealed": 0, "in_force": 0}}
    ),
}


def _hostile(make):
    def made(name):
        data = make()
        return _HOSTILE[name](name, data) if name in _HOSTILE else Bad(name, data, ("no",))

    return made


CASES = {
    "empty.html": _other(b""),
    "empty.pdf": _other(b""),
    "blanks.txt": _other(b" \n\t\n" * 4000),
    "scan.pdf": _other(lambda: as_pdf.scan(_report())),
    "other-law.txt": _other(OTHER_LAW.encode()),
    "index-page.html": _other(NEWS.encode()),
    "huge.html": _other(b"<html><body>", huge=500_000_000),
    "huge.txt": _other("二、主动公开政府信息情况\n".encode(), huge=500_000_000),
    "deep.html": _own(lambda report: _nested(_page(report), 1000).encode(), EVERYTHING),
    "abyss.html": _own(lambda report: _nested(_page(report), 200_000).encode(), EVERYTHING),
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
    "two-reports.html": _two(_two_pages),
    "two-reports.txt": _two(lambda first, second: as_text.write(first) + b"\n" + as_text.write(second)),
    **{name: _hostile(make) for name, make in hostile.FILES.items()},
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


def foreign(reason):
    """What of a reason is not for the people who read it: words of no Chinese that they do not know from their files."""
    known = {"PDF", "Word", "Excel", "docx", "xlsx", "doc", "xls", "Office", "RTF", "Markdown", "UTF", "GB", "MB"}
    return set(re.findall(r"[A-Za-z]+", (reason or "").replace("gongkai-report/1", ""))) - known


def main():
    """Prints what the program of GONGKAI_BINARY makes of each, with its cost: the goal is an answer within the bounds.
    Names on the command line: only these."""
    print(f"{'hostile file':28} {'status':>6} {'read':>6} {'s':>7} {'MB':>6}   (goal {SECONDS} s, {MEGABYTES} MB)")
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or CASES:
            case = make(name)
            path = write(folder, case)
            status, printed, seconds, megabytes = measured(
                [os.environ["GONGKAI_BINARY"], "check", str(path), "--format", "json"]
            )
            path.unlink()
            answer = json.loads(printed)[0] if printed.strip() else {"read": "none", "reason": None}
            right = answer["read"] in case.read and seconds <= SECONDS and megabytes <= MEGABYTES
            right = right and not foreign(answer["reason"])
            print(
                f"{name:28} {status:6} {answer['read']:>6} {seconds:7.2f} {megabytes:6.0f} {'' if right else ' MISSED'} {answer['reason'] or ''}",
                flush=True,
            )


if __name__ == "__main__":
    main()
