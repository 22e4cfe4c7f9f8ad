"""Reads a file of a study as grids: one of a CSV file, one for each tab of a workbook."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from analysis.language import Text
from analysis.problems import Place, SheetUnreadable
from analysis.study import delimited, ods, xlsx
from analysis.study.archives import DAMAGED, measured, unpacked
from analysis.study.grids import Contents, Grid, Refused

WORKBOOKS = {".xlsx": xlsx.grids, ".ods": ods.grids}

DAMAGED_WORKBOOK = Text(
    "Open het in uw spreadsheet en bewaar het opnieuw als .xlsx, zonder wachtwoord.",
    "Open it in your spreadsheet and save it again as .xlsx, without a password.",
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
            return Contents(_tabs(measured(path), path.suffix.lower(), file))
        return delimited.contents(measured(path), file, path.stem)
    except Refused as refused:
        return Contents(problems=(refused.kind(Place(file), right=refused.right),))
    except OSError:
        return Contents(problems=(SheetUnreadable(Place(file), right=CLOSED),))


def _tabs(content: bytes, suffix: str, file: str) -> tuple[Grid, ...]:
    """Every tab of a workbook. Raises Refused for one that is damaged or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked(archive)
            tabs = tuple(WORKBOOKS[suffix](archive, file))
    except DAMAGED as damage:
        raise Refused(DAMAGED_WORKBOOK) from damage
    if not tabs:
        raise Refused(DAMAGED_WORKBOOK)
    return tabs
