"""The process that kernels are forked from: it imports what notebooks need, once.

It is started before anything heavy is imported here, so that both import side by side.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import platform
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import forkserver, get_all_start_methods, get_context
from multiprocessing.util import Finalize
from pathlib import Path
from zlib import crc32

from psutil import pid_exists

from analysis.parameters import Settings

PRELOAD = (
    "analysis.report.warm", "ipykernel.kernelapp", "ipykernel.debugger", "tornado.platform.asyncio",
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "matplotlib.figure", "matplotlib.pyplot", "matplotlib.backends.backend_svg", "seaborn",
    "numpy.random", "scipy.stats", "statsmodels.stats.proportion", "krippendorff",
    "great_tables", "lxml.html", "babel.numbers", "babel.lists",
    "analysis.study", "analysis.figures", "analysis.tables", "analysis.sentences",
    "analysis.report.opened",
)  # fmt: skip
"""What the notebooks import, and what a kernel itself imports when it starts; then their study."""

ENVIRONMENT = {
    # The order of a set is the same in each run, so that two builds give the same bytes.
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "agg",
    # A debugger that nobody asked for need not say that it may miss breakpoints.
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
"""What stands in the environment of every kernel; some of it counts only when Python starts."""

FOLDER = "KERNELS_FOLDER"
"""The variable by which the process that kernels are forked from knows what to sweep up."""
RUN = "KERNELS_RUN"
"""The variable by which it knows which study to open."""
PREFIX = "kernels-"
"""How the names of private folders begin; then come the machine and the process they are of."""


@cache
def private_folder() -> str:
    """A folder for all that this process and its kernels keep in files, gone when it ends.

    Its name has the number of this process. What one left that was killed, with all that it had
    started, is swept up here; not what is of another machine that has its temporary files here.
    """
    ours = f"{PREFIX}{crc32(platform.node().encode()) % 4096:x}-"
    for left in Path(tempfile.gettempdir()).glob(f"{ours}*-*"):
        number = left.name.removeprefix(ours).split("-")[0]
        if number.isdigit() and not pid_exists(int(number)):
            shutil.rmtree(left, ignore_errors=True)
    folder = tempfile.mkdtemp(prefix=f"{ours}{os.getpid()}-")
    # After multiprocessing has swept up its own folder, which stands in this one.
    Finalize(None, shutil.rmtree, (folder,), {"ignore_errors": True}, exitpriority=-200)
    return folder


def have_home() -> None:
    """Give this process and its kernels a home, where the user has none to write in.

    Libraries keep settings and caches there; some do not work without.
    """
    try:
        home = Path.home()
    except RuntimeError:
        home = None
    if home is None or not os.access(home, os.W_OK):
        os.environ["HOME"] = private_folder()


def collect_seldom() -> None:
    """Where kernels are forked: look for garbage less often than Python does by itself.

    What is imported stays: to look through it again and again takes a quarter of the time that
    importing it takes. Kernels live too short to gather much; the build does not.
    """
    gc.set_threshold(50_000, 20, 100)


def sweep_at_exit(folder: str) -> None:
    """Where kernels are forked: have the folder swept up too when the build itself was killed.

    The process ends after the build and its kernels. Those inherit what is to be done at its
    exit, and must not do it at theirs.
    """
    atexit.register(_sweep, folder, os.getpid())


def _sweep(folder: str, process: int) -> None:
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)
        gc.freeze()


def server_runs(run: Settings | None = None) -> bool:
    """Start the process that kernels are forked from, where there can be one; whether it runs.

    Args:
        run: the settings of the study that kernels find opened, if the process does not run yet.
    """
    if not can_fork():
        return False
    try:
        _start(run)
    except OSError:
        return False
    return True


def can_fork() -> bool:
    """Whether this platform can fork a kernel at all."""
    return "forkserver" in get_all_start_methods()


def _start(run: Settings | None) -> None:
    """Start the process, if it does not run yet. Raises OSError when it cannot be started."""
    server = get_context("forkserver")
    server.set_forkserver_preload(list(PRELOAD))
    with _environment(run), _deaf(), _temporary(private_folder()):
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
def _environment(run: Settings | None) -> Iterator[None]:
    """The environment of kernels in this process, for a while."""
    before = dict(os.environ)
    os.environ.update(
        ENVIRONMENT | {FOLDER: private_folder(), RUN: json.dumps(run.as_dict()) if run else ""}
    )
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _temporary(folder: str) -> Iterator[None]:
    """Where this process makes temporary files, for a while: the socket that forks are asked at."""
    before, tempfile.tempdir = tempfile.tempdir, folder
    try:
        yield
    finally:
        tempfile.tempdir = before
