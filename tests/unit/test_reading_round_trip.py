"""Any valid study, written in any of the ways that people have, is read back the same."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from made_up import NAME, SHEETS, Rows
from spreadsheets import Dialect, folder, tabs, write_csv, write_ods, write_xlsx
from strategies import QUICK

from analysis.cleaning import normalised
from analysis.schema import EXAMPLES, SHEET, SIZE_CLASSES
from analysis.study import open_study

SIGNS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], exclude_characters=";")
TEXTS = st.one_of(
    st.text(SIGNS, max_size=12),
    st.sampled_from(
        ["=1+1", "+31", "-", "@x", "1-2", "1.0", "007", "<b>&amp;</b>", "_x0000_", '"']
    ),
).map(normalised)


def studies() -> SearchStrategy[dict[str, Rows]]:
    """The made-up study with other cases and translations: any text, also the awkward."""
    names = st.text("abcXYZ019-", min_size=1, max_size=4).filter(lambda n: n not in EXAMPLES)
    case = st.fixed_dictionaries(
        {
            "case": names,
            "size_class": st.sampled_from(list(SIZE_CLASSES)),
            "innovation": TEXTS,
            "origin": st.lists(TEXTS, max_size=3).map("; ".join).map(normalised),
            "team": TEXTS,
        }
    )
    cases = st.lists(case, min_size=1, max_size=4, unique_by=lambda row: row["case"])
    text = st.fixed_dictionaries({"text": TEXTS.filter(bool), "en": TEXTS.filter(bool)})
    texts = st.lists(text, max_size=3, unique_by=lambda row: row["text"])
    return st.builds(
        lambda cases, texts: {
            **{name: [] for name in SHEETS if name != "study"},
            "cases": cases,
            "translations": texts,
        },
        cases,
        texts,
    )


def in_workbook(
    write: Callable[..., Path], file: str
) -> Callable[[Path, Mapping[str, Rows]], object]:
    return lambda study, rows: write(study / file, tabs(rows))


def in_csv(dialect: Dialect) -> Callable[[Path, Mapping[str, Rows]], object]:
    return lambda study, rows: write_csv(study, rows, dialect)


WAYS = {
    "xlsx": in_workbook(write_xlsx, "study.xlsx"),
    "ods": in_workbook(write_ods, "study.ods"),
    "csv": in_csv(Dialect()),
    "csv from Excel in Dutch": in_csv(Dialect(";", "utf-8-sig", "\r\n")),
    "tabs in UTF-16": in_csv(Dialect("\t", "utf-16", "\r\n")),
}


@pytest.mark.parametrize("way", WAYS)
@QUICK
@given(rows=studies())
def test_gives_the_same_sheets(way: str, rows: dict[str, Rows]) -> None:
    with tempfile.TemporaryDirectory() as root:
        WAYS[way](folder(Path(root)), rows)
        read = open_study(NAME, Path(root))
    for name, written in {**SHEETS, **rows}.items():
        columns = SHEET[name].names
        assert read.sheet(name).to_dict("records") == [
            {column: row.get(column, "") for column in columns} for row in written
        ]
