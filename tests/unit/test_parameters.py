"""The settings of a run: names, types, ranges and defaults."""

from __future__ import annotations

import pytest

from analysis.language import LANGUAGES
from analysis.parameters import (
    PARAMETERS,
    is_folder_name,
    parse,
    settings,
    typed,
    unknown_names,
    wrong_values,
)
from analysis.problems import InputError, ParameterProblem


class TestParameters:
    @pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
    def test_every_default_has_its_type_and_fits(self, parameter: object) -> None:
        found = next(p for p in PARAMETERS if p is parameter)
        assert type(found.default) is found.type
        assert found.fits(found.default)

    @pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
    def test_every_one_is_explained_in_both_languages(self, parameter: object) -> None:
        found = next(p for p in PARAMETERS if p is parameter)
        assert found.explanation.nl != found.explanation.en


class TestSettings:
    def test_what_is_not_given_has_its_default(self) -> None:
        assert settings().as_dict() == {p.name: p.default for p in PARAMETERS}

    def test_what_is_given_replaces_the_default(self) -> None:
        assert settings(language="en").as_dict() == {**settings().as_dict(), "language": "en"}

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("study", ""), ("study", 2015), ("study", "../elders"), ("study", "a\\b"),
            ("study", ".."), ("study", "."), ("study", "*"), ("study", None),
            ("language", "de"), ("language", "NL"), ("language", None),
            ("confidence", 0.49), ("confidence", 1.0), ("confidence", "0.95"),
            ("confidence", float("nan")), ("confidence", 1),
            ("seed", -1), ("seed", 1.5), ("seed", "2015"), ("seed", True),
        ],
    )  # fmt: skip
    def test_a_value_of_another_type_or_range_is_refused(self, name: str, value: object) -> None:
        with pytest.raises(InputError, match=name.upper()):
            settings(**{name: value})

    @pytest.mark.parametrize(
        ("name", "value"),
        [("confidence", 0.5), ("confidence", 0.999), ("seed", 0), ("study", "klein 2.0")],
    )
    def test_a_value_at_the_edge_is_taken(self, name: str, value: object) -> None:
        assert settings(**{name: value}).as_dict()[name] == value

    def test_an_unknown_name_is_refused(self) -> None:
        with pytest.raises(InputError, match="STUDDY"):
            settings(studdy="gemeenten-2015")


class TestParse:
    def test_returns_only_what_is_given_with_its_type(self) -> None:
        assert parse(["SEED=7", "CONFIDENCE=0.9"]) == {"seed": 7, "confidence": 0.9}

    def test_of_nothing_is_nothing(self) -> None:
        assert parse([]) == {}

    def test_a_name_may_have_any_case(self) -> None:
        assert parse(["Language=en", "STUDY=klein"]) == {"language": "en", "study": "klein"}

    def test_a_value_may_hold_an_equals_sign(self) -> None:
        assert parse(["STUDY=a=b"]) == {"study": "a=b"}

    def test_every_word_that_is_wrong_is_told(self) -> None:
        with pytest.raises(InputError) as refused:
            parse(["LANGUAGE=de", "SEED=veel", "KLEUR=rood"])
        assert [problem.value for problem in refused.value.problems] == [
            "KLEUR", "LANGUAGE=de", "SEED=veel",
        ]  # fmt: skip

    @pytest.mark.parametrize("word", ["SEED", "SEED=", "=7", "CONFIDENCE=0,95", "STUDY="])
    def test_a_word_without_a_right_value_is_refused(self, word: str) -> None:
        with pytest.raises(InputError):
            parse([word])


class TestTyped:
    def test_makes_a_word_of_its_parameters_type(self) -> None:
        found = [typed("seed", " 7 "), typed("confidence", "0.9"), typed("study", " a ")]
        assert found == [7, 0.9, "a"]

    def test_leaves_a_word_that_is_not_of_the_type(self) -> None:
        assert typed("seed", "1.5") == "1.5"

    def test_leaves_the_word_of_an_unknown_name(self) -> None:
        assert typed("kleur", "7") == "7"


class TestUnknownNames:
    def test_names_the_nearest_that_is_known(self) -> None:
        (problem,) = unknown_names({"langauge": "nl"}, PARAMETERS)
        assert isinstance(problem, ParameterProblem)
        assert problem.value == "LANGAUGE"
        assert problem.right.nl.startswith("Bedoelt u “LANGUAGE”?")
        assert problem.right.en.startswith("Do you mean “LANGUAGE”?")

    def test_names_all_that_are_known(self) -> None:
        (problem,) = unknown_names({"kleur": "rood"}, PARAMETERS)
        assert all(parameter.name.upper() in problem.right.nl for parameter in PARAMETERS)

    def test_known_names_are_no_problem(self) -> None:
        assert unknown_names({parameter.name: "" for parameter in PARAMETERS}, PARAMETERS) == []


class TestWrongValues:
    def test_says_what_would_be_right_in_both_languages(self) -> None:
        (problem,) = wrong_values({"confidence": 2.0})
        assert problem.value == "CONFIDENCE=2.0"
        assert [problem.right.say(language) for language in LANGUAGES] == [
            "Geef een getal van 0.5 tot 1, zoals 0.95.",
            "Give a number from 0.5 to 1, like 0.95.",
        ]

    def test_what_is_not_given_is_no_problem(self) -> None:
        assert wrong_values({}) == []


class TestRun:
    def test_how_pages_are_made_is_no_setting_of_a_page(self) -> None:
        assert parse(["JOBS=3", "PLAIN=1"]) == {"jobs": 3, "plain": 1}
        with pytest.raises(InputError):
            settings(jobs=3)

    def test_a_setting_that_is_given_twice_is_refused(self) -> None:
        with pytest.raises(InputError, match="once"):
            parse(["STUDY=a", "STUDY=b"])


class TestFolderNames:
    @pytest.mark.parametrize(
        "name",
        ["", ".", "..", "../x", "a/b", "/etc", "a\\b", "C:", "CON", "nul", "Com1.txt", "LPT9",
         "aux .x", "a.", " a", "a ", "a\x00", "a\n", "\x1b[2J", "\u202ea", "a?", "a" * 300],
    )  # fmt: skip
    def test_that_lead_elsewhere_or_are_none_somewhere_are_refused(self, name: str) -> None:
        assert not is_folder_name(name)
        assert list(wrong_values({"study": name}))

    @pytest.mark.parametrize(
        "name", ["a", "gemeenten-2015", "mijn studie", "Één", "console", "a.b"]
    )
    def test_that_are_whole_are_taken(self, name: str) -> None:
        assert is_folder_name(name)
