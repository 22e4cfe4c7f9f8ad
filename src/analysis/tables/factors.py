"""The seven factors: every statement, and the levels by case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import exp

import pandas as pd
from markupsafe import Markup

from analysis.cleaning import split
from analysis.exhibits import Lacking, Table
from analysis.factors import said_in_words
from analysis.inference.models import EVENTS, Fit, Reason, need_ordinal, ordinal
from analysis.language import Text, same
from analysis.results import Results
from analysis.schema import FACTORS, LEVELS
from analysis.tables.headers import (
    CASE,
    CASES,
    CLAIMS,
    FACTOR,
    LEVEL,
    WHERE,
    WHO,
    P,
    confidence_of,
    estimate,
    lacking,
    p_value,
    table,
    transposed,
)
from analysis.tables.links import claim_links, place_anchor
from analysis.tables.references import case_anchor

OF = Text("Over", "Of")
STATEMENT = Text("Wat er gezegd is", "What is said")
NO_LEVEL = Text("–: de bron noemt geen niveau.", "–: the source gives no level.")
NOT_PUBLISHED = Text("–: niet gepubliceerd.", "–: not published.")
LEVELS_OF_CASES = Text("niveaus per gemeente", "levels by municipality")
ODDS = Text("Kansverhouding per klasse", "Odds ratio by class")
WHY_NOT = Text("Waarom niet berekend", "Why not computed")
ODDS_RATIO = Text(
    "Ordinale regressie: hoeveel keer zo groot de kans op een hoger niveau, gedeeld door de kans "
    "op geen hoger niveau, is in een volgende grootteklasse, met het interval bij {confidence}. "
    "Alleen bij minstens {events} gemeenten buiten het gewoonste niveau (Peduzzi e.a. 1996); met "
    "minder zegt een model niets.",
    "Ordinal regression: how many times larger the odds of a higher level are in the next size "
    "class, with the interval at {confidence}. Only with at least {events} municipalities outside "
    "the most common level (Peduzzi et al. 1996); with fewer a model says nothing.",
)
WHY_NO_ODDS: Mapping[Reason, Text] = {
    Reason.SAME_PREDICTOR: Text("er is maar één grootteklasse", "there is only one size class"),
    Reason.TOO_FEW: Text(
        "gemeenten buiten het gewoonste niveau: {events}; nodig: {needed}",
        "municipalities outside the most common level: {events}; needed: {needed}",
    ),
    Reason.NO_CASES: Text("er is geen grootteklasse", "there is no size class"),
    Reason.NO_FIT: Text("het model komt niet uit", "the model does not settle"),
}
FITTING = 60
"""How many municipalities fit beside each other in a figure."""
ENDS = ("estimate", "low", "high")
"""The columns of an estimate and of its interval, in `models.Fit`."""


def factor_statements(results: Results) -> Table | Lacking:
    """Every statement on a factor: of whom, by whom, at what level, and where it stands."""
    # An answer in a number says nothing in words, and a scan has thousands of them.
    scores = said_in_words(results.study.sheet("scores"))
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
            WHERE: _places(scores["locator"]),
            **_claims_at(results, scores["locator"]),
        },
        row=OF,
        group=FACTOR,
        note=NO_LEVEL,
    )


def _places(cells: Iterable[str]) -> list[list[str | Markup]]:
    """The places of each statement; where one is named first, it can be linked to."""
    seen: set[str] = set()
    rows = []
    for places in map(split, cells):
        rows.append([place if place in seen else _place(place) for place in places])
        seen.update(places)
    return rows


def _place(place: str) -> Markup:
    return Markup('<span class="place" id="{}">{}</span>').format(place_anchor(place), place)


def _claims_at(results: Results, cells: Iterable[str]) -> dict[Text, list[object]]:
    """For each statement the claims that stand at the same place; no column without any."""
    links, claims = claim_links(results), results.study.sheet("claims")
    places = {
        claim: set(split(cell))
        for claim, cell in zip(claims["claim"], claims["locator"], strict=True)
    }
    rows: list[object] = [
        [links[claim] for claim, at in places.items() if at & set(split(cell))] for cell in cells
    ]
    return {CLAIMS: rows} if any(rows) else {}


def heat_map_of_factors(results: Results) -> str:
    """The name of the figure that has every factor of every case: spread out if they do not fit."""
    return "factors-by-case" if len(results.cases) <= FITTING else "factors-spread"


def known_levels(results: Results) -> pd.DataFrame:
    """The rows of the frame `factors` with a level that is known of one municipality."""
    return results.factors[(results.factors["case"] != "") & results.factors["level"].notna()]


def cases_with_factors(results: Results) -> list[str]:
    """The cases with a row of their own in the table of levels, or else in that of scores."""
    levels = not known_levels(results).empty
    return list(results.cases["case"] if levels else results.case_scores.index)


def levels_by_case(results: Results) -> Table | Lacking:
    """Cases by factors: the level that is known of each, a dash where none is."""
    known = known_levels(results)
    if known.empty:
        return lacking(results, LEVELS_OF_CASES)
    keys = zip(known["factor"], known["case"], strict=True)
    levels = dict(zip(keys, known["level"], strict=True))
    cases = list(results.cases["case"])
    columns = {
        same(name): [LEVELS.get(str(levels.get((factor, case)))) for case in cases]
        for factor, name in zip(FACTORS, numbered_factors(results, FACTORS), strict=True)
    }
    return table(
        results,
        "factors-by-case",
        {CASE: cases, **columns},
        row=CASE,
        anchors=[case_anchor(case) for case in cases],
        note=NOT_PUBLISHED,
    )


def levels_by_size(results: Results) -> Table | Lacking:
    """For each factor how the odds of a higher level change by size class; or why not told."""
    known = known_levels(results)
    if known.empty:
        return lacking(results, LEVELS_OF_CASES)
    rows = [
        _by_size(results, str(factor), levels)
        for factor, levels in known.groupby("factor", observed=True)
    ]
    return table(
        results,
        "levels-by-size",
        transposed(rows),
        row=FACTOR,
        numbers=(CASES, ODDS, P),
        note=ODDS_RATIO,
        note_values={"confidence": confidence_of(results), "events": EVENTS},
    )


def _by_size(results: Results, factor: str, levels: pd.DataFrame) -> dict[Text, object]:
    predictors = size_predictor(results, levels["case"])
    need = need_ordinal(levels["level"], predictors)
    fit = ordinal(levels["level"], predictors, results.settings.confidence)
    told = {"events": need.events, "needed": need.needed}
    return {
        FACTOR: numbered_factors(results, [factor])[0],
        CASES: len(levels),
        ODDS: _odds(results, fit),
        P: "" if fit.estimates is None else p_value(results, float(fit.estimates["p"].iloc[0])),
        WHY_NOT: WHY_NO_ODDS[fit.reason].say(results.language, **told) if fit.reason else "",
    }


def size_predictor(results: Results, cases: pd.Series) -> pd.DataFrame:
    """The size class of cases as a step for each class: 0 is the smallest."""
    step = cases.map(results.size_of.cat.codes).astype(float)
    return pd.DataFrame({"size_class": step.where(step >= 0)})


def _odds(results: Results, fit: Fit) -> str:
    """The ratio of the odds of a higher level, one size class further, with its interval."""
    if fit.estimates is None:
        return ""
    row = fit.estimates.iloc[0]
    ratio, low, high = (exp(row[end]) for end in ENDS)
    return estimate(results, ratio, (low, high))


def factor_judgements(results: Results) -> pd.DataFrame:
    """The judgements with a level, for a figure: factor, case, respondent, level."""
    return results.judgements[results.judgements["level"].notna()]


def numbered_factors(results: Results, factors: Iterable[str]) -> list[str]:
    """Factors as the article numbers them: ``1. Strategie en leiding``."""
    order = {name: place for place, name in enumerate(FACTORS, start=1)}
    return [f"{order[name]}. {results.say(FACTORS[name]).capitalize()}" for name in factors]


def said_of(results: Results, cases: Iterable[str]) -> list[str]:
    """The case that a judgement is about, or that it names none."""
    none = results.say(Text("geen gemeente genoemd", "no municipality named"))
    return [case or none for case in cases]
