"""Checks the register of claims: whether each claim's check can be carried out as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from analysis.cleaning import split
from analysis.conditions import Condition, Term, parse
from analysis.language import Text
from analysis.problems import CheckImpossible, Place, Problem, one_of
from analysis.schema import FRAME, Column
from analysis.study.checking import Sheets, row_number

OF_CODING = ("coder", "option", "chosen")
"""What a claim cannot ask about: it is checked under every defensible coding."""

WITH_NUMBER = ("exactly", "at-least", "at-most")
WITH_VALUE = (*WITH_NUMBER, "percentage", "more-than", "most-named")
PERCENTAGE = re.compile(r"(100([.,]0+)?|\d{1,2}([.,]\d+)?)")
IN_PARTITION = ("exactly", "one")

NO_QUANTIFIER = Text("Vul een telwoord in.", "Fill in a quantifier.")
NO_REASON = Text(
    "Zonder toets staat in “untested” waarom die er niet is.",
    "Without a check, “untested” says why there is none.",
)
NO_VALUE = Text("Dit telwoord vraagt een waarde.", "This quantifier wants a value.")
NO_SCHEME = Text(
    "Dit telwoord vraagt een schema: frame “codes” en “scheme=…” in “where”.",
    "This quantifier wants a scheme: frame “codes” and “scheme=…” in “where”.",
)
A_PERCENTAGE = Text(
    "Goed is: een getal van 0 tot 100, zoals 80 of 33,3.",
    "Right is: a number from 0 to 100, like 80 or 33.3.",
)
ONCE = Text(
    "Noem een kolom één keer, met | tussen de waarden. Bij “most-named” staan de codes in “value”.",
    "Name a column once, with | between the values. With “most-named” the codes are in “value”.",
)
NO_VALUE_ASKED = Text("Bij dit telwoord hoort geen waarde.", "This quantifier has no value.")
NO_FRAME = Text("Vul in waarin geteld wordt.", "Fill in what to count in.")
A_CONDITION = Text("Goed is: kolom=waarde.", "Right is: column=value.")
TWO_MEMBERS = Text(
    "Een verdeling heeft minstens twee beweringen.", "A partition has at least two claims."
)
A_NUMBER_OF_CASES = Text(
    "In een verdeling noemt elke bewering een aantal: “exactly” of “one”.",
    "In a partition every claim names a count: “exactly” or “one”.",
)


@dataclass(frozen=True)
class Row:
    """One claim of the register, where it stands, and the sheets around it."""

    claim: pd.Series
    file: str
    number: int
    sheets: Sheets

    def problem(self, column: str, right: Text, value: str | None = None) -> Problem:
        """A problem in one column of this row."""
        place = Place(self.file, self.number, column)
        return CheckImpossible(place, self.claim[column] if value is None else value, right)


def impossible_checks(sheets: Sheets, file: str) -> list[Problem]:
    """Claims whose check cannot be carried out as it is written.

    Args:
        sheets: every sheet of the schema.
        file: what problems call the sheet `claims`.
    """
    rows = [Row(claim, file, row_number(n), sheets) for n, claim in sheets["claims"].iterrows()]
    return [problem for row in rows for rule in RULES for problem in rule(row)]


def incomplete(row: Row) -> Iterator[Problem]:
    """Half a check, or neither a check nor a reason why there is none."""
    if row.claim["frame"] and not row.claim["quantifier"]:
        yield row.problem("quantifier", NO_QUANTIFIER)
    if row.claim["frame"]:
        return
    counts = row.claim["quantifier"] and not row.claim["untested"]
    if row.claim["where"] or counts:
        yield row.problem("frame", NO_FRAME)
    elif not row.claim["untested"]:
        yield row.problem("untested", NO_REASON)


def wrong_value(row: Row) -> Iterator[Problem]:
    """A quantifier without the value that it asks for, or with one that it cannot have."""
    quantifier, value = row.claim["quantifier"], row.claim["value"]
    n = len(row.sheets["cases"])
    if quantifier in WITH_VALUE and not value:
        yield row.problem("value", NO_VALUE)
    elif quantifier in WITH_NUMBER and value not in map(str, range(n + 1)):
        right = Text(f"Goed is: een heel getal van 0 tot {n}.", f"Right is: 0 to {n}, whole.")
        yield row.problem("value", right)
    elif quantifier and quantifier not in WITH_VALUE and value:
        yield row.problem("value", NO_VALUE_ASKED)
    elif quantifier == "percentage" and not PERCENTAGE.fullmatch(value):
        yield row.problem("value", A_PERCENTAGE)


def wrong_conditions(row: Row) -> Iterator[Problem]:
    """What is wrong with `where`, and with the condition that it is compared with."""
    columns = ("where", "value") if row.claim["quantifier"] == "more-than" else ("where",)
    if row.claim["frame"] not in FRAME:
        return
    for column in columns:
        try:
            condition = parse(row.claim[column])
        except ValueError as wrong:
            yield row.problem(column, A_CONDITION, str(wrong))
        else:
            yield from _asked_twice(row, column, condition)
            for term in condition.terms:
                yield from _wrong_term(row, column, term, condition)


def _asked_twice(row: Row, column: str, condition: Condition) -> Iterator[Problem]:
    """A column in two conditions: no row fits both, so nothing would ever be counted."""
    names = [term.column for term in condition.terms]
    if row.claim["quantifier"] == "most-named" and column == "where":
        names.append("code")
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield row.problem(column, ONCE, name)


def _wrong_term(row: Row, column: str, term: Term, condition: Condition) -> Iterator[Problem]:
    declared = FRAME[row.claim["frame"]].columns
    columns = {column.name: column for column in declared if column.name not in OF_CODING}
    if term.column not in columns:
        yield row.problem(column, one_of(term.column, columns), term.column)
        return
    possible = _possible(columns[term.column], condition, row.sheets)
    for value in term.values:
        if possible and value not in possible:
            yield row.problem(column, one_of(value, possible), value)


def _possible(column: Column, condition: Condition, sheets: Sheets) -> list[str]:
    """The values that a column can have, where that is known; else none."""
    if column.name == "scheme":
        return sorted(set(sheets["codebook"]["scheme"]))
    if column.name == "code":
        return _codes(sheets["codebook"], condition.values("scheme"))
    if column.name == "case":
        return list(sheets["cases"]["case"])
    return ["true", "false"] if column.kind == "boolean" else list(column.allowed)


def _codes(codebook: pd.DataFrame, schemes: tuple[str, ...]) -> list[str]:
    """The codes of some schemes, or of all where none is named."""
    rows = codebook[codebook["scheme"].isin(schemes)] if schemes else codebook
    return sorted(set(rows["code"]))


def unknown_named(row: Row) -> Iterator[Problem]:
    """Codes said to be the most named that their scheme does not have."""
    if row.claim["quantifier"] != "most-named":
        return
    schemes = _schemes(str(row.claim["where"]))
    if row.claim["frame"] != "codes" or not schemes:
        yield row.problem("where", NO_SCHEME)
        return
    known, named = _codes(row.sheets["codebook"], schemes), split(row.claim["value"], "|")
    if row.claim["value"] and not named:
        yield row.problem("value", NO_VALUE)
    for code in named:
        if code not in known:
            yield row.problem("value", one_of(code, known), code)


def _schemes(where: str) -> tuple[str, ...]:
    try:
        return parse(where).values("scheme")
    except ValueError:
        return ()


def wrong_partition(row: Row) -> Iterator[Problem]:
    """A partition of a single claim, or of a claim that names no count: nothing adds up."""
    name = row.claim["partition"]
    if not name:
        return
    if (row.sheets["claims"]["partition"] == name).sum() < 2:
        yield row.problem("partition", TWO_MEMBERS)
    if row.claim["quantifier"] not in IN_PARTITION:
        yield row.problem("quantifier", A_NUMBER_OF_CASES)


RULES = (incomplete, wrong_value, wrong_conditions, unknown_named, wrong_partition)
