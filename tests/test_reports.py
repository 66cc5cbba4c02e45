"""Other people's libraries read what the report and register examples write and find the same figures and words."""

import itertools
import json

import pytest

import run_report_oracles as oracles
from conftest import ROOT, built

EXAMPLES = "examples"


@pytest.fixture
def examples():
    return oracles.Path(built(f"{EXAMPLES}/report")).parent


@pytest.mark.parametrize("name, figures", [("zeros", itertools.repeat(0)), ("figures", itertools.count(101))])
def test_every_file_form_says_the_same(examples, tmp_path, name, figures):
    assert oracles.files_agree(examples, tmp_path, name, oracles.report(figures)) == 0


def test_a_published_report_comes_out_cell_for_cell(examples, tmp_path):
    real = ROOT.parent / "shared/data/reports/xigong-2025.json"
    if not real.exists():
        pytest.skip("the real report is not beside this checkout")
    assert oracles.files_agree(examples, tmp_path, "xigong", json.loads(real.read_text(encoding="utf-8"))) == 0


def test_a_register_is_counted_alike_and_carries_over(examples, tmp_path):
    assert oracles.registers_agree(examples, tmp_path / "registers") == 0
