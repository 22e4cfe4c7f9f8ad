"""The walk-throughs for who reruns the study: their commands, rows and answers are so."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from checkout import command, copied
from openpyxl import load_workbook

from analysis.folders import project_root
from analysis.language import Language
from analysis.schema import SHEET, Sheet

GUIDES: dict[Language, str] = {"nl": "docs/zelf-herhalen.md", "en": "docs/rerun.md"}


@dataclass(frozen=True)
class Walk:
    """A walk-through and the checkout in which it is followed."""

    language: Language
    checkout: Path

    @property
    def text(self) -> str:
        return (project_root() / GUIDES[self.language]).read_text(encoding="utf-8")

    def commands(self, target: str) -> list[str]:
        """The words of the command that the guide gives for a target."""
        return shlex.split(re.findall(rf"^    make ({target}.*)", self.text, re.MULTILINE)[0])

    @property
    def name(self) -> str:
        return self.commands("study")[1].removeprefix("NAME=")

    def word(self, named: Sheet) -> str:
        return named.dutch if self.language == "nl" else named.name

    def rows(self, sheet: str) -> Iterator[list[str]]:
        """The rows of the guide's table that has the columns of a sheet, its header first."""
        first = SHEET[sheet].columns[0]
        head = first.dutch if self.language == "nl" else first.name
        (table,) = re.findall(rf"(?m)^\| {head} \|.*\n(?:\|.*\n)+", self.text)
        for line in table.splitlines():
            if not line.startswith("| ---"):
                cells = re.split(r"(?<!\\)\|", line)[1:-1]
                yield [cell.strip(" `").replace("\\|", "|") for cell in cells]

    def fill_in(self, sheet: str) -> None:
        """Type the guide's rows below those that the workbook has."""
        book = load_workbook(self.workbook)
        tab = book[self.word(SHEET[sheet])]
        places = {cell.value: cell.column for cell in tab[1]}
        header, *rows = self.rows(sheet)
        below = 1 + max(cell.row for row in tab.iter_rows() for cell in row if cell.value)
        for number, row in enumerate(rows, below):
            for name, text in zip(header, row, strict=True):
                tab.cell(number, places[name], text)
        book.save(self.workbook)

    @property
    def workbook(self) -> Path:
        return self.checkout / "data" / "raw" / self.name / "study.xlsx"

    def mend(self, cell: str, value: str) -> None:
        tab, _, place = cell.partition("!")
        book = load_workbook(self.workbook)
        book[tab][place] = value
        book.save(self.workbook)

    def give(self, *words: str) -> tuple[int, str]:
        """The exit status of a command, and the lines of its answer that the guide has not."""
        done = command(self.checkout, *words, f"LANGUAGE={self.language}")
        return done.returncode, done.stdout + done.stderr

    def told(self, answer: str) -> list[str]:
        """The lines of an answer that stand in the guide."""
        return [line for line in answer.splitlines() if f"\n    {line}\n" in self.text]


@pytest.mark.parametrize("language", GUIDES)
def test_is_so_from_the_empty_workbook_to_the_pages(tmp_path: Path, language: Language) -> None:
    walk = Walk(language, copied(tmp_path / "kopie"))
    status, answer = walk.give(*walk.commands("study")[:2])
    assert (status, len(walk.told(answer))) == (0, 2), answer
    walk.fill_in("cases")
    status, answer = walk.give(*walk.commands("validate")[:2])
    assert (status, len(walk.told(answer))) == (2, 2), answer
    walk.mend(answer.splitlines()[-2].partition(":")[0], "<400")
    status, answer = walk.give(*walk.commands("validate")[:2])
    assert (status, len(walk.told(answer))) == (0, 1), answer
    walk.fill_in("claims")
    status, answer = walk.give(*walk.commands("report")[:2])
    assert status == 0, answer
    pages = list((walk.checkout / "reports" / walk.name / language).glob("*.html"))
    shown = {page.stem: BeautifulSoup(page.read_bytes(), "html.parser") for page in pages}
    assert len(shown["5-conclusions"].select("[id^=claim-]")) == 2
    assert "G1" in shown["1-innovations"].get_text()
    assert "7-comparison" in shown
