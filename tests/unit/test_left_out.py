"""Leaving cases out: what is found without trying every subset is what trying them all gives."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import QUICK

from analysis.claims import fitting, ranges
from analysis.multiverse import MOST_LEFT_OUT, Outcome, Spread, Ways, fewest_left_out, sure
from analysis.parameters import settings

WORDS = ranges(settings())

Holds = Callable[[Outcome, int], bool]

OUTCOMES = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=7)


def holds_if(quantifier: str, value: str) -> Holds:
    if quantifier == "more-than":
        return lambda outcome, n: outcome[0] > outcome[1]
    return lambda outcome, n: fitting(quantifier, value, outcome[0], n, WORDS)


RULES = st.sampled_from(
    [
        ("exactly", "2"), ("at-least", "3"), ("at-most", "1"), ("all", ""), ("most", ""),
        ("many", ""), ("several", ""), ("few", ""), ("one", ""), ("none", ""), ("more-than", ""),
    ]
)  # fmt: skip


def named(outcomes: list[Outcome]) -> dict[str, Spread]:
    return {f"K{n}": sure(outcome) for n, outcome in enumerate(outcomes)}


def holds_without(outcomes: list[Outcome], left: tuple[int, ...], holds: Holds) -> bool:
    rest = [outcome for n, outcome in enumerate(outcomes) if n not in left]
    return holds(tuple(map(sum, zip(*rest, strict=True))), len(rest))


def by_brute_force(outcomes: list[Outcome], holds: Holds) -> int | None:
    """The size of the smallest subset, short of all cases, that turns it when left out."""
    now = holds_without(outcomes, (), holds)
    return next(
        (
            size
            for size in range(1, len(outcomes))
            for left in combinations(range(len(outcomes)), size)
            if holds_without(outcomes, left, holds) != now
        ),
        None,
    )


class TestFewestLeftOut:
    @QUICK
    @given(OUTCOMES, RULES)
    def test_is_as_few_as_any_subset_that_turns_it(
        self, outcomes: list[Outcome], rule: tuple[str, str]
    ) -> None:
        left = fewest_left_out(named(outcomes), holds_if(*rule))
        assert (None if left is None else len(left)) == by_brute_force(outcomes, holds_if(*rule))

    @QUICK
    @given(OUTCOMES, RULES)
    def test_without_the_cases_that_it_names_it_turns(
        self, outcomes: list[Outcome], rule: tuple[str, str]
    ) -> None:
        holds = holds_if(*rule)
        left = fewest_left_out(named(outcomes), holds)
        if left is not None:
            numbers = tuple(int(case.removeprefix("K")) for case in left)
            assert len(set(numbers)) == len(numbers)
            assert holds_without(outcomes, numbers, holds) != holds_without(outcomes, (), holds)

    def test_looks_at_the_chosen_codes_only(self) -> None:
        doubt: Spread = {(1,): Ways(1), (0,): Ways(3, 1, "u")}
        holds = holds_if("all", "")
        assert fewest_left_out({"K0": doubt, "K1": sure([1])}, holds) is None

    @pytest.mark.parametrize(
        ("too_many", "found"), [(MOST_LEFT_OUT, True), (MOST_LEFT_OUT + 1, False)]
    )
    def test_stops_looking_after_so_many_cases(self, too_many: int, found: bool) -> None:
        fitting_cases: list[Outcome] = [(1,)] * (too_many + 1)
        left = fewest_left_out(named([*fitting_cases, (0,), (0,)]), holds_if("at-least", "2"))
        assert (left is not None) is found

    def test_never_leaves_out_everyone(self) -> None:
        assert fewest_left_out(named([(1,)]), holds_if("at-least", "1")) is None
