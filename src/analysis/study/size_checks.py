"""Checks how many municipalities the country has in each size class: shares are weighed by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.language import Text
from analysis.problems import Place, Problem, ValueMalformed, ValueMissing
from analysis.study.checking import Sheets, is_whole, row_number

TOO_FEW = Text(
    "De studie heeft er zelf al {n} in die klasse.", "The study itself has {n} in that class."
)
ALSO = Text(
    "Geef ook hoeveel gemeenten het land in de klasse {size} heeft.",
    "Also give how many municipalities the country has in the class {size}.",
)
TOGETHER = Text(
    "De grootteklassen zijn samen {n}. Laat “population” leeg of maak ze gelijk.",
    "The size classes are {n} together. Leave “population” empty or make them equal.",
)


def size_problems(sheets: Sheets, files: Mapping[str, str]) -> list[Problem]:
    """Classes that are left out or too small for the study, and a country of another size.

    Args:
        sheets: every sheet of the schema.
        files: what problems call each sheet.
    """
    counts = sheets["size_classes"]
    if counts.empty or not counts["municipalities"].map(is_whole).all():
        return []
    cases = sheets["cases"]["size_class"].value_counts()
    return [
        *_too_small(counts, cases, files["size_classes"]),
        *_left_out(counts, cases, files["size_classes"]),
        *_another_country(sheets["study"], counts, files["study"]),
    ]


def _too_small(counts: pd.DataFrame, cases: pd.Series, file: str) -> Iterator[Problem]:
    for row, size, given in counts[["size_class", "municipalities"]].itertuples(name=None):
        n = int(cases.get(size, 0))
        if int(given) < n:
            place = Place(file, int(row), "municipalities")
            yield ValueMalformed(place, given, TOO_FEW.filled(n=n))


def _left_out(counts: pd.DataFrame, cases: pd.Series, file: str) -> Iterator[Problem]:
    for size in cases.index:
        if size and size not in set(counts["size_class"]):
            yield ValueMissing(Place(file, column="size_class"), right=ALSO.filled(size=size))


def _another_country(study: pd.DataFrame, counts: pd.DataFrame, file: str) -> Iterator[Problem]:
    total = counts["municipalities"].astype(int).sum()
    for row, value in study.loc[study["key"] == "population", "value"].items():
        if is_whole(value) and int(value) != total:
            place = Place(file, row_number(row), "value")
            yield ValueMalformed(place, value, TOGETHER.filled(n=total))
