"""Checks the sheets of a study against each other: what one names must stand in another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.cleaning import split, tidy_units
from analysis.language import Text
from analysis.problems import (
    Place,
    Problem,
    ReferenceUnknown,
    ValueMissing,
    ValueUnknown,
    one_of,
)
from analysis.schema import LISTS, SHEETS, Column
from analysis.study.checking import Sheets, row_number, values_in
from analysis.study.claim_checks import impossible_checks
from analysis.study.scale_checks import scale_problems
from analysis.study.size_checks import size_problems

A_CODE = Text("Geef minstens één code.", "Give at least one code.")


def crossing_problems(sheets: Sheets, files: Mapping[str, str]) -> list[Problem]:
    """Everything that one sheet names and another does not have.

    Args:
        sheets: every sheet of the schema.
        files: what problems call each sheet.
    """
    return [
        *unknown_references(sheets, files),
        *unknown_units(sheets, files),
        *unknown_codes(sheets, files),
        *without_codes(sheets["codings"], files["codings"]),
        *unknown_coder(sheets, files["study"]),
        *lists_that_differ(sheets["codebook"], files["codebook"]),
        *impossible_checks(sheets, files["claims"]),
        *scale_problems(sheets, files),
        *size_problems(sheets, files),
    ]


def unknown_references(sheets: Sheets, files: Mapping[str, str]) -> list[Problem]:
    """Values of a column that refers to another column, and do not stand there."""
    return [
        problem
        for sheet in SHEETS
        for column in sheet.columns
        if column.refers
        for problem in _not_there(sheets, sheet.name, column, files[sheet.name])
    ]


def _not_there(sheets: Sheets, name: str, column: Column, file: str) -> Iterator[Problem]:
    sheet, _, referred = column.refers.partition(".")
    known = set(sheets[sheet][referred]) - {""}
    for row, value in values_in(sheets[name][column.name], column.separator):
        if value not in known:
            yield ReferenceUnknown(
                Place(file, row, column.name), value, one_of(value, sorted(known))
            )


def unknown_units(sheets: Sheets, files: Mapping[str, str]) -> list[Problem]:
    """Codings of a mention that no case has, or that the scheme is not about."""
    units = tidy_units(sheets["cases"])
    list_of_unit = dict(zip(units["unit"], units["list"], strict=True))
    lists = dict(zip(sheets["codebook"]["scheme"], sheets["codebook"]["list"], strict=True))
    problems: list[Problem] = []
    for row, unit, scheme in sheets["codings"][["unit", "scheme"]].itertuples(name=None):
        about = lists.get(scheme)
        if list_of_unit.get(unit) not in ([about] if about else LISTS):
            place = Place(files["codings"], int(row), "unit")
            fitting = [known for known, name in list_of_unit.items() if about in (None, name)]
            problems.append(ReferenceUnknown(place, unit, _units_like(unit, fitting)))
    return problems


def _units_like(unit: str, units: list[str]) -> Text:
    """The mentions of the same case, or all where the case is not known."""
    case = unit.partition(".")[0]
    return one_of(unit, sorted(u for u in units if u.startswith(f"{case}.")) or sorted(units)[:10])


def unknown_codes(sheets: Sheets, files: Mapping[str, str]) -> list[Problem]:
    """Codes of a coding that its scheme does not have."""
    codes = sheets["codebook"].groupby("scheme")["code"].agg(list).to_dict()
    problems: list[Problem] = []
    for row, coding in sheets["codings"].iterrows():
        for column in ("code", "also"):
            for code in _codes(coding[column]):
                if code not in codes.get(coding["scheme"], [code]):
                    place = Place(files["codings"], row_number(row), column)
                    right = one_of(code, codes[coding["scheme"]])
                    problems.append(ReferenceUnknown(place, code, right))
    return problems


def without_codes(codings: pd.DataFrame, file: str) -> list[Problem]:
    """Codings that give no code, such as only a semicolon."""
    return [
        ValueMissing(Place(file, row_number(row), "code"), cell, A_CODE)
        for row, cell in codings["code"].items()
        if cell and not split(cell)
    ]


def unknown_coder(sheets: Sheets, file: str) -> list[Problem]:
    """A coder whose choices are to be counted, and who coded nothing."""
    coders = sorted(set(sheets["codings"]["coder"]))
    named = sheets["study"][sheets["study"]["key"] == "coder"]["value"]
    return [
        ReferenceUnknown(Place(file, row_number(row), "value"), name, one_of(name, coders))
        for row, name in named.items()
        if name and coders and name not in coders
    ]


def lists_that_differ(codebook: pd.DataFrame, file: str) -> list[Problem]:
    """Codes of one scheme that are about different lists: the first says what it is about."""
    first = codebook.groupby("scheme")["list"].transform("first")
    return [
        ValueUnknown(Place(file, row_number(row), "list"), found, one_of(right, [right]))
        for row, found, right in zip(codebook.index, codebook["list"], first, strict=True)
        if found != right
    ]


def _codes(cell: str) -> list[str]:
    """Every code in a cell of `code` or `also`."""
    return [code for coding in split(cell, "|") for code in split(coding)]
