"""Which pages there are and what they are called."""

from __future__ import annotations

import json
from pathlib import Path

from analysis.report.pages import find_pages, read_page


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


def test_a_notebook_without_a_title_is_called_by_its_name(tmp_path: Path) -> None:
    page = read_page(write(tmp_path / "2-b.ipynb", ("nl", "## Alleen een kop")))
    assert page.titles == {"nl": "2-b", "en": "2-b"}


def test_pages_stand_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("2-b", "0-a", "1-c"):
        write(tmp_path / f"{name}.ipynb")
    (tmp_path / "notes.txt").write_text("geen notebook", encoding="utf-8")
    assert [page.name for page in find_pages(tmp_path, compared=False)] == ["0-a", "1-c", "2-b"]


def test_a_folder_without_notebooks_gives_no_pages(tmp_path: Path) -> None:
    assert find_pages(tmp_path, compared=True) == []
