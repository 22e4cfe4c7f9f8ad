"""The trail of evidence: the codes of each mention, and where each municipality counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from analysis.cleaning import split
from analysis.exhibits import Lacking, Table, exhibit, link
from analysis.language import Text
from analysis.results import Results
from analysis.schema import LISTS
from analysis.tables.appearing import exhibits_of_cases, of_every_case
from analysis.tables.article import by_size_class
from analysis.tables.claims import asked
from analysis.tables.headers import CASE, lacking, records
from analysis.tables.links import (
    claim_links,
    code_links,
    coded_lists,
    decision_anchor,
    exhibit_link,
    list_of_unit,
    to_claim,
    unit_anchor,
)
from analysis.tables.references import mentions_table, scheme_name
from analysis.trail import rows_behind

OTHERWISE = Text("ook anders te coderen", "could be coded otherwise")
HOW_TO_READ = Text(
    "Voor elke vermelding staat haar nummer, erachter staan haar codes. Een code leidt naar de "
    "tabel die haar telt, met de beweringen die op haar rusten.",
    "Before each mention stands its number, behind it its codes. A code leads to the table that "
    "counts it, with the claims that rest on it.",
)
COUNTS_FOR = Text("Telt mee bij", "Counts for")
NOT_FOR = Text("Telt niet mee bij", "Does not count for")
UNKNOWN_FOR = Text("Niet bekend bij", "Not known for")
SHOWN_IN = Text("Ook te zien in", "Also shown in")
IN_SHORT = Text(
    "Telt een gemeente mee, dan staat er de bewering; telt zij niet mee, dan staat er kort wat er "
    "gevraagd is. Meetellen is nog geen steun: bij “weinig” telt een gemeente mee die het wél "
    "heeft. En wie niet meetelt, spreekt een bewering niet altijd tegen: die kan over andere "
    "gemeenten gaan.",
    "Where a municipality counts, the claim is given; where it does not, in short what was asked. "
    "To count is not yet to support: with “few”, a municipality counts that does have the thing. "
    "Nor does one that does not count always speak against a claim, which can be about others.",
)
OTHERS: Mapping[str, Text] = {"counterexamples": NOT_FOR, "unknown": UNKNOWN_FOR}
"""What the columns of the frame `verdicts` with the other cases are called."""


def mentions(results: Results, *lists: str) -> Table | Lacking:
    """Each mention of lists that stand in one table of the article, with its number and codes."""
    if not set(lists) & coded_lists(results):
        return lacking(results, Text("gecodeerde vermeldingen", "coded mentions"))
    said = _said(results)
    columns: dict[Text, list[object]] = {
        LISTS[name]: [said.get((name, case), []) for case in results.cases["case"]]
        for name in lists
    }
    name = mentions_table(lists[0])
    return by_size_class(results, name, columns, anchored=False, note=HOW_TO_READ)


def _said(results: Results) -> dict[tuple[str, str], list[Markup]]:
    """The mentions of each list and case."""
    codes = _codes_of_units(results)
    said: dict[tuple[str, str], list[Markup]] = {}
    for row in records(results.units):
        mention = _mention(row["unit"], results.say(row["text"]), codes.get(row["unit"], []))
        said.setdefault((row["list"], row["case"]), []).append(mention)
    return said


def _mention(unit: str, text: str, codes: Iterable[Markup]) -> Markup:
    return Markup(
        '<span class="mention" id="{}"><small>{}</small> {} <small class="codes">{}</small></span>'
    ).format(unit_anchor(unit), unit, text, Markup(" · ").join(codes))


def _codes_of_units(results: Results) -> dict[str, list[Markup]]:
    """The codes of each mention, linked, by scheme; and the decision, where one is open."""
    options = results.evidence.options
    contested = options[options["option"] > 0]
    still_open = set(zip(contested["unit"], contested["scheme"], strict=True))
    found: dict[str, list[Markup]] = {}
    for key, of_scheme in results.counted.groupby("scheme", sort=False):
        scheme, links = str(key), code_links(results, str(key))
        for unit, codes in of_scheme.groupby("unit", sort=False)["code"]:
            told = _of_scheme(results, scheme, str(unit), [links[code] for code in codes])
            told += _decision(results, scheme, str(unit)) if (unit, scheme) in still_open else ""
            found.setdefault(str(unit), []).append(told)
    return found


def _of_scheme(results: Results, scheme: str, unit: str, codes: Iterable[Markup]) -> Markup:
    """Codes under the name of their scheme, where that is not the list's own."""
    told = Markup(", ").join(codes)
    return (
        told if scheme == list_of_unit(unit) else escape(f"{scheme_name(results, scheme)}: ") + told
    )


def _decision(results: Results, scheme: str, unit: str) -> Markup:
    page = exhibit("table", "decisions").page
    anchor = decision_anchor(scheme, unit)
    return Markup(" ({})").format(link(results.say(OTHERWISE), f"{page}.html#{anchor}"))


def uses(results: Results) -> Table:
    """For each case the claims that it counts for and those it does not, and where it is shown."""
    columns = {CASE: list(results.cases["case"]), **_claims_of_cases(results)}
    return by_size_class(results, "uses", columns | _apart(results), note=IN_SHORT)


def _apart(results: Results) -> dict[Text, list[object]]:
    """For each case the tables and figures that show it and not every other; no column of none."""
    shown = exhibits_of_cases(results)
    every = of_every_case(shown)
    rows: list[object] = [
        Markup(", ").join(exhibit_link(results, one) for one in of_case if one not in every)
        for of_case in shown.values()
    ]
    return {SHOWN_IN: rows} if any(rows) else {}


def _claims_of_cases(results: Results) -> dict[Text, list[object]]:
    """For each case the claims that it counts for, and in short those that it does not."""
    behind = rows_behind(results.study.sheet("claims"), results.evidence)
    counts = zip(behind["case"], behind["claim"], strict=True)
    columns = {COUNTS_FOR: _by_case(results, counts, claim_links(results))}
    in_short = _checks(results)
    for column, header in OTHERS.items():
        cells = zip(results.verdicts["claim"], results.verdicts[column], strict=True)
        pairs = ((case, claim) for claim, cell in cells for case in split(cell))
        columns[header] = _by_case(results, pairs, in_short)
    return {header: cells for header, cells in columns.items() if any(cells)}


def _checks(results: Results) -> dict[str, Markup]:
    """What each claim asks, linked to its row."""
    register = results.study.sheet("claims").set_index("claim", drop=False)
    checked = register[register["frame"] != ""]
    return {
        str(name): link(asked(results, claim), to_claim(str(name)))
        for name, claim in checked.iterrows()
    }


def _by_case(
    results: Results, pairs: Iterable[tuple[str, str]], links: Mapping[str, Markup]
) -> list[object]:
    """The claims of each case, linked, each once."""
    of_case: dict[str, list[Markup]] = {case: [] for case in results.cases["case"]}
    for case, claim in dict.fromkeys(pairs):
        of_case[case].append(links[claim])
    return list(of_case.values())
