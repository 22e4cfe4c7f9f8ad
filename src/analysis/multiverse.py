"""Every defensible coding at once: the exact spread of a count, without listing the codings.

Each unit with several options is a decision. Cases are independent of each other, and so are the
decisions within a case; so the spread of a count is a fold: the outcomes of a case's decisions
are joined with "or", the outcomes of the cases are added up. Numbers of
codings are whole, so nothing is rounded. Only decisions that make a difference are folded, so
that what it costs depends on how many are contested, hardly on how many cases there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import combinations_with_replacement
from typing import NamedTuple

import pandas as pd

Outcome = tuple[int, ...]
"""For each condition that is looked at: how many cases (of a case: 0 or 1) fit it."""

DECISION = ("case", "unit", "scheme")
"""What sets one unit that is coded by one scheme apart."""

Codings = Mapping[tuple[str, ...], Mapping[int, Outcome]]
"""For each decision, by its option, what each of its codings fits: a 0 or 1 a condition."""

MOST_LEFT_OUT = 10
"""How many cases are left out at most, when looking for the fewest that turn a claim."""


Trail = str | tuple["Trail", "Trail"] | None
"""Units to code otherwise: one, or those of two trails, which join in one step."""


class Ways(NamedTuple):
    """How an outcome can come about."""

    codings: int
    """The number of codings that give it."""
    fewest: int = 0
    """The fewest units coded other than chosen that give it."""
    trail: Trail = None
    """Those units."""

    @property
    def changes(self) -> tuple[str, ...]:
        """The fewest units coded other than chosen that give it, by name."""
        return tuple(_units(self.trail))


Spread = Mapping[Outcome, Ways]


def sure(outcome: Iterable[int]) -> Spread:
    """The spread of an outcome that no coding can change."""
    return {tuple(outcome): Ways(1)}


def case_spreads(
    options: pd.DataFrame, hits: Sequence[pd.Series], cases: Iterable[str]
) -> dict[str, Spread]:
    """For each case every outcome over the codings that make a difference to it.

    Args:
        options: columns case, unit, scheme, option; a row a code, option 0 the chosen coding.
        hits: for each condition a boolean series on `options`: whether the row's code fits it.
        cases: the cases to count.

    Returns:
        The outcomes of each case: a 0 or 1 for each condition.
    """
    flags = pd.DataFrame({i: hit.astype(int) for i, hit in enumerate(hits)}, index=options.index)
    units = [options[key] for key in DECISION]
    contested = options["option"].groupby(units, sort=False).transform("max") > 0
    fixed = flags[~contested].groupby(options["case"], sort=False).max()
    known = dict(zip(fixed.index, fixed.itertuples(index=False, name=None), strict=True))
    spreads = {case: sure(known.get(case, [0] * len(hits))) for case in cases}
    open_ones = codings(options[contested], [hit[contested] for hit in hits])
    for (case, unit, _), found in open_ones.items():
        if case in spreads:
            spreads[case] = either(spreads[case], _decision(unit, found))
    return spreads


def codings(options: pd.DataFrame, hits: Sequence[pd.Series]) -> Codings:
    """What each coding of each decision fits; arguments as for `case_spreads`."""
    found: dict[tuple[str, ...], dict[int, Outcome]] = {}
    keys = options[[*DECISION, "option"]].itertuples(index=False, name=None)
    rows = zip(*(hit.astype(int) for hit in hits), strict=True)
    for (*decision, option), row in zip(keys, rows, strict=True):
        of_decision = found.setdefault(tuple(decision), {})
        before = of_decision.get(option)
        of_decision[option] = tuple(map(max, before, row)) if before else row
    return found


def folded(spread: Spread, fold: Callable[[Outcome], Outcome]) -> Spread:
    """A spread of what matters of each outcome only."""
    found: dict[Outcome, Ways] = {}
    for outcome, ways in spread.items():
        _note(found, fold(outcome), ways)
    return found


def total(spreads: Iterable[Spread]) -> Spread:
    """The spread of the sums over all cases, at least one.

    Raises ValueError when there are none.
    """
    every = list(spreads)
    fixed = [outcome for spread in every if len(spread) == 1 for outcome in spread]
    contested = [spread for spread in every if len(spread) > 1]
    start = [sure(sum(values) for values in zip(*fixed, strict=True))] if fixed else []
    if not every:
        raise ValueError("no cases")
    return reduce(added, [*start, *contested])


def added(first: Spread, second: Spread) -> Spread:
    """The spread of the sums of two independent outcomes."""
    return _combined(first, second, lambda a, b: a + b)


def either(first: Spread, second: Spread) -> Spread:
    """The spread of what holds in at least one of two independent outcomes."""
    return _combined(first, second, lambda a, b: a | b)


def share(outcomes: Spread, holds: Callable[[Outcome], bool]) -> Fraction:
    """The share of all codings whose outcome holds, 0 to 1: 1 only where all do."""
    every = sum(ways.codings for ways in outcomes.values())
    return Fraction(sum(ways.codings for o, ways in outcomes.items() if holds(o)), every)


def chosen(outcomes: Spread) -> Outcome:
    """The outcome at the chosen codes."""
    return min(outcomes, key=lambda outcome: outcomes[outcome].fewest)


def flip(outcomes: Spread, holds: Callable[[Outcome], bool]) -> tuple[str, ...] | None:
    """The fewest units to code otherwise before it no longer holds, or starts to; else None."""
    now = holds(chosen(outcomes))
    turned = [ways for outcome, ways in outcomes.items() if holds(outcome) != now]
    return min(turned, key=lambda ways: ways.fewest).changes if turned else None


def fewest_left_out(
    spreads: Mapping[str, Spread], holds: Callable[[Outcome, int], bool]
) -> tuple[str, ...] | None:
    """The fewest cases to leave out before it no longer holds at the chosen codes, or starts to.

    None when it does not turn by leaving out `MOST_LEFT_OUT` cases, or all but one.
    Cases with the same outcome are alike, so only how many of each are left out is tried.
    """
    outcomes = {case: chosen(spread) for case, spread in spreads.items()}
    alike = Counter(outcomes.values())
    now = _holds_for(alike, holds)
    for k in range(1, min(MOST_LEFT_OUT, len(outcomes) - 1) + 1):
        for left in map(Counter, combinations_with_replacement(sorted(alike), k)):
            if left <= alike and _holds_for(alike - left, holds) != now:
                return tuple(_cases_with(outcomes, left))
    return None


def _holds_for(alike: Counter[Outcome], holds: Callable[[Outcome, int], bool]) -> bool:
    """Whether it holds for so many cases of each outcome."""
    sizes = [[value * cases for value in outcome] for outcome, cases in alike.items()]
    return holds(tuple(sum(values) for values in zip(*sizes, strict=True)), alike.total())


def _cases_with(outcomes: Mapping[str, Outcome], wanted: Counter[Outcome]) -> Iterator[str]:
    """The first cases with so many of each outcome."""
    left = wanted.copy()
    for case, outcome in outcomes.items():
        if left[outcome] > 0:
            left[outcome] -= 1
            yield case


def _decision(unit: str, codings: Mapping[int, Outcome]) -> Spread:
    """The spread of one unit: one way for each of its codings, or one that none can change."""
    found: dict[Outcome, Ways] = {}
    for option, outcome in codings.items():
        _note(found, outcome, Ways(1, 1, unit) if option else Ways(1))
    return found if len(found) > 1 else sure(*found)


def _combined(first: Spread, second: Spread, join: Callable[[int, int], int]) -> Spread:
    found: dict[Outcome, Ways] = {}
    for a, (codings_a, fewest_a, trail_a) in first.items():
        for b, (codings_b, fewest_b, trail_b) in second.items():
            trail = (trail_a, trail_b) if trail_a and trail_b else trail_a or trail_b
            ways = Ways(codings_a * codings_b, fewest_a + fewest_b, trail)
            _note(found, tuple(map(join, a, b)), ways)
    return found


def _note(found: dict[Outcome, Ways], outcome: Outcome, ways: Ways) -> None:
    """Add ways to an outcome: the codings add up, the fewest changes stay."""
    before = found.get(outcome)
    if before is None:
        found[outcome] = ways
        return
    best = before if before.fewest <= ways.fewest else ways
    found[outcome] = Ways(before.codings + ways.codings, best.fewest, best.trail)


def _units(trail: Trail) -> Iterator[str]:
    """The units of a trail in order, however deep it is."""
    waiting = [trail]
    while waiting:
        last = waiting.pop()
        if isinstance(last, tuple):
            waiting += reversed(last)
        elif last is not None:
            yield last
