"""What a page needs to count again: against the counts of the module itself."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from drawn import claim, evidence, sheet
from made_up import NAME, study, with_cell

from analysis import tables
from analysis.exhibits import Lacking, Table
from analysis.parameters import settings
from analysis.results import Results
from analysis.sensitivity import others_of
from analysis.whatif import check_as_data, codings_as_data, comparison_of, moving

CULTURE = "scheme=s;code=culture"
FOUND = evidence(
    {"K0": {"culture"}, "K1": {"people"}, "K2": {"rules"}, "K3": {"rules"}},
    {"K1": {"culture", "people"}, "K2": {"people"}},
)


def moved(*claims: dict[str, str]) -> list[dict[str, object]]:
    """The claims as the script reads them."""
    return [check_as_data(*each) for each in moving(sheet("claims", list(claims)), FOUND)]


class TestMoving:
    def test_has_the_claims_of_which_a_count_can_move(self) -> None:
        fixed = claim("exactly", "4", where="scheme=s")
        cases = {**claim("exactly", "4", where=""), "frame": "cases"}
        assert len(moved(claim("one", where=CULTURE), fixed, cases)) == 1

    def test_gives_the_conditions_as_they_were_parsed(self) -> None:
        (found,) = moved(claim("one", where="scheme=s;code=culture|rules"))
        terms = [
            {"column": "scheme", "values": ("s",)},
            {"column": "code", "values": ("culture", "rules")},
        ]
        assert found["conditions"] == [{"terms": tuple(terms)}]

    @pytest.mark.parametrize(
        ("rule", "counts"),
        [
            (("one", ""), [1]),
            (("all", ""), [4]),
            (("most", ""), [3, 4]),
            (("few", ""), [0, 1]),
            (("at-most", "2"), [0, 1, 2]),
            (("percentage", "50"), [2]),
        ],
    )
    def test_gives_the_counts_that_bear_a_claim_out(
        self, rule: tuple[str, str], counts: list[int]
    ) -> None:
        (found,) = moved(claim(*rule, where=CULTURE))
        assert found["holds"] == {"counts": counts}


class TestComparison:
    @pytest.mark.parametrize(
        "asked",
        [
            claim("more-than", "scheme=s;code=rules", where=CULTURE),
            claim("most-named", "culture|people", where="scheme=s"),
            claim("most-named", "culture|people|rules", where="scheme=s"),
        ],
    )
    def test_holds_when_the_check_does(self, asked: dict[str, str]) -> None:
        ((_, count),) = moving(sheet("claims", [asked]), FOUND)
        compares = comparison_of(asked, count)
        assert compares
        for counts in product(range(4), repeat=len(count.check.conditions)):
            least = min(counts[i] for i in compares.these)
            most = max((counts[i] for i in compares.those), default=0)
            assert count.holds(count.check.added(counts)) == (least - most >= compares.lead)


class TestCodings:
    def test_are_of_the_units_that_count_or_could_be_coded_otherwise(self) -> None:
        found = codings_as_data(
            moving(sheet("claims", [claim("one", where=CULTURE)]), FOUND), FOUND
        )
        assert found == {
            "s": {
                "K0": {"K0.promoting.1": [["culture"]]},
                "K1": {"K1.promoting.1": [["people"], ["culture", "people"]]},
                "K2": {"K2.promoting.1": [["rules"], ["people"]]},
            }
        }


class TestOthers:
    def test_have_the_counts_of_each_coding_alone(self) -> None:
        asked = claim("more-than", "scheme=s;code=people", where=CULTURE)
        ((_, count),) = moving(sheet("claims", [asked]), FOUND)
        others = others_of(count, FOUND).set_index("unit")
        assert dict(others["counts"]) == {"K1.promoting.1": (2, 1), "K2.promoting.1": (1, 2)}
        assert dict(others["holds"]) == {"K1.promoting.1": True, "K2.promoting.1": False}

    def test_the_counts_now_are_those_at_the_chosen_codes(self) -> None:
        asked = claim("more-than", "scheme=s;code=rules", where=CULTURE)
        ((_, count),) = moving(sheet("claims", [asked]), FOUND)
        assert count.now == (1, 2)


class TestTable:
    def test_has_what_one_mention_coded_otherwise_does(self, tmp_path: Path) -> None:
        made = tables.one_otherwise(Results(study(tmp_path), settings(study=NAME)))
        assert isinstance(made, Table)
        rows = BeautifulSoup(made._repr_html_(), "html.parser").select("tbody tr")
        told = {row["id"]: [cell.get_text() for cell in row.select("td")] for row in rows}
        assert told == {
            "otherwise-culture-two": [
                "precies 2: cultuur",
                "2 van 3: klopt",
                "1 van 3: klopt niet (keert) \u2013 K2.promoting.1 als anders",
            ],
            "otherwise-people-one": [
                "één: mensen",
                "2 van 3: klopt niet",
                "3 van 3: klopt niet \u2013 K2.promoting.1 als cultuur + mensen",
            ],
        }

    def test_links_each_mention_to_the_row_of_its_decision(self, tmp_path: Path) -> None:
        results = Results(study(tmp_path), settings(study=NAME))
        made, decisions = tables.one_otherwise(results), tables.decisions(results)
        assert isinstance(made, Table)
        links = BeautifulSoup(made._repr_html_(), "html.parser").select('td a[href^="#"]')
        rows = BeautifulSoup(decisions._repr_html_(), "html.parser").select("tr[id]")
        assert {a["href"][1:] for a in links} < {row["id"] for row in rows}
        assert [row.get_text().split()[0] for row in rows] == ["K2.promoting.1", "K3.hindering.1"]

    def test_is_lacking_where_nothing_can_be_coded_otherwise(self, tmp_path: Path) -> None:
        changed = {"codings": with_cell("codings", 2, "also", "")["codings"][:4]}
        made = tables.one_otherwise(Results(study(tmp_path, changed), settings(study=NAME)))
        assert isinstance(made, Lacking)

    def test_no_text_can_end_its_data(self, tmp_path: Path) -> None:
        changed = with_cell("codebook", 0, "label", "</script><b>")
        made = tables.one_otherwise(Results(study(tmp_path, changed), settings(study=NAME)))
        assert made._repr_html_().count("</script") == 1
