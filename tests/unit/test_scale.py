"""The scale of the scan: what is no scale, and scores that do not lie on it, are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import Rows, problems_of, study

from analysis.problems import Place, ValueMalformed, ValueMissing


def scanned(score: str, reverse: str = "yes", **scale: str) -> dict[str, Rows]:
    """A score of one question; the scale is named from row 2 of the sheet `study`."""
    return {
        "study": [{"key": key, "value": value} for key, value in scale.items()]
        + [{"key": "title", "value": "Een kleine studie"}],
        "items": [{"item": "q1", "factor": "risk", "question": "Mag het?", "reverse": reverse}],
        "scores": [
            {"factor": "risk", "case": "K1", "respondent": "r", "item": "q1", "score": score}
        ],
    }


class TestScaleProblems:
    @pytest.mark.parametrize("score", ["1", "5", "3,5", "1.0", ""])
    def test_a_score_on_the_scale_is_right_the_ends_too(self, tmp_path: Path, score: str) -> None:
        assert problems_of(tmp_path, scanned(score, scale_min="1", scale_max="5")) == []

    @pytest.mark.parametrize("score", ["0", "0,9", "5.1", "-3", "9"])
    @pytest.mark.parametrize("reverse", ["yes", "no", ""])
    def test_a_score_outside_the_scale_is_told(
        self, tmp_path: Path, score: str, reverse: str
    ) -> None:
        changed = scanned(score, reverse, scale_min="1", scale_max="5")
        (problem,) = problems_of(tmp_path, changed)
        assert isinstance(problem, ValueMalformed)
        assert problem.place == Place("scores.csv", 2, "score")
        assert problem.value == score
        assert problem.say("nl").endswith("Goed is: 1 tot en met 5.")
        assert problem.say("en").endswith("Right is: 1 to 5.")

    def test_a_scale_may_have_decimals_as_the_dutch_write_them(self, tmp_path: Path) -> None:
        (problem,) = problems_of(tmp_path, scanned("0,4", scale_min="0,5", scale_max="5,5"))
        assert problem.say("en").endswith("Right is: 0.5 to 5.5.")

    @pytest.mark.parametrize(("low", "high", "row"), [("een", "5", 2), ("1", "vijf", 3)])
    def test_an_end_that_is_no_number_is_told_in_its_row(
        self, tmp_path: Path, low: str, high: str, row: int
    ) -> None:
        (problem,) = problems_of(tmp_path, scanned("9", scale_min=low, scale_max=high))
        assert isinstance(problem, ValueMalformed)
        assert problem.place == Place("study.csv", row, "value")
        assert problem.say("nl").endswith("Geef een getal.")

    def test_both_ends_are_told_at_once(self, tmp_path: Path) -> None:
        problems = problems_of(tmp_path, scanned("3", scale_min="een", scale_max="vijf"))
        assert [problem.value for problem in problems] == ["een", "vijf"]

    @pytest.mark.parametrize("ends", [("5", "1"), ("5", "5"), ("10", "9")])
    def test_the_highest_must_lie_above_the_lowest(
        self, tmp_path: Path, ends: tuple[str, str]
    ) -> None:
        (problem,) = problems_of(tmp_path, scanned("3", scale_min=ends[0], scale_max=ends[1]))
        assert problem.value == ends[1]
        assert "boven de laagste" in problem.say("nl")
        assert "above the lowest" in problem.say("en")

    def test_it_makes_no_difference_which_end_stands_first(self, tmp_path: Path) -> None:
        assert problems_of(tmp_path, scanned("3", scale_max="5", scale_min="1")) == []

    @pytest.mark.parametrize(
        ("given", "missing"),
        [({}, ["scale_min", "scale_max"]), ({"scale_min": "1"}, ["scale_max"])],
    )
    def test_scores_on_a_reversed_question_want_both_ends(
        self, tmp_path: Path, given: dict[str, str], missing: list[str]
    ) -> None:
        problems = problems_of(tmp_path, scanned("3", **given))
        assert [type(problem) for problem in problems] == [ValueMissing] * len(missing)
        assert [end in p.say("nl") for end, p in zip(missing, problems, strict=True)] == [
            True
        ] * len(missing)
        assert {problem.place for problem in problems} == {Place("study.csv", column="value")}

    @pytest.mark.parametrize(("score", "reverse"), [("3", "no"), ("", "yes")])
    def test_without_a_score_to_turn_no_scale_is_wanted(
        self, tmp_path: Path, score: str, reverse: str
    ) -> None:
        assert problems_of(tmp_path, scanned(score, reverse)) == []

    def test_an_end_that_stands_there_twice_is_told_and_nothing_breaks(
        self, tmp_path: Path
    ) -> None:
        changed = scanned("3", scale_min="1", scale_max="5")
        changed["study"] = [*changed["study"], {"key": "scale_min", "value": "2"}]
        told = [problem.place.row for problem in problems_of(tmp_path, changed)]
        assert told == [5]

    def test_a_score_that_is_no_number_is_told_once(self, tmp_path: Path) -> None:
        problems = problems_of(tmp_path, scanned("veel", scale_min="1", scale_max="5"))
        assert [problem.value for problem in problems] == ["veel"]


def test_a_right_study_opens_with_its_scale(tmp_path: Path) -> None:
    opened = study(tmp_path, scanned("3", scale_min="1", scale_max="5"))
    assert opened.property("scale_max") == "5"
