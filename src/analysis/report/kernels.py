"""The kernels that notebooks run in: this Python, apart from the user's own settings."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any, ClassVar
from uuid import uuid4
from weakref import WeakSet

import zmq.asyncio
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

from analysis.parameters import Settings
from analysis.report.server import ENVIRONMENT, private_folder, server_runs
from analysis.report.warm import PROVISIONER

END_SECONDS = 5
"""How long a kernel that was killed may take to be gone."""


class Stopped(Exception):
    """The build was interrupted; no more kernels are to be started."""


class ThisPython(AsyncKernelManager):
    """A kernel of the running interpreter, whatever kernel specifications the machine has."""

    started: ClassVar[WeakSet[ThisPython]] = WeakSet()
    stopped: ClassVar[Event] = Event()
    warm: ClassVar[bool] = False
    """Whether kernels are forked from a process that has imported everything."""
    local: ClassVar[bool] = False
    """Whether kernels are spoken to through sockets in a folder, not through ports."""
    folder: ClassVar[str] = tempfile.gettempdir()
    """A private folder for sockets, and in place of the user's IPython settings, whose startup
    files could alter a run."""

    @default("transport")
    def _transport_default(self) -> str:
        """Sockets in a folder, where that can be: parallel runs fight for ports."""
        return "ipc" if self.local else "tcp"

    @default("connection_file")
    def _connection_file_default(self) -> str:
        return f"{new_name(self.folder)}.json"

    @default("context")
    def _context_default(self) -> zmq.asyncio.Context:
        """One for all kernels. One of a kernel's own would be ended when it is swept up, and
        ending waits for ever when a socket of a kernel that never came is swept up after it."""
        return zmq.asyncio.Context.instance()

    @property
    def kernel_spec(self) -> KernelSpec:
        """How to start this Python as a kernel."""
        provisioner = {"kernel_provisioner": {"provisioner_name": PROVISIONER}}
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
            metadata={"supported_encryption": "curve", **(provisioner if self.warm else {})},
            env=environment(self.folder),
        )

    async def _async_start_kernel(self, **kw: Any) -> None:
        """Start, unless the build was interrupted meanwhile."""
        if self.stopped.is_set():
            raise Stopped
        self.started.add(self)
        await super()._async_start_kernel(**kw)
        if self.stopped.is_set():
            self.end()

    start_kernel = _async_start_kernel

    def end(self) -> None:
        """End the kernel's process now, and what the notebook started, from any thread."""
        process = getattr(self.provisioner, "process", None)
        if group := getattr(self.provisioner, "pgid", None):
            with contextlib.suppress(OSError):
                os.killpg(group, signal.SIGKILL)
        if process is not None:
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                process.kill()
                # Until it has ended it may write in the folder that is about to go.
                process.wait(END_SECONDS)


def environment(folder: str) -> dict[str, str]:
    """What stands in the environment of a kernel, whose own files are in a folder."""
    return {**ENVIRONMENT, "IPYTHONDIR": folder}


@contextlib.contextmanager
def kernels(*, plain: bool, run: Settings | None = None) -> Iterator[bool]:
    """Let kernels be started, warm unless plain; tell whether they are warm. None stays behind.

    Args:
        plain: whether each is to be started anew.
        run: the settings of the study that warm ones find opened.
    """
    ThisPython.folder = folder = tempfile.mkdtemp(dir=private_folder())
    ThisPython.local = holds_sockets(folder)
    ThisPython.warm = not plain and server_runs(run)
    ThisPython.stopped.clear()
    try:
        yield ThisPython.warm
    finally:
        end_kernels()
        shutil.rmtree(folder, ignore_errors=True)


def new_name(folder: str) -> Path:
    """Where the files of one kernel stand, but for how their names end."""
    return Path(folder) / uuid4().hex[:12]


def holds_sockets(folder: str) -> bool:
    """Whether kernels can have their sockets here: not where a path has over some hundred signs."""
    if os.name != "posix":
        return False
    path = f"{new_name(folder)}-ipc-1"
    with socket.socket(socket.AF_UNIX) as tried, contextlib.suppress(OSError):
        tried.bind(path)
        Path(path).unlink()
        return True
    return False


def end_kernels() -> None:
    """End every kernel and let no other be started."""
    ThisPython.stopped.set()
    for kernel in list(ThisPython.started):
        kernel.end()
