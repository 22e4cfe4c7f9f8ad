"""Claims: a small drawn frame, and what each quantifier and verdict says of it."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from analysis.claims import fitting, ranges, verdict
from analysis.codes import options_of
from analysis.conditions import fits, parse
from analysis.parameters import settings
from analysis.results import Results
from analysis.schema import Study
from analysis.study import open_study

WORDS = ranges(settings())


class TestFitting:
    @pytest.mark.parametrize(
        ("quantifier", "value", "counts_that_fit"),
        [
            ("exactly", "3", {3}),
            ("at-least", "8", {8, 9, 10}),
            ("at-most", "1", {0, 1}),
            ("all", "", {10}),
            ("one", "", {1}),
            ("none", "", {0}),
            ("most", "", {6, 7, 8, 9, 10}),
            ("many", "", {4, 5, 6, 7, 8, 9, 10}),
            ("several", "", {2, 3, 4, 5, 6, 7, 8, 9, 10}),
            ("few", "", {0, 1, 2, 3}),
        ],
    )
    def test_of_ten_cases_these_counts_fit(
        self, quantifier: str, value: str, counts_that_fit: set[int]
    ) -> None:
        assert {k for k in range(11) if fitting(quantifier, value, k, 10, WORDS)} == counts_that_fit

    @pytest.mark.parametrize("n", [1, 3, 10])
    def test_no_count_is_both_few_and_many(self, n: int) -> None:
        few_or_many = [WORDS["few"].holds(k, n) + WORDS["many"].holds(k, n) for k in range(n + 1)]
        assert few_or_many == [1] * (n + 1)

    def test_a_word_means_what_the_settings_say(self) -> None:
        strict = ranges(settings(most=0.75, several=3))
        assert {k for k in range(11) if fitting("most", "", k, 10, strict)} == {8, 9, 10}
        assert {k for k in range(5) if fitting("several", "", k, 10, strict)} == {3, 4}

    def test_a_share_is_taken_exactly_but_a_third_is_a_third(self) -> None:
        assert not ranges(settings(many=0.334))["many"].holds(334, 1000)
        assert ranges(settings(many=0.334))["many"].holds(335, 1000)
        assert ranges(settings(many=0.3333))["many"].above == Fraction(1, 3)

    def test_an_unknown_quantifier_is_an_error(self) -> None:
        with pytest.raises(KeyError):
            fitting("loads", "", 1, 10, WORDS)


class TestVerdict:
    def test_every_coding_gives_reproduced(self) -> None:
        assert verdict(Fraction(1)) == "reproduced"

    def test_every_coding_of_a_part_gives_partly_testable(self) -> None:
        assert verdict(Fraction(1), whole=False) == "partly testable"

    @pytest.mark.parametrize("whole", [True, False])
    def test_some_codings_give_coding_dependent(self, whole: bool) -> None:
        assert verdict(Fraction(999, 1000), whole=whole) == "coding-dependent"

    @pytest.mark.parametrize("whole", [True, False])
    def test_no_coding_gives_contradicted(self, whole: bool) -> None:
        assert verdict(Fraction(0), whole=whole) == "contradicted"


def results_with(sheet: str, row: int, **cells: str) -> Results:
    """The 2015 study with one row of one sheet changed."""
    study = open_study("gemeenten-2015")
    changed = study.sheet(sheet).copy()
    for column, value in cells.items():
        changed.loc[changed.index[row], column] = value
    return Results(replace(study, sheets={**study.sheets, sheet: changed}), settings())


def without_answer(study: Study, case: str, asked: str) -> Study:
    """A study in which one case left one question blank."""
    cases, codings = study.sheet("cases").copy(), study.sheet("codings")
    cases.loc[cases["case"] == case, asked] = ""
    rest = codings[~codings["unit"].str.startswith(f"{case}.{asked}.")]
    return replace(study, sheets={**study.sheets, "cases": cases, "codings": rest})


@pytest.fixture(scope="module")
def results() -> Results:
    return Results(open_study("gemeenten-2015"), settings())


class TestTheRegister:
    def test_nothing_is_reproduced_that_one_other_code_would_overturn(
        self, results: Results
    ) -> None:
        reproduced = results.verdicts["verdict"] == "reproduced"
        assert results.verdicts.loc[reproduced, "flip"].isna().all()

    def test_every_claim_has_a_verdict_and_a_locator(self, results: Results) -> None:
        assert (results.verdicts[["verdict", "locator"]] != "").all(axis=None)

    def test_every_case_either_counts_or_is_a_counterexample(self, results: Results) -> None:
        checked = results.verdicts[results.verdicts["n"].notna()]
        both = checked["cases"] + "; " + checked["counterexamples"]
        assert [sorted(filter(None, cell.split("; "))) for cell in both] == [
            sorted(results.cases["case"])
        ] * len(checked)

    def test_the_origins_that_the_article_counts_leave_cases_over(self, results: Results) -> None:
        origins = results.partitions.set_index("partition").loc["herkomst"]
        assert origins["claimed"] == 3 + 1 + 3 + 1
        assert origins["unaccounted"] == "A2; C1; C3"

    def test_a_partition_without_any_check_counts_nothing(self, results: Results) -> None:
        assert results.partitions.set_index("partition")["counted"].isna()["strategie"]

    @pytest.mark.parametrize(
        ("unit", "scheme", "code"),
        [
            ("D2.promoting.1", "promoting", "culture"),
            ("A1.promoting.3", "promoting", "people"),
            ("C3.promoting.1", "promoting", "learning"),
            ("A1.hindering.1", "hindering", "umbrella"),
            ("C3.hindering.1", "hindering", "rules"),
            ("D2.hindering.2", "hindering", "structure"),
            ("D1.origin.1", "origin", "money"),
            ("D2.origin.3", "origin", "frustration"),
            ("C2.origin.1", "origin", "informal"),
            ("C1.origin.2", "initiator", "supplier"),
            ("A1.help.1", "help", "none"),
        ],
    )
    def test_another_code_changes_the_claims_that_look_at_it_and_no_others(
        self, results: Results, unit: str, scheme: str, code: str
    ) -> None:
        codings = results.study.sheet("codings").reset_index(drop=True)
        row = codings.index[(codings["unit"] == unit) & (codings["scheme"] == scheme)][0]
        after = results_with("codings", int(row), code=code, also="")
        looked_at = self.claims_about(results, unit) | self.claims_about(after, unit)
        changed = self.changed(results, after)
        assert changed <= looked_at
        assert changed or scheme == "help"

    @staticmethod
    def changed(before: Results, after: Results) -> set[str]:
        compared = ["verdict", "count", "minimum", "maximum", "cases", "share"]
        first, second = (
            r.verdicts.set_index("claim")[compared].astype(object).fillna("")
            for r in (before, after)
        )
        return set(first.index[(first != second).any(axis="columns")])

    @staticmethod
    def claims_about(results: Results, unit: str) -> set[str]:
        """The claims with a condition that some coding of the unit fits."""
        options = options_of(results.codes, results.coder)
        options = options[options["unit"] == unit]
        return {
            claim["claim"]
            for claim in results.study.sheet("claims").to_dict("records")
            for where in (claim["where"], claim["value"])
            if claim["frame"] == "codes" and "=" in where and fits(parse(where), options).any()
        }

    @pytest.mark.parametrize(
        ("case", "asked"),
        [
            ("B1", "help"),
            ("A1", "promoting"),
            ("D1", "hindering"),
            ("C2", "team"),
            ("D3", "origin"),
        ],
    )
    def test_a_blank_cell_turns_what_every_case_is_said_to_have_told_and_touches_no_other_list(
        self, results: Results, case: str, asked: str
    ) -> None:
        after = Results(without_answer(results.study, case, asked), settings())
        told = f"{asked}-told-all"
        verdicts = [r.verdicts.set_index("claim")["verdict"][told] for r in (results, after)]
        assert verdicts == ["reproduced", "contradicted"]
        codebook = results.study.sheet("codebook")
        about = {asked, *codebook.loc[codebook["list"] == asked, "scheme"], "with_help"}
        claims = results.study.sheet("claims").set_index("claim")
        for claim in self.changed(results, after):
            text = ";".join(str(claims[column][claim]) for column in ("where", "value"))
            assert set(re.split(r"[=;|]", text)) & about, claim

    def test_another_size_changes_the_claims_about_the_two_classes_and_no_others(
        self, results: Results
    ) -> None:
        after = results_with("cases", 0, size_class="<400")
        where = results.study.sheet("claims").set_index("claim")["where"]
        about = where.isin(["size_class=>1200", "size_class=<400"])
        assert self.changed(results, after) == set(where.index[about])
