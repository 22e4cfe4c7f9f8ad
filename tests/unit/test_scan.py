"""The scan with scores, on the demonstration study, whose data are made up by a script."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from made_up import NAME, study

from analysis.exhibits import Figure, Lacking, Table
from analysis.figures import factors_by_case, factors_by_size, profile
from analysis.folders import project_root
from analysis.parameters import settings
from analysis.results import Results
from analysis.sentences import detectable_difference, profile_in_short
from analysis.study import open_study
from analysis.tables import (
    factor_pairs,
    factor_scores,
    reliabilities,
    size_differences,
    strengths,
)
from analysis.tables.factors import FITTING

DEMONSTRATION = "voorbeeld-scan"
TABLES = (factor_scores, strengths, reliabilities, size_differences, factor_pairs)
FIGURES = (factors_by_case, factors_by_size, profile)
SENTENCES = (detectable_difference, profile_in_short)


@pytest.fixture(scope="module", params=["nl", "en"])
def scan(request: pytest.FixtureRequest) -> Results:
    run = settings(study=DEMONSTRATION, language=request.param, case="X05")
    return Results(open_study(DEMONSTRATION), run)


def scores_of(tmp_path: Path, rows: list[dict[str, str]], items: int = 2) -> Results:
    """The small study with these scores on the questions of one factor."""
    asked = [{"item": f"q{n}", "factor": "risk", "question": "?"} for n in range(items)]
    given = [{"factor": "risk", "respondent": "r", **row} for row in rows]
    ends = [{"key": "scale_min", "value": "1"}, {"key": "scale_max", "value": "5"}]
    changed: dict[str, Any] = {"items": asked, "scores": given, "study": ends}
    return Results(study(tmp_path, changed), settings(study=NAME, case="K1"))


class TestDemonstration:
    def test_is_what_its_script_makes(self, tmp_path: Path) -> None:
        folder = project_root() / "data" / "raw" / DEMONSTRATION
        runpy.run_path(str(folder / "generate.py"))["main"](tmp_path)
        for name in ("cases.csv", "scores.csv"):
            assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()

    @pytest.mark.parametrize("show", TABLES)
    def test_has_every_table(self, scan: Results, show: Any) -> None:
        assert isinstance(show(scan), Table)
        assert not re.search(r"\b(nan|NaN|None|inf)\b", show(scan)._repr_html_())

    @pytest.mark.parametrize("show", FIGURES)
    def test_has_every_figure_and_each_says_that_it_is_made_up(
        self, scan: Results, show: Any
    ) -> None:
        figure = show(scan)
        assert isinstance(figure, Figure)
        assert figure._repr_html_().count("verzonnen" if scan.language == "nl" else "made-up") >= 2
        assert "nan" not in figure._repr_html_().lower()

    @pytest.mark.parametrize("show", SENTENCES)
    def test_has_every_sentence(self, scan: Results, show: Any) -> None:
        assert not isinstance(show(scan), Lacking)

    def test_finds_the_difference_by_size_that_was_put_in_and_no_other(self, scan: Results) -> None:
        made = size_differences(scan)
        assert isinstance(made, Table)
        corrected = (
            made.frame.iloc[:, 3].str.replace("&lt;", "").str.replace(",", ".").astype(float)
        )
        assert [name[0] for name in made.frame.iloc[:, 0][corrected.astype(float) < 0.05]] == ["6"]

    def test_names_no_other_municipality_in_a_profile(self, scan: Results) -> None:
        told = profile(scan)._repr_html_() + profile_in_short(scan)._repr_html_()
        assert set(re.findall(r"X\d\d", told)) == {"X05"}


class TestScores:
    def test_a_municipality_has_the_mean_of_its_respondents(self, tmp_path: Path) -> None:
        rows = [
            {"case": "K1", "item": item, "score": score, "respondent": who}
            for who, score in (("r1", "2"), ("r2", "5"))
            for item in ("q0", "q1")
        ]
        assert scores_of(tmp_path, rows).case_scores.loc["K1", "risk"] == 3.5

    def test_a_decimal_comma_is_a_point(self, tmp_path: Path) -> None:
        rows = [{"case": "K1", "item": item, "score": "2,5"} for item in ("q0", "q1")]
        assert scores_of(tmp_path, rows).case_scores.loc["K1", "risk"] == 2.5


ODD: dict[str, tuple[list[dict[str, str]], int]] = {
    "one question": ([{"case": c, "item": "q0", "score": "3"} for c in ("K1", "K2")], 1),
    "one municipality": ([{"case": "K1", "item": f"q{n}", "score": "3"} for n in (0, 1)], 2),
    "all the same": (
        [{"case": c, "item": f"q{n}", "score": "3"} for c in ("K1", "K2", "K3") for n in (0, 1)], 2,
    ),
    "too few answers": ([{"case": "K1", "item": "q0", "score": "3"}], 3),
    "no question": ([{"case": c, "score": s} for c, s in (("K1", "3"), ("K2", "4"))], 1),
}  # fmt: skip


class TestOddScores:
    @pytest.mark.parametrize("name", ODD)
    @pytest.mark.parametrize("show", [*TABLES, *FIGURES, *SENTENCES])
    def test_give_a_result_or_a_sentence(self, tmp_path: Path, name: str, show: Any) -> None:
        html = show(scores_of(tmp_path, *ODD[name]))._repr_html_()
        assert not re.search(r"\b(nan|NaN|None|inf)\b", html)


class TestStudyWithoutScores:
    @pytest.mark.parametrize("show", [*TABLES, factors_by_size, profile, *SENTENCES])
    def test_says_what_it_lacks(self, tmp_path: Path, show: Any) -> None:
        assert isinstance(show(Results(study(tmp_path), settings(study=NAME, case="K1"))), Lacking)

    def test_shows_levels_with_what_is_missing_as_missing(self, tmp_path: Path) -> None:
        figure = factors_by_case(Results(study(tmp_path), settings(study=NAME)))
        assert isinstance(figure, Figure)
        assert figure.data.loc[0, "K1"] == "geen"
        assert (figure.data.iloc[1:, 1:] == "").all(axis=None)
        assert isinstance(figure.data, pd.DataFrame)


class TestManyMunicipalities:
    @pytest.mark.parametrize("scale", [True, False])
    def test_are_counted_by_score_where_they_do_not_fit_side_by_side(
        self, tmp_path: Path, scale: bool
    ) -> None:
        cases = [{"case": f"M{n}", "size_class": "<400"} for n in range(FITTING + 1)]
        scores = [
            {"factor": "risk", "case": f"M{n}", "respondent": "r", "score": "2.4" if n else "5"}
            for n in range(FITTING + 1)
        ]
        ends = [{"key": "scale_min", "value": "1"}, {"key": "scale_max", "value": "5"}]
        sheets = dict.fromkeys(("codings", "claims", "recommendations"), ())
        changed: dict[str, Any] = {"cases": cases, "scores": scores, **sheets}
        changed |= {"study": ends} if scale else {}
        figure = factors_by_case(Results(study(tmp_path, changed), settings(study=NAME)))
        assert isinstance(figure, Figure)
        counts = figure.data.iloc[0, 1:]
        assert counts[counts > 0].to_dict() == {"ongeveer 2": FITTING, "ongeveer 5": 1}
        assert len(counts) == (5 if scale else 4)
