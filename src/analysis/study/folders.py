"""Where a study's files are."""

from __future__ import annotations

from pathlib import Path

from analysis.language import Text, literal
from analysis.problems import InputError, Place, StudyMissing, one_of

JUDGED = "judged"


def project_root() -> Path:
    """The checkout that this package is installed from."""
    return Path(__file__).resolve().parents[3]


def studies_folder(root: Path | None = None) -> Path:
    """The folder that holds a folder for each study."""
    return (root or project_root()) / "data" / "raw"


def study_folder(name: str, root: Path | None = None) -> Path:
    """The folder of one study. Raises InputError when it is not there."""
    folder = studies_folder(root) / name
    if not folder.is_dir():
        raise InputError([StudyMissing(Place("data/raw"), name, _which(name, root))])
    return folder


def _which(name: str, root: Path | None) -> Text:
    parent = studies_folder(root)
    names = (
        sorted(path.name for path in parent.iterdir() if path.is_dir()) if parent.is_dir() else []
    )
    return (
        one_of(name, names)
        if names
        else Text(
            f"Maak een map data/raw/{literal(name)}.",
            f"Make a folder data/raw/{literal(name)}.",
        )
    )


def input_files(name: str, root: Path | None = None) -> list[Path]:
    """Every CSV file of a study, in order. Raises InputError when there is no such study."""
    return sorted(study_folder(name, root).rglob("*.csv"))
