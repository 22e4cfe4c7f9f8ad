"""What can be wrong: said in one line, in both languages, with what would be right."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from strategies import QUICK, cells

from analysis import problems
from analysis.language import LANGUAGES, Language, Text
from analysis.problems import (
    InputError,
    Place,
    Problem,
    ValueUnknown,
    one_of,
    refuse,
    seen,
    shortened,
)

KINDS = sorted(Problem.__subclasses__(), key=lambda kind: kind.__name__)
PLACE = Place("cases.csv", 3, "size_class")

in_both = pytest.mark.parametrize("language", LANGUAGES)


class TestPlace:
    def test_says_file_row_and_column_in_dutch(self) -> None:
        assert PLACE.say("nl") == "cases.csv, rij 3, kolom size_class"

    def test_says_file_row_and_column_in_english(self) -> None:
        assert PLACE.say("en") == "cases.csv, row 3, column size_class"

    @in_both
    def test_leaves_out_what_is_not_known(self, language: Language) -> None:
        assert Place("cases.csv").say(language) == "cases.csv"

    def test_says_a_column_without_a_row(self) -> None:
        assert Place("cases.csv", column="case").say("en") == "cases.csv, column case"

    @in_both
    def test_says_braces_and_percent_signs_as_they_are(self, language: Language) -> None:
        assert "{a}%s" in Place("x.csv", 2, "{a}%s").say(language)


class TestProblem:
    def test_is_one_line_with_place_value_and_what_is_right(self) -> None:
        problem = ValueUnknown(PLACE, "groot", one_of("groot", ["klein"]))
        assert problem.say("nl") == (
            "cases.csv, rij 3, kolom size_class: deze waarde is niet toegestaan: “groot”. "
            "Goed is: klein."
        )

    def test_is_the_same_line_in_english(self) -> None:
        problem = ValueUnknown(PLACE, "groot", one_of("groot", ["klein"]))
        assert problem.say("en") == (
            "cases.csv, row 3, column size_class: this value is not allowed: “groot”. "
            "Right is: klein."
        )

    def test_ends_after_what_is_wrong_when_nothing_else_is_known(self) -> None:
        assert ValueUnknown(Place("x.csv")).say("nl") == "x.csv: deze waarde is niet toegestaan."

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
    def test_every_kind_says_itself_differently_in_each_language(self, kind: type[Problem]) -> None:
        assert kind.what.nl != kind.what.en
        assert all(kind.what.say(language) in kind(PLACE).say(language) for language in LANGUAGES)

    def test_every_kind_is_named_in_the_tree_of_the_module(self) -> None:
        assert problems.__doc__ is not None
        assert [kind for kind in KINDS if f" {kind.__name__} " not in problems.__doc__] == []

    @QUICK
    @given(cells())
    def test_any_value_can_be_said(self, value: str) -> None:
        problem = ValueUnknown(PLACE, value, one_of(value, ["<400", value]))
        said = [problem.say(language) for language in LANGUAGES]
        assert all(seen(shortened(value)) in one for one in said)
        assert not any(unicodedata.category(sign) in ("Cc", "Cf") for one in said for sign in one)


class TestInputError:
    def test_carries_and_says_every_problem(self) -> None:
        found = [ValueUnknown(Place("a.csv")), ValueUnknown(Place("b.csv"))]
        error = InputError(found)
        assert error.problems == tuple(found)
        assert str(error).splitlines() == [problem.say("en") for problem in found]


class TestRefuse:
    def test_raises_when_there_are_problems(self) -> None:
        with pytest.raises(InputError, match="not allowed"):
            refuse([ValueUnknown(PLACE)])

    def test_does_nothing_when_there_are_none(self) -> None:
        refuse([])


class TestOneOf:
    def test_names_the_nearest_first_and_then_all(self) -> None:
        assert one_of("stratgy", ["risk", "strategy"]) == Text(
            "Bedoelt u “strategy”? Goed is: risk, strategy.",
            "Do you mean “strategy”? Right is: risk, strategy.",
        )

    @pytest.mark.parametrize(
        ("value", "allowed", "nearest"),
        [("STRATGY", "strategy", "strategy"), ("stdy", "STUDY", "STUDY"), ("k11", "K1", "K1")],
    )
    def test_finds_the_nearest_whatever_the_case(
        self, value: str, allowed: str, nearest: str
    ) -> None:
        assert f"“{nearest}”" in one_of(value, [allowed]).say("nl")

    def test_names_no_nearest_where_none_is_near(self) -> None:
        assert one_of("xyz", ["risk"]).say("nl") == "Goed is: risk."

    def test_says_nothing_where_nothing_is_allowed(self) -> None:
        assert one_of("x", []).say("en") == ""

    @in_both
    def test_says_the_braces_of_a_value_as_they_are(self, language: Language) -> None:
        assert "“{K1}”" in one_of("{k1", ["{K1}"]).say(language)


class TestShortened:
    def test_keeps_a_short_value(self) -> None:
        assert shortened("kort") == "kort"

    def test_is_never_longer_than_asked_and_shows_that_it_was_cut(self) -> None:
        assert shortened("a" * 81) == "a" * 79 + "…"
        assert shortened("a" * 80) == "a" * 80

    def test_puts_lines_on_one_line(self) -> None:
        assert shortened("een\n twee") == "een twee"
