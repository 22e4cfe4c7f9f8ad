"""Has pages made by the workers of a Dask cluster, wherever they are.

What a page comes from travels by content, and the page comes back as text, so that the workers
need no folder of this machine. They do need the same code and packages, or the bytes would differ.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.language import Text, literal
from analysis.parameters import PLACE
from analysis.problems import InputError, ParameterProblem
from analysis.report import worker
from analysis.report.elsewhere import lost
from analysis.report.execution import Cell, PageFailed
from analysis.report.jobs import Job
from analysis.report.making import Finished
from analysis.report.pages import notebooks_in
from analysis.report.progress import Clock
from analysis.report.record import differing
from analysis.report.status import Standing

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT_SECONDS = 5
"""How long a scheduler may take to answer, and how long it may be without workers."""
LONELY_SECONDS = 30
"""How long there may be no workers while pages wait: one that is started again is there by then."""
LOOK_SECONDS = 0.2
"""How many seconds lie between two looks at whether a page is done."""
TRIES = 3
"""How often a page is made again whose worker lost the process that made it."""
SHOWN = 3

NO_EXTRA = Text(
    "Hiervoor is de extra cluster nodig: pip install 'innovatie-in-gemeenten[cluster]'",
    "This needs the extra cluster: pip install 'innovatie-in-gemeenten[cluster]'",
)
NO_SCHEDULER = Text(
    "Daar antwoordt geen scheduler. Start er een: dask scheduler",
    "No scheduler answers there. Start one: dask scheduler",
)
NO_WORKERS = Text(
    "Deze scheduler heeft geen workers. Start er een: dask worker {address} --nthreads 1",
    "This scheduler has no workers. Start one: dask worker {address} --nthreads 1",
)
NO_WORKERS_LEFT = Text(
    f"De laatste worker is gestopt en na {LONELY_SECONDS} seconden is er geen andere. Start er een "
    "en geef de opdracht opnieuw.",
    f"The last worker ended, and after {LONELY_SECONDS} seconds there is no other. Start one and "
    "give the command again.",
)
NO_PACKAGE = Text(
    "Op worker {worker} is dit pakket er niet, of het start niet ({error}).",
    "On worker {worker} this package is missing, or it does not start ({error}).",
)
OTHER_CODE = Text(
    "Worker {worker} heeft andere code van dit pakket. Zet er dezelfde versie neer.",
    "Worker {worker} has other code of this package. Put the same version there.",
)
OTHER_PACKAGES = Text(
    "Worker {worker} heeft andere pakketten ({packages}). Installeer ook daar requirements.lock.",
    "Worker {worker} has other packages ({packages}). Install requirements.lock there too.",
)


class NoWorkers(Exception):
    """The last worker of a cluster ended, and none came."""


@contextmanager
def made_there(
    jobs: Sequence[Job], work: Path, standing: Standing, *, scheduler: str
) -> Iterator[Iterator[Finished]]:
    """The jobs, each as it is done.

    Args:
        jobs: what is to be made; all of one study.
        work: the folder for the notebooks of pages that fail.
        standing: what the jobs come from.
        scheduler: its address, ``tcp://host:port``.

    Raises:
        InputError: when there is no scheduler there, or a worker that would give other bytes.
    """
    with _connected(scheduler) as client, client.as_current():
        here = worker.surroundings()
        _refuse_others(client, scheduler, here)
        futures = _sent(client, jobs, standing, here)
        try:
            yield _finished(client, futures, work)
        finally:
            client.cancel(list(futures), force=True)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of a scheduler that has workers. Raises InputError."""
    try:
        from distributed import Client
    except ImportError:
        raise _wrong(address, NO_EXTRA) from None
    # What is wrong, is told as any other problem.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except OSError:
        raise _wrong(address, NO_SCHEDULER) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError:
            raise _wrong(address, NO_WORKERS.filled(address=literal(address))) from None
        yield client


def _wrong(address: str, *right: Text) -> InputError:
    return InputError([ParameterProblem(PLACE, f"SCHEDULER={address}", text) for text in right])


def _refuse_others(client: Client, address: str, here: Mapping[str, str]) -> None:
    """Raise InputError with every worker that has other code or packages than are here."""
    there = client.run(worker.surroundings, on_error="return")
    if wrong := [text for name, told in there.items() for text in _differences(name, told, here)]:
        raise _wrong(address, *wrong)


def _differences(
    name: str, there: Mapping[str, str] | Exception, here: Mapping[str, str]
) -> Iterator[Text]:
    """What is other on one worker than here."""
    if isinstance(there, Exception):
        yield NO_PACKAGE.filled(worker=name, error=type(there).__name__)
        return
    for fact in differing(there, here):
        texts = (there[fact].split("\n"), here[fact].split("\n"))
        names = sorted(set(texts[0]) ^ set(texts[1]))
        more = ", …" if len(names) > SHOWN else ""
        packages = ", ".join(names[:SHOWN]) + more
        text = OTHER_CODE if fact == "code" else OTHER_PACKAGES
        yield text.filled(worker=name, packages=packages)


def _sent(
    client: Client, jobs: Sequence[Job], standing: Standing, here: Mapping[str, str]
) -> dict[Future[Any], Job]:
    """Send what the pages come from, once, and ask for each page."""
    # As the outcome of a task, not as data: a scheduler has a task done again when its worker ends.
    sent: Future[Any] = client.submit(dict, _inputs(jobs, standing), pure=False)
    return {
        client.submit(worker.page, sent, _asked(job, here), pure=False, retries=TRIES): job
        for job in jobs
    }


def _inputs(jobs: Sequence[Job], standing: Standing) -> dict[str, Any]:
    """The study's files, those of the study beside it, and the notebooks, by their paths."""
    notebooks = notebooks_in(standing.folders.notebooks)
    paths = [*standing.inputs, *notebooks] if jobs else []
    inputs = {standing.folders.path(path): path.read_bytes() for path in paths}
    return {"run": standing.runs[0].as_dict(), "inputs": inputs}


def _asked(job: Job, here: Mapping[str, str]) -> dict[str, Any]:
    return {
        "page": job.page.name,
        "settings": job.results.settings.as_dict(),
        "languages": list(job.site.languages),
        "alone": job.site.alone,
        "surroundings": dict(here),
    }


def _finished(client: Client, futures: Mapping[Future[Any], Job], work: Path) -> Iterator[Finished]:
    """Each job as it is done; a page that was told is not kept, here or there."""
    waiting = dict(futures)
    for future in _done(client, list(futures)):
        try:
            told = future.result()
        except Exception as error:
            # Its workers were ended time and again, or the scheduler was.
            told = lost(error)
        future.release()
        yield _of(waiting.pop(future), told, work)
    for job in waiting.values():
        yield _of(job, lost(NoWorkers(NO_WORKERS_LEFT.say(job.language))), work)


def _done(client: Client, futures: Sequence[Future[Any]]) -> Iterator[Future[Any]]:
    """Each page as it is done, until all are or there has long been no worker to make one."""
    from distributed import as_completed

    waiting, lonely = as_completed(futures), Clock()
    while not waiting.is_empty() and lonely.seconds < LONELY_SECONDS:
        done = waiting.next_batch(block=False)
        yield from done
        if done or _has_workers(client):
            lonely = Clock()
        if not done:
            time.sleep(LOOK_SECONDS)


def _has_workers(client: Client) -> bool:
    try:
        return bool(client.nthreads())
    except OSError:
        # There is no scheduler any more.
        return False


def _of(job: Job, told: Mapping[str, Any], work: Path) -> Finished:
    """What became of a job, as a worker told it."""
    if "page" in told:
        return Finished(job, told["seconds"], told["page"])
    left, why = work / job.failed, told["failure"]
    if told["notebook"]:
        left.parent.mkdir(parents=True, exist_ok=True)
        left.write_text(told["notebook"], encoding="utf-8")
    cell = why["cell"] and Cell(*why["cell"])
    traceback = tuple(why["traceback"])
    failure = PageFailed(job.name, job.language, cell, why["error"], why["value"], traceback, left)
    return Finished(job, told["seconds"], failure=failure)
