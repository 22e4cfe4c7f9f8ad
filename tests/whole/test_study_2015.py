"""The 2015 study as it was recorded, against what the article prints."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from analysis.codes import named_codes
from analysis.parameters import settings
from analysis.results import Results
from analysis.schema import FACTORS, LISTS, SHEETS, SIZE_CLASSES, Study
from analysis.study import open_study

CASES = ["A1", "A2", "B1", "B2", "C1", "C2", "C3", "D1", "D2", "D3"]
"""The ten municipalities of the article's tables, by the codes that it gives them."""


@pytest.fixture(scope="module")
def study() -> Study:
    return open_study("gemeenten-2015")


@pytest.fixture(scope="module")
def results(study: Study) -> Results:
    return Results(study, settings())


class TestCases:
    def test_there_are_ten_in_the_articles_order(self, results: Results) -> None:
        assert list(results.cases["case"]) == CASES

    def test_the_four_size_classes_hold_two_two_three_and_three(self, results: Results) -> None:
        counts = results.cases["size_class"].value_counts()
        assert [counts[name] for name in list(SIZE_CLASSES)[::-1]] == [2, 2, 3, 3]

    def test_a_case_of_letter_a_is_of_the_largest_class(self, results: Results) -> None:
        letter_of_class = dict(zip(list(SIZE_CLASSES)[::-1], "ABCD", strict=True))
        letters = [letter_of_class[name] for name in results.cases["size_class"]]
        assert letters == [case[0] for case in results.cases["case"]]

    def test_every_case_brought_in_an_innovation(self, results: Results) -> None:
        assert (results.cases["innovation"] != "").all()

    def test_three_cases_had_no_help_from_outside(self, results: Results) -> None:
        without = results.cases.loc[~results.cases["with_help"].astype(bool), "case"]
        assert list(without) == ["A2", "C2", "D1"]

    def test_help_is_known_of_every_case(self, results: Results) -> None:
        assert results.cases["with_help"].notna().all()


class TestUnits:
    @pytest.mark.parametrize("name", LISTS)
    def test_every_case_has_a_mention_in_every_list(self, results: Results, name: str) -> None:
        assert set(results.units.loc[results.units["list"] == name, "case"]) == set(CASES)

    def test_table_3_gives_every_mention_as_a_unit_of_its_own(self, results: Results) -> None:
        # Counted by hand in the article's Table 3: mentions a municipality, promoting, hindering.
        by_hand = {
            "A1": (3, 4), "A2": (2, 2), "B1": (5, 2), "B2": (3, 3), "C1": (4, 2),
            "C2": (2, 1), "C3": (2, 1), "D1": (1, 1), "D2": (1, 2), "D3": (2, 3),
        }  # fmt: skip
        counts = Counter(zip(results.units["case"], results.units["list"], strict=True))
        counted = {case: (counts[case, "promoting"], counts[case, "hindering"]) for case in CASES}
        assert counted == by_hand

    def test_every_unit_has_a_locator_in_one_of_the_three_tables(self, results: Results) -> None:
        assert results.units["locator"].str.fullmatch(r"T[123]\.[A-D][1-3]\.[a-z]+").all()


class TestFactors:
    def test_something_is_said_of_every_factor(self, results: Results) -> None:
        assert set(results.factors["factor"]) == set(FACTORS)

    def test_there_is_no_score_since_the_article_prints_none(self, study: Study) -> None:
        assert (study.sheet("scores")["score"] == "").all()

    def test_only_a2_and_d3_are_spoken_of_by_name(self, results: Results) -> None:
        assert set(results.factors["case"]) == {"", "A2", "D3"}

    def test_every_statement_says_where_it_stands(self, study: Study) -> None:
        assert study.sheet("scores")["locator"].str.match(r"S\.factor-[1-7]\.[0-9]+").all()


class TestCodings:
    def test_every_unit_is_coded_once_in_every_scheme_about_its_list(
        self, study: Study, results: Results
    ) -> None:
        schemes = study.sheet("codebook")[["scheme", "list"]].drop_duplicates()
        due = results.units.merge(schemes, on="list")[["unit", "scheme"]]
        done = study.sheet("codings")[["unit", "scheme"]]
        assert sorted(due.to_records(index=False).tolist()) == sorted(
            done.to_records(index=False).tolist()
        )

    def test_where_another_code_is_defensible_the_reason_is_given(self, study: Study) -> None:
        codings = study.sheet("codings")
        assert (codings.loc[codings["also"] != "", "reason"] != "").all()

    def test_every_code_that_names_something_has_keywords(self, study: Study) -> None:
        codebook = study.sheet("codebook")
        for scheme in set(codebook["scheme"]):
            named = codebook["code"].isin(named_codes(codebook, scheme))
            assert (codebook.loc[named & (codebook["scheme"] == scheme), "keywords"] != "").all()


TRANSLATED = {
    "study": ("value",),
    "cases": ("innovation", *LISTS),
    "scores": ("respondent", "statement"),
    "codebook": ("label", "definition", "includes", "excludes"),
    "codings": ("reason",),
    "claims": ("statement", "untested", "partition"),
    "recommendations": ("recommendation",),
    "passages": ("about",),
}
SAME_IN_BOTH = re.compile(r"[0-9]*|no|yes|geen|transcriber|CC-BY-[0-9.]+")


class TestTranslations:
    def test_every_dutch_text_has_its_english(self, study: Study) -> None:
        missing = [
            text
            for sheet, columns in TRANSLATED.items()
            for column in columns
            for cell in study.sheet(sheet)[column]
            for text in (cell.split("; ") if column in LISTS else [cell])
            if not SAME_IN_BOTH.fullmatch(text) and text not in study.english
        ]
        assert missing == []

    def test_nothing_is_translated_that_stands_nowhere(self, study: Study) -> None:
        told = {
            text
            for sheet in SHEETS
            if sheet.name != "translations"
            for column in sheet.names
            for cell in study.sheet(sheet.name)[column]
            for text in (cell, *cell.split("; "))
        }
        assert set(study.english) <= told
