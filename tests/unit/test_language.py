"""Dutch and English: texts, numbers and lists as each writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape
from strategies import QUICK, cells

from analysis.language import (
    LANGUAGES,
    Dutch,
    Language,
    Text,
    counted,
    listing,
    literal,
    number,
    percent,
    same,
)

in_both = pytest.mark.parametrize("language", LANGUAGES)


class TestText:
    def test_says_itself_in_the_language_asked(self) -> None:
        text = Text("gemeente", "municipality")
        assert [text.say(language) for language in ("nl", "en")] == ["gemeente", "municipality"]

    def test_fills_in_the_names_in_it(self) -> None:
        assert Text("rij {row}", "row {row}").say("nl", row=3) == "rij 3"

    def test_raises_when_a_name_has_no_value(self) -> None:
        with pytest.raises(KeyError, match="row"):
            Text("rij {row}", "row {row}").say("en")

    def test_does_not_fill_in_the_braces_of_a_value(self) -> None:
        assert Text("{a}", "{a}").say("nl", a="{b}") == "{b}"


class TestDutch:
    def test_is_escaped_once_wherever_it_is_filled_in(self) -> None:
        wanted = '<li><span lang="nl">a &amp; b</span></li>'
        assert Markup("<li>{}</li>").format(Dutch("a & b")) == wanted
        assert Markup("<li>") + escape(Dutch("a & b")) + Markup("</li>") == wanted


class TestLiteral:
    @QUICK
    @given(cells())
    def test_any_text_comes_back_as_it_was(self, text: str) -> None:
        assert Text(literal(text), "").say("nl") == text


class TestSame:
    @in_both
    def test_is_the_same_in_both_languages(self, language: Language) -> None:
        assert same("{codes}.csv").say(language) == "{codes}.csv"


class TestNumber:
    def test_has_a_comma_in_dutch_and_a_point_in_english(self) -> None:
        assert [number(0.25, language) for language in ("nl", "en")] == ["0,25", "0.25"]

    def test_keeps_the_zeros_at_the_end(self) -> None:
        assert number(0.5, "en", 3) == "0.500"

    def test_parts_thousands_where_there_are_no_decimals(self) -> None:
        assert [number(1200, language, 0) for language in ("nl", "en")] == ["1.200", "1,200"]

    @QUICK
    @given(st.floats(-1e6, 1e6))
    def test_the_languages_differ_in_their_signs_only(self, value: float) -> None:
        assert number(value, "nl").replace(",", ".") == number(value, "en")


class TestPercent:
    @in_both
    def test_is_a_whole_percentage(self, language: Language) -> None:
        assert percent(0.4, language) == "40%"

    @in_both
    def test_rounds(self, language: Language) -> None:
        assert percent(2 / 3, language) == "67%"


class TestListing:
    @pytest.mark.parametrize(
        ("language", "joined"), [("nl", "A1, A2 en B1"), ("en", "A1, A2, and B1")]
    )
    def test_joins_with_the_word_for_and(self, language: Language, joined: str) -> None:
        assert listing(["A1", "A2", "B1"], language) == joined

    @pytest.mark.parametrize(("language", "joined"), [("nl", "A1 of A2"), ("en", "A1 or A2")])
    def test_joins_with_the_word_for_or(self, language: Language, joined: str) -> None:
        assert listing(["A1", "A2"], language, "or") == joined

    @in_both
    def test_of_nothing_is_empty(self, language: Language) -> None:
        assert listing([], language) == ""

    @in_both
    def test_of_one_is_that_one(self, language: Language) -> None:
        assert listing(iter(["{A1}"]), language) == "{A1}"


class TestCounted:
    @pytest.mark.parametrize(
        ("n", "expected"), [(0, "0 gemeenten"), (1, "1 gemeente"), (2, "2 gemeenten")]
    )
    def test_one_takes_the_singular_and_nought_the_plural(self, n: int, expected: str) -> None:
        one, more = Text("gemeente", "municipality"), Text("gemeenten", "municipalities")
        assert counted(n, one, more, "nl") == expected


class TestPercentAtTheEnds:
    @pytest.mark.parametrize(
        ("share", "said"),
        [(0.0, "0%"), (0.002, "<1%"), (0.006, "1%"), (0.4, "40%"), (0.998, ">99%"), (1.0, "100%")],
    )
    def test_says_none_and_all_only_where_it_is_so(self, share: float, said: str) -> None:
        assert percent(share, "en") == said
