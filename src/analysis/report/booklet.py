"""All pages of a language as one document, to print or to hand in: made from the finished pages."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from analysis.language import Language, Text
from analysis.report.index import environment
from analysis.report.pages import INDEX
from analysis.report.shown import drawing_alone

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

ON_SCREEN = ".code, script, .exhibit details, .on-screen"
"""What works on a screen only, or leads away from the document."""
NAMING = ("id", "headers", "aria-labelledby")
"""The attributes in which ids stand, besides links."""
DEEPER = {"h4": "h5", "h3": "h4", "h2": "h3", "h1": "h2"}
"""How the headings of a page stand in the document, whose title is that of the index."""
LETTERS = "DejaVu Sans"
CONTENTS = Text("Inhoud", "Contents")

Picture = Callable[[str], str]
"""From a drawing, as SVG, to the address of a picture."""


@dataclass(frozen=True)
class Part:
    """One page as a part of the document: every id and link bears the name of its page."""

    file: str
    page: BeautifulSoup

    @property
    def name(self) -> str:
        """The id of the part."""
        return self.file.partition(".")[0]

    @property
    def title(self) -> str:
        """The page's title: its first heading, at whatever depth it stands by now."""
        heading = self.page.select_one("main :is(h1, h2)")
        return heading.get_text() if heading else self.name

    def content(self, picture: Picture, selector: str) -> Markup:
        """What stands in an element of the page; nothing where there is none."""
        found = self.page.select_one(selector)
        if found is None:
            return Markup()
        for left_out in found.select(ON_SCREEN):
            left_out.decompose()
        for drawing in found.select("svg"):
            drawing.replace_with(self._image(drawing, picture))
        for heading in found.select(", ".join(DEEPER)) if self.file != INDEX else ():
            heading.name = DEEPER[heading.name]
        self._rename(found)
        return Markup(found.decode_contents())

    def _image(self, drawing: Tag, picture: Picture) -> Tag:
        """A drawing as a picture that tells the same to who cannot see it."""
        image = self.page.new_tag("img", src=picture(drawing_alone(drawing)))
        image["alt"], image["style"] = str(drawing["aria-label"]), str(drawing.get("style", ""))
        return image

    def _rename(self, content: Tag) -> None:
        for element in content.find_all(True):
            for attribute in NAMING:
                if names := element.get(attribute):
                    every = names if isinstance(names, list) else str(names).split()
                    element[attribute] = " ".join(f"{self.name}.{name}" for name in every)
        for link in content.select("a[href]"):
            link["href"] = self._inside(str(link["href"]))

    def _inside(self, href: str) -> str:
        """Where a link to a page, or to a place on one, leads in the document; others stay."""
        if urlsplit(href).scheme:
            return href
        file, _, place = href.partition("#")
        name = file.partition(".")[0] or self.name
        return f"#{name}.{place}" if place else f"#{name}"


@cache
def letters() -> list[Path]:
    """The files of the letters that figures are drawn with, which matplotlib brings."""
    from matplotlib import get_data_path

    return sorted(Path(get_data_path()).glob("fonts/ttf/DejaVuSans*.ttf"))


def as_address(kind: str, content: bytes) -> str:
    """An address that holds all that it leads to."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def booklet(pages: Mapping[str, str], language: Language, picture: Picture, style: str = "") -> str:
    """One HTML document of all pages of a language, in which every link stays inside.

    Args:
        pages: the finished pages by their files, in order, the index first.
        language: the language of the pages.
        picture: what the figures become.
        style: the style sheet.
    """
    from bs4 import BeautifulSoup

    index, *parts = (Part(f, BeautifulSoup(page, "html.parser")) for f, page in pages.items())
    return environment().get_template("booklet.html.j2").render(
        language=language,
        title=index.title,
        made_up=index.content(picture, ".synthetic"),
        first=index.content(picture, "main"),
        contents=CONTENTS.say(language),
        parts=[(part, part.content(picture, "main")) for part in parts],
        run=index.content(picture, ".run"),
        style=Markup(style),
    )  # fmt: skip
