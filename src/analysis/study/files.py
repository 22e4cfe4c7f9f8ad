"""Reads a file of a study as grids: one of a CSV file, one for each tab of a workbook."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from analysis.language import Text
from analysis.problems import FileTooLarge, Place, SheetUnreadable
from analysis.study import delimited, ods, xlsx
from analysis.study.archives import DAMAGED, measured, unpacked
from analysis.study.grids import Contents, Grid, Position, Refused, Value

WORKBOOKS = {".xlsx": xlsx.grids, ".ods": ods.grids}

DAMAGED_WORKBOOK = Text(
    "Het is beschadigd, er zit een wachtwoord op, of het is geen werkmap. Open het in uw "
    "spreadsheet en bewaar het opnieuw als .xlsx, zonder wachtwoord.",
    "It is damaged, has a password, or is no workbook. Open it in your spreadsheet and save it "
    "again as .xlsx, without a password.",
)
LOCKED_WORKBOOK = Text(
    "Er zit een wachtwoord op, of het is een oud .xls-bestand. Open het in uw spreadsheet en "
    "bewaar het als .xlsx, zonder wachtwoord.",
    "It has a password, or is an old .xls file. Open it in your spreadsheet and save it as .xlsx, "
    "without a password.",
)
LOCKED_OPENS = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a file of an old program begins; a workbook with a password is put in one too."""
EMPTY_WORKBOOK = Text(
    "Het is leeg. Is het wel helemaal gedownload of gekopieerd?",
    "It is empty. Was it downloaded or copied in full?",
)
MAX_SIGNS = 32_767
"""The longest text that Excel can hold in a cell."""
CELL_LIMIT = Text(
    f"Een cel heeft hoogstens {MAX_SIGNS} tekens.", f"A cell has at most {MAX_SIGNS} signs."
)
CLOSED = Text(
    "Sluit het in andere programma's, en kijk of u het mag lezen.",
    "Close it in other programs, and see whether you may read it.",
)


def contents(path: Path, file: str) -> Contents:
    """What a CSV file or workbook gives; nothing that may stand in it makes this raise.

    Args:
        path: the file; it is only ever read.
        file: what problems call it.
    """
    try:
        if path.suffix.lower() in WORKBOOKS:
            return _limited(Contents(_tabs(measured(path), path.suffix.lower(), file)))
        return _limited(delimited.contents(measured(path), file, path.stem))
    except Refused as refused:
        return Contents(problems=(refused.kind(Place(file), right=refused.right),))
    except OSError:
        return Contents(problems=(SheetUnreadable(Place(file), right=CLOSED),))


def _limited(found: Contents) -> Contents:
    """What was found without the cells that are too long, each of which is a problem."""
    long = [
        (grid, position)
        for grid in found.grids
        for position, value in grid.cells.items()
        if isinstance(value, str) and len(value) > MAX_SIGNS
    ]
    if not long:
        return found
    told = [FileTooLarge(g.place(row, None, column), right=CELL_LIMIT) for g, (row, column) in long]
    grids = tuple(replace(grid, cells=_without(grid, long)) for grid in found.grids)
    return replace(found, grids=grids, problems=(*found.problems, *told))


def _without(grid: Grid, long: Sequence[tuple[Grid, Position]]) -> Mapping[Position, Value]:
    left = {position for one, position in long if one is grid}
    return {position: value for position, value in grid.cells.items() if position not in left}


def _tabs(content: bytes, suffix: str, file: str) -> tuple[Grid, ...]:
    """Every tab of a workbook. Raises Refused for one that is damaged or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked(archive)
            tabs = tuple(WORKBOOKS[suffix](archive, file))
    except DAMAGED as damage:
        raise Refused(_no_workbook(content)) from damage
    if not tabs:
        raise Refused(DAMAGED_WORKBOOK)
    return tabs


def _no_workbook(content: bytes) -> Text:
    """What is wrong with a file that cannot be opened as a workbook, as far as it shows."""
    if not content:
        return EMPTY_WORKBOOK
    return LOCKED_WORKBOOK if content.startswith(LOCKED_OPENS) else DAMAGED_WORKBOOK
