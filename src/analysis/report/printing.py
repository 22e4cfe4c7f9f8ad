"""All pages of a language as a PDF that can be read aloud, after the standard PDF/UA-1."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from analysis.language import Language
from analysis.report.booklet import LETTERS, as_address, booklet, letters
from analysis.report.shell import template_text

WEIGHTS = {"DejaVuSans.ttf": "normal", "DejaVuSans-Bold.ttf": "bold"}


def pdf_of(pages: Mapping[str, str], language: Language) -> bytes:
    """The PDF of the finished pages by their files, the index first.

    Raises OSError where the system has no Pango, by which letters are set.
    """
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    # It warns of all that only a screen understands.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    style = f"{faces()}\n{template_text('style.css')}"
    html = booklet(pages, language, as_svg, style)
    # What a study's text may name is not fetched: all that the document shows stands in it.
    document = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    printed: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return printed


def as_svg(drawing: str) -> str:
    """A drawing as it is: its texts can be found and copied."""
    return as_address("image/svg+xml", drawing.encode())


def faces() -> str:
    """The letters that come along, for a machine that has none, or none of a script."""
    return "\n".join(
        f"@font-face {{ font-family: '{LETTERS}'; font-weight: {weight}; "
        f"src: url({as_address('font/ttf', file.read_bytes())}) }}"
        for file in letters()
        if (weight := WEIGHTS.get(file.name))
    )
