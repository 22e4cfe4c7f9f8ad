"""Links to the one row of a mention, a code, a claim or a statement, from wherever it is named.

An address is made of the name that the thing has in the study's own sheets, so it stays the same
from build to build and whatever stands around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from markupsafe import Markup, escape

from analysis.cleaning import split
from analysis.exhibits import EXHIBITS, Exhibit, exhibit, link
from analysis.factors import said_in_words
from analysis.results import Results
from analysis.tables.references import PAGE_OF_LIST, claim_anchor, code_labels, to_case

EVIDENCE_PAGE = exhibit("table", "uses").page
FACTORS_PAGE = exhibit("table", "factors").page
CODE_TABLES = {e.name: e for e in EXHIBITS if e.kind == "table" and e.name.endswith("-codes")}
"""The tables that count codes, by name."""


def unit_anchor(unit: str) -> str:
    """The id of a mention, in the table that has its codes."""
    return f"unit-{unit}"


def list_of_unit(unit: str) -> str:
    """The list that a mention is in; its name is ``case.list.position``."""
    return unit.split(".")[1]


def code_anchor(scheme: str, code: str) -> str:
    """The id of a code's row, in the table that counts it."""
    return f"code-{scheme}-{code}"


def place_anchor(locator: str) -> str:
    """The id of the first statement on a factor that stands at a place in the source."""
    return f"place-{quote(locator, safe='')}"


def decision_anchor(scheme: str, unit: str) -> str:
    """The id of a decision's row, which the page's script makes too."""
    return f"decision-{scheme}-{unit}"


def otherwise_anchor(claim: str) -> str:
    """The id of the row that says what another coding does to a claim."""
    return f"otherwise-{claim}"


def to_unit(unit: str) -> str:
    """The address of a mention that has codes, or whose list has."""
    return f"{PAGE_OF_LIST[list_of_unit(unit)]}.html#{unit_anchor(unit)}"


def unit_link(unit: str) -> Markup:
    """A mention that has codes, by name, linked to its place."""
    return link(unit, to_unit(unit))


def case_link(case: str) -> Markup:
    """A case, linked to the row that says where it counts."""
    return link(case, to_case(case, EVIDENCE_PAGE))


def code_links(results: Results, scheme: str) -> dict[str, Markup]:
    """The codes of a scheme in words, each linked to its row where a table counts them."""
    counts = CODE_TABLES.get(f"{scheme}-codes")
    return {
        code: link(label, f"{counts.page}.html#{code_anchor(scheme, code)}")
        if counts
        else escape(label)
        for code, label in code_labels(results, scheme).items()
    }


def to_claim(claim: str) -> str:
    """The address of a claim's row, with its count and verdict."""
    return f"{exhibit('table', 'verdicts').page}.html#{claim_anchor(claim)}"


def claim_links(results: Results) -> Mapping[str, Markup]:
    """Every claim by name: what it says, linked to the row with its count and verdict."""
    sheet = results.study.sheet("claims")
    return {
        claim: link(results.say(statement), to_claim(claim))
        for claim, statement in zip(sheet["claim"], sheet["statement"], strict=True)
    }


def place_links(results: Results, cell: str) -> list[str | Markup]:
    """The places in a cell, each linked to what is said of a factor there, if anything is."""
    said = places_of_statements(results)
    return [
        link(place, f"{FACTORS_PAGE}.html#{place_anchor(place)}") if place in said else place
        for place in split(cell)
    ]


def places_of_statements(results: Results) -> set[str]:
    """Every place in the source where something is said of a factor in words."""
    told = said_in_words(results.study.sheet("scores"))
    return {place for cell in told["locator"] for place in split(cell)}


def exhibit_link(results: Results, shown: Exhibit) -> Markup:
    """``Tabel 1``, on one line and linked to it."""
    title = shown.title(results.language).replace(" ", "\u00a0")
    return link(title, f"{shown.page}.html#{shown.anchor}")


def coded_lists(results: Results) -> set[str]:
    """The lists of which mentions have codes: those whose mentions have a place of their own."""
    units = results.units
    return set(units.loc[units["unit"].isin(results.counted["unit"]), "list"])
