"""What hypothesis draws: cells of text, and small studies with contested units."""

from __future__ import annotations

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

QUICK = settings(max_examples=50)
"""Few examples: each takes long."""

SPACES = st.sampled_from([" ", "  ", "\u00a0", "\t", "\n", "\u202f"])


def words() -> SearchStrategy[str]:
    """A plain word, such as a column has for a name."""
    return st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=8)


def phrases() -> SearchStrategy[str]:
    """Plain words with one space between, which cleaning leaves alone."""
    return st.lists(words(), min_size=1, max_size=3).map(" ".join)


def mentions() -> SearchStrategy[list[str]]:
    """The mentions of one cell, clean."""
    return st.lists(phrases(), max_size=5)


def cells() -> SearchStrategy[str]:
    """Whatever may stand in a cell: any sign of any script, separators, quotes, white space."""
    odd = st.sampled_from(
        [";", "|", "=", "\u201c", "\u2019", "\u00a0", "\u00ad", "e\u0301", "{", "}"]
    )
    any_sign = st.characters(codec="utf-8")
    return st.lists(st.one_of(odd, any_sign, phrases()), max_size=8).map("".join)


CODING = st.frozensets(st.sampled_from("abc"), min_size=1)
DECISION = st.lists(CODING, min_size=1, max_size=3, unique=True)
STUDY = st.lists(st.lists(DECISION, max_size=2), min_size=1, max_size=4)
"""Cases; of each its units; of each its defensible codings, the chosen one first."""


def options_of(study: list[list[list[frozenset[str]]]]) -> pd.DataFrame:
    """A drawn study as the frame that the multiverse counts in."""
    rows = [
        (f"K{c}", f"K{c}.list.{u}", "s", option, code)
        for c, units in enumerate(study)
        for u, decision in enumerate(units)
        for option, coding in enumerate(decision)
        for code in sorted(coding)
    ]
    return pd.DataFrame(rows, columns=["case", "unit", "scheme", "option", "code"])
