"""Exhibits: what a study says appears as text, with right markup around it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from analysis.exhibits import EXHIBITS, Lacking, Sentences, Table, exhibit, link, markup
from analysis.language import Text, same

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %}",
    "**vet** [link](javascript:alert(1))",
    '" onmouseover="alert(1)',
    "{name} {0}",
]

NAME, COUNT, GROUP = Text("Naam", "Name"), Text("aantal", "count"), Text("Groep", "Group")


def table(cell: object, group: str = "g") -> BeautifulSoup:
    made = Table(
        exhibit("table", "help-by-size"),
        "nl",
        {GROUP: [group], NAME: [cell], COUNT: [3]},
        row=NAME,
        group=GROUP,
        numbers=(COUNT,),
        anchors=["rij-1"],
        note=Text("Let op.", "Mind."),
    )
    return BeautifulSoup(made._repr_html_(), "html.parser")


class TestMarkup:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_text_of_a_study_is_escaped(self, text: str) -> None:
        assert BeautifulSoup(markup(text, "nl"), "html.parser").get_text() == text

    @pytest.mark.parametrize("cell", ["", None, float("nan"), []])
    def test_a_missing_value_is_a_dash(self, cell: object) -> None:
        assert markup(cell, "nl") == "–"

    def test_several_values_are_a_list(self) -> None:
        assert markup(["a", "<b>"], "nl") == "<ul><li>a</li><li>&lt;b&gt;</li></ul>"

    def test_a_text_is_said_in_the_language(self) -> None:
        assert markup(Text("ja", "yes"), "en") == "yes"


class TestTable:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_hostile_text_appears_as_text(self, text: str) -> None:
        soup = table(text, group=text)
        assert [cell.get_text() for cell in soup.select("tbody th")] == [text, text]
        assert soup.select("script, img, [onmouseover]") == []

    def test_has_a_caption_with_its_number(self) -> None:
        caption = table("x").select_one("caption")
        shown = exhibit("table", "help-by-size")
        assert caption is not None
        assert caption.get_text() == f"Tabel {shown.number}. {shown.caption.nl}"

    def test_heads_its_columns_rows_and_groups(self) -> None:
        scopes = [cell["scope"] for cell in table("x").select("th")]
        assert scopes == ["col", "col", "colgroup", "row"]

    def test_gives_a_row_its_anchor(self) -> None:
        row = table("x").select_one("#rij-1")
        assert row is not None
        assert row.get_text(" ", strip=True) == "x 3"

    def test_is_its_title_where_only_text_is_shown(self) -> None:
        made = Table(exhibit("table", "help-by-size"), "nl", {NAME: ["x"]}, row=NAME)
        assert repr(made) == f"Tabel {made.exhibit.number}. {made.exhibit.caption.nl}"

    def test_carries_no_style_of_its_own(self) -> None:
        assert table("x").select("style, [style]") == []

    def test_the_same_table_is_the_same_twice(self) -> None:
        assert str(table("x")) == str(table("x"))


class TestExhibit:
    def test_tables_one_to_three_are_the_articles(self) -> None:
        names = ("innovations", "collaboration", "promoting-hindering")
        assert [exhibit("table", name).number for name in names] == [1, 2, 3]

    def test_no_two_have_the_same_anchor(self) -> None:
        anchors = [shown.anchor for shown in EXHIBITS]
        assert len(anchors) == len(set(anchors))

    def test_an_unknown_name_is_an_error(self) -> None:
        with pytest.raises(KeyError):
            exhibit("table", "nowhere")


class TestSentences:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_hostile_text_appears_as_text(self, text: str) -> None:
        soup = BeautifulSoup(Sentences((text, Markup("<b>ok</b>")))._repr_html_(), "html.parser")
        assert soup.get_text() == f"{text} ok"


class TestLacking:
    def test_hostile_text_appears_as_text(self) -> None:
        assert "<script>" not in Lacking("<script>")._repr_html_()


class TestLink:
    def test_neither_text_nor_address_can_break_out(self) -> None:
        made = BeautifulSoup(link('"><script>', '"><script>'), "html.parser")
        assert made.select("script") == []
        assert same('"><script>').say("nl") == made.get_text()
