"""From sheets to tidy frames: what is cleaned away makes no difference, what is said stays."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import SHEETS, study
from strategies import QUICK, SPACES, cells, mentions, phrases

from analysis.cleaning import (
    LIST_LOCATOR,
    normalised,
    ordered,
    size_class,
    split,
    tidy_cases,
    tidy_units,
    with_help,
)
from analysis.schema import LISTS, SIZE_CLASSES


def cases() -> pd.DataFrame:
    return pd.DataFrame([dict(row) for row in SHEETS["cases"]])


class TestNormalised:
    @QUICK
    @given(cells())
    def test_twice_is_once(self, text: str) -> None:
        assert normalised(normalised(text)) == normalised(text)

    @QUICK
    @given(st.lists(phrases(), max_size=4), SPACES)
    def test_any_white_space_becomes_one_space_and_none_around(
        self, found: list[str], space: str
    ) -> None:
        assert normalised(space + (space * 2).join(found) + space) == " ".join(found)

    @QUICK
    @given(cells())
    def test_leaves_no_curly_quotes_and_nothing_unseen(self, text: str) -> None:
        assert not set(normalised(text)) & set("\u2018\u2019\u201c\u201d\u00ad\u200b\ufeff\u00a0")

    @QUICK
    @given(cells())
    def test_spells_each_sign_in_one_way(self, text: str) -> None:
        assert normalised(text) == normalised(unicodedata.normalize("NFD", text))

    def test_an_unseen_sign_does_not_keep_an_accent_from_its_letter(self) -> None:
        assert normalised("e\u00ad\u0301") == "\u00e9"

    def test_quotes_become_straight(self) -> None:
        assert normalised("\u2018a\u2019 \u201cb\u201d") == "'a' \"b\""

    @QUICK
    @given(phrases())
    def test_leaves_plain_words_alone(self, text: str) -> None:
        assert normalised(text) == text


class TestSizeClass:
    @pytest.mark.parametrize("dash", ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014"])
    @pytest.mark.parametrize("form", ["400{}700", "400 {} 700", "400{}700mw", "400 {} 700 mw"])
    def test_any_dash_and_space_and_mw_come_to_the_same(self, form: str, dash: str) -> None:
        assert size_class(form.format(dash)) == "400-700"

    @pytest.mark.parametrize("text", ["< 400 mw", "<400", "<400mw"])
    def test_a_class_with_one_bound_needs_no_dash(self, text: str) -> None:
        assert size_class(text) == "<400"

    @pytest.mark.parametrize("known", SIZE_CLASSES)
    def test_a_class_of_the_schema_stays_as_it_is(self, known: str) -> None:
        assert size_class(known) == known

    def test_an_unknown_class_is_not_made_known(self) -> None:
        assert size_class("ongeveer 500") not in SIZE_CLASSES


class TestSplit:
    @QUICK
    @given(mentions(), SPACES)
    def test_of_joined_mentions_gives_the_mentions_back(self, found: list[str], space: str) -> None:
        assert split(f"{space};{space}".join(found)) == found

    @QUICK
    @given(cells())
    def test_of_what_was_split_and_joined_is_the_same(self, cell: str) -> None:
        assert split("; ".join(split(cell))) == split(cell)

    @QUICK
    @given(cells())
    def test_it_makes_no_difference_whether_the_cell_was_cleaned(self, cell: str) -> None:
        assert split(normalised(cell)) == split(cell)

    def test_leaves_out_empty_values(self) -> None:
        assert split(";a; ;\u00a0;b;") == ["a", "b"]

    def test_splits_at_the_separator_asked(self) -> None:
        assert split("a; b | c", "|") == ["a; b", "c"]


class TestOrdered:
    def test_goes_from_small_to_large(self) -> None:
        assert list(ordered([">1200", "<400"], SIZE_CLASSES).sort_values()) == ["<400", ">1200"]

    def test_has_every_category_also_those_that_do_not_occur(self) -> None:
        assert list(ordered(["<400"], SIZE_CLASSES).categories) == list(SIZE_CLASSES)

    @pytest.mark.parametrize("value", ["", "onbekend"])
    def test_what_the_vocabulary_does_not_have_is_missing(self, value: str) -> None:
        assert ordered([value], SIZE_CLASSES).isna().all()


class TestWithHelp:
    @pytest.mark.parametrize(
        "cell", ["geen", "Geen", "none", " geen ; ", "nee", "zonder hulp van derden", "geen hulp"]
    )
    def test_is_false_where_there_was_none(self, cell: str) -> None:
        assert with_help(cell) is False

    @pytest.mark.parametrize("cell", ["leverancier", "geen; leverancier", "geen idee"])
    def test_is_true_where_anyone_is_named(self, cell: str) -> None:
        assert with_help(cell) is True

    @pytest.mark.parametrize("cell", ["", " ; "])
    def test_is_not_known_where_the_cell_says_nothing(self, cell: str) -> None:
        assert with_help(cell) is None


class TestTidyCases:
    def test_has_a_row_for_each_case_in_the_order_of_the_sheet(self) -> None:
        assert list(tidy_cases(cases())["case"]) == ["K1", "K2", "K3"]

    def test_keeps_apart_no_help_and_help_not_known(self) -> None:
        found = tidy_cases(cases())["with_help"]
        assert found.isna().tolist() == [False, False, True]
        assert found[:2].tolist() == [False, True]

    @QUICK
    @given(st.permutations([0, 1, 2]))
    def test_the_order_of_the_rows_changes_only_the_order(self, order: list[int]) -> None:
        moved = tidy_cases(cases().iloc[order]).sort_values("case", ignore_index=True)
        pd.testing.assert_frame_equal(moved, tidy_cases(cases()))

    def test_of_no_cases_has_no_rows(self) -> None:
        assert tidy_cases(cases().iloc[:0]).empty


class TestTidyUnits:
    def test_has_a_row_for_each_mention(self) -> None:
        units = tidy_units(cases()).set_index("unit")["text"]
        assert units["K1.promoting.2"] == "goede mensen"
        assert len(units) == sum(len(split(row[name])) for row in SHEETS["cases"] for name in LISTS)

    def test_is_in_the_order_of_the_lists_then_the_cases_then_the_mentions(self) -> None:
        rows = tidy_units(cases())[["list", "case", "position"]].to_numpy().tolist()
        assert rows == sorted(rows, key=lambda row: (list(LISTS).index(row[0]), *row[1:]))

    def test_says_where_each_mention_stands(self) -> None:
        units = tidy_units(cases())
        pairs = zip(units["list"], units["case"], strict=True)
        told = [LIST_LOCATOR[name].format(case=case) for name, case in pairs]
        assert units["locator"].tolist() == told

    @QUICK
    @given(st.lists(mentions(), min_size=1, max_size=4))
    def test_joining_the_mentions_gives_the_cell_back(self, lists: list[list[str]]) -> None:
        sheet = pd.DataFrame(
            [
                {**dict.fromkeys(LISTS, ""), "case": f"K{n}", "team": "; ".join(found)}
                for n, found in enumerate(lists)
            ]
        )
        told = tidy_units(sheet).groupby("case")["text"].agg(list).to_dict()
        assert [told.get(f"K{n}", []) for n in range(len(lists))] == lists

    @QUICK
    @given(st.permutations([0, 1, 2]))
    def test_the_order_of_the_rows_changes_only_the_order(self, order: list[int]) -> None:
        moved = tidy_units(cases().iloc[order]).sort_values("unit", ignore_index=True)
        first = tidy_units(cases()).sort_values("unit", ignore_index=True)
        pd.testing.assert_frame_equal(moved, first)

    def test_of_a_study_opened_again_is_the_same(self, tmp_path: Path) -> None:
        opened = study(tmp_path).sheet("cases").reset_index(drop=True)
        pd.testing.assert_frame_equal(tidy_units(opened), tidy_units(cases()))
