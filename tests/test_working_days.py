"""Our working days of 2019 to 2026 agree with PyPI chinesecalendar, which knows nothing of ours."""

import working_days_chinesecalendar


def test_every_day_agrees(example, tmp_path):
    days = tmp_path / "days.txt"
    days.write_text(example("working_days"), encoding="ascii")
    assert working_days_chinesecalendar.main(days) == 0
