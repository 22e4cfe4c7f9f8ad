"""Makes a sheet of a grid: its columns by name, its cells normalised, and what was changed told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.language import Text
from analysis.problems import (
    AboveHeader,
    ColumnMissing,
    ColumnNameless,
    ColumnTwice,
    ColumnUnknown,
    ExampleLeftOut,
    NameTranslated,
    Note,
    NotRead,
    Place,
    Problem,
    RowBlank,
    SheetUnreadable,
    one_of,
)
from analysis.schema import EXAMPLES, Sheet
from analysis.study.cells import Cell, cell_read
from analysis.study.grids import Grid, Odd, Value
from analysis.study.headers import column_named, header_row, written_in
from analysis.study.merging import filled

Rows = Mapping[int, Mapping[int, Value]]
"""The filled cells of each row by the number of their column."""

NO_HEADER = Text(
    "De eerste rij is de kop, met de namen van de kolommen.",
    "The first row is the header, with the names of the columns.",
)
TWICE = Text(
    "Elke kolom heeft een naam, en staat er één keer.",
    "Every column has a name, and stands there once.",
)
NAMING = ("case", "unit", "item", "claim")
"""The columns that can say that a row is an example."""


@dataclass(frozen=True)
class Reading:
    """One sheet as it was read: all columns of its schema, and where each stands."""

    sheet: pd.DataFrame
    grid: Grid
    columns: Mapping[str, int] = field(default_factory=dict)
    """The number of each column that is there."""
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()

    def has(self, column: str | None) -> bool:
        """Whether the sheet as it was read has a column; of no column in particular, yes."""
        return column is None or column in self.columns

    def place(self, place: Place) -> Place:
        """A place that names this sheet by its label, as the file or workbook names it."""
        return self.grid.place(place.row, place.column, self.columns.get(place.column or "", 0))


def empty_sheet(sheet: Sheet) -> pd.DataFrame:
    """A sheet without rows."""
    return pd.DataFrame(columns=list(sheet.names), dtype=object)


def read_grid(grid: Grid, sheet: Sheet) -> Reading:
    """A grid as a normalised sheet; rows are numbered as a spreadsheet numbers them.

    A sheet whose columns cannot be told apart has no rows.
    """
    rows = grid.rows
    header = header_row({row: _texts(cells) for row, cells in rows.items()}, sheet)
    if not header:
        wrong = () if grid.in_workbook else (SheetUnreadable(grid.place(), right=NO_HEADER),)
        return Reading(empty_sheet(sheet), grid, problems=wrong)
    names = {column: column_named(_text(v), sheet) for column, v in rows[header].items()}
    unclear = tuple(_unclear(grid, rows, header, names))
    if unclear:
        return Reading(empty_sheet(sheet), grid, problems=unclear)
    return _read(grid, sheet, rows, header, names)


def _read(grid: Grid, sheet: Sheet, rows: Rows, header: int, names: Mapping[int, str]) -> Reading:
    columns = {name: column for column, name in names.items() if name in sheet.names}
    body = {row: cells for row, cells in rows.items() if row > header}
    examples = [row for row in body if _is_example(body[row], columns)]
    body = {row: cells for row, cells in body.items() if row not in examples}
    whole, notes = filled(grid, body, columns)
    read = [
        cell_read(whole[row][column], sheet.column(name), grid.place(row, name, column))
        for row in body
        for name, column in columns.items()
        if column in whole[row]
    ]
    return Reading(
        _frame(sheet, list(body), read),
        grid,
        columns,
        (*_wrong_columns(grid, sheet, rows[header], header, names), *_problems(read)),
        (
            *_renamed(grid, sheet, rows[header], header, names),
            *_left_out(grid, rows, header, examples),
            *notes,
            *(note for cell in read for note in cell.notes),
        ),
    )


def _text(value: Value) -> str:
    return value.shown if isinstance(value, Odd) else value


def _texts(cells: Mapping[int, Value]) -> list[str]:
    return [_text(value) for value in cells.values()]


def _unclear(grid: Grid, rows: Rows, header: int, names: Mapping[int, str]) -> Iterator[Problem]:
    """Columns that stand there twice, and columns of cells without a name above them."""
    seen: set[str] = set()
    for column, name in names.items():
        if name and name in seen:
            yield ColumnTwice(grid.place(header, None, column), name, TWICE)
        seen.add(name)
    filled_columns = {column for row in rows if row > header for column in rows[row]}
    for column in sorted(filled_columns - set(names)):
        yield ColumnNameless(grid.place(header, None, column), right=TWICE)


def _wrong_columns(
    grid: Grid, sheet: Sheet, cells: Mapping[int, Value], header: int, names: Mapping[int, str]
) -> Iterator[Problem]:
    language = written_in([grid.title])
    for column, name in names.items():
        if not name:
            text = _text(cells[column])
            place = grid.place(header, None, column)
            right = one_of(text, (column.named(language) for column in sheet.columns))
            yield ColumnUnknown(place, text, right)
    for declared in sheet.columns:
        if declared.required and declared.name not in names.values():
            yield ColumnMissing(grid.place(), declared.named(language), declared.description)


def _is_example(cells: Mapping[int, Value], columns: Mapping[str, int]) -> bool:
    """Whether a row only shows how to fill in: its case, unit, item or claim is the example."""
    named = (_text(cells.get(columns[name], "")) for name in NAMING if name in columns)
    return any(text.strip().casefold().partition(".")[0] in EXAMPLES for text in named)


def _renamed(
    grid: Grid, sheet: Sheet, cells: Mapping[int, Value], header: int, names: Mapping[int, str]
) -> Iterator[Note]:
    """Names of the sheet and its columns in a spelling of their own, and dropped columns."""
    if grid.title not in (sheet.name, sheet.dutch):
        yield NameTranslated(grid.place(), grid.title, sheet.name)
    for column, name in names.items():
        place = grid.place(header, name, column)
        if name in {dropped.name for dropped in sheet.dropped}:
            yield NotRead(place)
        elif name and _text(cells[column]) not in (name, sheet.column(name).dutch):
            yield NameTranslated(place, _text(cells[column]), name)


def _left_out(grid: Grid, rows: Rows, header: int, examples: list[int]) -> Iterator[Note]:
    """Rows above the header, examples, and empty rows between others."""
    left_out: dict[int, type[Note]] = {
        **{row: AboveHeader for row in rows if row < header},
        **{row: RowBlank for row in range(header, max(rows)) if row not in rows},
        **dict.fromkeys(examples, ExampleLeftOut),
    }
    for row, kind in sorted(left_out.items()):
        yield kind(grid.place(row))


def _problems(read: list[Cell]) -> Iterator[Problem]:
    return (problem for cell in read for problem in cell.problems)


def _frame(sheet: Sheet, rows: list[int], read: list[Cell]) -> pd.DataFrame:
    cells = {row: dict.fromkeys(sheet.names, "") for row in rows}
    for cell in read:
        cells[cell.row][cell.column] = cell.text
    return pd.DataFrame(list(cells.values()), index=rows, columns=list(sheet.names), dtype=object)
