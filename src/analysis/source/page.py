"""The page that lays each published cell beside the facts that the project has of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.cleaning import LIST_LOCATOR, split
from analysis.language import Language, Text
from analysis.schema import Study
from analysis.source.cells import TABLES, Cell
from analysis.source.words import Piece, pieces

TEMPLATES = Path(__file__).parent / "templates"

WORDS = {
    "title": Text(
        "De tabellen van het artikel naast de transcriptie",
        "The article's tables beside the transcription",
    ),
    "local": Text(
        "In elke rij staat eerst uw eigen kopie van het artikel, en dan de feiten van het project, "
        "in eigen woorden. De tekst is van de uitgever: deel deze pagina niet.",
        "Each row has first your own copy of the article, and then the project's facts, in its own "
        "words. The text is its publisher's: do not share this page.",
    ),
    "reading": Text(
        "Van een woord met een golflijn is in de feiten geen verwant woord gevonden.",
        "Of a word with a wavy line no related word was found in the facts.",
    ),
    "marked": Text("Zo ziet dat eruit.", "It looks like this."),
    "rule": Text(
        "Verwant zijn woorden die met dezelfde vijf letters beginnen of in elkaar voorkomen. De "
        "feiten zijn anders gezegd; een golflijn betekent dus: kijk of het er staat.",
        "Words are related that begin with the same five letters or occur in each other. The "
        "facts are said otherwise, so a wavy line means: look whether it is there.",
    ),
    "table": Text("Tabel", "Table"),
    "case": Text("Gemeente", "Municipality"),
    "copied": Text("In uw kopie", "In your copy"),
    "facts": Text("Feiten van het project", "The project's facts"),
    "missing": Text("Niet gevonden:", "Not found:"),
}
FOUND = Text("Gevonden: {n} van {all} cellen.", "Found: {n} of {all} cells.")
COUNT = Text("{n} van {all} woorden met een feit", "{n} of {all} words with a fact")


@dataclass(frozen=True)
class Row:
    """One cell with the facts beside it."""

    case: str
    pieces: Sequence[Piece]
    facts: Sequence[tuple[str, Sequence[str]]]
    """By locator."""
    count: str


def page(study: Study, cells: Sequence[Cell], language: Language) -> str:
    """The page, for a reader of a language.

    Args:
        study: of which the facts are.
        cells: what was found of the article's tables.
        language: of the page; what is published and the facts are in Dutch.
    """
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    grouped = groupby(cells, key=lambda cell: cell.table)
    missing = absent(study, cells)
    return templates.get_template("source.html.j2").render(
        language=language,
        say={name: text.say(language) for name, text in WORDS.items()},
        found=FOUND.say(language, n=len(cells), all=len(cells) + len(missing)),
        missing=[f"{WORDS['table'].say(language)} {number}, {case}" for number, case in missing],
        tables=[
            (number, [_row(study, cell, language) for cell in found]) for number, found in grouped
        ],
    )


def absent(study: Study, cells: Sequence[Cell]) -> list[tuple[int, str]]:
    """The cells that were not found: their table and municipality."""
    found = {(cell.table, cell.case) for cell in cells}
    cases = list(study.sheet("cases")["case"])
    return [(n, case) for n in TABLES for case in cases if (n, case) not in found]


def _row(study: Study, cell: Cell, language: Language) -> Row:
    facts = facts_of(study, cell)
    shown = pieces(cell.text, [fact for _, told in facts for fact in told])
    counted = [piece.covered for piece in shown if piece.counts]
    return Row(cell.case, shown, facts, COUNT.say(language, n=sum(counted), all=len(counted)))


def facts_of(study: Study, cell: Cell) -> list[tuple[str, list[str]]]:
    """The project's facts about a cell, by locator."""
    cases = study.sheet("cases").set_index("case")
    own = {"innovation": "T1.{case}.innovation", **LIST_LOCATOR}
    return [
        (locator.format(case=cell.case), split(str(cases.at[cell.case, column])))
        for column, locator in own.items()
        if locator.startswith(f"T{cell.table}.")
    ]
