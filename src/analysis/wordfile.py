"""What every Word document of the project has: A4, numbers at the foot, a language, no time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from analysis.language import Language
from analysis.timeless import MADE, packed, parts_of

if TYPE_CHECKING:
    from docx.document import Document

LOCALES = {"nl": "nl-NL", "en": "en-GB"}
A4 = (21.0, 29.7)
MARGIN = 2.0
"""In centimetres, as the page itself."""
WIDTH = A4[0] - 2 * MARGIN
"""Of the text of a page, in centimetres."""


def element(name: str, **attributes: str) -> Any:
    """What python-docx has no word for."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    return OxmlElement(f"w:{name}", {qn(f"w:{key}"): value for key, value in attributes.items()})


def tell(document: Document, title: str, language: Language) -> None:
    """What a document says of itself."""
    from docx.oxml.ns import qn

    told = document.core_properties
    told.title, told.language = title, LOCALES[language]
    told.author = told.comments = ""
    told.created = told.modified = MADE
    next(document.styles.element.iter(qn("w:lang"))).set(qn("w:val"), LOCALES[language])


def lay_out(document: Document) -> None:
    """A4, with the number of the page and how many there are at its foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = map(Cm, A4)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin = section.bottom_margin = Cm(MARGIN)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot._p.append(element("fldSimple", instr="PAGE"))
    foot.add_run(" / ")
    foot._p.append(element("fldSimple", instr="NUMPAGES"))


def saved(document: Document) -> bytes:
    """A document as a file: the same bytes whenever it is made."""
    whole = io.BytesIO()
    document.save(whole)
    return packed(parts_of(whole.getvalue()))
