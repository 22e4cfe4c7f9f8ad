"""The command that renews the files that describe the package, from the one place of each fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analysis.citation import citation_cff, codecheck, codemeta
from analysis.folders import project_root
from analysis.language import Language, Text
from analysis.main import answered
from analysis.parameters import ORIGINAL
from analysis.replication import HEADING, Source, list_of_exhibits
from analysis.report.files import write
from analysis.report.pages import Page, find_pages, profile_of
from analysis.report.provenance import package
from analysis.report.status import PROCESSED
from analysis.schema import FRAMES

REPLICATION = "docs/replication.md"
WRITTEN = Text("Geschreven: {path}", "Written: {path}")


def describe(words: Sequence[str]) -> int:
    """Renew every file of `descriptions`; the exit status.

    Args:
        words: none but LANGUAGE, for the reader.
    """
    return answered(words, _describe)


def _describe(_values: Mapping[str, object], reader: Language) -> int:
    for path, text in descriptions().items():
        write(project_root() / path, text.encode())
        print(WRITTEN.say(reader, path=path))
    return 0


def descriptions() -> dict[str, str]:
    """What each file that describes the package should hold, by its path from the root."""
    told = package()
    before = (project_root() / REPLICATION).read_text(encoding="utf-8").partition(HEADING)[0]
    return {
        "CITATION.cff": citation_cff(told),
        "codemeta.json": codemeta(told),
        "codecheck.yml": codecheck(told, _outputs()),
        REPLICATION: before + list_of_exhibits(map(_source, _pages())),
    }


def _outputs() -> Iterator[tuple[str, str]]:
    """What a build of the 2015 study gives, and what is in each: its pages and its frames."""
    for page in find_pages(project_root() / "notebooks", compared=False):
        yield f"reports/{ORIGINAL}/en/{page.file}", f"the page “{page.titles['en']}”"
    for frame in FRAMES:
        yield f"{PROCESSED}/{ORIGINAL}/{frame.name}.csv", frame.description.en


def _pages() -> list[Page]:
    """Every page that there can be."""
    folder = project_root() / "notebooks"
    return [p for alone in (False, True) for p in find_pages(folder, compared=True, profiles=alone)]


def _source(page: Page) -> Source:
    file = profile_of("<case>") if page.profiles else page.file
    return Source(page.name, page.code, file)
