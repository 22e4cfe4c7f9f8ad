"""From units to codes: what each coder decided, what the codebook's keywords decide, and what
else could be defended.

A coding of a unit is a set of codes. Option 0 of a coder is the coding that was chosen, the
others are the codings that one could defend as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd

from analysis.cleaning import split

DICTIONARY = "dictionary"
"""The coder that the module computes from the codebook's keywords."""

OTHERWISE = "*"
"""The keyword of the code that a unit gets when no other code of the scheme fits."""

COLUMNS = ["unit", "case", "scheme", "coder", "option", "code", "chosen"]

Coding = frozenset[str]


def coded(units: pd.DataFrame, codebook: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    """The frame `codes`: a row for each code that a unit has or could have, by each coder.

    Args:
        units: the frame `units`.
        codebook: the sheet `codebook`.
        codings: the sheet `codings`.
    """
    cases = dict(zip(units["unit"], units["case"], strict=True))
    decided = [row for coding in codings.to_dict("records") for row in _decided(coding, cases)]
    computed = list(_computed(units, codebook))
    return pd.DataFrame(decided + computed, columns=COLUMNS)


def main_coder(codings: pd.DataFrame, named: str = "") -> str:
    """The coder whose choices the counts are made of.

    Args:
        codings: the sheet `codings`, in any order.
        named: who it is, where the study says so; else who coded most, and of equals the first
            by name. Where nobody coded it is the dictionary.
    """
    often = codings["coder"].value_counts()
    if named in often:
        return named
    return min(often.index, key=lambda coder: (-often[coder], coder), default=DICTIONARY)


def named_codes(codebook: pd.DataFrame, scheme: str) -> list[str]:
    """The codes of a scheme that name something: all but the one for otherwise."""
    rows = codebook[codebook["scheme"] == scheme]
    words = zip(rows["code"], rows["keywords"], strict=True)
    return [code for code, keywords in words if OTHERWISE not in split(keywords)]


def options_of(codes: pd.DataFrame, coder: str) -> pd.DataFrame:
    """Every defensible coding of every unit, the chosen one as option 0.

    Defensible is what the main coder chose or noted, and what any other human coder did. What
    nobody coded has the coding of the dictionary: a unit that is not coded is not a "no".

    Returns:
        Columns unit, case, scheme, option, code; the same coding counts as an option once.
    """
    decided = codes[(codes["coder"] != DICTIONARY) | (coder == DICTIONARY)]
    human = pd.concat([decided, uncoded(codes)]) if coder != DICTIONARY else decided
    first = (human["coder"] != coder).rename("later")
    keys = ["case", "unit", "scheme", first, "coder", "option"]
    sets = human.groupby(keys, sort=False)["code"].agg(frozenset).reset_index()
    sets = sets.sort_values("later", kind="stable")
    sets = sets.drop_duplicates(["unit", "scheme", "code"])
    sets["option"] = sets.groupby(["unit", "scheme"]).cumcount()
    sets["code"] = sets["code"].map(sorted)
    return sets[["unit", "case", "scheme", "option", "code"]].explode("code", ignore_index=True)


def uncoded(codes: pd.DataFrame) -> pd.DataFrame:
    """The rows of the dictionary for each unit that nobody coded in a scheme.

    Args:
        codes: the frame `codes`.
    """
    keys = pd.MultiIndex.from_frame(codes[["unit", "scheme"]])
    computed = codes["coder"] == DICTIONARY
    return codes[computed & ~keys.isin(keys[~computed])]


def chosen_sets(codes: pd.DataFrame, scheme: str) -> pd.DataFrame:
    """Units by coders: the coding that each coder chose, as codes joined with `;`.

    A unit that a coder did not code is missing there.
    """
    rows = codes[(codes["scheme"] == scheme) & codes["chosen"]]
    joined = rows.groupby(["unit", "coder"], sort=False)["code"].agg(
        lambda group: "; ".join(sorted(group))
    )
    return joined.unstack("coder")


def matches(keyword: str, text: str) -> bool:
    """Whether a keyword stands in a text as a whole word; `*` is any beginning or ending."""
    return bool(_pattern(keyword).search(text))


@cache
def _pattern(keyword: str) -> re.Pattern[str]:
    """What finds a keyword, in time that grows with the text, whatever the keyword.

    Each part between two `*` is taken where it first stands, for a later place would leave less
    to the parts after it.
    """
    first, *rest = map(re.escape, keyword.split("*"))
    between = "".join(rf"(?>\w*?{part})" for part in rest[:-1])
    last = rf"\w*{rest[-1]}" if rest else ""
    return re.compile(rf"(?<!\w){first}{between}{last}(?!\w)", flags=re.IGNORECASE)


def by_keywords(text: str, keywords: Mapping[str, list[str]]) -> list[str]:
    """The codes whose keywords stand in a text, or the code for otherwise.

    Args:
        text: a unit's text.
        keywords: the keywords of each code of one scheme.
    """
    found = [
        code
        for code, words in keywords.items()
        if any(matches(word, text) for word in words if word != OTHERWISE)
    ]
    return found or [code for code, words in keywords.items() if OTHERWISE in words]


def _decided(coding: Mapping[Any, str], cases: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """A row for each code of each option of one coder's decision."""
    for option, codes in enumerate([coding["code"], *split(coding["also"], "|")]):
        for code in dict.fromkeys(split(codes)):
            yield _row(coding["unit"], cases, coding["scheme"], coding["coder"], option, code)


def _computed(units: pd.DataFrame, codebook: pd.DataFrame) -> Iterator[dict[str, object]]:
    """A row for each code that the keywords give a unit, in every scheme about its list."""
    cases = dict(zip(units["unit"], units["case"], strict=True))
    for (scheme, name), codes in codebook.groupby(["scheme", "list"], sort=False):
        keywords = {row["code"]: split(row["keywords"]) for row in codes.to_dict("records")}
        mentions = units[units["list"] == name]
        for unit, text in zip(mentions["unit"], mentions["text"], strict=True):
            for code in by_keywords(text, keywords):
                yield _row(unit, cases, str(scheme), DICTIONARY, 0, code)


def _row(
    unit: str, cases: Mapping[str, str], scheme: str, coder: str, option: int, code: str
) -> dict[str, object]:
    values = [unit, cases[unit], scheme, coder, option, code, option == 0]
    return dict(zip(COLUMNS, values, strict=True))
