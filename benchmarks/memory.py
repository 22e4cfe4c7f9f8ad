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

import psutil

from benchmarks.builds import checkout, environment, report

EVERY_SECONDS = 0.05
WAYS: Mapping[str, Sequence[str]] = {
    "make report": (),
    "make report JOBS=1": ("JOBS=1",),
    "make report JOBS=1 PLAIN=1": ("JOBS=1", "PLAIN=1"),
}


def peak(root: Path, words: Sequence[str]) -> float:
    """The most memory that a build of everything holds at once, in MB of a million bytes.

    Raises RuntimeError when the build fails.
    """
    command = [sys.executable, *report(*words)]
    with subprocess.Popen(
        command,
        cwd=root,
        env=environment(root),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        most = 0
        while process.poll() is None:
            most = max(most, held(process.pid))
            time.sleep(EVERY_SECONDS)
    if process.returncode:
        raise RuntimeError(f"{command} gave {process.returncode}")
    return most / 1e6


def held(pid: int) -> int:
    """The bytes that a process and all that it started hold now."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        return sum(map(_part, [process, *process.children(recursive=True)]))
    return 0


def _part(process: psutil.Process) -> int:
    with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        return int(process.memory_full_info().pss)
    return 0


def main() -> int:
    """Build in each way and tell the peak."""
    for name, words in WAYS.items():
        with checkout() as root:
            print(f"{name}: {peak(root, words):.0f} MB")
    return 0
