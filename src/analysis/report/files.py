"""Files that are whole or not there: written aside, then put in place at once."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".lock"
"""The file by which builds of one study know of each other."""
BUILDING = ".building-"
"""How the folders begin that files are written in before they are put in place."""


@contextmanager
def alone(folder: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Be the only build in a folder: after another, if one runs; `wait` is called first then.

    The system lets go of the lock when a process ends, however it ends. What a build that was
    killed left there is swept up.
    """
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        wait()
        lock.acquire()
    try:
        for left in folder.glob(f"{BUILDING}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        lock.release()


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A folder of the same file system to write in, gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=BUILDING, dir=folder) as work:
        yield Path(work)


def replace(written: Path, path: Path) -> Path:
    """Put a file that was written aside in its place at once; return its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return written.replace(path)


def write(path: Path, content: bytes) -> None:
    """Write a file: whole, or not at all."""
    with aside(path.parent) as work:
        written = work / path.name
        written.write_bytes(content)
        replace(written, path)
