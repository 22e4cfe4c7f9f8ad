"""Finds the rows of the article's three tables in a text that copying has damaged.

Nothing is asked of the text but that the word table and its number stand above each table, and
that each municipality's code opens its row: spaces may be missing, words broken, cells merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

TABLES = (1, 2, 3)
CAPTION = r"t\s?a\s?b\s?e\s?l\s*{number}\s*:"
"""What stands above a table, and nowhere in a sentence: its number and a colon."""

SIZE = re.compile(r"[<>]?\s*\d{3,4}(\s*[-\u2010-\u2015]\s*\d{3,4})?\s*m\s?w\s*$")
"""The size class of the next row, where its cell was merged with what comes before."""


OPENING = r"(?m:^)[^A-Za-z\n]*(?:m?\s?w\s*)?"
"""What may stand before a code on its line: nothing, or the size class."""


@dataclass(frozen=True)
class Cell:
    """What a table publishes about one municipality."""

    table: int
    case: str
    text: str


def cells_of(text: str, cases: Sequence[str]) -> list[Cell]:
    """The rows of the three tables, each attributed to its municipality; only those found.

    Args:
        text: of the article, with line ends as they were copied.
        cases: the codes of the municipalities, in the order in which the tables have them.
    """
    return [cell for number, part in _tables(text) for cell in _rows(number, part, cases)]


def _tables(text: str) -> Iterator[tuple[int, str]]:
    """The text from each table's caption to the next one's, or to the end."""
    found = [(n, re.search(CAPTION.format(number=n), text, re.IGNORECASE)) for n in TABLES]
    captions = [(number, *caption.span()) for number, caption in found if caption]
    for (number, _, start), (_, end, _) in pairwise([*captions, (0, len(text), 0)]):
        yield number, text[start:end]


def _rows(number: int, text: str, cases: Sequence[str]) -> Iterator[Cell]:
    """From each code to the next that is there; the last ends at an empty line."""
    places = _places(text, cases)
    for (case, start), (_, end) in pairwise([*places, ("", len(text))]):
        row = text[start + len(case) : end]
        last = case == places[-1][0]
        row = re.split(r"\n\s*\n", row.lstrip())[0] if last else row
        yield Cell(number, case, SIZE.sub("", row.rstrip()).strip())


def _places(text: str, cases: Sequence[str]) -> list[tuple[str, int]]:
    """Where the row of each municipality begins: at the start of a line, else between its
    neighbours' rows, to which it was glued."""
    opening = dict(_in_order(text, cases, OPENING, 0))
    places: list[tuple[str, int]] = []
    for number, case in enumerate(cases):
        after = places[-1][1] if places else 0
        before = next((opening[c] for c in cases[number:] if c in opening), len(text))
        glued = _in_order(text[:before], [case], "", after)
        places += [(case, opening[case])] if case in opening else glued
    return places


def _in_order(text: str, cases: Sequence[str], opening: str, at: int) -> Iterator[tuple[str, int]]:
    """Where each code stands, one after the other, from a place on."""
    for case in cases:
        # Not within a longer code or number; a word may be glued to either side.
        found = re.compile(rf"{opening}(?<![A-Z0-9])({re.escape(case)})(?![0-9])").search(text, at)
        if found:
            yield case, found.start(1)
            at = found.end()
