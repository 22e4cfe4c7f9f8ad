"""Who answered: of which cases is known what a claim asks. A blank is no "no"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.conditions import Condition, Term, fits
from analysis.schema import Column

QUESTIONS = ("scheme", "list", "factor")
"""The columns that say which question a row answers; a frame has one of them, or none."""


def unknown_cases(
    condition: Condition, frame: pd.DataFrame, cases: Iterable[str], columns: Sequence[Column]
) -> set[str]:
    """The cases of which it cannot be told whether a row of theirs fits.

    A row cannot fit as soon as one of its values is another than is asked; it may where the
    others are blank. A case that left a question blank may have answered anything. What asks
    only whether there is an answer is known of every case.

    Args:
        condition: what is asked of a row.
        frame: the rows, with a column ``case``.
        cases: every case of the study.
        columns: what the frame's columns can hold.
    """
    blank = [term for term in condition.terms if not _asks_for_any(term, columns)]
    if not blank:
        return set()
    fitting = set(frame.loc[fits(condition, frame), "case"])
    may_fit = set(frame.loc[_may_fit(condition, blank, frame), "case"])
    return (may_fit | _without_an_answer(condition, frame, cases)) - fitting


def _asks_for_any(term: Term, columns: Sequence[Column]) -> bool:
    """Whether any answer fits a term: it says which question, or lists all that can be said."""
    (column,) = (column for column in columns if column.name == term.column)
    possible = ("true", "false") if column.kind == "boolean" else tuple(column.allowed)
    every = bool(possible) and set(possible) <= set(term.values)
    return term.column in QUESTIONS or every


def _may_fit(condition: Condition, blank: Sequence[Term], frame: pd.DataFrame) -> pd.Series:
    """For each row whether every term fits, or may: its value is not there."""
    fitting = pd.Series(True, index=frame.index)
    for term in condition.terms:
        unknown = frame[term.column].isna() if term in blank else False
        fitting &= fits(Condition((term,)), frame) | unknown
    return fitting


def _without_an_answer(condition: Condition, frame: pd.DataFrame, cases: Iterable[str]) -> set[str]:
    """The cases that left a question blank that is asked about: all questions if none is named."""
    question = next((column for column in QUESTIONS if column in frame), None)
    if question is None:
        return set()
    asked = condition.values(question) or tuple(frame[question].unique())
    answered = frame.groupby(question)["case"].agg(set)
    every = set(condition.values("case") or cases)
    return {case for value in asked for case in every - answered.get(value, set())}
