"""The pages that a build makes: each with what it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.language import Language
from analysis.parameters import Settings
from analysis.report.origins import code_of, code_of_page
from analysis.report.pages import Page, find_pages, profile_of
from analysis.report.provenance import provenance
from analysis.report.record import Origin
from analysis.report.shell import Shell, Site
from analysis.report.status import Standing, code_digest
from analysis.results import Results
from analysis.schema import Study


@dataclass(frozen=True)
class Job:
    """One page in one language."""

    page: Page
    results: Results
    site: Site
    origin: Origin
    """What the page comes from, as it was before the build began."""

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.results.language

    @property
    def case(self) -> str:
        """The municipality that the page is about, if it is about one."""
        return self.results.settings.case

    @property
    def name(self) -> str:
        """What the page is called while it is made."""
        return f"{self.page.name}-{self.case}" if self.page.profiles else self.page.name

    @property
    def file(self) -> str:
        """Where the page goes, from the folder of its language: a profile to one of its own."""
        return profile_of(self.case) if self.page.profiles else self.page.file

    @property
    def path(self) -> str:
        """Where the page goes, from the folder of the study's reports."""
        return f"{self.language}/{self.file}"

    @property
    def failed(self) -> str:
        """Where its notebook goes when it fails, from the folder of the study's reports."""
        return f"{self.language}/failed/{self.name}.ipynb"

    def shell(self) -> Shell:
        """The surroundings of the page."""
        return Shell(self.site, self.results.settings, self.file, code_digest(self.origin))


def site_of(study: Study, standing: Standing, *, alone: bool = False) -> Site:
    """What the pages of a study share.

    Args:
        study: the study.
        standing: what was built of it.
        alone: whether they are the pages about one municipality, which stand by themselves.
    """
    profiles = find_pages(standing.folders.notebooks, compared=False, profiles=True)
    origin = provenance(standing.inputs, standing.digests)
    pages = profiles if alone else standing.pages
    return Site(study, pages, standing.languages, origin, alone)


def jobs_of(results: Iterable[Results], site: Site, standing: Standing) -> list[Job]:
    """A job for each page of each of some results."""
    files = {page.name: [standing.folders.path(page.path), *code_of_page(page.code)]
             for page in site.pages}  # fmt: skip
    return [
        Job(page, told, site, standing.page_origin(files[page.name], told.settings))
        for told in results
        for page in site.pages
    ]


def stale(jobs: Iterable[Job], standing: Standing) -> list[Job]:
    """The jobs whose page is not what they would make now."""
    return [
        job for job in jobs if not standing.stands(standing.folders.report(job.path), job.origin)
    ]


def index_origin(results: Results, pages: Sequence[Page], standing: Standing) -> Origin:
    """What the index of a language comes from: it opens every page with its first words."""
    notebooks = (standing.folders.path(page.path) for page in pages)
    files = [*notebooks, *code_of("analysis.report.index")]
    return standing.index_origin(files, results.settings)


def dictionary_origin(run: Settings, standing: Standing) -> Origin:
    """What the page that explains the data comes from: the schema, and the links around it."""
    return standing.page_origin(code_of("analysis.report.dictionary"), run)
