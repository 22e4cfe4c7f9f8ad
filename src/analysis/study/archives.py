"""Opens the parts of a workbook, a zip of XML, within limits and without following anything.

Why not a library: python-calamine asks memory for the whole area up to the furthest cell and ends
the process when there is none; openpyxl makes an object of each cell of a merged area, however
large. Here every part is measured before it is unpacked, and walked before it is built.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from analysis.language import Text
from analysis.problems import FileTooLarge
from analysis.study.grids import Refused

MAX_FILE = 20_000_000
"""Bytes of a file, as it lies there."""

MAX_UNPACKED = 100_000_000
"""Bytes of all parts of a workbook together, unpacked."""

MAX_ELEMENTS = 2_000_000
MAX_DEPTH = 60
"""XML elements of one part, and how deep they stand in each other."""

FILE_LIMIT = Text(
    f"Een bestand is hoogstens {MAX_FILE // 1_000_000} MB.",
    f"A file is at most {MAX_FILE // 1_000_000} MB.",
)
UNPACKED_LIMIT = Text(
    f"Een werkmap is uitgepakt hoogstens {MAX_UNPACKED // 1_000_000} MB.",
    f"A workbook is at most {MAX_UNPACKED // 1_000_000} MB when unpacked.",
)
ELEMENT_LIMIT = Text(
    f"Een werkmap heeft hoogstens {MAX_ELEMENTS} onderdelen, {MAX_DEPTH} diep.",
    f"A workbook has at most {MAX_ELEMENTS} elements, {MAX_DEPTH} deep.",
)

POINTS_ELSEWHERE = Text(
    "Het kan naar iets buiten het bestand wijzen, en dat wordt nooit gevolgd.",
    "It can point at something outside the file, and that is never followed.",
)

DAMAGED = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, expat.ExpatError,
    ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError, OSError,
    RuntimeError, TypeError, ValueError,
)  # fmt: skip
"""What reading a damaged workbook can raise, wherever the damage is."""


def measured(path: Path) -> bytes:
    """The bytes of a file. Raises Refused over the limit, OSError when it can't be read."""
    with path.open("rb") as file:
        content = file.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        raise Refused(FILE_LIMIT, FileTooLarge)
    return content


def unpacked(archive: zipfile.ZipFile) -> None:
    """Measure a workbook from the directory of its zip. Raises Refused over the limit.

    What a part unpacks to never goes past the size that the directory states.
    """
    if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
        raise Refused(UNPACKED_LIMIT, FileTooLarge)


def part(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """One part of a workbook as a tree, walked first.

    Raises:
        KeyError: when the workbook has no such part.
        Refused: when the part declares a document type, by which XML can point elsewhere, or
            has too many elements, or too deep.
    """
    content = archive.read(name)
    walk(content)
    return ElementTree.fromstring(content)


def walk(content: bytes) -> None:
    """Go through XML without building anything; raises as `part` does."""
    parser = expat.ParserCreate()
    depth = elements = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        if depth > MAX_DEPTH or elements > MAX_ELEMENTS:
            raise Refused(ELEMENT_LIMIT, FileTooLarge)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_declared: object) -> None:
        raise Refused(POINTS_ELSEWHERE)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = doctype
    parser.Parse(content, True)


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def attribute(element: ElementTree.Element, name: str, default: str = "") -> str:
    """An attribute by its local name: which namespace it has differs between programs."""
    return next((v for key, v in element.attrib.items() if local(key) == name), default)


def below(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """Every element of that local name below another, in order."""
    return (found for found in element.iter() if local(found.tag) == name)
