"""`gongkai check` on invented reports whose truth is known, on hostile files, and on the real reports where they lie
beside this checkout. The generator itself is judged too: its clean reports must be clean."""

import json
import os
import pathlib
import subprocess
import sys

import jsonschema
import pytest
from conftest import ROOT, built

GENERATOR = pathlib.Path(__file__).resolve().parent / "report_generator"
sys.path.insert(0, str(GENERATOR))

import bad
import consistent
import judge
from plan import Planner
from writers import WRITERS

REAL = ROOT / "../shared/data/reports"
TRUTHS = sorted((GENERATOR / "real").glob("*.json"))
SEED = 2026


@pytest.fixture(scope="module")
def program():
    return os.environ.get("GONGKAI_BINARY") or built("gongkai")


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """A small run of everything: each layout in each manner and form, each fault once. Pages printed by Chromium take
    most of the time of a run; script/bench check has them."""
    out = tmp_path_factory.mktemp("reports")
    words = ["--seed", str(SEED), "--repeat", "1", "--faults", "1", "--pairs", "6", "--no-chromium"]
    subprocess.run([sys.executable, str(GENERATOR), str(out), *words], check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def verdicts(reports, program):
    found, seconds = judge.judge(reports, judge.Program(program))
    judge.tell(found, 15, seconds)
    return found


# --- the generator --------------------------------------------------------------------------------------------------


def test_reports_without_a_fault_are_consistent_in_tables_and_words():
    planner = Planner(SEED)
    jobs = [job for job in planner.layouts(1, {"L1", "L36"})] + list(planner.pairs(20))
    for job in jobs:
        assert consistent.identities(job.report) == [], job.name
        assert consistent.claims(job.report) == [], job.name


def test_an_inconsistent_report_is_not_taken_for_clean():
    report = next(Planner(SEED).pairs(1)).report
    report.values["table3", "total", "total"] += 1
    assert consistent.identities(report)
    report.text["overview.requests"] = ["全年共收到政府信息公开申请98765件。"]
    assert consistent.claims(report)


@pytest.mark.parametrize("writer", ["html-portal", "html-old", "docx", "txt-tabs", "md", "pdf-reportlab"])
def test_the_same_seed_makes_the_same_report(writer):
    def made():
        job = next(Planner(SEED).layouts(1, {"L1"}))
        return WRITERS[writer][1](job.report), job.report.truth()

    first, second = made(), made()
    assert first[1] == second[1]
    if writer != "docx":  # the zip of python-docx carries the time of writing
        assert first[0] == second[0]


# --- the program ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("goal", [name for name, _, _ in judge.goals([])])
def test_goal(goal, verdicts):
    reached, wanted = next((reached, wanted) for name, reached, wanted in judge.goals(verdicts) if name == goal)
    bad_ones = sorted((verdict for verdict in verdicts if verdict.badness), key=lambda verdict: -verdict.badness)
    assert reached >= wanted, "\n".join(verdict.describe() for verdict in bad_ones[:20])


def test_answers_have_the_shape_of_the_exchange_format(reports, program):
    schema = json.loads((GENERATOR / "data/report.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    seen = 0
    for folder in ("reports/L1", "reports/L6", "reports/L30", "faults/R5"):
        for answer in judge.Program(program).folder(reports / folder).values():
            assert set(answer) == {"file", "read", "reason", "report", "layout", "encoding"}
            if answer["report"]:
                seen += 1
                assert [error.message for error in validator.iter_errors(answer["report"])] == [], answer["file"]
    assert seen > 50


@pytest.mark.parametrize("name", bad.CASES)
def test_bad_input_is_answered_and_never_with_a_made_up_figure(name, program, tmp_path):
    case = bad.make(name)
    path = bad.write(tmp_path, case)
    status, printed, _, megabytes = bad.measured([program, "check", str(path), "--format", "json"])
    assert status in (0, 1, 3), "crashed or hung"
    answer = json.loads(printed)[0]
    assert answer["read"] in case.read, answer["reason"]
    assert (status == 3) == (answer["read"] == "no")
    if answer["read"] == "no":
        assert answer["reason"] and answer["report"] is None
    else:
        assert [cell for cell in judge.wrong_cells(case.truth, answer["report"]) if cell[2] is not None] == []
        if case.told:
            findings = answer["report"]["findings"]
            assert case.told in [finding["rule"] for finding in findings]
            assert [finding["message"] for finding in findings if finding["severity"] == "error"] == []
    assert not bad.foreign(answer["reason"])
    assert megabytes <= bad.MEGABYTES


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_real_report(path, program):
    truth = json.loads(path.read_text(encoding="utf-8"))
    if not (REAL / truth["file"]).exists():
        pytest.skip("the real reports are not beside this checkout")
    answers, fault = judge.Program(program).check(REAL / truth["file"])
    assert fault is None
    verdict = judge.Verdict(truth, answers[0])
    assert (verdict.read_right, verdict.wrong, verdict.missed) == (True, [], []), verdict.describe()
