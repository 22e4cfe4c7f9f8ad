"""What would become of the claims if a mention were coded otherwise: counted in the page itself.

The page gets the codes, the open decisions and each claim's conditions as data; its script counts
by them as `claims` does. Without the script the table of decisions stands there as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.claims import Check, check_of, spreads_of
from analysis.cleaning import split
from analysis.exhibits import Lacking, exhibit
from analysis.language import Text
from analysis.results import Results
from analysis.tables.headers import lacking, records
from analysis.tables.references import code_labels
from analysis.tables.robustness import contested

WORDS: Mapping[str, Text] = {
    "title": Text("Wat als u anders codeert?", "What if you code otherwise?"),
    "how": Text(
        "Kies in de tabel hieronder bij een vermelding een andere codering. Hier ziet u wat de "
        "beweringen dan doen.",
        "Choose another coding of a mention in the table below. Here you see what the claims do "
        "then.",
    ),
    "same": Text("Alles zoals gekozen.", "All as chosen."),
    "moved": Text("Anders gecodeerd: {n}.", "Coded otherwise: {n}."),
    "turned": Text("Gekanteld: {n}.", "Turned: {n}."),
    "count": Text("{count} van {n}", "{count} of {n}"),
    "holds": Text("klopt", "holds"),
    "fails": Text("klopt niet", "does not hold"),
    "now": Text("Nu: {now}; was: {was}.", "Now: {now}; was: {was}."),
    "every": Text("Alle beweringen bij deze coderingen", "All claims at these codings"),
    "reset": Text("Terug naar de gekozen codes", "Back to the chosen codes"),
    "label": Text("Codering van “{text}”", "Coding of “{text}”"),
}
"""What the page says; its script fills in what is between braces."""


@dataclass(frozen=True)
class WhatIf:
    """The data by which a page counts, and the words in which it tells."""

    words: Mapping[str, str]
    nodes: Mapping[str, Any]

    def _repr_html_(self) -> str:
        # A "<" in a text could end the script that holds it.
        data = Markup(json.dumps(self.nodes, ensure_ascii=False).replace("<", "\\u003c"))
        words = Markup(" ").join(
            Markup('data-{}="{}"').format(name, text) for name, text in self.words.items()
        )
        return Markup(
            '<div class="what-if" hidden {}><script type="application/json">{}</script></div>'
        ).format(words, data)


def what_if(results: Results) -> WhatIf | Lacking:
    """What a page needs to count the claims again at other codings of contested mentions."""
    decisions = list(_decisions(results))
    claims = list(_claims(results))
    if not decisions or not claims:
        return lacking(results, Text("andere coderingen", "other codings"))
    words = {
        # Braces are for the script: they stand for what only it knows.
        name: (text.nl if results.language == "nl" else text.en)
        for name, text in WORDS.items()
    }
    nodes = {"rows": _rows(results.evidence.options), "decisions": decisions, "claims": claims}
    return WhatIf(words | {"table": exhibit("table", "decisions").anchor}, nodes)


def _rows(options: pd.DataFrame) -> list[list[object]]:
    """Every code that a mention has or could have: unit, scheme, case, option, code."""
    rows = options[["unit", "scheme", "case", "option", "code"]]
    return [[unit, scheme, case, int(n), code] for unit, scheme, case, n, code in rows.to_numpy()]


def _decisions(results: Results) -> Iterator[dict[str, object]]:
    """Each open decision, in the order of the table: what it is about, and its codings in words."""
    for scheme, unit, codes in contested(results):
        labels = code_labels(results, scheme)
        options = [set(group) for _, group in codes.groupby("option")["code"]]
        said = [" + ".join(labels[c] for c in labels if c in option) for option in options]
        yield {"unit": unit, "scheme": scheme, "options": said}


def _claims(results: Results) -> Iterator[dict[str, object]]:
    """Each claim that counts codes: its conditions, whom it asks, and when it holds."""
    evidence = results.evidence
    for claim in records(results.study.sheet("claims")):
        check = check_of(claim, evidence)
        if check is not None and check.frame == "codes":
            cases = list(spreads_of(check, evidence))
            yield {
                "claim": claim["claim"],
                "statement": results.say(claim["statement"]),
                "conditions": [
                    [[term.column, term.values] for term in condition.terms]
                    for condition in check.conditions
                ],
                "cases": cases,
                **_rule(claim, check, len(cases)),
            }


def _rule(claim: Mapping[str, Any], check: Check, n: int) -> dict[str, object]:
    """When a claim holds: at which counts, or how its counts compare."""
    if claim["quantifier"] == "more-than":
        return {"rule": "more"}
    if claim["quantifier"] == "most-named":
        return {"rule": "most", "named": len(split(claim["value"], "|"))}
    return {"rule": "count", "at": [count for count in range(n + 1) if check.holds((count,), n)]}
