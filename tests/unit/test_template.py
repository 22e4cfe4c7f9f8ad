"""A new study: from the empty workbook, filled in as a researcher would, to its results."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from analysis.folders import project_root
from analysis.language import LANGUAGES, Language
from analysis.parameters import settings
from analysis.problems import InputError, SheetEmpty
from analysis.results import Results
from analysis.schema import FACTORS, SHEET, SHEETS, YES_NO
from analysis.study import open_study
from analysis.study.opening import open_part
from analysis.study.template import new_study


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with the studies that a new one starts from."""
    for name in ("gemeenten-2015", "voorbeeld-scan"):
        shutil.copytree(project_root() / "data" / "raw" / name, tmp_path / "data" / "raw" / name)
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
class TestWorkbook:
    def test_has_a_tab_for_each_sheet_and_one_that_explains(
        self, root: Path, language: Language
    ) -> None:
        tabs = load_workbook(new_study("mijn", language, root)).sheetnames
        names = [sheet.dutch if language == "nl" else sheet.name for sheet in SHEETS]
        assert tabs[1:] == names

    def test_every_header_says_what_belongs_there_in_both_languages(
        self, root: Path, language: Language
    ) -> None:
        book = load_workbook(new_study("mijn", language, root))
        for sheet, tab in zip(SHEETS, book.worksheets[1:], strict=True):
            for column, header in zip(sheet.columns, tab[1], strict=True):
                assert column.description.nl in header.comment.text
                assert column.description.en in header.comment.text

    def test_lacks_only_the_municipalities(self, root: Path, language: Language) -> None:
        new_study("mijn", language, root)
        with pytest.raises(InputError) as refused:
            open_study("mijn", root)
        assert [type(problem) for problem in refused.value.problems] == [SheetEmpty]

    def test_filled_in_it_gives_results(self, root: Path, language: Language) -> None:
        path = new_study("mijn", language, root)
        book = load_workbook(path)
        tab = book.worksheets[2]
        for place, text in enumerate(
            ("G1", "<400", "balie dicht", "klachten", "eigen mensen", "geen", "cultuur", "=regels"),
            1,
        ):
            tab.cell(3, place, text).data_type = "s"
        book.save(path)
        study = open_study("mijn", root)
        results = Results(study, settings(study="mijn"))
        assert list(results.cases["case"]) == ["G1"]
        assert set(results.counted["scheme"]) >= {"origin", "promoting", "hindering"}
        assert "=regels" in list(results.units["text"])
        assert len(study.sheet("items")) == 35


class TestFixedValues:
    def test_are_offered_where_a_column_has_them(self, root: Path) -> None:
        book = load_workbook(new_study("mijn", "en", root))
        offered = {
            rule.formula1.strip('"').split(",")[0]
            for tab in book.worksheets
            for rule in tab.data_validations.dataValidation
        }
        assert next(iter(SHEET["cases"].column("size_class").allowed)) in offered
        assert next(iter(SHEET["claims"].column("quantifier").allowed)) in offered

    def test_are_dutch_in_a_dutch_workbook_and_read_as_the_schema_writes_them(
        self, root: Path
    ) -> None:
        path = new_study("mijn", "nl", root)
        tab = load_workbook(path)[SHEET["items"].dutch]
        assert tab["B2"].value == FACTORS["strategy"].nl
        items = open_part("mijn", ["items"], root).sheet("items")
        assert list(items["factor"].unique()) == list(FACTORS)
        assert list(items["reverse"].unique()) == list(YES_NO)[::-1]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_fit_in_the_list_that_a_cell_offers(self, language: Language) -> None:
        columns = [column for sheet in SHEETS for column in sheet.columns]
        words = [c.written(value, language) for c in columns for value in c.allowed]
        assert not [word for word in words if "," in word]


class TestNewStudy:
    def test_overwrites_nothing(self, root: Path) -> None:
        before = new_study("mijn", "nl", root).read_bytes()
        with pytest.raises(InputError):
            new_study("mijn", "nl", root)
        assert (root / "data/raw/mijn/study.xlsx").read_bytes() == before
