"""A copy of the checkout to give commands in, so that nothing in the real one is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from analysis.folders import project_root


def copied(to: Path) -> Path:
    """All that a report is made from, in a new folder; of the studies only the project's own."""
    for name in ("data/raw/gemeenten-2015", "data/raw/voorbeeld-scan", "notebooks", "src"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(project_root() / name, to / name, ignore=ignored)
    shutil.copy(project_root() / "pyproject.toml", to)
    return to


def shared(factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of one test run have together."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    return factory.getbasetemp() if alone else factory.getbasetemp().parent


def built(factory: pytest.TempPathFactory) -> Path:
    """A checkout in which the 2015 study was built by the real command, once for a whole run.

    All tests share it, whichever process they run in, so it is to be read: `shutil.copytree` it
    to give commands in it. What it made is current in the copy too.
    """
    around = shared(factory)
    checkout = around / "met spatie é"
    with FileLock(around / "building.lock"):
        if not checkout.exists():
            made = copied(around / "in wording")
            done = command(made, "report")
            assert done.returncode == 0, done.stdout + done.stderr
            made.rename(checkout)
    return checkout


def command(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Give a command in a checkout, as make does."""
    return subprocess.run(
        [sys.executable, "-m", "analysis", *words],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout / "src")},
        capture_output=True,
        text=True,
    )
