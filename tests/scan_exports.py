"""A small study with a scan, and exports of its questionnaire beside its sheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from made_up import NAME, SHEETS, Rows, write

from analysis.problems import InputError, Note, Problem
from analysis.schema import Study
from analysis.study import open_study

DUTCH = (
    "Onze gemeente heeft een plan voor vernieuwing.",
    "Een proef mag bij ons mislukken, ook als het geld kost.",
    "Vernieuwing is bij ons “toeval”.",
)
ENGLISH = (
    "Our municipality has a plan for innovation.",
    "With us a trial may fail, also if it costs money.",
    "With us, innovation is a coincidence.",
)
CODES = ("strategy-1", "risk-1", "systematic-1")

SCAN: dict[str, Rows] = {
    "study": [
        *SHEETS["study"],
        {"key": "scale_min", "value": "1"},
        {"key": "scale_max", "value": "5"},
    ],
    "items": [
        {"item": CODES[0], "factor": "strategy", "question": DUTCH[0]},
        {"item": CODES[1], "factor": "risk", "question": DUTCH[1], "reverse": "no"},
        {"item": CODES[2], "factor": "systematic", "question": DUTCH[2], "reverse": "yes"},
    ],
    "scores": [],
    "translations": [
        *SHEETS["translations"],
        *({"text": nl, "en": en} for nl, en in zip(DUTCH, ENGLISH, strict=True)),
    ],
}

Cells = Sequence[Sequence[object]]

PLAIN: Cells = [
    ["gemeente", "respondent", *CODES],
    ["K1", "a", 4, 2, 5],
    ["K2", "b", 3, 1, 1],
]
SCORES = [
    ("K1", "a", CODES[0], "4"),
    ("K1", "a", CODES[1], "2"),
    ("K1", "a", CODES[2], "5"),
    ("K2", "b", CODES[0], "3"),
    ("K2", "b", CODES[1], "1"),
    ("K2", "b", CODES[2], "1"),
]


def as_csv(rows: Cells, separator: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue()


def folder(root: Path, changed: Mapping[str, Rows] | None = None) -> Path:
    return write(root, {**SCAN, **(changed or {})})


def opened(root: Path, rows: Cells, changed: Mapping[str, Rows] | None = None) -> Study:
    """The small study with a scan, and an export as CSV beside its sheets."""
    (folder(root, changed) / "export.csv").write_text(as_csv(rows), encoding="utf-8")
    return open_study(NAME, root)


def refused(
    root: Path, rows: Cells, changed: Mapping[str, Rows] | None = None
) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as error:
        opened(root, rows, changed)
    assert all(p.say("nl") and p.say("en") for p in error.value.problems)
    return error.value.problems


def kinds(problems: Sequence[Problem]) -> list[type[Problem]]:
    return [type(problem) for problem in problems]


def scores(study: Study) -> list[tuple[str, ...]]:
    columns = ["case", "respondent", "item", "score"]
    return [tuple(row) for row in study.sheet("scores")[columns].itertuples(index=False)]


def notes(study: Study, kind: type[Note]) -> list[Note]:
    return [note for note in study.notes if type(note) is kind]
