"""What a verdict hangs on: its count under all codings, and each decision taken otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import multiverse
from analysis.claims import Count, Evidence, count_of
from analysis.conditions import fits

CODING = (*multiverse.DECISION, "option")
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


def others_of(count: Count, evidence: Evidence) -> pd.DataFrame:
    """What each defensible coding that was not chosen gives, alone, while the rest stays.

    Args:
        count: a check on the frame `codes`, carried out.
        evidence: the frames that it was counted in.

    Returns:
        Columns unit, scheme, option, counts (of each of the check's conditions) and holds
        (whether the claim then does); a row for each coding that moves any count.
    """
    found = _found(count, evidence)
    chosen = found.xs(0, level="option")
    named = chosen.groupby(level="case").sum()
    others = found.drop(0, level="option")
    of_case = named.loc[others.index.get_level_values("case")].to_numpy()
    before = chosen.loc[
        pd.MultiIndex.from_frame(others.index.to_frame()[list(multiverse.DECISION)])
    ].to_numpy()
    moved = ((of_case - before + others) > 0).astype(int) - (of_case > 0)
    moved = moved[(moved != 0).any(axis="columns")]
    counts = list((moved + list(count.now)).itertuples(index=False, name=None))
    holds = pd.Series([count.holds(count.check.added(each)) for each in counts], dtype=bool)
    frame: pd.DataFrame = moved.index.to_frame(index=False)[list(CODING[1:])]
    return frame.assign(counts=pd.Series(counts, dtype=object), holds=holds)


def decisions_of(claim: Mapping[Any, str], evidence: Evidence) -> pd.DataFrame:
    """Each open decision that a claim's count rests on, taken otherwise while the rest stays.

    Args:
        claim: a row of the sheet `claims` that has a check on the frame `codes`.
        evidence: the frames to count in.

    Returns:
        Columns unit, least and most (the count at its other codings) and turns (whether one of
        those alone turns whether the claim holds); a row for each unit that moves any count.
    """
    count = _count(claim, evidence)
    others = others_of(count, evidence)
    held = count.holds(count.check.added(count.now))
    told = others.assign(count=others["counts"].str[0], turns=others["holds"] != held)
    units = told.groupby("unit", sort=False)
    return units.agg(
        least=("count", "min"), most=("count", "max"), turns=("turns", "max")
    ).reset_index()


def _found(count: Count, evidence: Evidence) -> pd.DataFrame:
    """Whether each coding of the cases that answered fits each condition: 0 or 1."""
    options = evidence.options[evidence.options["case"].isin(list(count.spreads))]
    hits = {i: fits(condition, options) for i, condition in enumerate(count.check.conditions)}
    keys = [options[key] for key in CODING]
    return pd.DataFrame(hits).groupby(keys, sort=False).max().astype(int)


def _count(claim: Mapping[Any, str], evidence: Evidence) -> Count:
    """The check of a claim carried out. Raises ValueError when it has none."""
    count = count_of(claim, evidence)
    if count is None:
        raise ValueError(f"{claim['claim']} has no check")
    return count
