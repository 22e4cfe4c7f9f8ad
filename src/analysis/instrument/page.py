"""A paper as a page to print."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.instrument.paper import Paper

TEMPLATES = Path(__file__).parent / "templates"


def page(paper: Paper) -> bytes:
    """A paper as HTML that needs nothing beside it, made for A4."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return templates.get_template("page.html.j2").render(paper=paper).encode("utf-8")
