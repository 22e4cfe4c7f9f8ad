"""Checks the scale of the scan, and that the scores lie on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.cleaning import decimal
from analysis.language import Text
from analysis.problems import Place, Problem, ValueMalformed, ValueMissing
from analysis.schema import SCALE_ENDS
from analysis.study.checking import (
    A_NUMBER,
    A_WHOLE_NUMBER,
    Sheets,
    is_number,
    is_whole,
    row_number,
)

Ends = Mapping[str, tuple[int, str]]
"""The row and the value of each end of the scale that is given, the lowest first."""

UPSIDE_DOWN = Text(
    "De hoogste score ligt boven de laagste.", "The highest score is above the lowest."
)
WANTED = Text(
    "Er zijn scores op een omgekeerde vraag: geef ook “{end}”.",
    "There are scores on a reversed question: give “{end}” too.",
)


def scale_problems(sheets: Sheets, files: Mapping[str, str]) -> list[Problem]:
    """Ends of a scale that are none, reversed questions without one, and scores outside it.

    Args:
        sheets: every sheet of the schema.
        files: what problems call each sheet.
    """
    ends = _ends(sheets["study"])
    wrong = [*_wrong_counts(sheets["study"], files["study"]), *_wrong_ends(ends, files["study"])]
    if wrong:
        return wrong
    if len(ends) < len(SCALE_ENDS):
        return [*_cannot_turn(sheets, ends, files["study"])]
    low, high = (decimal(value) for _, value in ends.values())
    return [*_outside(sheets["scores"], files["scores"], low, high)]


def _ends(study: pd.DataFrame) -> Ends:
    rows = zip(study["key"], study.index, study["value"], strict=True)
    given = {key: (row_number(row), value) for key, row, value in rows if value}
    return {end: given[end] for end in SCALE_ENDS if end in given}


def _wrong_counts(study: pd.DataFrame, file: str) -> Iterator[Problem]:
    """A year or a number of municipalities that is no whole number."""
    for row, key, value in study[["key", "value"]].itertuples(name=None):
        if key in ("year", "population") and value and not is_whole(value):
            yield ValueMalformed(Place(file, int(row), "value"), value, A_WHOLE_NUMBER)


def _wrong_ends(ends: Ends, file: str) -> Iterator[Problem]:
    """Ends that are no number, or a highest that does not lie above the lowest."""
    words = [end for end in ends.values() if not is_number(end[1])]
    for row, value in words:
        yield ValueMalformed(Place(file, row, "value"), value, A_NUMBER)
    if len(ends) == len(SCALE_ENDS) and not words:
        (_, low), (row, high) = ends.values()
        if decimal(high) <= decimal(low):
            yield ValueMalformed(Place(file, row, "value"), high, UPSIDE_DOWN)


def _cannot_turn(sheets: Sheets, ends: Ends, file: str) -> Iterator[Problem]:
    """Ends that are not given while a reversed question has scores to turn."""
    items, scores = sheets["items"], sheets["scores"]
    reversed_items = items.loc[items["reverse"] == "yes", "item"]
    if (scores["item"].isin(reversed_items) & (scores["score"] != "")).any():
        for end in SCALE_ENDS:
            if end not in ends:
                yield ValueMissing(Place(file, column="value"), right=WANTED.filled(end=end))


def _outside(scores: pd.DataFrame, file: str, low: float, high: float) -> Iterator[Problem]:
    """Scores that do not lie on the scale."""
    right = Text(f"Goed is: {low:g} tot en met {high:g}.", f"Right is: {low:g} to {high:g}.")
    for row, value in scores["score"].items():
        if is_number(value) and not low <= decimal(value) <= high:
            yield ValueMalformed(Place(file, row_number(row), "score"), value, right)
