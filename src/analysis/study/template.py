"""An empty study to fill in: a workbook made from the schema, with what is ready to start from."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from analysis.folders import studies_folder
from analysis.language import Language, Text
from analysis.problems import WORKBOOK, InputError, ParameterProblem, Place
from analysis.schema import EXAMPLES, GUIDES, SHEET, SHEETS, Column, Sheet
from analysis.study.opening import open_study

START = {"codebook": "gemeenten-2015", "items": "voorbeeld-scan"}
"""What is ready to start from, and the study that it comes from."""
SCALE = {"scale_min": "1", "scale_max": "5"}
"""The scale of the project's own questions."""
ROWS = 1000
"""For how many rows a cell offers the values it can have."""
LETTER, LINE, GREY = "Calibri", 16, "666666"
"""The letter, the height of its line in points, and the colour of what only shows how."""
LONGEST_LIST = 255
"""In signs: the longest list of values that a spreadsheet takes in one cell's rule."""

GUIDE: tuple[Text, ...] = (
    Text("Zo vult u dit werkboek in", "How to fill in this workbook"),
    Text(
        "Elk tabblad is een lijst. Wijs een kop aan: dan leest u wat er in de kolom hoort.",
        "Each tab is a list. Point at a header to read what belongs in the column.",
    ),
    Text(
        "Begin met het tabblad over de studie en dat over de gemeenten. De andere mogen leeg zijn.",
        "Begin with the tab on the study and the one on the municipalities. The others may stay "
        "empty.",
    ),
    Text(
        "Zet meer antwoorden in één cel met een puntkomma ertussen.",
        "Put several answers in one cell with a semicolon between them.",
    ),
    Text(
        "De rij die “voorbeeld” heet, is een voorbeeld en telt niet mee.",
        "The row that is called “voorbeeld” is an example and does not count.",
    ),
    Text(
        "In de map “instrument” staan een interviewleidraad en een vragenlijst. Verandert u de "
        "vragen, maak ze dan opnieuw: make instrument STUDY={name}.",
        "In the folder “instrument” are an interview guide and a questionnaire. When you change "
        "the questions, make them again: make instrument STUDY={name}.",
    ),
    Text(
        "Stelde u de vragen met Forms, LimeSurvey of Qualtrics? Zet de export naast dit werkboek. "
        "Het tabblad met de scores blijft dan leeg.",
        "Did you ask the questions with Forms, LimeSurvey or Qualtrics? Put the export beside this "
        "workbook. The tab with the scores then stays empty.",
    ),
    Text(
        "Geef gemeenten een code, zoals A1, en niet hun naam. Zet er geen mensen bij.",
        "Give municipalities a code, such as A1, and not their name. Name no people.",
    ),
    Text(
        "Controleren: make validate STUDY={name}. Rapporten: make report STUDY={name}.",
        "To check: make validate STUDY={name}. Reports: make report STUDY={name}.",
    ),
)
EXAMPLE_CASE = {
    "case": EXAMPLES[0],
    "size_class": "<400",
    "innovation": "afspraak maken met de telefoon",
    "origin": "klachten van bewoners; idee van een medewerker",
    "team": "eigen medewerkers; automatisering",
    "help": "leverancier",
    "promoting": "ruimte om te proberen; steun van de wethouder",
    "hindering": "te weinig tijd",
}
THERE = Text(
    "Die studie is er al. Kies een andere naam.", "That study exists. Choose another name."
)


def new_study(name: str, language: Language, root: Path | None = None) -> Path:
    """Make the folder of a new study with an empty workbook; return the workbook.

    Args:
        name: of the folder in ``data/raw``.
        language: of the tabs, headers and fixed values.
        root: the checkout, if not the one that this package stands in.

    Raises InputError when there is such a folder: nothing is ever overwritten.
    """
    folder = studies_folder(root) / name
    if folder.exists():
        raise InputError([ParameterProblem(Place("make"), f"NAME={name}", THERE)])
    rows = _start(root)
    book = Workbook()
    _guide(book, name, language)
    for sheet in SHEETS:
        _tab(book, sheet, language, rows.get(sheet.name, []))
    whole = io.BytesIO()
    book.save(whole)
    folder.mkdir(parents=True)
    path = folder / f"{WORKBOOK}.xlsx"
    path.write_bytes(whole.getvalue())
    return path


def _start(root: Path | None) -> dict[str, list[dict[str, str]]]:
    """The rows that each sheet begins with."""
    sources = {sheet: open_study(study, root) for sheet, study in START.items()}
    frames = {sheet: study.sheet(sheet) for sheet, study in sources.items()}
    told = {
        text: study.english[text]
        for sheet, study in sources.items()
        for text in pd.unique(frames[sheet].to_numpy().ravel())
        if text in study.english
    }
    properties = SHEET["study"].column("key").allowed
    return {
        "study": [{"key": key, "value": SCALE.get(key, "")} for key in properties],
        "cases": [EXAMPLE_CASE],
        "translations": [{"text": text, "en": en} for text, en in told.items()],
        **{sheet: _records(frame) for sheet, frame in frames.items()},
    }


def _records(frame: pd.DataFrame) -> list[dict[str, str]]:
    return [{str(key): str(cell) for key, cell in row.items()} for row in frame.to_dict("records")]


def _guide(book: Any, name: str, language: Language) -> None:
    """The first tab: what to do, in both languages, the reader's first."""
    tab = book.active
    tab.title = GUIDES[0] if language == "nl" else GUIDES[1]
    tab.column_dimensions["A"].width = 100
    for tongue in (language, "en" if language == "nl" else "nl"):
        for text in GUIDE:
            _write(tab, tab.max_row + 1, 1, text.say(tongue, name=name))
            tab.cell(tab.max_row, 1).font = Font(name=LETTER, bold=text is GUIDE[0], size=11)
            tab.cell(tab.max_row, 1).alignment = Alignment(wrap_text=True)


def _tab(book: Any, sheet: Sheet, language: Language, rows: Iterable[Mapping[str, str]]) -> None:
    """One sheet: its headers with what belongs there, and its first rows."""
    tab = book.create_sheet(sheet.named(language))
    tab.freeze_panes = "B2"
    for place, column in enumerate(sheet.columns, start=1):
        _header(tab, place, column, language)
    for number, row in enumerate(rows, start=2):
        texts = [column.written(row.get(column.name, ""), language) for column in sheet.columns]
        widths = [_width(column) for column in sheet.columns]
        lines = (len(wrap(text, width)) for text, width in zip(texts, widths, strict=True))
        tab.row_dimensions[number].height = LINE * max(1, *lines)
        _row(tab, number, texts, example=row.get("case") in EXAMPLES)


def _row(tab: Any, number: int, texts: Sequence[str], *, example: bool) -> None:
    for place, text in enumerate(texts, start=1):
        _write(tab, number, place, text)
        cell = tab.cell(number, place)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name=LETTER, italic=example, color=GREY if example else None)


def _header(tab: Any, place: int, column: Column, language: Language) -> None:
    letter = get_column_letter(place)
    _write(tab, 1, place, column.named(language))
    cell = tab.cell(1, place)
    cell.font = Font(name=LETTER, bold=True)
    cell.fill = PatternFill("solid", fgColor="DDE8F2")
    cell.comment = Comment(
        "\n".join(column.description.say(tongue) for tongue in ("nl", "en")), "", 160, 320
    )
    tab.column_dimensions[letter].width = _width(column)
    listed = f'"{",".join(column.written(value, language) for value in column.allowed)}"'
    if column.allowed and len(listed) <= LONGEST_LIST:
        rule = DataValidation(type="list", formula1=listed, allow_blank=True)
        rule.add(f"{letter}2:{letter}{ROWS}")
        tab.add_data_validation(rule)


def _width(column: Column) -> int:
    """How many signs fit beside each other in a cell: few where it holds a code or a number."""
    if column.pattern or column.kind in ("number", "integer"):
        return 14
    return 26 if column.allowed else 44


def _write(tab: Any, row: int, column: int, text: str) -> None:
    """Text in a cell, as text: one that begins with `=` is no formula."""
    if text:
        cell = tab.cell(row, column, text)
        cell.data_type = "s"
