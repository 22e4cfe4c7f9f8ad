"""What can be wrong with what a user gives: one type a kind of problem.

Problem                  place, value, what would be right; says itself in both languages
├── StudyMissing         no such study
├── SheetMissing         a required sheet is not there
├── SheetUnreadable      a file that is not UTF-8, not CSV, not a workbook
├── SheetUnknown         a file that is no sheet
├── SheetEmpty           a required sheet without rows
├── ColumnMissing        a required column is not there
├── ColumnUnknown        a column that the schema does not know
├── ValueMissing         an empty cell that must be filled
├── ValueUnknown         a value that is not one of the allowed
├── ValueMalformed       a value of the wrong form
├── RowTwice             two rows with the same key
├── ReferenceUnknown     a value that names something that does not exist
├── CheckImpossible      a claim whose check cannot be carried out
└── ParameterProblem     a setting of a run that is not known, or of the wrong type
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from analysis.language import Language, Text, literal, same

EXIT_STATUS = 2

NOTHING = same("")


@dataclass(frozen=True)
class Place:
    """Where a problem stands: file, row (the header is row 1) and column, as far as known."""

    file: str
    row: int | None = None
    column: str | None = None

    def say(self, language: Language) -> str:
        """The place in words: ``cases.csv, rij 3, kolom size_class``."""
        row = Text("rij {row}", "row {row}").say(language, row=self.row)
        column = Text("kolom {column}", "column {column}").say(language, column=self.column)
        parts = [self.file, row if self.row else "", column if self.column else ""]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Problem:
    """Something wrong: where, what stands there, and what would be right."""

    place: Place
    value: str = ""
    right: Text = NOTHING

    what: ClassVar[Text]

    def say(self, language: Language) -> str:
        """The problem in one line."""
        sentence = f"{self.place.say(language)}: {self.what.say(language)}"
        if self.value:
            sentence += f": “{shortened(self.value)}”"
        right = self.right.say(language)
        return f"{sentence}. {right[0].upper()}{right[1:]}" if right else f"{sentence}."


class StudyMissing(Problem):
    """No such study."""

    what = Text("deze studie is er niet", "there is no such study")


class SheetMissing(Problem):
    """A required sheet is not there."""

    what = Text("dit blad ontbreekt", "this sheet is missing")


class SheetUnreadable(Problem):
    """A file that is not UTF-8, not CSV, not a workbook."""

    what = Text("dit bestand is niet te lezen", "this file cannot be read")


class SheetUnknown(Problem):
    """A file that is no sheet."""

    what = Text("dit is geen blad van een studie", "this is not a sheet of a study")


class SheetEmpty(Problem):
    """A required sheet without rows."""

    what = Text("dit blad heeft geen rijen", "this sheet has no rows")


class ColumnMissing(Problem):
    """A required column is not there."""

    what = Text("deze kolom ontbreekt", "this column is missing")


class ColumnUnknown(Problem):
    """A column that the schema does not know."""

    what = Text("deze kolom is niet bekend", "this column is not known")


class ValueMissing(Problem):
    """An empty cell that must be filled."""

    what = Text("deze cel is leeg", "this cell is empty")


class ValueUnknown(Problem):
    """A value that is not one of the allowed."""

    what = Text("deze waarde is niet toegestaan", "this value is not allowed")


class ValueMalformed(Problem):
    """A value of the wrong form."""

    what = Text(
        "deze waarde heeft niet de goede vorm",
        "this value does not have the right form",
    )


class RowTwice(Problem):
    """Two rows with the same key."""

    what = Text("deze rij staat er al", "this row is already there")


class ReferenceUnknown(Problem):
    """A value that names something that does not exist."""

    what = Text("dit bestaat niet", "this does not exist")


class CheckImpossible(Problem):
    """A claim whose check cannot be carried out."""

    what = Text(
        "deze toets van een bewering kan niet",
        "this check of a claim cannot be carried out",
    )


class ParameterProblem(Problem):
    """A setting of a run that is not known, or of the wrong type."""

    what = Text("deze instelling klopt niet", "this setting is not right")


class InputError(Exception):
    """What a user gave cannot be used; carries every problem found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.say("en") for problem in self.problems))


def refuse(problems: Sequence[Problem]) -> None:
    """Raise InputError when there are problems; do nothing when there are none."""
    if problems:
        raise InputError(problems)


def one_of(value: str, allowed: Iterable[str]) -> Text:
    """What would be right where only some values are: the nearest of them first."""
    values = [str(choice) for choice in allowed]
    if not values:
        return NOTHING
    listed = ", ".join(values)
    folded = {choice.casefold(): choice for choice in values}
    near = [folded[key] for key in difflib.get_close_matches(value.casefold(), folded, n=1)]
    if not near:
        return Text(f"Goed is: {literal(listed)}.", f"Right is: {literal(listed)}.")
    return Text(
        f"Bedoelt u “{literal(near[0])}”? Goed is: {literal(listed)}.",
        f"Do you mean “{literal(near[0])}”? Right is: {literal(listed)}.",
    )


def shortened(value: str, longest: int = 80) -> str:
    """A value short enough for one line of a message."""
    flat = " ".join(value.split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"
