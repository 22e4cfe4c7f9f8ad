"""Which pages there are and what they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nbformat import NotebookNode, from_dict

from analysis.problems import InputError
from analysis.report.export import digest_of_run
from analysis.report.pages import find_pages, read_page


def as_it_ran(text: str, start: str) -> NotebookNode:
    """A notebook of one cell that gave the same HTML, with another text beside it."""
    shown = {"text/html": "<p>1</p>", "text/plain": text}
    times = {"papermill": {"start_time": start}}
    cell = {"cell_type": "code", "source": "show(1)", "outputs": [{"data": shown}]}
    return from_dict({"cells": [{**cell, "metadata": times}]})  # type: ignore[no-any-return,no-untyped-call]


def write(path: Path, *prose: tuple[str, str]) -> Path:
    cells = [
        {"cell_type": "markdown", "source": text, "metadata": {"tags": [tag]}}
        for tag, text in prose
    ]
    untagged = {"cell_type": "markdown", "source": "# Geen titel", "metadata": {}}
    whole = {"cells": [untagged, *cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def test_the_title_and_the_first_paragraph_come_from_the_notebook(tmp_path: Path) -> None:
    page = read_page(
        write(
            tmp_path / "1-a.ipynb",
            ("nl", "# Een {titel}\n\nEerste\nalinea.\n\nTweede."),
            ("en", "# A title"),
        )
    )
    assert (page.titles["nl"], page.leads["nl"]) == ("Een {titel}", "Eerste alinea.")
    assert (page.titles["en"], page.leads["en"]) == ("A title", "")
    assert (page.name, page.file) == ("1-a", "1-a.html")


def test_the_digest_of_a_run_is_of_all_that_it_gave_and_of_no_time() -> None:
    first, later, other = (as_it_ran(*of) for of in (("1", "1:00"), ("1", "2:00"), ("2", "1:00")))
    assert digest_of_run(first) == digest_of_run(later)
    assert digest_of_run(first) != digest_of_run(other)


def test_a_notebook_without_a_title_is_called_by_its_name(tmp_path: Path) -> None:
    page = read_page(write(tmp_path / "2-b.ipynb", ("nl", "## Alleen een kop")))
    assert page.titles == {"nl": "2-b", "en": "2-b"}


def test_pages_stand_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("2-b", "0-a", "1-c"):
        write(tmp_path / f"{name}.ipynb")
    (tmp_path / "notes.txt").write_text("geen notebook", encoding="utf-8")
    assert [page.name for page in find_pages(tmp_path, compared=False)] == ["0-a", "1-c", "2-b"]


@pytest.mark.parametrize("text", ["<<<< ours", "[]", '{"metadata": {}}', '{"cells": []}', "\xff"])
def test_a_file_that_is_no_notebook_is_told_by_its_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "1-a.ipynb").write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match=r"1-a.ipynb: this file cannot be read. It is no notebook"):
        find_pages(tmp_path, compared=False)


def test_a_folder_without_notebooks_gives_no_pages(tmp_path: Path) -> None:
    assert find_pages(tmp_path, compared=True) == []
