"""Pages as one PDF and one Word document: what a reader, or a program that reads aloud, finds.

Skipped where the machine has no Pango, by which WeasyPrint sets letters; `.ci/run` brings it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from checkout import built
from docx import Document
from pypdf import PdfReader

from analysis.report.offering import unmakeable
from analysis.report.printing import pdf_of
from analysis.report.shown import shown_on, text_of
from analysis.report.word import document_of, widths

NO_PANGO = "; ".join(problem.say("en") for problem in unmakeable(["pdf"]))
with_pango = pytest.mark.skipif(bool(NO_PANGO), reason=NO_PANGO)

PRINTED = ("index", "1-innovations", "2-collaboration", "4-factors")
PAGES = {
    "index.html": '<html lang="en"><main><h1>All</h1><a href="1-one.html#there">one</a></main>',
    "1-one.html": '<html lang="en"><main><h1>One</h1><h2 id="there">There &amp; here</h2>'
    '<p><img src="https://example.org/x.png"></p><script>alert(1)</script></main>',
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Some English pages of the 2015 study: to make a PDF of all takes as long as a build."""
    folder = built(tmp_path_factory) / "reports/gemeenten-2015/en"
    return {f"{name}.html": (folder / f"{name}.html").read_text("utf-8") for name in PRINTED}


@pytest.fixture(scope="module")
def titles(pages: dict[str, str]) -> list[str]:
    _index, *told = (BeautifulSoup(page, "html.parser") for page in pages.values())
    return [text_of(page.h1) for page in told if page.h1]


@pytest.fixture(scope="module")
def labels(pages: dict[str, str]) -> list[str]:
    return [shown.label for page in pages.values() for shown in shown_on(page, "en")]


@pytest.fixture(scope="module")
def alternatives(pages: dict[str, str]) -> list[str]:
    """What is said of each figure to who cannot see it."""
    drawings = (BeautifulSoup(page, "html.parser").select("figure svg") for page in pages.values())
    return [str(drawing["aria-label"]) for of_page in drawings for drawing in of_page]


@pytest.fixture(scope="module")
def pdf(pages: dict[str, str]) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_of(pages, "en")))


@pytest.fixture(scope="module")
def document(pages: dict[str, str]) -> Any:
    return Document(io.BytesIO(document_of(pages, "en")))


def nodes(node: Any) -> Iterator[Any]:
    """The nodes of a PDF's structure: what a program reads aloud."""
    told = node.get_object()
    if isinstance(told, list):
        for one in told:
            yield from nodes(one)
    elif isinstance(told, dict):
        yield told
        yield from nodes(told["/K"]) if "/K" in told else ()


@with_pango
class TestPdf:
    def test_says_its_title_and_language(self, pdf: PdfReader) -> None:
        assert pdf.metadata is not None
        assert pdf.metadata.title == "Innovation management in municipalities"
        assert str(pdf.root_object["/Lang"]) == "en"

    def test_has_a_bookmark_for_each_page(self, pdf: PdfReader, titles: list[str]) -> None:
        assert len(titles) == len(PRINTED) - 1
        found = [mark.title for mark in _flat(pdf.outline)]
        assert [title for title in titles if title not in found] == []

    def test_every_figure_is_told_in_words(self, pdf: PdfReader, alternatives: list[str]) -> None:
        assert pdf.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
        tree = list(nodes(pdf.root_object["/StructTreeRoot"]["/K"]))  # type: ignore[index]
        told = [str(node["/Alt"]) for node in tree if node.get("/S") == "/Figure"]
        assert len(told) > 2
        assert told == alternatives

    def test_every_table_and_figure_is_there(self, pdf: PdfReader, labels: list[str]) -> None:
        text = "\n".join(page.extract_text() for page in pdf.pages)
        assert [label for label in labels if f"{label}." not in text] == []

    def test_heads_of_columns_are_heads(self, pdf: PdfReader) -> None:
        tree = nodes(pdf.root_object["/StructTreeRoot"]["/K"])  # type: ignore[index]
        kinds = {node.get("/S") for node in tree}
        assert {"/Table", "/TH", "/TD", "/Caption", "/H1", "/H2"} <= kinds


def _flat(outline: Any) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


class TestWord:
    def test_has_real_headings(self, document: Any, titles: list[str]) -> None:
        first = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
        assert [title for title in titles if title not in first] == []
        assert document.core_properties.title == "Innovation management in municipalities"
        assert document.core_properties.language == "en-GB"

    def test_every_table_and_figure_has_its_caption(self, document: Any, labels: list[str]) -> None:
        captions = [
            p.text
            for p in document.paragraphs
            if p.style.name in ("Table Caption", "Image Caption")
        ]
        told = [caption.partition(".")[0] for caption in captions if "." in caption]
        assert [label for label in labels if label not in told] == []

    def test_every_table_repeats_its_heads(self, document: Any) -> None:
        assert len(document.tables) > 10
        for table in document.tables:
            assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader"), table.rows[0].cells[0].text

    def test_every_figure_is_told_in_words(self, document: Any, alternatives: list[str]) -> None:
        told = [str(one.get("descr")) for one in document.element.body.iter("{*}docPr")]
        assert told == alternatives

    def test_a_column_is_as_wide_as_its_words(self) -> None:
        head, narrow, wide = widths([["a", "b", "word " * 40], ["A1", "onafgebroken", "x"]])
        assert head < narrow < wide


class TestWithout:
    """What could lead away from the document, or tell when it was made."""

    @with_pango
    def test_a_pdf_has_the_same_bytes_and_fetches_nothing(self) -> None:
        first = pdf_of(PAGES, "en")
        assert pdf_of(PAGES, "en") == first
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(first)).pages)
        assert "There & here" in text
        assert b"example.org" not in first
        assert "alert" not in text

    @with_pango
    def test_a_pdf_has_letters_where_the_machine_has_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        empty = tmp_path / "fonts.conf"
        empty.write_text("<fontconfig></fontconfig>")
        monkeypatch.setenv("FONTCONFIG_FILE", str(empty))
        fonts = {
            str(font["/BaseFont"]).partition("+")[2]
            for page in PdfReader(io.BytesIO(pdf_of(PAGES, "en"))).pages
            for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
        }
        assert fonts == {"DejaVu-Sans", "DejaVu-Sans-Bold"}

    def test_a_word_document_has_the_same_bytes_and_fetches_nothing(self) -> None:
        first = document_of(PAGES, "en")
        assert document_of(PAGES, "en") == first
        texts = [p.text for p in Document(io.BytesIO(first)).paragraphs]
        assert "There & here" in texts
        assert not any("alert" in text for text in texts)
