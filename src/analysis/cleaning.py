"""From sheets to tidy frames: texts normalised, lists taken apart, classes put in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import pandas as pd

from analysis.schema import LISTS, SIZE_CLASSES, WITHOUT_HELP, Vocabulary

SAME_SIGNS = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u00ad": "",
        "\u200b": "",
        "\ufeff": "",
    }
    # Signs of control, which no page can show; those that part lines and cells are blanks.
    | {chr(sign): "" for sign in [*range(32), *range(127, 160)] if not chr(sign).isspace()}
    # What is no sign at all, and what XML cannot hold.
    | {"\ufffe": "", "\uffff": ""}
)
"""Signs that look alike or are not seen at all, and what stands for them."""

DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
"""Every sign that looks like a hyphen."""

LIST_LOCATOR = {
    "origin": "T1.{case}.origin",
    "team": "T2.{case}.team",
    "help": "T2.{case}.help",
    "promoting": "T3.{case}.promoting",
    "hindering": "T3.{case}.hindering",
}
"""Where each list stands: in Table 1, 2 or 3, of the article and of the report alike."""


def normalised(text: str) -> str:
    """Text with one spelling of each sign and single spaces, and none around it."""
    # Unseen signs go first: one between a letter and its accent would keep them apart.
    return " ".join(unicodedata.normalize("NFC", text.translate(SAME_SIGNS)).split())


def size_class(text: str) -> str:
    """A size class as the schema writes it, whatever dash and spaces it came with."""
    return text.translate(DASHES).replace(" ", "").removesuffix("mw")


def split(cell: str, separator: str = ";") -> list[str]:
    """The values of a cell that holds several, normalised; empty ones are left out."""
    return [value for value in map(normalised, cell.split(separator)) if value]


def decimal(text: str) -> float:
    """A number with a point or a comma before its decimals. Raises ValueError for what is none."""
    return float(text.replace(",", "."))


def ordered(values: Iterable[str], vocabulary: Vocabulary) -> pd.Categorical:
    """Values as an ordered categorical in the vocabulary's order; an empty text is missing."""
    known = [value if value in vocabulary else None for value in values]
    return pd.Categorical(known, categories=list(vocabulary), ordered=True)


def with_help(cell: str) -> bool | None:
    """Whether a `help` cell says that there was help; None when it says nothing."""
    mentions = split(cell)
    if not mentions:
        return None
    return not all(re.fullmatch(WITHOUT_HELP, mention.casefold()) for mention in mentions)


def tidy_cases(cases: pd.DataFrame) -> pd.DataFrame:
    """The sheet `cases` as the frame `cases`: one row a municipality, in the sheet's order."""
    return pd.DataFrame(
        {
            "case": cases["case"].to_numpy(),
            "size_class": ordered(cases["size_class"], SIZE_CLASSES),
            "innovation": cases["innovation"].to_numpy(),
            "with_help": pd.array([with_help(cell) for cell in cases["help"]], dtype="boolean"),
        }
    )


def tidy_units(cases: pd.DataFrame) -> pd.DataFrame:
    """The lists of the sheet `cases` as the frame `units`: one row a mention.

    In the order of the lists in the article, then of the cases, then of the mentions.
    """
    rows = [
        _unit(row["case"], name, position, text)
        for name in LISTS
        for row in cases.to_dict("records")
        for position, text in enumerate(split(row[name]), start=1)
    ]
    return pd.DataFrame(rows, columns=["unit", "case", "list", "position", "text", "locator"])


def _unit(case: str, name: str, position: int, text: str) -> dict[str, object]:
    return {
        "unit": f"{case}.{name}.{position}",
        "case": case,
        "list": name,
        "position": position,
        "text": text,
        "locator": LIST_LOCATOR[name].format(case=case),
    }
