"""Coding otherwise in the page: it counts what the module counts, for every decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from analysis.claims import Evidence, count_of
from analysis.language import Language
from analysis.multiverse import chosen
from analysis.parameters import settings
from analysis.results import Results
from analysis.study import open_study
from analysis.tables.robustness import contested
from analysis.whatif import WORDS
from browser.hostile import NAME as HOSTILE
from browser.pages import ARTICLE, Reports

COUNTED = """() => [...document.querySelectorAll('.what-if details li')].map(e => e.textContent)"""
CHOOSE = """(select, option) => {
    select.selectedIndex = option;
    select.dispatchEvent(new Event('change'));
}"""


@pytest.fixture(scope="module", params=[(ARTICLE, "nl"), (HOSTILE, "en")], ids=str)
def study(request: pytest.FixtureRequest) -> tuple[str, Language]:
    name, language = request.param
    return name, language


@pytest.fixture(scope="module")
def results(study: tuple[str, Language], reports: Reports) -> Results:
    name, language = study
    run = settings(study=name, language=language)
    return Results(open_study(name, reports.checkout), run)


@pytest.fixture(scope="module")
def page(context: Any, study: tuple[str, Language], reports: Reports) -> Iterator[Any]:
    name, language = study
    opened = context.new_page()
    opened.goto((reports.of(name) / language / "6-robustness.html").as_uri())
    yield opened
    opened.close()


def otherwise(results: Results, coded: dict[tuple[str, str], int]) -> Evidence:
    """What the module counts in when these decisions are taken so: one coding a unit."""
    options = results.evidence.options
    keys = zip(options["unit"], options["scheme"], strict=True)
    taken = pd.Series([coded.get(key, 0) for key in keys], index=options.index)
    evidence = replace(results.evidence)
    evidence.__dict__["options"] = options[options["option"] == taken].assign(option=0)
    return evidence


def told(results: Results, evidence: Evidence) -> list[str]:
    """Each claim that counts codes, as the page tells of it."""
    lines = []
    for claim in results.study.sheet("claims").to_dict("records"):
        if claim["frame"] == "codes":
            count = count_of(claim, evidence)
            assert count is not None
            word = WORDS["holds" if count.holds(chosen(count.outcomes)) else "fails"]
            counted = WORDS["count"].say(results.language, count=len(count.counted), n=count.n)
            said = f"{results.say(claim['statement'])} {word.say(results.language)} ({counted})"
            lines.append(" ".join(said.split()))
    return lines


def shown(page: Any) -> list[str]:
    return [" ".join(line.split()) for line in page.evaluate(COUNTED)]


def test_it_begins_with_the_chosen_codes(page: Any, results: Results) -> None:
    assert shown(page) == told(results, results.evidence)
    assert len(shown(page)) > 1


def test_it_counts_as_the_module_at_every_other_coding(page: Any, results: Results) -> None:
    selects = page.locator("td select").element_handles()
    decisions = list(contested(results))
    assert len(selects) == len(decisions) > 0
    differing, every = 0, list(zip(selects, decisions, strict=True))
    # Of the hostile study, with hundreds of decisions, some; of the real one each.
    for select, (scheme, unit, codes) in every[:10] if results.study.name == HOSTILE else every:
        for option in range(1, int(codes["option"].max()) + 1):
            select.evaluate(CHOOSE, option)
            expected = told(results, otherwise(results, {(unit, scheme): option}))
            assert shown(page) == expected, (unit, scheme, option)
            differing += expected != told(results, results.evidence)
        select.evaluate(CHOOSE, 0)
    assert differing


def test_it_counts_as_the_module_with_everything_otherwise(page: Any, results: Results) -> None:
    selects, coded = page.locator("td select").element_handles(), {}
    for select, (scheme, unit, codes) in zip(selects, contested(results), strict=True):
        coded[unit, scheme] = int(codes["option"].max())
        select.evaluate(CHOOSE, coded[unit, scheme])
    assert shown(page) == told(results, otherwise(results, coded))
    page.get_by_role("button", name=WORDS["reset"].say(results.language)).click()
    assert shown(page) == told(results, results.evidence)
    assert page.locator("th.moved").count() == 0


def test_a_keyboard_is_enough_and_the_change_is_told(page: Any, results: Results) -> None:
    select = page.locator("td select").first
    select.focus()
    page.keyboard.press("ArrowDown")
    status = page.get_by_role("status").inner_text()
    assert WORDS["moved"].say(results.language, n=1) in status
    assert "{n}" not in status and "{count}" not in status
    page.keyboard.press("ArrowUp")
    assert WORDS["same"].say(results.language) in page.get_by_role("status").inner_text()


def test_without_scripts_the_table_stands_as_it_is(
    browser: Any, study: tuple[str, Language], reports: Reports, results: Results
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((reports.of(study[0]) / study[1] / "6-robustness.html").as_uri())
    assert not page.locator(".what-if").is_visible()
    assert page.locator("td select").count() == 0
    assert page.get_by_text(next(contested(results))[1]).first.is_visible()
    context.close()
