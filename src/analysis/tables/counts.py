"""In how many cases: codes by scheme, help by size class."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup

from analysis.codes import named_codes
from analysis.exhibits import Lacking, Table
from analysis.language import Text, listing
from analysis.results import Results
from analysis.schema import HELP, SIZE_CLASSES
from analysis.tables.headers import CASES, CLAIMS, CODE, COUNT, SIZE, lacking, table
from analysis.tables.links import claim_links, code_anchor, to_unit
from analysis.tables.references import PAGE_OF_LIST, case_links, code_labels, linked
from analysis.trail import claims_on_codes

TOTAL = Text("Totaal", "Total")
ONCE_A_CODE = Text(
    "Een gemeente telt bij elke code die een van haar vermeldingen kreeg.",
    "A municipality counts for every code that one of its mentions was given.",
)
ONCE_AND_OTHERWISE = Text(
    f"{ONCE_A_CODE.nl} {{otherwise}} krijgt een vermelding waar geen andere code bij past; over "
    "de andere vermeldingen van die gemeente zegt dat niets.",
    f"{ONCE_A_CODE.en} {{otherwise}} is given to a mention that no other code fits; it says "
    "nothing about the other mentions of that municipality.",
)


def code_counts(results: Results, scheme: str) -> Table | Lacking:
    """How many cases a code of one scheme was given in, most named first."""
    cases = cases_of_codes(results, scheme)
    if cases.empty:
        return lacking(results, Text("codes voor “{what}”", "codes for “{what}”"), scheme)
    labels = code_labels(results, scheme)
    named = named_codes(results.study.sheet("codebook"), scheme)
    otherwise = [f"“{labels[str(code)]}”" for code in cases.index if code not in named]
    return table(
        results,
        f"{scheme}-codes",
        {
            CODE: [labels[str(code)] for code in cases.index],
            COUNT: [len(found) for found in cases],
            CASES: [linked(found) for found in _first_mentions(results, scheme, cases)],
            **_claims_of_codes(results, scheme, cases.index),
        },
        row=CODE,
        anchors=[code_anchor(scheme, code) for code in cases.index],
        numbers=(COUNT,),
        note=ONCE_AND_OTHERWISE if otherwise else ONCE_A_CODE,
        note_values={"otherwise": listing(otherwise, results.language)},
    )


def _first_mentions(results: Results, scheme: str, cases: pd.Series) -> list[dict[str, str]]:
    """For each code its cases, each with the address of its first mention that was given it."""
    codes = results.counted[results.counted["scheme"] == scheme].drop_duplicates(["code", "case"])
    first = dict(zip(zip(codes["code"], codes["case"], strict=True), codes["unit"], strict=True))
    return [{c: to_unit(first[code, c]) for c in found} for code, found in cases.items()]


def _claims_of_codes(
    results: Results, scheme: str, codes: Iterable[str]
) -> dict[Text, list[object]]:
    """For each code the claims that ask about it; no column where no claim asks about any."""
    links = claim_links(results)
    claims = claims_on_codes(results.study.sheet("claims"), results.evidence)
    rows: list[object] = [[links[claim] for claim in claims[scheme, code]] for code in codes]
    return {CLAIMS: rows} if any(rows) else {}


def cases_of_codes(results: Results, scheme: str) -> pd.Series:
    """The cases (a list) that each code of a scheme was given in, most cases first.

    The code for "otherwise" names nothing, so it stands last, however many cases it has.
    """
    codes = results.counted
    codes = codes[codes["scheme"] == scheme].drop_duplicates(["code", "case"])
    cases = codes.groupby("code", sort=False)["case"].agg(list)
    named = named_codes(results.study.sheet("codebook"), scheme)
    return cases.loc[sorted(cases.index, key=lambda code: (code not in named, -len(cases[code])))]


def help_counts(results: Results) -> pd.DataFrame:
    """Counts of cases: size classes (from large to small, in words) by the keys of `HELP`."""
    helped = results.cases["with_help"].astype("string").str.lower().fillna("")
    counts = pd.crosstab(results.cases["size_class"], helped)
    counts = counts.reindex(index=list(SIZE_CLASSES)[::-1], columns=list(HELP), fill_value=0)
    return counts.rename(index={name: results.say(text) for name, text in SIZE_CLASSES.items()})


def help_by_size(results: Results) -> Table:
    """With and without help from outside, by size class, with totals."""
    counts = help_counts(results)
    counts.loc[results.say(TOTAL)] = counts.sum()
    columns = {HELP[str(name)]: list(column) for name, column in counts.items()}
    sizes = results.cases.groupby("size_class", observed=False)["case"].agg(list)[::-1]
    rows = [case_links(cases, PAGE_OF_LIST["help"]) for cases in sizes]
    return table(
        results,
        "help-by-size",
        {
            SIZE: list(counts.index),
            **columns,
            TOTAL: list(counts.sum(axis="columns")),
            CASES: [*rows, Markup("")],
        },
        row=SIZE,
        numbers=(*HELP.values(), TOTAL),
    )
