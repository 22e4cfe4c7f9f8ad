"""Knows sheets and columns by their names: Dutch or English, in whatever case and spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from analysis.cleaning import normalised
from analysis.language import Language
from analysis.schema import SHEETS, Sheet

HEADER_WITHIN = 10
"""The header stands in the first so many rows that have anything in them."""


def folded(name: str) -> str:
    """A name without its case, with one spelling of spaces, hyphens and underscores."""
    return re.sub(r"[ _-]+", "_", normalised(name).casefold()).strip("_")


def sheet_named(title: str) -> Sheet | None:
    """The sheet that a file or tab is, or None."""
    return _SHEETS.get(folded(title))


def sheet_names() -> list[str]:
    """Every name that a sheet may have."""
    return list(_SHEETS)


def written_in(titles: Iterable[str]) -> Language:
    """The language of files or tabs by what they are called: Dutch as soon as one is only Dutch."""
    sheets = ((folded(title), sheet_named(title)) for title in titles)
    return "nl" if any(sheet and title != sheet.name for title, sheet in sheets) else "en"


def column_named(text: str, sheet: Sheet) -> str:
    """The column of a sheet that a header names, or an empty text."""
    return columns_of(sheet).get(folded(text), "")


def columns_of(sheet: Sheet) -> Mapping[str, str]:
    """The columns of a sheet by every name that they may have."""
    columns = (*sheet.columns, *sheet.dropped)
    return {column.dutch: column.name for column in columns} | {c.name: c.name for c in columns}


def known(cells: Sequence[str], sheet: Sheet | None) -> int:
    """How many columns of the sheet a row names."""
    return len({column_named(cell, sheet) for cell in cells} - {""}) if sheet else 0


def header_row(rows: Mapping[int, Sequence[str]], sheet: Sheet | None) -> int:
    """The row with the names of the columns, or 0 when there are no rows.

    The first with every column that must be there; people write a title above it.

    Args:
        rows: by their number, those with text only.
    """
    first = list(rows)[:HEADER_WITHIN]
    required = {column.name for column in sheet.columns if column.required} if sheet else set()
    for row in first:
        if sheet and required <= {column_named(cell, sheet) for cell in rows[row]}:
            return row
    return first[0] if first else 0


_SHEETS = {sheet.dutch: sheet for sheet in SHEETS} | {sheet.name: sheet for sheet in SHEETS}
