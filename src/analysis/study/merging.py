"""Fills the cells that a workbook says are merged with the one above them, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.problems import MergedFilled, MergedWide, Note
from analysis.study.grids import Grid, Merged, Value

Rows = Mapping[int, Mapping[int, Value]]


def filled(
    grid: Grid, rows: Rows, columns: Mapping[str, int]
) -> tuple[dict[int, dict[int, Value]], list[Note]]:
    """The rows with merged cells filled downward, and a note for each that was.

    Only the first column of a merged area is filled: what is merged sideways has one value, and
    it is not for us to give it to another column. Only rows that have something of their own are
    filled: a merged area often reaches below the last row.
    """
    whole = {row: dict(cells) for row, cells in rows.items()}
    names = {column: name for name, column in columns.items()}
    notes: list[Note] = []
    for merged in grid.merged:
        if merged.left in names:
            notes += _fill(grid, whole, merged, names[merged.left])
    return whole, notes


def _fill(
    grid: Grid, whole: dict[int, dict[int, Value]], merged: Merged, name: str
) -> Iterator[Note]:
    top = whole.get(merged.top, {}).get(merged.left)
    if top is None:
        return
    place = grid.place(merged.top, name, merged.left)
    if merged.right > merged.left:
        yield MergedWide(place)
    for row in whole:
        if merged.top < row <= merged.bottom:
            whole[row][merged.left] = top
            place = grid.place(row, name, merged.left)
            yield MergedFilled(place, after=top if isinstance(top, str) else top.shown)
