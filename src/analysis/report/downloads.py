"""What the pages show in other forms, for who computes or writes: made from the finished pages."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analysis.language import Language, Text
from analysis.report.formulas import no_formula
from analysis.report.shown import Shown, shown_in, text_of
from analysis.schema import MADE_UP
from analysis.timeless import MADE, packed, parts_of

CORE = "docProps/core.xml"
DASH = "\u2013"
"""What a page shows where there is nothing."""

NOTES = Text("Toelichting", "Notes")
ABOUT = Text(
    "Elk tabblad is een tabel van de pagina's, of de gegevens van een figuur. Een leeg vak is op "
    "de pagina een streepje: niet gepubliceerd of niet te berekenen.",
    "Each tab is a table of the pages, or the data of a figure. An empty cell is a dash on the "
    "page: not published or not to be computed.",
)
TAB = Text("Tabblad", "Tab")
WHAT = Text("Wat het is", "What it is")
PAGE = Text("Pagina", "Page")
PERCENT = re.compile(r"(\d{1,3})%")
POINT: Mapping[Language, str] = {"nl": ",", "en": "."}
"""What stands before the decimals of a number on a page."""
WIDEST = 60
"""In signs: how wide a column of the workbook becomes at most."""


@dataclass(frozen=True)
class Content:
    """What downloads are made from."""

    title: str
    language: Language
    synthetic: bool
    pages: Mapping[str, str]
    """The finished pages by their files, the index first."""

    @cached_property
    def by_page(self) -> Mapping[str, Sequence[Shown]]:
        """What each page shows, by the page's title; pages that show nothing are left out."""
        from bs4 import BeautifulSoup

        read = [BeautifulSoup(page, "html.parser") for page in self.pages.values()]
        told = {text_of(page.h1): shown_in(page, self.language) for page in read if page.h1}
        return {title: shown for title, shown in told.items() if shown}

    @property
    def shown(self) -> list[Shown]:
        """All that there is, in order."""
        return [shown for of_page in self.by_page.values() for shown in of_page]


def tables_as_csv(content: Content) -> bytes:
    """Every table, and the data of every figure, as CSV in a zip file: UTF-8, lines end in LF."""
    return packed({f"{shown.anchor}.csv": _csv(shown) for shown in content.shown})


def figures_as_svg(content: Content) -> bytes:
    """Every figure as SVG in a zip file."""
    return packed({f"{s.anchor}.svg": f"{s.svg}\n".encode() for s in content.shown if s.svg})


def tables_as_xlsx(content: Content) -> bytes:
    """Every table, and the data of every figure, on a tab of one workbook, after a tab of notes."""
    from openpyxl import Workbook
    from openpyxl.xml.functions import tostring

    book = Workbook()
    _notes(book, content)
    for shown in content.shown:
        _tab(book.create_sheet(shown.label), shown, content.language)
    book.properties.created = MADE
    whole = io.BytesIO()
    book.save(whole)
    # Saving writes the time into it.
    book.properties.modified = MADE
    return packed(parts_of(whole.getvalue()) | {CORE: tostring(book.properties.to_tree())})


def as_pdf(content: Content) -> bytes:
    """All pages as a PDF."""
    from analysis.report.printing import pdf_of

    return pdf_of(content.pages, content.language)


def as_docx(content: Content) -> bytes:
    """All pages as a Word document."""
    from analysis.report.word import document_of

    return document_of(content.pages, content.language)


MAKERS: Mapping[str, Callable[[Content], bytes]] = {
    "pdf": as_pdf,
    "docx": as_docx,
    "xlsx": tables_as_xlsx,
    "csv": tables_as_csv,
    "svg": figures_as_svg,
}
"""What makes the file of each format."""


def value(text: str, language: Language) -> str | int | float | None:
    """A cell's text as what it is: a number, a share, nothing, or text."""
    if text in ("", DASH):
        return None
    if re.fullmatch(r"[-+\u2212]?(0|[1-9]\d*)", text):
        return int(text.replace("\u2212", "-"))
    if re.fullmatch(rf"[-\u2212]?\d+{re.escape(POINT[language])}\d+", text):
        return float(text.replace("\u2212", "-").replace(POINT[language], "."))
    return text


def _notes(book: Any, content: Content) -> None:
    from openpyxl.styles import Font

    tab = book.active
    tab.title = NOTES.say(content.language)
    _write(tab, [content.title])
    _write(tab, [ABOUT.say(content.language)])
    if content.synthetic:
        _write(tab, [MADE_UP.say(content.language)])
    tab.append([])
    _write(tab, [text.say(content.language) for text in (TAB, WHAT, PAGE)])
    for cell in (tab["A1"], *tab[tab.max_row]):
        cell.font = Font(bold=True)
    for title, of_page in content.by_page.items():
        for shown in of_page:
            _write(tab, [shown.label, shown.caption, title])
    for letter, width in zip("ABC", (14, 70, 40), strict=True):
        tab.column_dimensions[letter].width = width


def _tab(tab: Any, shown: Shown, language: Language) -> None:
    """A table: its headers, which stay in sight, and its rows with numbers as numbers."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    header, *rows = shown.rows or ((),)
    _write(tab, header)
    for cell in tab[1]:
        cell.font = Font(bold=True)
    for row in rows:
        _write(tab, [value(text, language) for text in row])
    tab.freeze_panes = "B2"
    for number, texts in enumerate(zip(*shown.rows, strict=True), start=1):
        width = min(WIDEST, max(map(len, texts)) + 2)
        tab.column_dimensions[get_column_letter(number)].width = width
    for cells in tab.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write(tab: Any, values: Sequence[str | int | float | None]) -> None:
    """A row; shares get their sign, and text is text: one that begins with `=` is no formula."""
    from openpyxl.cell import WriteOnlyCell

    cells = [WriteOnlyCell(tab, given) for given in values]
    for cell, given in zip(cells, values, strict=True):
        if isinstance(given, str):
            cell.data_type = "s"
            if share := PERCENT.fullmatch(given):
                cell.value, cell.number_format = int(share[1]) / 100, "0%"
    tab.append(cells)


def _csv(shown: Shown) -> bytes:
    text = io.StringIO()
    rows = (map(no_formula, row) for row in shown.rows)
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8")
