"""What a spreadsheet would take for a formula is text in the CSV files that are written."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hostile_texts import FORMULAS

from analysis.report.formulas import no_formula
from analysis.report.frames import write_frame


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text: str) -> None:
    assert no_formula(text) == "'" + text


def test_a_formula_behind_a_semicolon_becomes_text() -> None:
    assert no_formula("balie;=1+1; -2;x") == "balie;'=1+1; -2;x"


@pytest.mark.parametrize(
    "cell", ["-5", "+40", "-0,5", "\u22125", "\u2013", "-", "a=b", "", 3, None]
)
def test_a_number_and_other_text_stay_as_they_are(cell: object) -> None:
    assert no_formula(cell) == cell


def test_a_frame_is_written_with_text_and_numbers_as_they_are(tmp_path: Path) -> None:
    frame = pd.DataFrame({"text": ["=1+1", "a", None], "number": [-1.5, 2.0, None]})
    write_frame(frame, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text() == "text,number\n'=1+1,-1.5\na,2.0\n,\n"
