"""The seven factors: what is said of each, of one municipality or of all together."""

from __future__ import annotations

import pandas as pd

from analysis.cleaning import ordered, split
from analysis.schema import FACTORS, LEVELS

COLUMNS = [
    "factor", "case", "level", "lowest", "highest", "score", "respondents", "statements", "locator",
]  # fmt: skip

KEYS = ["factor", "case"]

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
    answered = respondent_scores(judged, items, average)
    means = answered.groupby(KEYS, sort=False)["score"].agg(average).rename("score").reset_index()
    frame = _said(judged).merge(means, on=KEYS, how="left")[COLUMNS]
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


def said_in_words(scores: pd.DataFrame) -> pd.DataFrame:
    """The rows of the sheet `scores` that say something in words: a level or a statement."""
    return scores[(scores["level"] != "") | (scores["statement"] != "")]


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


def _said(judged: pd.DataFrame) -> pd.DataFrame:
    """All but the score of each factor of each case: whole columns at a time, since a large scan
    has thousands of them."""
    ranks = judged["level"].cat.codes.astype(float)
    people = judged["respondent"].where(judged["respondent"] != "")
    told = judged.assign(rank=ranks.where(ranks >= 0), respondent=people)
    groups = told.groupby(KEYS, sort=False, observed=True)
    words = dict(enumerate(judged["level"].cat.categories))
    lowest, highest = (groups["rank"].agg(f).map(words).fillna("") for f in ("min", "max"))
    columns = {
        "level": lowest.where(lowest == highest, ""),
        "lowest": lowest,
        "highest": highest,
        "respondents": groups["respondent"].nunique(),
        "statements": groups.size(),
        "locator": _locators(judged).reindex(lowest.index, fill_value="").astype(str),
    }
    return pd.DataFrame(columns).reset_index()


def _locators(judged: pd.DataFrame) -> pd.Series:
    """Where what is said of each factor of each case is said, each place once."""
    placed = judged[judged["locator"] != ""].groupby(KEYS, sort=False, observed=True)["locator"]
    return placed.agg(lambda cells: "; ".join(dict.fromkeys(p for c in cells for p in split(c))))
