"""Keeps what is offered for download in step with the pages that it is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.report import files
from analysis.report.origins import code_of
from analysis.report.record import Origin
from analysis.report.shell import Site
from analysis.report.shown import shown_on
from analysis.report.status import Standing
from analysis.results import Results


def offered(
    results: Iterable[Results], site: Site, standing: Standing
) -> Iterator[tuple[str, Origin]]:
    """Make each download that does not stand, from the pages in their place; what it comes from."""
    for told in results if standing.downloads else ():
        paths = standing.downloads_in(told.language)
        asked = {n: path for n, path in paths.items() if not standing.download_stands(path)}
        if asked:
            yield from _made(asked, told, site, standing)


def _made(
    asked: dict[str, str], results: Results, site: Site, standing: Standing
) -> Iterator[tuple[str, Origin]]:
    """Make some downloads of one language."""
    from analysis.report.downloads import MAKERS, Content

    pages = {
        page.titles[results.language]: standing.folders.report(f"{results.language}/{page.file}")
        for page in site.pages
    }
    root = standing.folders.root
    shown = {
        title: shown_on((root / path).read_text(encoding="utf-8"), results.language)
        for title, path in pages.items()
        if (root / path).exists()
    }
    title = results.say(results.study.property("title") or results.study.name)
    content = Content(title, results.language, results.synthetic, shown)
    origin = standing.now([*pages.values(), *code_of("analysis.report.downloads")])
    for name, path in asked.items():
        files.write(root / path, MAKERS[name](content))
        yield path, origin
