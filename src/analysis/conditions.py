"""A claim's `where`, parsed once: which rows of a frame count.

    column=value                     the column has the value
    column=value|value               it has one of them
    column=value;column=value        every condition holds, of the same row

There is no other syntax, and nothing of it is ever run as code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.cleaning import split


@dataclass(frozen=True)
class Term:
    """One condition: the column has one of the values."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """All the terms of a `where`; without terms every row fits."""

    terms: tuple[Term, ...] = ()

    def values(self, column: str) -> tuple[str, ...]:
        """The values asked of a column; none when it is not asked about."""
        return next((term.values for term in self.terms if term.column == column), ())

    def split(self, columns: Sequence[str]) -> tuple[Condition, Condition]:
        """The part about these columns, and the rest."""
        of_them = tuple(term for term in self.terms if term.column in columns)
        return Condition(of_them), Condition(tuple(t for t in self.terms if t not in of_them))


def parse(text: str) -> Condition:
    """A `where` as a condition.

    Raises ValueError with the part that is not ``column=value``.
    """
    return Condition(tuple(_term(part) for part in split(text)))


def _term(part: str) -> Term:
    column, sign, values = part.partition("=")
    term = Term(column.strip(), tuple(split(values, "|")))
    if not (sign and term.column and term.values):
        raise ValueError(part)
    return term


def fits(condition: Condition, frame: pd.DataFrame) -> pd.Series:
    """For each row of the frame whether it fits; a missing value fits nothing."""
    fitting = pd.Series(True, index=frame.index)
    for term in condition.terms:
        fitting &= as_text(frame[term.column]).isin(term.values)
    return fitting


def as_text(column: pd.Series) -> pd.Series:
    """A column as a `where` writes its values: ``true`` and ``false``, whole numbers bare."""
    text = column.astype("string")
    if pd.api.types.is_float_dtype(column):
        return text.str.removesuffix(".0")
    return text.str.lower() if pd.api.types.is_bool_dtype(column) else text
