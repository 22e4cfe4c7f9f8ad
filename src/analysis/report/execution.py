"""Runs a notebook with its parameters through papermill; tells what went wrong where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.language import Language, Text
from analysis.parameters import Settings
from analysis.problems import shortened
from analysis.report.checks import Broken
from analysis.report.kernels import Stopped, ThisPython
from analysis.report.pages import Page, read_notebook, tags

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from papermill.exceptions import PapermillExecutionError

CELL_SECONDS = 300
"""The longest that one cell may take. The slowest of the notebooks takes a few seconds."""

MAX_OUTPUT = 2_000_000
"""The most that one cell may print, in signs: a page with more could not be opened."""

PUT_IN = {"injected-parameters", "papermill-error-cell-tag"}
"""The tags of the cells that papermill puts in: not the notebook's own."""

TRACEBACK_LINES = 12
VALUE_CHARACTERS = 600
LINE_CHARACTERS = 120

MESSAGE = Text(
    "De pagina {page} ({tongue}) is niet gemaakt: {where} gaf {error}: {value}",
    "The page {page} ({tongue}) was not made: {where} gave {error}: {value}",
)
CELL = Text("cel {number} (“{source}”)", "cell {number} (“{source}”)")
CELL_NUMBER = Text("cel {number}", "cell {number}")
NO_CELL = Text("het notebook", "the notebook")
TOO_MUCH = Text("meer uitvoer dan {most} miljoen tekens", "more output than {most} million signs")
WRONG = Text("niet in orde op de pagina: {n}", "not in order on the page: {n}")
LEFT = Text("Het notebook tot daar: {path}", "The notebook so far: {path}")


@dataclass(frozen=True)
class Cell:
    """A cell by its place among all cells of the notebook, from 1, and its first line."""

    number: int
    source: str


@dataclass(eq=False)
class PageFailed(Exception):
    """A notebook that could not be run to its end."""

    page: str
    language: Language
    cell: Cell | None
    error: str
    value: str
    traceback: tuple[str, ...]
    notebook: Path
    """The notebook with its outputs up to the error."""

    def say(self, language: Language) -> str:
        """What went wrong, in one screen."""
        where = (
            CELL.say(language, number=self.cell.number, source=self.cell.source)
            if self.cell
            else NO_CELL.say(language)
        )
        first = MESSAGE.say(
            language,
            page=self.page,
            tongue=self.language,
            where=where,
            error=self.error,
            value=self.value[:VALUE_CHARACTERS],
        )
        lines = [first, *(f"    {line}" for line in self.traceback)]
        lines += [LEFT.say(language, path=self.notebook)] if self.notebook.exists() else []
        return "\n".join(lines)

    def in_short(self, language: Language) -> str:
        """What went wrong, in a line of a list: ``8-profile-A1 (nl), cell 4: …``."""
        cell = f", {CELL_NUMBER.say(language, number=self.cell.number)}" if self.cell else ""
        why = shortened(f"{self.error}: {self.value}", LINE_CHARACTERS)
        return f"{self.page} ({self.language}){cell}: {why}"


def execute(page: Page, settings: Settings, aside: Path) -> NotebookNode:
    """The notebook of a page with its outputs.

    Args:
        page: the page whose notebook is run, in the notebook's own folder.
        settings: the values of its parameters.
        aside: where the notebook is kept while it runs.

    Raises:
        PageFailed: when a cell raises an error, takes too long or takes the kernel down.
        Stopped: when the build was interrupted.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    from analysis.report.engine import ENGINE

    try:
        executed: NotebookNode = papermill.execute_notebook(
            read_notebook(page.path),
            aside,
            engine_name=ENGINE,
            aside=str(aside),
            request_save_on_cell_execute=False,
            parameters=settings.as_dict(),
            kernel_name="python3",
            language="python",
            progress_bar=False,
            execution_timeout=CELL_SECONDS,
            kernel_manager_class=ThisPython,
            extra_arguments=["--HistoryManager.enabled=False", "--log-level=CRITICAL"],
            resources={"metadata": {"path": str(page.path.parent)}},
        )
    except PapermillExecutionError as error:
        raise _raised(page, settings.language, error, aside) from None
    except Exception as error:
        if ThisPython.stopped.is_set():
            raise Stopped from None
        raise _broken(page, settings.language, error, aside) from error
    if excess := _excess(executed):
        raise _too_large(page, settings.language, excess, aside)
    return executed


def _raised(
    page: Page, language: Language, error: PapermillExecutionError, aside: Path
) -> PageFailed:
    """The error that a cell raised."""
    from papermill.exceptions import strip_color

    lines = strip_color("\n".join(error.traceback)).splitlines()
    told = tuple(line for line in lines if line.strip())[-TRACEBACK_LINES:]
    return PageFailed(
        page.name, language, _last_begun(aside), error.ename, error.evalue, told, aside
    )


def _broken(page: Page, language: Language, error: Exception, aside: Path) -> PageFailed:
    """An error of the kernel: a cell that took too long, a process that died."""
    value = str(error).strip().partition("\n")[0]
    cell = _last_begun(aside)
    return PageFailed(page.name, language, cell, type(error).__name__, value, (), aside)


def _excess(notebook: NotebookNode) -> Cell | None:
    """The first cell that printed more than a page can show."""
    for number, cell in enumerate(_own(notebook), start=1):
        printed = sum(len(output.get("text", "")) for output in cell.get("outputs", []))
        if printed > MAX_OUTPUT:
            return Cell(number, _first_line(cell))
    return None


def _too_large(page: Page, language: Language, cell: Cell, aside: Path) -> PageFailed:
    """More output than anyone reads; the notebook with it is not kept."""
    aside.unlink(missing_ok=True)
    value = TOO_MUCH.say(language, most=MAX_OUTPUT // 1_000_000)
    return PageFailed(page.name, language, cell, "OutputTooLarge", value, (), aside)


def unfit(page: Page, language: Language, wrong: Sequence[Broken], aside: Path) -> PageFailed:
    """A page that does not meet what every page must: what, and where on it."""
    told = tuple(f"{one.says.say(language)}: {where}" for one in wrong for where in one.where)
    value = WRONG.say(language, n=len(told))
    return PageFailed(page.name, language, None, "PageUnfit", value, told[:TRACEBACK_LINES], aside)


def _own(notebook: NotebookNode) -> list[NotebookNode]:
    """The notebook's own cells, without those that papermill puts in."""
    return [cell for cell in notebook.cells if not PUT_IN.intersection(tags(cell))]


def _first_line(cell: NotebookNode) -> str:
    return str(cell.source).strip().partition("\n")[0][:80]


def _last_begun(aside: Path) -> Cell | None:
    """The last cell that was begun, by its place in the notebook as it was given."""
    from nbformat.reader import NotJSONError

    try:
        cells = _own(read_notebook(aside))
    except (OSError, NotJSONError):
        # It was never written, or not to its end: a disk that is full, say.
        return None
    begun = [
        Cell(number, _first_line(cell))
        for number, cell in enumerate(cells, start=1)
        if cell.metadata.get("papermill", {}).get("start_time")
    ]
    return begun[-1] if begun else None
