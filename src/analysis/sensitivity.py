"""What a verdict hangs on: its count under all codings, and each decision taken otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import multiverse
from analysis.claims import Count, Evidence, count_of
from analysis.conditions import fits

DECISION = ("case", "unit", "scheme", "option")
"""What sets one coding of one unit apart."""


def counts_of(claim: Mapping[Any, str], evidence: Evidence) -> pd.DataFrame:
    """How a claim's count is spread over all defensible codings.

    Args:
        claim: a row of the sheet `claims` that has a check.
        evidence: the frames to count in.

    Returns:
        Columns count, holds (whether the claim does) and share (of all codings, 0 to 1); a row
        for each pair of count and holds that some coding gives, in order.
    """
    count = _count(claim, evidence)
    both = (
        multiverse.folded(spread, lambda outcome: (outcome[0], *count.telling(outcome)))
        for spread in count.spreads.values()
    )
    outcomes = multiverse.total(both)
    every = sum(ways.codings for ways in outcomes.values())
    rows = [
        (cases, count.holds(tuple(sums)), ways.codings / every)
        for (cases, *sums), ways in outcomes.items()
    ]
    frame = pd.DataFrame(rows, columns=["count", "holds", "share"])
    return frame.groupby(["count", "holds"])[["share"]].sum().reset_index()


def decisions_of(claim: Mapping[Any, str], evidence: Evidence) -> pd.DataFrame:
    """Each open decision that a claim's count rests on, taken otherwise while the rest stays.

    Args:
        claim: a row of the sheet `claims` that has a check on the frame `codes`.
        evidence: the frames to count in.

    Returns:
        Columns unit, least and most (the count at its other codings) and turns (whether one of
        those alone turns whether the claim holds); a row for each unit that moves any count.
    """
    count, options = _count(claim, evidence), evidence.options
    hits = {i: fits(condition, options) for i, condition in enumerate(count.check.conditions)}
    keys = [options[key] for key in DECISION]
    found = pd.DataFrame(hits).groupby(keys, sort=False).max().astype(int)
    chosen = found.xs(0, level="option")
    named = chosen.groupby(level="case").sum()
    now = tuple(int((counts > 0).sum()) for _, counts in named.items())
    others = found.drop(0, level="option")
    of_case = named.loc[others.index.get_level_values("case")].to_numpy()
    before = chosen.loc[
        pd.MultiIndex.from_frame(others.index.to_frame()[list(DECISION[:-1])])
    ].to_numpy()
    moved = ((of_case - before + others) > 0).astype(int) - (of_case > 0)
    outcomes = (moved + list(now))[(moved != 0).any(axis="columns")]
    return _by_unit(count, now, outcomes)


def _by_unit(count: Count, now: multiverse.Outcome, outcomes: pd.DataFrame) -> pd.DataFrame:
    """The counts of each unit over its other codings, and whether one of those turns the claim."""
    held = count.holds(count.check.added(now))
    sums = map(count.check.added, outcomes.itertuples(index=False, name=None))
    turns = [count.holds(each) != held for each in sums]
    frame = pd.DataFrame({"count": outcomes[0], "turns": turns}).astype({"turns": bool})
    units = frame.groupby(level="unit", sort=False)
    return units.agg(
        least=("count", "min"), most=("count", "max"), turns=("turns", "max")
    ).reset_index()


def _count(claim: Mapping[Any, str], evidence: Evidence) -> Count:
    """The check of a claim carried out. Raises ValueError when it has none."""
    count = count_of(claim, evidence)
    if count is None:
        raise ValueError(f"{claim['claim']} has no check")
    return count
