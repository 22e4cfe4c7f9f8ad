"""The register on the page: verdicts, partitions, what cannot be tested, recommendations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from analysis.claims import claimed, count_of
from analysis.cleaning import split
from analysis.conditions import parse
from analysis.exhibits import Lacking, Table, exhibit, link
from analysis.language import Text, listing, percent, unfilled
from analysis.results import Results
from analysis.schema import PHASES, QUANTIFIERS, VERDICTS
from analysis.tables.factors import cases_with_factors
from analysis.tables.headers import (
    CASES,
    CLAIM,
    CLAIMS,
    VERDICT,
    WHERE,
    WHY,
    confidence_of,
    lacking,
    records,
    table,
    transposed,
)
from analysis.tables.links import (
    EVIDENCE_PAGE,
    FACTORS_PAGE,
    coded_lists,
    list_of_unit,
    otherwise_anchor,
    place_links,
    to_claim,
    to_unit,
)
from analysis.tables.references import (
    case_links,
    claim_anchor,
    condition_in_words,
    in_words,
    linked,
    out_of,
    page_of_check,
    to_case,
    verdict_mark,
)
from analysis.trail import rows_behind

BOARD_WORDS: Mapping[str, Text] = {
    "sort": Text("Sorteren op", "Sort by"),
    "verdict": Text("Oordeel", "Verdict"),
    "all": Text("alle", "all"),
    "search": Text("Zoeken in de beweringen", "Search the claims"),
    "shown": Text("Te zien: {shown} van {all}.", "Shown: {shown} of {all}."),
    "clear": Text("Alles tonen", "Show all"),
}
"""What the script says with which a reader sorts and filters the verdicts."""

MEANING: Mapping[str, Text] = {
    "reproduced": Text(
        "de gegevens geven wat de bewering zegt, bij elke te verdedigen codering",
        "the data give what the claim says, under every defensible coding",
    ),
    "coding-dependent": Text(
        "sommige te verdedigen coderingen geven het, andere niet",
        "some defensible codings give it, others don't",
    ),
    "contradicted": Text(
        "geen enkele te verdedigen codering geeft het", "no defensible coding gives it"
    ),
    "partly testable": Text(
        "wat te toetsen is, klopt; de rest is niet bekend",
        "what can be tested holds; the rest is not known",
    ),
    "not testable": Text("rust op gegevens die er niet zijn", "rests on data that are not there"),
}
MEANS = Text("Betekenis", "Meaning")
ASKED = Text("Gevraagd", "Asked")
COUNTED = Text("Geteld", "Counted")
COUNTING = Text("Tellen mee", "Do count")
NOT_COUNTING = Text("Tellen niet mee", "Do not count")
INTERVAL = Text("{low} tot {high}", "{low} to {high}")
NOT_TESTED = Text("Niet getoetst: {why}", "Not tested: {why}")
NOT_KNOWN = Text("Niet bekend van: {cases}", "Not known of: {cases}")
NOT_BY_CASE = Text("niet per gemeente bekend", "not known by municipality")
AGAINST = Text("apart: {named}", "apart: {named}")
UNDER_AND = Text(
    "klopt bij {share} van de coderingen, ook bij de gekozen codes",
    "holds under {share} of codings, also at the chosen codes",
)
UNDER_NOT = Text(
    "klopt bij {share} van de coderingen, niet bij de gekozen codes",
    "holds under {share} of codings, not at the chosen codes",
)
LEAST_AND_MOST = Text(
    "Geteld: het aantal bij de gekozen codes, en tussen haakjes het kleinste en het grootste "
    "aantal bij alle te verdedigen coderingen. Daaronder tussen welke grenzen het deel in het "
    "land kan liggen (Clopper-Pearson, {confidence}) als de gemeenten een steekproef waren; bij "
    "een bewering over welke gemeenten het zijn, staan geen grenzen. Onder elke bewering de "
    "vindplaats; wat de letters betekenen, staat op de pagina Overzicht. “Het meest genoemd” klopt "
    "als geen andere code door meer gemeenten is genoemd; een gedeelde plaats telt mee.",
    "Counted: the count at the chosen codes, and in brackets the least and the largest count over "
    "all defensible codings. Below it the bounds of the share in the country (Clopper-Pearson, "
    "{confidence}) if the municipalities were a sample; a claim about which municipalities they "
    "are has no bounds. Below each claim its locator; the page Overview says what the letters "
    "mean. “Most named” holds when no other code is named by more municipalities; a shared place "
    "counts.",
)
CHOSEN_BY_DESIGN = ("case", "size_class")
"""The columns of the frame `cases` that researchers choose municipalities by."""
NO_BREAK, JOINED = "\u00a0", "\u2060"
"""A space and a joint at which no line is broken."""
PARTITION = Text("Verdeling", "Partition")
CLAIMED = Text("Samen beweerd", "Claimed together")
TOGETHER = Text("Samen geteld", "Counted together")
NOWHERE = Text("Telt nergens", "Counts nowhere")
TWICE = Text("Telt vaker", "Counts twice")
UNKNOWN = Text("Niet bekend", "Not known")
PHASE = Text("Fase", "Phase")
ADVICE = Text("Aanbeveling", "Recommendation")
RESTS_ON = Text("Rust op", "Rests on")


def verdict_counts(results: Results) -> Table | Lacking:
    """How many claims have each verdict."""
    if results.verdicts.empty:
        return lacking(results, Text("beweringen", "claims"))
    counts = results.verdicts["verdict"].value_counts()
    return table(
        results,
        "verdict-counts",
        {
            VERDICT: [verdict_mark(results, verdict) for verdict in VERDICTS],
            CLAIMS: [int(counts.get(verdict, 0)) for verdict in VERDICTS],
            MEANS: [MEANING[verdict] for verdict in VERDICTS],
        },
        row=VERDICT,
        numbers=(CLAIMS,),
    )


def verdicts(results: Results) -> Table | Lacking:
    """Each claim that can be checked: what it says, what was counted, and the verdict."""
    checked = results.verdicts[results.verdicts["verdict"] != "not testable"]
    if checked.empty:
        return lacking(results, Text("beweringen met een toets", "claims with a check"))
    register = results.study.sheet("claims").set_index("claim")
    mentions = _first_mentions(results)
    rows = [
        _verdict(results, row, register.loc[row["claim"]], mentions.get(row["claim"], {}))
        for row in records(checked)
    ]
    found = set(checked["verdict"])
    return table(
        results,
        "verdicts",
        transposed(rows),
        row=CLAIM,
        anchors=[claim_anchor(claim) for claim in checked["claim"]],
        note=LEAST_AND_MOST,
        note_values={"confidence": confidence_of(results)},
        data={
            "verdicts": [results.say(VERDICTS[v]) for v in VERDICTS if v in found],
            "words": unfilled(BOARD_WORDS, results.language),
        },
    )


def _first_mentions(results: Results) -> dict[str, dict[str, str]]:
    """For each claim the address of the first mention that makes each case count for it."""
    coded = coded_lists(results)
    behind = rows_behind(results.study.sheet("claims"), results.evidence)
    found: dict[str, dict[str, str]] = {}
    for claim, case, unit in behind.itertuples(index=False):
        if unit and list_of_unit(unit) in coded:
            found.setdefault(claim, {}).setdefault(case, to_unit(unit))
    return found


def _verdict(
    results: Results, row: Mapping[str, Any], claim: pd.Series, mentions: Mapping[str, str]
) -> dict[Text, object]:
    page = page_of_check(results, str(claim["where"]))
    pages = _pages_of_factors(results) if claim["frame"] == "factors" else {}
    these, others = (
        {case: to_case(case, pages.get(case, page)) for case in split(row[column])}
        for column in ("cases", "counterexamples")
    )
    return {
        CLAIM: located(results, row, str(claim["untested"])),
        VERDICT: verdict_mark(results, row["verdict"]),
        ASKED: asked(results, claim),
        COUNTED: [
            counted(results, row),
            *_unknown(results, row),
            *_compared(results, claim),
            *_interval(results, row, claim),
            *_under_codings(results, row),
        ],
        COUNTING: linked({**these, **mentions}),
        NOT_COUNTING: linked(others),
    }


def _pages_of_factors(results: Results) -> dict[str, str]:
    """For each case the page with its row of factors; where there is none, of where it counts."""
    with_row = cases_with_factors(results)
    return {
        case: FACTORS_PAGE if case in with_row else EVIDENCE_PAGE for case in results.cases["case"]
    }


def located(results: Results, row: Mapping[str, Any], untested: str) -> Markup:
    """A claim with the places where it stands in the source, and what of it is not tested."""
    places = Markup(", ").join(place_links(results, row["locator"]))
    rest = NOT_TESTED.say(results.language, why=results.say(untested)) if untested else ""
    lines = [Markup(' <small class="locator">{}</small>').format(line) for line in (rest, places)]
    return escape(results.say(row["statement"])) + Markup("").join(lines[not rest :])


def _unknown(results: Results, row: Mapping[str, Any]) -> list[str]:
    """The cases that did not answer what a claim is about, if there are any."""
    cases = listing(split(row["unknown"]), results.language)
    return [NOT_KNOWN.say(results.language, cases=cases)] if cases else []


def _compared(results: Results, claim: pd.Series) -> list[str]:
    """What a claim that compares was compared with: each condition with its count."""
    count = count_of(claim.to_dict(), results.evidence)
    if count is None or len(count.check.conditions) == 1:
        return []
    counts = dict(zip(count.check.conditions, count.now, strict=True))
    rest = sorted(list(counts.items())[1:], key=lambda pair: -pair[1])
    named = [f"{in_words(results, condition)} {n}" for condition, n in rest if n]
    return [AGAINST.say(results.language, named=listing(named, results.language))]


def _interval(results: Results, row: Mapping[str, Any], claim: pd.Series) -> list[str]:
    """The interval of the share; none where a claim is about who was asked: that was chosen."""
    _, answers = parse(claim["where"]).split(CHOSEN_BY_DESIGN)
    if claim["frame"] == "cases" and not answers.terms:
        return []
    low, high = (percent(row[name], results.language) for name in ("low", "high"))
    return [INTERVAL.say(results.language, low=low, high=high)]


def _under_codings(results: Results, row: Mapping[str, Any]) -> list[Markup]:
    """The share of codings under which a claim holds, where that is not all or none."""
    if not 0 < row["share"] < 1:
        return []
    share = percent(row["share"], results.language)
    under = (UNDER_AND if row["holds"] else UNDER_NOT).say(results.language, share=share)
    page = exhibit("table", "one-otherwise").page
    return [link(under, f"{page}.html#{otherwise_anchor(row['claim'])}")]


def asked(results: Results, claim: pd.Series) -> str:
    """What a claim asks of the count, and of what: ``precies 3: frustratie``."""
    quantifier, value = claim["quantifier"], claim["value"]
    what = condition_in_words(results, claim["where"])
    if quantifier == "more-than":
        than = condition_in_words(results, value)
        return f"{what}: {results.say(QUANTIFIERS[quantifier])} {than}"
    if quantifier == "most-named":
        what = condition_in_words(results, f"{claim['where']};code={value}")
        value = ""
    asked = f"{results.say(QUANTIFIERS[quantifier])} {value}".strip()
    return f"{asked}: {what}" if what else asked


def counted(results: Results, row: Mapping[str, Any]) -> str:
    """What was counted, of how many, and between what counts it lies: ``2 van 10 (1–3)``."""
    text = out_of(results, row["count"], row["n"])
    if row["minimum"] == row["maximum"]:
        return text.replace(" ", NO_BREAK)
    return f"{text} ({row['minimum']}{JOINED}\u2013{JOINED}{row['maximum']})".replace(" ", NO_BREAK)


def partitions(results: Results) -> Table | Lacking:
    """Claims that split the cases: what they claim together, and whom they leave out."""
    if results.partitions.empty:
        return lacking(results, Text("verdelingen", "partitions"))
    rows: list[dict[Text, object]] = [
        {
            PARTITION: results.say(row["partition"]).capitalize(),
            CLAIMED: sum_linked(results, row),
            CASES: row["n"],
            TOGETHER: row["counted"],
            NOWHERE: case_links(split(row["unaccounted"]), EVIDENCE_PAGE),
            TWICE: case_links(split(row["twice"]), EVIDENCE_PAGE),
            UNKNOWN: case_links(split(row["unknown"]), EVIDENCE_PAGE)
            if pd.notna(row["counted"])
            else results.say(NOT_BY_CASE),
        }
        for row in records(results.partitions)
    ]
    numbers = (CLAIMED, CASES, TOGETHER)
    return table(results, "partitions", transposed(rows), row=PARTITION, numbers=numbers)


def sum_linked(results: Results, row: Mapping[str, Any]) -> Markup:
    """What the claims of a partition say together, each linked: ``3 + 1 = 4``."""
    claims = results.study.sheet("claims")
    members = claims[claims["partition"] == row["partition"]].to_dict("records")
    parts = [link(str(claimed(claim)), to_claim(claim["claim"])) for claim in members]
    return Markup("{} = {}").format(Markup(" + ").join(parts), row["claimed"])


def untestable(results: Results) -> Table | Lacking:
    """The claims that cannot be checked, with the reason."""
    rest = results.verdicts[results.verdicts["verdict"] == "not testable"]
    if rest.empty:
        return lacking(results, Text("beweringen zonder toets", "claims without a check"))
    said = results.study.sheet("claims").set_index("claim")["untested"]
    told = [
        [*([results.say(why)] if (why := said[row["claim"]]) else []), *_unknown(results, row)]
        for row in records(rest)
    ]
    return table(
        results,
        "untestable",
        {
            CLAIM: [results.say(text) for text in rest["statement"]],
            WHERE: [place_links(results, cell) for cell in rest["locator"]],
            WHY: told,
        },
        row=CLAIM,
        anchors=[claim_anchor(claim) for claim in rest["claim"]],
    )


def recommendations(results: Results) -> Table | Lacking:
    """Each recommendation with the claims it rests on and their verdicts."""
    sheet = results.study.sheet("recommendations")
    if sheet.empty:
        return lacking(results, Text("aanbevelingen", "recommendations"))
    return table(
        results,
        "recommendations",
        {
            PHASE: [results.say(PHASES[name]).capitalize() for name in sheet["phase"]],
            ADVICE: [results.say(text) for text in sheet["recommendation"]],
            WHERE: [split(cell) for cell in sheet["locator"]],
            RESTS_ON: [_rests_on(results, cell) for cell in sheet["rests_on"]],
        },
        row=ADVICE,
        group=PHASE,
    )


def _rests_on(results: Results, cell: str) -> list[Markup]:
    """The claims that advice rests on, each linked and with its verdict."""
    known = {row["claim"]: row for row in records(results.verdicts)}
    return [
        Markup("{} {}").format(
            link(results.say(known[claim]["statement"]), f"#{claim_anchor(claim)}"),
            verdict_mark(results, known[claim]["verdict"]),
        )
        for claim in split(cell)
    ]
