"""What a finished page shows: its tables, and its figures with the data behind them."""

from __future__ import annotations

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


def shown_on(page: str, language: Language) -> list[Shown]:
    """The tables and figures of a page in a language, in order."""
    from bs4 import BeautifulSoup

    exhibits = BeautifulSoup(page, "html.parser").select(".exhibit")
    return [_shown(exhibit, GROUP.say(language)) for exhibit in exhibits]


def _shown(exhibit: Tag, group: str) -> Shown:
    caption = exhibit.select_one("figcaption" if exhibit.name == "figure" else "caption")
    number = caption and caption.strong and caption.strong.extract().get_text().rstrip(". ")
    return Shown(
        str(exhibit["id"]),
        str(number or ""),
        _text(caption) if caption else "",
        tuple(_rows(exhibit, group)),
        str(exhibit.svg or ""),
    )


def _rows(exhibit: Tag, heading: str) -> Iterator[tuple[str, ...]]:
    """The cells of each row; where there are headings between rows, under which one it stands."""
    grouped = bool(exhibit.select(".gt_group_heading"))
    for row in exhibit.select("tr"):
        if row.select_one(".gt_group_heading"):
            heading = _text(row)
        else:
            yield tuple([heading] * grouped + [_text(cell) for cell in row.select("th, td")])


def _text(tag: Tag) -> str:
    """The text of a cell in one line, the items of a list apart."""
    items = tag.select("li")
    texts = [item.get_text(" ", strip=True) for item in items] or [tag.get_text(" ", strip=True)]
    return IN_CELL.join(" ".join(text.split()) for text in texts)
