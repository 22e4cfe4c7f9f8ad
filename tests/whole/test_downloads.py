"""What is made of the pages besides: workbooks, CSV and SVG, in step with the pages."""

from __future__ import annotations

import csv
import io
import re
import shutil
import time
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup
from checkout import built, command

from analysis.language import LANGUAGES, Language
from analysis.report.downloads import MAKERS, Content, value
from analysis.report.shown import Shown, shown_on

STUDY = "gemeenten-2015"
ASKED = "FORMATS=html, xlsx csv SVG"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with the pages only; other tests read it too."""
    return built(tmp_path_factory)


@pytest.fixture(scope="module")
def offered(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it, for which every format was asked afterwards."""
    copy = tmp_path_factory.mktemp("offered") / "copy"
    shutil.copytree(plain, copy)
    done = command(copy, "report", ASKED)
    assert done.returncode == 0, done.stderr
    assert "[1/" not in done.stderr, "a page was made again"
    return copy


def reports(root: Path, language: Language = "nl") -> Path:
    return root / "reports" / STUDY / language


def shown(root: Path, language: Language) -> list[Shown]:
    pages = sorted(reports(root, language).glob("[0-9]*.html"))
    return [s for page in pages for s in shown_on(page.read_text(encoding="utf-8"), language)]


def unzipped(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


@pytest.mark.parametrize("language", LANGUAGES)
class TestForms:
    def test_the_workbook_has_a_tab_for_each_table_and_figure(
        self, offered: Path, language: Language
    ) -> None:
        book = openpyxl.load_workbook(reports(offered, language) / "downloads/tables.xlsx")
        expected = shown(offered, language)
        assert len(expected) > 30
        assert book.sheetnames[1:] == [one.label for one in expected]
        for one in expected:
            cells = [[cell or "" for cell in row] for row in book[one.label].values]
            assert [len(row) for row in cells] == [len(row) for row in one.rows]
            assert cells[0] == list(one.rows[0])

    def test_csv_has_the_texts_of_the_page(self, offered: Path, language: Language) -> None:
        files = unzipped(reports(offered, language) / "downloads/tables.zip")
        for one in shown(offered, language):
            rows = csv.reader(io.StringIO(files[f"{one.anchor}.csv"]))
            assert tuple(map(tuple, rows)) == one.rows

    def test_svg_stands_by_itself(self, offered: Path, language: Language) -> None:
        files = unzipped(reports(offered, language) / "downloads/figures.zip")
        assert len(files) == sum(bool(one.svg) for one in shown(offered, language)) > 5
        for drawing in files.values():
            root = ET.fromstring(drawing)
            assert "viewBox" in root.attrib
            assert "clippath" not in drawing
            named = {node.get("id") for node in root.iter()}
            asked = re.findall(r"url\(#([^)]+)\)|href=\"#([^\"]+)", drawing)
            assert {first or second for first, second in asked} <= named

    def test_the_index_leads_to_each(self, offered: Path, language: Language) -> None:
        page = BeautifulSoup((reports(offered, language) / "index.html").read_text(), "html.parser")
        links = [str(link["href"]) for link in page.select(".downloads a")]
        assert len(links) == 3
        assert all((reports(offered, language) / link).exists() for link in links)


class TestInStep:
    def test_nobody_who_asks_for_none_gets_any(self, plain: Path) -> None:
        assert not (reports(plain) / "downloads").exists()
        page = (reports(plain) / "index.html").read_text(encoding="utf-8")
        assert "downloads/" not in page
        assert 'FORMATS="pdf docx xlsx csv svg"' in page

    def test_each_page_leads_to_what_there_is(self, plain: Path) -> None:
        for file in reports(plain).glob("*.html"):
            page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
            assert page.select_one('.tools a[href="index.html#downloads"]')
        index = BeautifulSoup((reports(plain) / "index.html").read_text("utf-8"), "html.parser")
        assert index.find(id="downloads")

    def test_the_pages_stay_as_they_were(self, plain: Path, offered: Path) -> None:
        for page in reports(plain).glob("[0-9]*.html"):
            assert (reports(offered) / page.name).read_bytes() == page.read_bytes()

    @pytest.mark.parametrize("words", [[ASKED], []])
    def test_where_nothing_changed_nothing_is_made(self, offered: Path, words: list[str]) -> None:
        files = list((offered / "reports").rglob("*"))
        before = {path: path.stat().st_mtime_ns for path in files if path.name != ".lock"}
        assert "actueel" in command(offered, "report", "LANGUAGE=nl", *words).stdout
        assert {path: path.stat().st_mtime_ns for path in before} == before

    def test_what_was_made_once_follows_the_pages(self, offered: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy"
        shutil.copytree(offered, copy)
        page = copy / "notebooks/2-collaboration.ipynb"
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace('"tables.collaboration(results)"', '"1"'), encoding="utf-8")
        assert "table-2.csv" in unzipped(reports(copy) / "downloads/tables.zip")
        assert command(copy, "report", "LANGUAGE=nl").returncode == 0
        assert "table-2.csv" not in unzipped(reports(copy) / "downloads/tables.zip")
        (reports(copy) / "downloads/figures.zip").write_bytes(b"")
        assert command(copy, "report", "LANGUAGE=nl", "FORMATS=svg").returncode == 0
        assert len(unzipped(reports(copy) / "downloads/figures.zip")) > 5

    def test_an_unknown_format_is_told(self, offered: Path) -> None:
        done = command(offered, "report", "FORMATS=html word", "LANGUAGE=en")
        assert done.returncode == 2
        assert "Right is: html, pdf, docx, xlsx, csv, svg" in done.stderr


PAGE = """<main><h1>Een</h1><div class="exhibit" id="table-1"><table>
<caption><strong>Tabel 1.</strong> =2</caption>
<thead><tr><th scope="col">=a</th><th scope="col">b</th></tr></thead>
<tbody><tr><th scope="row">=b</th><td>40%</td></tr></tbody></table></div></main>"""


class TestMakers:
    content = Content(
        "=1+1",
        "nl",
        True,
        {"index.html": "<h1>Alles</h1>", "1.html": PAGE},
    )

    @pytest.mark.parametrize("name", MAKERS)
    def test_give_the_same_bytes_at_any_time(self, name: str) -> None:
        first = MAKERS[name](self.content)
        time.sleep(2.1)
        assert MAKERS[name](self.content) == first

    def test_no_text_becomes_a_formula(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(MAKERS["xlsx"](self.content)))
        cells = [cell for tab in book for row in tab.iter_rows() for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
        assert book["Tabel 1"]["B2"].value == 0.4
        assert book["Tabel 1"]["B2"].number_format == "0%"

    @pytest.mark.parametrize(
        ("text", "expected"),
        [("7", 7), ("\u22125", -5), ("3,42", 3.42), ("\u2013", None), ("", None), ("06", "06"),
         ("1.2.3", "1.2.3"), ("A1", "A1"), ("3.42", "3.42")],
    )  # fmt: skip
    def test_numbers_are_numbers(self, text: str, expected: object) -> None:
        assert value(text, "nl") == expected
