"""How much memory the reports take: the most that a build and all its processes hold at once.

Of memory that processes share, each counts its part (PSS), so that the sum is what the machine
must have. Only Linux tells that.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import psutil

from benchmarks.builds import checkout, environment, report

EVERY_SECONDS = 0.05
MB = 1_000_000
WAYS: Mapping[str, Sequence[str]] = {
    "make report": (),
    "make report JOBS=1": ("JOBS=1",),
    "make report JOBS=1 PLAIN=1": ("JOBS=1", "PLAIN=1"),
}


class Watched(NamedTuple):
    """What a build took: seconds, and the most bytes that it held, alone and with its kernels."""

    seconds: float
    own: int
    tree: int


def watched(root: Path, words: Sequence[str] = (), every: float = EVERY_SECONDS) -> Watched:
    """Build, and look at the memory every so many seconds. Raises CalledProcessError."""
    command = [sys.executable, *report(*words)]
    start, own, tree = time.perf_counter(), 0, 0
    with subprocess.Popen(
        command,
        cwd=root,
        env=environment(root),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        while process.poll() is None:
            now = held(process.pid)
            own, tree = max(own, now[0]), max(tree, now[1])
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(every)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Watched(time.perf_counter() - start, own, tree)


def held(pid: int) -> tuple[int, int]:
    """The bytes that a process holds now, and that it and all that it started hold."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        parts = [_part(one) for one in (process, *process.children(recursive=True))]
        return parts[0], sum(parts)
    return 0, 0


def _part(process: psutil.Process) -> int:
    """Of what several share each its part, where the system tells; nothing of one that ended."""
    with contextlib.suppress(psutil.Error):
        told = process.memory_full_info()
        return int(getattr(told, "pss", told.uss))
    return 0


def main() -> int:
    """Build in each way and tell the peak."""
    for name, words in WAYS.items():
        with checkout() as root:
            print(f"{name}: {watched(root, words).tree / MB:.0f} MB")
    return 0
