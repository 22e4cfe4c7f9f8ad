"""Keeps text in a CSV file text: a spreadsheet takes some of it for a formula, and runs that."""

from __future__ import annotations

import re
from typing import TypeVar

T = TypeVar("T")

FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20].", re.DOTALL)
"""How what is taken for a formula begins; the wide signs count in the Far East."""
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?%?")
TEXT = "'"
"""The sign by which a spreadsheet knows text."""
CUT = ";"
"""Where much of Europe's spreadsheets begin another cell."""


def no_formula(cell: T) -> T | str:
    """A cell with an apostrophe before each part of it that would be taken for a formula."""
    return CUT.join(map(_as_text, cell.split(CUT))) if isinstance(cell, str) else cell


def _as_text(part: str) -> str:
    runs = FORMULA.match(part) and not NUMBER.fullmatch(part.strip())
    return f"{TEXT}{part}" if runs else part
