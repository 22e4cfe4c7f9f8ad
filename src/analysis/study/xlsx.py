"""Reads the tabs of an xlsx workbook: values, dates and merged cells, and nothing else of it."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from xml.etree.ElementTree import Element

from analysis.study.archives import attribute, below, local, part
from analysis.study.grids import (
    Grid,
    Merged,
    Odd,
    Position,
    Value,
    counted,
    number_of,
    shown,
    within,
)

DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
PERCENTS = {9, 10}
"""The numbers of the formats that every workbook has: of dates and times, and of percentages."""

NO_SIGNS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
"""What in a format is no sign of it: quoted text, colours and conditions, literal signs."""

REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
ESCAPE = re.compile(r"_x(0009|000A|000D|005F)_")
"""Signs that Excel writes by their number: tab, line ends, and the underscore that begins these."""


@dataclass(frozen=True)
class Book:
    """An open workbook: its parts, and what its cells refer to."""

    archive: zipfile.ZipFile

    @cached_property
    def main(self) -> str:
        """The part that lists the tabs."""
        return next(
            (target for kind, target in _related(self.archive, "") if kind == "officeDocument"),
            "xl/workbook.xml",
        )

    @cached_property
    def tree(self) -> Element:
        """The part that lists the tabs, read."""
        return part(self.archive, self.main)

    @cached_property
    def strings(self) -> list[str]:
        """The texts that cells refer to by their number."""
        name = self._named("sharedStrings")
        return [_text(item) for item in below(part(self.archive, name), "si")] if name else []

    @cached_property
    def formats(self) -> list[str]:
        """What the numbers in each style of cell are: date, percent, or just a number."""
        name = self._named("styles")
        return _formats(part(self.archive, name)) if name else []

    @cached_property
    def first_day(self) -> datetime:
        """The day with the number 0; workbooks of old Macs count from another."""
        late = any(
            attribute(p, "date1904") in ("1", "true") for p in below(self.tree, "workbookPr")
        )
        return datetime(1904, 1, 1) if late else datetime(1899, 12, 30)

    def _named(self, kind: str) -> str:
        related = _related(self.archive, self.main)
        return next((target for found, target in related if found == kind), "")


def grids(archive: zipfile.ZipFile, file: str) -> Iterator[Grid]:
    """Every tab with cells of a workbook, in order.

    Raises what reading a damaged workbook can raise, and Refused.
    """
    book = Book(archive)
    parts = _targets(archive, book.main)
    for sheet in below(book.tree, "sheet"):
        kind, target = parts[_relation(sheet)]
        if kind == "worksheet":
            tree = part(archive, target)
            title = attribute(sheet, "name")
            yield Grid(file, title, dict(counted(_cells(tree, book))), tuple(_merged(tree)), True)


def _relation(sheet: Element) -> str:
    """The name of a tab's part: the one ``id`` that has a namespace."""
    return next(value for key, value in sheet.attrib.items() if key.endswith("}id"))


def _targets(archive: zipfile.ZipFile, source: str) -> Mapping[str, tuple[str, str]]:
    """What a part refers to: for each id the kind and the part, as its full name."""
    folder, name = posixpath.split(source)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.namelist():
        return {}
    return {
        attribute(r, "Id"): (
            posixpath.basename(attribute(r, "Type")),
            posixpath.normpath(posixpath.join("/", folder, attribute(r, "Target"))).lstrip("/"),
        )
        for r in below(part(archive, relations), "Relationship")
    }


def _related(archive: zipfile.ZipFile, source: str) -> list[tuple[str, str]]:
    return list(_targets(archive, source).values())


def _formats(styles: Element) -> list[str]:
    own = {
        int(attribute(f, "numFmtId")): _meaning(attribute(f, "formatCode"))
        for f in below(styles, "numFmt")
    }
    known = dict.fromkeys(DATES, "date") | dict.fromkeys(PERCENTS, "percent") | own
    return [
        known.get(int(attribute(style, "numFmtId", "0")), "")
        for used in below(styles, "cellXfs")
        for style in used
    ]


def _meaning(code: str) -> str:
    """What a number format makes of a number: a date, a percentage, or neither."""
    signs = NO_SIGNS.sub("", code.partition(";")[0]).lower()
    if "%" in signs:
        return "percent"
    return "date" if re.search("[dmyhs]", signs.replace("general", "")) else ""


def _text(item: Element) -> str:
    """The text of a string with its runs joined; how to pronounce it is left out."""
    runs = [child for child in item if local(child.tag) == "r"]
    texts = [t for child in [item, *runs] for t in child if local(t.tag) == "t"]
    whole = "".join(t.text or "" for t in texts)
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), whole)


def _cells(tree: Element, book: Book) -> Iterator[tuple[Position, Value]]:
    """Every cell with a value. A row or cell that does not say where it is follows the last."""
    row = 0
    for line in below(tree, "row"):
        row, column = int(attribute(line, "r", str(row + 1))), 0
        for cell in below(line, "c"):
            column = _column(attribute(cell, "r")) or column + 1
            value = _value(cell, book)
            if value:
                yield within(row, column), value


def _column(reference: str) -> int:
    found = REFERENCE.fullmatch(reference)
    return number_of(found[1]) if found else 0


def _value(cell: Element, book: Book) -> Value:
    """What stands in a cell, as it shows; an empty text where nothing does."""
    kind, raw = attribute(cell, "t", "n"), _raw(cell)
    if kind == "inlineStr":
        return "".join(map(_text, below(cell, "is")))
    if raw is None or (raw == "" and kind == "n"):
        return Odd("formula", "") if any(True for _ in below(cell, "f")) else ""
    if kind in KINDS:
        return KINDS[kind](raw, book)
    return _number(raw, _style(cell, book), book)


def _raw(cell: Element) -> str | None:
    return next((v.text or "" for v in cell if local(v.tag) == "v"), None)


def _style(cell: Element, book: Book) -> str:
    style = int(attribute(cell, "s", "0"))
    return book.formats[style] if style < len(book.formats) else ""


KINDS: Mapping[str, Callable[[str, Book], Value]] = {
    "s": lambda raw, book: book.strings[int(raw)],
    "str": lambda raw, _: raw,
    "b": lambda raw, _: "true" if raw == "1" else "false",
    "e": lambda raw, _: Odd("formula", raw),
    "d": lambda raw, _: Odd("date", raw),
}
"""How a cell of each kind is read; every other is a number."""


def _number(raw: str, style: str, book: Book) -> Value:
    number = float(raw)
    if style == "date":
        return Odd("date", _date(number, book.first_day))
    return f"{shown(100 * number)}%" if style == "percent" else shown(number)


def _date(number: float, first: datetime) -> str:
    """A date as year, month and day, with the time where it has one; the number if it is none."""
    try:
        moment = first + timedelta(days=number)
    except (OverflowError, ValueError):
        return shown(number)
    return f"{moment:%Y-%m-%d}" if number == int(number) else f"{moment:%Y-%m-%d %H:%M}"


def _merged(tree: Element) -> Iterator[Merged]:
    for merge in below(tree, "mergeCell"):
        ends = [REFERENCE.fullmatch(end) for end in attribute(merge, "ref").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            (left, top), (right, bottom) = ends[0].groups(), ends[1].groups()
            yield Merged(int(top), number_of(left), int(bottom), number_of(right))
