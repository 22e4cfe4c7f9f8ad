"""What if a mention were coded otherwise: for each claim, for each decision, and by choice.

Both tables are whole as they stand. The page's script adds to them: a choice for each decision,
and for each claim what is counted at those choices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from analysis.claims import Count
from analysis.exhibits import Lacking, Table, link
from analysis.language import Text, listing, unfilled
from analysis.results import Results
from analysis.sensitivity import others_of
from analysis.tables.claims import ASKED, asked
from analysis.tables.headers import (
    CLAIM,
    SCHEME,
    UNIT,
    UNIT_TEXT,
    WHY,
    lacking,
    records,
    table,
    transposed,
)
from analysis.tables.links import claim_links, decision_anchor, otherwise_anchor, unit_link
from analysis.tables.references import code_labels, scheme_name
from analysis.tables.robustness import texts_of_units
from analysis.whatif import (
    Moving,
    check_as_data,
    codings_as_data,
    comparison_of,
    moving,
)

OPTION = ["unit", "scheme", "option"]
"""What sets a coding of a unit apart."""
Option = tuple[str, str, int]

CHOSEN = Text("Gekozen", "Chosen")
DEFENSIBLE = Text("Ook te verdedigen", "Also defensible")
OURS = Text("Bij onze codes", "At our codes")
ONE_OTHERWISE = Text("Eén vermelding anders", "One mention otherwise")
COUNT = Text("{these} van {n}", "{these} of {n}")
LEAD = Text("{these} tegen {those}", "{these} against {those}")
HOLDS = Text("{counted}: klopt", "{counted}: holds")
FAILS = Text("{counted}: klopt niet", "{counted}: does not hold")
TURNS = Text("keert", "turns")
CODED_AS = Text("{unit} als {code}", "{unit} as {code}")
EACH_ALONE = Text(
    "Elke vermelding is hier alleen veranderd, en de andere bleven zoals wij ze codeerden. "
    "Keert: dan klopt de bewering niet meer, of juist wel. Wat hier niet staat, verandert niets. "
    "–: één vermelding is niet genoeg.",
    "Each mention was changed alone here, and the others stayed as we coded them. "
    "Turns: then the claim no longer holds, or starts to. What is not here changes nothing. "
    "–: one mention is not enough.",
)
SCRIPT_WORDS: Mapping[str, Text] = {
    "count": COUNT,
    "lead": LEAD,
    "holds": HOLDS,
    "fails": FAILS,
    "your_code": Text("Uw code", "Your code"),
    "at_yours": Text("Bij uw codes", "At your codes"),
    "otherwise": Text("anders", "changed"),
    "turned": Text("gekeerd", "turned"),
    "try": Text(
        "Kies bij een vermelding een andere code, en zie onderaan wat er van de beweringen wordt. "
        "Er wordt niets verstuurd of bewaard.",
        "Choose another code for a mention, and see below what becomes of the claims. "
        "Nothing is sent or kept.",
    ),
    "result": Text("Uw codes", "Your codes"),
    "changed": Text(
        "Anders gecodeerde vermeldingen: {changed}. Gekeerde beweringen: {turned}.",
        "Mentions coded otherwise: {changed}. Claims turned: {turned}.",
    ),
    "nothing": Text(
        "Uw laatste keuze verandert geen aantal.", "Your last choice changes no count."
    ),
    "all": Text("Alle beweringen bij uw codes", "All claims at your codes"),
    "reset": Text("Terug naar onze codes", "Back to our codes"),
    "back": Text("Alles staat weer op onze codes.", "Everything is back at our codes."),
}
"""What the script says, by the name that it uses."""


def one_otherwise(results: Results) -> Table | Lacking:
    """Each claim that the coding can move: its count at our codes, and with one unit otherwise."""
    moved = moving(results.study.sheet("claims"), results.evidence)
    if not moved:
        what = Text("aantallen die van de codering afhangen", "counts that depend on the coding")
        return lacking(results, what)
    named, stated = _named(results), claim_links(results)
    rows = [_moved(results, named, stated[c["claim"]], c, count) for c, count in moved]
    return table(
        results,
        "one-otherwise",
        transposed(rows),
        row=CLAIM,
        anchors=[otherwise_anchor(claim["claim"]) for claim, _ in moved],
        note=EACH_ALONE,
        data=_data(results, moved),
    )


def _moved(
    results: Results,
    named: Mapping[Option, str],
    stated: Markup,
    claim: dict[Any, str],
    count: Count,
) -> dict[Text, object]:
    counts = count.now
    held = count.holds(count.check.added(counts))
    return {
        CLAIM: stated,
        ASKED: asked(results, pd.Series(claim)),
        OURS: _outcome(results, claim, count, counts, held),
        ONE_OTHERWISE: [
            _other(results, named, outcome, turns, rows)
            for (turns, outcome), rows in _others(results, claim, count, held)
        ],
    }


def _others(
    results: Results, claim: dict[Any, str], count: Count, held: bool
) -> list[tuple[tuple[bool, str], list[dict[str, Any]]]]:
    """Each other outcome with the codings that give it; those that turn the claim come first."""
    groups: dict[tuple[bool, str], list[dict[str, Any]]] = {}
    others = others_of(count, results.evidence)
    for row in records(others.sort_values("counts", kind="stable")):
        outcome = _outcome(results, claim, count, row["counts"], row["holds"])
        groups.setdefault((row["holds"] != held, outcome), []).append(row)
    return sorted(groups.items(), key=lambda group: not group[0][0])


def _other(
    results: Results,
    named: Mapping[Option, str],
    outcome: str,
    turns: bool,
    rows: Iterable[Mapping[str, Any]],
) -> Markup:
    """``3 van 10: klopt (keert) – A1.origin.2 als frustratie``, each unit linked to its row."""
    turned = Markup(" (<strong>{}</strong>)").format(results.say(TURNS)) if turns else ""
    codes: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        decision = row["scheme"], row["unit"]
        codes.setdefault(decision, []).append(named[row["unit"], row["scheme"], row["option"]])
    coded = [
        CODED_AS.say(
            results.language,
            unit=link(unit, f"#{decision_anchor(scheme, unit)}"),
            code=escape(listing(found, results.language, "or")),
        )
        for (scheme, unit), found in codes.items()
    ]
    return Markup("{}{} \u2013 {}").format(outcome, turned, Markup(", ".join(coded)))


def _named(results: Results) -> Mapping[Option, str]:
    """Each coding of each unit in words."""
    options = results.evidence.options
    labels = {scheme: code_labels(results, scheme) for scheme in options["scheme"].unique()}
    return {
        (str(unit), str(scheme), int(str(option))): " + ".join(labels[scheme][c] for c in codes)
        for (unit, scheme, option), codes in options.groupby(OPTION, sort=False)["code"]
    }


def _outcome(
    results: Results, claim: dict[Any, str], count: Count, counts: tuple[int, ...], holds: bool
) -> str:
    """``3 van 10: klopt``, or ``6 tegen 4: klopt`` for a claim that compares."""
    compares = comparison_of(claim, count)
    these, those = counts[0], 0
    if compares:
        these = min(counts[i] for i in compares.these)
        those = max((counts[i] for i in compares.those), default=0)
    counted = (LEAD if compares else COUNT).say(
        results.language, these=these, those=those, n=count.n
    )
    return (HOLDS if holds else FAILS).say(results.language, counted=counted)


def _data(results: Results, moved: list[Moving]) -> dict[str, object]:
    """What the script reads: the checks, the codings, and what to say."""
    codings = codings_as_data(moved, results.evidence)
    return {
        "claims": [
            {"row": otherwise_anchor(claim["claim"]), **check_as_data(claim, count)}
            for claim, count in moved
        ],
        "codings": codings,
        "labels": {scheme: code_labels(results, scheme) for scheme in codings},
        "words": unfilled(SCRIPT_WORDS, results.language),
    }


def decisions(results: Results) -> Table | Lacking:
    """Every unit that could be coded otherwise: what was chosen, what else, and why."""
    options = results.evidence.options
    contested = options[options.groupby(["unit", "scheme"])["option"].transform("max") > 0]
    if contested.empty:
        return lacking(results, Text("andere coderingen", "other codings"))
    schemes = contested.groupby("scheme", sort=False)
    found = [
        (str(scheme), str(unit), codes)
        for scheme, of_scheme in schemes
        for unit, codes in of_scheme.groupby("unit", sort=False)
    ]
    return table(
        results,
        "decisions",
        transposed(list(_decisions(results, found))),
        row=UNIT,
        group=SCHEME,
        anchors=[decision_anchor(scheme, unit) for scheme, unit, _ in found],
    )


def _decisions(
    results: Results, found: Iterable[tuple[str, str, pd.DataFrame]]
) -> Iterator[dict[Text, object]]:
    texts, reasons = texts_of_units(results), _reasons(results)
    for scheme, unit, codes in found:
        yield {
            SCHEME: scheme_name(results, scheme),
            UNIT: unit_link(unit),
            UNIT_TEXT: texts[unit],
            **_chosen_and_other(results, scheme, codes),
            WHY: reasons.get((unit, scheme), []),
        }


def _chosen_and_other(results: Results, scheme: str, codes: pd.DataFrame) -> dict[Text, object]:
    """The coding of a unit that was chosen, and the others, in words."""
    labels = code_labels(results, scheme)
    options = [set(group) for _, group in codes.groupby("option")["code"]]
    chosen, *others = (
        " + ".join(labels[code] for code in labels if code in option) for option in options
    )
    return {CHOSEN: chosen, DEFENSIBLE: others}


def _reasons(results: Results) -> dict[tuple[str, str], list[str]]:
    """Why a unit could be coded otherwise, in the words of each coder who says so."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for row in records(results.study.sheet("codings")):
        if row["reason"]:
            said = reasons.setdefault((row["unit"], row["scheme"]), [])
            said.append(results.say(row["reason"]))
    return reasons
