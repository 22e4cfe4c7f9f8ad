"""The recorded digests: that they are up to date, and what is told where a build differs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.folders import project_root
from analysis.parameters import ORIGINAL
from analysis.report.record import differing
from analysis.report.sums import SUMS, Sums, inputs_of, read_sums
from analysis.report.verification import Built
from analysis.verifying import held_against, unlike_of

OURS = Sums(
    {"Python": "3.12.1", "pandas": "3.0.0"},
    {"data/raw/klein/cases.csv": "a1"},
    {"reports/klein/nl/index.html": "b1", "data/processed/klein/cases.csv": "c1"},
)


def test_a_file_reads_back_what_was_written() -> None:
    assert read_sums(OURS.text()) == OURS


def test_the_recorded_digests_are_of_what_is_here() -> None:
    recorded = read_sums((project_root() / SUMS).read_text(encoding="utf-8"))
    here = inputs_of(ORIGINAL, project_root())
    assert list(differing(here, recorded.inputs)) == [], "make sums"


class TestUnlike:
    def test_names_what_differs_before_or_after_the_formats_were_made_once(self) -> None:
        index, pdf = "reports/klein/nl/index.html", "reports/klein/nl/downloads/report.pdf"
        ours = Built(OURS, {**OURS.outputs, index: "b3", pdf: "d1"})
        assert list(unlike_of(ours, ours)) == []
        other = Built(OURS, {**ours.outputs, pdf: "d2"})
        assert list(unlike_of(ours, other)) == [pdf]
        pages = replace(OURS, outputs={**OURS.outputs, index: "b2"})
        assert list(unlike_of(ours, Built(pages, {**ours.outputs, index: "b4"}))) == [index]
        assert list(unlike_of(ours, Built(OURS, OURS.outputs))) == sorted([index, pdf])


class TestHeldAgainst:
    def test_the_same_bytes_are_told_whatever_they_were_made_with(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert held_against(OURS, replace(OURS, versions={}), "en") == 0
        assert "2 of 2 files" in capsys.readouterr().out

    def test_other_bytes_are_told_with_the_versions_and_inputs_that_differ(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        theirs = Sums(
            {"Python": "3.11.7", "pandas": "3.0.0"},
            {"data/raw/klein/cases.csv": "a2"},
            {"reports/klein/nl/index.html": "b2", "data/processed/klein/cases.csv": "c1"},
        )
        assert held_against(OURS, theirs, "en") == 1
        said = capsys.readouterr().err
        assert "1 of 2 files" in said
        assert "Python: here 3.12.1, there 3.11.7" in said
        assert "pandas" not in said
        assert "input    data/raw/klein/cases.csv" in said
        assert "output   reports/klein/nl/index.html" in said
        assert "data/processed" not in said
