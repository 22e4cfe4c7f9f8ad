"""How the cost of a verdict grows with the cases, and with the cases that are contested."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd

from analysis.claims import Evidence, ranges, verdicts
from analysis.parameters import settings
from analysis.schema import SHEET

CODES = ("culture", "people", "rules", "other")
CASES = (10, 1_000, 100_000)
CONTESTED = (10, 100, 1_000)
CLAIMS = (("many", ""), ("exactly", "5"), ("more-than", "scheme=s;code=people"))


def made_up(cases: int, contested: int, seed: int = 2015) -> Evidence:
    """Cases with two mentions each; of the first, one mention could be coded otherwise."""
    random = np.random.default_rng(seed)
    chosen, other = random.integers(4, size=(cases, 2)), random.integers(1, 4, size=cases)
    rows = [
        (f"K{case}.promoting.{mention + 1}", f"K{case}", "s", "hand", 0, CODES[code], True)
        for case in range(cases)
        for mention, code in enumerate(chosen[case])
    ]
    rows += [
        (f"K{n}.promoting.1", f"K{n}", "s", "hand", 1, CODES[(chosen[n, 0] + other[n]) % 4], False)
        for n in range(contested)
    ]
    columns = ["unit", "case", "scheme", "coder", "option", "code", "chosen"]
    frames = {
        "cases": pd.DataFrame({"case": [f"K{n}" for n in range(cases)]}),
        "codes": pd.DataFrame(rows, columns=columns),
    }
    codebook = pd.DataFrame({"scheme": "s", "list": "promoting", "code": CODES, "keywords": "x"})
    return Evidence(frames, codebook, "hand", ranges(settings()))


def register() -> pd.DataFrame:
    """A claim of each kind of count."""
    rows = [
        {"frame": "codes", "where": "scheme=s;code=culture", "quantifier": word, "value": value}
        for word, value in CLAIMS
    ]
    return pd.DataFrame(rows, columns=list(SHEET["claims"].names), dtype=object).fillna("")


def seconds_a_claim(cases: int, contested: int) -> float:
    """How long one verdict takes, the codes being there."""
    evidence, claims = made_up(cases, contested), register()
    verdicts(claims.head(1), evidence, 0.95)
    start = time.perf_counter()
    verdicts(claims, evidence, 0.95)
    return (time.perf_counter() - start) / len(claims)


def measured() -> pd.DataFrame:
    """Seconds a claim by cases and contested cases, and how many times the smallest that is."""
    pairs = [(n, min(n, 100)) for n in CASES] + [(1_000, k) for k in CONTESTED]
    rows = [
        {"cases": n, "contested": k, "seconds a claim": seconds_a_claim(n, k)}
        for n, k in dict.fromkeys(pairs)
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(ratio=frame["seconds a claim"] / frame["seconds a claim"].iloc[0])
