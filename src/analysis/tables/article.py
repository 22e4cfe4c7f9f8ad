"""Tables 1 to 3, in the article's own structure and numbering."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.exhibits import Columns, Table, link
from analysis.language import Text
from analysis.results import Results
from analysis.schema import LISTS, SIZE_CLASSES
from analysis.tables.headers import CASE, SIZE, table
from analysis.tables.links import case_link, coded_lists, to_unit
from analysis.tables.references import case_anchor

INNOVATION = Text("Innovatie", "Innovation")


def innovations(results: Results) -> Table:
    """Table 1 of the article: the innovations and how they came about, by size class."""
    innovation = {INNOVATION: [results.say(text) for text in results.cases["innovation"]]}
    columns = innovation | _mentions(results, "origin")
    return by_size_class(results, "innovations", columns)


def collaboration(results: Results) -> Table:
    """Table 2 of the article: team and help from outside, by size class."""
    return by_size_class(results, "collaboration", _mentions(results, "team", "help"))


def promoting_hindering(results: Results) -> Table:
    """Table 3 of the article: what promotes and what hinders, by size class."""
    columns = _mentions(results, "promoting", "hindering")
    return by_size_class(results, "promoting-hindering", columns)


def _mentions(results: Results, *lists: str) -> dict[Text, list[object]]:
    """For each list what each case mentioned in it, each mention linked to its codes."""
    units, coded = results.units, coded_lists(results)
    told = zip(units["unit"], units["list"], map(results.say, units["text"]), strict=True)
    linked = [link(text, to_unit(unit)) if name in coded else text for unit, name, text in told]
    said = units.assign(text=pd.Series(linked, index=units.index, dtype=object))
    texts = said.groupby(["list", "case"])["text"].agg(list).to_dict()
    return {
        LISTS[name]: [texts.get((name, c), []) for c in results.cases["case"]] for name in lists
    }


def by_size_class(
    results: Results, name: str, columns: Columns, *, anchored: bool = True, **more: Any
) -> Table:
    """A table with a row for each case, under its size class, largest first.

    Of the tables of a page only one can have the ids of the cases: the one that is anchored.
    """
    cases = results.cases
    order = sorted(range(len(cases)), key=lambda i: (-cases["size_class"].cat.codes[i], i))
    sizes = [SIZE_CLASSES[size] for size in cases["size_class"]]
    every: Columns = {SIZE: sizes, CASE: [case_link(case) for case in cases["case"]], **columns}
    return table(
        results,
        name,
        {header: [cells[i] for i in order] for header, cells in every.items()},
        row=CASE,
        group=SIZE,
        anchors=[case_anchor(cases["case"][i]) for i in order if anchored],
        caption_values={"n": len(cases)},
        **more,
    )
