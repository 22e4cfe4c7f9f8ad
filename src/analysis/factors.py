"""The seven factors: what is said of each, of one municipality or of all together."""

from __future__ import annotations

import pandas as pd

from analysis.cleaning import ordered, split
from analysis.schema import FACTORS, LEVELS

COLUMNS = [
    "factor", "case", "level", "lowest", "highest", "score", "respondents", "statements", "locator",
]  # fmt: skip


def tidy_factors(
    scores: pd.DataFrame, items: pd.DataFrame, scale: tuple[float, float] | None
) -> pd.DataFrame:
    """The frame `factors`: one row for a factor of a case, or of all together (no case).

    A factor has a level where all judgements give the same one; where they differ the frame
    says between which levels, since the mean of some words is a word that nobody said.

    Args:
        scores: the sheet `scores`.
        items: the sheet `items`; the scores of reversed items are turned.
        scale: the lowest and the highest score that the scale has, where it is known.
    """
    judged = judgements(scores, items, scale)
    rows = [
        _factor(str(factor), str(case), group)
        for (factor, case), group in judged.groupby(["factor", "case"], sort=False, observed=True)
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    for column in ("level", "lowest", "highest"):
        frame[column] = ordered(frame[column], LEVELS)
    frame["factor"] = ordered(frame["factor"], FACTORS)
    return frame.sort_values(["factor", "case"], kind="stable", ignore_index=True)


def judgements(
    scores: pd.DataFrame, items: pd.DataFrame, scale: tuple[float, float] | None
) -> pd.DataFrame:
    """The sheet `scores` with numbers as numbers, levels in order, and reversed items turned."""
    numbers = pd.to_numeric(scores["score"].str.replace(",", "."), errors="coerce")
    reverse = scores["item"].isin(items.loc[items["reverse"] == "yes", "item"])
    turned = sum(scale) - numbers if scale else numbers
    return scores.assign(
        score=numbers.where(~reverse, turned), level=ordered(scores["level"], LEVELS)
    )


def _factor(factor: str, case: str, group: pd.DataFrame) -> dict[str, object]:
    levels = sorted(group["level"].dropna(), key=list(LEVELS).index)
    return {
        "factor": factor,
        "case": case,
        "level": levels[0] if len(set(levels)) == 1 else "",
        "lowest": levels[0] if levels else "",
        "highest": levels[-1] if levels else "",
        "score": group.groupby("respondent")["score"].mean().mean(),
        "respondents": group.loc[group["respondent"] != "", "respondent"].nunique(),
        "statements": len(group),
        "locator": "; ".join(
            dict.fromkeys(place for cell in group["locator"] for place in split(cell))
        ),
    }
