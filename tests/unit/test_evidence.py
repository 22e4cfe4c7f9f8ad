"""The trail of evidence: from a claim to its rows and back, by hand in the made-up study."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from drawn import claim, evidence, sheet
from made_up import NAME, SHEETS, Rows, study

from analysis import sentences, tables
from analysis.cleaning import split
from analysis.exhibits import Lacking, Table
from analysis.parameters import settings
from analysis.results import Results
from analysis.tables.appearing import exhibits_of_cases
from analysis.trail import claims_on_codes, claims_on_lists, rows_behind

LISTED = {"claim": "listed", "statement": "Elk noemt iets.", "frame": "units",
          "where": "list=promoting", "quantifier": "all"}  # fmt: skip
LEADING = {"claim": "leading", "statement": "Cultuur het meest.", "frame": "codes",
           "where": "scheme=promoting", "quantifier": "most-named", "value": "culture"}  # fmt: skip
MORE_CLAIMS: dict[str, Rows] = {"claims": [*SHEETS["claims"], LISTED, LEADING]}


def results_of(root: Path, changed: Mapping[str, Rows] | None = None) -> Results:
    return Results(study(root, changed), settings(study=NAME))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return results_of(tmp_path_factory.mktemp("klein"), MORE_CLAIMS)


def html(made: Table | Lacking) -> BeautifulSoup:
    assert isinstance(made, Table), made
    return BeautifulSoup(made._repr_html_(), "html.parser")


class TestRowsBehind:
    def test_are_the_mentions_with_the_code_that_a_claim_counts(self, small: Results) -> None:
        rows = rows_behind(small.study.sheet("claims"), small.evidence)
        people = rows[rows["claim"] == "people-one"]
        assert list(people["unit"]) == ["K1.promoting.2", "K3.promoting.1"]

    def test_are_the_cases_themselves_where_no_mention_is_counted(self, small: Results) -> None:
        rows = rows_behind(small.study.sheet("claims"), small.evidence)
        three = rows[rows["claim"] == "three"]
        assert three[["case", "unit"]].to_numpy().tolist() == [["K1", ""], ["K2", ""], ["K3", ""]]

    def test_are_of_just_the_cases_that_the_register_counts(self, small: Results) -> None:
        rows = rows_behind(small.study.sheet("claims"), small.evidence)
        behind = {name: set(group["case"]) for name, group in rows.groupby("claim")}
        counted = {
            name: set(split(cases))
            for name, cases in zip(small.verdicts["claim"], small.verdicts["cases"], strict=True)
            if cases
        }
        assert behind == counted

    def test_leave_out_a_coding_that_was_not_chosen(self) -> None:
        found = evidence({"A": {"culture"}, "B": {"people"}}, also={"B": {"culture"}})
        asked = sheet("claims", [claim("one", where="scheme=s;code=culture")])
        assert list(rows_behind(asked, found)["case"]) == ["A"]


class TestClaimsOnCodes:
    def test_are_those_that_count_the_code_or_compare_with_it(self, small: Results) -> None:
        found = claims_on_codes(small.study.sheet("claims"), small.evidence)
        assert found["promoting", "culture"] == ["culture-two", "leading"]
        assert found["promoting", "people"] == ["people-one", "leading"]
        assert found["hindering", "money"] == []


class TestClaimsOnLists:
    def test_are_those_that_count_mentions_whatever_they_say(self, small: Results) -> None:
        found = claims_on_lists(small.study.sheet("claims"), small.evidence)
        assert (found["promoting"], found["hindering"]) == (["listed"], [])


class TestMentions:
    def test_each_have_a_place_with_their_codes(self, small: Results) -> None:
        made = html(tables.mentions(small, "promoting", "hindering"))
        told = {str(m["id"]): m.get_text() for m in made.select(".mention")}
        assert len(told) == 8
        assert told["unit-K1.promoting.2"] == "K1.promoting.2 goede mensen mensen"
        assert told["unit-K3.hindering.1"].endswith("geld (ook anders te coderen)")

    def test_lead_to_the_codes_that_name_their_claims(self, small: Results) -> None:
        made = html(tables.mentions(small, "promoting", "hindering"))
        (place,) = made.select("[id='unit-K1.promoting.1'] .codes a")
        counts = html(tables.code_counts(small, "promoting"))
        (row,) = counts.select(f"[id='{str(place['href']).partition('#')[2]}']")
        claims = [str(link["href"]).partition("#claim-")[2] for link in row.select("td li a")]
        assert claims == ["culture-two", "leading"]

    def test_are_linked_from_the_articles_table_only_where_they_have_codes(
        self, small: Results
    ) -> None:
        linked = html(tables.promoting_hindering(small)).select("td li a")
        assert len(linked) == 8
        assert html(tables.collaboration(small)).select("td li a") == []

    def test_are_lacking_where_nothing_is_coded(self, small: Results) -> None:
        assert isinstance(tables.mentions(small, "team", "help"), Lacking)

    def test_keep_their_place_when_the_sheets_are_in_another_order(self, tmp_path: Path) -> None:
        turned = {name: rows[::-1] for name, rows in (SHEETS | MORE_CLAIMS).items()}
        ids = [
            {
                str(tag["id"])
                for made in (
                    tables.mentions(results, "promoting", "hindering"),
                    tables.code_counts(results, "promoting"),
                    tables.verdicts(results),
                    tables.uses(results),
                )
                for tag in html(made).select(".mention, tbody tr[id]")
            }
            for results in (
                results_of(tmp_path / "a", MORE_CLAIMS),
                results_of(tmp_path / "b", turned),
            )
        ]
        assert ids[0] == ids[1]
        assert {"case-K1", "claim-three", "code-promoting-people", "unit-K1.promoting.2"} <= ids[0]


class TestUses:
    def test_names_the_claims_that_each_municipality_counts_for_and_in_short_the_others(
        self, small: Results
    ) -> None:
        row = html(tables.uses(small)).select_one("#case-K3")
        assert row is not None
        counts, others, *_ = row.select("td")
        assert [a.get_text() for a in counts.select("a")] == [
            "Er zijn drie gemeenten.",
            "Eén noemt mensen.",
            "Elk noemt iets.",
        ]
        assert [a.get_text() for a in others.select("a")] == [
            "precies 2: cultuur",
            "het meest genoemd: cultuur",
        ]

    def test_has_no_column_for_claims_where_a_study_has_none(self, tmp_path: Path) -> None:
        changed: dict[str, Rows] = {"claims": [], "recommendations": []}
        made = tables.uses(results_of(tmp_path, changed))
        assert "Telt mee bij" not in made.frame

    def test_tells_what_shows_one_municipality_and_not_another(self, small: Results) -> None:
        shown = {case: {(e.kind, e.name) for e in es}
                 for case, es in exhibits_of_cases(small).items()}  # fmt: skip
        # Only of K1 is the level of a factor known; K1's mentions have but one coding each.
        assert [case for case in shown if ("table", "factors-by-case") in shown[case]] == ["K1"]
        assert [case for case in shown if ("table", "decisions") in shown[case]] == ["K2", "K3"]


class TestWhereUsed:
    def test_names_tables_figures_and_the_claims_on_every_mention(self, small: Results) -> None:
        made = BeautifulSoup(
            sentences.where_used(small, "promoting", "hindering")._repr_html_(), "html.parser"
        )
        addresses = [str(link["href"]) for link in made.select("a")]
        assert "3-promoting-hindering.html#table-3" in addresses
        assert "3-promoting-hindering.html#figure-3" in addresses
        assert addresses[-1] == "5-conclusions.html#claim-listed"
        assert "bij “bevorderend” telt ook mee in:" in made.get_text()
        assert "bij “belemmerend”" not in made.get_text()


class TestFactorStatements:
    def test_name_the_claims_at_the_same_place_and_are_linked_from_them(
        self, tmp_path: Path
    ) -> None:
        said = [{**row, "locator": "S.risk"} for row in SHEETS["scores"]]
        claims = [{**row, "locator": "S.risk; S.other"} for row in SHEETS["claims"]]
        results = results_of(tmp_path, {"scores": said, "claims": claims})
        rows = html(tables.factor_statements(results))
        assert len(rows.select("#place-S\\.risk")) == 1
        assert len(rows.select("td a[href='5-conclusions.html#claim-unknown']")) == len(said)
        (links,) = html(tables.untestable(results)).select("tbody tr")
        assert [a["href"] for a in links.select("a")] == ["4-factors.html#place-S.risk"]
