"""The seven factors: what is said of each, of one municipality or of all together."""

from __future__ import annotations

import pandas as pd

from analysis.cleaning import ordered, split
from analysis.schema import FACTORS, LEVELS

COLUMNS = [
    "factor", "case", "level", "lowest", "highest", "score", "respondents", "statements", "locator",
]  # fmt: skip


ENOUGH = 0.5
"""The share of a factor's questions that a respondent must have answered to have a score."""


def tidy_factors(
    scores: pd.DataFrame,
    items: pd.DataFrame,
    scale: tuple[float, float] | None,
    average: str = "mean",
) -> pd.DataFrame:
    """The frame `factors`: one row for a factor of a case, or of all together (no case).

    A factor has a level where all judgements give the same one; where they differ the frame
    says between which levels, since the mean of some words is a word that nobody said.

    Args:
        scores: the sheet `scores`.
        items: the sheet `items`; the scores of reversed items are turned.
        scale: the lowest and the highest score that the scale has, where it is known.
        average: ``mean`` or ``median``: how answers become a respondent's score, and those the
            municipality's.
    """
    judged = judgements(scores, items, scale)
    keys = ["factor", "case"]
    rows = [
        _factor(str(factor), str(case), group)
        for (factor, case), group in judged.groupby(keys, sort=False, observed=True)
    ]
    answered = respondent_scores(judged, items, average)
    means = answered.groupby(keys, sort=False)["score"].agg(average).rename("score").reset_index()
    frame = pd.DataFrame(rows, columns=[column for column in COLUMNS if column != "score"])
    frame = frame.merge(means, on=keys, how="left")[COLUMNS]
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


def respondent_scores(judged: pd.DataFrame, items: pd.DataFrame, average: str) -> pd.DataFrame:
    """The score of each respondent on each factor; never filled in where too little was answered.

    Args:
        judged: what `judgements` gives.
        items: the sheet `items`.
        average: ``mean`` or ``median`` of the answers.

    Returns:
        Columns factor, case, respondent, score and answered; the score is missing where the
        respondent answered fewer than `ENOUGH` of the factor's questions.
    """
    given = judged[judged["score"].notna()]
    groups = given.groupby(["factor", "case", "respondent"], sort=False, observed=True)["score"]
    frame = groups.agg(score=average, answered="size").reset_index()
    asked = frame["factor"].map(items["factor"].value_counts()).fillna(0)
    return frame.assign(score=frame["score"].where(frame["answered"] >= ENOUGH * asked))


def case_scores(factors: pd.DataFrame) -> pd.DataFrame:
    """Cases by factors: the score of each, missing where there is none.

    Args:
        factors: the frame `factors`.
    """
    known = factors[(factors["case"] != "") & factors["score"].notna()]
    wide = known.pivot(index="case", columns="factor", values="score")
    return wide[[factor for factor in FACTORS if factor in wide]].astype(float)


def answers(judged: pd.DataFrame, factor: str) -> pd.DataFrame:
    """Respondents (case and respondent) by the questions of one factor, reversed ones turned.

    Args:
        judged: what `judgements` gives.
        factor: one of the seven.
    """
    rows = judged[(judged["factor"] == factor) & judged["score"].notna() & (judged["item"] != "")]
    return rows.pivot_table(index=["case", "respondent"], columns="item", values="score")


def _factor(factor: str, case: str, group: pd.DataFrame) -> dict[str, object]:
    levels = sorted(group["level"].dropna(), key=list(LEVELS).index)
    return {
        "factor": factor,
        "case": case,
        "level": levels[0] if len(set(levels)) == 1 else "",
        "lowest": levels[0] if levels else "",
        "highest": levels[-1] if levels else "",
        "respondents": group.loc[group["respondent"] != "", "respondent"].nunique(),
        "statements": len(group),
        "locator": "; ".join(
            dict.fromkeys(place for cell in group["locator"] for place in split(cell))
        ),
    }
