"""All pages of a language as a Word document, through pandoc; then its tables are laid out."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.report.booklet import LETTERS, as_address, booklet, letters
from analysis.wordfile import WIDTH, element, lay_out, saved, tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bs4 import BeautifulSoup
    from docx.document import Document
    from docx.table import Table

    from analysis.language import Language

SHARP = 3
"""Pixels of a picture for each that its drawing has."""
CELL = "Table Text"
"""The style of the paragraphs in tables."""
INK, SOFT, LINK = "1D2229", "D9DEE4", "0A559E"
SIGN = 0.185
"""In centimetres: how wide a sign in a table is, about."""
BETWEEN = 4
"""In signs: the room between columns."""
LONGEST = 45
"""In signs: how wide a column needs to be at most."""
TOLD_AS = {"figure": "div", "td li": "p", ".verdict": "strong", ".locator": "p"}
"""As what pandoc is told of an element."""
PARAGRAPH = "data-custom-style"
"""How a style of Word is asked of pandoc."""


def document_of(pages: Mapping[str, str], language: Language) -> bytes:
    """The Word document of the finished pages by their files, the index first."""
    from bs4 import BeautifulSoup
    from docx import Document as opened
    from pypandoc import convert_text

    html = BeautifulSoup(booklet(pages, language, as_png), "html.parser")
    title = html.title.extract().get_text() if html.title else ""
    _prepare(html)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.docx"
        convert_text(str(html), "docx", format="html", outputfile=str(file), sandbox=True,
                     extra_args=["--shift-heading-level-by=-1"])  # fmt: skip
        document = opened(str(file))
    tell(document, title, language)
    _style(document)
    lay_out(document)
    for table in document.tables:
        _lay_out_table(table)
    _name_pictures(document)
    return saved(document)


def as_png(drawing: str) -> str:
    """A drawing as a picture that every Word can show, with letters that come along."""
    from resvg_py import svg_to_bytes

    png = svg_to_bytes(
        svg_string=drawing, zoom=SHARP, skip_system_fonts=True,
        font_files=[str(file) for file in letters()], sans_serif_family=LETTERS, background="white",
    )  # fmt: skip
    return as_address("image/png", bytes(png))


def _prepare(html: BeautifulSoup) -> None:
    """Leave to pandoc what it can tell: a picture with its caption, a cell with its lines."""
    for selector, name in TOLD_AS.items():
        for found in html.select(selector):
            found.name = name
    for caption in html.select("figcaption"):
        caption.name, caption[PARAGRAPH] = "div", "Image Caption"
    for listing in html.select("td ul"):
        listing.unwrap()
    for head in html.select("thead th, .gt_group_heading"):
        text = head.get_text()
        head.clear()
        head.append(html.new_tag("strong", string=text))


def _style(document: Document) -> None:
    """A look of its own: dark headings, small letters in tables."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    styles: Any = document.styles
    for name in ("Normal", "Title", *(f"Heading {level}" for level in range(1, 5))):
        styles[name].font.name = "Calibri"
        styles[name].font.color.rgb = RGBColor.from_string(INK)
    for level, points in enumerate((18, 14, 12, 11), start=1):
        styles[f"Heading {level}"].font.size, styles[f"Heading {level}"].font.bold = (
            Pt(points),
            True,
        )
    styles["Heading 1"].paragraph_format.space_before = Pt(28)
    styles["Normal"].font.size = Pt(10.5)
    styles["Hyperlink"].font.color.rgb = RGBColor.from_string(LINK)
    cell = styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style, cell.font.size = styles["Normal"], Pt(8.5)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(1)
    styles["Table Caption"].paragraph_format.keep_with_next = True


def _lay_out_table(table: Table) -> None:
    """Columns by what stands in them, a line under each row, and no row over two pages."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))
    for paragraph in (p for cell in table._cells for p in cell.paragraphs):
        paragraph.style = CELL
    table._tblPr.append(_lines())
    _give_widths(table)


def _lines() -> Any:
    lines = element("tblBorders")
    for side in ("top", "bottom"):
        lines.append(element(side, val="single", sz="6", color=INK))
    lines.append(element("insideH", val="single", sz="4", color=SOFT))
    return lines


def _give_widths(table: Table) -> None:
    from docx.shared import Cm

    texts = [[cell.text for cell in row.cells] for row in table.rows]
    for column, signs in zip(table.columns, widths(texts), strict=True):
        column.width = Cm(signs * SIGN)


def widths(texts: Sequence[Sequence[str]]) -> list[float]:
    """How wide each column of some rows is to be, in signs: its words fit, and its lines if so.

    A heading over all columns counts for none.
    """
    columns = list(zip(*(row for row in texts if len(set(row)) > 1), strict=True))
    least = [
        BETWEEN + max(len(word) for cell in c for word in cell.split() or [""]) for c in columns
    ]
    lines = [BETWEEN + max(len(line) for cell in c for line in cell.split("\n")) for c in columns]
    wished = [max(word, min(line, LONGEST)) - word for word, line in zip(least, lines, strict=True)]
    room = max(0.0, WIDTH / SIGN - sum(least))
    part = min(1.0, room / max(1, sum(wished)))
    return [word + part * more for word, more in zip(least, wished, strict=True)]


def _name_pictures(document: Document) -> None:
    """Let no picture have all its bytes for a name as well."""
    for told in document.element.body.iter("{*}cNvPr"):
        told.set("descr", "")
