"""What if a mention were coded otherwise: the page's counts against the module's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

from analysis.claims import Evidence
from analysis.parameters import settings
from analysis.results import Results
from analysis.study import open_study
from analysis.whatif import comparison_of, moving
from browser.hostile import NAME as HOSTILE
from browser.pages import ARTICLE, SCAN, Reports

Visit = Callable[[str, str], Any]
Choice = tuple[str, str, int]
"""A scheme, a unit, and the option chosen of it."""

PAGE = "en/6-robustness.html"
STUDIES = pytest.mark.parametrize("study", [ARTICLE, HOSTILE])
SELECTS = 'tr[id^="decision-"] select'

CHOOSE = """choices => {
    const chosen = new Map(choices.map(([scheme, unit, n]) => [`decision-${scheme}-${unit}`, n]));
    for (const select of document.querySelectorAll('tr[id^="decision-"] select')) {
        const option = chosen.get(select.closest('tr').id) ?? 0;
        if (select.selectedIndex === option) continue;
        select.selectedIndex = option;
        select.dispatchEvent(new Event('change'));
    }
    const rows = [...document.querySelectorAll('tr[id^="otherwise-"]')];
    return Object.fromEntries(rows.map(row => [row.id, row.cells[3].textContent]));
}"""


@cache
def results_of(study: str, checkout: Path) -> Results:
    return Results(open_study(study, checkout), settings(study=study, language="en"))


def options_of(results: Results) -> Mapping[tuple[str, str], int]:
    """How many codings each decision has, of the decisions that have more than one."""
    options = results.evidence.options
    decisions = options.groupby(["scheme", "unit"], sort=False)["option"]
    many: dict[Any, int] = decisions.nunique().to_dict()
    return {key: n for key, n in many.items() if n > 1}


def coded_otherwise(evidence: Evidence, choices: list[Choice]) -> Evidence:
    """The evidence with other codings chosen, as if the coder had done so."""
    options = evidence.options.copy()
    for scheme, unit, option in choices:
        same = (options["scheme"] == scheme) & (options["unit"] == unit)
        swapped = options.loc[same, "option"].replace({0: option, option: 0})
        options.loc[same, "option"] = swapped
    options = options.sort_values("option", kind="stable")
    codes = options.assign(coder="hand", chosen=options["option"] == 0)
    frames = {**evidence.frames, "codes": codes}
    return Evidence(frames, evidence.codebook, "hand", evidence.ranges)


def counted(results: Results, choices: list[Choice]) -> dict[str, str]:
    """What the module counts for each claim at these choices, as the page says it."""
    evidence = coded_otherwise(results.evidence, choices)
    ours = {row["claim"]: row["holds"] for row in results.verdicts.to_dict("records")}
    return dict(_told(results.study.sheet("claims"), evidence, ours))


def _told(
    claims: pd.DataFrame, evidence: Evidence, ours: Mapping[str, bool]
) -> Iterator[tuple[str, str]]:
    for claim, count in moving(claims, evidence):
        counts, compares = count.now, comparison_of(claim, count)
        told = f"{counts[0]} of {count.n}"
        if compares:
            most = max((counts[i] for i in compares.those), default=0)
            told = f"{min(counts[i] for i in compares.these)} against {most}"
        holds = count.holds(count.check.added(counts))
        turned = " turned" if holds != ours[claim["claim"]] else ""
        name = f"otherwise-{claim['claim']}"
        yield name, f"{told}: {'holds' if holds else 'does not hold'}{turned}"


class TestCounts:
    @STUDIES
    def test_are_those_of_the_module_for_every_other_coding(
        self, visit: Visit, reports: Reports, study: str
    ) -> None:
        page, results = visit(study, PAGE), results_of(study, reports.checkout)
        choices = [
            (*decision, option)
            for decision, n in options_of(results).items()
            for option in range(1, n)
        ]
        assert len(choices) > 20
        for choice in choices:
            assert page.evaluate(CHOOSE, [choice]) == counted(results, [choice]), choice

    @STUDIES
    def test_are_those_of_the_module_for_many_at_once(
        self, visit: Visit, reports: Reports, study: str
    ) -> None:
        page, results = visit(study, PAGE), results_of(study, reports.checkout)
        drawn = Random(2015)
        for _ in range(20):
            choices = [
                (*decision, drawn.randrange(1, n))
                for decision, n in options_of(results).items()
                if drawn.random() < 0.4
            ]
            assert page.evaluate(CHOOSE, choices) == counted(results, choices), choices

    @STUDIES
    def test_begin_as_the_table_has_them(self, visit: Visit, study: str) -> None:
        rows = visit(study, PAGE).query_selector_all('tr[id^="otherwise-"]')
        cells = [[cell.text_content() for cell in row.query_selector_all("td")] for row in rows]
        assert rows
        assert [row[1] for row in cells] == [row[2] for row in cells]


class TestChoosing:
    def test_there_is_a_choice_for_each_decision_named_by_its_text(
        self, visit: Visit, reports: Reports
    ) -> None:
        page, results = visit(ARTICLE, PAGE), results_of(ARTICLE, reports.checkout)
        assert page.locator(SELECTS).count() == len(options_of(results)) > 0
        units = results.units.set_index("unit")["text"]
        for scheme, unit in options_of(results):
            select = page.locator(f'[id="decision-{scheme}-{unit}"] select')
            assert select.get_attribute("aria-labelledby")
            name = f"Your code {results.say(units[unit])}"
            assert page.get_by_role("combobox", name=name, exact=True).count() >= 1

    def test_by_keyboard_is_told_and_can_be_taken_back(self, visit: Visit) -> None:
        page = visit(ARTICLE, PAGE)
        select = page.locator('[id="decision-initiator-C1.origin.1"] select')
        status = page.locator(".bar [role=status]")
        assert status.text_content() == ""
        select.focus()
        page.keyboard.press("s")  # shop floor: the first letter chooses it
        if select.evaluate("select => select.selectedIndex") != 2:
            page.keyboard.press("s")
        told = status.text_content()
        assert "Mentions coded otherwise: 1. Claims turned: 1." in told
        assert "2 of 10: does not hold turned" in told
        assert page.locator(".bar").bounding_box()["y"] < 800
        page.keyboard.press("Tab")
        page.get_by_role("button", name="Back to our codes").focus()
        page.keyboard.press("Enter")
        assert status.text_content() == "Everything is back at our codes."
        assert select.evaluate("select => select.selectedIndex") == 0
        assert select.evaluate("select => select === document.activeElement")
        assert page.locator(".turned:visible").count() == 0

    def test_is_not_there_where_nothing_was_coded(self, visit: Visit) -> None:
        page = visit(SCAN, PAGE)
        assert page.locator("main select").count() == 0

    def test_is_not_there_without_javascript_but_the_table_is(
        self, browser: Any, reports: Reports
    ) -> None:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto((reports.of(ARTICLE) / PAGE).as_uri())
        assert page.locator("select, .bar").count() == 0
        assert page.get_by_text("does not hold (turns)").first.is_visible()
        context.close()
