"""What a worker of a cluster does: hands each page to a process that makes it.

It is sent bytes and plain values and gives plain values; what it keeps is that process, so that
its kernels are warm for the next page. Each thread of the worker has one of its own.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from analysis.folders import files_below
from analysis.report.origins import packages
from analysis.report.record import PACKAGE, digest_of

END_SECONDS = 10
"""How long the process may take to end its kernels and sweep up."""

_own = threading.local()


class Refused(Exception):
    """The worker has other code or packages than the page is asked of."""


def surroundings() -> dict[str, str]:
    """What else decides the bytes of a page: all code of this package, and what is installed."""
    files = {path.relative_to(PACKAGE).as_posix(): path for path in files_below(PACKAGE)}
    digests = {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in files.items()
        if path.suffix != ".pyc"
    }
    return {"code": digest_of(digests), "packages": packages()}


class Process:
    """A process that makes pages from some files; see `elsewhere`."""

    def __init__(self, sent: Mapping[str, Any], made_with: Mapping[str, str]) -> None:
        self.sent, self.made_with = sent, made_with
        self.process = subprocess.Popen(
            [sys.executable, "-m", "analysis.report.elsewhere"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        inputs = {name: b64encode(content).decode() for name, content in sent["inputs"].items()}
        self._send({"run": sent["run"], "inputs": inputs})

    def _send(self, value: Mapping[str, Any]) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(value) + "\n")
        self.process.stdin.flush()

    def make(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What became of a page. Raises EOFError when the process ended before it was made."""
        assert self.process.stdout
        self._send(asked)
        line = self.process.stdout.readline()
        if not line:
            raise EOFError(self.process.wait(END_SECONDS))
        told: dict[str, Any] = json.loads(line)
        return told

    def serves(self, sent: Mapping[str, Any], made_with: Mapping[str, str]) -> bool:
        """Whether it runs, and has these files and this code."""
        return self.process.poll() is None and (self.sent, self.made_with) == (sent, made_with)

    def end(self) -> None:
        """End it, and what it started."""
        with self.process:
            assert self.process.stdin
            self.process.stdin.close()


def page(sent: Mapping[str, Any], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Make one page of what was sent; see `elsewhere` for what is asked and told.

    Raises:
        Refused: when code or packages here are not those of the one who asks.
        EOFError, OSError: when the process that makes it was ended; another try may do.
    """
    if surroundings() != asked["surroundings"]:
        raise Refused
    process: Process | None = getattr(_own, "process", None)
    if process is None or not process.serves(sent, asked["surroundings"]):
        if process is not None:
            process.end()
        process = _own.process = Process(sent, asked["surroundings"])
    return process.make(asked)
