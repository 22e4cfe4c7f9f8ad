"""Whether what was built of a study is what a build would give now; and if not, why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self

from analysis.folders import input_files, study_folder
from analysis.language import LANGUAGES, Language, Text
from analysis.parameters import FORMATS, Settings
from analysis.report.origins import packages
from analysis.report.pages import DICTIONARY, INDEX, Page, find_pages, profile_of
from analysis.report.record import CODE, Digests, Origin, Record, differing, digest_of, read_record

PACKAGES, TITLES, LANGUAGES_MADE, DOWNLOADS = "packages", "titles", "languages", "downloads"
"""What a page comes from besides files and settings."""
LINKS = (TITLES, LANGUAGES_MADE, DOWNLOADS)
"""Of that, what a page leads to."""
ACCOUNT = ("provenance.json", "ro-crate-metadata.json")
"""What tells of everything else that was built what it came from."""

REPORTS, PROCESSED = "reports", "data/processed"
"""Where pages and frames go, from the root; what they are called wherever they are."""
FRAMES = "frames"
"""Where the frames go elsewhere, from the folder of the study there."""

CURRENT, STALE, BEHIND, MISSING = "current", "stale", "behind", "missing"
WORDS: Mapping[str, Text] = {
    CURRENT: Text("actueel", "current"),
    STALE: Text("verouderd", "stale"),
    BEHIND: Text("van andere code", "of other code"),
    MISSING: Text("niet gemaakt", "not made"),
}
"""Stale: its data, notebook or settings changed. Behind: only code or packages did."""
CHANGED = "changed"
FACTS: Mapping[str, Text] = {
    CHANGED: Text("veranderd nadat zij gemaakt is", "changed after it was made"),
    TITLES: Text("de titels van de pagina's", "the titles of the pages"),
    LANGUAGES_MADE: Text("in welke talen er pagina's zijn", "in which languages there are pages"),
    DOWNLOADS: Text("welke downloads er zijn", "which downloads there are"),
}
"""What can differ besides files, settings and packages, which are called by their names."""
SHOWN = 3
"""How much of what differs is told."""
MORE = Text(" en nog {n}", " and {n} more")


@dataclass(frozen=True)
class Folders:
    """Where a build reads and writes."""

    root: Path
    """What paths are told from."""
    notebooks: Path
    reports: Path
    """The folder of the study's reports, with a folder for each language."""
    frames: Path

    @classmethod
    def of(cls, study: str, root: Path, elsewhere: Path | None = None) -> Self:
        """Those of a study: what is built goes in the checkout, or in a folder elsewhere."""
        reports = (elsewhere or root / REPORTS) / study
        frames = reports / FRAMES if elsewhere else root / PROCESSED / study
        return cls(root, root / "notebooks", reports, frames)

    @property
    def places(self) -> Mapping[str, Path]:
        """Where the files are that a build writes, by how the record begins their paths."""
        return {self.report(""): self.reports, self.frame(""): self.frames}

    def path(self, file: Path) -> str:
        """How the record calls a file that is read."""
        return file.relative_to(self.root).as_posix()

    def report(self, name: str) -> str:
        """How the record calls a file of the reports."""
        return f"{REPORTS}/{self.reports.name}/{name}"

    def frame(self, name: str) -> str:
        """How the record calls a frame."""
        return f"{PROCESSED}/{self.reports.name}/{name}"


@dataclass(frozen=True)
class Status:
    """Of one file that a build writes: its path, how it is, and what differs."""

    path: str
    word: str
    why: tuple[str, ...] = ()

    def say(self, language: Language) -> str:
        """The status in a line: ``verouderd  reports/…/5-conclusions.html: MANY``."""
        names = [FACTS[name].say(language) if name in FACTS else name for name in self.why]
        why = ", ".join(names[:SHOWN])
        more = MORE.say(language, n=len(self.why) - SHOWN) if len(self.why) > SHOWN else ""
        return f"{WORDS[self.word].say(language):<16}{self.path}{': ' if why else ''}{why}{more}"


@dataclass(frozen=True)
class Standing:
    """What was built of a study, held against what there is now."""

    folders: Folders
    runs: Sequence[Settings]
    """The settings of each language that is asked for."""
    asked: Sequence[str] = ()
    """The formats that are asked for besides pages."""

    @cached_property
    def record(self) -> Record:
        """What was built."""
        return read_record(self.folders.reports)

    @cached_property
    def digests(self) -> Digests:
        """Of every file that is looked at."""
        return Digests(self.folders.root, dict(self.record.known), self.folders.places)

    @cached_property
    def inputs(self) -> list[Path]:
        """The files of the study, and of the one beside it. Raises InputError."""
        run = self.runs[0]
        names = [run.study, *([run.baseline] if run.compared else [])]
        return [file for name in names for file in input_files(name, self.folders.root)]

    @cached_property
    def pages(self) -> list[Page]:
        """The pages of the study."""
        return find_pages(self.folders.notebooks, compared=self.runs[0].compared)

    @cached_property
    def languages(self) -> list[Language]:
        """The languages that there are pages in, or will be: those made before stay."""
        asked = {run.language for run in self.runs}
        made = {name for name in LANGUAGES if (self.folders.reports / name / INDEX).exists()}
        return [name for name in LANGUAGES if name in asked | made]

    @cached_property
    def packages(self) -> str:
        """The packages that are installed."""
        return packages()

    def origin(self, files: Iterable[str], settings: Mapping[str, object]) -> Origin:
        """What something comes from now: these files, the study, the settings, the packages."""
        names = [*files, *map(self.folders.path, self.inputs)]
        return {
            **{name: self.digests.of(name) for name in names},
            **{name.upper(): str(value) for name, value in settings.items()},
            PACKAGES: self.packages,
        }

    @cached_property
    def downloads(self) -> Mapping[str, str]:
        """The formats to make besides pages, each with its file from the folder of a language.

        What was made before is kept up: a download that is not of the pages beside it misleads.
        """

        def made(file: str) -> bool:
            return any((self.folders.reports / run.language / file).exists() for run in self.runs)

        files = {name: form.file for name, form in FORMATS.items() if form.file}
        return {name: file for name, file in files.items() if name in self.asked or made(file)}

    def downloads_in(self, language: Language) -> dict[str, str]:
        """The path of each download in a language, by its format."""
        report = self.folders.report
        return {name: report(f"{language}/{file}") for name, file in self.downloads.items()}

    def files_stand(self, path: str) -> bool:
        """Whether what comes from files alone is as it was written, and they are the same."""
        written = self.record.written.get(path)
        return written is not None and self.stands(path, self.now(written.origin))

    def now(self, origin: Iterable[str]) -> Origin:
        """What some files are now."""
        return {name: self.digests.of(name) for name in origin}

    def downloads_stand(self) -> bool:
        """Whether every download is as a build would make it."""
        paths = (path for run in self.runs for path in self.downloads_in(run.language).values())
        return all(map(self.files_stand, paths))

    def index_origin(self, files: Iterable[str], run: Settings) -> Origin:
        """What an index comes from now: it leads to the downloads too."""
        return {**self.page_origin(files, run), DOWNLOADS: " ".join(self.downloads)}

    def page_origin(self, files: Iterable[str], run: Settings) -> Origin:
        """What a page comes from now: its links name the other pages and languages too."""
        titles = "\n".join(page.titles[run.language] for page in self.pages)
        links = {TITLES: titles, LANGUAGES_MADE: " ".join(self.languages)}
        return {**self.origin(files, run.as_dict()), **links}

    def statuses(self) -> list[Status]:
        """Of each page that is asked for, the index of each language first.

        Raises InputError when there is no such study.
        """
        study_folder(self.runs[0].study, self.folders.root)
        files = [INDEX, *(page.file for page in self.pages), DICTIONARY]
        return [
            self.status(self.folders.report(f"{run.language}/{file}"), run)
            for run in self.runs
            for file in files
        ]

    def profile_statuses(self, cases: Iterable[str]) -> list[Status]:
        """Of the page about each of some municipalities, in each language that is asked for."""
        return [
            self.status(
                self.folders.report(f"{run.language}/{profile_of(case)}"), replace(run, case=case)
            )
            for run in self.runs
            for case in cases
        ]

    def stands(self, path: str, origin: Origin) -> bool:
        """Whether a file was made from just this, and is still as it was written."""
        written = self.record.written.get(path)
        return (
            written is not None
            and written.origin == origin
            and self.digests.of(path) == written.sha256
        )

    def status(self, path: str, run: Settings) -> Status:
        """Of one page."""
        before = self.record.written.get(path)
        if before is None or not self.digests.of(path):
            return Status(path, MISSING)
        if self.digests.of(path) != before.sha256:
            return Status(path, STALE, (CHANGED,))
        origin = self.index_origin if path.endswith(f"/{INDEX}") else self.page_origin
        now = origin(own_files(before.origin), run)
        why = tuple(_why(before.origin, now))
        return Status(path, _word(why, before.origin, now), why)

    def stands_whole(self) -> bool:
        """Whether there is nothing to build."""
        current = all(page.word == CURRENT for page in self.statuses())
        account = all(map(self.files_stand, map(self.folders.report, ACCOUNT)))
        return self.frames_stand() and self.downloads_stand() and account and current

    @property
    def indexes(self) -> list[Path]:
        """The index of each language that is asked for."""
        return [self.folders.reports / run.language / INDEX for run in self.runs]

    def frames_stand(self) -> bool:
        """Whether the frames are as a build would write them."""
        settings, start = self.runs[0].of_frames, self.folders.frame("")
        of_frames = {p: w for p, w in self.record.written.items() if p.startswith(start)}
        return bool(of_frames) and all(
            self.stands(path, self.origin(own_files(written.origin), settings))
            for path, written in of_frames.items()
        )


def own_files(origin: Origin) -> list[str]:
    """The files of an origin that are not the study's: those may come and go."""
    return [name for name in origin if "/" in name and not name.startswith("data/raw/")]


def code_digest(origin: Origin) -> str:
    """One SHA-256 of all code in an origin."""
    return digest_of({name: sha for name, sha in origin.items() if name.startswith(CODE)})


def _why(before: Origin, now: Origin) -> Iterator[str]:
    """What differs between two origins, in order; of packages which ones."""
    for name in differing(before, now):
        yield from _packages(before, now) if name == PACKAGES else [name]


def _packages(before: Origin, now: Origin) -> list[str]:
    there, here = (set(origin.get(PACKAGES, "").split("\n")) for origin in (before, now))
    return sorted(there ^ here)


def _word(why: Sequence[str], before: Origin, now: Origin) -> str:
    if not why:
        return CURRENT
    built_with = (name == PACKAGES or name.startswith(CODE) for name in differing(before, now))
    return BEHIND if all(built_with) else STALE
