"""Writes the tidy frames of a study as CSV, with the package that describes them."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from analysis.report.datapackage import NAME, datapackage
from analysis.report.files import aside, replace
from analysis.report.formulas import no_formula
from analysis.results import Results
from analysis.schema import FRAME


def write_frames(results: Results, folder: Path) -> list[Path]:
    """Write every frame of a study to a folder as ``<frame>.csv``: UTF-8, lines end in LF; and
    what each column of them is, as ``datapackage.json``.

    They are computed and written aside first; when that fails, the files that were there stay.
    """
    with aside(folder) as work:
        files = [work / f"{name}.csv" for name in FRAME]
        for file in files:
            write_frame(getattr(results, file.stem), file)
        package = work / NAME
        told = json.dumps(datapackage(results, files), ensure_ascii=False, indent=1)
        package.write_text(told + "\n", encoding="utf-8", newline="\n")
        return [replace(file, folder / file.name) for file in (*files, package)]


def write_frame(frame: pd.DataFrame, path: Path) -> None:
    """Write one frame; true and false as the words ``true`` and ``false``, missing as nothing.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    written = frame.copy()
    for column in frame.select_dtypes(include=["bool", "boolean"]):
        written[column] = frame[column].map({True: "true", False: "false"}, na_action="ignore")
    for column in frame.select_dtypes(include=["object", "string"]):
        written[column] = frame[column].map(no_formula, na_action="ignore")
    written.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
