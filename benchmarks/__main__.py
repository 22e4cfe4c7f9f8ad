"""What things cost.

``python -m benchmarks run OUT.json [rounds]`` measures and writes the page in ``docs``;
``python -m benchmarks compare OLD.json NEW.json`` tells what became slower;
``python -m benchmarks faults [kills]`` kills builds and tells whether anything was lost.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from analysis.folders import project_root
from benchmarks import builds, counting, faults, scans

PAGE = project_root() / "docs" / "benchmark.md"
BASE = "warm"
ROUNDS = 3
SLOWER = 4 / 3
"""A ratio that grew by more than a third is a step that became slower."""

Measured = Mapping[str, Sequence[float]]

OPENING = """# How long it takes

Made by `make bench`, on {machine}.
All ways make the same fourteen pages of the 2015 study, in turns within one run; what counts is
the ratio to a warm build (`make report`).

| way | times a warm build | median, s | least to most, s |
| --- | ---: | ---: | ---: |
"""
COUNTING = """
## Verdicts

One verdict with its flip distance and everything that leaving cases out does to it, from
`python -c "from benchmarks.counting import measured; print(measured())"`.

| cases | contested | s a claim |
| ---: | ---: | ---: |
"""
SCAN = """
## A large scan

A thousand municipalities with five respondents each and 35 questions (175,000 answers): the study
opened, and every call of the page 4-factors, from `python -m benchmarks.scans`.

| step | s |
| --- | ---: |
"""


def run(path: str, rounds: str = str(ROUNDS)) -> int:
    """Measure, keep the figures, and write the page."""
    found = builds.measured(int(rounds))
    Path(path).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    told = page(found, counting.measured().to_dict("records"), scans.measured())
    PAGE.write_text(told, encoding="utf-8")
    return 0


def page(found: Measured, verdicts: Sequence[Mapping[Any, Any]], scan: Mapping[str, float]) -> str:
    """The page with the figures."""
    lines = [
        f"| {name} | {ratio:.3f} | {median(times):.2f} | {min(times):.2f} to {max(times):.2f} |"
        for (name, times), ratio in zip(found.items(), ratios(found).values(), strict=True)
    ]
    counted = [
        f"| {row['cases']} | {row['contested']} | {row['seconds a claim']:.3f} |"
        for row in verdicts
    ]
    scanned = [f"| {step} | {seconds:.2f} |" for step, seconds in scan.items()]
    parts = (
        OPENING.format(machine=machine()) + "\n".join(lines),
        COUNTING + "\n".join(counted),
        SCAN + "\n".join([*scanned, f"| together | {sum(scan.values()):.2f} |"]),
    )
    return "\n".join([*parts, ""])


def machine() -> str:
    """What was measured on."""
    python = f"Python {platform.python_version()}"
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {python}"


def ratios(found: Measured) -> dict[str, float]:
    """The median of each way as so many times that of a warm build."""
    base = median(found[BASE])
    return {name: median(times) / base for name, times in found.items()}


def compare(old: str, new: str) -> int:
    """Tell what became slower against a warm build by more than a third; 1 if anything did."""
    before, now = (ratios(json.loads(Path(p).read_text(encoding="utf-8"))) for p in (old, new))
    slower = [name for name in now if name in before and now[name] > SLOWER * before[name]]
    for name in now:
        mark = "slower" if name in slower else ""
        print(f"{name:<36}{before.get(name, float('nan')):>8.3f}{now[name]:>8.3f}  {mark}".rstrip())
    return 1 if slower else 0


if __name__ == "__main__":
    commands: Mapping[str, Callable[..., int]] = {
        "run": run,
        "compare": compare,
        "faults": faults.main,
    }
    sys.exit(commands[sys.argv[1]](*sys.argv[2:]))
