"""The kernels that notebooks run in: this Python, apart from the user's own settings."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager


class Stopped(Exception):
    """The build was interrupted; no more kernels are to be started."""


class ThisPython(AsyncKernelManager):
    """A kernel of the running interpreter, whatever kernel specifications the machine has."""

    started: ClassVar[set[ThisPython]] = set()
    stopped: ClassVar[Event] = Event()
    settings: ClassVar[str] = tempfile.gettempdir()
    """A folder in place of the user's IPython settings, whose startup files could alter a run."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """How to start this Python as a kernel."""
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
            metadata={"supported_encryption": "curve"},
            # The order of a set is the same in each run, so that two builds give the same bytes.
            env={"IPYTHONDIR": self.settings, "PYTHONHASHSEED": "0", "MPLBACKEND": "agg"},
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
        """End the kernel's process now, from any thread."""
        process = getattr(self.provisioner, "process", None)
        if process is not None:
            with contextlib.suppress(OSError):
                process.kill()


def allow_kernels(settings: Path) -> None:
    """Let kernels be started, with a folder for what IPython wants to write."""
    ThisPython.settings = str(settings)
    ThisPython.stopped.clear()


def end_kernels() -> None:
    """End every kernel and let no other be started."""
    ThisPython.stopped.set()
    for kernel in ThisPython.started.copy():
        kernel.end()
