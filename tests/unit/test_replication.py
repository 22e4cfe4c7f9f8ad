"""The list of tables and figures: each with the function that makes it."""

from __future__ import annotations

import ast
from pathlib import Path

import made_up
import pytest

from analysis import figures, tables
from analysis.exhibits import EXHIBITS, Figure, Table
from analysis.folders import project_root
from analysis.parameters import settings
from analysis.replication import Source, exhibits_of, functions_of, list_of_exhibits
from analysis.report.pages import Page, find_pages
from analysis.results import Results

PAGES = {page.name: page for page in find_pages(project_root() / "notebooks", compared=True)}
MODULES = {"tables": tables, "figures": figures}


def source(page: Page) -> Source:
    return Source(page.name, page.code, page.file)


def test_the_functions_are_those_that_the_notebook_calls_in_order() -> None:
    code = (
        "x = 1\ntables.b(results)\nsentences.c(results)\nfigures.d(results)\ntables.a(results, 'e')"
    )
    assert functions_of(code, "table") == ["tables.b", "tables.a"]
    assert functions_of(code, "figure") == ["figures.d"]


def test_what_stands_in_the_place_of_another_is_made_by_the_same_function() -> None:
    made = {e.name: name for e, name in exhibits_of(source(PAGES["4-factors"]))}
    assert made["factors-spread"] == made["factors-by-case"] == "figures.factors_by_case"


def test_a_notebook_that_calls_fewer_is_told() -> None:
    page = PAGES["5-conclusions"]
    fewer = Source(page.name, page.code.replace("tables.untestable(results)", ""), page.file)
    with pytest.raises(ValueError, match="shorter"):
        list(exhibits_of(fewer))


def test_the_list_has_every_exhibit_once() -> None:
    alone = find_pages(project_root() / "notebooks", compared=True, profiles=True)
    rows = list_of_exhibits(map(source, [*PAGES.values(), *alone])).splitlines()
    titles = [row.split("|")[1].strip() for row in rows if row.startswith(("| Table", "| Figure"))]
    assert titles == [e.title("en") for e in EXHIBITS]


@pytest.mark.parametrize("name", [name for name in PAGES if name != "7-comparison"])
def test_the_functions_give_the_exhibits_that_the_list_says(name: str, tmp_path: Path) -> None:
    results = Results(made_up.study(tmp_path), settings(study=made_up.NAME, language="en"))
    told = {(e.kind, e.name): function for e, function in exhibits_of(source(PAGES[name]))}
    for line in ast.parse(PAGES[name].code).body:
        if isinstance(line, ast.Expr) and isinstance(line.value, ast.Call):
            module, _, function = ast.unparse(line.value.func).partition(".")
            if module in MODULES:
                rest = [ast.literal_eval(argument) for argument in line.value.args[1:]]
                shown = getattr(MODULES[module], function)(results, *rest)
                if isinstance(shown, Table | Figure):
                    exhibit = shown.exhibit
                    assert told[exhibit.kind, exhibit.name] == f"{module}.{function}"
