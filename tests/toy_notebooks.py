"""Notebooks that do next to nothing, for tests of how pages are built."""

from __future__ import annotations

import json
from pathlib import Path


def cell(source: str, *tags: str, kind: str = "markdown") -> dict[str, object]:
    """A notebook's cell."""
    extra: dict[str, object] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "source": source, "metadata": {"tags": list(tags)}, **extra}


def notebook(path: Path, *code: str, profiles: bool = False) -> None:
    """A toy notebook: a title in both languages, the parameters, and some code.

    Args:
        path: where it goes.
        code: its cells.
        profiles: whether it is about one municipality.
    """
    parameters = 'study = ""\nlanguage = ""' + '\ncase = ""' * profiles
    cells = [
        cell(f"# Titel {path.stem}\n\nWaar dit over gaat.", "nl"),
        cell(f"# Title {path.stem}\n\nWhat it says.", "en"),
        cell(parameters, "parameters", kind="code"),
        cell("## Eerst\n\n### Dan\n\n# Nog een", "nl"),
        cell("## First\n\n### Then\n\n# One more", "en"),
        *(cell(source, kind="code") for source in code),
    ]
    about = {"profiles": True} if profiles else {}
    whole = {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 4}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(whole), encoding="utf-8")
