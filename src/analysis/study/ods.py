"""Reads the tabs of an ods workbook: values, dates and merged cells, and nothing else of it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from analysis.study.archives import attribute, below, local, part
from analysis.study.grids import Grid, Merged, Odd, Position, Value, counted, shown, within

CELLS = ("table-cell", "covered-table-cell")
NUMBERS = ("float", "currency", "percentage")
ASIDE = ("annotation", "shape", "frame")
"""What hangs on a cell and is not its text: comments and pictures."""


def grids(archive: zipfile.ZipFile, file: str) -> Iterator[Grid]:
    """Every tab of a workbook, in order.

    Raises what reading a damaged workbook can raise, and Refused.
    """
    for table in below(part(archive, "content.xml"), "table"):
        placed = list(counted(_placed(table)))
        cells = {position: value for position, cell in placed if (value := _value(cell))}
        merged = (found for position, cell in placed if (found := _merged(position, cell)))
        yield Grid(file, attribute(table, "name"), cells, tuple(merged), True)


def _placed(table: Element) -> Iterator[tuple[Position, Element]]:
    """Every cell with something in it at its place; a repeated one at each of its places.

    Empty rows and cells are only counted: a tab ends in a million of them.
    """
    row = 0
    for line in below(table, "table-row"):
        times = int(attribute(line, "number-rows-repeated", "1"))
        filled = list(_filled(line))
        for below_first in range(times if filled else 0):
            for column, cell in filled:
                yield within(row + 1 + below_first, column), cell
        row += times


def _filled(line: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row that have something in them, with their column."""
    column = 0
    for cell in line:
        if local(cell.tag) not in CELLS:
            continue
        times = int(attribute(cell, "number-columns-repeated", "1"))
        if _value(cell):
            within(1, column + times)
            yield from ((column + 1 + right, cell) for right in range(times))
        column += times


def _value(cell: Element) -> Value:
    """What stands in a cell, as it shows; an empty text where nothing does.

    What is covered by a merged cell is hidden, and nothing stands there.
    """
    kinds = [value for key, value in cell.attrib.items() if local(key) == "value-type"]
    if local(cell.tag) == "covered-table-cell":
        return ""
    if "error" in kinds:
        return Odd("formula", _text(cell))
    kind = kinds[0] if kinds else ""
    if kind in NUMBERS:
        return _number(float(attribute(cell, "value")), kind)
    if kind in ("date", "time"):
        return Odd("date", attribute(cell, f"{kind}-value"))
    if kind == "boolean":
        return attribute(cell, "boolean-value")
    return _text(cell) or (Odd("formula", "") if attribute(cell, "formula") and not kind else "")


def _number(number: float, kind: str) -> str:
    return f"{shown(100 * number)}%" if kind == "percentage" else shown(number)


def _text(cell: Element) -> str:
    """The paragraphs of a cell, a line each."""
    return "\n".join("".join(_pieces(child)) for child in cell if local(child.tag) == "p")


def _pieces(element: Element) -> Iterator[str]:
    """The text of a paragraph; spaces, tabs and line ends are elements of their own."""
    name = local(element.tag)
    if name == "s":
        yield " " * min(int(attribute(element, "c", "1")), 100)
    yield {"tab": "\t", "line-break": "\n"}.get(name, element.text or "")
    for child in element:
        if local(child.tag) not in ASIDE:
            yield from _pieces(child)
        yield child.tail or ""


def _merged(position: Position, cell: Element) -> Merged | None:
    """The cells that this one covers with itself, if there are others."""
    row, column = position
    rows = int(attribute(cell, "number-rows-spanned", "1"))
    columns = int(attribute(cell, "number-columns-spanned", "1"))
    if rows == columns == 1:
        return None
    return Merged(row, column, row + rows - 1, column + columns - 1)
