"""Reads a study's CSV files as sheets of text, with what could not be read."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from analysis.cleaning import normalised, normalised_sheet, size_class
from analysis.language import Text
from analysis.problems import (
    ColumnMissing,
    ColumnUnknown,
    Place,
    Problem,
    SheetUnknown,
    SheetUnreadable,
    one_of,
)
from analysis.schema import SHEET, Sheet

FIRST_ROW = 2
"""The header is row 1, as in a spreadsheet."""

NOT_UTF8 = Text(
    "Bewaar het als “CSV UTF-8 (door komma's gescheiden)”.",
    "Save it as “CSV UTF-8 (comma delimited)”.",
)
NOT_CSV = Text(
    "Elke rij moet evenveel cellen hebben als de kop, met komma's ertussen.",
    "Every row must have as many cells as the header, with commas between.",
)
NO_HEADER = Text(
    "De eerste rij is de kop, met de namen van de kolommen.",
    "The first row is the header, with the names of the columns.",
)

TWICE = Text(
    "Elke kolom heeft een naam, en staat er één keer.",
    "Every column has a name, and stands there once.",
)


def read_sheet(path: Path, file: str) -> tuple[pd.DataFrame, list[Problem]]:
    """One CSV file as a normalised sheet; rows are numbered as a spreadsheet numbers them.

    Args:
        path: the CSV file; its name without ``.csv`` is the sheet's.
        file: what problems call it.

    Returns:
        The sheet with all columns of its schema, and what is wrong with its form.
    """
    name = path.stem.lower()
    if name not in SHEET:
        return pd.DataFrame(), [SheetUnknown(Place(file), path.stem, one_of(name, SHEET))]
    cells, problems = _cells(path, file)
    if problems:
        return empty_sheet(SHEET[name]), problems
    return _shaped(cells, SHEET[name], file)


def empty_sheet(sheet: Sheet) -> pd.DataFrame:
    """A sheet without rows."""
    return pd.DataFrame(columns=list(sheet.names), dtype=object)


def _cells(path: Path, file: str) -> tuple[pd.DataFrame, list[Problem]]:
    """The cells of a file as text, under its header; a file that cannot be read has none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if "\0" in text:
            raise csv.Error("a binary file")
        header, *rows = csv.reader(io.StringIO(text), _dialect(text), strict=True)
    except UnicodeDecodeError:
        return pd.DataFrame(), [SheetUnreadable(Place(file), right=NOT_UTF8)]
    except csv.Error:
        return pd.DataFrame(), [SheetUnreadable(Place(file), right=NOT_CSV)]
    except ValueError:
        return pd.DataFrame(), [SheetUnreadable(Place(file), right=NO_HEADER)]
    numbered = [(row, cells) for row, cells in enumerate(rows, FIRST_ROW) if "".join(cells).strip()]
    uneven = [row for row, cells in numbered if len(cells) != len(header)]
    if uneven:
        return pd.DataFrame(), [SheetUnreadable(Place(file, row), right=NOT_CSV) for row in uneven]
    return _frame(header, numbered), []


def _dialect(text: str) -> type[csv.Dialect]:
    """How cells are separated: Excel in Dutch writes semicolons."""
    header = text.partition("\n")[0]

    class Separated(csv.excel):
        delimiter = ";" if ";" in header and "," not in header else ","

    return Separated


def _frame(header: list[str], rows: list[tuple[int, list[str]]]) -> pd.DataFrame:
    cells = pd.DataFrame(
        [cells for _, cells in rows],
        index=[row for row, _ in rows],
        columns=[normalised(column).lower() for column in header],
        dtype=object,
    )
    return normalised_sheet(cells)


def _shaped(cells: pd.DataFrame, sheet: Sheet, file: str) -> tuple[pd.DataFrame, list[Problem]]:
    """The cells with exactly the schema's columns, and which were missing or unknown."""
    place = Place(file)
    if not cells.columns.is_unique:
        return empty_sheet(sheet), [SheetUnreadable(Place(file, 1), right=TWICE)]
    problems: list[Problem] = [
        ColumnUnknown(place, column, one_of(column, sheet.names))
        for column in cells.columns
        if column not in sheet.names
    ]
    problems += [
        ColumnMissing(place, column.name, column.description)
        for column in sheet.columns
        if column.required and column.name not in cells.columns
    ]
    shaped = cells.reindex(columns=list(sheet.names), fill_value="")
    if "size_class" in shaped:
        shaped["size_class"] = shaped["size_class"].map(size_class)
    return shaped, problems
