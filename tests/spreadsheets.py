"""Writes studies as people's spreadsheets have them: xlsx, ods and CSV of several dialects."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from made_up import NAME, SHEETS, Rows
from openpyxl import Workbook

from analysis.schema import SHEET
from analysis.study.gathering import file_of

Cells = Sequence[Sequence[object]]
"""The rows of a tab, the header first."""


def tabs(changed: Mapping[str, Rows] | None = None) -> dict[str, Cells]:
    """The made-up study as tabs, with some sheets changed; a sheet without rows has no tab."""
    whole = {**SHEETS, **(changed or {})}
    return {name: cells_of(name, rows) for name, rows in whole.items() if rows}


def cells_of(sheet: str, rows: Rows) -> Cells:
    """A sheet as rows of cells, with every column of its schema."""
    names = SHEET[sheet].names
    return [list(names), *([row.get(name, "") for name in names] for row in rows)]


def folder(root: Path, name: str = NAME) -> Path:
    """The empty folder of a study below a root."""
    made = root / "data" / "raw" / name
    made.mkdir(parents=True, exist_ok=True)
    return made


def write_xlsx(path: Path, written: Mapping[str, Cells], merged: Mapping[str, str] = {}) -> Path:
    """Tabs as an xlsx workbook; `merged` gives for a tab an area such as ``B2:B3``."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in written.items():
        sheet = book.create_sheet(title)
        for row, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                if value != "":
                    cell = sheet.cell(row, column, _escaped(value))
                    # Text stays text, also what begins with an equals sign.
                    cell.data_type = "s" if isinstance(value, str) else cell.data_type
        if title in merged:
            sheet.merge_cells(merged[title])
    book.save(path)
    return path


def _escaped(value: object) -> Any:
    """Text that looks like a sign by its number, as Excel writes it; openpyxl leaves it as is."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Raw:
    """A cell of an ods workbook as XML."""

    xml: str


def write_ods(path: Path, written: Mapping[str, Cells]) -> Path:
    """Tabs as an ods workbook, each ending in the million of empty rows that programs write."""
    tables = "".join(
        f'<table:table table:name="{escape(title)}">{"".join(map(_row, rows))}'
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        "</table:table>"
        for title, rows in written.items()
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", CONTENT.format(tables=tables))
    return path


CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    "</office:document-content>"
)


def _row(cells: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(_cell, cells))}</table:table-row>"


def _cell(value: object) -> str:
    if isinstance(value, Raw):
        return value.xml
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    text = escape(str(value)).replace("  ", ' <text:s text:c="1"/>').replace("\t", "<text:tab/>")
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


@dataclass(frozen=True)
class Dialect:
    """One way in which programs write CSV."""

    separator: str = ","
    encoding: str = "utf-8"
    line_end: str = "\n"
    quoting: int = csv.QUOTE_MINIMAL


def write_csv(
    study: Path,
    changed: Mapping[str, Rows] | None = None,
    dialect: Dialect = Dialect(),
) -> Path:
    """The made-up study as CSV files in a folder, with some sheets changed."""
    for name, rows in tabs(changed).items():
        text = io.StringIO(newline="")
        writer = csv.writer(
            text,
            delimiter=dialect.separator,
            lineterminator=dialect.line_end,
            quoting=dialect.quoting,  # type: ignore[arg-type]  # the stubs know only the constants
        )
        writer.writerows(rows)
        path = study / file_of(name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.getvalue().encode(dialect.encoding))
    return study
