"""Checks each sheet against the schema: every cell on its own, every row once."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from analysis.cleaning import split
from analysis.language import Language, Text
from analysis.problems import (
    Place,
    Problem,
    RowTwice,
    ValueMalformed,
    ValueMissing,
    ValueUnknown,
    one_of,
)
from analysis.schema import Column, Sheet

Sheets = Mapping[str, pd.DataFrame]
"""Every sheet of the schema by its name, its rows indexed by their number in the file."""

A_NUMBER = Text("Geef een getal.", "Give a number.")
A_WHOLE_NUMBER = Text("Geef een heel getal.", "Give a whole number.")
ONCE = Text("Elke rij mag er één keer staan.", "Each row can stand there once.")


class Rule(NamedTuple):
    """What a cell must meet, and what is wrong with one that does not."""

    is_met: Callable[[str], bool]
    problem: Callable[[Place, str], Problem]


def sheet_problems(sheet: pd.DataFrame, declared: Sheet, file: str) -> list[Problem]:
    """Everything wrong with the cells and rows of one sheet.

    Args:
        sheet: cells as text, indexed by their row in the file.
        declared: the sheet's schema.
        file: what problems call the sheet.
    """
    return [*cell_problems(sheet, declared, file), *double_rows(sheet, declared, file)]


def cell_problems(sheet: pd.DataFrame, declared: Sheet, file: str) -> list[Problem]:
    """A problem for each cell that the schema does not allow, in the order of the rows."""
    wrong = [
        rule.problem(Place(file, row_number(row), column.name), cell)
        for column in declared.columns
        for rule in rules(column)
        for row, cell in sheet[column.name].items()
        if not rule.is_met(cell)
    ]
    return sorted(wrong, key=lambda problem: problem.place.row or 0)


def rules(column: Column) -> Iterator[Rule]:
    """What each cell of a column must meet; all but the first leave empty cells be."""
    if column.required:
        yield Rule(bool, lambda place, _: ValueMissing(place, right=column.description))
    if column.allowed:
        yield Rule(
            lambda cell: not cell or cell in column.allowed,
            lambda place, cell: ValueUnknown(place, cell, _fixed(cell, column)),
        )
    if column.pattern:
        yield Rule(
            lambda cell: not cell or bool(re.fullmatch(column.pattern, cell)),
            lambda place, cell: ValueMalformed(place, cell, _in_words(column)),
        )
    if column.kind in NUMBERS:
        is_one, right = NUMBERS[column.kind]
        yield Rule(
            lambda cell: not cell or is_one(cell),
            lambda place, cell: ValueMalformed(place, cell, right),
        )


def is_number(cell: str) -> bool:
    """Whether a cell is a number, with a point or a comma before its decimals."""
    return bool(re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", cell))


def is_whole(cell: str) -> bool:
    """Whether a cell is a count: a whole number of at most six digits."""
    return bool(re.fullmatch("[0-9]{1,6}", cell))


NUMBERS: Mapping[str, tuple[Callable[[str], bool], Text]] = {
    "number": (is_number, A_NUMBER),
    "integer": (is_whole, A_WHOLE_NUMBER),
}
"""What a cell of a kind of numbers is, and what is asked for where it is not."""


def _fixed(value: str, column: Column) -> Text:
    """The values that a column can have, as a workbook in the reader's language writes them."""

    def said(language: Language) -> str:
        words = (column.written(choice, language) for choice in column.allowed)
        return one_of(value, words).say(language)

    return Text(said("nl"), said("en"))


def _in_words(column: Column) -> Text:
    """What a column with a pattern wants, in words."""
    return Text(
        f"Bedoeld is {column.description.nl}, zonder spaties.",
        f"Meant is {column.description.en}, without spaces.",
    )


def double_rows(sheet: pd.DataFrame, declared: Sheet, file: str) -> list[Problem]:
    """A problem for each row whose key stood in an earlier row; a row without one is no such."""
    key = list(declared.key)
    keyed = sheet[(sheet[key] != "").any(axis="columns")]
    again = keyed[keyed.duplicated(key)]
    return [
        RowTwice(Place(file, row_number(row)), _key(cells), ONCE)
        for row, cells in again[key].iterrows()
    ]


def row_number(label: Hashable) -> int:
    """The row in its file of a sheet's row, which is its label in the index."""
    return int(str(label))


def _key(cells: pd.Series) -> str:
    return ", ".join(cell for cell in cells if cell)


def values_in(column: pd.Series, separator: str) -> list[tuple[int, str]]:
    """Each value of a column with its row; cells with several values are taken apart."""
    return [
        (row_number(row), value)
        for row, cell in column.items()
        for value in (split(cell, separator) if separator else [cell])
        if value
    ]
