"""How long the reports take: by this project, by the tools that it stands on, and by plain Python.

Every way makes the same pages of the 2015 study from a copy of the checkout, in turns within one
run, so that a busy machine is busy for all of them. What is compared are the ratios.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from analysis.folders import project_root
from analysis.language import LANGUAGES
from analysis.parameters import ORIGINAL
from analysis.report.pages import find_pages

Ways = Mapping[str, Callable[[Path], float]]
"""What is timed, by name: the seconds that it takes in a copy of the checkout."""
COPIED = ("data/raw", "notebooks", "src")
ROW = Path("data/raw") / ORIGINAL / "cases.csv"
PLAIN = Path(__file__).parent / "plain.py"


@contextmanager
def checkout() -> Iterator[Path]:
    """A copy of what the pages are made from, so that nothing here is touched."""
    with tempfile.TemporaryDirectory() as root:
        for name in COPIED:
            skipped = shutil.ignore_patterns("__pycache__")
            shutil.copytree(project_root() / name, Path(root, name), ignore=skipped)
        shutil.copy(project_root() / "pyproject.toml", root)
        yield Path(root)


def seconds(root: Path, *commands: list[str]) -> float:
    """How long some commands take, one after the other. Raises CalledProcessError."""
    start = time.perf_counter()
    for command in commands:
        subprocess.run(
            [sys.executable, *command],
            cwd=root, env=environment(root), check=True, capture_output=True,
        )  # fmt: skip
    return time.perf_counter() - start


def environment(root: Path) -> dict[str, str]:
    """In which a copy of the checkout runs its own code."""
    return {**os.environ, "PYTHONPATH": str(root / "src")}


def report(*words: str) -> list[str]:
    """The command that makes the reports."""
    return ["-m", "analysis", "report", *words]


def loop(root: Path) -> float:
    """A plain loop of the two commands over notebooks and languages."""
    return seconds(root, *(command for one in loop_commands(root) for command in one))


def loop_commands(root: Path) -> Iterator[tuple[list[str], list[str]]]:
    """For each page the command that runs its notebook and the one that makes HTML of it."""
    made = root / "loop"
    made.mkdir(exist_ok=True)
    for language in LANGUAGES:
        for page in find_pages(root / "notebooks", compared=False):
            out = str(made / f"{language}-{page.name}.ipynb")
            run = ["-m", "papermill", str(page.path), out, "--cwd", str(root / "notebooks"),
                   "-k", "python3", "-p", "language", language]  # fmt: skip
            yield run, ["-m", "nbconvert", "--to", "html", out]


def fresh(*words: str) -> Callable[[Path], float]:
    """A build of everything."""

    def build(root: Path) -> float:
        shutil.rmtree(root / "reports", ignore_errors=True)
        return seconds(root, report(*words))

    return build


def nothing(root: Path) -> float:
    """A build where there is nothing to do."""
    seconds(root, report())
    return seconds(root, report())


def one_row(root: Path) -> float:
    """A build after one row of the data was changed."""
    seconds(root, report())
    path = root / ROW
    path.write_bytes(path.read_bytes().rstrip() + b"\n\n")
    return seconds(root, report())


def plain_python(part: int | None) -> Callable[[Path], float]:
    """The notebooks' calls in one process: imports (0), work (1), or both (None)."""

    def run(root: Path) -> float:
        env = {**environment(root), "MPLBACKEND": "agg"}
        done = subprocess.run(
            [sys.executable, str(PLAIN)],
            cwd=root, env=env, check=True, capture_output=True, text=True,
        )  # fmt: skip
        parts = [float(word) for word in done.stdout.split()]
        return sum(parts) if part is None else parts[part]

    return run


WAYS: Ways = {
    "loop of papermill and nbconvert": loop,
    "PLAIN=1": fresh("PLAIN=1"),
    "warm, JOBS=1": fresh("JOBS=1"),
    "warm": fresh(),
    "one row of data changed": one_row,
    "nothing to do": nothing,
    "plain Python, with imports": plain_python(None),
    "plain Python, without imports": plain_python(1),
}
"""What is compared; ratios are to a warm build."""


def measured(rounds: int, ways: Ways = WAYS) -> dict[str, list[float]]:
    """The seconds that each way took in each round."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            with checkout() as root:
                found[name].append(way(root))
    return found
