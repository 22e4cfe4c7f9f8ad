"""What the verdicts rest on: the words' ranges, the coders' agreement, the open decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.claims import Range
from analysis.cleaning import split
from analysis.exhibits import Lacking, Table
from analysis.language import LANGUAGES, Text, listing, number, percent, precise_percent, same
from analysis.multiverse import MOST_LEFT_OUT
from analysis.parameters import PARAMETERS
from analysis.results import Results
from analysis.schema import QUANTIFIERS
from analysis.tables.headers import (
    CLAIM,
    SCHEME,
    UNIT,
    UNIT_TEXT,
    VERDICT,
    WHY,
    lacking,
    records,
    table,
    transposed,
)
from analysis.tables.links import claim_links, unit_link
from analysis.tables.references import coder_name, labels_of, scheme_name, verdict_mark

WORD = Text("Woord", "Word")
STANDS_FOR = Text("Betekent", "Stands for")
UNITS = Text("Vermeldingen", "Mentions")
ALIKE = Text("Gelijk gecodeerd", "Coded alike")
ALPHA = Text("Alfa", "Alpha")
INTERVAL = Text("Interval", "Interval")
HOLDS_IF = Text("Klopt", "Holds")
SHARE = Text("Klopt bij", "Holds under")
FLIP_UNITS = Text("Anders coderen, bijvoorbeeld", "Code otherwise, for example")
FLIP_CASES = Text("Of weglaten, bijvoorbeeld", "Or leave out, for example")
WITHOUT = Text("Ander oordeel zonder", "Another verdict without")
NOTHING_TURNS = Text(
    "Klopt bij: het deel van alle te verdedigen coderingen. Daarna de minste vermeldingen die, "
    "anders gecodeerd, en de minste gemeenten die, weggelaten, keren of de bewering klopt. "
    "Ten slotte de gemeenten die elk voor zich het oordeel veranderen als zij ontbreken. "
    "–: in die kolom verandert niets de uitkomst; meer dan {most} gemeenten weglaten is niet "
    "geprobeerd.",
    "Holds under: the share of all defensible codings. Then the fewest mentions that, coded "
    "otherwise, and the fewest municipalities that, left out, turn whether the claim holds. "
    "Last the municipalities that each on their own change the verdict when they are absent. "
    "–: in that column nothing changes the outcome; leaving out more than {most} municipalities "
    "was not tried.",
)
REASONS: Mapping[str, Text] = {
    "most": Text(
        "De gangbare lezing: meer wel dan niet (Barwise & Cooper 1981).",
        "The usual reading: more do than do not (Barwise & Cooper 1981).",
    ),
    "many": Text(
        "Het woord heeft geen vaste grens (Partee 1989); onder een derde zou een lezer het niet "
        "gauw gebruiken.",
        "The word has no fixed bound (Partee 1989); below a third, a reader would hardly use it.",
    ),
    "several": Text("Meer dan één, zonder bovengrens.", "More than one, without an upper bound."),
    "few": Text(
        "Tot waar “veel” begint, zodat er tussen de twee geen gat valt.",
        "Up to where “many” begins, so that there is no gap between the two.",
    ),
}
REFERENCES = (
    "J. Barwise & R. Cooper (1981), “Generalized quantifiers and natural language”, Linguistics "
    "and Philosophy 4: 159–219.",
    "B. Partee (1989), “Many quantifiers”, Proceedings of the Fifth Eastern States Conference on "
    "Linguistics: 383–402.",
)
HERE = Text("Van {n}", "Of {n}")
SET_SO = Text("Zo ingesteld voor deze pagina's.", "Set so for these pages.")
AS_SETTINGS = Text(
    "Elke grens is een instelling: make report MANY=0.25 laat “veel” beginnen boven een kwart. "
    "De tabel hierna zegt per bewering hoe ver een grens kan schuiven. {references}",
    "Every bound is a setting: make report MANY=0.25 lets “many” begin above a quarter. "
    "The next table says for each claim how far a bound can move. {references}",
)
BEGINS_AT = Text(
    "altijd als het woord begint bij {least} of lager",
    "always if the word begins at {least} or lower",
)
BEGINS_BELOW = Text(
    "altijd als het woord begint onder {least}", "always if the word begins below {least}"
)
REACHES = Text("altijd als het woord reikt tot {least}", "always if the word reaches {least}")
NEVER_FROM = Text(
    "nooit als het begint bij {more} of hoger", "never if it begins at {more} or higher"
)
NEVER_BELOW = Text("nooit als het eindigt onder {more}", "never if it ends below {more}")


def ranges(results: Results) -> Table:
    """What each fuzzy word stands for, why, and what that is for the cases of this study."""
    n, words = len(results.cases), results.evidence.ranges
    here = Text(*(HERE.say(lang, n=n) for lang in LANGUAGES))
    return table(
        results,
        "ranges",
        {
            WORD: [QUANTIFIERS[name] for name in words],
            STANDS_FOR: [_range_in_words(results, found) for found in words.values()],
            here: [_counts_of(found, n) for found in words.values()],
            WHY: [_reason(results, name) for name in words],
        },
        row=WORD,
        note=AS_SETTINGS,
        note_values={"references": " ".join(REFERENCES)},
    )


def _reason(results: Results, word: str) -> Text:
    """Why a word stands for what it does: the project's reason, or that it was set so."""
    usual = {parameter.name: parameter.default for parameter in PARAMETERS}
    return REASONS[word] if results.settings.as_dict()[word] == usual[word] else SET_SO


def _range_in_words(results: Results, found: Range) -> str:
    above, up_to = (precise_percent(float(x), results.language) for x in (found.above, found.up_to))
    parts = [
        (
            found.cases > 0,
            Text("minstens {x} gemeenten", "at least {x} municipalities"),
            found.cases,
        ),
        (found.above >= 0, Text("meer dan {x}", "more than {x}"), above),
        (found.up_to < 1, Text("hoogstens {x}", "at most {x}"), up_to),
    ]
    said = [text.say(results.language, x=value) for applies, text, value in parts if applies]
    return listing(said, results.language)


def _counts_of(found: Range, n: int) -> str:
    counts = [count for count in range(n + 1) if found.holds(count, n)]
    return f"{counts[0]}\u2013{counts[-1]}" if counts else ""


def thresholds(results: Results) -> Table | Lacking:
    """For each claim with a fuzzy word: where the word could end for the verdict to be another."""
    claims = results.study.sheet("claims")
    words = results.evidence.ranges
    rows = {row["claim"]: row for row in records(results.verdicts) if not pd.isna(row["n"])}
    fuzzy = claims[claims["quantifier"].isin(words) & claims["claim"].isin(rows)]
    if fuzzy.empty:
        return lacking(results, Text("beweringen met een telwoord", "claims with a counting word"))
    judged, links = [rows[claim] for claim in fuzzy["claim"]], claim_links(results)
    return table(
        results,
        "thresholds",
        {
            CLAIM: [links[claim] for claim in fuzzy["claim"]],
            WORD: [QUANTIFIERS[name] for name in fuzzy["quantifier"]],
            VERDICT: [verdict_mark(results, row["verdict"]) for row in judged],
            HOLDS_IF: [
                _holds_if(results, name, row)
                for name, row in zip(fuzzy["quantifier"], judged, strict=True)
            ],
        },
        row=CLAIM,
    )


def _holds_if(results: Results, word: str, row: Mapping[str, Any]) -> str:
    """Where the word must begin or end for the claim to hold under every coding, and under none.

    Those that did not answer may all count, or none of them.
    """
    unknown = len(split(row["unknown"]))
    least, most = row["minimum"], row["maximum"] + unknown
    low, high = (percent(k / (row["n"] + unknown), results.language) for k in (least, most))
    always: Text | None
    never: Text | None
    if word == "several":
        always, never = BEGINS_AT, NEVER_FROM
        values = {"least": least, "more": most + 1}
    elif word == "few":
        always, never = REACHES, NEVER_BELOW if least else None
        values = {"least": high, "more": low}
    else:
        always, never = BEGINS_BELOW if least else None, NEVER_FROM
        values = {"least": low, "more": high}
    return ", ".join(text.say(results.language, **values) for text in (always, never) if text)


def fragile(results: Results) -> Table | Lacking:
    """Each claim that can be checked, most fragile first: what would turn it."""
    checked = results.verdicts[results.verdicts["holds"].notna()]
    if checked.empty:
        return lacking(results, Text("beweringen met een toets", "claims with a check"))
    order = checked.assign(
        units=checked["flip"].fillna(len(results.units)),
        left=checked["flip_cases"].map(lambda cell: len(split(cell)) or len(results.cases)),
    ).sort_values(["units", "left"], kind="stable")
    claims = claim_links(results)
    return table(
        results,
        "fragile",
        {
            CLAIM: [claims[claim] for claim in order["claim"]],
            VERDICT: [verdict_mark(results, verdict) for verdict in order["verdict"]],
            SHARE: [percent(share, results.language) for share in order["share"]],
            FLIP_UNITS: [[unit_link(unit) for unit in split(cell)] for cell in order["flip_units"]],
            FLIP_CASES: [case_list(cell) for cell in order["flip_cases"]],
            WITHOUT: [case_list(cell) for cell in order["leave_one_out"]],
        },
        row=CLAIM,
        numbers=(SHARE,),
        note=NOTHING_TURNS,
        note_values={"most": MOST_LEFT_OUT},
    )


def case_list(cell: str) -> str:
    """Cases in one line."""
    return ", ".join(split(cell))


def agreement(results: Results) -> Table | Lacking:
    """How far the coders agree, by scheme."""
    if results.agreement.empty:
        return lacking(results, Text("coderingen", "codings"))
    rows = [_agreement(results, row) for row in records(results.agreement)]
    numbers = (UNITS, ALIKE, ALPHA, INTERVAL)
    return table(results, "agreement", transposed(rows), row=SCHEME, numbers=numbers)


def _agreement(results: Results, row: Mapping[str, Any]) -> dict[Text, object]:
    language = results.language
    bounds = [
        _known(row[name], lambda x: number(x, language)) for name in ("alpha_low", "alpha_high")
    ]
    return {
        SCHEME: scheme_name(results, row["scheme"]),
        UNITS: row["units"],
        ALIKE: _known(row["agreement"], lambda share: percent(share, language)),
        ALPHA: _known(row["alpha"], lambda alpha: number(alpha, language)),
        INTERVAL: " \u2013 ".join(bound for bound in bounds if bound),
    }


def _known(value: float | None, say: Callable[[float], str]) -> str:
    """A number in words, or nothing where it is not known."""
    return "" if value is None or pd.isna(value) else say(value)


def disagreements(results: Results) -> Table | Lacking:
    """Every unit that two coders coded differently, with what each chose."""
    coders = list(dict.fromkeys(results.codes["coder"]))
    schemes = dict.fromkeys(results.codes["scheme"])
    rows = [row for scheme in schemes for row in _disagreements(results, scheme, coders)]
    if not rows:
        return lacking(results, Text("verschillen tussen codeurs", "differences between coders"))
    return table(results, "disagreements", transposed(rows), row=UNIT, group=SCHEME)


def _disagreements(
    results: Results, scheme: str, coders: list[str]
) -> Iterable[dict[Text, object]]:
    texts = texts_of_units(results)
    for unit, *codings in differing(results, scheme).reindex(columns=coders).itertuples(name=None):
        named = zip(coders, codings, strict=True)
        yield {
            SCHEME: scheme_name(results, scheme),
            UNIT: unit_link(unit),
            UNIT_TEXT: texts[unit],
            **{
                same(coder_name(results, coder)): labels_of(results, scheme, coding)
                for coder, coding in named
            },
        }


def differing(results: Results, scheme: str) -> pd.DataFrame:
    """Units by coders: the codings of each unit that not all coded alike."""
    wide = results.codings[scheme]
    return wide[wide.nunique(axis="columns") > 1]


def texts_of_units(results: Results) -> dict[str, str]:
    """What each unit says, in the language of the results."""
    units = results.units
    return {u: results.say(text) for u, text in zip(units["unit"], units["text"], strict=True)}
