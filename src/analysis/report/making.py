"""Makes pages on this machine: runs their notebooks side by side, and exports what they show."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from analysis.report import room
from analysis.report.checks import broken
from analysis.report.execution import PageFailed, execute, unfit
from analysis.report.export import page_of
from analysis.report.jobs import Job
from analysis.report.kernels import end_kernels, kernels
from analysis.report.pages import read_notebook
from analysis.report.progress import Clock

if TYPE_CHECKING:
    from nbformat import NotebookNode

AT_A_TIME = room.here()
"""How many notebooks run at a time."""
ALWAYS_ROOM = nullcontext()


@dataclass(frozen=True)
class Finished:
    """A job that is done: its page, or why there is none."""

    job: Job
    seconds: float
    page: str = ""
    failure: PageFailed | None = None


@contextmanager
def made_here(
    jobs: Sequence[Job], work: Path, *, plain: bool, at_a_time: int
) -> Iterator[Iterator[Finished]]:
    """The jobs, each as it is done. No kernel stays behind.

    Args:
        jobs: what is to be made; all of one study.
        work: the folder for notebooks while they run; those of pages that fail stay there.
        plain: whether each notebook has a kernel that was started anew, not forked.
        at_a_time: how many notebooks run at a time.
    """
    if not jobs:
        yield iter(())
        return
    with (
        kernels(plain=plain, run=jobs[0].results.settings),
        _begun(jobs, work, at_a_time) as running,
    ):
        _prepare(jobs[0])
        yield (future.result() for future in running)


def _prepare(job: Job) -> None:
    """Write a page of a notebook that did not run and throw it away, while kernels start.

    So templates and lexers are there when the first page needs them, and it does not wait.
    """
    # What is wrong with the notebook is told when its page is made.
    with suppress(Exception):
        page_of(read_notebook(job.page.path), job.shell())


@contextmanager
def _begun(jobs: Sequence[Job], work: Path, at_a_time: int) -> Iterator[Iterator[Future[Finished]]]:
    """Jobs that have begun, each as it is done; nothing of one that was told is kept.

    While one thread writes a page, another runs the next notebook.
    """
    room_for_kernels = BoundedSemaphore(at_a_time)
    with ThreadPoolExecutor(2 * at_a_time) as pool:
        try:
            yield as_completed(
                [pool.submit(make, job, work, room_for_kernels) for job in sorted(jobs, key=_size)]
            )
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            end_kernels()
            raise


def _size(job: Job) -> int:
    """The longest first, so that no core waits for another at the end: those with most code."""
    return -len(job.page.code)


def make(
    job: Job, work: Path, room_for_kernels: AbstractContextManager[object] = ALWAYS_ROOM
) -> Finished:
    """Make one page; or leave its notebook in a folder, to be looked at.

    Args:
        job: the page.
        work: the folder for its notebook.
        room_for_kernels: waited for before the notebook runs, and left once it has run.
    """
    # What papermill and nbconvert say of their own accord, the progress says better.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    notebook = work / job.failed
    notebook.parent.mkdir(parents=True, exist_ok=True)
    try:
        with room_for_kernels:
            clock = Clock()
            executed = execute(job.page, job.results.settings, notebook)
        page = _page(job, executed, notebook)
    except PageFailed as failure:
        return Finished(job, clock.seconds, failure=replace(failure, page=job.name))
    return Finished(job, clock.seconds, page)


def _page(job: Job, executed: NotebookNode, notebook: Path) -> str:
    """The page of a notebook that ran, when it is all that a page must be. Raises PageFailed."""
    page = page_of(executed, job.shell())
    if wrong := broken(page):
        raise unfit(job.page, job.language, wrong, notebook)
    notebook.unlink()
    return page
