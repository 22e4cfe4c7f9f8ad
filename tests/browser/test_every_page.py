"""What holds for every page of three studies, in each width and colour scheme."""

from __future__ import annotations

import itertools
import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from browser.hostile import NAME as HOSTILE
from browser.pages import Reports, every_page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that a colour scheme can break; the others hold in the dark as in the light."""
WIDE, PHONE, NARROW = (1280, 800), (390, 844), (320, 568)
KB = 1000
LINKS = re.compile(r'<a [^>]*href="([^"]*)"')
IDS = re.compile(r' id="([^"]*)"')

SPILLING = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const all = [...document.querySelectorAll('body *')];
    const over = e => e.getBoundingClientRect().right > width + 1 && !e.closest('.scroll, pre');
    return all.filter(over).map(e => e.outerHTML.slice(0, 160)).slice(0, 5).concat('the page');
}"""
CLIPPED = """() => [...document.querySelectorAll('main *, header *')].filter(e => {
    const style = getComputedStyle(e);
    return e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1
        && ['hidden', 'clip'].includes(style.overflowX);
}).map(e => e.outerHTML.slice(0, 160))"""
STUCK = """() => [...document.querySelectorAll('body *')].filter(e =>
    e.scrollWidth > e.clientWidth + 1
    && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)
    && e.tabIndex < 0 && !e.closest('details:not([open])') && !e.querySelector('a, button')
).map(e => e.outerHTML.slice(0, 160))"""
HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .map(e => Number(e.tagName[1]))"""


def of_axe(page: Any, *, only: tuple[str, ...] = ()) -> list[str]:
    """What axe finds against WCAG 2.2 AA: each rule with a place where it is broken."""
    run = {"type": "rule" if only else "tag", "values": list(only or RULES)}
    ask = "run => axe.run({runOnly: run, resultTypes: ['violations']})"
    found = page.evaluate(ask, run)
    return [
        f"{broken['id']} x {len(broken['nodes'])}: {broken['nodes'][0]['html'][:160]}"
        for broken in found["violations"]
    ]


def in_order(levels: list[int]) -> bool:
    """Whether headings begin with the only h1 and never skip a level down."""
    steps = itertools.pairwise(levels)
    return levels[:1] == [1] and levels.count(1) == 1 and all(b <= a + 1 for a, b in steps)


class Visit:
    """One page, opened once, and all that was asked for and said while it was open."""

    def __init__(self, context: Any, path: Path) -> None:
        from axe_playwright_python.base import AXE_SCRIPT

        self.page = context.new_page()
        self.address = path.as_uri()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(self.address)
        self.page.evaluate(AXE_SCRIPT)

    def show(self, size: tuple[int, int], scheme: Any = "light") -> Any:
        """The page at a size and in a colour scheme."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.emulate_media(color_scheme=scheme)
        return self.page

    def findings(self) -> dict[str, list[str]]:
        """Everything that is wrong with the page, by where it was seen; empty lists are fine.

        All rules hold in either width: Dutch pages are held to them wide, others on a phone.
        """
        dutch = self.address.split("/")[-2] == "nl"
        page = self.show(WIDE)
        levels = page.evaluate(HEADINGS)
        return {
            "wide": of_axe(page, only=() if dutch else COLOURS),
            "headings": [] if in_order(levels) else [str(levels)],
            "wide, spilling": page.evaluate(SPILLING) + page.evaluate(CLIPPED),
            "wide, no keyboard": page.evaluate(STUCK),
            "phone, dark": of_axe(self.show(PHONE, "dark"), only=COLOURS if dutch else ()),
            "phone, spilling": page.evaluate(SPILLING),
            "phone, no keyboard": page.evaluate(STUCK),
            "narrow, spilling": self.show(NARROW).evaluate(SPILLING),
            "console": self.said,
            "requests": [url for url in self.asked if url != self.address],
        }


@cache
def anchors(path: Path) -> set[str] | None:
    """What a link may lead to in a file; None where there is no file."""
    if not path.is_file():
        return None
    return {"", *map(unescape, IDS.findall(path.read_text(encoding="utf-8")))}


@pytest.mark.parametrize(("study", "path"), list(every_page()))
class TestEveryPage:
    def test_has_nothing_wrong_in_any_light_or_width(
        self, reports: Reports, context: Any, study: str, path: str
    ) -> None:
        visit = Visit(context, reports.of(study) / path)
        try:
            assert {where: what for where, what in visit.findings().items() if what} == {}
        finally:
            visit.page.close()

    def test_is_small(self, reports: Reports, study: str, path: str) -> None:
        text = (reports.of(study) / path).read_text(encoding="utf-8")
        if study == HOSTILE:
            pytest.skip("eighty municipalities take as many rows as there are")
        assert len(text.encode()) < (300 if "<svg" in text else 100) * KB

    def test_shows_no_markup_of_its_own(self, reports: Reports, study: str, path: str) -> None:
        assert "&lt;span" not in (reports.of(study) / path).read_text(encoding="utf-8")

    def test_links_only_to_what_is_there(self, reports: Reports, study: str, path: str) -> None:
        here = reports.of(study) / path
        broken = []
        for address in LINKS.findall(here.read_text(encoding="utf-8")):
            file, _, anchor = unescape(address).partition("#")
            target = here.parent / file if file else here
            if unquote(anchor) not in (anchors(target.resolve()) or ()):
                broken.append(address)
        assert broken == []
