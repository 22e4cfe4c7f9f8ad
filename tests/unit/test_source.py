"""The article beside the transcription: made-up texts, damaged as copying damages them."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from analysis.folders import project_root
from analysis.main import source
from analysis.problems import InputError
from analysis.schema import Study
from analysis.source.cells import Cell, cells_of
from analysis.source.page import page
from analysis.source.words import pieces
from analysis.source.writing import lay_beside
from analysis.study import open_study

ARTICLE = project_root().parent / "shared" / "article"
CASES = ("A1", "A2", "B1", "B2")
SIZES = {"A1": "> 1200 mw ", "B1": "< 400 mw "}
ANSWERS = {
    (1, "A1"): "Fietsenplan Idee van de wethouder. Eerst klein geprobeerd.",
    (1, "A2"): "Digitale balie Klachten van inwoners. Snel ingevoerd.",
    (1, "B1"): "Buurtkaart Wens van 12 buurten. Met hulp van Gemeente A1 gemaakt.",
    (1, "B2"): "Zorgloket Besluit van de raad. Nog niet klaar.",
    (2, "A1"): "Eigen mensen. Leverancier",
    (2, "A2"): "ICT en communicatie. Zonder hulp",
    (2, "B1"): "Programmamanager. Adviesbureau",
    (2, "B2"): "Wethouder, 2 ambtenaren. Zonder hulp",
    (3, "A1"): "Goede sfeer. Te weinig geld.",
    (3, "A2"): "Ruimte. Oude systemen.",
    (3, "B1"): "Jonge mensen. Regels.",
    (3, "B2"): "Druk van buiten. Gebrekkige borging.",
}
Damage = Callable[[str, random.Random], str]


def article(glue: str = " ") -> str:
    """A made-up article with three tables; what stands between a code and its answer may differ."""
    whole = ["Een inleiding, waarin tabel 1 genoemd wordt en gemeente A1 ook."]
    for number in (1, 2, 3):
        rows = (f"{SIZES.get(c, ' ')}{c}{glue}{ANSWERS[number, c]}" for c in CASES)
        head = f"Tabel {number}: wat er gezegd is\n\nCategorie Gemeente Antwoord"
        whole += ["\n".join([head, *rows]), "In A2 liep dat anders, zoals tabel 3 laat zien."]
    return "\n\n".join(whole)


def without_spaces(text: str, draw: random.Random) -> str:
    """Cells glued to what stands before them."""
    return "".join("" if s == " " and draw.random() < 0.15 else s for s in text)


def with_broken_words(text: str, draw: random.Random) -> str:
    """Line ends within words."""
    return "".join(
        s + ("\n" if s.isalpha() and s.islower() and draw.random() < 0.03 else "") for s in text
    )


def with_footnotes(text: str, draw: random.Random) -> str:
    """What an abbreviation means, glued after it."""
    return text.replace("ICT", "ICTInformatie en Communicatie", draw.randint(0, 2))


def with_empty_lines(text: str, draw: random.Random) -> str:
    """A page's end within a table."""
    return text.replace("\n B2", "\n" * draw.randint(2, 4) + " \n\nB2")


def with_rows_run_together(text: str, draw: random.Random) -> str:
    """Rows that do not begin on a line of their own."""
    return text.replace("\n A2", " A2" if draw.random() < 0.5 else "A2")


DAMAGES = [
    without_spaces,
    with_broken_words,
    with_footnotes,
    with_empty_lines,
    with_rows_run_together,
]


def letters(text: str) -> str:
    return "".join(text.split())


class TestCells:
    @pytest.mark.parametrize("glue", [" ", ""])
    def test_are_each_attributed_to_their_municipality(self, glue: str) -> None:
        found = {(cell.table, cell.case): cell.text for cell in cells_of(article(glue), CASES)}
        # A code that an answer names itself is no row: the next row is after it.
        assert found == ANSWERS

    @pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
    @pytest.mark.parametrize("seed", range(20))
    def test_are_found_in_a_damaged_text(self, damage: Damage, seed: int) -> None:
        cells = cells_of(damage(article(), random.Random(seed)), CASES)
        assert [(cell.table, cell.case) for cell in cells] == list(ANSWERS)
        for cell in cells:
            answer = letters(ANSWERS[cell.table, cell.case])
            assert letters(cell.text).replace("InformatieenCommunicatie", "") == answer

    def test_of_a_table_that_is_not_there_are_not_found(self) -> None:
        whole = article()
        without = whole[: whole.index("Tabel 2:")] + whole[whole.index("Tabel 3:") :]
        assert {cell.table for cell in cells_of(without, CASES)} == {1, 3}

    def test_of_a_row_that_is_not_there_are_not_found(self) -> None:
        found = cells_of(article().replace("\n A2", "\n  "), CASES)
        assert [cell.case for cell in found if cell.table == 2] == ["A1", "B1", "B2"]

    @given(st.text(alphabet=st.sampled_from("tabel 123:AB\n.>-mw é\0")), st.integers(0, 3))
    def test_of_any_text_are_within_it(self, text: str, tables: int) -> None:
        whole = text + "".join(f"Tabel {number}:{text}" for number in range(1, tables + 1))
        assert all(cell.text in whole for cell in cells_of(whole, CASES))


class TestWords:
    @pytest.mark.parametrize(
        ("text", "fact", "marked"),
        [
            ("Benaderbare leiding", "leidinggevenden", ["Benaderbare"]),
            ("Slechte bor\nging", "gebrekkige borging", ["Slechte"]),
            ("VNGVereniging voegt", "VNG", ["Vereniging", "voegt"]),
            ("15 personen", "14 personen", ["15"]),
            ("budget daalde", "krimpend budget", ["daalde"]),
            ("het was er al", "iets anders", []),
            ("regels en wetten", "", ["regels", "wetten"]),
        ],
    )
    def test_are_marked_where_no_fact_is_related(
        self, text: str, fact: str, marked: list[str]
    ) -> None:
        shown = pieces(text, [fact])
        assert [p.text for p in shown if p.counts and not p.covered] == marked

    @given(st.text(), st.text())
    def test_are_together_the_whole_text(self, text: str, fact: str) -> None:
        assert "".join(piece.text for piece in pieces(text, [fact])) == text


@pytest.fixture(scope="module")
def study() -> Study:
    return open_study("gemeenten-2015")


class TestPage:
    def test_shows_each_cell_beside_its_facts(self, study: Study) -> None:
        soup = BeautifulSoup(
            page(study, [Cell(3, "A1", "<b>Budget</b> telt")], "nl"), "html.parser"
        )
        row = soup.select_one("#table-3-A1")
        assert row is not None
        shown, facts = row.select("td")
        assert shown.get_text().startswith("<b>Budget</b> telt")
        assert [mark.get_text() for mark in shown.select("mark")] == ["telt"]
        assert [at.get_text() for at in facts.select(".locator")] == [
            "T3.A1.promoting",
            "T3.A1.hindering",
        ]
        assert len(soup.select("main > ul li")) == 29

    def test_names_each_cell_that_was_not_found(self, study: Study) -> None:
        soup = BeautifulSoup(page(study, [], "en"), "html.parser")
        named = [item.get_text() for item in soup.select("main > ul li")]
        assert (len(named), named[0]) == (30, "Table 1, A1")


class TestCommand:
    @pytest.mark.parametrize("content", [b"", b"geen tabel", b"\0\1", b"Tabel 1: niets"])
    def test_refuses_what_is_no_such_text(self, tmp_path: Path, content: bytes) -> None:
        text = tmp_path / "kopie.txt"
        text.write_bytes(content)
        with pytest.raises(InputError) as refused:
            lay_beside(text, "nl")
        assert "kopie.txt" in refused.value.problems[0].say("nl")

    def test_of_a_file_that_is_not_there_ends_with_two(self, tmp_path: Path) -> None:
        assert source(["LANGUAGE=nl"], text=str(tmp_path / "nergens.txt")) == 2


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article's text is not beside this checkout")
class TestTheArticle:
    def test_has_thirty_cells_each_with_words_of_its_facts(self, study: Study) -> None:
        (text,) = ARTICLE.glob("*.txt")
        cases = list(study.sheet("cases")["case"])
        cells = cells_of(text.read_text(encoding="utf-8"), cases)
        assert [(c.table, c.case) for c in cells] == [(n, c) for n in (1, 2, 3) for c in cases]
        soup = BeautifulSoup(page(study, cells, "nl"), "html.parser")
        counts = [count.get_text().split() for count in soup.select(".count")]
        assert all(int(n) > 0 for n, *_ in counts)
        covered, words = (sum(int(count[at]) for count in counts) for at in (0, 2))
        assert covered > words / 2
