"""Builds the pages of a study that are not current, side by side.

Pages that lead to each other are put in place all together. A profile stands by itself and is put
in place when it is made: of hundreds, an interruption loses only those that were being made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis.language import Language
from analysis.report import files
from analysis.report.account import accounted
from analysis.report.cluster import made_there
from analysis.report.dictionary import dictionary_page
from analysis.report.execution import PageFailed
from analysis.report.frames import write_frames
from analysis.report.index import index_page
from analysis.report.jobs import Job, dictionary_origin, index_origin, jobs_of, site_of, stale
from analysis.report.making import AT_A_TIME, Finished, made_here
from analysis.report.offering import offered
from analysis.report.opened import handed_over
from analysis.report.origins import code_of
from analysis.report.pages import DICTIONARY, INDEX
from analysis.report.progress import Clock, Told
from analysis.report.record import Origin, Record, Rows, Written, write_record
from analysis.report.rows import rows_of
from analysis.report.server import server_runs
from analysis.report.shell import Shell, Site
from analysis.report.status import Folders, Standing, code_digest
from analysis.results import Results
from analysis.schema import Study

KEPT_EVERY = 5
"""How many seconds of profiles an interruption may make a next build make again."""

Made = dict[str, Origin]
"""What was made, by its path from the root, and what it comes from."""


@dataclass(frozen=True)
class How:
    """How pages are made; what stands on them does not depend on it."""

    plain: bool = False
    """Whether each notebook has a kernel that was started anew, not forked."""
    at_a_time: int = AT_A_TIME
    """How many notebooks run at a time on this machine."""
    scheduler: str = ""
    """The scheduler of the cluster that makes the pages, if not this machine does."""

    @property
    def warm(self) -> bool:
        """Whether kernels are forked here, where they can be."""
        return not (self.plain or self.scheduler)


@dataclass
class Outcome:
    """What a build gave: where to begin reading, and the pages that failed."""

    indexes: list[Path] = field(default_factory=list)
    failures: list[PageFailed] = field(default_factory=list)


def build(
    results: Mapping[Language, Results],
    folders: Folders,
    how: How = How(),
    *,
    formats: Sequence[str] = (),
) -> Outcome:
    """Make the frames and the pages of a study that are not current, and the indexes.

    Args:
        results: what the study gave, in each language that is asked for.
        folders: where the notebooks are and the pages go.
        how: how the pages are made.
        formats: what is made of the pages too; see `parameters.FORMATS`.

    A page that fails leaves its notebook in ``<language>/failed/`` and its earlier page as it
    was; the other pages are made all the same. When the build is interrupted, every page is as
    it was, and no kernel stays behind.

    Raises:
        InputError: when there is no cluster where `how` says, or not one that gives these pages.
    """
    first = next(iter(results.values()))
    standing = _standing(results, folders, formats)
    site = site_of(first.study, standing)
    jobs = stale(jobs_of(results.values(), site, standing), standing)
    warm = how.warm and server_runs(first.settings)
    with files.aside(folders.reports) as work, _making(jobs, work, standing, how) as finished:
        each = (site, work, standing)
        others = [_dictionary(told, *each) for told in results.values()]
        if warm:
            first.take(handed_over(first.settings))
        frames = _frames(first, standing)
        failures = [done.failure for done in _told(finished, len(jobs), work) if done.failure]
        indexes = [_index(told, *each) for told in results.values()]
        made = {p: o for job in jobs for p, o in _placed(job, work, folders).items()}
        _put_in_place(work, folders.reports)
    rows = dict.fromkeys(map(str, results), rows_of(site.study))
    made |= frames | {folders.report(path): origin for path, origin in (*indexes, *others)}
    _keep(made, site.study, standing, rows)
    # What becomes of the pages may take long, or fail: the pages are kept before.
    if downloads := dict(offered(results.values(), site, standing)):
        _keep(made | downloads, site.study, standing, rows)
    begin = [folders.reports / path for path, _ in indexes]
    return Outcome(begin, _told_of(failures, work, folders))


def build_profiles(
    results: Mapping[Language, Results],
    cases: Sequence[str],
    folders: Folders,
    how: How = How(),
) -> Outcome:
    """Make a page about each of some municipalities, which leads to no other page.

    Args:
        results: what the study gave, in each language that is asked for.
        cases: the municipalities.
        folders: as for `build`; pages go to the folder ``profiles`` of each language.
        how: as for `build`.

    Each page is put in place when it is made. What an interrupted build made is current for the
    next, which makes the others: those that were not made, and those that failed.

    Raises InputError as `build` does.
    """
    standing = _standing(results, folders)
    site = site_of(next(iter(results.values())).study, standing, alone=True)
    each = [
        Results(told.study, replace(told.settings, case=case))
        for told in results.values()
        for case in cases
    ]
    jobs = jobs_of(each, site, standing)
    asked = stale(jobs, standing)
    with files.aside(folders.reports) as work, _making(asked, work, standing, how) as finished:
        failures = _one_by_one(_told(finished, len(asked), work), work, site.study, standing)
    pages_made = [folders.reports / job.path for job in jobs]
    return Outcome([path for path in pages_made if path.exists()], failures)


def _standing(
    results: Mapping[Language, Results], folders: Folders, formats: Sequence[str] = ()
) -> Standing:
    return Standing(folders, [told.settings for told in results.values()], formats)


def _frames(results: Results, standing: Standing) -> Made:
    """Write the frames of a study, unless they stand; tell what each that was written is from."""
    if standing.frames_stand():
        return {}
    origin = standing.origin(code_of("analysis.report.frames"), results.settings.of_frames)
    written = write_frames(results, standing.folders.frames)
    return {standing.folders.frame(path.name): origin for path in written}


def _making(
    jobs: Sequence[Job], work: Path, standing: Standing, how: How
) -> AbstractContextManager[Iterator[Finished]]:
    """The jobs, each as it is done, on this machine or on a cluster."""
    if how.scheduler:
        return made_there(jobs, work, standing, scheduler=how.scheduler)
    return made_here(jobs, work, plain=how.plain, at_a_time=how.at_a_time)


def _told(finished: Iterator[Finished], pages: int, work: Path) -> Iterator[Finished]:
    """Write each page aside, and tell of it."""
    with Told(pages) as progress:
        for done in finished:
            if not done.failure:
                _write_text(work / done.job.path, done.page)
            progress.done(done.job.language, done.job.name, done.seconds)
            yield done


def _one_by_one(
    finished: Iterator[Finished], work: Path, study: Study, standing: Standing
) -> list[PageFailed]:
    """Put each page in place when it is made, and keep it in the record; return what failed."""
    made: Made = {}
    failures: list[PageFailed] = []
    clock = Clock()
    try:
        for done in finished:
            made |= _placed(done.job, work, standing.folders)
            failures += [done.failure] if done.failure else []
            if clock.seconds > KEPT_EVERY:
                write_record(_record(made, standing, {}), standing.folders.reports)
                clock = Clock()
    finally:
        _keep(made, study, standing, {})
    return _told_of(failures, work, standing.folders)


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _index(results: Results, site: Site, work: Path, standing: Standing) -> tuple[str, Origin]:
    """Make the index of one language aside; it links to the pages that there are or will be."""
    origin = index_origin(results, site.pages, standing)
    folders = [folder / results.language for folder in (work, standing.folders.reports)]
    made = {page.file for page in site.pages if any((f / page.file).exists() for f in folders)}
    shell = Shell(site, results.settings, INDEX, code_digest(origin))
    return _aside(shell, index_page(results, shell, made, standing.downloads), work), origin


def _dictionary(results: Results, site: Site, work: Path, standing: Standing) -> tuple[str, Origin]:
    """Make aside the page of one language that explains the data."""
    origin = dictionary_origin(results.settings, standing)
    shell = Shell(site, results.settings, DICTIONARY, code_digest(origin))
    return _aside(shell, dictionary_page(shell), work), origin


def _aside(shell: Shell, page: str, work: Path) -> str:
    """Write a page aside; return how the record calls it."""
    path = f"{shell.language}/{shell.file}"
    _write_text(work / path, page)
    return path


def _placed(job: Job, work: Path, folders: Folders) -> Made:
    """Put a page in its place, or the notebook that gave none; return what was made.

    What is left of an earlier failure goes.
    """
    (folders.reports / job.failed).unlink(missing_ok=True)
    made = [name for name in (job.path, job.failed) if (work / name).exists()]
    for name in made:
        files.replace(work / name, folders.reports / name)
    return {folders.report(job.path): job.origin} if job.path in made else {}


def _put_in_place(work: Path, reports: Path) -> None:
    """Put all that is left aside in its place."""
    for written in sorted(path for path in work.rglob("*") if path.is_file()):
        files.replace(written, reports / written.relative_to(work))


def _told_of(failures: Sequence[PageFailed], work: Path, folders: Folders) -> list[PageFailed]:
    """What failed, with where its notebook is now."""
    places = [folders.reports / failure.notebook.relative_to(work) for failure in failures]
    return [
        replace(failure, notebook=place) for failure, place in zip(failures, places, strict=True)
    ]


def _keep(made: Made, study: Study, standing: Standing, rows: Mapping[str, Rows]) -> None:
    """Keep in the record what was made, and of which rows; tell of it all."""
    record = _record(made, standing, rows)
    write_record(accounted(study, record, standing), standing.folders.reports)


def _record(made: Made, standing: Standing, rows: Mapping[str, Rows]) -> Record:
    """The record with what was made, as it was written."""
    before, digests = standing.record, standing.digests
    written = {path: Written(digests.of(path), origin) for path, origin in made.items()}
    return Record({**before.written, **written}, digests.known, {**before.rows, **rows})
