"""The cells of one sheet as they stand in a file, before anything is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from analysis.language import Text
from analysis.problems import FileTooLarge, Note, Place, Problem, SheetUnreadable

Position = tuple[int, int]
"""The row and the column of a cell, both counted from 1."""

MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELLS = 2_000_000
"""A sheet that reaches further, or has more filled cells, is refused: no study is that large."""


@dataclass(frozen=True)
class Odd:
    """A cell that is no text and no number: what it is, and how it shows."""

    kind: Literal["date", "formula"]
    shown: str


Value = str | Odd
Cell = TypeVar("Cell")


@dataclass(frozen=True)
class Merged:
    """Cells that are merged into one: from and to and with which row and column."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """The cells of one CSV file or of one tab of a workbook that have something in them."""

    file: str
    title: str
    """What the sheet is called: the name of the file or of the tab."""
    cells: Mapping[Position, Value]
    merged: tuple[Merged, ...] = ()
    in_workbook: bool = False

    @property
    def label(self) -> str:
        """What tells this grid from every other of a study."""
        return f"{self.file}, {self.title}" if self.in_workbook else self.file

    @property
    def rows(self) -> Mapping[int, Mapping[int, Value]]:
        """The rows that have anything in them, in order, each with its filled cells by column."""
        rows: dict[int, dict[int, Value]] = {}
        for (row, column), value in sorted(self.cells.items(), key=lambda cell: cell[0]):
            if isinstance(value, Odd) or value.strip():
                rows.setdefault(row, {})[column] = value
        return rows

    def place(self, row: int | None = None, name: str | None = None, column: int = 0) -> Place:
        """A place in this grid: a row, a column by its name, and by its number if known."""
        if not self.in_workbook:
            return Place(self.file, row, name)
        return Place(self.file, row, name, self.title, letters(column) if column else "")


AREA_LIMIT = Text(
    f"Een blad heeft hoogstens {MAX_ROWS} rijen, {MAX_COLUMNS} kolommen en {MAX_CELLS} cellen.",
    f"A sheet has at most {MAX_ROWS} rows, {MAX_COLUMNS} columns and {MAX_CELLS} cells.",
)


class Refused(Exception):
    """A file that is not read, with the kind of problem that it is and what would be right."""

    def __init__(self, right: Text, kind: type[Problem] = SheetUnreadable) -> None:
        self.right = right
        self.kind = kind
        super().__init__(right.en)


def within(row: int, column: int) -> Position:
    """A position, if a sheet may reach that far; else raises Refused."""
    if row > MAX_ROWS or column > MAX_COLUMNS:
        raise Refused(AREA_LIMIT, FileTooLarge)
    return row, column


def counted(cells: Iterable[Cell]) -> Iterator[Cell]:
    """The same cells, as long as a sheet may have so many; then raises Refused."""
    for n, cell in enumerate(cells):
        if n == MAX_CELLS:
            raise Refused(AREA_LIMIT, FileTooLarge)
        yield cell


def letters(column: int) -> str:
    """A column's number as a spreadsheet writes it: 1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def number_of(name: str) -> int:
    """The number of a column that a spreadsheet calls by letters: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def shown(number: float) -> str:
    """A number as a spreadsheet shows it: 1 and not 1.0, and no more digits than it keeps."""
    text = f"{number:.15g}"
    return f"{number:.15f}".rstrip("0").rstrip(".") if "e" in text else text


@dataclass(frozen=True)
class Contents:
    """What a file gives: its grids, what is wrong with it, and what was assumed."""

    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
