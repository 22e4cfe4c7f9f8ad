"""Knows the columns of a survey tool's export: its questions, municipality and respondent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import pandas as pd

from analysis.study.export_answers import Scale, key
from analysis.study.grids import Grid, Odd, Value
from analysis.study.headers import HEADER_WITHIN

ENOUGH = 2
"""How many questions a file must have to be an export, or all where there are fewer."""

LONGEST = 1000
"""In signs: what of a header is looked at."""

BRACKETS = re.compile(r"\[([^\[\]]*)\]")
NUMBERING = re.compile(r"\s*(?:vraag|question|[a-z])?\s*\d+(?:[._]\d+)*\s*[.):_-]*\s*", re.I)
ARRAY_PART = re.compile(r"(\w[\w-]*)\[[A-Za-z]*(\d+)\](?=$|[.:] )")
"""The code of one part of an array of LimeSurvey; with two scales it has a second part."""
IMPORT_ID = '{"ImportId"'
"""How the third row of a Qualtrics export begins each of its cells."""

CASE_NAMES = (
    "case", "gemeente", "municipality", "gemeentecode", "code gemeente", "code van de gemeente",
    "code van uw gemeente", "municipality code", "code of the municipality",
    "code of your municipality",
)  # fmt: skip
RESPONDENT_NAMES = (
    "respondent", "respondentnummer", "respondent id", "nummer van de invuller",
    "number of the respondent", "response id", "antwoord id", "reactie id", "id",
)  # fmt: skip
"""What the column may be called, the surest first."""

SENT_NAMES = ("submitdate", "date submitted", "datum ingestuurd")
"""Of the column in which LimeSurvey writes when somebody came to the end."""
FINISHED_NAMES = ("finished",)
"""Of the column in which Qualtrics writes whether somebody did."""
NOT_FINISHED = ("false", "0", "onwaar")
TOOL_NAMES = (
    *SENT_NAMES, *FINISHED_NAMES, "lastpage", "last page", "laatste pagina", "seed", "status",
    "response type", "progress", "duration (in seconds)",
)  # fmt: skip
"""Of columns that survey tools fill themselves: numbers in them are no answers."""
TRIALS: Mapping[str, tuple[str, ...]] = {
    "distributionchannel": ("preview", "test"),
    "status": ("survey preview", "survey test"),
}
"""How Qualtrics marks what was filled in to try the questionnaire out: columns and their values."""


@dataclass(frozen=True)
class Asked:
    """What an export is held against: the questions of the scan and the municipalities."""

    items: pd.DataFrame
    """The sheet `items`."""
    english: Mapping[str, str]
    cases: tuple[str, ...]
    scale: Scale | None

    @cached_property
    def by_text(self) -> Mapping[str, frozenset[str]]:
        """The items by their question, in Dutch and in English."""
        pairs = list(zip(self.items["item"], self.items["question"], strict=True))
        english = [(item, self.english.get(question, "")) for item, question in pairs]
        return _by_key([*pairs, *english])

    @cached_property
    def by_code(self) -> Mapping[str, frozenset[str]]:
        """The items by their code."""
        return _by_key((item, item) for item in self.items["item"])

    @cached_property
    def by_case(self) -> Mapping[str, str]:
        """The municipalities by their code, whatever its case."""
        return {case.casefold(): case for case in self.cases}

    def items_of(self, header: str) -> frozenset[str]:
        """The items that a header names: more than one where it is not clear which.

        A plain number counts as a code only where no question's text stands there: survey tools
        number their questions.
        """
        keys = list(map(key, wordings(header)))
        texts = next((self.by_text[k] for k in keys if k in self.by_text), frozenset[str]())
        codes = next((self.by_code[k] for k in keys if k in self.by_code), frozenset[str]())
        return texts | frozenset(code for code in codes if not texts or not code.isdigit())


def _by_key(
    pairs: Iterator[tuple[str, str]] | Sequence[tuple[str, str]],
) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for item, text in pairs:
        if key(text):
            found[key(text)] = found.get(key(text), frozenset()) | {item}
    return found


def wordings(header: str) -> Iterator[str]:
    """What a header may say: itself, without its number, and the parts that tools join in it.

    ``code. text`` and ``code[SQ001]`` and ``text [text]`` of LimeSurvey, ``text - text`` of
    Qualtrics, ``1. text`` of Forms.
    """
    header = header[:LONGEST]
    outside = BRACKETS.sub(" ", header)
    texts = [header, *BRACKETS.findall(header), outside]
    for text in texts:
        yield text
        yield NUMBERING.sub("", text, count=1)
        for mark in (". ", ": ", " - "):
            yield from (part for part in (text.partition(mark)[0], text.partition(mark)[2]) if part)
        yield text.rpartition(" - ")[2]
    if part := ARRAY_PART.match(header):
        yield f"{part[1]}{int(part[2])}"


@dataclass(frozen=True)
class Columns:
    """The columns of an export and the row that its answers begin after."""

    grid: Grid
    asked: Asked
    last: int
    """The last row of the header."""

    @cached_property
    def headers(self) -> Mapping[int, tuple[str, ...]]:
        """What stands above the answers of each column, from top to bottom."""
        found: dict[int, tuple[str, ...]] = {}
        for (row, column), value in sorted(self.grid.cells.items(), key=lambda cell: cell[0]):
            if row <= self.last and not isinstance(value, Odd):
                found[column] = (*found.get(column, ()), value)
        return found

    @cached_property
    def body(self) -> Mapping[int, Mapping[int, Value]]:
        """The rows with answers, each with its filled cells by column; trials are left out."""
        return {row: cells for row, cells in self.filled.items() if row not in self.trials}

    @cached_property
    def trials(self) -> list[int]:
        """The rows that were filled in to try the questionnaire out."""
        marked = [
            (column, set(map(key, marks)))
            for name, marks in TRIALS.items()
            for column in self.called([name])
        ]
        return [
            row
            for row, cells in self.filled.items()
            if any(key(str(cells.get(column, ""))) in marks for column, marks in marked)
        ]

    @cached_property
    def unfinished(self) -> list[int]:
        """The rows of those who did not come to the end, where the tool tells that."""
        sent, finished = self.called(SENT_NAMES)[:1], self.called(FINISHED_NAMES)[:1]
        return [
            row
            for row, cells in self.body.items()
            if any(column not in cells for column in sent)
            or any(key(str(cells.get(column, ""))) in NOT_FINISHED for column in finished)
        ]

    @cached_property
    def filled(self) -> Mapping[int, Mapping[int, Value]]:
        """The rows below the header that have anything in them."""
        return {row: cells for row, cells in self.grid.rows.items() if row > self.last}

    @cached_property
    def items(self) -> Mapping[int, frozenset[str]]:
        """The items that each column's headers name, for the columns that have any."""
        named = {
            column: frozenset[str]().union(*map(self.asked.items_of, texts))
            for column, texts in self.headers.items()
        }
        return {column: items for column, items in named.items() if items}

    @cached_property
    def cases(self) -> list[int]:
        """The columns that may say which municipality: those named so that have only codes.

        Else those that have only codes; else those named so. Numbers alone tell nothing.
        """
        named = self.called(CASE_NAMES)
        lettered = any(not case.isdigit() for case in self.asked.cases)
        coded = [column for column in self.others if self._has_only_codes(column)]
        sure = [column for column in named if column in coded]
        return sure or (coded if lettered and coded else named)

    @cached_property
    def respondent(self) -> int:
        """The column that says who answered; 0 where there is none."""
        return next(iter([c for c in self.called(RESPONDENT_NAMES) if c not in self.cases]), 0)

    @property
    def others(self) -> list[int]:
        """The columns that have no question of the scan."""
        return [column for column in self.headers if column not in self.items]

    def called(self, names: Sequence[str]) -> list[int]:
        """The other columns that have one of the names, in the order of the names."""
        said = {
            c: {key(w) for text in self.headers[c] for w in wordings(text)} for c in self.others
        }
        found = [column for name in map(key, names) for column in said if name in said[column]]
        return list(dict.fromkeys(found))

    def values(self, column: int) -> list[Value]:
        """What stands in a column below its header."""
        return [cells[column] for cells in self.body.values() if column in cells]

    def _has_only_codes(self, column: int) -> bool:
        values = self.values(column)
        return bool(values) and all(case_of(value, self.asked) for value in values)


def case_of(value: Value, asked: Asked) -> str:
    """The municipality whose code a cell has; an empty text where it has none."""
    return "" if isinstance(value, Odd) else asked.by_case.get(value.strip().casefold(), "")


def columns_of_export(grid: Grid, asked: Asked) -> Columns | None:
    """The columns of a file that is an export of the scan; None for any other."""
    rows: dict[int, list[str]] = {}
    for (row, _), value in sorted(grid.cells.items(), key=lambda cell: cell[0]):
        rows.setdefault(row, []).append("" if isinstance(value, Odd) else value)
    first = dict(islice(rows.items(), HEADER_WITHIN))
    counts = {
        row: len(frozenset[str]().union(*map(asked.items_of, texts)))
        for row, texts in first.items()
    }
    best = max(counts, key=lambda row: counts[row], default=0)
    enough = min(ENOUGH, len(asked.items))
    if not enough or not best or counts[best] < enough:
        return None
    ids = [row for row, texts in first.items() if any(t.startswith(IMPORT_ID) for t in texts)]
    return Columns(grid, asked, max([best, *ids]))
