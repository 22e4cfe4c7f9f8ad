"""A folder of finished reports, whoever made them: its pages, and the record beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.language import LANGUAGES, Language, Text
from analysis.problems import InputError, Place, ReportsMissing
from analysis.report.record import CODE, Record, read_record
from analysis.report.shown import Shown, shown_in, text_of
from analysis.schema import VERDICTS
from analysis.tables.references import claim_anchor

if TYPE_CHECKING:
    from bs4 import Tag

PANEL = ' id="this-run"'
"""By which the panel is found that tells what a page was made from."""
CONTENT = "<main"
TEXTS = "p, li, dt, dd, h1, h2, h3, h4, pre"
ELSEWHERE = ("table", "figure", "details")
"""What is told apart from the texts around it."""

WHICH = Text(
    "Geef eerst de map van de oude rapporten, dan die van de nieuwe, zoals "
    "reports/gemeenten-2015. Daarin staan nl/ of en/, en daarin de pagina's.",
    "Give first the folder of the old reports, then that of the new ones, such as "
    "reports/gemeenten-2015. In it are nl/ or en/, and in these the pages.",
)


@dataclass(frozen=True)
class Said:
    """What one page says."""

    exhibits: tuple[Shown, ...]
    verdicts: Mapping[str, tuple[str, str]]
    """Of each claim the statement and the verdict, by the claim's name."""
    texts: tuple[str, ...]
    """What stands between the tables and figures."""


@dataclass(frozen=True)
class Finished:
    """The reports of one study."""

    pages: Mapping[Language, Mapping[str, str]]
    """The HTML of each page by its path from the folder of its language."""
    record: Record

    @cached_property
    def studies(self) -> set[str]:
        """The study that the pages say they are of; several where pages were mixed up."""
        return {made_from(page)["STUDY"] for page in self._every}

    @property
    def _every(self) -> Iterator[str]:
        return (page for pages in self.pages.values() for page in pages.values())

    @property
    def files(self) -> set[str]:
        """The path of every page from the folder of the study."""
        return {f"{language}/{file}" for language, pages in self.pages.items() for file in pages}

    def origins(self, files: Iterable[str]) -> dict[str, str]:
        """What the record says that some pages came from; nothing where it does not know one."""
        known = {path.split("/", 2)[-1]: file for path, file in self.record.written.items()}
        told = [known[file].origin for file in files if file in known]
        names = {name for origin in told for name in origin}
        values = {name: {str(origin[name]) for origin in told if name in origin} for name in names}
        return {name: " / ".join(sorted(found)) for name, found in values.items()}

    def told(self) -> dict[str, str]:
        """What the first page itself says that it was made from."""
        return made_from(next(self._every))


def read_reports(folder: Path) -> Finished:
    """The reports in a folder. Raises InputError where there are none."""
    pages = {language: _pages(folder / language) for language in LANGUAGES}
    found = {language: of_one for language, of_one in pages.items() if of_one}
    if not found:
        raise InputError([ReportsMissing(Place(str(folder)), right=WHICH)])
    return Finished(found, read_record(folder))


def _pages(folder: Path) -> dict[str, str]:
    """The pages of one language that tell what they were made from: those that we make."""
    paths = sorted(path for path in folder.rglob("*.html") if path.is_file())
    texts = {p.relative_to(folder).as_posix(): p.read_text("utf-8", "replace") for p in paths}
    return {file: text for file, text in texts.items() if "STUDY" in made_from(text)}


def content_of(page: str) -> str:
    """The HTML of a page without its surroundings: what it says."""
    return page.partition(CONTENT)[2].partition("<footer>")[0] or page


def made_from(page: str) -> dict[str, str]:
    """What the panel of a page tells: settings, files, versions and the code behind it."""
    from bs4 import BeautifulSoup

    panel = BeautifulSoup(page.rpartition(PANEL)[2], "html.parser") if PANEL in page else None
    if panel is None:
        return {}
    rows = [[text_of(cell) for cell in row.select("th, td")] for row in panel.select("tbody tr")]
    versions = [text_of(version).split(" ", 1) for version in panel.select(".version")]
    rows += [[CODE, text_of(code)] for code in panel.select("dd > code")]
    return {row[0]: row[1] for row in [*rows, *versions] if len(row) > 1}


def said_on(page: str, language: Language) -> Said:
    """What a page in a language says."""
    from bs4 import BeautifulSoup

    main = BeautifulSoup(page, "html.parser").select_one("main")
    if main is None:
        return Said((), {}, ())
    verdicts = dict(_verdicts(main, language))
    texts = tuple(_texts(main))
    return Said(tuple(shown_in(main, language)), verdicts, texts)


def _verdicts(main: Tag, language: Language) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each claim that has a row; one without a mark stands among those that cannot be tested."""
    begins = claim_anchor("")
    untested = VERDICTS["not testable"].say(language)
    for row in main.select(f'tr[id^="{begins}"]'):
        head, mark = row.find("th"), row.select_one(".verdict")
        statement = head.find(string=True, recursive=False) if head else None
        verdict = text_of(mark) if mark else untested
        yield str(row["id"]).removeprefix(begins), (str(statement or "").strip(), verdict)


def _texts(main: Tag) -> Iterator[str]:
    """Every paragraph, heading and line of a list, once."""
    for tag in main.select(TEXTS):
        if not tag.find_parent(ELSEWHERE) and not tag.select_one(TEXTS):
            yield text_of(tag)
