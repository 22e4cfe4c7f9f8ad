"""Builds every page of a study: notebooks side by side, all put in place together at the end."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis.language import LANGUAGES, Language
from analysis.report import files
from analysis.report.execution import PageFailed, execute
from analysis.report.export import Export
from analysis.report.index import index_page
from analysis.report.kernels import end_kernels, kernels
from analysis.report.pages import INDEX, Page, find_pages
from analysis.report.progress import Clock, Told
from analysis.report.provenance import provenance
from analysis.report.shell import Shell, Site
from analysis.results import Results

CORES = max(2, os.cpu_count() or 1)
"""How many notebooks run at a time: one a core, and while one waits another can run."""


@dataclass(frozen=True)
class Folders:
    """Where a build reads and writes."""

    root: Path
    """What paths are told from."""
    notebooks: Path
    reports: Path
    """The folder of the study's reports, with a folder for each language."""


@dataclass
class Outcome:
    """What a build gave: the index of each language, and the pages that failed."""

    indexes: list[Path] = field(default_factory=list)
    failures: list[PageFailed] = field(default_factory=list)


@dataclass(frozen=True)
class Job:
    """One page in one language."""

    page: Page
    results: Results
    site: Site

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.results.language

    @property
    def file(self) -> str:
        """Where the page goes, from the folder of its language: a profile to one of its own."""
        return f"profiles/{self.case}.html" if self.page.profiles else self.page.file

    @property
    def path(self) -> str:
        """Where the page goes, from the folder of the study's reports."""
        return f"{self.language}/{self.file}"

    @property
    def failed(self) -> str:
        """Where its notebook goes when it fails, from the folder of the study's reports."""
        return f"{self.language}/failed/{self.name}.ipynb"

    @property
    def name(self) -> str:
        """What the page is called while it is made."""
        return f"{self.page.name}-{self.case}" if self.page.profiles else self.page.name

    @property
    def case(self) -> str:
        """The municipality that the page is about, if it is about one."""
        return self.results.settings.case

    def shell(self) -> Shell:
        """The surroundings of the page."""
        return Shell(self.site, self.results.settings, self.file)


def build(
    results: Mapping[Language, Results],
    inputs: Sequence[Path],
    folders: Folders,
    *,
    plain: bool = False,
    at_a_time: int = CORES,
) -> Outcome:
    """Make every page of a study, then the index of each language.

    Args:
        results: what the study gave, in each language that is asked for.
        inputs: the study's files, whose digests the pages show.
        folders: where the notebooks are and the pages go.
        plain: whether each notebook has a kernel that was started anew, not forked.
        at_a_time: how many notebooks run at a time.

    A page that fails leaves its notebook in ``<language>/failed/`` and its earlier page as it
    was; the other pages are made all the same. When the build is interrupted, everything is as
    it was, and no kernel stays behind.
    """
    site = _site(results, inputs, folders)
    jobs = [Job(page, told, site) for told in results.values() for page in site.pages]
    with files.aside(folders.reports) as work:
        failures = _run(jobs, work, plain=plain, at_a_time=at_a_time)
        for told in results.values():
            _index(told, site, work, folders.reports)
        placed = _put_in_place(jobs, work, folders.reports, failures)
    return Outcome([folders.reports / language / INDEX for language in results], placed)


def build_profiles(
    results: Mapping[Language, Results],
    cases: Sequence[str],
    inputs: Sequence[Path],
    folders: Folders,
    *,
    plain: bool = False,
    at_a_time: int = CORES,
) -> Outcome:
    """Make a page about each of some municipalities, which leads to no other page.

    Args:
        results: what the study gave, in each language that is asked for.
        cases: the municipalities.
        inputs: as for `build`.
        folders: as for `build`; pages go to the folder ``profiles`` of each language.
        plain: as for `build`.
        at_a_time: as for `build`.
    """
    site = replace(_site(results, inputs, folders, profiles=True), alone=True)
    jobs = [
        Job(page, Results(told.study, replace(told.settings, case=case)), site)
        for told in results.values()
        for case in cases
        for page in site.pages
    ]
    with files.aside(folders.reports) as work:
        failures = _run(jobs, work, plain=plain, at_a_time=at_a_time)
        placed = _put_in_place(jobs, work, folders.reports, failures)
    made = [folders.reports / job.path for job in jobs]
    return Outcome([path for path in made if path.exists()], placed)


def _run(jobs: Sequence[Job], work: Path, *, plain: bool, at_a_time: int) -> list[PageFailed]:
    """Make the pages aside, and tell of each when it is done; return what went wrong."""
    # What papermill and nbconvert say of their own accord, the progress says better.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    failures: list[PageFailed] = []
    with kernels(plain=plain), Told(len(jobs)) as progress:
        for job, seconds, failure in _made(jobs, at_a_time, work):
            progress.done(job.language, job.name, seconds)
            failures += [failure] if failure else []
    return failures


def _site(
    results: Mapping[Language, Results],
    inputs: Sequence[Path],
    folders: Folders,
    *,
    profiles: bool = False,
) -> Site:
    """What the pages share. Languages built before stay reachable."""
    told = next(iter(results.values()))
    languages = [
        language
        for language in LANGUAGES
        if language in results or (folders.reports / language / INDEX).exists()
    ]
    pages = find_pages(folders.notebooks, compared=told.settings.compared, profiles=profiles)
    return Site(told.study, pages, languages, provenance(inputs, folders.root))


def _made(
    jobs: Sequence[Job], at_a_time: int, work: Path
) -> Iterator[tuple[Job, float, PageFailed | None]]:
    """Each job as it is done: the seconds it took, and what went wrong if anything did."""
    with ThreadPoolExecutor(at_a_time) as pool:
        futures = {pool.submit(_make, job, work): job for job in jobs}
        try:
            for future in as_completed(futures):
                seconds, failure = future.result()
                yield futures[future], seconds, failure
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            end_kernels()
            raise


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


def _index(results: Results, site: Site, work: Path, reports: Path) -> None:
    """Make the index of one language aside; it links to the pages that there are or will be."""
    folders = [folder / results.language for folder in (work, reports)]
    made = {page.file for page in site.pages if any((f / page.file).exists() for f in folders)}
    page = index_page(results, Shell(site, results.settings, INDEX), made)
    _write_text(work / results.language / INDEX, page)


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
