"""Finds people who seem to have answered a survey twice, in one export or in several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.problems import Note, PersonTwice, Place
from analysis.study.cells import ADDRESS
from analysis.study.export_columns import Columns
from analysis.study.grids import Odd

MANY = 10
"""How many answers must be the same: two people may well give the same few."""

Sign = tuple[str, ...]
"""What one person would leave behind twice. It may have an address: it is never told."""


def signs(columns: Columns, row: int, case: str, scores: Mapping[str, str]) -> Iterator[Sign]:
    """What tells one person from another on a row: e-mail addresses, and many answers together.

    Args:
        scores: the row's score on each item that has one.
    """
    if case and len(scores) >= MANY:
        yield (case, *(f"{item}={scores[item]}" for item in sorted(scores)))
    for column, value in columns.body[row].items():
        text = "" if isinstance(value, Odd) else value.strip().casefold()
        if column not in columns.items and ADDRESS.fullmatch(text):
            yield (text,)


def seen_twice(rows: Mapping[Place, frozenset[Sign]]) -> Iterator[Note]:
    """A note at each row that has a sign of an earlier one."""
    seen: dict[Sign, Place] = {}
    for place, signs_here in rows.items():
        earlier = [seen[sign] for sign in signs_here if sign in seen]
        if earlier:
            first = min(earlier, key=lambda p: (p.file, p.row or 0))
            yield PersonTwice(place, f"{first.file} {first.row}")
        seen.update({sign: place for sign in signs_here if sign not in seen})
