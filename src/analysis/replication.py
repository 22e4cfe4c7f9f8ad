"""Where every table and figure comes from: its notebook, the function that makes it, its page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.exhibits import EXHIBITS, Exhibit

HEADING = "## List of tables and figures"
HEAD = f"""{HEADING}

Made from `exhibits.py` and the notebooks by `.venv/bin/python -m analysis describe`. The file is
that of the English page; the Dutch one stands beside it in `nl/`. A table or figure that a study
has no data for is not on its page: the page says what it would need.

| number | what | notebook | function | file |
| --- | --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Source:
    """What makes a page: its notebook's name and code, and where it is written."""

    name: str
    code: str
    file: str
    """From the folder of a study's reports in a language."""


def functions_of(code: str, kind: str) -> list[str]:
    """The functions that a notebook calls for its tables or figures, in order: ``tables.ranges``.

    Args:
        code: the code of the notebook.
        kind: ``table`` or ``figure``.
    """
    calls = (line.value for line in ast.parse(code).body if isinstance(line, ast.Expr))
    names = (ast.unparse(call.func) for call in calls if isinstance(call, ast.Call))
    return [name for name in names if name.startswith(f"{kind}s.")]


def exhibits_of(source: Source) -> Iterator[tuple[Exhibit, str]]:
    """Every table and figure of a page with the function that makes it.

    The notebook calls them in the order of their numbers; what stands in the place of another is
    made by the same function. Raises ValueError when there are more or fewer than it calls.
    """
    for kind in ("table", "figure"):
        own = [e for e in EXHIBITS if e.page == source.name and e.kind == kind]
        calls = functions_of(source.code, kind)
        names = [e.name for e in own if not e.instead]
        function = dict(zip(names, calls, strict=True))
        yield from ((e, function[e.instead or e.name]) for e in own)


def list_of_exhibits(sources: Iterable[Source]) -> str:
    """The list of all tables and figures as Markdown, the tables first, in order of number."""
    found = [(e, name, source) for source in sources for e, name in exhibits_of(source)]
    place = {(e.kind, e.name): place for place, e in enumerate(EXHIBITS)}
    found.sort(key=lambda row: place[row[0].kind, row[0].name])
    return HEAD + "".join(_row(*row) for row in found)


def _row(exhibit: Exhibit, function: str, source: Source) -> str:
    what = re.sub(r"{\w+}", "…", exhibit.caption.en.partition(". ")[0])
    notebook = f"`notebooks/{source.name}.ipynb`"
    file = f"`reports/<study>/en/{source.file}`"
    return f"| {exhibit.title('en')} | {what} | {notebook} | `{function}` | {file} |\n"
