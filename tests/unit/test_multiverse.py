"""The multiverse: what it computes at once is what listing every coding gives."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product

from hypothesis import given
from strategies import STUDY, options_of

from analysis.conditions import fits, parse
from analysis.multiverse import (
    Outcome,
    Spread,
    Ways,
    case_spreads,
    chosen,
    fewest_left_out,
    flip,
    share,
    sure,
    total,
)

Study = list[list[list[frozenset[str]]]]

CONDITIONS = ("code=a", "code=b|c")


def spreads(study: Study) -> dict[str, Spread]:
    options = options_of(study)
    hits = [fits(parse(condition), options) for condition in CONDITIONS]
    return case_spreads(options, hits, [f"K{i}" for i in range(len(study))])


def every_coding(study: Study) -> list[tuple[Outcome, int]]:
    """By brute force: the outcome of each coding, and how many units it changes."""
    decisions = [decision for units in study for decision in units]
    owners = [i for i, units in enumerate(study) for _ in units]
    found: list[tuple[Outcome, int]] = []
    for choice in product(*(range(len(decision)) for decision in decisions)):
        cases: list[set[str]] = [set() for _ in study]
        for owner, decision, option in zip(owners, decisions, choice, strict=True):
            cases[owner] |= decision[option]
        outcome = (sum("a" in c for c in cases), sum(bool(c & {"b", "c"}) for c in cases))
        found.append((outcome, sum(option > 0 for option in choice)))
    return found


def more(outcome: Outcome) -> bool:
    return outcome[0] > outcome[1]


class TestSpread:
    @given(STUDY)
    def test_has_every_outcome_as_often_as_codings_give_it(self, study: Study) -> None:
        codings = Counter(outcome for outcome, _ in every_coding(study))
        found = {o: w.codings for o, w in total(spreads(study).values()).items()}
        # Decisions that make no difference are left out, so the proportions are the same.
        times = codings.total() // sum(found.values())
        assert {outcome: ways * times for outcome, ways in found.items()} == codings

    @given(STUDY)
    def test_the_chosen_outcome_is_that_of_changing_nothing(self, study: Study) -> None:
        unchanged = [outcome for outcome, changes in every_coding(study) if changes == 0]
        assert [chosen(total(spreads(study).values()))] == unchanged


class TestShare:
    @given(STUDY)
    def test_is_the_share_of_codings_that_hold(self, study: Study) -> None:
        codings = [outcome for outcome, _ in every_coding(study)]
        expected = Fraction(sum(map(more, codings)), len(codings))
        assert share(total(spreads(study).values()), more) == expected

    def test_stays_exact_with_more_codings_than_a_float_can_count(self) -> None:
        doubt: Spread = {(0,): Ways(1), (1,): Ways(1, 1, "u")}
        outcomes = total([doubt] * 200)
        assert sum(ways.codings for ways in outcomes.values()) == 2**200
        assert share(outcomes, lambda outcome: outcome[0] >= 100) > 0.5

    def test_is_not_all_when_one_coding_in_very_many_fails(self) -> None:
        doubt: Spread = {(1,): Ways(1), (0,): Ways(1, 1, "u")}
        share_of_one = share(total([doubt] * 80), lambda outcome: outcome[0] > 0)
        assert share_of_one < 1
        assert float(share_of_one) == 1.0

    def test_names_as_many_units_as_a_deep_trail_has(self) -> None:
        doubt: Spread = {(0,): Ways(1), (1,): Ways(1, 1, "u")}
        assert len(flip(total([doubt] * 1100), lambda outcome: outcome[0] < 1100) or ()) == 1100


class TestFlip:
    @given(STUDY)
    def test_needs_as_few_changes_as_any_coding_that_turns_it(self, study: Study) -> None:
        outcomes = total(spreads(study).values())
        now = more(chosen(outcomes))
        fewest = min(
            (n for outcome, n in every_coding(study) if more(outcome) != now), default=None
        )
        units = flip(outcomes, more)
        assert (None if units is None else len(units)) == fewest


class TestFewestLeftOut:
    def test_names_the_cases_that_turn_it(self) -> None:
        cases = {"A": sure([1]), "B": sure([1]), "C": sure([0])}
        left = fewest_left_out(cases, lambda outcome, n: 2 * outcome[0] > n)
        assert left == ("A",)

    def test_is_none_when_nothing_turns_it(self) -> None:
        assert fewest_left_out({"A": sure([1]), "B": sure([1])}, lambda o, n: o[0] == n) is None
