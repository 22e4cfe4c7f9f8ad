"""Builds a study somewhere else, in other surroundings, to see whether it gives the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.report.sums import Sums, outputs_of, sums_of

COPIED = ("src/analysis", "notebooks", "pyproject.toml", "requirements.lock")
"""What a build needs besides the studies."""


@dataclass(frozen=True)
class Surroundings:
    """Where a build takes place: all of what should not matter."""

    folder: str
    environment: Mapping[str, str]
    words: tuple[str, ...] = ()
    umask: int = 0o022
    changed: float | None = None
    """When all that it is made from says that it was changed, in seconds since 1970."""


USUAL = Surroundings(
    "usual", {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "COLUMNS": "80"}
)
ODD = Surroundings(
    "een map – met spaties",
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "COLUMNS": "33"},
    ("JOBS=1",),
    0o077,
    4_102_444_800,
)
"""Another folder, time zone, locale, order of sets, width, number of jobs, mode of files and year:
the files are of 2100, as a clock that is wrong would have them. It is also built later."""


class BuildFailed(Exception):
    """A build elsewhere that failed, with what it said."""


@dataclass(frozen=True)
class Built:
    """What a build gave."""

    pages: Sums
    """Of the pages and frames, and what they came from."""
    outputs: Mapping[str, str]
    """Of all there was when the formats were made too; by path from the root."""


def built_elsewhere(
    study: str,
    baseline: str,
    root: Path,
    surroundings: Surroundings = USUAL,
    formats: Sequence[str] = (),
) -> Built:
    """The digests of a study that is built from a copy of a checkout, which is thrown away.

    Args:
        study: what is built.
        baseline: the study beside it.
        root: the checkout.
        surroundings: where it is built.
        formats: what is made of the pages afterwards.

    Raises BuildFailed when the build does not succeed.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / surroundings.folder
        for name in (*COPIED, *(f"data/raw/{one}" for one in {study, baseline})):
            _copy(root / name, copy / name)
        if surroundings.changed:
            _date(copy, surroundings.changed)
        asked = (f"STUDY={study}", f"BASELINE={baseline}", *surroundings.words)
        _report(copy, surroundings, *asked)
        pages = sums_of(study, copy)
        if formats:
            _report(copy, surroundings, *asked, f"FORMATS={' '.join(formats)}")
        return Built(pages, outputs_of(study, copy))


def _report(copy: Path, surroundings: Surroundings, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "report", *words],
        cwd=copy,
        env={**os.environ, **surroundings.environment, "PYTHONPATH": str(copy / "src")},
        umask=surroundings.umask,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise BuildFailed(done.stdout + done.stderr)


def _date(copy: Path, changed: float) -> None:
    """Let every file say that it was changed then."""
    for path in copy.rglob("*"):
        os.utime(path, (changed, changed))


def _copy(source: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, to, ignore=ignored, ignore_dangling_symlinks=True)
    else:
        shutil.copy(source, to)
