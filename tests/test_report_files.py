"""Other people's libraries judge what Gongkai writes of an annual report: every file form of a report of zeros, of one
in which every cell has a figure of its own, and of a real one; and the count of an invented register of two years."""

import itertools
import json

import check_report_files
import count_register
import make_register
import pytest
from conftest import ROOT

REAL = ROOT / "../shared/data/reports/xigong-2025.json"


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


def real():
    if not REAL.exists():
        pytest.skip("the real report is not beside this checkout")
    return json.loads(REAL.read_text(encoding="utf-8"))


REPORTS = {"zeros": lambda: report(itertools.repeat(0)), "figures": lambda: report(itertools.count(101)), "real": real}


@pytest.fixture
def files(tmp_path, example):
    """Writes all file forms of a report into a folder."""

    def write(content, name="files"):
        source = tmp_path / "in.json"
        source.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        example("report", source, tmp_path / name)
        return source, tmp_path / name

    return write


@pytest.mark.parametrize("name", REPORTS)
def test_every_form_carries_the_official_form(name, files):
    source, folder = files(REPORTS[name]())
    assert check_report_files.faults(source, folder) == []


def test_the_same_report_gives_the_same_pdf(files):
    content = report(itertools.count(101))
    first, second = files(content, "first")[1], files(content, "second")[1]
    assert (first / "report.pdf").read_bytes() == (second / "report.pdf").read_bytes()


@pytest.mark.parametrize("change", ["table2.normative.repealed", "table3.d4_third.research", "table4.review.pending"])
def test_the_oracle_sees_one_wrong_figure(change, files):
    content = report(itertools.count(101))
    source, folder = files(content)
    table, row, column = change.split(".")
    content[table][row][column] += 1
    source.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    kinds = {fault.split(" ")[0].rstrip(":") for fault in check_report_files.faults(source, folder)}
    assert kinds == {"html", "docx", "xlsx", "pdf", "text", "json"}


@pytest.mark.skipif(not REAL.exists(), reason="the real report is not beside this checkout")
def test_confirmed_zeros_are_the_real_report_cell_for_cell():
    zeros = report(itertools.repeat(0))
    assert {key: zeros[key] for key in ("table2", "table3", "table4")} == {key: real()[key] for key in ("table2", "table3", "table4")}


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registers")
    make_register.main(folder, "2024", "320", "7")
    return folder


@pytest.mark.parametrize("name, year", [("register-2024", 2024), ("register-all", 2025)])
def test_the_register_is_counted_and_written_back_alike(name, year, registers, tmp_path, example):
    register, out, copy = registers / f"{name}.xlsx", tmp_path / "out.json", tmp_path / "copy.xlsx"
    example("register", register, str(year), out)
    example("register", register, copy)
    for file in (register, copy):
        assert count_register.main(file, year, out) == 0
    three = json.loads(out.read_text(encoding="utf-8"))["table3"]
    nothing_before = {"carried_in"} if year == 2024 else set()
    assert {row for row, cells in three.items() if cells and not cells["total"]} == nothing_before
    assert all(three["new"][kind] for kind in check_report_files.KINDS)


def test_one_year_carries_into_the_next(registers):
    first, second = (count_register.count(list(count_register.read(registers / f"register-{name}.xlsx")), year)[0]
                     for name, year in (("2024", 2024), ("all", 2025)))
    assert first["carried_out"] == second["carried_in"]
    assert first["carried_out"]["total"] > 10
