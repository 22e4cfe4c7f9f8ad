"""A frame of codes as a test draws it, one mention a case, and claims about it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.claims import Evidence, ranges, verdicts
from analysis.parameters import settings
from analysis.schema import SHEET

CODES = ("culture", "people", "rules")


def sheet(name: str, rows: list[dict[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(SHEET[name].names), dtype=object).fillna("")


CODEBOOK = sheet(
    "codebook",
    [{"scheme": "s", "list": "promoting", "code": code, "keywords": code} for code in CODES]
    + [{"scheme": "s", "list": "promoting", "code": "other", "keywords": "*"}],
)


def evidence(cases: Mapping[str, set[str]], also: Mapping[str, set[str]] | None = None) -> Evidence:
    """The codes of each case, one mention a case; `also` is what a case's could be instead."""
    # A mention without any of the codes has the one for otherwise: no row would be no answer.
    options = [(case, 0, codes or {"other"}) for case, codes in cases.items()]
    options += [(case, 1, codes) for case, codes in (also or {}).items()]
    rows = [
        (f"{case}.promoting.1", case, "s", "hand", option, code, option == 0)
        for case, option, codes in options
        for code in sorted(codes)
    ]
    columns = ["unit", "case", "scheme", "coder", "option", "code", "chosen"]
    frames = {
        "cases": pd.DataFrame({"case": list(cases)}),
        "codes": pd.DataFrame(rows, columns=columns),
    }
    return Evidence(frames, CODEBOOK, "hand", ranges(settings()))


def claim(quantifier: str, value: str = "", where: str = "scheme=s", **more: str) -> dict[str, str]:
    return {
        "claim": "c", "statement": "x", "untested": "", "frame": "codes", "quantifier": quantifier,
        "value": value, "where": where, **more,
    }  # fmt: skip


def row_of(found: Evidence, asked: dict[str, str]) -> pd.Series:
    return verdicts(sheet("claims", [asked]), found, 0.95).iloc[0]
