"""Where things are: the checkout, its studies, the files of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile

from analysis.language import Text, literal
from analysis.parameters import PLACE
from analysis.problems import (
    WORKBOOK,
    InputError,
    LinkElsewhere,
    ParameterProblem,
    Place,
    Problem,
    SheetMissing,
    SheetUnreadable,
    StudyMissing,
    one_of,
    refuse,
)

JUDGED = "judged"
"""The folder within a study's for what was decided about it."""
ITSELF = Text("Zet het bestand zelf in de map.", "Put the file itself in the folder.")
READ = (".csv", ".xlsx", ".ods")
"""The files of a study."""
OTHER_KINDS = (".xls", ".xlsm", ".xlsb", ".numbers")
"""Workbooks that are not read."""
AS_XLSX = Text("Bewaar het als .xlsx.", "Save it as .xlsx.")
IN_ITS_FOLDER = Text(
    "Zet de werkmap van de studie in haar map.", "Put the study's workbook in its folder."
)
ELSEWHERE = "STUDIES_ROOT"
"""The variable that names the folder with the studies, where a page is made out of its checkout."""

NO_FOLDER = Text("Geef een map: dit kan er geen zijn.", "Give a folder: this cannot be one.")
RECORDED = Text(
    "Geef een map buiten data/raw: daar staat alleen wat is vastgelegd.",
    "Give a folder outside data/raw: only what was recorded stands there.",
)
NOT_WRITABLE = Text("Geef een map waarin u mag schrijven.", "Give a folder that you may write in.")


def project_root() -> Path:
    """The checkout that this package is installed from; elsewhere, what was sent of it."""
    return Path(os.environ.get(ELSEWHERE) or Path(__file__).resolve().parents[2])


def studies_folder(root: Path | None = None) -> Path:
    """The folder that holds a folder for each study."""
    return (root or project_root()) / "data" / "raw"


def study_folder(name: str, root: Path | None = None) -> Path:
    """The folder of one study. Raises InputError when it is not there."""
    if name not in _names(root):
        raise InputError([StudyMissing(Place("data/raw"), name, _which(name, root))])
    return studies_folder(root) / name


def _names(root: Path | None) -> list[str]:
    """The studies that are there; a name that leads elsewhere, such as `..`, is none of them."""
    return sorted(path.name for path in studies_folder(root).glob("*") if path.is_dir())


def _which(name: str, root: Path | None) -> Text:
    names = _names(root)
    return (
        one_of(name, names)
        if names
        else Text(
            f"Maak een map data/raw/{literal(name)}.",
            f"Make a folder data/raw/{literal(name)}.",
        )
    )


def elsewhere(given: str) -> Path | None:
    """The folder that reports go to instead of the checkout's own, if one is given.

    It need not be there yet. Raises InputError when it cannot be such a folder.
    """
    if not given:
        return None
    try:
        folder = Path(given).expanduser().resolve()
        wrong = None if nearest(folder).is_dir() else NO_FOLDER
    except (OSError, RuntimeError, ValueError):
        raise InputError([_reports(given, NO_FOLDER)]) from None
    if folder.is_relative_to(studies_folder().resolve()):
        wrong = RECORDED
    refuse([_reports(given, wrong)] if wrong else [])
    return folder


def to_write_in(folder: Path) -> None:
    """Raise InputError for a folder elsewhere that may not be written in."""
    try:
        # To try is the only way to know, on any system; it leaves nothing.
        TemporaryFile(dir=nearest(folder)).close()
    except OSError:
        raise InputError([_reports(str(folder), NOT_WRITABLE)]) from None


def nearest(folder: Path) -> Path:
    """A folder, or the nearest around it that is there."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def _reports(given: str, right: Text) -> ParameterProblem:
    return ParameterProblem(PLACE, f"REPORTS={given}", right)


def input_files(name: str, root: Path | None = None) -> list[Path]:
    """Every CSV file and workbook of a study, in order; nothing that a program left beside them.

    Raises InputError when there is no such study, or a file is a link out of its folder.
    """
    folder = study_folder(name, root)
    files = [path for path in files_below(folder) if path.suffix.lower() in READ]
    refuse([*links_elsewhere(files, folder), *([] if files else _no_workbook(folder))])
    return files


def _no_workbook(folder: Path) -> list[Problem]:
    """What is wrong with a study without files: its workbook is of another kind, or not there."""
    others = [path.name for path in sorted(folder.iterdir()) if path.suffix.lower() in OTHER_KINDS]
    if others:
        return [SheetUnreadable(Place(name), right=AS_XLSX) for name in others]
    return [SheetMissing(Place(f"{WORKBOOK}.xlsx"), right=IN_ITS_FOLDER)]


def links_elsewhere(files: Iterable[Path], folder: Path) -> Iterator[Problem]:
    """Of some files in a folder, those that are really somewhere outside it."""
    for path in files:
        if not path.resolve().is_relative_to(folder.resolve()):
            place = Place(path.relative_to(folder).as_posix())
            yield LinkElsewhere(place, right=ITSELF)


def files_below(folder: Path) -> list[Path]:
    """Every file below a folder, in order; nothing that a program left there for itself."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in files if not _left_behind(path.relative_to(folder)))


def _left_behind(path: Path) -> bool:
    """Whether a program left a file: a copy of its own, hidden or in a hidden folder."""
    return any(part.startswith((".", "~")) for part in path.parts)
