"""A small made-up study, and copies of it with something changed."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.folders import project_root
from analysis.problems import InputError, Problem
from analysis.schema import SHEET, Study
from analysis.study import open_study
from analysis.study.gathering import file_of

Rows = Sequence[Mapping[str, str]]

NAME = "klein"

SHEETS: dict[str, Rows] = {
    "study": [
        {"key": "title", "value": "Een kleine studie"},
        {"key": "year", "value": "2020"},
    ],
    "cases": [
        {
            "case": "K1",
            "size_class": "<400",
            "innovation": "balie dicht",
            "origin": "klachten van bewoners; idee van de wethouder",
            "team": "eigen medewerkers",
            "help": "geen",
            "promoting": "cultuur; goede mensen",
            "hindering": "regels",
        },
        {
            "case": "K2",
            "size_class": ">1200",
            "innovation": "chatten",
            "origin": "idee van een leverancier",
            "team": "eigen medewerkers; automatisering",
            "help": "leverancier",
            "promoting": "ruimte om te proberen",
            "hindering": "te weinig geld; regels",
        },
        {
            "case": "K3",
            "size_class": "400-700",
            "innovation": "",
            "origin": "klachten van medewerkers",
            "team": "automatisering",
            "help": "",
            "promoting": "goede mensen",
            "hindering": "te weinig geld",
        },
    ],
    "scores": [
        {"factor": "strategy", "case": "K1", "respondent": "gemeenten", "level": "none"},
        {"factor": "risk", "respondent": "onderzoekers", "level": "limited", "statement": "a"},
        {"factor": "risk", "respondent": "gemeenten", "level": "good", "statement": "b"},
    ],
    "codebook": [
        {"scheme": "promoting", "list": "promoting", "code": "culture", "label": "cultuur",
         "keywords": "cultuur; ruimte"},
        {"scheme": "promoting", "list": "promoting", "code": "people", "label": "mensen",
         "keywords": "mens*"},
        {"scheme": "promoting", "list": "promoting", "code": "other", "label": "anders",
         "keywords": "*"},
        {"scheme": "hindering", "list": "hindering", "code": "rules", "label": "regels",
         "keywords": "regel*"},
        {"scheme": "hindering", "list": "hindering", "code": "money", "label": "geld",
         "keywords": "geld; budget*"},
    ],
    "codings": [
        {"unit": "K1.promoting.1", "scheme": "promoting", "coder": "hand", "code": "culture"},
        {"unit": "K1.promoting.2", "scheme": "promoting", "coder": "hand", "code": "people"},
        {"unit": "K2.promoting.1", "scheme": "promoting", "coder": "hand", "code": "culture",
         "also": "other | people; culture", "reason": "ruimte is geen cultuur"},
        {"unit": "K3.promoting.1", "scheme": "promoting", "coder": "hand", "code": "people"},
        {"unit": "K1.hindering.1", "scheme": "hindering", "coder": "hand", "code": "rules"},
        {"unit": "K2.hindering.1", "scheme": "hindering", "coder": "hand", "code": "money"},
        {"unit": "K2.hindering.2", "scheme": "hindering", "coder": "hand", "code": "rules"},
        {"unit": "K3.hindering.1", "scheme": "hindering", "coder": "hand", "code": "money",
         "also": "rules", "reason": "het kan ook een regel zijn"},
    ],
    "claims": [
        {"claim": "three", "statement": "Er zijn drie gemeenten.", "frame": "cases",
         "quantifier": "exactly", "value": "3"},
        {"claim": "culture-two", "statement": "Twee noemen cultuur.", "frame": "codes",
         "where": "scheme=promoting;code=culture", "quantifier": "exactly", "value": "2",
         "partition": "bevorderend"},
        {"claim": "people-one", "statement": "Eén noemt mensen.", "frame": "codes",
         "where": "scheme=promoting;code=people", "quantifier": "one",
         "partition": "bevorderend"},
        {"claim": "unknown", "statement": "Het komt door de cultuur.", "kind": "causal",
         "untested": "Oorzaken zijn niet gemeten."},
    ],
    "recommendations": [
        {"phase": "search", "recommendation": "Kijk bij de buren.", "rests_on": "three"},
    ],
    "translations": [{"text": "cultuur", "en": "culture"}],
}  # fmt: skip


def write(root: Path, changed: Mapping[str, Rows] | None = None, name: str = NAME) -> Path:
    """Write the study as CSV files below a root, with some sheets changed; return its folder.

    What a build tells of the package itself it finds there too.
    """
    root.mkdir(parents=True, exist_ok=True)
    if root != project_root():
        shutil.copy(project_root() / "pyproject.toml", root)
    folder = root / "data" / "raw" / name
    for sheet, rows in {**SHEETS, **(changed or {})}.items():
        path = folder / file_of(sheet)
        path.parent.mkdir(parents=True, exist_ok=True)
        frame = pd.DataFrame(list(rows), columns=list(SHEET[sheet].names), dtype=str)
        frame.to_csv(path, index=False)
    return folder


def study(root: Path, changed: Mapping[str, Rows] | None = None) -> Study:
    """The study, written below a root and opened, with some sheets changed."""
    write(root, changed)
    return open_study(NAME, root)


def problems_of(root: Path, changed: Mapping[str, Rows]) -> list[Problem]:
    """What opening the study tells to be wrong, with some sheets changed."""
    write(root, changed)
    try:
        open_study(NAME, root)
    except InputError as refused:
        return list(refused.problems)
    return []


def with_cell(sheet: str, row: int, column: str, value: str) -> dict[str, Rows]:
    """One sheet with one cell changed; rows are counted from 0."""
    rows = [dict(cells) for cells in SHEETS[sheet]]
    rows[row][column] = value
    return {sheet: rows}
