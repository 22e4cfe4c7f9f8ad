"""Warm kernels: forked from one process that has imported everything, apart from each other.

`jupyter_client` lets a provisioner say how a kernel is launched; this one asks the standard
library's fork server for a child, where others start a new Python. Each kernel is a process of
its own all the same, in a process group of its own.
"""

from __future__ import annotations

import atexit
import gc
import os
import random
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from multiprocessing import context, current_process, get_context, parent_process
from pathlib import Path
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from analysis.report.server import FOLDER, collect_seldom, sweep_at_exit

PROVISIONER = "warm-provisioner"
"""Its name in the entry points of this distribution."""


class Forked:
    """A forked process with the methods of `subprocess.Popen` that provisioners use."""

    stdin = stdout = stderr = None

    def __init__(self, process: context.ForkServerProcess) -> None:
        self.process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        """How it ended, or None while it runs."""
        self.process.join(0)
        return self.process.exitcode

    def wait(self, timeout: float | None = None) -> int | None:
        """How it ended, when it has; None where it has not within so many seconds."""
        self.process.join(timeout)
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        if self.pid is not None and self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it now."""
        self.process.kill()

    def terminate(self) -> None:
        """Ask it to end."""
        self.process.terminate()


class WarmProvisioner(LocalProvisioner):
    """Launches a kernel by forking; all else is as with any local kernel."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel that takes its arguments from the command that would have started it."""
        arguments = cmd[cmd.index("-f") :]
        where = (str(kwargs.get("cwd") or Path.cwd()), dict(kwargs.get("env") or os.environ))
        process = get_context("forkserver").Process(
            target=run_kernel, args=(arguments, *where), daemon=True
        )
        process.start()
        self.process = cast("Any", Forked(process))
        # It makes a group of its own, whose number is its own, before it does anything else.
        self.pid = self.pgid = process.pid
        self.cwd = where[0]
        return self.connection_info


def run_kernel(arguments: Sequence[str], folder: str, env: Mapping[str, str]) -> None:
    """Be a kernel until it is told to end. What was inherited of this process is made anew.

    Args:
        arguments: of the kernel's command, such as ``-f connection.json``.
        folder: the working directory.
        env: the environment, all of it.
    """
    from ipykernel.kernelapp import IPKernelApp

    # What was imported stays: to look through it for garbage would copy all of it.
    gc.freeze()
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    threading.Thread(target=end_with_build, daemon=True).start()
    # Daemons of multiprocessing may start no processes; a notebook may.
    current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv = ["ipykernel_launcher", *arguments]
    sys.path[0] = ""
    reseed()
    app: Any = IPKernelApp.instance()
    app.initialize([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
    # Runs after the notebook's own exit handlers and before ipykernel's, which sometimes stall.
    atexit.register(os._exit, 0)
    app.start()
    atexit._run_exitfuncs()


def end_with_build() -> None:
    """End when the build does, however it ends: a kernel that outlived it would never end.

    ipykernel looks after its parent, but that is the process that it was forked from, which itself
    stays as long as a kernel does.
    """
    build = parent_process()
    if build is not None:
        build.join()
        os._exit(1)


def reseed() -> None:
    """Random numbers of its own: a fork inherits the state of the process it came from."""
    import numpy as np

    random.seed()
    np.random.seed()


# The process that kernels are forked from imports this first; only that is told of a folder.
if FOLDER in os.environ:
    collect_seldom()
    sweep_at_exit(os.environ[FOLDER])
