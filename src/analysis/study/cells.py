"""Reads one cell: its text in one spelling, what was changed, and what asks for a look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from analysis.cleaning import normalised, size_class
from analysis.language import Text
from analysis.problems import (
    CellChanged,
    ContactDetails,
    DateSuspected,
    FormulaBroken,
    LinesInList,
    Note,
    Place,
    Problem,
    UnknownInWords,
    ValueGuessed,
)
from analysis.schema import Column
from analysis.study.grids import Odd, Value

MONTHS = "jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec"
DATE = re.compile(rf"(\d{{1,2}}-({MONTHS})\.?(-\d{{2,4}})?|({MONTHS})\.?-\d{{2,4}})", re.IGNORECASE)
"""What a spreadsheet makes of ``1-2`` or ``1-24`` when it writes CSV."""

ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.-]++")
TELEPHONE = re.compile(r"(?<![\w.,/-])(?<!\d )(\+\d|0)([ ()-]{0,2}\d){8,12}(?![.,-]?\d)")

UNKNOWN = frozenset(
    [
        "onbekend",
        "niet bekend",
        "weet niet",
        "unknown",
        "not known",
        "don't know",
        "?",
        "-",
        "–",
        "n.v.t.",
        "nvt",
        "n/a",
        "n.a.",
        "na",
        "nan",
        "null",
        "#n/a",
        "#n/b",
    ]
)
"""What is written in a cell of which nothing is known."""

AS_TEXT = Text(
    "Maak de cel op als tekst en typ opnieuw wat er hoort.",
    "Format the cell as text and type again what belongs there.",
)
NO_FORMULA = Text(
    "Zet er de waarde zelf neer, of open en bewaar het bestand in uw spreadsheet.",
    "Put the value itself there, or open and save the file in your spreadsheet.",
)

SPELLED: Mapping[str, Callable[[str], str]] = {"size_class": size_class}
"""The columns with a spelling of their own."""


@dataclass(frozen=True)
class Cell:
    """One cell as it was read."""

    row: int
    column: str
    text: str
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()


def cell_read(value: Value, column: Column, place: Place) -> Cell:
    """A cell of a column, normalised; one without a usable value has a problem and no text."""
    row = place.row or 0
    if isinstance(value, Odd):
        return Cell(row, column.name, "", (odd_problem(value, place),))
    text = _spelled(normalised(value), column)
    return Cell(row, column.name, text, notes=tuple(_notes(value, text, column, place)))


def _spelled(text: str, column: Column) -> str:
    """A fixed value as the schema writes it, whichever language's word for it stands there."""
    own = SPELLED.get(column.name, str)
    return column.spellings.get(text.casefold()) or own(text)


def odd_problem(value: Odd, place: Place) -> Problem:
    """What is wrong with a cell that is no text and no number."""
    if value.kind == "date":
        return ValueGuessed(place, value.shown, AS_TEXT)
    return FormulaBroken(place, value.shown, NO_FORMULA)


def _notes(value: str, text: str, column: Column, place: Place) -> Iterator[Note]:
    contact = is_contact(text)
    if contact:
        yield ContactDetails(place)
    elif value not in (text, column.written(text, "nl")):
        yield CellChanged(place, value, text)
    if column.kind == "list" and _has_lines(value):
        yield LinesInList(place)
    if column.kind == "list" and text.casefold() in UNKNOWN:
        yield UnknownInWords(place, text)
    if DATE.fullmatch(text):
        yield DateSuspected(place, text)


def is_contact(text: str) -> bool:
    """Whether there seems to be an e-mail address or a telephone number."""
    return bool(ADDRESS.search(text) or TELEPHONE.search(text))


def _has_lines(value: str) -> bool:
    """Whether a line of a list ends without the sign that ends a mention."""
    lines = [line.strip() for line in value.strip().splitlines() if line.strip()]
    return any(not line.endswith(";") for line in lines[:-1])
