"""The seven factors: every statement, and the levels by case."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.cleaning import split
from analysis.exhibits import Lacking, Table
from analysis.language import Text, same
from analysis.results import Results
from analysis.schema import FACTORS, LEVELS
from analysis.tables.headers import FACTOR, LEVEL, WHERE, WHO, lacking, table

OF = Text("Over", "Of")
STATEMENT = Text("Wat er gezegd is", "What is said")
NO_LEVEL = Text("–: de bron noemt geen niveau.", "–: the source gives no level.")
NOT_PUBLISHED = Text("–: niet gepubliceerd.", "–: not published.")


def factor_statements(results: Results) -> Table | Lacking:
    """Every statement on a factor: of whom, by whom, at what level, and where it stands."""
    scores = results.study.sheet("scores")
    # An answer in a number says nothing in words, and a scan has thousands of them.
    scores = scores[(scores["level"] != "") | (scores["statement"] != "")]
    if scores.empty:
        return lacking(results, Text("uitspraken over factoren", "statements on factors"))
    return table(
        results,
        "factors",
        {
            FACTOR: numbered_factors(results, scores["factor"]),
            OF: said_of(results, scores["case"]),
            WHO: [results.say(who) for who in scores["respondent"]],
            LEVEL: [LEVELS.get(level) for level in scores["level"]],
            STATEMENT: [results.say(text) for text in scores["statement"]],
            WHERE: [split(cell) for cell in scores["locator"]],
        },
        row=OF,
        group=FACTOR,
        note=NO_LEVEL,
    )


def levels_by_case(results: Results) -> Table | Lacking:
    """Factors by cases: the level that is known of each, a dash where none is."""
    known = results.factors[results.factors["case"] != ""]
    if known.empty:
        return lacking(results, Text("oordelen per gemeente", "judgements of one municipality"))
    keys = zip(known["factor"], known["case"], strict=True)
    levels = dict(zip(keys, known["level"], strict=True))
    columns = {
        same(case): [LEVELS.get(str(levels.get((factor, case)))) for factor in FACTORS]
        for case in results.cases["case"]
    }
    return table(
        results,
        "factors-by-case",
        {FACTOR: numbered_factors(results, FACTORS), **columns},
        row=FACTOR,
        note=NOT_PUBLISHED,
    )


def factor_judgements(results: Results) -> pd.DataFrame:
    """The judgements with a level, for a figure: factor, case, respondent, level."""
    return results.judgements[results.judgements["level"].notna()]


def numbered_factors(results: Results, factors: Iterable[str]) -> list[str]:
    """Factors as the article numbers them: ``1. Strategie en leiding``."""
    order = {name: place for place, name in enumerate(FACTORS, start=1)}
    return [f"{order[name]}. {results.say(FACTORS[name]).capitalize()}" for name in factors]


def said_of(results: Results, cases: Iterable[str]) -> list[str]:
    """The case that a judgement is about, or that it is about all together."""
    together = results.say(Text("alle samen", "all together"))
    return [case or together for case in cases]
