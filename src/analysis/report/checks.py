"""What a page must be before it is kept: all that can be seen of it without a browser.

After WCAG 2.2: 1.1.1 (pictures), 1.3.1 (headings, tables), 1.4.3 (colours), 3.1.1 and 3.1.2
(languages), 4.1.2 (names). The tests look at the same pages in a browser, for all the rest.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from analysis.language import LANGUAGES, Text

Root = Any
"""The root of a page, as lxml reads it: it has no types."""

LOADED = ("src", "srcset", "data", "poster", "action", "formaction", "background", "href",
          "{http://www.w3.org/1999/xlink}href", "xlink:href")  # fmt: skip
"""The attributes by which an element may ask for a file; of a link, ``href`` only leads there."""
INSIDE = re.compile(r"\s*(#|data:)")
FETCHED = re.compile(r"url\(\s*['\"]?(?!#|data:)[^)]*\)?|@import[^;]*")
"""What a style would fetch."""
REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "headers", "for")
"""The attributes in which ids of the same page stand."""
PALETTE = re.compile(r":root \{([^}]*)\}")
COLOUR = re.compile(r"--(\w+): (#[0-9a-f]{3,6})\b")
READ_ON = ("paper", "wash", "mark")
"""The colours that texts stand on; ``mark`` only those in the colour of ink."""
NO_TEXT = (*READ_ON, "line", "shade")
CONTRAST = 4.5
"""Least contrast of a text with what it stands on: WCAG 2.2, 1.4.3, level AA."""
SHOWN = 60
"""In signs: how much of an element is quoted."""


class Check(NamedTuple):
    """One demand: what it says, and what of a page does not meet it."""

    says: Text
    broken: Callable[[Root], Iterator[str]]


class Broken(NamedTuple):
    """A demand that a page does not meet, and where."""

    says: Text
    where: tuple[str, ...]


def broken(page: str) -> list[Broken]:
    """The demands that a page, as HTML, does not meet."""
    from lxml.html import document_fromstring

    root = document_fromstring(page.encode(), parser=_parser())
    found = (Broken(check.says, tuple(check.broken(root))) for check in CHECKS)
    return [one for one in found if one.where]


@cache
def _parser() -> Any:
    from lxml.html import HTMLParser

    return HTMLParser(encoding="utf-8", huge_tree=True)


def _headings(root: Root) -> Iterator[str]:
    levels = [int(heading.tag[1]) for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"h1: {levels.count(1)}"
    for before, after in itertools.pairwise(levels):
        if after > before + 1:
            yield f"h{before}, h{after}"


def _languages(root: Root) -> Iterator[str]:
    for element in (root, *root.xpath("//*[@lang]")):
        if element.get("lang") not in LANGUAGES:
            yield _quoted(element)


def _tables(root: Root) -> Iterator[str]:
    for table in root.iter("table"):
        caption = table.find("caption")
        if caption is None or not caption.text_content().strip():
            yield _quoted(table)
        yield from (_quoted(head) for head in table.iter("th") if not head.get("scope"))


def _pictures(root: Root) -> Iterator[str]:
    yield from (_quoted(image) for image in root.iter("img") if not image.get("alt"))
    for drawing in root.iter("svg"):
        told = drawing.get("role") == "img" and drawing.get("aria-label")
        if not told and drawing.get("aria-hidden") != "true":
            yield _quoted(drawing)
    for figure in root.iter("figure"):
        if figure.find(".//table") is None or figure.find(".//figcaption") is None:
            yield _quoted(figure)


def _addresses(root: Root) -> Iterator[str]:
    for element in root.iter("*"):
        asked = set(LOADED) - ({"href"} if element.tag == "a" else set())
        loads = any(not INSIDE.match(element.get(name)) for name in asked & set(element.keys()))
        if loads or FETCHED.search(element.get("style", "")):
            yield _quoted(element)
    for style in root.iter("style"):
        yield from FETCHED.findall(style.text or "")


def _anchors(root: Root) -> Iterator[str]:
    there = Counter(root.xpath("//@id"))
    yield from (f"id={name}" for name, times in sorted(there.items()) if times > 1)
    asked = [str(href)[1:] for href in root.xpath("//a/@href[starts-with(., '#')]")]
    asked += [
        one for name in REFERRING for told in root.xpath(f"//@{name}") for one in told.split()
    ]
    yield from (f"#{name}" for name in dict.fromkeys(asked) if name and name not in there)


def _colours(root: Root) -> Iterator[str]:
    for style in root.iter("style"):
        yield from pale(style.text or "")


@cache
def pale(style: str) -> tuple[str, ...]:
    """The colours of a style sheet in which a text is hard to read, with what it stands on.

    The first palette is the one for light; each later one names what it has otherwise.
    """
    palettes = [dict(COLOUR.findall(block)) for block in PALETTE.findall(style)]
    every = [{**palettes[0], **palette} for palette in palettes]
    pairs = ((p, text, on) for p in every for text in p if text not in NO_TEXT for on in READ_ON)
    return tuple(
        f"{text} {palette[text]}, {on} {palette[on]}"
        for palette, text, on in pairs
        if on in palette and (on != "mark" or text == "ink")
        if contrast(palette[text], palette[on]) < CONTRAST
    )


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours such as ``#fff``: WCAG 2.2, "contrast ratio"."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """The relative luminance of a colour: WCAG 2.2, "relative luminance"."""
    digits = colour.lstrip("#")
    whole = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = (int(whole[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _quoted(element: Root) -> str:
    """An element as a reader finds it: its name, what it is called and how its text begins."""
    name = element.get("id") or element.get("class") or ""
    told = " ".join(element.text_content().split())
    return f"<{element.tag}{f' {name}' if name else ''}> {told[:SHOWN]}".strip()


CHECKS: tuple[Check, ...] = (
    Check(
        Text("Eén hoofdtitel, en koppen op volgorde", "One main title, and headings in order"),
        _headings,
    ),
    Check(
        Text("Van elke tekst staat vast in welke taal hij is", "Every text tells its language"),
        _languages,
    ),
    Check(
        Text(
            "Elke tabel heeft een bijschrift, elke kop hoort bij een rij of kolom",
            "Every table has a caption, every header belongs to a row or column",
        ),
        _tables,
    ),
    Check(
        Text(
            "Elke figuur staat er ook in woorden en als tabel",
            "Every figure also stands there in words and as a table",
        ),
        _pictures,
    ),
    Check(Text("Niets wordt van elders gehaald", "Nothing is fetched from elsewhere"), _addresses),
    Check(
        Text("Elke verwijzing op de pagina komt uit", "Every link on the page leads somewhere"),
        _anchors,
    ),
    Check(Text("Elke tekst steekt genoeg af", "Every text has contrast enough"), _colours),
)
"""All that is checked of every page."""
