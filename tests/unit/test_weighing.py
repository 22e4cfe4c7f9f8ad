"""Size classes of the country: what is wrong with them is told, and shares are weighed by them."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import NAME, Rows, problems_of, study

from analysis.exhibits import Lacking, Table
from analysis.inference.shares import poststratified
from analysis.parameters import settings
from analysis.problems import Place, ValueMalformed, ValueMissing
from analysis.results import Results
from analysis.tables import weighed_shares
from analysis.tables.shares import size_groups

COUNTRY = {"<400": "100", "400-700": "50", ">1200": "10"}


def classes(**changed: str) -> dict[str, Rows]:
    """How many municipalities the country has in each class; some otherwise."""
    counts = COUNTRY | {size.replace("_", "<"): count for size, count in changed.items()}
    return {
        "size_classes": [
            {"size_class": size, "municipalities": count} for size, count in counts.items()
        ]
    }


class TestSizeProblems:
    def test_counts_that_fit_the_study_are_right(self, tmp_path: Path) -> None:
        assert problems_of(tmp_path, classes()) == []

    @pytest.mark.parametrize("count", ["veel", "12,5", "-3", "1e3"])
    def test_what_is_no_count_is_told(self, tmp_path: Path, count: str) -> None:
        (problem,) = problems_of(tmp_path, classes(_400=count))
        assert problem == ValueMalformed(
            Place("size_classes.csv", 2, "municipalities"), count, problem.right
        )

    def test_fewer_than_the_study_has_is_told(self, tmp_path: Path) -> None:
        (problem,) = problems_of(tmp_path, classes(_400="0"))
        assert problem.place == Place("size_classes.csv", 2, "municipalities")
        assert problem.say("en").endswith("The study itself has 1 in that class.")

    def test_a_class_of_the_study_that_is_left_out_is_told(self, tmp_path: Path) -> None:
        rows = classes()["size_classes"][:2]
        (problem,) = problems_of(tmp_path, {"size_classes": rows})
        assert isinstance(problem, ValueMissing) and ">1200" in problem.say("nl")

    def test_a_country_of_another_size_is_told(self, tmp_path: Path) -> None:
        changed: dict[str, Rows] = {"study": [{"key": "population", "value": "393"}]}
        (problem,) = problems_of(tmp_path, classes() | changed)
        assert problem.place == Place("study.csv", 2, "value")
        assert "160" in problem.say("nl")


class TestWeighedShares:
    def test_say_what_is_lacking_without_classes(self, tmp_path: Path) -> None:
        assert isinstance(weighed_shares(Results(study(tmp_path), settings(study=NAME))), Lacking)

    def test_weigh_each_claim_that_counts(self, tmp_path: Path) -> None:
        results = Results(study(tmp_path, classes()), settings(study=NAME, language="en"))
        made = weighed_shares(results)
        assert isinstance(made, Table)
        counted = results.verdicts[results.verdicts["count"].notna()]
        assert len(made.frame) == len(counted) > 0

    def test_groups_count_only_those_that_answered(self, tmp_path: Path) -> None:
        results = Results(study(tmp_path, classes()), settings(study=NAME))
        groups = size_groups(results, ["K1"], ["K3"])
        told = groups.reindex(["<400", "400-700", ">1200"]).to_numpy().tolist()
        assert told == [[1, 1, 100], [0, 0, 50], [0, 1, 10]]
        found = poststratified(groups, 0.95)
        assert found and found.share is None
