"""Sorting the verdicts and narrowing them down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from browser.pages import ARTICLE, Reports

Visit = Callable[[str, str], Any]

SHOWN = """() => [...document.querySelectorAll('tr[id^="claim-"]')]
    .filter(row => row.querySelector('.verdict') && row.checkVisibility())
    .map(row => [row.id, row.querySelector('.verdict').textContent,
        row.querySelectorAll('td')[2].textContent])"""
"""Of each row in sight its id, its verdict and what was counted, from top to bottom."""

LANGUAGES = pytest.mark.parametrize(
    ("language", "sort", "verdict", "search", "clear"),
    [
        ("nl", "Oordeel", "klopt niet", "Zoeken in de beweringen", "Alles tonen"),
        ("en", "Verdict", "contradicted", "Search the claims", "Show all"),
    ],
)


@pytest.fixture
def board(visit: Visit) -> Any:
    """The English page with the verdicts."""
    return visit(ARTICLE, "en/5-conclusions.html")


class TestSorting:
    def test_by_a_column_goes_up_down_and_back(self, board: Any) -> None:
        before, button = board.evaluate(SHOWN), board.get_by_role("button", name="Counted")
        head = board.locator("th", has=button)
        seen = []
        for direction in ("ascending", "descending", "none"):
            button.click()
            assert head.get_attribute("aria-sort") == direction
            seen.append(board.evaluate(SHOWN))
        counts = [int(counted.split(" ")[0].split("\u00a0")[0]) for _, _, counted in seen[0]]
        assert counts == sorted(counts) != [int(c.split()[0]) for _, _, c in before]
        assert [row[2].split()[0] for row in seen[1]] == [str(n) for n in sorted(counts)[::-1]]
        assert seen[2] == before

    def test_by_verdict_goes_in_the_order_of_the_verdicts(self, board: Any) -> None:
        board.get_by_role("button", name="Verdict").click()
        found = list(dict.fromkeys(verdict for _, verdict, _ in board.evaluate(SHOWN)))
        assert found == ["reproduced", "coding-dependent", "contradicted", "partly testable"]

    def test_by_cases_counts_them(self, board: Any) -> None:
        board.get_by_role("button", name="Do count").click()
        counts = [int(counted.split()[0]) for _, _, counted in board.evaluate(SHOWN)]
        assert counts == sorted(counts)

    def test_only_one_column_is_said_to_be_sorted(self, board: Any) -> None:
        for name in ("Verdict", "Counted"):
            board.get_by_role("button", name=name).click()
        sorts = board.eval_on_selector_all("[aria-sort]", "all => all.map(one => one.ariaSort)")
        assert sorted(sorts) == ["ascending", *["none"] * 5]

    def test_can_be_done_on_a_phone(self, board: Any) -> None:
        board.set_viewport_size({"width": 390, "height": 844})
        button = board.get_by_role("button", name="Counted")
        box = button.bounding_box()
        assert box["height"] >= 24 and 0 < box["x"] < 390
        button.click()
        counts = [int(counted.split()[0]) for _, _, counted in board.evaluate(SHOWN)]
        assert counts == sorted(counts)


class TestFiltering:
    @LANGUAGES
    def test_by_verdict_shows_only_those(
        self, visit: Visit, language: str, sort: str, verdict: str, search: str, clear: str
    ) -> None:
        page = visit(ARTICLE, f"{language}/5-conclusions.html")
        page.get_by_label(sort, exact=True).select_option(verdict)
        found = page.evaluate(SHOWN)
        assert {name for _, name, _ in found} == {verdict}
        assert page.locator(".filter [role=status]").text_content().split()[-3] == str(len(found))

    @LANGUAGES
    def test_by_text_shows_what_has_it_whatever_its_accents(
        self, visit: Visit, language: str, sort: str, verdict: str, search: str, clear: str
    ) -> None:
        page = visit(ARTICLE, f"{language}/5-conclusions.html")
        every = page.evaluate(SHOWN)
        page.get_by_label(search).fill("DÉNKTANK" if language == "nl" else "THÍNK tank")
        found = page.evaluate(SHOWN)
        assert 0 < len(found) < len(every)
        page.get_by_role("button", name=clear, exact=True).click()
        assert page.evaluate(SHOWN) == every
        assert page.get_by_label(search).input_value() == ""
        assert not page.get_by_role("button", name=clear, exact=True).is_visible()

    def test_gives_way_to_a_link_to_a_row_that_it_hides(self, board: Any) -> None:
        board.get_by_label("Verdict", exact=True).select_option("contradicted")
        link = board.locator('td li:has(.reproduced) a[href^="#claim-"]').first
        to = link.get_attribute("href")[1:]
        assert not board.locator(f'[id="{to}"]').is_visible()
        link.click()
        assert board.locator(f'[id="{to}"]').is_visible()

    def test_leaves_nothing_out_of_print(self, board: Any) -> None:
        every = len(board.evaluate(SHOWN))
        board.get_by_label("Search the claims").fill("nothing has this")
        assert board.evaluate(SHOWN) == []
        board.emulate_media(media="print")
        assert len(board.evaluate(SHOWN)) == every
        assert not board.locator(".filter").is_visible()


class TestWithoutJavaScript:
    def test_the_board_stands_as_it_is(self, browser: Any, reports: Reports) -> None:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto((reports.of(ARTICLE) / "en/5-conclusions.html").as_uri())
        assert page.locator("main button, main select, main input, [aria-sort]").count() == 0
        assert page.locator('tr[id^="claim-"] .verdict').count() > 30
        context.close()
