"""From mentions to codes: people's decisions, the keywords, and what else is defensible."""

from __future__ import annotations

import re
import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import SHEETS
from strategies import QUICK, words

from analysis.cleaning import tidy_units
from analysis.codes import (
    COLUMNS,
    DICTIONARY,
    by_keywords,
    chosen_sets,
    coded,
    main_coder,
    matches,
    named_codes,
    options_of,
    uncoded,
)
from analysis.schema import SHEET


def sheet(name: str, *more: dict[str, str]) -> pd.DataFrame:
    rows = [dict(row) for row in [*SHEETS[name], *more]]
    return pd.DataFrame(rows, columns=list(SHEET[name].names), dtype=object).fillna("")


def decision(unit: str, code: str, coder: str = "tweede", also: str = "") -> dict[str, str]:
    scheme = unit.split(".")[1]
    return {"unit": unit, "scheme": scheme, "coder": coder, "code": code, "also": also}


def codes_with(*more: dict[str, str]) -> pd.DataFrame:
    return coded(tidy_units(sheet("cases")), sheet("codebook"), sheet("codings", *more))


def options(codes: pd.DataFrame, unit: str, coder: str = "hand") -> list[set[str]]:
    rows = options_of(codes, coder)
    return [set(group["code"]) for _, group in rows[rows["unit"] == unit].groupby("option")]


class TestMatches:
    @pytest.mark.parametrize(
        ("keyword", "text", "expected"),
        [
            ("geld", "te weinig geld", True),
            ("geld", "geldgebrek", False),
            ("geld", "spaargeld", False),
            ("geld*", "geldgebrek", True),
            ("geld*", "spaargeld", False),
            ("*geld", "spaargeld", True),
            ("*geld", "geldgebrek", False),
            ("*geld*", "spaargeldpot", True),
            ("geld*", "geld", True),
            ("GELD", "Geld", True),
            ("weinig geld", "te weinig geld", True),
            ("geld", "geld, en tijd", True),
            ("idee", "idee\u00ebn", False),
            ("idee*", "idee\u00ebn", True),
        ],
    )
    def test_finds_whole_words_and_a_star_is_any_beginning_or_ending(
        self, keyword: str, text: str, expected: bool
    ) -> None:
        assert matches(keyword, text) is expected

    @pytest.mark.parametrize(
        ("keyword", "no_match"),
        [("i.t", "ict"), ("a+b", "aab"), ("(x)", "x"), ("[ab]", "a"), ("c++", "ccc"), ("a|b", "a")],
    )
    def test_signs_of_regular_expressions_are_plain_signs(
        self, keyword: str, no_match: str
    ) -> None:
        assert matches(keyword, f"iets met {keyword} erin")
        assert not matches(keyword, no_match)

    @QUICK
    @given(words(), words())
    def test_a_word_is_found_in_itself_and_not_inside_a_longer_one(
        self, word: str, more: str
    ) -> None:
        assert matches(word, f"x, {word}.")
        assert not matches(word, f"9{word + more}")
        assert matches(f"*{word}*", more + word + more)


class TestByKeywords:
    KEYWORDS = {"culture": ["cultuur"], "people": ["mens*"], "other": ["*"]}  # noqa: RUF012

    def test_gives_every_code_that_has_a_keyword_in_the_text(self) -> None:
        assert by_keywords("mensen en cultuur", self.KEYWORDS) == ["culture", "people"]

    def test_gives_the_code_for_otherwise_only_where_no_other_fits(self) -> None:
        assert by_keywords("geluk", self.KEYWORDS) == ["other"]
        assert "other" not in by_keywords("cultuur", self.KEYWORDS)

    def test_gives_nothing_where_nothing_fits_and_there_is_no_otherwise(self) -> None:
        assert by_keywords("geluk", {"culture": ["cultuur"]}) == []

    def test_a_code_for_otherwise_may_have_words_of_its_own(self) -> None:
        keywords = {"culture": ["cultuur"], "other": ["*", "geluk"]}
        assert by_keywords("cultuur en geluk", keywords) == ["culture", "other"]


class TestMainCoder:
    CODINGS = sheet("codings").assign(coder=["een", *["twee"] * (len(SHEETS["codings"]) - 1)])

    @pytest.mark.parametrize("last_first", [False, True])
    def test_is_who_coded_most_in_whatever_order(self, last_first: bool) -> None:
        assert main_coder(self.CODINGS[::-1] if last_first else self.CODINGS) == "twee"

    def test_is_who_the_study_names(self) -> None:
        assert main_coder(self.CODINGS, "een") == "een"

    def test_of_equals_is_the_first_by_name(self) -> None:
        assert main_coder(pd.DataFrame({"coder": ["b", "a"]})) == "a"

    def test_is_the_dictionary_where_nobody_coded(self) -> None:
        assert main_coder(sheet("codings").iloc[:0]) == DICTIONARY


class TestNamedCodes:
    def test_leaves_out_the_code_for_otherwise(self) -> None:
        assert named_codes(sheet("codebook"), "promoting") == ["culture", "people"]

    def test_of_an_unknown_scheme_are_none(self) -> None:
        assert named_codes(sheet("codebook"), "team") == []


class TestCoded:
    def test_has_the_chosen_coding_as_option_0(self) -> None:
        codes = codes_with()
        assert (codes["chosen"] == (codes["option"] == 0)).all()

    def test_has_a_row_for_each_code_of_each_option_of_a_decision(self) -> None:
        codes = codes_with()
        rows = codes[(codes["unit"] == "K2.promoting.1") & (codes["coder"] == "hand")]
        assert rows[["option", "code"]].to_numpy().tolist() == [
            [0, "culture"], [1, "other"], [2, "people"], [2, "culture"],
        ]  # fmt: skip

    def test_the_dictionary_codes_every_mention_that_a_scheme_is_about(self) -> None:
        units = tidy_units(sheet("cases"))
        codes = codes_with()
        about = set(units.loc[units["list"].isin(["promoting", "hindering"]), "unit"])
        assert set(codes.loc[codes["coder"] == DICTIONARY, "unit"]) == about

    def test_the_dictionary_gives_what_the_keywords_say(self) -> None:
        codes = codes_with()
        computed = codes[codes["coder"] == DICTIONARY].set_index("unit")["code"]
        assert computed["K2.promoting.1"] == "culture"
        assert computed["K2.hindering.1"] == "money"

    def test_without_a_codebook_and_codings_has_its_columns_and_no_rows(self) -> None:
        none = coded(
            tidy_units(sheet("cases")), sheet("codebook").iloc[:0], sheet("codings").iloc[:0]
        )
        assert list(none.columns) == COLUMNS
        assert none.empty

    def test_each_code_is_of_the_case_of_its_mention(self) -> None:
        codes = codes_with()
        assert codes["case"].tolist() == [unit.split(".")[0] for unit in codes["unit"]]


class TestUncoded:
    def test_has_what_the_dictionary_gives_units_that_nobody_coded(self) -> None:
        some = sheet("codings")
        some = some[some["scheme"] == "promoting"]
        codes = coded(tidy_units(sheet("cases")), sheet("codebook"), some)
        assert set(uncoded(codes)["scheme"]) == {"hindering"}
        assert options(codes, "K1.hindering.1") == [{"rules"}]

    def test_has_nothing_where_all_is_coded(self) -> None:
        assert uncoded(codes_with()).empty


class TestOptionsOf:
    def test_the_choice_comes_first_and_then_what_the_coder_noted(self) -> None:
        expected = [{"culture"}, {"other"}, {"people", "culture"}]
        assert options(codes_with(), "K2.promoting.1") == expected

    def test_what_another_person_chose_is_defensible_too(self) -> None:
        codes = codes_with(decision("K1.promoting.1", "people", also="other"))
        assert options(codes, "K1.promoting.1") == [{"culture"}, {"people"}, {"other"}]

    def test_the_main_coder_comes_first_whoever_stands_first(self) -> None:
        codes = codes_with(decision("K1.promoting.1", "people"))
        assert options(codes, "K1.promoting.1", "tweede")[0] == {"people"}

    def test_the_same_coding_counts_once_also_in_another_order(self) -> None:
        codes = codes_with(decision("K2.promoting.1", "culture; people", also="culture"))
        assert len(options(codes, "K2.promoting.1")) == 3

    def test_the_dictionary_adds_nothing_to_what_people_decided(self) -> None:
        decided = pd.DataFrame([decision("K1.promoting.1", "people", coder="hand")])
        codes = coded(tidy_units(sheet("cases")), sheet("codebook"), decided)
        assert "culture" in set(codes.loc[codes["unit"] == "K1.promoting.1", "code"])
        assert options(codes, "K1.promoting.1") == [{"people"}]

    def test_where_the_dictionary_is_the_main_coder_its_codes_are_the_choice(self) -> None:
        units = tidy_units(sheet("cases"))
        codes = coded(units, sheet("codebook"), sheet("codings").iloc[:0])
        assert options(codes, "K1.promoting.2", DICTIONARY) == [{"people"}]

    @QUICK
    @given(st.permutations(range(len(SHEETS["codings"]) + 1)))
    def test_the_order_of_the_rows_makes_no_difference(self, order: list[int]) -> None:
        sheets = sheet("codings", decision("K1.promoting.1", "people"))
        units, codebook = tidy_units(sheet("cases")), sheet("codebook")
        first, moved = (
            options_of(coded(units, codebook, rows), "hand").sort_values(
                ["unit", "option", "code"], ignore_index=True
            )
            for rows in (sheets, sheets.iloc[order])
        )
        pd.testing.assert_frame_equal(first, moved)


class TestKeywordsThatTakeLong:
    @pytest.mark.parametrize(
        "keyword", ["*a" * 30 + "*b", "a*" * 40 + "!", "*" * 60 + "b", "(a+)+$"]
    )
    def test_end_at_once(self, keyword: str) -> None:
        begun = time.process_time()
        assert not matches(keyword, "a" * 5_000)
        assert time.process_time() - begun < 1

    @QUICK
    @given(st.text("ab* ", max_size=7), st.text("ab ", max_size=9))
    def test_match_what_every_way_of_filling_in_would(self, keyword: str, text: str) -> None:
        pattern = r"\w*".join(re.escape(part) for part in keyword.split("*"))
        every = re.search(rf"(?<!\w){pattern}(?!\w)", text, flags=re.IGNORECASE)
        assert matches(keyword, text) is bool(every)


class TestChosenSets:
    def test_has_a_column_for_each_coder_and_a_row_for_each_mention(self) -> None:
        sets = chosen_sets(codes_with(decision("K1.promoting.1", "people; culture")), "promoting")
        assert set(sets.columns) == {"hand", "tweede", DICTIONARY}
        assert sets.loc["K1.promoting.1", "tweede"] == "culture; people"
        assert sets.loc["K1.promoting.1", "hand"] == "culture"

    def test_what_a_coder_did_not_code_is_missing(self) -> None:
        sets = chosen_sets(codes_with(decision("K1.promoting.1", "people")), "promoting")
        assert sets["tweede"].notna().sum() == 1

    def test_leaves_out_what_was_not_chosen_and_other_schemes(self) -> None:
        sets = chosen_sets(codes_with(), "hindering")
        assert sets.loc["K3.hindering.1", "hand"] == "money"
        assert not [unit for unit in sets.index if ".promoting." in unit]
