"""The page that explains the data: every sheet and frame, in both languages."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from analysis.language import LANGUAGES, Language
from analysis.parameters import settings
from analysis.report.checks import broken
from analysis.report.dictionary import dictionary_page
from analysis.report.pages import DICTIONARY
from analysis.report.provenance import Provenance
from analysis.report.shell import Shell, Site
from analysis.schema import FRAMES, SHEETS
from analysis.study import open_study


def page(language: Language) -> str:
    site = Site(open_study("gemeenten-2015"), [], LANGUAGES, Provenance((), ()))
    return dictionary_page(Shell(site, settings(language=language), DICTIONARY, ""))


@pytest.mark.parametrize("language", LANGUAGES)
class TestThePage:
    def test_is_all_that_a_page_must_be(self, language: Language) -> None:
        assert broken(page(language)) == []

    def test_has_every_column_of_every_sheet_and_frame(self, language: Language) -> None:
        tables = BeautifulSoup(page(language), "html.parser").select(".exhibit table")
        rows = [[head.get_text() for head in table.select("tbody th")] for table in tables]
        sheets = [[column.named(language) for column in sheet.columns] for sheet in SHEETS]
        assert rows == sheets + [[column.name for column in frame.columns] for frame in FRAMES]

    def test_has_no_marks_of_markdown(self, language: Language) -> None:
        main = BeautifulSoup(page(language), "html.parser").select_one("main")
        assert main
        assert "`" not in main.get_text()
