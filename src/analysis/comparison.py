"""Two studies side by side: the claims of one put to the other, and shares and factors of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import claims
from analysis.answers import QUESTIONS
from analysis.codes import named_codes
from analysis.conditions import Condition, fits
from analysis.inference import differences
from analysis.results import Results
from analysis.schema import VERDICTS

OF_ITS_OWN = ("exactly", "at-least", "at-most", "one", "percentage")
"""The quantifiers that name a number of the study's own cases, which another does not have."""

WHY_NOT = ("count", "codes", "data")
"""Why a claim cannot be put to another study: it names a count of its own cases, a code that the
other codebook lacks, or something of which the other study recorded nothing."""


def travelling(here: Results, there: Results) -> pd.DataFrame:
    """The claims of a baseline, put to this study.

    Args:
        here: this study.
        there: the baseline, whose claims are asked.

    Returns:
        A row for each claim of the baseline that has a check: claim, statement, there and here
        (verdicts), count_there, n_there, count_here, n_here, and why_not (of `WHY_NOT`) where it
        cannot be put to this study and has no verdict here.
    """
    register = there.study.sheet("claims")
    checked = register[register["frame"] != ""]
    reasons = {row["claim"]: why_not(row, here) for row in checked.to_dict("records")}
    asked = checked[checked["claim"].map(reasons) == ""]
    judged = claims.verdicts(asked, here.evidence, here.settings.confidence)
    columns = ["claim", "verdict", "count", "n"]
    frame = (
        checked[["claim", "statement"]]
        .merge(there.verdicts[columns], on="claim", how="left")
        .merge(judged[columns], on="claim", how="left", suffixes=("_there", "_here"))
    )
    frame = frame.rename(columns={"verdict_there": "there", "verdict_here": "here"})
    return frame.assign(here=frame["here"].fillna(""), why_not=frame["claim"].map(reasons))


def why_not(claim: Mapping[Any, str], here: Results) -> str:
    """Why a claim cannot be put to a study: one of `WHY_NOT`, or nothing where it can."""
    if claim["quantifier"] in OF_ITS_OWN:
        return "count"
    check = claims.check_of(claim, here.evidence)
    conditions = check.conditions if check else ()
    if not all(_known(condition, here) for condition in conditions):
        return "codes"
    frame = here.evidence.frame(claim["frame"])
    return "" if all(_recorded(condition, frame) for condition in conditions) else "data"


def _known(condition: Condition, here: Results) -> bool:
    """Whether the codebook has every scheme and code that a condition names."""
    codebook = here.study.sheet("codebook")
    schemes = condition.values("scheme")
    rows = codebook[codebook["scheme"].isin(schemes)]
    return set(schemes) <= set(codebook["scheme"]) and set(condition.values("code")) <= set(
        rows["code"]
    )


def _recorded(condition: Condition, frame: pd.DataFrame) -> bool:
    """Whether a frame has anything of what a condition asks about, whatever the answer."""
    about, asked = condition.split(QUESTIONS)
    rows = frame.loc[fits(about, frame), [term.column for term in asked.terms]]
    return bool(rows.replace("", pd.NA).notna().all(axis="columns").any())


def crossed(compared: pd.DataFrame) -> pd.DataFrame:
    """How many claims have each verdict there (rows) and here (columns), of those asked here.

    Args:
        compared: what `travelling` gives.
    """
    asked = compared[compared["why_not"] == ""]
    counts = pd.crosstab(asked["there"], asked["here"])
    return counts.reindex(index=[verdict for verdict in VERDICTS if verdict in counts.index])


def code_shares(here: Results, there: Results) -> pd.DataFrame:
    """For each code that both codebooks have: in how many cases it was given, here and there.

    A case counts in a scheme when it answered: when at least one of its units was coded in it.

    Returns:
        Columns scheme, code, count_here, n_here, count_there, n_there, difference (of the
        shares, here minus there), low and high (its interval at the confidence of `here`).
    """
    rows = [
        _beside(scheme, code, here, there)
        for scheme in _shared_schemes(here, there)
        for code in _shared_codes(scheme, here, there)
    ]
    columns = [
        "scheme", "code", "count_here", "n_here", "count_there", "n_there",
        "difference", "low", "high",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _shared_schemes(here: Results, there: Results) -> list[str]:
    """The schemes that both studies used on some unit, in the order of this one."""
    used = [list(dict.fromkeys(r.codes["scheme"])) for r in (here, there)]
    return [scheme for scheme in used[0] if scheme in used[1]]


def _shared_codes(scheme: str, here: Results, there: Results) -> list[str]:
    codes = [named_codes(r.study.sheet("codebook"), scheme) for r in (here, there)]
    return [code for code in codes[0] if code in codes[1]]


def _beside(scheme: str, code: str, here: Results, there: Results) -> dict[str, object]:
    (count, n), (other, m) = _counted(scheme, code, here), _counted(scheme, code, there)
    low, high = differences.interval(count, n, other, m, here.settings.confidence)
    return {
        "scheme": scheme,
        "code": code,
        "count_here": count,
        "n_here": n,
        "count_there": other,
        "n_there": m,
        "difference": count / n - other / m,
        "low": low,
        "high": high,
    }


def _counted(scheme: str, code: str, results: Results) -> tuple[int, int]:
    """How many cases were given a code, of how many that were coded in its scheme."""
    rows = results.counted[results.counted["scheme"] == scheme]
    return rows.loc[rows["code"] == code, "case"].nunique(), rows["case"].nunique()
