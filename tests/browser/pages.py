"""The pages of three studies, each made once by the real command, and which pages there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from checkout import command
from filelock import FileLock

from analysis.folders import project_root
from analysis.report.pages import find_pages
from browser.hostile import NAME as HOSTILE

ROOT = project_root()
ARTICLE, SCAN = "gemeenten-2015", "voorbeeld-scan"
# English is where the others have texts in another language than the page's.
LANGUAGES = {ARTICLE: ("nl", "en"), SCAN: ("en",), HOSTILE: ("en",)}


class Reports:
    """The pages of the studies, each study made when it is first asked for."""

    def __init__(self, checkout: Path) -> None:
        self.checkout = checkout

    def of(self, study: str) -> Path:
        """The folder of a study's pages."""
        folder = self.checkout / "reports" / study
        # Another process may be making it, and its first page is there before its last.
        with FileLock(self.checkout / f"{study}.lock"):
            if not folder.exists():
                self._make(study)
        return folder

    def _make(self, study: str) -> None:
        language = [f"LANGUAGE={only}" for only in LANGUAGES[study] if len(LANGUAGES[study]) == 1]
        done = command(self.checkout, "report", f"STUDY={study}", *language)
        assert done.returncode == 0, done.stdout + done.stderr


def every_page() -> Iterator[Any]:
    """Every page of every study in each of its languages here."""
    for study, languages in LANGUAGES.items():
        found = find_pages(ROOT / "notebooks", compared=study != ARTICLE)
        for language in languages:
            for name in ("index", *(page.name for page in found), "dictionary"):
                path = f"{language}/{name}.html"
                yield pytest.param(study, path, id=f"{study}/{path}")
