"""Opens a study: reads its sheets, checks them, and tells every problem at once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.problems import (
    Place,
    Problem,
    SheetEmpty,
    SheetMissing,
    SheetUnknown,
    one_of,
    refuse,
)
from analysis.schema import SHEET, SHEETS, Study
from analysis.study.checking import sheet_problems
from analysis.study.crossing import crossing_problems
from analysis.study.folders import input_files, study_folder
from analysis.study.reading import empty_sheet, read_sheet


def open_study(name: str, root: Path | None = None) -> Study:
    """A study from its folder, with its sheets normalised and checked.

    Args:
        name: the study's folder in ``data/raw``.
        root: the checkout, if not the one that this package stands in.

    Raises:
        InputError: with every problem of every sheet. Sheets are held against each other only
            when each could be read: what else would follow from one that is missing is no
            problem of its own.
    """
    folder = study_folder(name, root)
    sheets, problems = _read_all(folder, input_files(name, root))
    problems += _absent(sheets, problems)
    complete = {sheet.name: sheets.get(sheet.name, empty_sheet(sheet)) for sheet in SHEETS}
    files = {sheet.name: file_of(sheet.name) for sheet in SHEETS}
    crossing = [] if problems else crossing_problems(complete, files)
    for sheet in SHEETS:
        problems += sheet_problems(complete[sheet.name], sheet, files[sheet.name])
    refuse(problems + crossing)
    return Study(name, complete)


def file_of(name: str) -> str:
    """The file of a sheet, in the study's folder: what was decided stands in ``judged/``."""
    return f"judged/{name}.csv" if SHEET[name].judged else f"{name}.csv"


def _read_all(folder: Path, paths: list[Path]) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    sheets: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for path in paths:
        file = path.relative_to(folder).as_posix()
        sheet, wrong = read_sheet(path, file)
        problems += wrong or _misplaced(path.stem.lower(), file)
        sheets[path.stem.lower()] = sheet
    return sheets, problems


def _misplaced(name: str, file: str) -> list[Problem]:
    """A problem when a sheet stands in another folder than its own."""
    right = file_of(name)
    return (
        [] if file.lower() == right else [SheetUnknown(Place(file), right=one_of(right, [right]))]
    )


def _absent(sheets: dict[str, pd.DataFrame], known: list[Problem]) -> list[Problem]:
    """Required sheets that are not there, or have no rows and no problem that explains it."""
    told = {problem.place.file for problem in known}
    problems: list[Problem] = []
    for sheet in SHEETS:
        place = Place(file_of(sheet.name))
        if sheet.required and sheet.name not in sheets:
            problems.append(SheetMissing(place, right=sheet.description))
        elif sheet.required and sheets[sheet.name].empty and place.file not in told:
            problems.append(SheetEmpty(place, right=sheet.description))
    return problems
