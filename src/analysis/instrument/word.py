"""A paper as a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document as new_document
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import Table, _Row

from analysis.instrument.paper import (
    Block,
    Fields,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Points,
    Room,
    Statements,
    Step,
)
from analysis.wordfile import WIDTH, element, lay_out, saved, tell

TEXT = Cm(WIDTH)
CODES = Cm(2.8)
LABELS = Cm(6.7)
LINE = Pt(24)
"""Of a line to write on."""
SHADE = "EEF4F9"

STYLES = {
    "Small": ("Normal", 9),
    "Notice": ("Normal", 11),
    "Cell": ("Normal", 11),
    "Cell Header": ("Cell", 11),
    "Cell Code": ("Cell", 9),
    "Cell End": ("Cell Header", 8),
    "Gap": ("Cell", 4),
}
"""The styles that Word itself does not bring: what each is based on, and its size in points."""


def word(paper: Paper) -> bytes:
    """A paper as a Word document: the same bytes whenever it is made."""
    document = new_document()
    tell(document, paper.title, paper.language)
    _style(document)
    lay_out(document)
    document.add_heading(paper.title, 0)
    if paper.subtitle:
        document.add_paragraph(paper.subtitle, "Subtitle")
    for block in paper.blocks:
        _write(document, block)
    return saved(document)


def _style(document: Document) -> None:
    styles: Any = document.styles
    for name, (base, points) in STYLES.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = styles[base], Pt(points)
    styles["Normal"].font.name = "Calibri"
    styles["Normal"].paragraph_format.space_after = Pt(4)
    styles["Title"].font.size = Pt(20)
    styles["Heading 1"].paragraph_format.space_before = Pt(14)
    for name in ("Subtitle", "Heading 2"):  # What Word brings is too pale to read.
        styles[name].font.color.rgb = RGBColor(0x36, 0x5F, 0x91)
    styles["Notice"].element.get_or_add_pPr().append(element("shd", val="clear", fill=SHADE))
    cell, header = styles["Cell"].paragraph_format, styles["Cell Header"]
    cell.space_before = cell.space_after = Pt(2)
    header.font.bold = header.paragraph_format.keep_with_next = True
    styles["Cell End"].font.bold = False


def _write(document: Document, block: Block) -> None:
    match block:
        case Heading():
            heading = document.add_heading(block.text, block.level)
            heading.paragraph_format.page_break_before = block.new_page
        case Paragraph():
            document.add_paragraph(block.text, block.style)
        case Points():
            _points(document, block)
        case Room():
            _open_rows(_table(document, block.label, [TEXT], [[""]]), block.lines)
        case Fields():
            _fields(document, block)
        case Statements():
            _statements(document, block)
        case Listing():
            columns = len(block.headers) - 1
            widths = [CODES, *[(TEXT - CODES) // columns] * columns]
            _heads(_table(document, block.caption, widths, [block.headers, *block.rows]))


def _points(document: Document, block: Points) -> None:
    for item in block.items:
        document.add_paragraph(item, "List Bullet")


def _fields(document: Document, block: Fields) -> None:
    rows = [[label, "\n".join(f"☐ {c}" for c in choices)] for label, choices in block.rows]
    _open_rows(_table(document, block.caption, [LABELS, TEXT - LABELS], rows), 1)


def _statements(document: Document, block: Statements) -> None:
    """The steps stand in columns of their own; the words of an end below its number."""
    steps = [_step_width(step, len(block.scale)) for step in block.scale]
    numbers = [step.number for step in block.scale]
    widths = [CODES, TEXT - CODES - sum(steps), *steps]
    rows = [[*texts, *numbers] for texts in (block.headers, *block.rows)]
    table = _table(document, block.caption, widths, rows)
    _heads(table)
    for cell, step in zip(table.rows[0].cells[2:], block.scale, strict=True):
        if step.words:
            cell.add_paragraph(step.words, "Cell End")
    for column in list(table.columns)[2:]:
        for paragraph in (p for cell in column.cells for p in cell.paragraphs):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _step_width(step: Step, steps: int) -> Length:
    """The ends have room for their words; many steps stand closer together."""
    return Cm(1.95) if step.words else Cm(1 if steps <= 7 else 0.75)


def _table(
    document: Document, caption: str, widths: Sequence[int], rows: Iterable[Sequence[str]]
) -> Table:
    """A table that is read out by its caption; no row of it breaks over two pages."""
    table: Table = document.add_table(0, len(widths), "Table Grid")
    table.autofit = False
    table._tblPr.append(element("tblCaption", val=caption))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Length(width)
    for texts in rows:
        row: _Row = table.add_row()  # type: ignore[no-untyped-call]
        row._tr.get_or_add_trPr().append(element("cantSplit"))
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
            cell.paragraphs[0].style = "Cell"
    document.add_paragraph(style="Gap")
    return table


def _open_rows(table: Table, lines: int) -> None:
    """Rows with room to write in."""
    for row in table.rows:
        row.height = Length(lines * LINE)


def _heads(table: Table) -> None:
    """The first row as the header, repeated on each page; the first column as codes."""
    for cell in table.columns[0].cells:
        cell.paragraphs[0].style = "Cell Code"
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(element("tblHeader"))
    for cell in row.cells:
        cell.paragraphs[0].style = "Cell Header"
        cell._tc.get_or_add_tcPr().append(element("shd", val="clear", fill=SHADE))
