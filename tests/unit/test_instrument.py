"""The papers for the field: made of a study's own questions, in Word and to print."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook

from analysis import main
from analysis.folders import project_root
from analysis.instrument import writing
from analysis.instrument.interview import QUESTIONS, TABLES, interview
from analysis.instrument.page import page
from analysis.instrument.paper import Paper, Statements
from analysis.instrument.questionnaire import questionnaire
from analysis.instrument.word import word
from analysis.instrument.writing import FOLDER, write_instrument
from analysis.language import LANGUAGES, Language
from analysis.problems import (
    FileChanged,
    InputError,
    SheetUnknown,
    TextUntranslated,
    ValueMalformed,
)
from analysis.schema import FACTORS, SHEET, Study
from analysis.study.opening import open_part
from analysis.study.template import new_study

NAME = "mijn"
FILES = {
    f"{paper}.{suffix}"
    for paper in ("interviewleidraad", "interview-guide", "vragenlijst", "questionnaire")
    for suffix in ("docx", "html")
}

in_each = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with a new study, and the studies that it starts from."""
    for name in ("gemeenten-2015", "voorbeeld-scan"):
        shutil.copytree(project_root() / "data" / "raw" / name, tmp_path / "data" / "raw" / name)
    new_study(NAME, "nl", tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def scan() -> Study:
    """The example study: it has the project's own questions."""
    return open_part("voorbeeld-scan", ("study", "items", "translations"))


def folder(root: Path) -> Path:
    return root / "data" / "raw" / NAME / FOLDER


def with_cell(root: Path, sheet: str, column: str, row: int, value: str) -> None:
    """The workbook of the new study with one cell changed; rows are counted as Excel does."""
    path = root / "data" / "raw" / NAME / "study.xlsx"
    book = load_workbook(path)
    tab = book[SHEET[sheet].dutch]
    tab.cell(row, SHEET[sheet].names.index(column) + 1, value).data_type = "s"
    book.save(path)


def with_property(root: Path, key: str, value: str) -> None:
    row = 2 + list(SHEET["study"].column("key").allowed).index(key)
    with_cell(root, "study", "value", row, value)


def ours(study: Study) -> frozenset[str]:
    return frozenset(study.sheet("items")["question"])


def papers(study: Study, language: Language) -> Iterator[Paper]:
    yield interview(study, language)
    yield questionnaire(study, language, (1, 5), ours(study))


def soup(paper: Paper) -> BeautifulSoup:
    return BeautifulSoup(page(paper), "html.parser")


def opened(paper: Paper) -> Document:
    return docx.Document(io.BytesIO(word(paper)))


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Every paragraph of the text, those in the cells of tables in their place."""
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield from (p for row in part.rows for cell in row.cells for p in cell.paragraphs)
        else:
            yield part


def styles(paper: Paper) -> list[str]:
    return [str(p.style.name) for p in paragraphs(opened(paper)) if p.style]


class TestInterviewGuide:
    @in_each
    def test_asks_in_the_order_of_the_tables(self, scan: Study, language: Language) -> None:
        columns = [column for columns in TABLES.values() for column in columns]
        lists = [c.name for c in SHEET["cases"].columns if c.name in QUESTIONS]
        assert columns == lists == list(QUESTIONS)
        asked = [h.text for h in soup(interview(scan, language)).select("h3")]
        questions = [QUESTIONS[column][0].say(language) for column in columns]
        assert asked == [f"{n}. {question}" for n, question in enumerate(questions, 1)]

    @in_each
    def test_has_room_for_each_answer_and_says_where_it_goes(
        self, scan: Study, language: Language
    ) -> None:
        found = soup(interview(scan, language))
        assert len(found.select(".room")) == len(QUESTIONS)
        told = " ".join(p.text for p in found.select(".small"))
        sheet = SHEET["cases"]
        names = [sheet.column(c).dutch if language == "nl" else c for c in QUESTIONS]
        assert all(f"“{name}”" in told for name in names)

    @in_each
    def test_begins_each_table_on_a_new_page(self, scan: Study, language: Language) -> None:
        paper = interview(scan, language)
        broken = [p for p in opened(paper).paragraphs if p.paragraph_format.page_break_before]
        assert [p.text for p in broken] == [table.say(language) for table in TABLES]
        assert len(soup(paper).select(".new-page")) == len(TABLES)


class TestQuestionnaire:
    @in_each
    def test_has_every_question_of_the_items_once(self, scan: Study, language: Language) -> None:
        paper = questionnaire(scan, language, (1, 5), ours(scan))
        asked = [row for b in paper.blocks if isinstance(b, Statements) for row in b.rows]
        items = scan.sheet("items")
        told = [scan.say(question, language) for question in items["question"]]
        assert asked == list(zip(items["item"], told, strict=True))
        assert len([b for b in paper.blocks if isinstance(b, Statements)]) == len(FACTORS)

    @in_each
    def test_states_the_scale_with_words_at_its_ends(self, scan: Study, language: Language) -> None:
        found = soup(questionnaire(scan, language, (1, 5), ours(scan)))
        steps = [" ".join(th.text.split()) for th in found.select("thead")[0].select(".step")]
        low = {"nl": "1 helemaal mee oneens", "en": "1 strongly disagree"}[language]
        high = {"nl": "5 helemaal mee eens", "en": "5 strongly agree"}[language]
        assert steps == [low, "2", "3", "4", high]

    @in_each
    def test_says_that_its_questions_are_not_those_of_in2(
        self, scan: Study, language: Language
    ) -> None:
        told = soup(questionnaire(scan, language, (1, 5), ours(scan))).select_one(".notice")
        assert told and "In2" in told.text and "Innovatie in gemeenten" in told.text

    def test_says_nothing_about_questions_of_somebody_else(self, scan: Study) -> None:
        one = next(iter(ours(scan)))
        notices = [
            str(soup(questionnaire(scan, "nl", (1, 5), known)).select_one(".notice"))
            for known in (frozenset[str](), frozenset([one]))
        ]
        assert "In2" not in notices[0]
        assert "deels" in notices[1]

    @in_each
    def test_tells_what_is_reversed_to_the_researcher_alone(
        self, scan: Study, language: Language
    ) -> None:
        found = soup(questionnaire(scan, language, (1, 5), ours(scan)))
        before, after = str(found).split('class="new-page"')
        items = scan.sheet("items")
        turned = list(items.loc[items["reverse"] == "yes", "item"])
        listed = BeautifulSoup(after, "html.parser").select("tbody tr")
        assert turned and [row.select("td")[0].text for row in listed] == turned
        assert not re.search("omgekeerd|revers", before)


class TestWord:
    @in_each
    def test_says_what_the_page_says(self, scan: Study, language: Language) -> None:
        for paper in papers(scan, language):
            found = soup(paper)
            for unseen in found.select("caption, .unseen"):
                unseen.decompose()
            said = " ".join(p.text for p in paragraphs(opened(paper))).replace("☐", "").split()
            assert found.main and found.main.get_text(" ").split() == said

    @in_each
    def test_has_real_headings(self, scan: Study, language: Language) -> None:
        for paper in papers(scan, language):
            levels = {f"h{level + 1}": f"Heading {level}" for level in (1, 2)}
            headings = [levels[h.name] for h in soup(paper).select("h2, h3")]
            assert [s for s in styles(paper) if s.startswith("Heading")] == headings
            assert styles(paper)[0] == "Title"

    @in_each
    def test_has_a_notice_that_stands_out(self, scan: Study, language: Language) -> None:
        for paper in papers(scan, language):
            assert styles(paper).count("Notice") == len(soup(paper).select(".notice")) == 1
            assert opened(paper).styles["Notice"].element.xpath("w:pPr/w:shd")

    @in_each
    def test_has_tables_that_can_be_read_out(self, scan: Study, language: Language) -> None:
        for paper in papers(scan, language):
            tables = opened(paper).tables
            captions = [table._tbl.xpath("w:tblPr/w:tblCaption/@w:val") for table in tables]
            unseen = [[c.text] for c in soup(paper).select("caption, .unseen")]
            assert captions == unseen
            headed = [table for table in tables if table._tbl.xpath("w:tr[1]/w:trPr/w:tblHeader")]
            assert len(headed) == len(soup(paper).select("thead"))

    @in_each
    def test_has_rows_that_do_not_break(self, scan: Study, language: Language) -> None:
        for paper in papers(scan, language):
            rows = [row for table in opened(paper).tables for row in table.rows]
            assert rows and all(row._tr.xpath("w:trPr/w:cantSplit") for row in rows)

    def test_has_room_to_write(self, scan: Study) -> None:
        rooms = [t for t in opened(interview(scan, "nl")).tables if len(t.columns) == 1]
        assert len(rooms) == len(QUESTIONS)
        assert all((room.rows[0].height or 0) > Cm(7) for room in rooms)

    @pytest.mark.parametrize("scale", [(1, 5), (0, 10)])
    def test_fits_the_page(self, scan: Study, scale: tuple[int, int]) -> None:
        for paper in (interview(scan, "nl"), questionnaire(scan, "nl", scale, ())):
            document = opened(paper)
            (section,) = document.sections
            sides = (section.left_margin or 0) + (section.right_margin or 0)
            wide = (section.page_width or 0) - sides
            for table in document.tables:
                assert sum(column.width or 0 for column in table.columns) <= wide + Pt(1)
                assert min(column.width or 0 for column in table.columns) >= Cm(0.7)

    @in_each
    def test_says_its_title_and_language(self, scan: Study, language: Language) -> None:
        for paper in papers(scan, language):
            document, locale = opened(paper), {"nl": "nl-NL", "en": "en-GB"}[language]
            told = document.core_properties
            assert (told.title, told.language) == (paper.title, locale)
            assert not (told.author or told.comments or told.last_modified_by)
            assert document.styles.element.xpath("w:docDefaults//w:lang/@w:val") == [locale]

    def test_has_the_number_of_the_page_and_of_all_at_its_foot(self, scan: Study) -> None:
        (foot,) = opened(interview(scan, "nl")).sections[0].footer.paragraphs
        assert [part.get(qn("w:instr")) or part.text for part in foot._p[-3:]] == [
            "PAGE",
            " / ",
            "NUMPAGES",
        ]

    def test_carries_no_time(self, scan: Study, monkeypatch: pytest.MonkeyPatch) -> None:
        paper = interview(scan, "nl")
        before = word(paper)
        monkeypatch.setattr(time, "time", lambda: datetime(2031, 5, 6, 7, 8).timestamp())
        assert word(paper) == before
        told = opened(paper).core_properties
        assert told.created == told.modified == datetime.fromisoformat("1980-01-01T00:00+00:00")
        with zipfile.ZipFile(io.BytesIO(before)) as archive:
            assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert {part.create_system for part in archive.infolist()} == {0}

    @pytest.mark.parametrize("words", ["report --help", "validate STUDY=voorbeeld-scan"])
    def test_is_not_loaded_before_it_is_written(self, words: str) -> None:
        command = [sys.executable, "-X", "importtime", "-m", "analysis", *words.split()]
        loaded = subprocess.run(command, capture_output=True, text=True, cwd=project_root()).stderr
        assert "analysis.main" in loaded and "lxml" not in loaded


class TestPage:
    @in_each
    def test_needs_nothing_beside_it(self, scan: Study, language: Language) -> None:
        for paper in papers(scan, language):
            found = soup(paper)
            assert found.html and found.html["lang"] == language
            assert not found.select("script, link, img, iframe, [src], [href]")
            assert "url(" not in str(found) and "@import" not in str(found)
            assert "size: A4" in str(found.style)

    @in_each
    def test_has_tables_with_captions_and_headers(self, scan: Study, language: Language) -> None:
        for paper in papers(scan, language):
            for table in soup(paper).select("table"):
                assert table.caption and table.caption.text
                assert table.select("th[scope]")
                assert not table.select("th:not([scope])")


class TestWriting:
    def test_makes_each_paper_in_both_languages_and_formats(self, root: Path) -> None:
        written = write_instrument(NAME, root)
        assert {path.name for path in written.folder.iterdir()} == FILES | {"made.json"}
        assert written.folder == folder(root) and not written.notes

    def test_gives_the_same_bytes_again(self, root: Path) -> None:
        write_instrument(NAME, root)
        before = {path.name: path.read_bytes() for path in folder(root).iterdir()}
        write_instrument(NAME, root)
        assert {path.name: path.read_bytes() for path in folder(root).iterdir()} == before

    def test_follows_what_is_changed_in_the_workbook(self, root: Path) -> None:
        write_instrument(NAME, root)
        with_cell(root, "items", "question", 2, "Wij vernieuwen elke dag.")
        written = write_instrument(NAME, root)
        for file in ("vragenlijst.html", "questionnaire.html"):
            assert "Wij vernieuwen elke dag." in (folder(root) / file).read_text(encoding="utf-8")
        document = docx.Document(str(folder(root) / "vragenlijst.docx"))
        assert "Wij vernieuwen elke dag." in [p.text for p in paragraphs(document)]
        assert [(type(n), n.before) for n in written.notes] == [
            (TextUntranslated, "Wij vernieuwen elke dag.")
        ]

    def test_leaves_what_somebody_changed_and_writes_nothing_else(self, root: Path) -> None:
        write_instrument(NAME, root)
        mine = folder(root) / "vragenlijst.docx"
        mine.write_bytes(mine.read_bytes() + b"!")
        with_cell(root, "items", "question", 2, "Wij vernieuwen elke dag.")
        before = {path.name: path.read_bytes() for path in folder(root).iterdir()}
        with pytest.raises(InputError) as refused:
            write_instrument(NAME, root)
        told = [(type(p), p.place.file) for p in refused.value.problems]
        assert told == [(FileChanged, "instrument/vragenlijst.docx")]
        assert {path.name: path.read_bytes() for path in folder(root).iterdir()} == before

    def test_leaves_a_file_that_it_did_not_make(self, root: Path) -> None:
        folder(root).mkdir()
        (folder(root) / "vragenlijst.html").write_text("van mij", encoding="utf-8")
        with pytest.raises(InputError):
            write_instrument(NAME, root)
        assert (folder(root) / "vragenlijst.html").read_text(encoding="utf-8") == "van mij"

    def test_takes_every_file_for_changed_where_its_own_list_is_damaged(self, root: Path) -> None:
        write_instrument(NAME, root)
        (folder(root) / "made.json").write_text("[]", encoding="utf-8")
        with pytest.raises(InputError):
            write_instrument(NAME, root)

    def test_has_the_scale_of_the_study(self, root: Path) -> None:
        with_property(root, "scale_max", "7")
        write_instrument(NAME, root)
        text = (folder(root) / "questionnaire.html").read_text(encoding="utf-8")
        assert "7 is: strongly agree" in text

    @pytest.mark.parametrize("high", ["1000", "4,5", "11,5"])
    def test_refuses_a_scale_that_cannot_be_printed(self, root: Path, high: str) -> None:
        with_property(root, "scale_max", high)
        with pytest.raises(InputError) as refused:
            write_instrument(NAME, root)
        assert [type(p) for p in refused.value.problems] == [ValueMalformed]
        assert not folder(root).exists()

    def test_does_not_need_the_rest_of_the_study(self, root: Path) -> None:
        with_cell(root, "cases", "size_class", 3, "enorm")
        assert write_instrument(NAME, root).folder.exists()

    def test_tells_a_tab_that_may_be_the_questions(self, root: Path) -> None:
        path = root / "data" / "raw" / NAME / "study.xlsx"
        book = load_workbook(path)
        book["vragen"].title = "vraagen"
        book.save(path)
        with pytest.raises(InputError) as refused:
            write_instrument(NAME, root)
        assert [type(p) for p in refused.value.problems] == [SheetUnknown]

    def test_without_questions_gives_the_guide_alone(self, root: Path) -> None:
        path = root / "data" / "raw" / NAME / "study.xlsx"
        book = load_workbook(path)
        book["vragen"].delete_rows(2, 100)
        book.save(path)
        write_instrument(NAME, root)
        names = {path.stem for path in folder(root).iterdir()} - {"made"}
        assert names == {"interviewleidraad", "interview-guide"}


HOSTILE = "</w:t><script>alert(1)</script>{{ 7 * 7 }} {x} =1+1 & []]>"


class TestHostileQuestions:
    def test_stand_there_as_text(self, root: Path) -> None:
        with_cell(root, "items", "question", 2, HOSTILE)
        with_property(root, "title", HOSTILE)
        write_instrument(NAME, root)
        html = (folder(root) / "vragenlijst.html").read_text(encoding="utf-8")
        found = BeautifulSoup(html, "html.parser")
        assert not found.select("script")
        assert "{{ 7 * 7 }} {x} =1+1" in found.text
        document = docx.Document(str(folder(root) / "vragenlijst.docx"))
        assert [p.text for p in paragraphs(document)].count(HOSTILE) == 2

    def test_with_signs_that_xml_cannot_hold_still_make_a_document(self, root: Path) -> None:
        shutil.copytree(project_root() / "data/raw/voorbeeld-scan", root / "data/raw/tekens")
        items = root / "data/raw/tekens/items.csv"
        text = items.read_text(encoding="utf-8").replace("Onze", "On\ufffe\x0b\x01ze", 1)
        items.write_text(text, encoding="utf-8")
        write_instrument("tekens", root)
        assert (root / "data/raw/tekens" / FOLDER / "vragenlijst.docx").exists()


class TestCommands:
    @pytest.fixture(autouse=True)
    def here(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("analysis.folders.project_root", lambda: root)

    def test_a_new_study_has_its_papers(
        self, root: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main.study(["NAME=nieuw", "LANGUAGE=en"]) == 0
        made = {path.name for path in (root / "data" / "raw" / "nieuw" / FOLDER).iterdir()}
        assert made >= FILES
        told = capsys.readouterr().out
        assert "questionnaire" in told and "study.xlsx" in told

    def test_they_can_be_made_again(self, root: Path) -> None:
        assert main.instrument([f"STUDY={NAME}"]) == 0
        assert (folder(root) / "vragenlijst.docx").exists()

    @pytest.mark.parametrize("words", [[], ["STUDY=mijnn"], ["STUDY=../mijn"]])
    def test_of_no_study_there_are_none(
        self, root: Path, words: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main.instrument(words) == 2
        assert "STUDY" in capsys.readouterr().err or words

    def test_no_data_of_municipalities_stand_in_them(self, root: Path) -> None:
        with_cell(root, "cases", "innovation", 3, "geheime vernieuwing")
        assert main.instrument([f"STUDY={NAME}"]) == 0
        whole = b"".join(path.read_bytes() for path in folder(root).iterdir())
        assert b"geheime vernieuwing" not in whole


def test_papers_are_those_that_are_written(scan: Study) -> None:
    names = {paper.name for paper in writing.papers(scan, ours(scan))}
    assert {f"{name}.{suffix}" for name in names for suffix in ("docx", "html")} == FILES
