"""Builds the pages of a study that are not current: side by side, put in place all together."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis.language import Language
from analysis.report import files
from analysis.report.execution import PageFailed, execute
from analysis.report.export import Export
from analysis.report.frames import write_frames
from analysis.report.index import index_page
from analysis.report.jobs import Job, index_origin, index_shell, jobs_of, stale
from analysis.report.kernels import end_kernels, kernels
from analysis.report.offering import offered
from analysis.report.origins import code_of
from analysis.report.pages import INDEX, Page, find_pages
from analysis.report.progress import Clock, Told
from analysis.report.provenance import provenance
from analysis.report.record import Origin, Record, Written, write_record
from analysis.report.shell import Site
from analysis.report.status import PROCESSED, Folders, Standing, frame_settings
from analysis.results import Results

AT_A_TIME = 1 + (os.cpu_count() or 1)
"""How many notebooks run at a time: one a core, and one that can run while another waits."""

Made = dict[str, Origin]
"""What was made, by its path from the root, and what it comes from."""


@dataclass
class Outcome:
    """What a build gave: where to begin reading, and the pages that failed."""

    indexes: list[Path] = field(default_factory=list)
    failures: list[PageFailed] = field(default_factory=list)


def build(
    results: Mapping[Language, Results],
    folders: Folders,
    *,
    plain: bool = False,
    at_a_time: int = AT_A_TIME,
    formats: Sequence[str] = (),
) -> Outcome:
    """Make the frames and the pages of a study that are not current, and the indexes.

    Args:
        results: what the study gave, in each language that is asked for.
        folders: where the notebooks are and the pages go.
        plain: whether each notebook has a kernel that was started anew, not forked.
        at_a_time: how many notebooks run at a time.
        formats: what is made of the pages too; see `parameters.FORMATS`.

    A page that fails leaves its notebook in ``<language>/failed/`` and its earlier page as it
    was; the other pages are made all the same. When the build is interrupted, everything is as
    it was, and no kernel stays behind.
    """
    standing = _standing(results, folders, formats)
    site = _site(results, standing, standing.pages)
    jobs = stale(jobs_of(results.values(), site, standing), standing)
    with files.aside(folders.reports) as work, _kernels(jobs, plain=plain):
        # Kernels come from a process that imports everything: this is done meanwhile.
        frames = _frames(next(iter(results.values())), standing)
        made, failures = _run(jobs, work, folders, at_a_time=at_a_time)
        indexes = [_index(told, site, work, standing) for told in results.values()]
        placed = _put_in_place(jobs, work, folders.reports, failures)
    downloads = dict(offered(results.values(), site, standing))
    _keep({**made, **frames, **dict(indexes), **downloads}, standing)
    return Outcome([folders.root / path for path, _ in indexes], placed)


def build_profiles(
    results: Mapping[Language, Results],
    cases: Sequence[str],
    folders: Folders,
    *,
    plain: bool = False,
    at_a_time: int = AT_A_TIME,
) -> Outcome:
    """Make a page about each of some municipalities, which leads to no other page.

    Args:
        results: what the study gave, in each language that is asked for.
        cases: the municipalities.
        folders: as for `build`; pages go to the folder ``profiles`` of each language.
        plain: as for `build`.
        at_a_time: as for `build`.
    """
    standing = _standing(results, folders)
    pages = find_pages(folders.notebooks, compared=False, profiles=True)
    site = replace(_site(results, standing, pages), alone=True)
    each = [
        Results(told.study, replace(told.settings, case=case))
        for told in results.values()
        for case in cases
    ]
    jobs = jobs_of(each, site, standing)
    asked = stale(jobs, standing)
    with files.aside(folders.reports) as work, _kernels(asked, plain=plain):
        made, failures = _run(asked, work, folders, at_a_time=at_a_time)
        placed = _put_in_place(asked, work, folders.reports, failures)
    _keep(made, standing)
    pages_made = [folders.reports / job.path for job in jobs]
    return Outcome([path for path in pages_made if path.exists()], placed)


def _standing(
    results: Mapping[Language, Results], folders: Folders, formats: Sequence[str] = ()
) -> Standing:
    return Standing(folders, [told.settings for told in results.values()], formats)


def _site(results: Mapping[Language, Results], standing: Standing, pages: Sequence[Page]) -> Site:
    """What the pages share."""
    study = next(iter(results.values())).study
    return Site(study, pages, standing.languages, provenance(standing.inputs, standing.digests))


def _frames(results: Results, standing: Standing) -> Made:
    """Write the frames of a study, unless they stand; tell what each that was written is from."""
    if standing.frames_stand():
        return {}
    folder = standing.folders.root / PROCESSED / results.study.name
    origin = standing.origin(code_of("analysis.report.frames"), frame_settings(results.settings))
    return {standing.folders.path(path): origin for path in write_frames(results, folder)}


def _kernels(jobs: Sequence[Job], *, plain: bool) -> AbstractContextManager[object]:
    """Kernels for some pages, if there are any to make."""
    return kernels(plain=plain) if jobs else nullcontext()


def _run(
    jobs: Sequence[Job], work: Path, folders: Folders, *, at_a_time: int
) -> tuple[Made, list[PageFailed]]:
    """Make pages aside, and tell of each when it is done; return what was made and what not."""
    # What papermill and nbconvert say of their own accord, the progress says better.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    made: Made = {}
    failures: list[PageFailed] = []
    with Told(len(jobs)) as progress:
        for job, seconds, failure in _done(jobs, at_a_time, work):
            progress.done(job.language, job.name, seconds)
            made |= {} if failure else {folders.report(job.path): job.origin}
            failures += [failure] if failure else []
    return made, failures


def _done(
    jobs: Sequence[Job], at_a_time: int, work: Path
) -> Iterator[tuple[Job, float, PageFailed | None]]:
    """Each job as it is done: the seconds it took, and what went wrong if anything did."""
    with ThreadPoolExecutor(at_a_time) as pool:
        futures = {pool.submit(_make, job, work): job for job in sorted(jobs, key=_size)}
        try:
            for future in as_completed(futures):
                seconds, failure = future.result()
                yield futures[future], seconds, failure
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            end_kernels()
            raise


def _size(job: Job) -> int:
    """The longest first, so that no core waits for another at the end: those with most code."""
    return -len(job.page.code)


def _make(job: Job, work: Path) -> tuple[float, PageFailed | None]:
    """Make one page aside; or leave its notebook there, to be looked at."""
    clock = Clock()
    notebook = work / job.failed
    notebook.parent.mkdir(parents=True, exist_ok=True)
    try:
        executed = execute(job.page, job.results.settings, notebook)
    except PageFailed as failure:
        return clock.seconds, failure
    notebook.unlink()
    _write_text(work / job.path, Export(job.language).page(executed, job.shell()))
    return clock.seconds, None


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _index(results: Results, site: Site, work: Path, standing: Standing) -> tuple[str, Origin]:
    """Make the index of one language aside; it links to the pages that there are or will be."""
    origin = index_origin(results, site.pages, standing)
    folders = [folder / results.language for folder in (work, standing.folders.reports)]
    made = {page.file for page in site.pages if any((f / page.file).exists() for f in folders)}
    page = index_page(results, index_shell(results, site, origin), made, standing.downloads)
    file = f"{results.language}/{INDEX}"
    _write_text(work / file, page)
    return standing.folders.report(file), origin


def _put_in_place(
    jobs: Sequence[Job], work: Path, reports: Path, failures: Sequence[PageFailed]
) -> list[PageFailed]:
    """Put all that was made in its place, and tell where the failed notebooks are now.

    What is left of an earlier failure goes.
    """
    for job in jobs:
        (reports / job.failed).unlink(missing_ok=True)
    for written in sorted(path for path in work.rglob("*") if path.is_file()):
        files.replace(written, reports / written.relative_to(work))
    places = [reports / failure.notebook.relative_to(work) for failure in failures]
    return [
        replace(failure, notebook=place) for failure, place in zip(failures, places, strict=True)
    ]


def _keep(made: Made, standing: Standing) -> None:
    """Keep in the record what was made, as it was written."""
    digests = standing.digests
    written = {path: Written(digests.of(path), origin) for path, origin in made.items()}
    record = Record({**standing.record.written, **written}, digests.known)
    write_record(record, standing.folders.reports)
