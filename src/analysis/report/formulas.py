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


def no_formula(cell: T) -> T | str:
    """A cell with an apostrophe before it where it would be taken for a formula."""
    if isinstance(cell, str) and FORMULA.match(cell) and not NUMBER.fullmatch(cell):
        return f"{TEXT}{cell}"
    return cell
