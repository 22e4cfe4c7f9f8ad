"""What things cost.

``python -m benchmarks run OUT.json [rounds] [others]`` measures and writes the page in ``docs``;
``python -m benchmarks compare OLD.json NEW.json`` tells what became slower;
``python -m benchmarks faults [kills]`` kills builds and tells whether anything was lost;
``python -m benchmarks memory`` tells how much memory the reports take;
``python -m benchmarks scale [sizes]`` measures hundreds of pages and writes `docs/scale.md`.
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
from analysis.language import LANGUAGES
from analysis.report.building import KEPT_EVERY
from analysis.report.pages import find_pages
from benchmarks import builds, counting, faults, memory, others, scale, scans
from benchmarks.drawing import bars

PAGE = project_root() / "docs" / "benchmark.md"
DRAWING = PAGE.with_suffix(".svg")
OTHERS = "others"
"""The word that asks for the tools that others would take too."""
BASE = "warm"
ROUNDS = 3
SLOWER = 4 / 3
"""A ratio that grew by more than a third is a step that became slower."""

Measured = Mapping[str, Sequence[float]]

OPENING = """# How long it takes

Made by `make bench`, on {machine}.
All ways make the same {pages} pages of the 2015 study, in turns within one run of {rounds}; what
counts is the ratio to a warm build (`make report`). Snakemake and ploomber-engine are only there in
`.venv/bin/python -m benchmarks run build/bench.json {rounds} others`, which fetches them.

![How many times a warm build each way takes](benchmark.svg)

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


def run(path: str, rounds: str = str(ROUNDS), extra: str = "") -> int:
    """Measure, keep the figures, and write the page and its drawing."""
    ways = {**builds.WAYS, **(others.WAYS if extra == OTHERS else {})}
    found = builds.measured(int(rounds), ways)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    DRAWING.write_text(bars(ratios(found), BASE), encoding="utf-8")
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
    pages = len(LANGUAGES) * len(find_pages(project_root() / "notebooks", compared=False))
    rounds = len(found[BASE])
    parts = (
        OPENING.format(machine=machine(), pages=pages, rounds=rounds) + "\n".join(lines),
        COUNTING + "\n".join(counted),
        SCAN + "\n".join([*scanned, f"| together | {sum(scan.values()):.2f} |"]),
    )
    return "\n".join([*parts, ""])


def scaled(*sizes: str) -> int:
    """Measure pages by the hundred, here and on a cluster, and write the page."""
    here, there = scale.measured([*map(int, sizes)] or scale.SIZES)
    scale.PAGE.write_text(scale.page(here, there, machine(), KEPT_EVERY), encoding="utf-8")
    return 0


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
        "memory": memory.main,
        "scale": scaled,
    }
    sys.exit(commands[sys.argv[1]](*sys.argv[2:]))
