"""Studies with cells, rows and columns changed at random: refused with reasons, or on every page.

In plain Python, since a kernel would show no more. DAMAGED_STUDIES=500 tries so many.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import made_up
import matplotlib.pyplot as plt
import pytest
from bs4 import BeautifulSoup
from spreadsheets import Cells, folder, tabs, write_xlsx

from analysis.folders import project_root
from analysis.problems import InputError
from analysis.report.pages import find_pages
from analysis.schema import Study
from analysis.study import open_study
from benchmarks.plain import run

DAMAGED = int(os.environ.get("DAMAGED_STUDIES", "12"))
NOTEBOOKS = project_root() / "notebooks"
PAGES = [
    page
    for profiles in (False, True)
    for page in find_pages(NOTEBOOKS, compared=True, profiles=profiles)
]
UNSAID = re.compile(r"\b(nan|None|inf|NaT)\b")
"""What Python writes where there is no value."""

Rows = list[list[object]]
Damage = Callable[[Rows, random.Random], None]


def another_value_of_the_column(rows: Rows, draw: random.Random) -> None:
    column = draw.randrange(len(rows[0]))
    draw.choice(rows[1:])[column] = draw.choice(rows[1:])[column]


def an_empty_cell(rows: Rows, draw: random.Random) -> None:
    draw.choice(rows[1:])[draw.randrange(len(rows[0]))] = ""


def an_empty_column(rows: Rows, draw: random.Random) -> None:
    column = draw.randrange(len(rows[0]))
    for row in rows[1:]:
        row[column] = ""


def a_strange_cell(rows: Rows, draw: random.Random) -> None:
    draw.choice(rows[1:])[draw.randrange(len(rows[0]))] = draw.choice(STRANGE)


def a_row_less(rows: Rows, draw: random.Random) -> None:
    del rows[draw.randrange(1, len(rows))]


DAMAGES: tuple[Damage, ...] = (
    another_value_of_the_column,
    an_empty_cell,
    an_empty_column,
    a_strange_cell,
    a_row_less,
)
STRANGE = ["0", "-1", "1e300", "0,5", "*", ";;", "{name}", "<b>x</b>", "é" * 300, "😀", "ابج", "K1"]


def damaged(draw: random.Random) -> dict[str, Cells]:
    """The made-up study as tabs, with one to six things wrong."""
    whole: dict[str, Rows] = {name: [list(row) for row in rows] for name, rows in tabs().items()}
    for _ in range(draw.randint(1, 6)):
        rows = whole[draw.choice(list(whole))]
        if len(rows) > 1:
            draw.choice(DAMAGES)(rows, draw)
    return dict(whole)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of which the pages take the studies."""
    shutil.copytree(project_root() / "data/raw/gemeenten-2015", folder(tmp_path, "gemeenten-2015"),
                    dirs_exist_ok=True)  # fmt: skip
    monkeypatch.setattr("analysis.folders.project_root", lambda: tmp_path)
    return tmp_path


def shown(study: Study, draw: random.Random) -> str:
    """What all pages of a study say, one of them about one municipality."""
    language, case = draw.choice(["nl", "en"]), draw.choice(list(study.sheet("cases")["case"]))
    values = {"study": study.name, "language": language}
    return "".join(
        run(given(page.code, values | ({"case": case} if page.profiles else {}))) for page in PAGES
    )


def given(code: str, values: dict[str, str]) -> str:
    """The code of a page with other values of its parameters."""
    for name, value in values.items():
        code = re.sub(rf'(?m)^{name}: str = ".*?"', f"{name}: str = {value!r}", code)
    return code


@pytest.mark.parametrize("seed", range(DAMAGED))
def test_end_in_pages_or_problems(root: Path, seed: int) -> None:
    draw = random.Random(seed)
    path = write_xlsx(folder(root) / "study.xlsx", damaged(draw))
    before = path.read_bytes()
    try:
        text = BeautifulSoup(shown(open_study(made_up.NAME), draw), "html.parser").get_text(" ")
        assert not UNSAID.findall(text)
    except InputError as error:
        assert all(problem.say("nl") and problem.say("en") for problem in error.problems)
    finally:
        plt.close("all")
    assert path.read_bytes() == before
