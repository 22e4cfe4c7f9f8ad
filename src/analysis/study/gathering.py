"""Gathers the sheets of a study from its files, each from one source."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from analysis.folders import JUDGED
from analysis.language import Language, Text
from analysis.problems import (
    WORKBOOK,
    Note,
    Place,
    Problem,
    SheetEmpty,
    SheetMissing,
    SheetTwice,
    SheetUnknown,
    TabUnknown,
    one_of,
)
from analysis.schema import GUIDES, SHEET, SHEETS, Sheet
from analysis.study.files import WORKBOOKS, contents
from analysis.study.grids import Contents, Grid
from analysis.study.headers import folded, sheet_named, sheet_names, written_in
from analysis.study.reading import Reading, read_grid

WORKBOOK_FILES = tuple(WORKBOOK + suffix for suffix in WORKBOOKS)

HELD_AGAINST = ("study", "cases", "size_classes", "items", "codebook", "codings", "claims")
"""The sheets that others are held against: for what they refer to, the coder that `study` names
against `codings`, the scores against the scale in `study`, the sizes against `size_classes`."""

ONE_SOURCE = Text(
    "Houd er één: haal het andere bestand of tabblad weg.",
    "Keep one: take the other file or tab away.",
)


@dataclass(frozen=True)
class Gathered:
    """The sheets that a study has by name, what is wrong with them, and what was changed."""

    readings: Mapping[str, Reading]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    comparable: bool
    """Whether sheets can be held against each other: all that others are held against was read. If
    it was not, what would follow from that is no problem of its own."""


def gathered_part(folder: Path, paths: Sequence[Path], wanted: Collection[str]) -> Gathered:
    """Some sheets of a study's folder; files that are no sheet are passed over."""
    sheets = [sheet for sheet in SHEETS if sheet.name in wanted]
    return gathered(files_in(folder, paths), sheets)


def files_in(folder: Path, paths: Sequence[Path]) -> list[Contents]:
    """What each file of a study's folder gives."""
    return [contents(path, path.relative_to(folder).as_posix()) for path in paths]


def gathered(files: Sequence[Contents], wanted: Sequence[Sheet] = SHEETS) -> Gathered:
    """The sheets in a study's own files: its workbook, and CSV files called like sheets."""
    grids = [grid for file in files if not is_strange(file) for grid in file.grids]
    sources = {sheet.name: _sources(sheet.name, grids) for sheet in wanted}
    readings = {name: read_grid(found[0], SHEET[name]) for name, found in sources.items() if found}
    problems = [problem for file in files for problem in file.problems]
    problems += [*_strange(grids), *_twice(sources)]
    comparable = not problems and not any(_problems(readings, HELD_AGAINST))
    problems += _problems(readings, readings)
    absent = _absent(wanted, readings, grids, problems)
    notes = [note for file in files for note in file.notes] + _other_tabs(grids)
    notes += [note for reading in readings.values() for note in reading.notes]
    return Gathered(readings, (*problems, *absent), tuple(notes), comparable and not absent)


def _problems(readings: Mapping[str, Reading], names: Iterable[str]) -> list[Problem]:
    """What is wrong in some sheets, of those that are there."""
    return [problem for name in names if name in readings for problem in readings[name].problems]


def is_strange(file: Contents) -> bool:
    """Whether a file is neither the study's workbook nor called like a sheet."""
    return any(
        grid.file.lower() not in WORKBOOK_FILES if grid.in_workbook else not sheet_named(grid.title)
        for grid in file.grids
    )


def file_of(name: str) -> str:
    """The CSV file of a sheet, in the study's folder: what was decided stands in ``judged/``."""
    return f"{JUDGED}/{name}.csv" if SHEET[name].judged else f"{name}.csv"


def _sources(name: str, grids: Sequence[Grid]) -> list[Grid]:
    """Where a sheet stands: in more than one place only where several of them have rows.

    A workbook may have every tab, and CSV files for what was left empty in it.
    """
    found = [grid for grid in grids if sheet_named(grid.title) is SHEET[name]]
    with_rows = [grid for grid in found if len({row for row, _ in grid.cells}) > 1]
    return with_rows or found[:1]


def _twice(sources: Mapping[str, Sequence[Grid]]) -> Iterator[Problem]:
    for first, *others in filter(None, sources.values()):
        for other in others:
            yield SheetTwice(other.place(), first.label, ONE_SOURCE)


def _strange(grids: Sequence[Grid]) -> Iterator[Problem]:
    """Tabs that seem to be a sheet, and files in another folder than their sheet's own."""
    named = [sheet.named(_language(grids)) for sheet in SHEETS]
    for grid in grids:
        sheet = sheet_named(grid.title)
        if sheet and not grid.in_workbook:
            yield from _misplaced(grid.file, file_of(sheet.name))
        elif not sheet and _resembles(grid):
            yield SheetUnknown(grid.place(), grid.title, one_of(grid.title, named))


def _misplaced(file: str, right: str) -> Iterator[Problem]:
    if PurePosixPath(file.lower()).parent != PurePosixPath(right).parent:
        yield SheetUnknown(Place(file), right=one_of(right, [right]))


def _resembles(grid: Grid) -> bool:
    """Whether a tab seems to be a sheet with its name misspelt."""
    near = difflib.get_close_matches(folded(grid.title), sheet_names(), n=1, cutoff=0.7)
    return bool(grid.cells and near)


def _other_tabs(grids: Sequence[Grid]) -> list[Note]:
    """Tabs with something in them that are no sheet and do not explain the workbook either."""
    return [
        TabUnknown(grid.place())
        for grid in grids
        if grid.in_workbook
        and grid.cells
        and not sheet_named(grid.title)
        and folded(grid.title) not in GUIDES
        and not _resembles(grid)
    ]


def _absent(
    wanted: Sequence[Sheet],
    readings: Mapping[str, Reading],
    grids: Sequence[Grid],
    known: Sequence[Problem],
) -> list[Problem]:
    """Required sheets that are not there, or have no rows and no problem that explains it."""
    problems: list[Problem] = []
    for sheet in wanted:
        reading = readings.get(sheet.name)
        if not sheet.required or (reading and (reading.problems or len(reading.sheet))):
            continue
        if reading:
            problems.append(SheetEmpty(reading.grid.place(), right=sheet.description))
        elif not _unreadable(sheet.name, known):
            problems.append(SheetMissing(_missing(sheet.name, grids), right=sheet.description))
    return problems


def _unreadable(name: str, known: Sequence[Problem]) -> bool:
    """Whether the file that should have the sheet is there but could not be read."""
    files = [PurePosixPath(problem.place.file) for problem in known if not problem.place.tab]
    return any(
        sheet_named(file.stem) is SHEET[name] or file.suffix.lower() in WORKBOOKS for file in files
    )


def _missing(name: str, grids: Sequence[Grid]) -> Place:
    """Where a sheet would stand: in the workbook if there is one, else in a file of its own."""
    book = next((grid.file for grid in grids if grid.in_workbook), "")
    if not book:
        return Place(file_of(name))
    return Place(book, tab=SHEET[name].named(_language(grids)))


def _language(grids: Sequence[Grid]) -> Language:
    """The language in which the workbook names its tabs."""
    return written_in(grid.title for grid in grids if grid.in_workbook)
