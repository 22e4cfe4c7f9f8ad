"""A Dask cluster on this machine: a scheduler and some workers, gone afterwards."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

HOST = "127.0.0.1"
START_SECONDS = 60
"""How long a scheduler may take to start."""
LEFT_SECONDS = 10
"""How long what it started may take to be gone."""


@dataclass
class Cluster:
    """A cluster that runs, with its own folder for temporary files."""

    address: str
    temporary: Path
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    processes: list[psutil.Process] = field(default_factory=list)
    """All that it started, at its end."""

    def left(self) -> list[str]:
        """What is still there of a cluster that ended: processes."""
        _, alive = psutil.wait_procs(self.processes, LEFT_SECONDS)
        return [str(process) for process in alive]


@contextlib.contextmanager
def cluster(workers: int, root: Path | None = None) -> Iterator[Cluster]:
    """A scheduler on the loopback address with some workers of one thread each.

    Args:
        workers: how many.
        root: the checkout whose code they have; this one if not given.
    """
    from distributed import Client

    env = {**os.environ, **({"PYTHONPATH": str(root / "src")} if root else {})}
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        env["TMPDIR"] = str(folder)
        found = folder / "scheduler.json"
        words = ["scheduler", "--host", HOST, "--port", "0", "--scheduler-file", str(found)]
        scheduler = _dask(stack, env, *words)
        running = Cluster(_address(found, scheduler), folder, scheduler)
        options = ["--nthreads", "1", "--no-nanny", "--host", HOST]
        for _ in range(workers):
            running.workers.append(_dask(stack, env, "worker", running.address, *options))
        with Client(running.address, timeout=START_SECONDS, set_as_default=False) as client:
            client.wait_for_workers(workers, START_SECONDS)
        try:
            yield running
        finally:
            for process in [scheduler, *running.workers]:
                with contextlib.suppress(psutil.NoSuchProcess):
                    own = psutil.Process(process.pid)
                    running.processes += [own, *own.children(recursive=True)]


def _dask(stack: contextlib.ExitStack, env: dict[str, str], *words: str) -> subprocess.Popen[bytes]:
    """Start a part of the cluster, which ends with the stack."""
    process = stack.enter_context(
        subprocess.Popen(
            [sys.executable, "-m", "dask", *words, "--no-dashboard"],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    )
    stack.callback(process.kill)
    return process


def _address(found: Path, scheduler: subprocess.Popen[bytes]) -> str:
    """Where a scheduler is, once it has started."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and scheduler.poll() is None:
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads(found.read_text(encoding="utf-8"))["address"])
        time.sleep(0.1)
    raise RuntimeError(scheduler.poll())
