"""In how many cases: codes by scheme, help by size class."""

from __future__ import annotations

import pandas as pd

from analysis.exhibits import Lacking, Table
from analysis.language import Text
from analysis.results import Results
from analysis.schema import HELP, SIZE_CLASSES
from analysis.tables.headers import CASES, CODE, COUNT, SIZE, lacking, table
from analysis.tables.references import PAGE_OF_LIST, case_links, code_labels, list_of

TOTAL = Text("Totaal", "Total")
ONCE_A_CODE = Text(
    "Een gemeente telt bij elke code die een van haar vermeldingen kreeg.",
    "A municipality counts for every code that one of its mentions was given.",
)


def code_counts(results: Results, scheme: str) -> Table | Lacking:
    """How many cases a code of one scheme was given in, most named first."""
    cases = cases_of_codes(results, scheme)
    if cases.empty:
        return lacking(results, Text("codes voor “{what}”", "codes for “{what}”"), scheme)
    labels = code_labels(results, scheme)
    page = PAGE_OF_LIST[list_of(results, scheme)]
    return table(
        results,
        f"{scheme}-codes",
        {
            CODE: [labels[str(code)] for code in cases.index],
            COUNT: [len(found) for found in cases],
            CASES: [case_links(found, page) for found in cases],
        },
        row=CODE,
        numbers=(COUNT,),
        note=ONCE_A_CODE,
    )


def cases_of_codes(results: Results, scheme: str) -> pd.Series:
    """The cases (a list) that each code of a scheme was given in, most cases first."""
    codes = results.counted
    codes = codes[codes["scheme"] == scheme].drop_duplicates(["code", "case"])
    cases = codes.groupby("code", sort=False)["case"].agg(list)
    return cases.loc[cases.map(len).sort_values(ascending=False, kind="stable").index]


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
    return table(
        results,
        "help-by-size",
        {SIZE: list(counts.index), **columns, TOTAL: list(counts.sum(axis="columns"))},
        row=SIZE,
        numbers=(*HELP.values(), TOTAL),
    )
