"""What is kept of the rows of a study, so that of two reports can be told which rows differ."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping

from analysis.report.record import Rows
from analysis.schema import SHEETS, Sheet, Study

NAMED: Mapping[str, tuple[str, ...]] = {"scores": ("factor", "case", "item", "locator")}
"""By which columns a row is called, where that is not the sheet's key: no respondent is named."""
BETWEEN = " · "
SIGNS = 8
"""How many signs of a digest are kept: enough to see a change."""


def rows_of(study: Study) -> Rows:
    """A digest of each row of each sheet that has rows; rows that are called alike share one."""
    return {s.name: _digests(study, s) for s in SHEETS if len(study.sheet(s.name))}


def _digests(study: Study, sheet: Sheet) -> dict[str, str]:
    columns = NAMED.get(sheet.name, sheet.key)
    told: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in study.sheet(sheet.name).to_dict("records"):
        cells = {str(column): str(cell) for column, cell in row.items()}
        told[BETWEEN.join(filter(None, map(cells.__getitem__, columns)))].append(cells)
    return {name: _digest(rows) for name, rows in told.items()}


def _digest(rows: list[dict[str, str]]) -> str:
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:SIGNS]
