"""What a page needs to count the claims again when its reader codes a mention otherwise.

The page's script counts cases in the same nodes as the register: the conditions of each claim,
and the codings of each mention. Which counts bear a claim out is given with it, so that the
script knows no counting word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from analysis.claims import Count, Evidence, count_of
from analysis.cleaning import split
from analysis.conditions import fits

LEVELS = ["scheme", "case", "unit", "option"]

Moving = tuple[dict[Any, str], Count]
"""A claim whose counts another coding can move, with its check carried out."""

Codings = dict[str, list[list[str]]]
"""Of each unit its codings."""


@dataclass(frozen=True)
class Comparison:
    """A claim that compares: the least of these counts must lead the most of those."""

    these: tuple[int, ...]
    """Which of the check's conditions."""
    those: tuple[int, ...]
    """Which of the others; none counts as 0."""
    lead: int
    """By at least so many cases."""


def comparison_of(claim: Mapping[Any, str], count: Count) -> Comparison | None:
    """What a claim compares, or None when it is about one count."""
    if claim["quantifier"] == "more-than":
        return Comparison((0,), (1,), 1)
    if claim["quantifier"] == "most-named":
        rest = len(split(claim["value"], "|")) + 1
        every = range(1, len(count.check.conditions))
        return Comparison(tuple(every[: rest - 1]), tuple(every[rest - 1 :]), 0)
    return None


def moving(claims: pd.DataFrame, evidence: Evidence) -> list[Moving]:
    """The claims of which another coding of a mention can move a count, each carried out.

    Args:
        claims: the sheet `claims`.
        evidence: the frames to count in.
    """
    asked = claims[claims["frame"] == "codes"].to_dict("records")
    counts = [(claim, count) for claim in asked if (count := count_of(claim, evidence))]
    return [
        (claim, count)
        for claim, count in counts
        if any(len(spread) > 1 for spread in count.spreads.values())
    ]


def check_as_data(claim: Mapping[Any, str], count: Count) -> dict[str, object]:
    """What the script counts for a claim, and when the counts bear it out."""
    compares = comparison_of(claim, count)
    possible = range(count.n + 1)
    counts = [] if compares else [k for k in possible if count.holds((k,))]
    return {
        "n": count.n,
        "silent": list(count.silent),
        "conditions": [asdict(condition) for condition in count.check.conditions],
        "holds": asdict(compares) if compares else {"counts": counts},
    }


def codings_as_data(moved: list[Moving], evidence: Evidence) -> dict[str, dict[str, Codings]]:
    """The codings of each mention that a claim counts, or that could be coded otherwise.

    Returns:
        By scheme, case and unit: a list of codes for each coding, the chosen one first.
    """
    options = evidence.options
    told = options["option"] > 0
    for _, count in moved:
        for condition in count.check.conditions:
            told |= fits(condition, options)
    keys = pd.MultiIndex.from_frame(options[["unit", "scheme"]])
    of_interest = options[keys.isin(keys[told])]
    found: dict[str, dict[str, Codings]] = {}
    for key, codes in of_interest.groupby(LEVELS, sort=False)["code"]:
        scheme, case, unit, _ = map(str, key)
        of_case = found.setdefault(scheme, {}).setdefault(case, {})
        of_case.setdefault(unit, []).append(list(codes))
    return found
