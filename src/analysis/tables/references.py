"""What rows, codes, coders and verdicts are called on a page, and links to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from analysis.cleaning import split
from analysis.codes import DICTIONARY
from analysis.conditions import Condition, parse
from analysis.exhibits import exhibit, link
from analysis.language import Text, listing
from analysis.results import Results
from analysis.schema import FACTORS, HELP, LEVELS, LISTS, SCHEMES, SIZE_CLASSES, VERDICTS

TABLE_OF_LIST = {
    "origin": "innovations",
    "team": "collaboration",
    "help": "collaboration",
    "promoting": "promoting-hindering",
    "hindering": "promoting-hindering",
}
"""The article's table that has each list."""
PAGE_OF_LIST = {name: exhibit("table", table).page for name, table in TABLE_OF_LIST.items()}


def mentions_table(of_list: str) -> str:
    """The name of the table with the codes of a list's mentions."""
    return f"{TABLE_OF_LIST[of_list]}-mentions"


def out_of(results: Results, count: int, n: int) -> str:
    """A count and of how many: ``2 van 10``."""
    return Text("{count} van {n}", "{count} of {n}").say(results.language, count=count, n=n)


def case_anchor(case: str) -> str:
    """The id of a case's row."""
    return f"case-{case}"


def claim_anchor(claim: str) -> str:
    """The id of a claim's row."""
    return f"claim-{claim}"


def case_links(cases: Iterable[str], page: str) -> Markup:
    """Cases, each linked to its row in the table of a page."""
    return linked({case: to_case(case, page) for case in cases})


def to_case(case: str, page: str) -> str:
    """The address of a case's row on a page."""
    return f"{page}.html#{case_anchor(case)}"


def linked(cases: Mapping[str, str]) -> Markup:
    """Cases, each linked to an address."""
    links = [link(case, address) for case, address in cases.items()]
    return Markup('<span class="cases">{}</span>').format(Markup(" ").join(links))


def list_of(results: Results, scheme: str) -> str:
    """The list that a scheme is about."""
    codebook = results.study.sheet("codebook")
    return str(codebook.loc[codebook["scheme"] == scheme, "list"].iloc[0])


def page_of_check(results: Results, where: str) -> str:
    """The page with the rows that a condition is about."""
    condition = parse(where)
    if condition.values("with_help"):
        return PAGE_OF_LIST["help"]
    lists = [list_of(results, scheme) for scheme in condition.values("scheme")]
    first = [*condition.values("list"), *lists, "origin"][0]
    return PAGE_OF_LIST[first]


def condition_in_words(results: Results, where: str) -> str:
    """What a claim's `where` asks, in words."""
    return in_words(results, parse(where))


def in_words(results: Results, condition: Condition) -> str:
    """A condition as its values in words: ``frustratie of informeel gesprek``."""
    schemes = condition.values("scheme")
    words = {
        value: results.say(text)
        for vocabulary in (SIZE_CLASSES, LISTS, HELP, FACTORS, LEVELS)
        for value, text in vocabulary.items()
    }
    # Last: a code may have the name of a factor, and it is the code that is asked about.
    for scheme in schemes:
        words |= code_labels(results, scheme)
    told = condition.values("code") and [t for t in condition.terms if t.column != "scheme"]
    terms = [[words.get(value, value) for value in t.values] for t in told or condition.terms]
    return ", ".join(listing(values, results.language, "or") for values in terms)


def code_labels(results: Results, scheme: str) -> dict[str, str]:
    """The codes of a scheme in words, in the codebook's order."""
    codebook = results.study.sheet("codebook")
    rows = codebook[codebook["scheme"] == scheme]
    labels = zip(rows["code"], rows["label"], strict=True)
    return {code: results.say(label) for code, label in labels}


def scheme_name(results: Results, scheme: str) -> str:
    """A scheme in words; a study's own scheme is called what the study calls it."""
    return results.say(SCHEMES.get(scheme, scheme))


def coder_name(results: Results, coder: str) -> str:
    """A coder as a page calls it."""
    computed = Text("woordenlijst (berekend)", "word list (computed)")
    return results.say(computed) if coder == DICTIONARY else results.say(coder)


def labels_of(results: Results, scheme: str, coding: object) -> list[str]:
    """A coding as the labels of its codes; none where there is no coding."""
    labels = code_labels(results, scheme)
    return [labels[code] for code in split(coding)] if isinstance(coding, str) else []


def verdict_mark(results: Results, verdict: str) -> Markup:
    """A verdict in words, with the class by which a page gives it shape and colour."""
    return Markup('<span class="verdict {}">{}</span>').format(
        verdict.replace(" ", "-"), results.say(VERDICTS[verdict])
    )
