#!/usr/bin/env python3
"""Lets other people's libraries judge what the report examples write: every file form of a zero report and of one in
which every cell has a figure of its own, and the count of an invented register of two years.

usage: run_report_oracles.py EXAMPLES     (EXAMPLES: folder of the built examples report and register)
needs: lxml python-docx openpyxl pdfplumber"""
import itertools
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import check_report_files
import count_register
import make_register

HERE = Path(__file__).resolve().parent


def report(figures):
    """A report of the exchange format whose cells take their figures one after the other."""
    figure = lambda: next(figures)
    documents = lambda: {key: figure() for key in ("issued", "repealed", "in_force")}
    two = {"rules": documents(), "normative": documents(), "permit": figure(), "punish": figure(), "coerce": figure(),
           "fee": str(figure())}
    three = {row: {kind: figure() for kind in check_report_files.KINDS} for row, *_ in check_report_files.ROWS}
    three["o_merged"] = None
    blocks, states = ("review", "direct_suit", "suit_after_review"), ("upheld", "corrected", "other", "pending", "total")
    four = {block: {state: figure() for state in states} for block in blocks}
    sections = [{"id": "preamble", "title": None, "text": "本报告依据条例编制。\n<b>“引号”与&符号</b>。"},
                {"id": "overview", "title": "一、总体情况", "text": "本年工作平稳。" * 60},
                {"id": "overview.proactive", "title": "（一）主动公开", "text": "按规定公开。"},
                {"id": "problems", "title": "五、存在的主要问题及改进情况", "text": "=1+1不是公式。\n下一步改进。"},
                {"id": "other", "title": "六、其他需要报告的事项", "text": "未收取信息处理费。"}]
    return {"schema": "gongkai-report/1", "form": "2021", "organ": "青石区柳岸街道办事处", "level": "subdistrict",
            "year": 2025, "title": "青石区柳岸街道办事处2025年政府信息公开工作年度报告",
            "period": {"from": "2025-01-01", "to": "2025-12-31"}, "published": "2026-01-20", "sections": sections,
            "table2": two, "table3": three, "table4": four, "remarks": [], "claims": [], "findings": []}


def files_agree(examples, folder, name, content):
    folder = folder / name
    folder.mkdir()
    source = folder / "in.json"
    source.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    subprocess.run([examples / "report", source, folder], check=True)
    again = folder / "again"
    subprocess.run([examples / "report", source, again], check=True)
    same = (folder / "report.pdf").read_bytes() == (again / "report.pdf").read_bytes()
    if not same:
        print(f"{name}: two runs give two PDFs")
    return check_report_files.main(source, folder) + (0 if same else 1)


def registers_agree(examples, folder):
    make_register.main(folder)
    faults, carried = 0, []
    for file, year in (("register-2024", 2024), ("register-all", 2025)):
        out, copy = folder / f"{file}.json", folder / f"{file}-copy.xlsx"
        run = lambda *rest: subprocess.run([examples / "register", folder / f"{file}.xlsx", *rest], check=True, stderr=subprocess.DEVNULL)
        run(str(year), out)
        run(copy)
        for register in (folder / f"{file}.xlsx", copy):
            faults += count_register.main(register, year, out)
        three = json.loads(out.read_text(encoding="utf-8"))["table3"]
        empty = [row for row, cells in three.items() if cells and not cells["total"] and row != "carried_in"]
        faults += len(empty)
        carried.append(three["carried_out" if year == 2024 else "carried_in"])
    if carried[0] != carried[1] or empty:
        print(f"carried over {carried}, rows without a case {empty}")
        faults += 1
    return faults


def main(examples):
    examples = Path(examples).resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        faults = files_agree(examples, folder, "zeros", report(itertools.repeat(0)))
        faults += files_agree(examples, folder, "figures", report(itertools.count(101)))
        real = HERE.parent / "../shared/data/reports/xigong-2025.json"
        if real.exists():
            faults += files_agree(examples, folder, "xigong", json.loads(real.read_text(encoding="utf-8")))
        else:
            print("skipped: the real report is not beside this checkout")
        faults += registers_agree(examples, folder / "registers")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else print(__doc__) or 2)
