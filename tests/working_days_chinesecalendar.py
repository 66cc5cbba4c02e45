"""Compares our working days with those of PyPI `chinesecalendar`, an independent table of the same notices.

Usage: cargo run --example working_days -p gongkai-rules > days.txt
       python3 tests/working_days_chinesecalendar.py days.txt

Ends with status 1 and the days that differ, with 0 and the count of days compared otherwise.
"""

import datetime
import sys

import chinese_calendar

FIRST = datetime.date(2019, 1, 1)
LAST = datetime.date(2026, 12, 31)


def main(path):
    with open(path, encoding="ascii") as file:
        ours = {datetime.date.fromisoformat(line.strip()) for line in file if line.strip()}
    days = [FIRST + datetime.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    strays = ours.difference(days)
    differ = [day for day in days if chinese_calendar.is_workday(day) != (day in ours)]
    for day in differ:
        print(f"{day}: ours {'works' if day in ours else 'off'}, chinesecalendar the opposite", file=sys.stderr)
    for day in sorted(strays):
        print(f"{day}: outside {FIRST} to {LAST}", file=sys.stderr)
    if differ or strays:
        return 1
    print(f"chinesecalendar {chinese_calendar.__version__}: {len(days)} days agree, {len(ours)} of them working days")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
