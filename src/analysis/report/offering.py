"""Keeps what is offered for download in step with the pages that it is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.util import find_spec

from analysis.language import Text
from analysis.parameters import PLACE
from analysis.problems import ParameterProblem, Problem
from analysis.report.files import write
from analysis.report.origins import code_of
from analysis.report.pages import INDEX
from analysis.report.record import Origin
from analysis.report.shell import Site
from analysis.report.status import Standing
from analysis.results import Results


def offered(
    results: Iterable[Results], site: Site, standing: Standing
) -> Iterator[tuple[str, Origin]]:
    """Make each download that does not stand, from the pages in their place; what it comes from."""
    for told in results if standing.downloads else ():
        paths = standing.downloads_in(told.language)
        asked = {n: path for n, path in paths.items() if not standing.files_stand(path)}
        if asked:
            yield from _made(asked, told, site, standing)


def _made(
    asked: dict[str, str], results: Results, site: Site, standing: Standing
) -> Iterator[tuple[str, Origin]]:
    """Make some downloads of one language."""
    from analysis.report.downloads import MAKERS, Content

    place, report = standing.digests.place, standing.folders.report
    files = [INDEX, *(page.file for page in site.pages)]
    paths = {file: report(f"{results.language}/{file}") for file in files}
    pages = {
        file: place(path).read_text(encoding="utf-8")
        for file, path in paths.items()
        if place(path).exists()
    }
    title = results.say(results.study.property("title") or results.study.name)
    content = Content(title, results.language, results.synthetic, pages)
    origin = standing.now([*paths.values(), *code_of("analysis.report.downloads")])
    for name, path in asked.items():
        write(place(path), MAKERS[name](content))
        yield path, origin


def unmakeable(formats: Iterable[str]) -> list[Problem]:
    """A problem for each format that lacks on this machine what makes it."""
    return [
        ParameterProblem(PLACE, f"FORMATS={name}", lack)
        for name, (can_make, lack) in NEEDS.items()
        if name in formats and not can_make()
    ]


def _can_print() -> bool:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def _can_write_word() -> bool:
    return all(find_spec(name) is not None for name in ("pypandoc", "resvg_py"))


NEEDS: Mapping[str, tuple[Callable[[], bool], Text]] = {
    "pdf": (
        _can_print,
        Text(
            "Hiervoor is Pango nodig. Debian en Ubuntu: apt-get install libpango-1.0-0 "
            "libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango.",
            "This needs Pango. Debian and Ubuntu: apt-get install libpango-1.0-0 "
            "libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango.",
        ),
    ),
    "docx": (
        _can_write_word,
        Text(
            "Hiervoor zijn pypandoc-binary en resvg-py nodig. Geef: make .venv/made",
            "This needs pypandoc-binary and resvg-py. Give: make .venv/made",
        ),
    ),
}
"""What some formats need besides: whether it is there, and what to do where it is not."""
