"""Sentences: what they count was counted by hand in the made-up study."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import NAME, SHEETS, Rows, study, with_cell

from analysis import sentences
from analysis.exhibits import Lacking, Sentences
from analysis.parameters import settings
from analysis.results import Results


def results_of(root: Path, changed: dict[str, Rows] | None = None, lang: str = "nl") -> Results:
    return Results(study(root, changed), settings(study=NAME, language=lang))


def said(made: Sentences | Lacking) -> str:
    assert isinstance(made, Sentences), made
    return " ".join(made.sentences)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return results_of(tmp_path_factory.mktemp("klein"))


def second_coder(*rows: tuple[str, str, str]) -> dict[str, Rows]:
    more = [
        {"unit": unit, "scheme": "promoting", "coder": "tweede", "code": code, "also": also}
        for unit, code, also in rows
    ]
    return {"codings": [*SHEETS["codings"], *more]}


def claims(value: str, quantifier: str = "exactly") -> dict[str, Rows]:
    """The two claims of the partition, the first with another number of cases."""
    rows = [dict(row) for row in SHEETS["claims"]]
    rows[1] |= {"value": value, "quantifier": quantifier}
    return {"claims": rows}


class TestStudyInShort:
    def test_counts_the_municipalities_and_the_size_classes_that_occur(
        self, small: Results
    ) -> None:
        assert "bekeek 3 gemeenten in 3 grootteklassen" in said(sentences.study_in_short(small))

    def test_names_only_what_is_given(self, small: Results) -> None:
        text = said(sentences.study_in_short(small))
        assert "Jaar: 2020." in text
        assert "Bron" not in text

    def test_calls_a_study_without_a_title_by_its_folder(self, tmp_path: Path) -> None:
        made = results_of(tmp_path, {"study": [{"key": "year", "value": "2020"}]})
        assert f"“{NAME}”" in said(sentences.study_in_short(made))

    def test_one_municipality_is_singular(self, tmp_path: Path) -> None:
        rest: dict[str, Rows] = {name: [] for name in SHEETS if name not in ("study", "cases")}
        made = results_of(tmp_path, {**rest, "cases": SHEETS["cases"][:1]})
        assert "bekeek 1 gemeente in" in said(sentences.study_in_short(made))


class TestWhatWasRecorded:
    def test_counts_mentions_judgements_and_claims(self, small: Results) -> None:
        # By hand: K1 has 2+1+1+2+1, K2 has 1+2+1+1+2 and K3 has 1+1+0+1+1 mentions.
        assert said(sentences.what_was_recorded(small)) == (
            "Opgetekend zijn 18 vermeldingen, 3 uitspraken over factoren en 4 beweringen."
        )


class TestMostGivenCodes:
    def test_leaves_out_what_fewer_than_half_as_many_cases_were_given(self, tmp_path: Path) -> None:
        # By hand: all three name culture, one of them people; one is less than half of three.
        rows = [dict(row) for row in SHEETS["codings"]]
        rows[3]["code"] = "culture"
        text = said(
            sentences.most_given_codes(results_of(tmp_path, {"codings": rows}), "promoting")
        )
        assert text == "Het vaakst komt voor: cultuur (3 gemeenten)."

    def test_keeps_what_half_as_many_cases_were_given(self, tmp_path: Path) -> None:
        # By hand: K1 and K2 name culture; K1's people becomes culture, so only K3 names people.
        made = results_of(tmp_path, with_cell("codings", 1, "code", "culture"))
        assert said(sentences.most_given_codes(made, "promoting")) == (
            "Het vaakst komt voor: cultuur (2 gemeenten) en mensen (1 gemeente)."
        )

    def test_tells_apart_who_has_the_code_for_otherwise(self, tmp_path: Path) -> None:
        # By hand: K1 has people and other, K2 culture, K3 people.
        made = results_of(tmp_path, with_cell("codings", 0, "code", "other"))
        assert said(sentences.most_given_codes(made, "promoting")) == (
            "Het vaakst komt voor: mensen (2 gemeenten) en cultuur (1 gemeente). "
            "Daarnaast “anders” (1 gemeente); dat is geen antwoord op zich."
        )

    def test_of_a_scheme_without_codes_says_what_is_lacking(self, small: Results) -> None:
        assert isinstance(sentences.most_given_codes(small, "team"), Lacking)


class TestHelpFromOutside:
    def test_is_of_those_of_whom_it_is_known(self, small: Results) -> None:
        # By hand: K1 had none, K2 had help, of K3 it is not known.
        assert said(sentences.help_from_outside(small)).startswith("Hulp van buiten: 1 van de 2 ")

    def test_says_so_where_it_is_known_of_none(self, tmp_path: Path) -> None:
        rows = [{**row, "help": ""} for row in SHEETS["cases"]]
        text = said(sentences.help_from_outside(results_of(tmp_path, {"cases": rows})))
        assert text == "Van geen gemeente is bekend of zij hulp had."


class TestPublishedLevels:
    def test_leaves_out_what_is_said_of_all_together(self, small: Results) -> None:
        # By hand: seven factors of three cases; one level, of strategy in K1.
        text = said(sentences.published_levels(small))
        assert "Van de 21 " in text
        assert "van 1 een niveau bekend, en van 0 een score" in text


class TestVerdictsInShort:
    def test_counts_what_can_be_tested_and_each_verdict(self, small: Results) -> None:
        text = said(sentences.verdicts_in_short(small))
        assert text.startswith("Van de 4 beweringen zijn er 3 ")
        assert text.endswith("klopt 1, hangt af van de codering 1 en klopt niet 1.")

    def test_says_what_a_study_without_claims_lacks(self, tmp_path: Path) -> None:
        made = results_of(tmp_path, {"claims": [], "recommendations": []})
        assert isinstance(sentences.verdicts_in_short(made), Lacking)


class TestSumsThatFail:
    def test_tells_who_counts_twice_also_where_the_sum_is_right(self, small: Results) -> None:
        # By hand: 2 + 1 = 3 are claimed of 3, but K1 names culture and people, so counts twice.
        assert said(sentences.sums_that_fail(small)) == (
            "“Bevorderend”: de groepen zijn volgens de bron samen alle 3 gemeenten, maar de "
            "gegevens zeggen iets anders. In meer dan één groep valt: K1."
        )

    def test_tells_who_counts_nowhere_also_where_the_sum_is_right(self, tmp_path: Path) -> None:
        # By hand: K3's only mention becomes "other", so K3 is in neither group.
        made = results_of(tmp_path, with_cell("codings", 3, "code", "other"))
        assert "In geen enkele groep valt: K3." in said(sentences.sums_that_fail(made))

    def test_tells_a_sum_that_is_wrong_also_where_everyone_counts_once(
        self, tmp_path: Path
    ) -> None:
        # By hand: without people, K1 is in one group; then 1 + 1 = 2 are claimed of 3.
        rows = [dict(row) for row in SHEETS["codings"]]
        rows[1]["code"] = "culture"
        changed = {**claims("1"), "codings": rows}
        assert said(sentences.sums_that_fail(results_of(tmp_path, changed))) == (
            "“Bevorderend”: de groepen zijn volgens de bron samen 2, maar er zijn 3 gemeenten."
        )

    def test_says_that_every_sum_is_right_only_where_everyone_counts_once(
        self, tmp_path: Path
    ) -> None:
        rows = [dict(row) for row in SHEETS["codings"]]
        rows[1]["code"] = "culture"
        text = said(sentences.sums_that_fail(results_of(tmp_path, {"codings": rows})))
        assert text == "Elke verdeling telt op tot alle gemeenten."


class TestAgreementInShort:
    def test_names_the_scheme_with_the_least_and_with_the_most_agreement(
        self, tmp_path: Path
    ) -> None:
        made = results_of(tmp_path, with_cell("codings", 3, "code", "culture"))
        text = said(sentences.agreement_in_short(made))
        assert "minst eens over “bevorderend”" in text
        assert "meest over “belemmerend” (alfa 1,00)" in text

    def test_names_none_where_all_are_alike(self, small: Results) -> None:
        assert said(sentences.agreement_in_short(small)) == "Bij elk schema is alfa 1,00."


class TestOpenDecisions:
    def test_counts_them_and_the_codings_that_they_make(self, small: Results) -> None:
        # By hand: eight mentions, of which one has three options and one has two: 3 × 2 = 6.
        text = said(sentences.open_decisions(small))
        assert text.startswith("Van de 8 beslissingen zijn er 2 ")
        assert "Samen geeft dat 6 coderingen" in text

    def test_what_a_second_person_chose_opens_a_decision_and_is_none_of_its_own(
        self, tmp_path: Path
    ) -> None:
        # By hand: K1.promoting.1 now has two options as well: 3 × 2 × 2 = 12.
        made = results_of(tmp_path, second_coder(("K1.promoting.1", "people", "")))
        text = said(sentences.open_decisions(made))
        assert text.startswith("Van de 8 beslissingen zijn er 3 ")
        assert "geeft dat 12 " in text

    def test_a_second_person_who_chose_what_was_an_option_already_adds_nothing(
        self, tmp_path: Path
    ) -> None:
        made = results_of(tmp_path, second_coder(("K2.promoting.1", "other", "culture")))
        assert "geeft dat 6 " in said(sentences.open_decisions(made))

    def test_a_number_too_long_to_read_is_a_power_of_ten(self, tmp_path: Path) -> None:
        # By hand: 22 mentions of K1 with two options each: 2^22 is 4,194,304, over 4 × 10⁶.
        cases = [dict(row) for row in SHEETS["cases"]]
        cases[0]["promoting"] = "; ".join(f"m{n}" for n in range(22))
        rows = [
            {"unit": f"K1.promoting.{n}", "scheme": "promoting", "coder": "hand",
             "code": "culture", "also": "people"}
            for n in range(1, 23)
        ]  # fmt: skip
        changed: dict[str, Rows] = {"cases": cases, "codings": rows}
        assert "over 4 × 10⁶ codings" in said(
            sentences.open_decisions(results_of(tmp_path, changed, "en"))
        )


class TestIntervalOfNone:
    def test_is_the_closed_form(self, small: Results) -> None:
        # 1 - 0.025^(1/3) is 71%.
        assert "bij hoogstens 71% van alle " in said(sentences.interval_of_none(small))
