"""Which tables and figures show a mention or a municipality, or count it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from analysis.exhibits import EXHIBITS, Exhibit
from analysis.factors import said_in_words
from analysis.results import Results
from analysis.tables.factors import factor_judgements, heat_map_of_factors, known_levels
from analysis.tables.links import coded_lists
from analysis.tables.references import TABLE_OF_LIST, mentions_table
from analysis.tables.robustness import differing

Name = tuple[str, str]
"""The kind and the name of a table or figure."""

OF_HELP: tuple[Name, ...] = (("table", "help-by-size"), ("figure", "help-by-size"))
OF_CASES: tuple[Name, ...] = (
    *(("table", name) for name in TABLE_OF_LIST.values()),
    ("figure", "cases-by-size"),
    *OF_HELP,
)
OF_LEVELS: tuple[Name, ...] = (("table", "factors-by-case"), ("table", "levels-by-size"))
OF_SCORES: tuple[Name, ...] = (("table", "factor-scores"), ("table", "strengths"))


def exhibits_of_lists(results: Results, lists: Iterable[str]) -> list[Exhibit]:
    """The tables and figures that show the mentions of lists or count their codes, in order."""
    units = of_units(results)
    return _in_order(units.loc[units["list"].isin(list(lists)), "shown"])


def exhibits_of_cases(results: Results) -> dict[str, list[Exhibit]]:
    """For each case the tables and figures that show it or count it, in order."""
    units = of_units(results)
    names = {case: {*OF_CASES} for case in results.cases["case"]}
    for case, name in zip(units["case"], units["shown"], strict=True):
        names[case].add(name)
    for cases, shown in _of_factors(results):
        for case in set(cases) & names.keys():
            names[case].update(shown)
    return {case: _in_order(of_case) for case, of_case in names.items()}


def of_every_case(shown: Mapping[str, list[Exhibit]]) -> list[Exhibit]:
    """The tables and figures that show each of some cases, in order.

    Args:
        shown: what `exhibits_of_cases` gives.
    """
    first, *others = shown.values()
    return [exhibit for exhibit in first if all(exhibit in other for other in others)]


def _in_order(names: Iterable[Name]) -> list[Exhibit]:
    """What there is of these names: a study's own scheme has no table or figure of its own."""
    wanted = set(names)
    there = [e for e in EXHIBITS if (e.kind, e.name) in wanted]
    return sorted(there, key=lambda e: (e.kind == "figure", e.number))


def of_units(results: Results) -> pd.DataFrame:
    """What shows each mention, or counts its codes.

    Returns:
        Columns unit, shown (kind and name), case and list; a row for each pair of the first two.
    """
    pairs = [*_as_listed(results), *_as_coded(results)]
    found = pd.DataFrame(list(dict.fromkeys(pairs)), columns=["unit", "shown"])
    return found.merge(results.units[["unit", "case", "list"]], on="unit")


def _as_listed(results: Results) -> Iterator[tuple[str, Name]]:
    """What shows mentions because of the list that they are in."""
    coded = coded_lists(results)
    for unit, name in zip(results.units["unit"], results.units["list"], strict=True):
        yield unit, ("table", TABLE_OF_LIST[name])
        if name in coded:
            yield unit, ("table", mentions_table(name))
        yield from ((unit, shown) for shown in OF_HELP if name == "help")


def _as_coded(results: Results) -> Iterator[tuple[str, Name]]:
    """What shows mentions because of the codes that they have, or could have."""
    options = results.evidence.options
    for unit, scheme in zip(options["unit"], options["scheme"], strict=True):
        yield from ((unit, shown) for shown in (("table", f"{scheme}-codes"), ("figure", scheme)))
    for unit in options.loc[options["option"] > 0, "unit"]:
        yield unit, ("table", "decisions")
    for scheme in dict.fromkeys(results.codes["scheme"]):
        yield from ((unit, ("table", "disagreements")) for unit in differing(results, scheme).index)


def _of_factors(results: Results) -> Iterator[tuple[Iterable[str], tuple[Name, ...]]]:
    """The cases of which something is said of a factor, each time with what shows it."""
    levels, scores = known_levels(results)["case"], results.case_scores.index
    yield levels, OF_LEVELS
    yield scores, OF_SCORES
    yield scores if len(scores) else levels, (("figure", heat_map_of_factors(results)),)
    yield factor_judgements(results)["case"], (("figure", "levels"),)
    yield said_in_words(results.study.sheet("scores"))["case"], (("table", "factors"),)
