"""Reading: from page to page, in the other language, in the dark, on paper, by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from browser.pages import ARTICLE, SCAN, Reports

Visit = Callable[[str, str], Any]

INDEX = "nl/index.html"
LONGEST = ("nl/5-conclusions.html", "en/6-robustness.html")
PAPER = {"width": 718, "height": 1000}
"""A4 without its margins, at 96 dots an inch."""

BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"
OVER_THE_EDGE = """() => [...document.querySelectorAll('body *')].filter(e =>
    e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1
).map(e => e.outerHTML.slice(0, 160))"""
SCROLLING = """() => [...document.querySelectorAll('.scroll')].filter(e =>
    e.checkVisibility() && e.scrollWidth > e.clientWidth + 1
).map(e => e.outerHTML.slice(0, 160))"""
FOCUSED = """() => {
    const e = document.activeElement, style = getComputedStyle(e);
    if (e === document.body) return null;
    const box = e.getClientRects()[0] ?? {};
    const top = Math.max(0, box.top), bottom = Math.min(innerHeight, box.bottom);
    const left = Math.max(0, box.left), right = Math.min(innerWidth, box.right);
    const seen = document.elementFromPoint((left + right) / 2 || 0, (top + bottom) / 2 || 0);
    return {
        what: e.outerHTML.slice(0, 120),
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        inSight: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
        covered: !(seen && (e.contains(seen) || seen.contains(e))),
    };
}"""


def pages_of(reports: Reports, study: str, language: str) -> list[str]:
    return sorted(path.name for path in (reports.of(study) / language).glob("*.html"))


class TestNavigation:
    def test_next_leads_through_every_page_and_previous_back(
        self, visit: Visit, reports: Reports
    ) -> None:
        page, seen = visit(ARTICLE, INDEX), [INDEX]
        while page.locator("a[rel=next]").count():
            page.locator("a[rel=next]").click()
            # To count links does not wait for a page that is still being read.
            page.wait_for_load_state()
            seen.append("/".join(page.url.split("/")[-2:]))
        assert sorted(path.split("/")[1] for path in seen) == pages_of(reports, ARTICLE, "nl")
        for path in reversed(seen[:-1]):
            page.locator("a[rel=prev]").click()
            assert page.url.endswith(path)

    def test_the_side_has_every_page_and_marks_this_one(
        self, visit: Visit, reports: Reports
    ) -> None:
        page = visit(ARTICLE, "nl/5-conclusions.html")
        links = page.locator(".side nav > ol > li > a").all()
        names = [link.get_attribute("href") for link in links]
        assert sorted(names) == pages_of(reports, ARTICLE, "nl")
        assert page.locator('.side [aria-current="page"]').text_content() == "Conclusies"

    def test_on_a_phone_the_contents_unfold(self, visit: Visit) -> None:
        page = visit(ARTICLE, "nl/5-conclusions.html")
        page.set_viewport_size({"width": 390, "height": 844})
        link = page.locator(".menu a", has_text="Samenwerking")
        assert not link.is_visible()
        page.locator(".menu > summary").click()
        link.click()
        assert page.url.endswith("nl/2-collaboration.html")


class TestLanguage:
    def test_the_other_language_opens_at_what_is_being_read(self, visit: Visit) -> None:
        page = visit(ARTICLE, "nl/5-conclusions.html")
        page.emulate_media(reduced_motion="reduce")
        page.locator("#table-20").evaluate("table => table.scrollIntoView()")
        page.locator("a.language").evaluate("link => link.click()")
        page.wait_for_url("**/en/5-conclusions.html#table-20")
        assert page.locator("html").get_attribute("lang") == "en"
        assert abs(page.locator("#table-20").bounding_box()["y"]) < 100

    def test_and_at_the_row_that_the_address_points_to(self, visit: Visit) -> None:
        page = visit(ARTICLE, "nl/5-conclusions.html")
        page.emulate_media(reduced_motion="reduce")
        page.goto(f"{page.url}#claim-cuts-drive")
        page.locator("a.language").evaluate("link => link.click()")
        page.wait_for_url("**/en/5-conclusions.html#claim-cuts-drive")

    def test_at_the_top_it_opens_at_the_top(self, visit: Visit) -> None:
        page = visit(ARTICLE, "en/5-conclusions.html")
        page.get_by_role("link", name="Nederlands").click()
        page.wait_for_url("**/nl/5-conclusions.html")

    def test_without_javascript_it_opens_the_same_page(
        self, browser: Any, reports: Reports
    ) -> None:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto((reports.of(ARTICLE) / "nl/5-conclusions.html").as_uri())
        page.get_by_role("link", name="English").click()
        assert page.url.endswith("en/5-conclusions.html")
        context.close()


class TestCode:
    def test_is_folded_and_unfolds_cell_by_cell(self, visit: Visit) -> None:
        page = visit(ARTICLE, "nl/5-conclusions.html")
        code = page.locator("details.code pre")
        assert code.count() > 3
        assert page.locator("details.code pre:visible").count() == 0
        page.locator("details.code > summary").nth(1).click()
        assert page.locator("details.code pre:visible").count() == 1
        assert page.locator("details.code pre:visible span[class]").count() > 0

    @pytest.mark.parametrize(
        ("language", "show", "hide"),
        [
            ("nl", "Alle code tonen", "Alle code verbergen"),
            ("en", "Show all code", "Hide all code"),
        ],
    )
    def test_unfolds_and_folds_all_at_once(
        self, visit: Visit, language: str, show: str, hide: str
    ) -> None:
        page = visit(ARTICLE, f"{language}/5-conclusions.html")
        code, seen = page.locator("details.code pre"), page.locator("details.code pre:visible")
        page.get_by_role("button", name=show).click()
        assert seen.count() == code.count()
        page.get_by_role("button", name=hide).click()
        assert seen.count() == 0


class TestColours:
    def test_follow_what_the_reader_asks_for(self, visit: Visit) -> None:
        page, found = visit(ARTICLE, INDEX), {}
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[scheme] = [int(n) for n in re.findall(r"\d+", page.evaluate(BACKGROUND))]
        assert min(found["light"]) > 240
        assert max(found["dark"]) < 40

    def test_nothing_moves_for_who_wants_it_still(self, visit: Visit) -> None:
        page = visit(ARTICLE, INDEX)
        behaviour = "() => getComputedStyle(document.documentElement).scrollBehavior"
        page.emulate_media(reduced_motion="no-preference")
        assert page.evaluate(behaviour) == "smooth"
        page.emulate_media(reduced_motion="reduce")
        assert page.evaluate(behaviour) == "auto"


@pytest.mark.parametrize(("study", "language"), [(ARTICLE, "nl"), (SCAN, "en")])
class TestPrint:
    def test_has_no_navigation_no_code_and_nothing_clipped(
        self, visit: Visit, reports: Reports, study: str, language: str
    ) -> None:
        wrong = {}
        for name in pages_of(reports, study, language):
            page = visit(study, f"{language}/{name}")
            page.set_viewport_size(PAPER)
            page.emulate_media(media="print", color_scheme="dark")
            extra = ".side, .menu, .tools, .skip, .turn, .code, .extra, button, select"
            seen = page.locator(extra).evaluate_all("all => all.filter(e => e.checkVisibility())")
            wrong[name] = {
                "seen": len(seen),
                "over the edge": page.evaluate(OVER_THE_EDGE),
                "scrolling": page.evaluate(SCROLLING),
                "dark": page.evaluate(BACKGROUND) != "rgb(255, 255, 255)",
            }
            page.close()
        assert {name: found for name, found in wrong.items() if any(found.values())} == {}


class TestPaper:
    @pytest.mark.parametrize("path", ["nl/index.html", *LONGEST])
    def test_comes_out_as_pages_with_bookmarks(
        self, visit: Visit, tmp_path: Path, path: str
    ) -> None:
        made = visit(ARTICLE, path).pdf(
            path=tmp_path / "page.pdf", tagged=True, outline=True, prefer_css_page_size=True
        )
        assert made.startswith(b"%PDF")
        assert len(re.findall(rb"/Type\s*/Page\b", made)) > 1
        assert b"/Outlines" in made and b"/StructTreeRoot" in made

    def test_spells_out_where_links_lead(self, visit: Visit) -> None:
        page = visit(ARTICLE, "en/3-promoting-hindering.html")
        page.emulate_media(media="print")
        after = """() => [...document.querySelectorAll('main p a[href]:not([href^="#"])')]
            .map(a => [a.getAttribute('href'), getComputedStyle(a, '::after').content])"""
        for href, shown in page.evaluate(after):
            assert href in shown


class TestKeyboard:
    def test_the_first_stop_skips_to_the_content(self, visit: Visit) -> None:
        page = visit(ARTICLE, "nl/5-conclusions.html")
        page.keyboard.press("Tab")
        skip = page.locator("a.skip")
        assert skip.evaluate("link => link === document.activeElement")
        assert skip.bounding_box()["x"] > 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('main')")

    @pytest.mark.parametrize(
        ("path", "width"),
        [("nl/index.html", 390), *zip(LONGEST, (390, 1280), strict=True)],
    )
    def test_every_stop_is_seen_and_not_covered(self, visit: Visit, path: str, width: int) -> None:
        page = visit(ARTICLE, path)
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(reduced_motion="reduce")
        if page.locator("tr select").count():
            page.locator("tr select").first.select_option(index=1)
            page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        stops, wrong = 0, []
        page.keyboard.press("Tab")
        while stop := page.evaluate(FOCUSED):
            stops += 1
            if not stop["outlined"] or not stop["inSight"] or stop["covered"]:
                wrong.append(stop)
            page.keyboard.press("Tab")
            if stops > 2000:
                break
        assert wrong == []
        assert stops > 15


class TestWithoutJavaScript:
    @pytest.mark.parametrize("study", [ARTICLE, SCAN])
    def test_every_page_says_the_same(
        self, browser: Any, visit: Visit, reports: Reports, study: str
    ) -> None:
        context = browser.new_context(java_script_enabled=False)
        bare = context.new_page()
        for name in pages_of(reports, study, "en"):
            page = visit(study, f"en/{name}")
            page.evaluate("document.querySelectorAll('.extra').forEach(e => e.remove())")
            bare.goto((reports.of(study) / "en" / name).as_uri())
            assert bare.locator("main").inner_text() == page.locator("main").inner_text()
            page.close()
        context.close()
