"""Tables: the cells of each, counted by hand in the made-up study."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from made_up import NAME, SHEETS, Rows, study, with_cell

from analysis import tables
from analysis.exhibits import Lacking, Table
from analysis.parameters import settings
from analysis.results import Results

Rest = dict[str, Rows]


def results_of(root: Path, changed: Rest | None = None) -> Results:
    return Results(study(root, changed), settings(study=NAME))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return results_of(tmp_path_factory.mktemp("klein"))


def text_of(cell: Any) -> str:
    soup = BeautifulSoup(str(cell), "html.parser")
    return "; ".join(item.get_text() for item in soup.select("li")) or soup.get_text()


def column(made: Table | Lacking, header: str) -> list[str]:
    """The cells under a header as a reader sees them; the items of a list with `; ` between."""
    assert isinstance(made, Table), made
    return [text_of(cell) for cell in made.frame[header]]


def with_claim(**cells: str) -> Rest:
    """The study with one claim more, about a count in the codes."""
    more = {"claim": "more", "statement": "Nog een.", "frame": "codes", **cells}
    return {"claims": [*SHEETS["claims"], more]}


class TestTheArticlesTables:
    @pytest.mark.parametrize("name", ["innovations", "collaboration", "promoting_hindering"])
    def test_go_from_the_largest_municipality_to_the_smallest(
        self, small: Results, name: str
    ) -> None:
        made = getattr(tables, name)(small)
        assert column(made, "Gemeente") == ["K2", "K3", "K1"]
        assert list(made.anchors) == ["case-K2", "case-K3", "case-K1"]

    def test_give_each_mention_as_an_item(self, small: Results) -> None:
        made = tables.promoting_hindering(small)
        assert column(made, "Belemmerend") == ["te weinig geld; regels", "te weinig geld", "regels"]

    def test_keep_apart_no_help_and_help_not_known(self, small: Results) -> None:
        assert column(tables.collaboration(small), "Hulp van buiten") == [
            "leverancier",
            "–",
            "geen",
        ]


class TestCodeCounts:
    def test_go_from_most_cases_to_fewest(self, tmp_path: Path) -> None:
        # By hand: K2's mention becomes people, so people has three cases and culture one.
        made = tables.code_counts(
            results_of(tmp_path, with_cell("codings", 2, "code", "people")), "promoting"
        )
        assert column(made, "Code") == ["mensen", "cultuur"]
        assert column(made, "Aantal") == ["3", "1"]

    def test_count_a_municipality_once_however_often_it_says_it(self, tmp_path: Path) -> None:
        made = tables.code_counts(
            results_of(tmp_path, with_cell("codings", 1, "code", "culture")), "promoting"
        )
        assert column(made, "Gemeenten") == ["K1 K2", "K3"]

    @pytest.mark.parametrize(
        ("about", "scheme", "page"),
        [("team", "team", "2-collaboration"), ("origin", "initiator", "1-innovations")],
    )
    def test_link_to_the_page_of_the_list_that_the_scheme_is_about(
        self, tmp_path: Path, about: str, scheme: str, page: str
    ) -> None:
        code = {"scheme": scheme, "list": about, "code": "any", "label": "iets", "keywords": "*"}
        coding = {"unit": f"K1.{about}.1", "scheme": scheme, "coder": "hand", "code": "any"}
        changed: Rest = {
            "codebook": [*SHEETS["codebook"], code],
            "codings": [*SHEETS["codings"], coding],
        }
        made = tables.code_counts(results_of(tmp_path, changed), scheme)
        assert f'href="{page}.html#unit-K1.{about}.1"' in made._repr_html_()


class TestHelpBySize:
    def test_adds_up_across_and_down(self, small: Results) -> None:
        made = tables.help_by_size(small)
        headers = ("Met hulp", "Zonder hulp", "Niet bekend", "Totaal")
        assert [column(made, header) for header in headers] == [
            ["1", "0", "0", "0", "1"],
            ["0", "0", "0", "1", "1"],
            ["0", "0", "1", "0", "1"],
            ["1", "0", "1", "1", "3"],
        ]


class TestFactorStatements:
    def test_has_a_dash_where_no_level_is_said(self, tmp_path: Path) -> None:
        made = tables.factor_statements(results_of(tmp_path, with_cell("scores", 1, "level", "")))
        assert column(made, "Niveau") == ["geen", "–", "goed"]

    def test_leaves_out_an_answer_that_says_nothing_in_words(self, tmp_path: Path) -> None:
        made = tables.factor_statements(results_of(tmp_path, with_cell("scores", 0, "level", "")))
        assert column(made, "Niveau") == ["beperkt", "goed"]

    def test_says_of_whom(self, small: Results) -> None:
        assert column(tables.factor_statements(small), "Over") == [
            "K1",
            *2 * ["geen gemeente genoemd"],
        ]


class TestLevelsByCase:
    def test_has_only_what_is_said_of_one_municipality(self, small: Results) -> None:
        made = tables.levels_by_case(small)
        assert isinstance(made, Table)
        cells = {row[0]: list(row[1:]) for row in made.frame.itertuples(index=False)}
        assert cells == {"K1": ["geen", *["–"] * 6], "K2": ["–"] * 7, "K3": ["–"] * 7}

    def test_numbers_the_factors_as_the_article_does(self, small: Results) -> None:
        made = tables.levels_by_case(small)
        assert isinstance(made, Table)
        numbers = [name.split(".")[0] for name in made.frame.columns[1:]]
        assert numbers == ["1", "2", "3", "4", "5", "6", "7"]

    def test_says_what_is_lacking_where_all_is_said_of_all_together(self, tmp_path: Path) -> None:
        together = {"scores": SHEETS["scores"][1:]}
        assert isinstance(tables.levels_by_case(results_of(tmp_path, together)), Lacking)


class TestVerdictCounts:
    def test_counts_each_verdict_also_those_that_do_not_occur(self, small: Results) -> None:
        assert column(tables.verdict_counts(small), "Beweringen") == ["1", "1", "1", "0", "1"]


class TestVerdicts:
    def test_says_the_count_and_in_brackets_what_other_codings_give(self, small: Results) -> None:
        counts = [cell.split("; ")[0] for cell in column(tables.verdicts(small), "Geteld")]
        plain = [count.replace("\u00a0", " ").replace("\u2060", "") for count in counts]
        assert plain == ["3 van 3", "2 van 3 (1–2)", "2 van 3 (2–3)"]

    def test_says_how_sure_the_count_is(self, small: Results) -> None:
        _, second, _ = column(tables.verdicts(small), "Geteld")
        # Clopper-Pearson for 2 of 3: the p where 3p² - 2p³ is 0.025, and where p³ is 0.975.
        assert second.split("; ")[1] == f"9% tot {100 * 0.975 ** (1 / 3):.0f}%"
        assert second.split("; ")[2] == "klopt bij 67% van de coderingen, ook bij de gekozen codes"

    def test_gives_no_bounds_where_a_claim_is_about_who_was_asked(self, small: Results) -> None:
        assert "%" not in column(tables.verdicts(small), "Geteld")[0]

    def test_names_who_counts_and_who_does_not(self, small: Results) -> None:
        made = tables.verdicts(small)
        assert column(made, "Tellen mee") == ["K1 K2 K3", "K1 K2", "K1 K3"]
        assert column(made, "Tellen niet mee") == ["", "K3", "K2"]

    @pytest.mark.parametrize(
        ("quantifier", "value", "where", "asked"),
        [
            ("exactly", "2", "", "precies 2"),
            ("exactly", "2", "scheme=promoting;code=culture", "precies 2: cultuur"),
            ("several", "", "scheme=promoting;code=culture|people",
             "een aantal: cultuur of mensen"),
            ("more-than", "scheme=promoting;code=people", "scheme=promoting;code=culture",
             "cultuur: meer dan mensen"),
            ("most-named", "culture|people", "scheme=promoting",
             "het meest genoemd: cultuur of mensen"),
        ],
    )  # fmt: skip
    def test_says_in_words_what_is_asked(
        self, tmp_path: Path, quantifier: str, value: str, where: str, asked: str
    ) -> None:
        changed = with_claim(quantifier=quantifier, value=value, where=where)
        assert column(tables.verdicts(results_of(tmp_path, changed)), "Gevraagd")[-1] == asked

    @pytest.mark.parametrize(
        ("where", "row"),
        [
            ("scheme=promoting;code=people", "3-promoting-hindering.html#unit-K1.promoting.2"),
            ("list=promoting", "3-promoting-hindering.html#unit-K1.promoting.1"),
            # No mention on the team has a code, so none has a place of its own.
            ("list=team", "2-collaboration.html#case-K1"),
            ("list=origin", "1-innovations.html#case-K1"),
        ],
    )
    def test_links_each_case_to_the_row_that_makes_it_count(
        self, tmp_path: Path, where: str, row: str
    ) -> None:
        changed = with_claim(quantifier="several", where=where)
        frame = "units" if where.startswith("list") else "codes"
        changed["claims"] = [*changed["claims"][:-1], {**changed["claims"][-1], "frame": frame}]
        made = tables.verdicts(results_of(tmp_path, changed))
        assert isinstance(made, Table)
        assert f'href="{row}"' in made.frame["Tellen mee"].iloc[-1]

    def test_says_what_of_a_claim_is_not_tested(self, tmp_path: Path) -> None:
        changed = with_claim(quantifier="several", where="scheme=promoting", untested="De rest.")
        said = column(tables.verdicts(results_of(tmp_path, changed)), "Bewering")[-1]
        assert "Niet getoetst: De rest." in said

    def test_says_what_a_count_was_compared_with(self, tmp_path: Path) -> None:
        changed = with_claim(quantifier="more-than", where="scheme=promoting;code=people",
                             value="scheme=promoting;code=culture")  # fmt: skip
        assert (
            "apart: cultuur 2"
            in column(tables.verdicts(results_of(tmp_path, changed)), "Geteld")[-1]
        )

    def test_links_what_is_about_help_to_the_page_about_help(self, tmp_path: Path) -> None:
        changed = with_claim(quantifier="one", where="with_help=true")
        changed["claims"] = [*changed["claims"][:-1], {**changed["claims"][-1], "frame": "cases"}]
        made = tables.verdicts(results_of(tmp_path, changed))
        assert isinstance(made, Table)
        assert 'href="2-collaboration.html#case-K2"' in made.frame["Tellen mee"].iloc[-1]
        assert made.frame["Gevraagd"].iloc[-1] == "één: met hulp"


class TestUntestable:
    def test_has_only_claims_without_a_check_and_says_why(self, small: Results) -> None:
        made = tables.untestable(small)
        assert column(made, "Bewering") == ["Het komt door de cultuur."]
        assert column(made, "Waarom") == ["Oorzaken zijn niet gemeten."]


class TestPartitions:
    def test_shows_the_sum_and_who_counts_twice(self, small: Results) -> None:
        made = tables.partitions(small)
        assert column(made, "Samen beweerd") == ["2 + 1 = 3"]
        assert column(made, "Telt vaker") == ["K1"]


class TestRecommendations:
    def test_shows_the_verdict_of_every_claim_that_advice_rests_on(self, tmp_path: Path) -> None:
        changed = with_cell("recommendations", 0, "rests_on", "three; unknown")
        assert column(tables.recommendations(results_of(tmp_path, changed)), "Rust op") == [
            "Er zijn drie gemeenten. klopt; Het komt door de cultuur. niet te toetsen"
        ]


class TestRanges:
    def test_says_which_counts_each_word_stands_for_here(self, small: Results) -> None:
        # By hand, of three: more than half 2 or 3, more than a third 2 or 3, two or more, at
        # most a third 0 or 1.
        assert column(tables.ranges(small), "Van 3") == ["2–3", "2–3", "2–3", "0–1"]

    def test_says_in_words_what_each_word_stands_for(self, small: Results) -> None:
        assert column(tables.ranges(small), "Betekent") == [
            "meer dan 50%", "meer dan 33,33%", "minstens 2 gemeenten", "hoogstens 33,33%",
        ]  # fmt: skip


class TestThresholds:
    @pytest.mark.parametrize(
        ("quantifier", "holds"),
        [
            (
                "most",
                "altijd als het woord begint onder 33%, nooit als het begint bij 67% of hoger",
            ),
            ("few", "altijd als het woord reikt tot 67%, nooit als het eindigt onder 33%"),
            (
                "several",
                "altijd als het woord begint bij 1 of lager, nooit als het begint bij 3 of hoger",
            ),
        ],
    )
    def test_says_where_the_word_must_begin_or_end(
        self, tmp_path: Path, quantifier: str, holds: str
    ) -> None:
        # By hand: culture is named by 2 of 3, and by 1 where K2's mention is "other".
        changed = with_claim(quantifier=quantifier, where="scheme=promoting;code=culture")
        assert column(tables.thresholds(results_of(tmp_path, changed)), "Klopt") == [holds]

    def test_counts_in_who_did_not_answer(self, tmp_path: Path) -> None:
        # By hand: one had help, one did not, of one it is not known: 1 to 2 of 3.
        changed = with_claim(quantifier="most", frame="cases", where="with_help=true")
        assert column(tables.thresholds(results_of(tmp_path, changed)), "Klopt") == [
            "altijd als het woord begint onder 33%, nooit als het begint bij 67% of hoger"
        ]

    def test_leaves_out_what_nobody_answered(self, tmp_path: Path) -> None:
        changed = with_claim(quantifier="most", frame="factors", where="factor=network;level=good")
        assert isinstance(tables.thresholds(results_of(tmp_path, changed)), Lacking)


class TestFragile:
    def test_has_what_the_fewest_changes_turn_first(self, small: Results) -> None:
        made = tables.fragile(small)
        assert column(made, "Bewering")[0] == "Twee noemen cultuur."
        assert column(made, "Anders coderen, bijvoorbeeld") == ["K2.promoting.1", "–", "–"]
        assert column(made, "Klopt bij") == ["67%", "100%", "0%"]


class TestDisagreements:
    def test_has_only_the_mentions_that_were_coded_differently(self, tmp_path: Path) -> None:
        made = tables.disagreements(
            results_of(tmp_path, with_cell("codings", 3, "code", "culture"))
        )
        assert column(made, "Vermelding") == ["K3.promoting.1"]
        assert column(made, "Hand") == ["cultuur"]
        assert column(made, "Woordenlijst (berekend)") == ["mensen"]


class TestDecisions:
    def test_has_every_mention_that_could_be_coded_otherwise_and_why(self, small: Results) -> None:
        made = tables.decisions(small)
        assert column(made, "Vermelding") == ["K2.promoting.1", "K3.hindering.1"]
        assert column(made, "Ook te verdedigen") == ["anders; cultuur + mensen", "regels"]
        assert column(made, "Waarom")[0] == "ruimte is geen cultuur"
