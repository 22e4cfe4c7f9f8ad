"""Reads a reader's copy of the article, and writes the page beside nothing that is published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.folders import project_root
from analysis.language import Language, Text
from analysis.problems import InputError, Place, SheetUnreadable
from analysis.source.cells import TABLES, cells_of
from analysis.source.page import page
from analysis.study import open_study
from analysis.study.delimited import decoded
from analysis.study.grids import Refused

STUDY = "gemeenten-2015"
"""The study whose article it is."""

A_TEXT = Text(
    "Geef een tekstbestand: kopieer het artikel, plak het in Kladblok en bewaar het als .txt.",
    "Give a text file: copy the article, paste it in a plain text editor and save it as .txt.",
)
THE_ARTICLE = Text(
    "Nodig is een tekst met “Tabel 1:”, “Tabel 2:” en “Tabel 3:” en de codes van de gemeenten.",
    "Needed is a text with “Tabel 1:”, “Tabel 2:” and “Tabel 3:” and the municipalities' codes.",
)


@dataclass(frozen=True)
class Laid:
    """The page that was written, and how many cells of how many it has."""

    path: Path
    found: int
    all: int


def lay_beside(text: Path, language: Language, root: Path | None = None) -> Laid:
    """Write the page that lays the article's tables beside the project's facts.

    Args:
        text: the reader's copy of the article, as plain text.
        language: of the page.
        root: the checkout, if not the one that this package stands in.

    Raises InputError where there is no such text, or none of the tables is in it.
    """
    study = open_study(STUDY, root)
    cases = list(study.sheet("cases")["case"])
    cells = cells_of(_read(text), cases)
    if not cells:
        raise InputError([SheetUnreadable(Place(str(text)), right=THE_ARTICLE)])
    path = (root or project_root()) / "build" / f"source-{language}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(study, cells, language), encoding="utf-8", newline="\n")
    return Laid(path, len(cells), len(TABLES) * len(cases))


def _read(path: Path) -> str:
    try:
        text, _ = decoded(path.read_bytes())
    except (OSError, Refused) as error:
        raise InputError([SheetUnreadable(Place(str(path)), right=A_TEXT)]) from error
    return text
