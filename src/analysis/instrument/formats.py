"""A paper as a page to print and as a Word document: the same blocks through two templates.

Why not python-docx: it brings lxml, a compiled package, for one document of five kinds of blocks;
it stamps every part with the time, and knows no table header. The parts of a Word document are
XML that a template writes as it writes HTML.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.instrument.paper import Paper, Step

TEMPLATES = Path(__file__).parent / "templates"

WIDTH = 9638
"""Of the text of a page, in twentieths of a point: A4 with margins of two centimetres."""

PARTS: Mapping[str, str] = {
    "[Content_Types].xml": "content_types.xml.j2",
    "_rels/.rels": "package.rels.j2",
    "docProps/core.xml": "core.xml.j2",
    "word/document.xml": "document.xml.j2",
    "word/_rels/document.xml.rels": "document.rels.j2",
    "word/styles.xml": "styles.xml.j2",
    "word/numbering.xml": "numbering.xml.j2",
    "word/footer.xml": "footer.xml.j2",
    "word/settings.xml": "settings.xml.j2",
}
"""The parts of a Word document in their order, and the template of each."""

NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, escaped or not."""


def page(paper: Paper) -> bytes:
    """A paper as HTML that needs nothing beside it, made for A4."""
    return _rendered("page.html.j2", paper)


def word(paper: Paper) -> bytes:
    """A paper as a Word document: the same bytes whenever and wherever it is made.

    Its parts carry no time and are not compressed, which differs between machines.
    """
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, template in PARTS.items():
            part = zipfile.ZipInfo(name)
            part.create_system = 0
            archive.writestr(part, _rendered(template, paper))
    return whole.getvalue()


def _rendered(template: str, paper: Paper) -> bytes:
    text = _templates().get_template(template).render(paper=paper, WIDTH=WIDTH)
    return NO_XML.sub("", text).encode("utf-8")


@cache
def _templates() -> Environment:
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["step_widths"] = step_widths
    return found


def step_widths(scale: Sequence[Step]) -> list[int]:
    """How wide the column of each step is: the ends have room for their words."""
    return [1100 if step.words else (560 if len(scale) <= 7 else 420) for step in scale]
