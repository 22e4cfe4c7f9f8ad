"""What a verdict hangs on: its count under all codings, and each decision taken otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import multiverse
from analysis.claims import Check, Evidence, check_of, spreads_of
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
    check = _check(claim, evidence)
    spreads = spreads_of(check, evidence)
    both = (
        multiverse.folded(spread, lambda outcome: (outcome[0], *check.added(outcome)))
        for spread in spreads.values()
    )
    outcomes = multiverse.total(both)
    every = sum(ways.codings for ways in outcomes.values())
    rows = [
        (count, check.holds(tuple(sums), len(spreads)), ways.codings / every)
        for (count, *sums), ways in outcomes.items()
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
    check, options = _check(claim, evidence), evidence.options
    hits = {i: fits(condition, options) for i, condition in enumerate(check.conditions)}
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
    return _by_unit(check, now, outcomes, len(evidence.cases))


def _by_unit(check: Check, now: multiverse.Outcome, outcomes: pd.DataFrame, n: int) -> pd.DataFrame:
    """The counts of each unit over its other codings, and whether one of those turns the claim."""
    held = check.holds(check.added(now), n)
    sums = map(check.added, outcomes.itertuples(index=False, name=None))
    turns = [check.holds(each, n) != held for each in sums]
    frame = pd.DataFrame({"count": outcomes[0], "turns": turns}).astype({"turns": bool})
    units = frame.groupby(level="unit", sort=False)
    return units.agg(
        least=("count", "min"), most=("count", "max"), turns=("turns", "max")
    ).reset_index()


def _check(claim: Mapping[Any, str], evidence: Evidence) -> Check:
    """The check of a claim. Raises ValueError when it has none."""
    check = check_of(claim, evidence)
    if check is None:
        raise ValueError(f"{claim['claim']} has no check")
    return check
