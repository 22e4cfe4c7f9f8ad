"""Writes an executed notebook as a page, through nbconvert with the project's template."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from nbconvert import TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from traitlets.config import Config

from analysis.exhibits import Lacking
from analysis.language import LANGUAGES
from analysis.report.outline import Outline
from analysis.report.pages import tags
from analysis.report.shell import TEMPLATE, TEMPLATES, Shell

if TYPE_CHECKING:
    from nbformat import NotebookNode

DATA_HEADING = 3
"""The highest heading that a computed text can have: the outline is the notebook's own."""


SHOWN_FIRST = ["text/html", "text/markdown", "image/svg+xml", "image/png", "text/plain"]
EXPORTING = Lock()
"""An exporter keeps something of the page that it is writing, so it writes one at a time."""


class ProseRenderer(IPythonRenderer):
    """Renders the notebook's own prose: one h1 a page, and headings that can be linked to."""

    def __init__(self, outline: Outline) -> None:
        super().__init__(escape=False)
        self.outline = outline

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """A heading with its anchor; a second h1 becomes an h2."""
        level, anchor = self.outline.add(level, Markup(text).striptags())
        return f'<h{level} id="{anchor}">{text}</h{level}>\n'


class DataRenderer(IPythonRenderer):
    """Renders computed Markdown, in which text of a study may stand: HTML in it stays text."""

    def __init__(self) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False)

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """A heading below those of the notebook."""
        level = max(level, DATA_HEADING)
        return f"<h{level}>{text}</h{level}>\n"


class OneLanguage(Preprocessor):
    """Leaves out the cells in other languages than the page's."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """The notebook without those cells."""
        others = {*LANGUAGES} - {resources["shell"].language}
        nb.cells = [cell for cell in nb.cells if not others.intersection(tags(cell))]
        return nb, resources


class LackingOnce(Preprocessor):
    """Leaves out a cell that only says again what the study lacks, within one section."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """The notebook without those cells."""
        nb.cells = list(_lacking_once(nb.cells))
        return nb, resources


def _lacking_once(cells: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    said: set[str] = set()
    for cell in cells:
        if cell.cell_type == "markdown" and cell.source.startswith("#"):
            said = set()
        told = _lacking(cell)
        if told not in said:
            yield cell
        said |= {told} - {""}


def _lacking(cell: NotebookNode) -> str:
    """What a cell says that the study lacks, if that is all that it gives."""
    shown = [output.get("data", {}).get("text/html", "") for output in cell.get("outputs", [])]
    return shown[0] if len(shown) == 1 and shown[0].startswith(Lacking.OPENS) else ""


class PageExporter(TemplateExporter):
    """nbconvert's exporter through a template, with the project's own, which escapes what is not
    markup. Its exporter for HTML would also read each page again, for what only its own templates
    need, and write it without the capitals that drawings have in their names.
    """

    file_extension = ".html"

    @property
    def default_config(self) -> Config:
        """Of what a cell gives, HTML is shown before anything else."""
        shown = {"NbConvertBase": {"display_data_priority": SHOWN_FIRST}}
        return Config(shown, **super().default_config)

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """Those of every template, and two for prose and code."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "markdown2html", self.markdown2html
        yield "highlight_code", Highlight2HTML(pygments_lexer="ipython3", parent=self)  # type: ignore[no-untyped-call]

    @pass_context
    def markdown2html(self, context: Context, source: str) -> str:
        """Markdown as HTML: that of a cell as it is, that of an output with its HTML escaped."""
        prose = context["cell"].cell_type == "markdown"
        renderer = ProseRenderer(context["resources"]["outline"]) if prose else DataRenderer()
        return MarkdownWithMath(renderer=renderer).render(source)

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        return environment


@cache
def _exporter() -> PageExporter:
    """The exporter that leaves the cells for the parameters out.

    One for all pages: to read its templates takes longer than to write a page with them.
    """
    config = Config()
    config.TagRemovePreprocessor.remove_cell_tags = {"parameters", "injected-parameters"}
    config.PageExporter.preprocessors = [OneLanguage, LackingOnce]
    config.PageExporter.optimistic_validation = True
    return PageExporter(  # type: ignore[no-untyped-call]
        config=config,
        template_name=TEMPLATE,
        extra_template_basedirs=[str(TEMPLATES)],
    )


def digest_of_run(notebook: NotebookNode) -> str:
    """The SHA-256 of what stands in each cell of an executed notebook and of all that it gave.

    A page shows one form of what a cell gives, so two pages may be alike where their notebooks are
    not. What papermill notes of the time and place is left out.
    """
    cells = [[cell.cell_type, cell.source, cell.get("outputs", [])] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()


def page_of(notebook: NotebookNode, shell: Shell) -> str:
    """The page of an executed notebook, in the language of its surroundings."""
    resources = {"shell": replace(shell, ran=digest_of_run(notebook)), "outline": Outline()}
    with EXPORTING:
        html, _ = _exporter().from_notebook_node(notebook, resources)
    return str(html)
