"""Checks each sheet against the schema: every cell on its own, every row once."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping

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
    if sheet.empty:
        return []
    import pandera.pandas as pa

    try:
        pandera_schema(declared).validate(sheet, lazy=True)
    except pa.errors.SchemaErrors as errors:
        wrong = errors.failure_cases.sort_values(["index", "column"], kind="stable")
        return [_problem(row, declared, file) for row in wrong.to_dict("records")]
    return []


def pandera_schema(declared: Sheet):  # type: ignore[no-untyped-def]  # pandera is loaded late
    """The columns that have rules as a pandera schema of text, with one named check a rule."""
    import pandera.pandas as pa

    def column(declaration: Column) -> pa.Column:
        checks = [
            pa.Check(rule, name=name, element_wise=True)
            for name, rule in rules(declaration).items()
        ]
        return pa.Column(None, checks=checks, nullable=False)

    return pa.DataFrameSchema({c.name: column(c) for c in declared.columns if rules(c)})


def rules(column: Column) -> dict[str, Callable[[str], bool]]:
    """What each cell of a column must meet, by the name of the rule; empty cells are exempt."""
    found: dict[str, Callable[[str], bool]] = {}
    if column.required:
        found["required"] = bool
    if column.allowed:
        found["allowed"] = lambda cell: not cell or cell in column.allowed
    if column.pattern:
        found["pattern"] = lambda cell: not cell or bool(re.fullmatch(column.pattern, cell))
    if column.kind == "number":
        found["number"] = lambda cell: not cell or is_number(cell)
    if column.kind == "integer":
        found["integer"] = lambda cell: not cell or is_whole(cell)
    return found


def is_number(cell: str) -> bool:
    """Whether a cell is a number, with a point or a comma before its decimals."""
    return bool(re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", cell))


def is_whole(cell: str) -> bool:
    """Whether a cell is a count: a whole number of at most six digits."""
    return bool(re.fullmatch("[0-9]{1,6}", cell))


def _problem(row: dict[str, object], declared: Sheet, file: str) -> Problem:
    """A failure that pandera found, as one of our problems."""
    column = declared.column(str(row["column"]))
    place = Place(file, int(str(row["index"])), column.name)
    value = str(row["failure_case"])
    match row["check"]:
        case "required":
            return ValueMissing(place, right=column.description)
        case "allowed":
            return ValueUnknown(place, value, _fixed(value, column))
        case "number":
            return ValueMalformed(place, value, A_NUMBER)
        case "integer":
            return ValueMalformed(place, value, A_WHOLE_NUMBER)
        case _:
            return ValueMalformed(place, value, _in_words(column))


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
    """A problem for each row whose key stood in an earlier row."""
    key = list(declared.key)
    again = sheet[sheet.duplicated(key)]
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
