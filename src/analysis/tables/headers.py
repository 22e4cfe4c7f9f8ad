"""The headers that several tables share, and what stands where a table lacks its data."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.exhibits import Columns, Lacking, Table, exhibit
from analysis.language import Text, number, precise_percent
from analysis.results import Results

CASE = Text("Gemeente", "Municipality")
CASES = Text("Gemeenten", "Municipalities")
CLAIM = Text("Bewering", "Claim")
CLAIMS = Text("Beweringen", "Claims")
CODE = Text("Code", "Code")
COUNT = Text("Aantal", "Count")
FACTOR = Text("Factor", "Factor")
LEVEL = Text("Niveau", "Level")
P = Text("Kans (p)", "Chance (p)")
SCHEME = Text("Schema", "Scheme")
SIZE = Text("Grootte", "Size")
UNIT = Text("Vermelding", "Mention")
UNIT_TEXT = Text("Tekst", "Text")
VERDICT = Text("Oordeel", "Verdict")
WHERE = Text("Vindplaats", "Locator")
WHO = Text("Volgens", "According to")
WHY = Text("Waarom", "Why")

SMALLEST_P = 0.001
"""What a chance below this is told as."""


def table(results: Results, name: str, columns: Columns, row: Text, **more: Any) -> Table:
    """The table of that name in `EXHIBITS`, in the language of the results."""
    return Table(exhibit("table", name), results.language, columns, row, **more)


def lacking(results: Results, what: Text, scheme: str = "") -> Lacking:
    """What stands where the study does not have what a table or figure needs."""
    needs = Text(
        "In de gegevens van deze studie staan geen {what}.",
        "The data of this study have no {what}.",
    )
    return Lacking(needs.say(results.language, what=what.say(results.language, what=scheme)))


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as mappings by column."""
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def transposed(rows: list[dict[Text, object]]) -> Columns:
    """Rows with the same headers as columns."""
    return {header: [row[header] for row in rows] for header in rows[0]}


def p_value(results: Results, p: float | None, error: float | None = None) -> str:
    """A chance with the standard error that drawing gave it: ``0,034 ± 0,002``.

    A very small one is not nought, and nothing stands where there is none.
    """
    if p is None:
        return ""
    if p < SMALLEST_P:
        return "<" + number(SMALLEST_P, results.language, 3)
    told = number(p, results.language, 3)
    return f"{told} \u00b1 {number(error, results.language, 3)}" if error else told


def confidence_of(results: Results) -> str:
    """The confidence of intervals, as it was set: ``95%``."""
    return precise_percent(results.settings.confidence, results.language)


def estimate(results: Results, value: float, bounds: tuple[float | None, float | None]) -> str:
    """A number with its interval, where it has one: ``0,72 (0,07 \u2013 0,94)``."""
    low, high = bounds
    told = number(value, results.language)
    if low is None or high is None:
        return told
    ends = " \u2013 ".join(number(end, results.language) for end in (low, high))
    return f"{told} ({ends})"
