"""What hundreds of pages cost, here and on a cluster; writes ``docs/scale.md``.

``python -m benchmarks scale 10 100 342`` makes, for each of those numbers of municipalities, a
profile of each in both languages, of a made-up scan with five respondents and 35 questions each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.folders import project_root
from benchmarks import builds, scans
from benchmarks.clusters import cluster
from benchmarks.memory import watched

PAGE = project_root() / "docs" / "scale.md"
SIZES = (10, 100, 342)
WORKERS = 2
LOOKED_EVERY = 1.0
"""Seconds between two looks at the memory."""
TIMES = (2, 4, 8)
"""How many times this machine's cores the clusters have that are reckoned with."""


@dataclass(frozen=True)
class Cost:
    """What the profiles of some municipalities cost."""

    pages: int
    seconds: float
    build: int
    """The most memory that the build itself held, in bytes."""
    tree: int
    """The most that it held together with its kernels: what they share is counted once."""


def cost(municipalities: int, scheduler: str = "") -> Cost:
    """What the profiles of so many municipalities cost. Raises CalledProcessError."""
    with builds.checkout() as root:
        scans.write(root, municipalities)
        words = [f"STUDY={scans.NAME}", f"BASELINE={scans.NAME}", "CASE=all"]
        words += [f"SCHEDULER={scheduler}"] if scheduler else []
        seconds, build, tree = watched(root, words, LOOKED_EVERY)
        pages = len(list((root / "reports").rglob("profiles/*.html")))
    return Cost(pages, seconds, build, tree)


@dataclass(frozen=True)
class Line:
    """Seconds as a line: so many before the first page, and so many for each."""

    first: float
    each: float

    def pays_from(self, other: Line, times: int) -> int | None:
        """From how many pages another way with so many times the cores takes less; or never."""
        gained = self.each - other.each / times
        return max(1, int((other.first - self.first) / gained) + 1) if gained > 0 else None


def line(costs: Sequence[Cost]) -> Line:
    """The line through the smallest and the largest of some costs."""
    small, large = min(costs, key=lambda c: c.pages), max(costs, key=lambda c: c.pages)
    each = (large.seconds - small.seconds) / (large.pages - small.pages)
    return Line(small.seconds - each * small.pages, each)


OPENING = """# Hundreds of pages, and more than one machine

Every figure here was written by `python -m benchmarks scale {sizes}`, on {machine}. The study is
made up: so many municipalities with five respondents each, who answer 35 questions. What is made
is a profile of each municipality in both languages:

    make report STUDY=… CASE=all

| municipalities | pages | s | pages a second | s a page | build, MB | with its kernels, MB |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""
AFTER = """
The study is opened once, in the process that kernels are forked from: each kernel has it at once.
The memory is at its peak; what kernels share is counted once. It grows with the study, which is
read whole, not with the pages.

A profile is put in place as soon as it is made. When a page fails, the others are made all the
same; at the end stands a list of what failed and why, and the exit status is 1. Give the command
again and it makes only what is not there: the pages that failed, and those that an interruption
took away. `make status STUDY=… CASE=all` tells which are current. A build that is killed loses the
last {kept} seconds of pages at most.

## On a cluster

The extra `cluster` has [Dask](https://distributed.dask.org), which sends each page to a worker.
The environment that `make` sets up has it already; elsewhere:

    pip install 'innovatie-in-gemeenten[cluster]'

Start a scheduler on one machine, and on each machine as many workers as it has cores, of one
thread each, from an environment with the same `requirements.lock` and the same version of this
package:

    .venv/bin/dask scheduler --no-dashboard
    .venv/bin/dask worker tcp://HOST:8786 --nworkers 4 --nthreads 1 --no-dashboard

Then, where the study is:

    make report STUDY=… CASE=all SCHEDULER=tcp://HOST:8786

- The study's files and the notebooks travel by content and the pages come back, so the machines
  need no folder in common. A worker keeps what it was sent in a private temporary folder.
- The pages have the same bytes as those made here. A worker with other code or other packages
  would give others: the build says which, and makes nothing.
- Each worker starts its kernels once and keeps them warm, until it is sent other files.
- When a worker ends in the middle, another makes its pages again. Every page is put in place once.
  `.venv/bin/python -m pytest tests/faults/test_cluster.py` kills one of two; with the commands
  above, where Dask itself starts a killed worker again, that was tried by hand.
- When the last worker ends and no other comes within half a minute, the pages that wait are told as
  pages that failed; the next call makes them.
- Whoever reaches a scheduler can run code on its workers, and nothing is encrypted. Use it in a
  network that you trust. The data of the study go to every worker.

## From how many pages it pays

Measured with {workers} workers on the same machine, so with no more cores than without.

| municipalities | pages | s | pages a second |
| ---: | ---: | ---: | ---: |
"""
PAYS = """
As a line through the smallest and the largest, a build here takes {here.first:.1f} s and then
{here.each:.2f} s for each page; with the cluster {there.first:.1f} s and {there.each:.2f} s. With
more cores the seconds for each page go down and the others stay. Reckoned from that, not measured
(a network takes time too), a cluster with so many times the cores takes less from:

| times the cores | pages |
| ---: | ---: |
"""


def row(costs: Cost, *, memory: bool) -> str:
    """A row of the tables."""
    c = costs
    told = [str(c.pages // 2), str(c.pages), f"{c.seconds:.0f}", f"{c.pages / c.seconds:.2f}"]
    if memory:
        told += [f"{c.seconds / c.pages:.2f}", f"{c.build / 1e6:.0f}", f"{c.tree / 1e6:.0f}"]
    return f"| {' | '.join(told)} |"


def page(here: Sequence[Cost], there: Sequence[Cost], machine: str, kept: int) -> str:
    """The page with the figures."""
    sizes = " ".join(str(cost.pages // 2) for cost in here)
    lines = {"here": line(here), "there": line(there)}
    pays = {times: lines["here"].pays_from(lines["there"], times) for times in TIMES}
    parts = (
        OPENING.format(sizes=sizes, machine=machine),
        *(row(cost, memory=True) + "\n" for cost in here),
        AFTER.format(workers=WORKERS, kept=kept),
        *(row(cost, memory=False) + "\n" for cost in there),
        PAYS.format(**lines),
        *(f"| {times} | {pages or 'never'} |\n" for times, pages in pays.items()),
    )
    return "".join(parts)


def measured(sizes: Sequence[int]) -> tuple[list[Cost], list[Cost]]:
    """What the profiles cost here, and the two smallest sizes on a cluster of this machine.

    The more pages, the longer it takes to be told what two sizes tell: it has no more cores.
    """
    here = [cost(size) for size in sizes]
    there = []
    for size in sizes[:2]:
        with cluster(WORKERS) as running:
            there.append(cost(size, running.address))
    return here, there
