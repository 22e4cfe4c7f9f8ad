"""Figures: the data behind each, counted by hand in the made-up study."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from made_up import NAME, SHEETS, Rows, study, with_cell

from analysis import figures
from analysis.exhibits import Figure, Lacking
from analysis.parameters import settings
from analysis.results import Results


def results_of(root: Path, changed: dict[str, Rows] | None = None) -> Results:
    return Results(study(root, changed), settings(study=NAME))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return results_of(tmp_path_factory.mktemp("klein"))


def rows(made: Figure | Lacking) -> list[list[Any]]:
    assert isinstance(made, Figure), made
    return [list(row) for row in made.data.itertuples(index=False)]


def told(made: Figure | Lacking) -> str:
    assert isinstance(made, Figure), made
    drawing = BeautifulSoup(made.svg, "html.parser").select_one("svg")
    assert drawing is not None
    return str(drawing["aria-label"])


class TestCasesBySize:
    def test_has_every_size_class_from_large_to_small(self, small: Results) -> None:
        assert [row[1] for row in rows(figures.cases_by_size(small))] == [1, 0, 1, 1]

    def test_is_told_in_words(self, small: Results) -> None:
        assert "meer dan 1200 medewerkers: Gemeenten 1; " in told(figures.cases_by_size(small))


class TestHelpBySize:
    def test_counts_with_without_and_not_known(self, small: Results) -> None:
        counts = [row[1:] for row in rows(figures.help_by_size(small))]
        assert counts == [[1, 0, 0], [0, 0, 0], [0, 0, 1], [0, 1, 0]]

    def test_leaves_out_what_is_so_for_no_case(self, tmp_path: Path) -> None:
        made = figures.help_by_size(results_of(tmp_path, with_cell("cases", 2, "help", "geen")))
        assert list(made.data.columns)[1:] == ["met hulp", "zonder hulp"]


class TestCodesByCase:
    def test_counts_the_mentions_of_each_case_in_that_scheme_only(self, small: Results) -> None:
        made = figures.codes_by_case(small, "promoting")
        assert rows(made) == [["cultuur", 1, 1, 0], ["mensen", 1, 0, 1]]

    @pytest.mark.filterwarnings("error")
    def test_has_room_for_the_drawing_beside_a_long_name(self, tmp_path: Path) -> None:
        results = results_of(tmp_path, with_cell("codebook", 0, "label", "é" * 300))
        made = figures.codes_by_case(results, "promoting")
        assert rows(made)[0][0] == "é" * 300

    def test_goes_from_the_code_of_most_cases_to_that_of_fewest(self, tmp_path: Path) -> None:
        # By hand: three cases name people, and K1 alone names culture, but twice.
        more = [dict(row) for row in SHEETS["codings"]]
        more[2]["code"] = "people"
        more[0]["code"], more[1]["code"] = "culture", "culture; people"
        made = figures.codes_by_case(results_of(tmp_path, {"codings": more}), "promoting")
        assert rows(made) == [["mensen", 1, 1, 1], ["cultuur", 2, 0, 0]]

    def test_tells_which_cases_were_given_each_code(self, small: Results) -> None:
        text = told(figures.codes_by_case(small, "promoting"))
        assert "cultuur: K1 en K2; mensen: K1 en K3" in text


class TestFactorLevels:
    def test_has_a_point_for_each_judgement_with_a_level(self, small: Results) -> None:
        assert rows(figures.factor_levels(small)) == [
            ["1. Strategie en leiding", "K1", "gemeenten", "geen"],
            ["2. Risico en sturing", "geen gemeente genoemd", "onderzoekers", "beperkt"],
            ["2. Risico en sturing", "geen gemeente genoemd", "gemeenten", "goed"],
        ]

    def test_leaves_out_a_judgement_without_a_level(self, tmp_path: Path) -> None:
        made = figures.factor_levels(results_of(tmp_path, with_cell("scores", 0, "level", "")))
        assert [row[0][0] for row in rows(made)] == ["2", "2"]


class TestIntervals:
    def test_has_every_count_that_is_possible(self, small: Results) -> None:
        made = rows(figures.intervals(small))
        assert [row[0] for row in made] == [0, 1, 2, 3]
        assert [row[1] for row in made] == ["0%", "33%", "67%", "100%"]

    def test_of_none_and_of_all_are_the_closed_forms(self, small: Results) -> None:
        # 1 - 0.025^(1/3) is 71%, 0.025^(1/3) is 29%.
        none, *_, every = rows(figures.intervals(small))
        assert (none[2:], every[2:]) == (["0%", "71%"], ["29%", "100%"])


class TestCodings:
    def test_has_only_the_claims_whose_count_moves(self, small: Results) -> None:
        assert rows(figures.codings(small)) == [
            ["Twee noemen cultuur.", 2, 1, 2],
            ["Eén noemt mensen.", 2, 2, 3],
        ]

    def test_says_so_where_none_moves(self, tmp_path: Path) -> None:
        sure = [{**row, "also": ""} for row in SHEETS["codings"]]
        assert isinstance(figures.codings(results_of(tmp_path, {"codings": sure})), Lacking)
