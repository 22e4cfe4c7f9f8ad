"""Builds that are killed at a random moment: what was there stays whole, and the next one is right.

``python -m benchmarks faults [kills]`` kills that many, and says what it found.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import psutil

from analysis.parameters import ORIGINAL
from analysis.report.files import LOCK
from analysis.report.record import FILE
from analysis.report.status import ACCOUNT
from benchmarks import builds

KILLS = 200
SEED = 2015
WAYS = ("the build", "its group", "a kernel")
"""Who is killed: the build alone, the build with all its kernels, or one kernel alone."""
LEFT_SECONDS = 10
"""How long what a killed build started may take to be gone."""

Pages = Mapping[str, bytes]


def hear() -> None:
    """Let a process hear Ctrl-C that is about to be started, also where this one is deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass(frozen=True)
class Checkout:
    """A copy of a checkout with its own folder for temporary files."""

    root: Path
    study: str
    kernels: tuple[str, ...] = ()
    """What is asked of its kernels."""

    @property
    def temporary(self) -> Path:
        """Where its builds put what is temporary."""
        return self.root / "t"

    @property
    def reports(self) -> Path:
        """Where the pages of its study are."""
        return self.root / "reports" / self.study

    @property
    def words(self) -> tuple[str, ...]:
        """What is asked of a build."""
        return (f"STUDY={self.study}", f"BASELINE={self.study}", "LANGUAGE=nl", *self.kernels)

    def begun(self) -> subprocess.Popen[str]:
        """A build that has begun, in a process group of its own."""
        self.temporary.mkdir(exist_ok=True)
        return subprocess.Popen(
            [sys.executable, "-m", "analysis", "report", *self.words],
            cwd=self.root,
            env={
                **os.environ,
                "PYTHONPATH": str(self.root / "src"),
                "TMPDIR": str(self.temporary),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=hear,
        )

    def build(self) -> tuple[int, str, float]:
        """Build to the end: the status, what was said, and how many seconds it took."""
        start = time.monotonic()
        with self.begun() as process:
            said, _ = process.communicate()
        return process.returncode, said, time.monotonic() - start

    def pages(self) -> Pages:
        """The bytes of each page that there is."""
        return {path.name: path.read_bytes() for path in self.reports.glob("nl/*.html")}

    def left(self) -> list[str]:
        """What is neither a page, nor the record, the lock, or an account of what was built."""
        kept = {"nl", FILE, LOCK, *ACCOUNT}
        odd = [path.name for path in self.reports.iterdir() if path.name not in kept]
        return odd + [path.name for path in self.temporary.iterdir()]


class Killed(NamedTuple):
    """One kill, and what was wrong after it."""

    who: str
    torn: bool
    """A page was neither what it was before nor what it was to become."""
    wrong: bool
    """The next build failed, or gave other bytes than an undisturbed one."""
    orphans: bool
    """A process was still there."""
    left: bool
    """A temporary file was still there after the next build."""

    @property
    def bad(self) -> tuple[str, ...]:
        """What was wrong, by name."""
        return tuple(name for name in self._fields[1:] if getattr(self, name))


def survived(
    checkout: Checkout, first: bytes, second: bytes, kills: int, seed: int
) -> Iterator[Killed]:
    """Kill builds of a study whose data go back and forth between two versions; tell of each.

    Args:
        checkout: what is built.
        first: one version of its sheet `cases`.
        second: another version of it, of which the pages differ.
        kills: how many builds are killed.
        seed: of who is killed when.
    """
    versions = _versions(checkout, first, second)
    chance = random.Random(seed)
    for number in range(1, kills + 1):
        data, (right, seconds) = list(versions.items())[number % 2]
        before = checkout.pages()
        _write(checkout, data)
        who = chance.choice(WAYS)
        processes = _killed(checkout, who, chance.uniform(0, seconds), chance)
        orphans, now = not _gone(processes), checkout.pages()
        torn = any(body not in (before.get(n), right.get(n)) for n, body in now.items())
        status, _, _ = checkout.build()
        wrong = bool(status) or checkout.pages() != right
        yield Killed(who, torn, wrong, orphans, bool(checkout.left()))


def _versions(checkout: Checkout, *data: bytes) -> dict[bytes, tuple[Pages, float]]:
    """Of each version of the data the pages, and how long they take to build."""
    versions = {}
    for version in data:
        _write(checkout, version)
        status, said, seconds = checkout.build()
        if status:
            raise RuntimeError(said)
        versions[version] = (checkout.pages(), seconds)
    return versions


def _write(checkout: Checkout, data: bytes) -> None:
    (checkout.root / "data/raw" / checkout.study / "cases.csv").write_bytes(data)


def _killed(
    checkout: Checkout, who: str, seconds: float, chance: random.Random
) -> list[psutil.Process]:
    """Begin a build and kill it, or one of its kernels, after some seconds; all its processes."""
    process = checkout.begun()
    time.sleep(seconds)
    with contextlib.suppress(psutil.NoSuchProcess):
        started: list[psutil.Process] = psutil.Process(process.pid).children(recursive=True)
        _kill(process, started, who, chance)
        process.communicate()
        return started
    process.communicate()
    return []


def _kill(
    process: subprocess.Popen[str],
    started: list[psutil.Process],
    who: str,
    chance: random.Random,
) -> None:
    """Kill the build, its group with what groups its kernels made, or one of its processes."""
    number = chance.choice((signal.SIGKILL, signal.SIGTERM, signal.SIGINT))
    kernels = [p for p in started if os.getpgid(p.pid) == p.pid]
    if who == "a kernel":
        for kernel in kernels[:1]:
            kernel.kill()
        return
    process.send_signal(number)
    for one in started if who == "its group" else []:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.send_signal(number)


def _gone(processes: list[psutil.Process]) -> bool:
    """Whether all of some processes have ended, or end within some seconds."""
    _, alive = psutil.wait_procs(processes, timeout=LEFT_SECONDS)
    for process in alive:
        process.kill()
    return not alive


def main(kills: str = str(KILLS)) -> int:
    """Kill builds of the 2015 study and say what was found; 1 if anything was lost or left.

    What was found is told also when this is interrupted: two hundred kills take an hour.
    """
    found: list[Killed] = []
    with builds.checkout() as root, contextlib.suppress(KeyboardInterrupt):
        cases = (root / builds.ROW).read_bytes()
        versions = (cases, cases.replace(b"ICT", b"IT"))
        for killed in survived(Checkout(root, ORIGINAL), *versions, int(kills), SEED):
            found.append(killed)
            print(f"{len(found)} {killed.who}: {', '.join(killed.bad) or 'whole'}", flush=True)
    print(f"{len(found)} kills: {dict(Counter(killed.who for killed in found))}")
    for name in Killed._fields[1:]:
        print(f"{name}: {sum(getattr(killed, name) for killed in found)}")
    return 1 if any(killed.bad for killed in found) else 0
