"""What a finished page shows: its tables, and its figures with the data behind them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.language import Language, Text

if TYPE_CHECKING:
    from bs4 import Tag

GROUP = Text("Groep", "Group")
"""What the column of the headings between rows is called."""
IN_CELL = "; "
"""What stands between the items of a list in one cell."""

SVG = "http://www.w3.org/2000/svg"
CAPITALS = {"viewbox": "viewBox", "clippath": "clipPath", "lineargradient": "linearGradient"}
"""How names in a drawing are written, which in a page may be small: a browser knows them."""


@dataclass(frozen=True)
class Shown:
    """A table, or a figure with its data: texts as they stand on the page."""

    anchor: str
    """``table-3`` or ``figure-3``: its place on the page, and its number."""
    label: str
    """``Tabel 3``."""
    caption: str
    rows: tuple[tuple[str, ...], ...]
    """The headers first. Rows that stand under a heading begin with it."""
    svg: str = ""
    name: str = ""
    """What it is called, whatever its number."""
    head: int = 0
    """Which of the cells of a row is its head."""


def shown_on(page: str, language: Language) -> list[Shown]:
    """The tables and figures of a page in a language, in order."""
    from bs4 import BeautifulSoup

    return shown_in(BeautifulSoup(page, "html.parser"), language)


def shown_in(page: Tag, language: Language) -> list[Shown]:
    """As `shown_on`, of a page that was read."""
    return [_shown(exhibit, GROUP.say(language)) for exhibit in page.select(".exhibit[id]")]


def _shown(exhibit: Tag, group: str) -> Shown:
    caption = exhibit.select_one("figcaption" if exhibit.name == "figure" else "caption")
    number = caption and caption.strong and caption.strong.extract().get_text().rstrip(". ")
    return Shown(
        str(exhibit["id"]),
        str(number or ""),
        text_of(caption) if caption else "",
        tuple(_rows(exhibit, group)),
        drawing_alone(exhibit.svg) if exhibit.svg else "",
        str(exhibit.get("data-name", "")),
        int(_grouped(exhibit)),
    )


def _grouped(exhibit: Tag) -> bool:
    """Whether rows stand under headings; these then come before the heads of the rows."""
    return exhibit.select_one(".gt_group_heading") is not None


def drawing_alone(drawing: Tag) -> str:
    """A drawing of a page as SVG that stands by itself."""
    ET.register_namespace("", SVG)
    root = ET.fromstring(str(drawing))
    for element in root.iter():
        name = element.tag.removeprefix(f"{{{SVG}}}")
        element.tag = f"{{{SVG}}}{CAPITALS.get(name, name)}"
        element.attrib = {CAPITALS.get(n, n): text for n, text in element.attrib.items()}
    return ET.tostring(root, encoding="unicode")


def _rows(exhibit: Tag, heading: str) -> Iterator[tuple[str, ...]]:
    """The cells of each row; where there are headings between rows, under which one it stands."""
    grouped = _grouped(exhibit)
    for row in exhibit.select("tr"):
        if row.select_one(".gt_group_heading"):
            heading = text_of(row)
        else:
            yield tuple([heading] * grouped + [text_of(cell) for cell in row.select("th, td")])


def text_of(tag: Tag) -> str:
    """The text of a cell in one line, the items of a list apart."""
    items = tag.select("li")
    texts = [item.get_text(" ", strip=True) for item in items] or [tag.get_text(" ", strip=True)]
    return IN_CELL.join(" ".join(text.split()) for text in texts)
