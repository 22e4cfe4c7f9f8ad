"""Where things are: the checkout, its studies, the files of each."""

from __future__ import annotations

from pathlib import Path

from analysis.language import Text, literal
from analysis.problems import InputError, Place, StudyMissing, one_of

JUDGED = "judged"
"""The folder within a study's for what was decided about it."""
READ = (".csv", ".xlsx", ".ods")
"""The files of a study."""


def project_root() -> Path:
    """The checkout that this package is installed from."""
    return Path(__file__).resolve().parents[2]


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


def input_files(name: str, root: Path | None = None) -> list[Path]:
    """Every CSV file and workbook of a study, in order; nothing that a program left beside them.

    Raises InputError when there is no such study.
    """
    folder = study_folder(name, root)
    read = (path for path in folder.rglob("*") if path.suffix.lower() in READ and path.is_file())
    return sorted(path for path in read if not _left_behind(path.relative_to(folder)))


def _left_behind(path: Path) -> bool:
    """Whether a program left a file: a copy of its own, hidden or in a hidden folder."""
    return any(part.startswith((".", "~")) for part in path.parts)
