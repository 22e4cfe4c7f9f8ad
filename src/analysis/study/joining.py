"""Joins the scores that exports of a survey tool give to the sheets of a study."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.cleaning import decimal
from analysis.language import Text
from analysis.problems import (
    NOTHING,
    WORKBOOK,
    Place,
    Problem,
    RowTwice,
    SheetMissing,
    SheetUnknown,
    TabUnknown,
    one_of,
)
from analysis.schema import SCALE_ENDS, SHEET
from analysis.study.checking import is_number
from analysis.study.export_answers import Scale
from analysis.study.export_columns import Asked
from analysis.study.export_people import seen_twice
from analysis.study.exports import OTHER_NUMBER, Export, export_of
from analysis.study.gathering import Gathered, files_in, gathered, is_strange
from analysis.study.grids import Contents, Grid
from analysis.study.reading import Reading, empty_sheet

AN_EXPORT = Text(
    "Is het een export van de scan? Zet dan boven elke kolom de vraag of de code uit het blad "
    "“vragen”.",
    "Is it an export of the scan? Then put above each column the question or its code in the sheet "
    "“items”.",
)

NOT_SCORES = Text(
    "Het is een export van de scan. Zet die in een eigen bestand en geef dat een andere naam, "
    "zoals “export”.",
    "It is an export of the scan. Put it in a file of its own with another name, such as “export”.",
)


def whole(folder: Path, paths: Sequence[Path]) -> Gathered:
    """Every sheet in some files of a study's folder, with what exports of its scan add."""
    files = files_in(folder, paths)
    found = gathered(files)
    asked = asked_of(found)
    found = _renaming_asked(found, asked)
    strange = [(file, _exports(file, asked)) for file in files if is_strange(file)]
    unknown = [_unknown(file, asked) for file, exports in strange if not exports]
    exports = [export for _, found_here in strange for export in found_here]
    told = [note for export in exports for note in export.notes]
    told += seen_twice({at: signs for export in exports for at, signs in export.signs.items()})
    told += [TabUnknown(g.place()) for file, here in strange if here for g in _rest(file, here)]
    problems = [p for p in found.problems if not (unknown and isinstance(p, SheetMissing))]
    wrong = [problem for export in exports for problem in export.problems]
    wrong += _twice(found.readings.get("scores"), exports)
    # What is wrong is told where it stands in the export, and not again of the row it would become.
    readings = {**found.readings, **({} if wrong else _joined(found, exports))}
    comparable = found.comparable and not unknown
    return Gathered(readings, (*problems, *unknown, *wrong), (*found.notes, *told), comparable)


def _renaming_asked(found: Gathered, asked: Asked) -> Gathered:
    """An export under the name of the sheet `scores` has one problem: its name."""
    reading = found.readings.get("scores")
    if not reading or not reading.problems or not export_of(reading.grid, asked):
        return found
    named = SheetUnknown(reading.grid.place(), right=NOT_SCORES)
    readings = {**found.readings, "scores": Reading(empty_sheet(SHEET["scores"]), reading.grid)}
    problems = [problem for problem in found.problems if problem not in reading.problems]
    notes = [note for note in found.notes if note not in reading.notes]
    return replace(found, readings=readings, problems=(*problems, named), notes=tuple(notes))


def asked_of(found: Gathered) -> Asked:
    """What the sheets of a study say that exports are held against."""

    def sheet(name: str) -> pd.DataFrame:
        reading = found.readings.get(name)
        return reading.sheet if reading else empty_sheet(SHEET[name])

    translations = sheet("translations")
    english = dict(zip(translations["text"], translations["en"], strict=True))
    return Asked(sheet("items"), english, tuple(sheet("cases")["case"]), _scale(sheet("study")))


def _scale(study: pd.DataFrame) -> Scale | None:
    given = dict(zip(study["key"], study["value"], strict=True))
    ends = [given.get(end, "") for end in SCALE_ENDS]
    return (decimal(ends[0]), decimal(ends[1])) if all(map(is_number, ends)) else None


def _exports(file: Contents, asked: Asked) -> list[Export]:
    return [export for grid in file.grids if (export := export_of(grid, asked))]


def _rest(file: Contents, exports: Sequence[Export]) -> Iterator[Grid]:
    """The tabs of an export's workbook that have something else in them."""
    read = {export.grid.label for export in exports}
    yield from (grid for grid in file.grids if grid.cells and grid.label not in read)


def _unknown(file: Contents, asked: Asked) -> Problem:
    """A file that is no export: it may be a sheet or the workbook under another name."""
    grid = file.grids[0]
    if grid.in_workbook:
        right = WORKBOOK + Path(grid.file).suffix.lower()
        problem = SheetUnknown(Place(grid.file), right=one_of(right, [right]))
    else:
        problem = SheetUnknown(grid.place(), grid.title, one_of(grid.title, SHEET))
    also = AN_EXPORT if len(asked.items) else NOTHING
    right_too = Text(
        f"{problem.right.nl} {also.nl}".strip(), f"{problem.right.en} {also.en}".strip()
    )
    return replace(problem, right=right_too)


def _twice(reading: Reading | None, exports: Sequence[Export]) -> Iterator[Problem]:
    """Respondents of an export that have scores in the sheet or in another export as well."""
    known: set[tuple[str, str]] = set()
    if reading:
        known = set(zip(reading.sheet["case"], reading.sheet["respondent"], strict=True))
    for export in exports:
        for (case, respondent), place in export.places.items():
            if case and (case, respondent) in known:
                yield RowTwice(place, f"{case}, {respondent}", OTHER_NUMBER)
        known |= set(export.places)


def _joined(found: Gathered, exports: Sequence[Export]) -> dict[str, Reading]:
    """The sheet `scores` with the rows of the exports below its own."""
    if not exports:
        return {}
    own = found.readings.get("scores") or Reading(empty_sheet(SHEET["scores"]), exports[0].grid)
    rows = pd.concat([export.rows for export in exports])
    first = 1 + max([0, *own.sheet.index])
    rows.index = range(first, first + len(rows))  # type: ignore[assignment]  # the stubs want an Index
    columns = {**dict.fromkeys(SHEET["scores"].names, 0), **own.columns}
    return {"scores": replace(own, sheet=pd.concat([own.sheet, rows]), columns=columns)}
