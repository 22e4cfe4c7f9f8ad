"""Reads CSV as people's programs write it: whichever encoding, whichever separator."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from analysis.language import Text
from analysis.problems import EncodingAssumed, Place, SheetUnreadable
from analysis.schema import Sheet
from analysis.study.grids import Contents, Grid, Position, Refused, counted, within
from analysis.study.headers import HEADER_WITHIN, header_row, known, sheet_named

SEPARATORS = (",", ";", "\t")
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""The bytes by which a file says how its signs are written."""

SAID = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
"""The line by which a file says what separates its cells, for Excel."""

NOT_TEXT = Text(
    "Bewaar het als “CSV UTF-8 (door komma's gescheiden)”.",
    "Save it as “CSV UTF-8 (comma delimited)”.",
)
NOT_CSV = Text(
    "Elke rij moet evenveel cellen hebben als de kop, met komma's ertussen.",
    "Every row must have as many cells as the header, with commas between.",
)


def contents(content: bytes, file: str, title: str) -> Contents:
    """The cells of a CSV file, and a note where its encoding had to be assumed.

    Raises Refused for what is no text, is no CSV, or is too large.
    """
    text, assumed = decoded(content)
    said = SAID.match(text)
    sheet = sheet_named(title)
    rows = _rows(text[said.end() :] if said else text, said[1] if said else "", sheet)
    uneven = _uneven(rows, sheet)
    problems = tuple(SheetUnreadable(Place(file, row), right=NOT_CSV) for row in uneven)
    notes = (EncodingAssumed(Place(file), after=assumed),) if assumed else ()
    grids = () if problems else (Grid(file, title, dict(counted(_cells(rows)))),)
    return Contents(grids, problems, notes)


def _rows(text: str, separator: str, sheet: Sheet | None) -> list[list[str]]:
    try:
        return list(_parsed(text, separator or separator_of(text, sheet)))
    except csv.Error as error:
        raise Refused(NOT_CSV) from error


def _parsed(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=None), delimiter=separator, strict=True)


def separator_of(text: str, sheet: Sheet | None) -> str:
    """What separates the cells: that by which the first rows have most columns of the sheet.

    Excel in Dutch writes semicolons.
    """

    def fit(separator: str) -> tuple[int, int]:
        try:
            rows = list(islice(_parsed(text, separator), HEADER_WITHIN))
        except csv.Error:
            return 0, 0
        return max(((known(row, sheet), len(row)) for row in rows), default=(0, 0))

    return max(SEPARATORS, key=fit)


def _uneven(rows: Sequence[Sequence[str]], sheet: Sheet | None) -> list[int]:
    """Rows with fewer cells than the header has names, or with text beyond it."""
    numbered = {row: cells for row, cells in enumerate(rows, 1) if "".join(cells).strip()}
    header = header_row(numbered, sheet)
    if not header:
        return []
    names = numbered[header]
    least = max(n for n, name in enumerate(names, 1) if name.strip())
    return [
        row
        for row, cells in numbered.items()
        if row > header and (len(cells) < least or "".join(cells[len(names) :]).strip())
    ]


def _cells(rows: Sequence[Sequence[str]]) -> Iterator[tuple[Position, str]]:
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells, 1):
            if cell.strip():
                yield within(row, column), cell


def decoded(content: bytes) -> tuple[str, str]:
    """A file's text, and the name of the encoding where the file does not say it.

    Raises Refused for what is no text.
    """
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), "")
    try:
        text, assumed = content.decode(encoding or "utf-8"), ""
    except UnicodeDecodeError as error:
        if encoding:
            raise Refused(NOT_TEXT) from error
        text, assumed = _old(content)
    if "\0" in text:
        raise Refused(NOT_TEXT)
    return text, assumed


def _old(content: bytes) -> tuple[str, str]:
    """Text as Windows wrote it before UTF-8; what even that does not know is Latin-1."""
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "Latin-1"
