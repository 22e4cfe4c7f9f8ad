"""This study beside another: its claims asked here, its codes and its factors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.comparison import code_shares as shares_of_codes
from analysis.comparison import crossed, travelling
from analysis.exhibits import Lacking, Table
from analysis.inference.detectable import by_intervals
from analysis.language import Text, number, signed_percent
from analysis.results import Results
from analysis.schema import FACTORS, LEVELS, VERDICTS
from analysis.tables.detection import shares_found
from analysis.tables.factors import numbered_factors
from analysis.tables.headers import (
    CLAIM,
    CODE,
    FACTOR,
    SCHEME,
    confidence_of,
    lacking,
    records,
    table,
    transposed,
)
from analysis.tables.references import code_labels, out_of, scheme_name, verdict_mark

JUDGED_THERE = Text("Daar geoordeeld", "Judged there")
THERE = Text("Daar", "There")
HERE = Text("Hier", "Here")
COUNTED_THERE = Text("Daar geteld", "Counted there")
COUNTED_HERE = Text("Hier geteld", "Counted here")
DIFFERENCE = Text("Verschil", "Difference")
INTERVAL = Text("Interval", "Interval")
HERE_IS = Text("hier: {verdict}", "here: {verdict}")
WHY_NOT: Mapping[str, Text] = {
    "count": Text(
        "niet gevraagd: noemt een aantal van daar", "not asked: names a number of over there"
    ),
    "codes": Text(
        "niet gevraagd: het codeboek hier heeft die code niet",
        "not asked: the codebook here lacks that code",
    ),
    "data": Text("niet gevraagd: hier niet opgetekend", "not asked: not recorded here"),
}
ANSWERED = Text(
    "Een gemeente telt mee in een schema als minstens één van haar vermeldingen daarin gecodeerd "
    "is. Het verschil is hier min daar; het interval is exact (bij {confidence}) en daarom ruim. "
    "Ligt nul erin, dan kan het verschil toeval zijn. {found}",
    "A municipality counts in a scheme if at least one of its mentions was coded in it. The "
    "difference is here minus there; the interval is exact (at {confidence}) and therefore wide. "
    "Where it has zero in it, the difference can be chance. {found}",
)
FOUND = Text(
    "Noemt daar de helft van alle gemeenten iets, dan valt nul er pas met een kans van 80% buiten "
    "als het hier {found} is.",
    "If half of all municipalities name something there, zero only falls outside it, with a chance "
    "of 80%, if here it is {found}.",
)
NEVER_FOUND = Text(
    "Met zo weinig gemeenten is de kans dat nul erbuiten valt altijd kleiner dan 80%, hoe groot "
    "het verschil ook is.",
    "With so few municipalities the chance that zero falls outside it is always below 80%, however "
    "large the difference.",
)
NOT_COMPARABLE = Text(
    "Een niveau in woorden en een score in cijfers zijn niet met elkaar te vergelijken; ze staan "
    "hier alleen naast elkaar. –: niets bekend.",
    "A level in words and a score in numbers cannot be compared with each other; they only stand "
    "side by side here. –: nothing known.",
)


def travels_in_short(results: Results, there: Results) -> Table | Lacking:
    """How many claims have each verdict in the other study (rows) and in this one (columns)."""
    counts = crossed(travelling(results, there))
    if counts.empty:
        return lacking(results, Text("beweringen om hier te vragen", "claims to ask here"))
    columns = {
        _here(results, verdict): list(counts[verdict]) for verdict in VERDICTS if verdict in counts
    }
    return table(
        results,
        "travels-in-short",
        {JUDGED_THERE: [verdict_mark(results, there) for there in counts.index], **columns},
        row=JUDGED_THERE,
        numbers=tuple(columns),
    )


def _here(results: Results, verdict: str) -> Text:
    return Text(*(HERE_IS.say(lang, verdict=VERDICTS[verdict].say(lang)) for lang in ("nl", "en")))


def travels(results: Results, there: Results) -> Table | Lacking:
    """Each claim of the other study that has a check: its verdict there, and here."""
    rows = [_travel(results, there, row) for row in records(travelling(results, there))]
    if not rows:
        return lacking(results, Text("beweringen om hier te vragen", "claims to ask here"))
    names = {"there": there.study.name, "here": results.study.name}
    return table(results, "travels", transposed(rows), row=CLAIM, caption_values=names)


def _travel(results: Results, there: Results, row: Mapping[str, Any]) -> dict[Text, object]:
    asked = not row["why_not"]
    return {
        CLAIM: there.say(row["statement"]),
        THERE: verdict_mark(results, row["there"]),
        HERE: verdict_mark(results, row["here"]) if asked else WHY_NOT[row["why_not"]],
        COUNTED_THERE: out_of(results, row["count_there"], row["n_there"]),
        COUNTED_HERE: out_of(results, row["count_here"], row["n_here"]) if asked else "",
    }


def code_shares(results: Results, there: Results) -> Table | Lacking:
    """For each code of both studies: in how many cases here and there, and the difference."""
    shares = shares_of_codes(results, there)
    if shares.empty:
        return lacking(results, Text("codes die daar ook staan", "codes that are there too"))
    rows = [_share(results, row) for row in records(shares)]
    return table(
        results,
        "code-shares",
        transposed(rows),
        row=CODE,
        group=SCHEME,
        numbers=(HERE, THERE, DIFFERENCE, INTERVAL),
        note=ANSWERED,
        note_values={
            "confidence": confidence_of(results),
            "found": _found(results, there),
        },
    )


def _found(results: Results, there: Results) -> str:
    """How much a share here must differ from a half there to be seen."""
    sizes = (len(there.cases), len(results.cases))
    found = shares_found(results, by_intervals(*sizes, results.settings.confidence), 0.5)
    return (FOUND if found else NEVER_FOUND).say(results.language, found=found)


def _share(results: Results, row: Mapping[str, Any]) -> dict[Text, object]:
    said = {name: signed_percent(row[name], results.language) for name in ("low", "high")}
    return {
        SCHEME: scheme_name(results, row["scheme"]),
        CODE: code_labels(results, row["scheme"])[row["code"]],
        HERE: out_of(results, row["count_here"], row["n_here"]),
        THERE: out_of(results, row["count_there"], row["n_there"]),
        DIFFERENCE: signed_percent(row["difference"], results.language),
        INTERVAL: Text("{low} tot {high}", "{low} to {high}").say(results.language, **said),
    }


def factors_beside(results: Results, there: Results) -> Table | Lacking:
    """For each factor what is known of it in each study: levels in words, or a mean score."""
    if results.factors.empty:
        return lacking(results, Text("oordelen over factoren", "judgements on factors"))
    return table(
        results,
        "factors-beside",
        {
            FACTOR: numbered_factors(results, FACTORS),
            HERE: [_known(results, results.factors, factor) for factor in FACTORS],
            THERE: [_known(results, there.factors, factor) for factor in FACTORS],
        },
        row=FACTOR,
        note=NOT_COMPARABLE,
    )


def _known(results: Results, factors: pd.DataFrame, factor: str) -> list[str]:
    """Between which levels a factor was judged, and its mean score over the cases."""
    rows = factors[factors["factor"] == factor]
    levels = [level for level in LEVELS if level in {*rows["lowest"], *rows["highest"]}]
    said = [results.say(LEVELS[level]) for level in dict.fromkeys([*levels[:1], *levels[-1:]])]
    scores = rows.loc[rows["case"] != "", "score"].dropna()
    text = Text("gemiddeld {score} bij {n} gemeenten", "mean {score} in {n} municipalities")
    told = [" \u2013 ".join(said)] if said else []
    if scores.empty:
        return told
    score = number(float(scores.mean()), results.language)
    return [*told, text.say(results.language, score=score, n=len(scores))]
