"""The trail of evidence: from a claim to the rows that it counts, and from a code to its claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.claims import Count, Evidence, check_of, count_of
from analysis.conditions import Condition, fits
from analysis.schema import LISTS


def rows_behind(claims: pd.DataFrame, evidence: Evidence) -> pd.DataFrame:
    """The rows that make cases count for claims, at the chosen codes.

    Args:
        claims: the sheet `claims`.
        evidence: the frames that they are counted in.

    Returns:
        Columns claim, case and unit (empty where no mention is counted, but the case itself or
        its factors); a row for each row that fits what a claim counts, in the claims' order.
    """
    counts = {claim["claim"]: count_of(claim, evidence) for claim in claims.to_dict("records")}
    found = [_behind(count, evidence).assign(claim=name) for name, count in counts.items() if count]
    columns = ["claim", "case", "unit"]
    every = pd.concat([pd.DataFrame(columns=columns, dtype=object), *found], ignore_index=True)
    return every[columns].drop_duplicates(ignore_index=True)


def _behind(count: Count, evidence: Evidence) -> pd.DataFrame:
    """The rows that a check counts, of the cases that answered: columns case and unit."""
    frame, check = evidence.chosen(count.check.frame), count.check
    rows = frame[fits(check.conditions[0], frame) & frame["case"].isin(list(count.spreads))]
    return rows[["case"]].assign(unit=rows.get("unit", ""))


def claims_on_codes(claims: pd.DataFrame, evidence: Evidence) -> dict[tuple[str, str], list[str]]:
    """For each scheme and code of the codebook the claims that count it, or compare with it.

    Args:
        claims: the sheet `claims`.
        evidence: the frames that they are counted in.
    """
    asked = claims[claims["frame"] == "codes"].to_dict("records")
    conditions = {claim["claim"]: _conditions(claim, evidence) for claim in asked}
    codes = evidence.codebook[["scheme", "code"]].itertuples(index=False, name=None)
    return {
        (scheme, code): [
            name
            for name, about in conditions.items()
            if any(_asks(c, scheme=scheme, code=code) for c in about)
        ]
        for scheme, code in codes
    }


def claims_on_lists(claims: pd.DataFrame, evidence: Evidence) -> dict[str, list[str]]:
    """For each list the claims that count its mentions whatever their codes.

    Args:
        claims: the sheet `claims`.
        evidence: the frames that they are counted in.
    """
    asked = claims[claims["frame"] == "units"].to_dict("records")
    conditions = {claim["claim"]: _conditions(claim, evidence) for claim in asked}
    return {
        of_list: [
            name for name, about in conditions.items() if any(_asks(c, list=of_list) for c in about)
        ]
        for of_list in LISTS
    }


def _conditions(claim: Mapping[Any, str], evidence: Evidence) -> tuple[Condition, ...]:
    check = check_of(claim, evidence)
    return check.conditions if check else ()


def _asks(condition: Condition, **cells: str) -> bool:
    """Whether a row with these cells, by column, can fit."""
    return all(cell in (condition.values(column) or (cell,)) for column, cell in cells.items())
