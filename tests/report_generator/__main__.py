"""Makes reports with their truth.

    python tests/report_generator OUT [--seed N] [--repeat N] [--faults N] [--pairs N] [--no-chromium] [--only L3,R5]

OUT/reports/L1/…, OUT/faults/R5/…, OUT/pairs/… hold the files; OUT/truth/ the same paths with .json behind them. A truth
file holds the three tables as they should be read, `read` (the right answers), `expects` (findings that must come),
`allows` (rules that the layout may rightly bring up; * for all) and `either` (cells that may also be null)."""

import argparse
import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import as_pdf
from plan import Planner
from writers import WRITERS


def write(out, job, report, path_name):
    extension, writer = WRITERS[job.writer]
    relative = pathlib.Path(job.folder) / f"{path_name}.{extension}"
    (out / relative).parent.mkdir(parents=True, exist_ok=True)
    (out / relative).write_bytes(writer(report))
    return relative


def write_truth(out, relative, job, before):
    truth = {"file": str(relative), "layout": job.layout, "fault": job.fault, "writer": job.writer, **job.report.truth()}
    if before:
        truth["before"] = str(before)
    path = out / "truth" / f"{relative}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")


def make(out, seed=1, repeat=2, faulty=6, pairs=20, chromium=True, only=None):
    """Writes all reports of a run and gives their number."""
    planner, count = Planner(seed), 0
    jobs = list(planner.layouts(repeat, only))
    if not only or any(word.startswith("R") for word in only):
        jobs += list(planner.faulty(faulty, only))
    if not only:
        jobs += list(planner.pairs(pairs))
    try:
        for job in jobs:
            if not chromium and "chromium" in job.writer:
                job.writer = "pdf-embedded"
            before = write(out, job, job.last, f"{job.name}/before") if job.last else None
            relative = write(out, job, job.report, f"{job.name}/report" if job.last else job.name)
            write_truth(out, relative, job, before)
            count += 1
    finally:
        as_pdf.close()
    return count


def main():
    parser = argparse.ArgumentParser(description="annual reports with their truth, to judge gongkai check")
    parser.add_argument("out", type=pathlib.Path)
    for name, default in (("seed", 1), ("repeat", 2), ("faults", 6), ("pairs", 20)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--no-chromium", action="store_true")
    parser.add_argument("--only", help="layouts and rule families, as L3,R5")
    words = parser.parse_args()
    started = time.monotonic()
    only = set(words.only.split(",")) if words.only else None
    count = make(words.out, words.seed, words.repeat, words.faults, words.pairs, not words.no_chromium, only)
    print(f"{count} reports in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
