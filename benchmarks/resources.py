"""What a build of everything asks of a machine: ``python -m benchmarks.resources``.

Memory is that of all processes together, each shared page counted once among those that share it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import psutil

from analysis.folders import project_root
from benchmarks.builds import checkout, report

STEP = 0.1
"""In seconds: how often memory is looked at."""
MB = 1_000_000


def measured() -> dict[str, str]:
    """What each thing asks, in words, from a build in a copy of the checkout. On Linux alone."""
    with checkout() as root:
        seconds, most = watched(root)
        built = size([root / "reports", root / "data" / "processed"])
    return {
        "time, all pages in both languages": f"{seconds:.0f} s",
        "memory, all processes together, at most": f"{most / MB:.0f} MB",
        "disk, the environment": f"{size([project_root() / '.venv']) / MB:.0f} MB",
        "disk, pages and frames": f"{built / MB:.1f} MB",
    }


def watched(root: Path) -> tuple[float, int]:
    """How many seconds a build takes, and the most bytes of memory. Raises CalledProcessError."""
    env = {**os.environ, "PYTHONPATH": str(root / "src")}
    start, most = time.perf_counter(), 0
    with subprocess.Popen([sys.executable, *report()], cwd=root, env=env) as build:
        while build.poll() is None:
            most = max(most, memory(psutil.Process(build.pid)))
            time.sleep(STEP)
    if build.returncode:
        raise subprocess.CalledProcessError(build.returncode, build.args)
    return time.perf_counter() - start, most


def memory(process: psutil.Process) -> int:
    """The bytes that a process and all that it started have now."""
    try:
        return sum(_share(one) for one in [process, *process.children(recursive=True)])
    except psutil.NoSuchProcess:
        return 0


def _share(process: psutil.Process) -> int:
    """The proportional share of one process; nothing of one that has just ended."""
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0


def size(folders: Iterable[Path]) -> int:
    """The bytes of all files in some folders."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return sum(path.lstat().st_size for path in files)


if __name__ == "__main__":
    for what, amount in measured().items():
        print(f"| {what} | {amount} |")
