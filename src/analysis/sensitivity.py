"""What a verdict hangs on: its count under all codings, and each decision taken otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import multiverse
from analysis.claims import Count, Evidence, count_of
from analysis.conditions import fits
from analysis.multiverse import Codings, Outcome

CHOSEN = 0
"""The option of the coding that was chosen."""


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
    options = evidence.options[evidence.options["case"].isin(list(count.spreads))]
    hits = [fits(condition, options) for condition in count.check.conditions]
    codings = multiverse.codings(options, hits)
    named = _named(codings)
    rows = [
        (unit, scheme, option, counts, count.holds(count.check.added(counts)))
        for (case, unit, scheme), outcomes in codings.items()
        for option, other in outcomes.items()
        for counts in [_counted(count.now, named[case], outcomes[CHOSEN], other)]
        if counts != count.now
    ]
    return pd.DataFrame(rows, columns=["unit", "scheme", "option", "counts", "holds"])


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


def _named(codings: Codings) -> Mapping[str, Outcome]:
    """For each case how many of its chosen codings fit each condition."""
    chosen: dict[str, list[Outcome]] = {}
    for (case, *_), outcomes in codings.items():
        chosen.setdefault(case, []).append(outcomes[CHOSEN])
    return {case: tuple(map(sum, zip(*each, strict=True))) for case, each in chosen.items()}


def _counted(now: Outcome, named: Outcome, chosen: Outcome, other: Outcome) -> Outcome:
    """The counts of all cases when one coding of one of them becomes another."""
    return tuple(
        cases + (fit - before + after > 0) - (fit > 0)
        for cases, fit, before, after in zip(now, named, chosen, other, strict=True)
    )


def _count(claim: Mapping[Any, str], evidence: Evidence) -> Count:
    """The check of a claim carried out. Raises ValueError when it has none."""
    count = count_of(claim, evidence)
    if count is None:
        raise ValueError(f"{claim['claim']} has no check")
    return count
