"""The process that kernels are forked from: it imports what notebooks need, once.

It is started before anything heavy is imported here, so that both import side by side.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import forkserver, get_all_start_methods, get_context
from multiprocessing.util import get_temp_dir

PRELOAD = (
    "ipykernel.kernelapp", "ipykernel.debugger", "IPython.core.completer",
    "matplotlib.figure", "matplotlib.pyplot", "matplotlib.backends.backend_svg", "seaborn",
    "numpy.random", "scipy.stats", "statsmodels.stats.proportion", "krippendorff",
    "pandera.pandas", "pandera.backends.pandas.builtin_checks",
    "great_tables", "bs4", "babel.numbers", "babel.lists", "analysis.report.warm",
    "analysis.study", "analysis.figures", "analysis.tables", "analysis.sentences",
)  # fmt: skip
"""What the notebooks import, and what a kernel itself imports when it starts."""

ENVIRONMENT = {
    # The order of a set is the same in each run, so that two builds give the same bytes.
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "agg",
    # A debugger that nobody asked for need not say that it may miss breakpoints.
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
"""What stands in the environment of every kernel; some of it counts only when Python starts."""


FOLDERS = "KERNELS_FOLDERS"
"""The variable by which the process that kernels are forked from knows what to sweep up."""


@cache
def private_folder() -> str:
    """A folder for all that this process and its kernels keep in files, gone when it ends."""
    folder = tempfile.mkdtemp(prefix="kernels-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def sweep_at_exit() -> None:
    """Where kernels are forked: have folders swept up too when the build itself was killed.

    The process ends after the build and its kernels. Those inherit what is to be done at its
    exit, and must not do it at theirs.
    """
    if folders := os.environ.get(FOLDERS):
        atexit.register(_sweep, folders.split(os.pathsep), os.getpid())


def _sweep(folders: Iterable[str], process: int) -> None:
    for folder in folders if os.getpid() == process else ():
        shutil.rmtree(folder, ignore_errors=True)


def server_runs() -> bool:
    """Start the process that kernels are forked from, where there can be one; whether it runs."""
    if not can_fork():
        return False
    try:
        _start()
    except OSError:
        return False
    return True


def can_fork() -> bool:
    """Whether this platform can fork a kernel at all."""
    return "forkserver" in get_all_start_methods()


def _start() -> None:
    """Start the process, if it does not run yet. Raises OSError when it cannot be started."""
    server = get_context("forkserver")
    server.set_forkserver_preload(list(PRELOAD))
    with _environment(), _deaf():
        forkserver.ensure_running()


@contextmanager
def _deaf() -> Iterator[None]:
    """Deaf to Ctrl-C for a moment, and whoever is started meanwhile for good.

    A process that is still importing would tell where it was when it was interrupted.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _environment() -> Iterator[None]:
    """The environment of kernels in this process, for a while."""
    before = dict(os.environ)
    # multiprocessing has a folder of its own, for the socket that kernels are asked for at.
    folders = os.pathsep.join((private_folder(), get_temp_dir()))
    os.environ.update(ENVIRONMENT | {FOLDERS: folders})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
