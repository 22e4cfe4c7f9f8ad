"""Builds a study somewhere else, in other surroundings, to see whether it gives the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.report.sums import Sums, sums_of

COPIED = ("src/analysis", "notebooks", "pyproject.toml", "requirements.lock")
"""What a build needs besides the studies."""


@dataclass(frozen=True)
class Surroundings:
    """Where a build takes place: all of what should not matter."""

    folder: str
    environment: Mapping[str, str]
    words: tuple[str, ...] = ()
    umask: int = 0o022


USUAL = Surroundings(
    "usual", {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "COLUMNS": "80"}
)
ODD = Surroundings(
    "een map – met spaties",
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "COLUMNS": "33"},
    ("JOBS=1",),
    0o077,
)
"""Another folder, time zone, locale, order of sets, width, number of jobs and mode of files."""


class BuildFailed(Exception):
    """A build elsewhere that failed, with what it said."""


def built_elsewhere(
    study: str, baseline: str, root: Path, surroundings: Surroundings = USUAL
) -> Sums:
    """The digests of a study that is built from a copy of a checkout, which is thrown away.

    Raises BuildFailed when the build does not succeed.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / surroundings.folder
        for name in (*COPIED, *(f"data/raw/{one}" for one in {study, baseline})):
            _copy(root / name, copy / name)
        done = subprocess.run(
            [sys.executable, "-m", "analysis", "report", f"STUDY={study}", f"BASELINE={baseline}",
             *surroundings.words],
            cwd=copy,
            env={**os.environ, **surroundings.environment, "PYTHONPATH": str(copy / "src")},
            umask=surroundings.umask,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
        )  # fmt: skip
        if done.returncode:
            raise BuildFailed(done.stdout + done.stderr)
        return sums_of(study, copy)


def _copy(source: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, to, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, to)
