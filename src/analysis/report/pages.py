"""Which pages there are: one a notebook, in the order of their names, titled by themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.language import LANGUAGES, Language, Text
from analysis.problems import InputError, Place, SheetUnreadable

if TYPE_CHECKING:
    from nbformat import NotebookNode

NO_NOTEBOOK = Text(
    "Het is geen notebook, of het is beschadigd. Zet het terug zoals het was.",
    "It is no notebook, or it is damaged. Put it back as it was.",
)
INDEX = "index.html"
DICTIONARY = "dictionary.html"
"""The page that explains the data."""


@dataclass(frozen=True)
class Page:
    """One page: its notebook, and its title and first paragraph in each language."""

    path: Path
    titles: Mapping[Language, str]
    leads: Mapping[Language, str]
    code: str
    """The code of its cells."""
    compares: bool = False
    """Whether it lays the study beside another, and has nothing to say without one."""
    profiles: bool = False
    """Whether it is about one municipality, and stands by itself."""

    @property
    def name(self) -> str:
        """The notebook's name, such as ``5-conclusions``."""
        return self.path.stem

    @property
    def file(self) -> str:
        """The file that the page is written to."""
        return f"{self.name}.html"


def profile_of(case: str) -> str:
    """Where the page about a municipality goes, from the folder of its language."""
    return f"profiles/{case}.html"


def find_pages(folder: Path, *, compared: bool, profiles: bool = False) -> list[Page]:
    """The pages of a folder of notebooks, in order. A folder without any gives none.

    Args:
        folder: where the notebooks are.
        compared: whether there is another study to compare with.
        profiles: whether the pages about one municipality are asked for, and no others.
    """
    pages = [read_page(path) for path in notebooks_in(folder)]
    asked = [page for page in pages if page.profiles == profiles]
    return [page for page in asked if compared or not page.compares]


def notebooks_in(folder: Path) -> list[Path]:
    """The notebooks of a folder, in order; no copy that a program keeps for itself."""
    return sorted(folder.glob("[!.~]*.ipynb"))


def read_page(path: Path) -> Page:
    """A page from its notebook; one that gives itself no title is called by its name.

    Raises InputError where the file is no notebook.
    """
    try:
        # As JSON, not by nbformat: which pages there are is asked at every turn, a small thing.
        return _page(path, json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, LookupError, TypeError, AttributeError):
        raise InputError([SheetUnreadable(Place(path.name), right=NO_NOTEBOOK)]) from None


def _page(path: Path, told: Mapping[str, Any]) -> Page:
    openings = {language: opening(told["cells"], language) for language in LANGUAGES}
    titles = {language: title or path.stem for language, (title, _) in openings.items()}
    leads = {language: lead for language, (_, lead) in openings.items()}
    kind = {name: bool(told["metadata"].get(name)) for name in ("compares", "profiles")}
    return Page(path, titles, leads, "\n".join(_code(told["cells"])), **kind)


def _code(cells: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    return (_source(cell) for cell in cells if cell["cell_type"] == "code")


def _source(cell: Mapping[str, Any]) -> str:
    """What stands in a cell; JSON has it as a text or as lines."""
    return "".join(cell["source"])


def read_notebook(path: Path) -> NotebookNode:
    """A notebook as nbformat has it, in its version 4."""
    import nbformat

    notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def opening(cells: Iterable[Mapping[str, Any]], language: Language) -> tuple[str, str]:
    """The title and the first paragraph of a notebook in one language; empty without them."""
    for cell in cells:
        title, _, rest = _source(cell).partition("\n")
        if cell["cell_type"] == "markdown" and language in tags(cell) and title.startswith("# "):
            return title[2:].strip(), " ".join(rest.strip().partition("\n\n")[0].split())
    return "", ""


def tags(cell: Mapping[str, Any]) -> list[str]:
    """The tags of a notebook's cell."""
    return list(cell["metadata"].get("tags", []))
