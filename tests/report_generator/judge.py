"""Judges `gongkai check` on generated reports.

    python tests/report_generator/judge.py OUT [--worst N] [--json FILE] [--folder reports/L5]

Runs the program of GONGKAI_BINARY over the folders of OUT, holds what it answers against the truth, prints a table by
layout, by rule family and by kind of file, and ends with 1 where a goal is missed. Knows the exchange format only."""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import time

GOALS = {"exact": 99.5, "exact_pdf": 98.0, "found": 99.0, "quiet": 99.5}
TABLES = ("table2", "table3", "table4")
HEADS = ("organ", "level", "year", "form", "published")


# --- running --------------------------------------------------------------------------------------------------------


class Program:
    """The program judged: answers of `check --format json` by path."""

    def __init__(self, binary, limit=900):
        self.binary, self.limit = binary, limit

    def check(self, *words, limit=None):
        try:
            done = subprocess.run(
                [self.binary, "check", *map(str, words), "--format", "json"], capture_output=True, timeout=limit or self.limit
            )
        except subprocess.TimeoutExpired:
            return None, f"no answer in {limit or self.limit} s"
        if done.returncode not in (0, 1, 3):
            return None, f"status {done.returncode}: {done.stderr.decode(errors='replace')[-400:]}"
        try:
            return json.loads(done.stdout), None
        except ValueError as error:
            return None, f"no JSON: {error}"

    def folder(self, path):
        """Answers for a folder; where the folder as a whole fails, file by file, so that the culprit is named."""
        answers, fault = self.check(path)
        if answers is not None:
            return {pathlib.Path(answer["file"]).name: answer for answer in answers}
        print(f"{path}: {fault}", file=sys.stderr)
        found = {}
        for file in sorted(path.iterdir()):
            answers, fault = self.check(file, limit=30)
            found[file.name] = answers[0] if answers else {"file": str(file), "read": "fault", "reason": fault, "report": None}
        return found


# --- holding an answer against the truth ----------------------------------------------------------------------------


def flat(tables):
    """The cells of the three tables; a missing table or row gives no cells."""
    cells = {}
    for table in TABLES:
        for row, columns in (tables.get(table) or {}).items():
            if isinstance(columns, dict):
                cells.update({(table, row, column): value for column, value in columns.items()})
            else:
                cells[table, row, None] = columns
    return cells


def same_money(one, other):
    """38.60 and 38.6 are one amount."""
    try:
        return float(one) == float(other)
    except (TypeError, ValueError):
        return False


def wrong_cells(truth, report):
    """Cells read otherwise than they should be, as (cell, expected, found)."""
    if truth["read"] == ["no"]:
        return [] if report is None else [(cell, None, value) for cell, value in flat(report).items() if value is not None]
    if report is None:
        return [("report", "readable", None)]
    expected, found = flat(truth), flat(report)
    either = {(table, row, column) for table, row, column in truth["either"]}
    either |= {(table, row, None) for table, row, _ in either}
    wrong = []
    for cell in sorted(set(expected) | set(found), key=str):
        want, have = expected.get(cell), found.get(cell)
        if want == have or (have is None and cell in either) or (isinstance(want, str) and same_money(want, have)):
            continue
        if have is not None and want is None and tuple(cell) in either and "R1.14" in truth["allows"]:
            continue
        wrong.append((cell, want, have))
    return wrong


def family(rule):
    return rule.split(".")[0]


def assessed(finding):
    """Whether a finding says something of the report; a hint that a rule could not be judged does not."""
    return finding["severity"] != "hint" or "数据缺失" not in finding["message"]


def meets(finding, expected):
    """Whether a finding is the one expected: family, table, row, column. Where the fault lies in the text, the section
    stands for the cell; without either it must be the very rule."""
    if family(finding["rule"]) != family(expected["rule"]) or not assessed(finding):
        return False
    if expected["table"]:
        return (
            finding["table"] == expected["table"]
            and (not expected["rows"] or finding["row"] in expected["rows"])
            and (not expected["columns"] or finding["column"] in expected["columns"])
        )
    section = expected.get("section")
    return finding["rule"] == expected["rule"] or (section is not None and finding["section"] == section)


def planted(truth, findings):
    """Expected findings that did not come, and those that came by exactly the rule that was named."""
    missed = [one for one in truth["expects"] if not any(meets(finding, one) for finding in findings)]
    exact = sum(any(meets(finding, one) and finding["rule"] == one["rule"] for finding in findings) for one in truth["expects"])
    return missed, exact


def differences(truth, findings):
    """Where a finding of the very rule says something else than was planted: severity (text and PDF may lower an error to
    a warning, §4.1), expected, found."""
    softer = pathlib.Path(truth["file"]).suffix in (".txt", ".md", ".pdf")
    for one in truth["expects"]:
        same = [finding for finding in findings if finding["rule"] == one["rule"] and meets(finding, one)]
        if not same:
            continue
        allowed = {one["severity"]} | ({"warn"} if softer and one["severity"] == "error" else set())
        if one["severity"] and not any(finding["severity"] in allowed for finding in same):
            yield f"{one['rule']} is {same[0]['severity']}, should be {one['severity']}"
        for name in ("expected", "found"):
            if one.get(name) is not None and not any(str(finding[name]) == str(one[name]) for finding in same):
                yield f"{one['rule']} {name} {same[0][name]}, planted {one[name]}"


def alarms(truth, findings):
    """Errors and warnings that nothing in the report calls for."""
    if "*" in truth["allows"]:
        return []
    allowed = set(truth["allows"]) | {one["rule"] for one in truth["expects"]}
    loud = [finding for finding in findings if finding["severity"] in ("error", "warn")]
    return [
        one for one in loud if one["rule"] not in allowed and not any(meets(one, expected) for expected in truth["expects"])
    ]


def wrong_heads(truth, report):
    """Organ, level, year, form and date that were read otherwise. 某市人民政府 may leave the level open: the name does not
    tell a city from a county-level city."""
    if report is None or truth["read"] == ["no"] or "*" in truth["allows"] or truth["fault"]:
        return []
    open_level = truth["level"] == "city" and report.get("level") is None
    names = [name for name in HEADS if not (name == "level" and open_level)]
    return [(name, truth[name], report.get(name)) for name in names if truth[name] != report.get(name)]


class Verdict:
    """What came out for one file."""

    def __init__(self, truth, answer):
        report = answer.get("report")
        findings = (report or {}).get("findings") or []
        self.file, self.layout, self.fault = truth["file"], truth["layout"], truth["fault"]
        self.kind = pathlib.Path(truth["file"]).suffix[1:]
        self.read, self.reason = answer.get("read"), answer.get("reason")
        self.read_right = self.read in truth["read"]
        self.wrong = wrong_cells(truth, report)
        self.expected = len(truth["expects"])
        self.missed, self.by_rule = planted(truth, findings)
        self.differences = list(differences(truth, findings))
        self.alarms = [] if self.fault else alarms(truth, findings)
        self.heads = wrong_heads(truth, report)
        self.broken = answer.get("read") == "fault"

    @property
    def badness(self):
        faults = 5 * len(self.missed) + 3 * len(self.alarms) + len(self.differences)
        return (100 if self.broken else 0) + min(50, len(self.wrong)) + faults

    def describe(self):
        parts = [f"{self.file}: read {self.read}" + (f" ({self.reason})" if self.reason else "")]
        if self.wrong:
            shown = "; ".join(
                f"{'.'.join(map(str, cell)) if isinstance(cell, tuple) else cell} {want}→{have}"
                for cell, want, have in self.wrong[:4]
            )
            parts.append(f"{len(self.wrong)} cells wrong: {shown}")
        parts += [
            f"missed {one['rule']} {one['table'] or one.get('section') or ''} {one['rows'] or ''} {one['columns'] or ''}"
            for one in self.missed[:3]
        ]
        parts += [f"alarm {one['rule']} {one['severity']}: {one['message']}" for one in self.alarms[:3]]
        parts += self.differences[:2]
        return "\n    ".join(parts)


# --- telling --------------------------------------------------------------------------------------------------------


def share(part, whole):
    return f"{100 * part / whole:6.1f}" if whole else "     –"


def line(name, verdicts):
    exact = sum(not verdict.wrong for verdict in verdicts)
    expected = sum(verdict.expected for verdict in verdicts)
    missed = sum(len(verdict.missed) for verdict in verdicts)
    by_rule = sum(verdict.by_rule for verdict in verdicts)
    clean = [verdict for verdict in verdicts if not verdict.fault]
    quiet = sum(not verdict.alarms for verdict in clean)
    heads = sum(not verdict.heads for verdict in verdicts)
    read = sum(verdict.read_right for verdict in verdicts)
    return (
        f"{name:12} {len(verdicts):6} {share(exact, len(verdicts))} {share(expected - missed, expected)} {share(by_rule, expected)} "
        f"{share(quiet, len(clean))} {share(read, len(verdicts))} {share(heads, len(verdicts))}"
    )


HEAD = f"{'':12} {'files':>6} {'exact':>6} {'found':>6} {'rule':>6} {'quiet':>6} {'read':>6} {'heads':>6}   (per cent)"


def number(name):
    return [int(piece) if piece.isdigit() else piece for piece in name.replace("L", "L ").replace("R", "R ").split()]


def groups(verdicts):
    """(heading, {name: verdicts}) for the three tables that are printed."""
    for heading, key in (
        ("by layout", lambda one: one.layout),
        ("by fault", lambda one: one.fault and family(one.fault)),
        ("by kind of file", lambda one: one.kind),
    ):
        found = collections.defaultdict(list)
        for verdict in verdicts:
            if key(verdict):
                found[key(verdict)].append(verdict)
        yield heading, dict(sorted(found.items(), key=lambda item: number(item[0])))


def goals(verdicts):
    """(goal, reached in per cent, wanted), for all files together."""
    paper = [verdict for verdict in verdicts if verdict.kind == "pdf"]
    other = [verdict for verdict in verdicts if verdict.kind != "pdf"]
    expected = sum(verdict.expected for verdict in verdicts)
    clean = [verdict for verdict in verdicts if not verdict.fault]
    per_cent = lambda part, whole: 100 * part / whole if whole else 100.0
    return [
        ("tables read exactly", per_cent(sum(not verdict.wrong for verdict in other), len(other)), GOALS["exact"]),
        ("tables of PDFs read exactly", per_cent(sum(not verdict.wrong for verdict in paper), len(paper)), GOALS["exact_pdf"]),
        (
            "planted faults found",
            per_cent(expected - sum(len(verdict.missed) for verdict in verdicts), expected),
            GOALS["found"],
        ),
        ("clean reports without an alarm", per_cent(sum(not verdict.alarms for verdict in clean), len(clean)), GOALS["quiet"]),
    ]


def tell(verdicts, worst, seconds):
    for heading, found in groups(verdicts):
        print(f"\n{heading}\n{HEAD}")
        for name, some in found.items():
            print(line(name, some))
    print(f"\n{HEAD}\n{line('all', verdicts)}\n{len(verdicts) / max(seconds, 0.001):.0f} reports a second, {seconds:.1f} s\n")
    for name, reached, wanted in goals(verdicts):
        print(f"{name:32} {reached:6.2f} %  goal {wanted} %  {'reached' if reached >= wanted else 'MISSED'}")
    told = sum(bool(verdict.differences) for verdict in verdicts)
    print(f"{told} findings differ from the planted fault in severity or in expected and found")
    bad = sorted((verdict for verdict in verdicts if verdict.badness), key=lambda verdict: -verdict.badness)
    if bad:
        print(f"\n{len(bad)} files with something wrong, the worst first")
    for verdict in bad[:worst]:
        print("  " + verdict.describe())


def judge(out, program, only=None):
    """Verdicts over a generated folder, and the seconds that the program took."""
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((out / "truth").rglob("*.json"))]
    if only:
        truths = [truth for truth in truths if any(truth["file"].startswith(prefix) for prefix in only)]
    folders = collections.defaultdict(list)
    for truth in truths:
        folders[str(pathlib.Path(truth["file"]).parent) if "before" not in truth else "pairs"].append(truth)
    verdicts, started = [], time.monotonic()
    for folder, some in folders.items():
        answers = {} if folder == "pairs" else program.folder(out / folder)
        for truth in some:
            if folder == "pairs":
                got, fault = program.check(out / truth["file"], "--before", out / truth["before"], limit=60)
                answer = got[0] if got else {"read": "fault", "reason": fault, "report": None}
            else:
                answer = answers.get(
                    pathlib.Path(truth["file"]).name, {"read": "fault", "reason": "no answer for this file", "report": None}
                )
            verdicts.append(Verdict(truth, answer))
    return verdicts, time.monotonic() - started


def main():
    parser = argparse.ArgumentParser(description="judges gongkai check on generated reports")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--worst", type=int, default=20)
    parser.add_argument("--json", type=pathlib.Path, help="writes every verdict there")
    parser.add_argument("--folder", action="append", help="only files below, as reports/L5 or faults/R3")
    words = parser.parse_args()
    binary = os.environ.get("GONGKAI_BINARY")
    if not binary:
        parser.error("GONGKAI_BINARY names no program")
    verdicts, seconds = judge(words.out, Program(binary), words.folder)
    tell(verdicts, words.worst, seconds)
    if words.json:
        told = [
            {**vars(verdict), "wrong": [[str(cell), want, have] for cell, want, have in verdict.wrong]} for verdict in verdicts
        ]
        words.json.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0 if all(reached >= wanted for _, reached, wanted in goals(verdicts)) else 1


if __name__ == "__main__":
    sys.exit(main())
