"""Files that are whole or not there: written aside, then put in place at once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A folder of the same file system to write in, gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".building-", dir=folder) as work:
        yield Path(work)


def replace(written: Path, path: Path) -> Path:
    """Put a file that was written aside in its place at once; return its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return written.replace(path)
