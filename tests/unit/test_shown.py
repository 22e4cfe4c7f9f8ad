"""Tables, figures and sentences: on a small study, and on one with only what is required."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from made_up import NAME, SHEETS, study

from analysis import figures, sentences, tables
from analysis.exhibits import Figure, Lacking
from analysis.parameters import settings
from analysis.results import Results

SCHEMES = ("promoting", "hindering")
OF_SCORES = ("figures.factors_by_size", "figures.profile")
"""Figures of scores, which the small study has none of: see `test_scan`."""
BESIDE = ("code_shares", "comparison_in_short", "factors_beside", "travels", "travels_in_short")
"""What shows two studies; here a study is laid beside itself."""
SHOWN: dict[str, Callable[[Results], Any]] = {
    f"{module.__name__.rpartition('.')[2]}.{name}": getattr(module, name)
    for module, names in (
        (tables, [n for n in tables.__all__ if n not in ("code_counts", *BESIDE)]),
        (figures, [n for n in figures.__all__ if n not in ("codes_by_case", *BESIDE)]),
        (
            sentences,
            [
                "study_in_short", "what_was_recorded", "help_from_outside", "published_levels",
                "verdicts_in_short", "sums_that_fail", "agreement_in_short", "open_decisions",
                "interval_of_none", "shares_that_cannot_be", "detectable_difference",
                "help_and_size",
                "profile_in_short",
            ],
        ),
    )
    for name in names
}  # fmt: skip
for scheme in SCHEMES:
    SHOWN[f"tables.code_counts {scheme}"] = partial(tables.code_counts, scheme=scheme)
    SHOWN[f"figures.codes_by_case {scheme}"] = partial(figures.codes_by_case, scheme=scheme)
    SHOWN[f"sentences.most_given_codes {scheme}"] = partial(
        sentences.most_given_codes, scheme=scheme
    )


def beside_itself(show: Callable[[Results, Results], Any]) -> Callable[[Results], Any]:
    return lambda results: show(results, results)


for module in (tables, figures, sentences):
    for name in BESIDE:
        if hasattr(module, name):
            part = module.__name__.rpartition(".")[2]
            SHOWN[f"{part}.{name}"] = beside_itself(getattr(module, name))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Results]:
    made = study(tmp_path_factory.mktemp("klein"))
    return {lang: Results(made, settings(study=NAME, language=lang)) for lang in ("nl", "en")}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Results:
    rest: dict[str, list[dict[str, str]]] = {
        name: [] for name in SHEETS if name not in ("study", "cases")
    }
    made = study(tmp_path_factory.mktemp("kaal"), rest)
    return Results(made, settings(study=NAME))


def numbers_of(html: str, language: str) -> list[str]:
    text = BeautifulSoup(html, "html.parser").get_text(" ")
    thousands = {"nl": r"(?<=\d)\.(?=\d{3}\b)", "en": r"(?<=\d),(?=\d{3}\b)"}[language]
    return sorted(re.findall(r"\d+", re.sub(thousands, "", text)))


@pytest.mark.parametrize("name", SHOWN)
class TestWhatIsShown:
    def test_has_the_same_numbers_in_both_languages(
        self, small: dict[str, Results], name: str
    ) -> None:
        dutch, english = (
            numbers_of(SHOWN[name](small[lang])._repr_html_(), lang) for lang in ("nl", "en")
        )
        assert dutch == english

    def test_is_the_same_twice(self, small: dict[str, Results], name: str) -> None:
        assert SHOWN[name](small["nl"])._repr_html_() == SHOWN[name](small["nl"])._repr_html_()

    def test_shows_no_missing_number(self, small: dict[str, Results], name: str) -> None:
        html = SHOWN[name](small["en"])._repr_html_()
        assert not re.search(r"\b(nan|NaN|None)\b|<NA>|&lt;NA&gt;", html)

    def test_says_in_a_sentence_what_a_bare_study_lacks(self, bare: Results, name: str) -> None:
        html = SHOWN[name](bare)._repr_html_()
        assert html
        assert not re.search(r"\b(nan|NaN)\b|<NA>|&lt;NA&gt;", html)


class TestLackingSentences:
    @pytest.mark.parametrize(
        "name",
        ["tables.verdicts", "tables.agreement", "tables.factor_statements", "figures.factor_levels",
         "tables.recommendations", "tables.partitions", "tables.code_counts promoting"],
    )  # fmt: skip
    def test_stand_where_a_bare_study_has_no_data(self, bare: Results, name: str) -> None:
        assert isinstance(SHOWN[name](bare), Lacking)


@pytest.mark.parametrize(
    "name", [name for name in SHOWN if name.startswith("figures.") and name not in OF_SCORES]
)
class TestEveryFigure:
    def test_tells_its_data_in_its_text_alternative(
        self, small: dict[str, Results], name: str
    ) -> None:
        figure = SHOWN[name](small["nl"])
        assert isinstance(figure, Figure)
        drawing = BeautifulSoup(figure.svg, "html.parser").select_one("svg")
        assert drawing is not None
        assert drawing["role"] == "img"
        told = re.findall(r"\d+", str(drawing["aria-label"]))
        # A heat map tells who was given a code, not who was not.
        counts = [str(v) for v in figure.data.iloc[:, 1] if isinstance(v, int) and v]
        assert set(counts) <= set(told)

    def test_refers_to_nothing_outside_itself(self, small: dict[str, Results], name: str) -> None:
        svg = SHOWN[name](small["nl"]).svg
        assert [a for a in re.findall(r'href="([^"]*)"', svg) if not a.startswith("#")] == []


def test_paths_are_not_part_of_what_is_shown(tmp_path: Path) -> None:
    made = Results(study(tmp_path), settings(study=NAME))
    html = "".join(show(made)._repr_html_() for show in SHOWN.values())
    assert str(tmp_path) not in html
