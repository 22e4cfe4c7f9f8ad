"""How many notebooks a machine has room for at a time."""

from __future__ import annotations

import os
from pathlib import Path

from psutil import virtual_memory

BUILD_BYTES, KERNEL_BYTES = 450_000_000, 80_000_000
"""What a build takes, and what each kernel adds: from `python -m benchmarks memory`, rounded up."""
LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
"""Where Linux says how much memory a container may have."""


def at_a_time(memory: int, cores: int) -> int:
    """How many notebooks to run at a time: as many as the memory has room for, but at least one.

    And no more than two a core: for about half the time that a page takes, its kernel does nothing
    but wait.
    """
    return max(1, min((memory - BUILD_BYTES) // KERNEL_BYTES, 2 * cores))


def here() -> int:
    """How many notebooks to run at a time on this machine."""
    return at_a_time(min([virtual_memory().total, *allowed(LIMITS)]), os.cpu_count() or 1)


def allowed(limits: tuple[str, ...]) -> list[int]:
    """The bytes that this process may have, where the machine sets a limit."""
    told = [Path(path).read_text().strip() for path in limits if Path(path).is_file()]
    return [int(text) for text in told if text.isdigit()]
