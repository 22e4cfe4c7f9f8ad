"""Opens a study: reads its sheets, checks them, and tells every problem at once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analysis.folders import input_files, study_folder
from analysis.problems import Problem, refuse
from analysis.schema import SHEETS, Study
from analysis.study.checking import sheet_problems
from analysis.study.crossing import crossing_problems
from analysis.study.gathering import Gathered, file_of, gathered_part
from analysis.study.joining import whole
from analysis.study.reading import Reading, empty_sheet

REMEMBERED = 2
"""How many studies a process keeps: the one that is reported, and the one beside it."""


def open_study(name: str, root: Path | None = None) -> Study:
    """A study from its folder, its sheets normalised and checked, with notes of what changed.

    Args:
        name: the study's folder in ``data/raw``.
        root: the checkout, if not the one that this package stands in.

    Raises:
        InputError: with every problem of every sheet, and the notes. Where a file, or a sheet that
            others are held against, could not be read in full, no sheet is held against another:
            what would follow from that is no problem of its own.

    A study whose files did not change is read once in a process, and in those forked from it:
    whoever opens it again has the same one.
    """
    files = tuple((file, _digest(file)) for file in input_files(name, root))
    return _read(name, study_folder(name, root), files)


def _digest(file: Path) -> str:
    """The SHA-256 of a file; of one that cannot be read nothing: reading it tells why."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


@lru_cache(maxsize=REMEMBERED)
def _read(name: str, folder: Path, files: tuple[tuple[Path, str], ...]) -> Study:
    """The study in some files, each with its digest. Raises InputError, and then forgets it."""
    return _opened(name, whole(folder, [file for file, _ in files]))


def open_part(name: str, wanted: Collection[str], root: Path | None = None) -> Study:
    """Some sheets of a study that need not be complete yet; the others have no rows.

    Args:
        name: the study's folder in ``data/raw``.
        wanted: the names of the sheets.
        root: the checkout, if not the one that this package stands in.

    Raises InputError with every problem of those sheets, and no other.
    """
    folder, files = study_folder(name, root), input_files(name, root)
    return _opened(name, gathered_part(folder, files, wanted))


def _opened(name: str, found: Gathered) -> Study:
    """The study that was gathered. Raises InputError with what is wrong with it."""
    sheets = _sheets(found)
    refuse([*found.problems, *_checked(sheets, found)], found.notes)
    return Study(name, sheets, found.notes)


def _sheets(found: Gathered) -> dict[str, pd.DataFrame]:
    """Every sheet of the schema; one that is not there has no rows."""
    return {
        sheet.name: found.readings[sheet.name].sheet
        if sheet.name in found.readings
        else empty_sheet(sheet)
        for sheet in SHEETS
    }


def _checked(sheets: Mapping[str, pd.DataFrame], found: Gathered) -> list[Problem]:
    """What is wrong within each sheet and between them; nothing twice of the same cell."""
    files = {
        sheet.name: found.readings[sheet.name].grid.label
        if sheet.name in found.readings
        else file_of(sheet.name)
        for sheet in SHEETS
    }
    problems = [
        problem
        for sheet in SHEETS
        for problem in sheet_problems(sheets[sheet.name], sheet, files[sheet.name])
    ]
    if found.comparable:
        problems += crossing_problems(sheets, files)
    told = {problem.place for problem in found.problems}
    readings = {reading.grid.label: reading for reading in found.readings.values()}
    return [problem for problem in _located(problems, readings) if problem.place not in told]


def _located(problems: list[Problem], readings: Mapping[str, Reading]) -> list[Problem]:
    """Problems with their place as the file or workbook names it.

    A column that is missing is told once: not again for each of the cells that it does not have.
    """
    return [
        replace(problem, place=reading.place(problem.place)) if reading else problem
        for problem in problems
        for reading in [readings.get(problem.place.file)]
        if not reading or reading.has(problem.place.column)
    ]
