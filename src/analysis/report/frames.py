"""Writes the tidy frames of a study as CSV."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.report.files import aside, replace
from analysis.results import Results
from analysis.schema import FRAME


def write_frames(results: Results, folder: Path) -> list[Path]:
    """Write every frame of a study to a folder as ``<frame>.csv``: UTF-8, lines end in LF.

    They are computed and written aside first; when that fails, the files that were there stay.
    """
    with aside(folder) as work:
        for name in FRAME:
            write_frame(getattr(results, name), work / f"{name}.csv")
        return [replace(work / f"{name}.csv", folder / f"{name}.csv") for name in FRAME]


def write_frame(frame: pd.DataFrame, path: Path) -> None:
    """Write one frame; true and false as the words ``true`` and ``false``, missing as nothing."""
    written = frame.copy()
    for column in frame.select_dtypes(include=["bool", "boolean"]):
        written[column] = frame[column].map({True: "true", False: "false"}, na_action="ignore")
    written.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
