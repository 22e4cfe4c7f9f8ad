"""A claim's `where`: parsed, never run."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import QUICK, cells, phrases, words

from analysis.conditions import Condition, Term, as_text, fits, parse

FRAME = pd.DataFrame(
    {
        "case": ["K1", "K2", "K3", "K4"],
        "help": pd.array([True, False, None, True], dtype="boolean"),
        "size": pd.Categorical(["<400", ">1200", None, "<400"]),
        "position": [1, 2, 3, 4],
        "score": [3.0, 2.5, None, 12.0],
        "text": ["ja", "nee", None, "ja | nee"],
    }
)

HOSTILE = [
    "__import__('os').system('touch {file}')",
    "case=__import__('os').system('touch {file}')",
    "case=@pd.io.common.os.system('touch {file}')",
    "case=K1 or True",
    "case='K1' or 1==1",
    "case=.*",
    "case=K*",
    "case={{{{ 7*7 }}}}",
]


def found(where: str) -> list[str]:
    return list(FRAME.loc[fits(parse(where), FRAME), "case"])


class TestParse:
    def test_reads_columns_and_values(self) -> None:
        assert parse("scheme=promoting; code=culture|people") == Condition(
            (Term("scheme", ("promoting",)), Term("code", ("culture", "people")))
        )

    @pytest.mark.parametrize("text", ["", " ", ";;"])
    def test_of_nothing_is_a_condition_without_terms(self, text: str) -> None:
        assert parse(text) == Condition()

    def test_space_around_the_signs_makes_no_difference(self) -> None:
        assert parse(" code = a | b ;") == parse("code=a|b")

    def test_a_value_may_hold_spaces_and_an_equals_sign(self) -> None:
        assert parse("text=a b=c").terms == (Term("text", ("a b=c",)),)

    @pytest.mark.parametrize("text", ["code", "=a", "code=", "code=|", "code==", "code>3"])
    def test_raises_for_what_is_not_column_is_value(self, text: str) -> None:
        if text == "code==":
            assert parse(text).values("code") == ("=",)
            return
        with pytest.raises(ValueError, match="^" + text.replace("|", r"\|") + "$"):
            parse(text)

    def test_raises_with_the_part_that_is_wrong(self) -> None:
        with pytest.raises(ValueError, match=r"^code$"):
            parse("scheme=promoting;code")

    @QUICK
    @given(st.dictionaries(words(), st.lists(phrases(), min_size=1, max_size=3), max_size=3))
    def test_of_a_written_condition_is_that_condition(self, terms: dict[str, list[str]]) -> None:
        text = ";".join(f"{column}={'|'.join(values)}" for column, values in terms.items())
        expected = Condition(tuple(Term(column, tuple(v)) for column, v in terms.items()))
        assert parse(text) == expected

    @QUICK
    @given(cells())
    def test_any_text_is_parsed_or_refused(self, text: str) -> None:
        try:
            assert all(term.column and term.values for term in parse(text).terms)
        except ValueError as refused:
            assert str(refused)


class TestCondition:
    def test_tells_the_values_asked_of_a_column(self) -> None:
        assert parse("a=1|2;b=3").values("a") == ("1", "2")

    def test_tells_none_of_a_column_that_is_not_asked_about(self) -> None:
        assert parse("a=1").values("b") == ()


class TestFits:
    def test_without_terms_every_row_fits(self) -> None:
        assert found("") == ["K1", "K2", "K3", "K4"]

    def test_one_of_several_values_is_enough(self) -> None:
        assert found("case=K1|K3") == ["K1", "K3"]

    def test_every_condition_must_hold_of_the_same_row(self) -> None:
        assert found("case=K1|K2;help=false") == ["K2"]

    def test_two_conditions_on_one_column_must_both_hold(self) -> None:
        assert found("case=K1|K2;case=K2|K3") == ["K2"]

    @pytest.mark.parametrize("where", ["help=true|false", "size=<400|>1200", "text=ja|nee"])
    def test_a_missing_value_fits_nothing(self, where: str) -> None:
        assert "K3" not in found(where)

    @pytest.mark.parametrize("word", ["nan", "None", "<NA>", "NaN", "NA"])
    @pytest.mark.parametrize("column", ["help", "size", "score", "text"])
    def test_a_missing_value_has_no_name(self, column: str, word: str) -> None:
        assert found(f"{column}={word}") == []

    def test_compares_the_whole_value_and_its_case(self) -> None:
        assert found("case=K") == found("case=k1") == []

    def test_compares_whole_numbers_bare(self) -> None:
        assert found("position=2") == ["K2"]
        assert found("score=3|12") == ["K1", "K4"]
        assert found("score=2.5") == ["K2"]

    def test_raises_for_a_column_that_is_not_there(self) -> None:
        with pytest.raises(KeyError, match="kleur"):
            found("kleur=rood")

    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_hostile_text_fits_nothing_and_is_never_run(self, hostile: str, tmp_path: Path) -> None:
        file = tmp_path / "run"
        try:
            rows = found(hostile.format(file=file))
        except (KeyError, ValueError):
            rows = []
        assert rows == []
        assert not file.exists()

    def test_leaves_the_frame_as_it_was(self) -> None:
        before = FRAME.copy(deep=True)
        found("help=true;size=<400")
        pd.testing.assert_frame_equal(FRAME, before)


class TestAsText:
    def test_writes_true_and_false(self) -> None:
        assert as_text(FRAME["help"]).dropna().tolist() == ["true", "false", "true"]

    def test_keeps_what_is_missing_missing(self) -> None:
        assert as_text(FRAME["help"]).isna().tolist() == [False, False, True, False]
