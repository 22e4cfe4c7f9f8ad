"""Every defensible coding at once: the exact spread of a count, without listing the codings.

Each unit with several options is a decision. Cases are independent of each other, and so are the
decisions within a case; so the spread of a count is a fold: the outcomes of a case's decisions
are joined with "or", the outcomes of the cases are added up. Weights are whole numbers, so
nothing is rounded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import combinations_with_replacement
from typing import NamedTuple

import pandas as pd

Outcome = tuple[int, ...]
"""For each condition that is looked at: how many cases (of a case: 0 or 1) fit it."""

MOST_LEFT_OUT = 10
"""How many cases are left out at most, when looking for the fewest that turn a claim."""


class Ways(NamedTuple):
    """How an outcome can come about."""

    codings: int
    """The number of codings that give it."""
    changes: tuple[str, ...]
    """The fewest units coded other than chosen that give it."""


Spread = Mapping[Outcome, Ways]


def sure(outcome: Iterable[int]) -> Spread:
    """The spread of an outcome that no coding can change."""
    return {tuple(outcome): Ways(1, ())}


def case_spreads(
    options: pd.DataFrame, hits: Sequence[pd.Series], cases: Iterable[str]
) -> dict[str, Spread]:
    """For each case every outcome over its defensible codings.

    Args:
        options: columns case, unit, scheme, option; a row a code, option 0 the chosen coding.
        hits: for each condition a boolean series on `options`: whether the row's code fits it.
        cases: the cases to count.

    Returns:
        The outcomes of each case: a 0 or 1 for each condition.
    """
    spreads = {case: sure([0] * len(hits)) for case in cases}
    flags = pd.DataFrame({i: hit.astype(int) for i, hit in enumerate(hits)}, index=options.index)
    keys = [options[key] for key in ("case", "unit", "scheme", "option")]
    outcomes = flags.groupby(keys, sort=False).max()
    for (case, unit, _), decision in outcomes.groupby(level=[0, 1, 2], sort=False):
        if case in spreads:
            spreads[case] = either(spreads[case], _decision(str(unit), decision))
    return spreads


def total(spreads: Iterable[Spread]) -> Spread:
    """The spread of the counts over all cases, at least one.

    Raises TypeError when there are none.
    """
    return reduce(added, spreads)


def added(first: Spread, second: Spread) -> Spread:
    """The spread of the sums of two independent outcomes."""
    return _combined(first, second, lambda a, b: a + b)


def either(first: Spread, second: Spread) -> Spread:
    """The spread of what holds in at least one of two independent outcomes."""
    return _combined(first, second, lambda a, b: a | b)


def share(outcomes: Spread, holds: Callable[[Outcome], bool]) -> float:
    """The share of all codings whose outcome holds, 0 to 1."""
    every = sum(ways.codings for ways in outcomes.values())
    return sum(ways.codings for o, ways in outcomes.items() if holds(o)) / every


def chosen(outcomes: Spread) -> Outcome:
    """The outcome at the chosen codes."""
    return min(outcomes, key=lambda outcome: len(outcomes[outcome].changes))


def flip(outcomes: Spread, holds: Callable[[Outcome], bool]) -> tuple[str, ...] | None:
    """The fewest units to code otherwise before it no longer holds, or starts to; else None."""
    now = holds(chosen(outcomes))
    turned = [ways.changes for outcome, ways in outcomes.items() if holds(outcome) != now]
    return min(turned, key=len, default=None)


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
    sums = (sum(values) for values in zip(*alike.elements(), strict=True))
    return holds(tuple(sums), alike.total())


def _cases_with(outcomes: Mapping[str, Outcome], wanted: Counter[Outcome]) -> Iterator[str]:
    """The first cases with so many of each outcome."""
    left = wanted.copy()
    for case, outcome in outcomes.items():
        if left[outcome] > 0:
            left[outcome] -= 1
            yield case


def _decision(unit: str, outcomes: pd.DataFrame) -> Spread:
    """The spread of one unit: one way for each of its options."""
    found: dict[Outcome, Ways] = {}
    options = outcomes.index.get_level_values("option")
    values = outcomes.itertuples(index=False, name=None)
    for option, outcome in zip(options, values, strict=True):
        _note(found, outcome, Ways(1, (unit,) if option else ()))
    return found


def _combined(first: Spread, second: Spread, join: Callable[[int, int], int]) -> Spread:
    found: dict[Outcome, Ways] = {}
    for a, ways_a in first.items():
        for b, ways_b in second.items():
            ways = Ways(ways_a.codings * ways_b.codings, ways_a.changes + ways_b.changes)
            _note(found, tuple(map(join, a, b)), ways)
    return found


def _note(found: dict[Outcome, Ways], outcome: Outcome, ways: Ways) -> None:
    """Add ways to an outcome: the codings add up, the fewest changes stay."""
    before = found.get(outcome, Ways(0, ways.changes))
    fewest = min(before.changes, ways.changes, key=len)
    found[outcome] = Ways(before.codings + ways.codings, fewest)
