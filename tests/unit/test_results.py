"""Results: the frames of a study, as the schema declares them, whatever the study has."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from made_up import NAME, SHEETS, Rows, study

from analysis.codes import DICTIONARY
from analysis.language import Text
from analysis.parameters import settings
from analysis.results import Results
from analysis.schema import FRAMES, Frame

BARE: dict[str, Rows] = {name: [] for name in SHEETS if name not in ("study", "cases")}
"""A study with only what is required."""


def results_of(root: Path, changed: dict[str, Rows] | None = None, **chosen: object) -> Results:
    return Results(study(root, changed), settings(study=NAME, **chosen))


def properties(**values: str) -> dict[str, Rows]:
    return {"study": [{"key": key, "value": value} for key, value in values.items()]}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return results_of(tmp_path_factory.mktemp("klein"))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return results_of(tmp_path_factory.mktemp("kaal"), BARE)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
class TestEveryFrame:
    def test_has_the_columns_of_the_schema_in_their_order(
        self, small: Results, frame: Frame
    ) -> None:
        made: pd.DataFrame = getattr(small, frame.name)
        assert list(made.columns) == [column.name for column in frame.columns]

    def test_has_them_too_where_the_study_has_nothing_for_it(
        self, bare: Results, frame: Frame
    ) -> None:
        made: pd.DataFrame = getattr(bare, frame.name)
        assert list(made.columns) == [column.name for column in frame.columns]

    def test_is_made_once(self, small: Results, frame: Frame) -> None:
        assert getattr(small, frame.name) is getattr(small, frame.name)

    def test_is_the_same_in_both_languages(
        self, small: Results, frame: Frame, tmp_path: Path
    ) -> None:
        english = results_of(tmp_path, language="en")
        pd.testing.assert_frame_equal(getattr(small, frame.name), getattr(english, frame.name))


class TestCoder:
    def test_is_the_person_who_coded(self, small: Results) -> None:
        assert small.coder == "hand"

    def test_is_the_dictionary_where_nobody_coded(self, bare: Results) -> None:
        assert bare.coder == DICTIONARY


class TestSay:
    def test_says_the_studys_own_words_in_the_language_of_the_run(self, tmp_path: Path) -> None:
        assert results_of(tmp_path, language="en").say("cultuur") == "culture"
        assert results_of(tmp_path, language="nl").say("cultuur") == "cultuur"

    def test_says_as_it_stands_what_has_no_translation(self, tmp_path: Path) -> None:
        assert results_of(tmp_path, language="en").say("regels {0}") == "regels {0}"

    def test_says_the_projects_words_in_the_language_of_the_run(self, small: Results) -> None:
        assert small.say(Text("ja", "yes")) == "ja"


class TestScale:
    def test_is_the_lowest_and_the_highest_score(self, tmp_path: Path) -> None:
        changed = properties(scale_min="1", scale_max="5")
        assert results_of(tmp_path, changed).scale == (1.0, 5.0)

    @pytest.mark.parametrize("ends", [{}, {"scale_min": "1"}, {"scale_max": "5"}])
    def test_is_not_known_where_an_end_is_not_given(
        self, tmp_path: Path, ends: dict[str, str]
    ) -> None:
        changed = properties(title="Een kleine studie", **ends)
        assert results_of(tmp_path, changed).scale is None

    def test_may_begin_at_nought(self, tmp_path: Path) -> None:
        assert results_of(tmp_path, properties(scale_min="0", scale_max="10")).scale == (0, 10)

    def test_may_have_decimals_as_the_dutch_write_them(self, tmp_path: Path) -> None:
        changed = properties(scale_min="0,5", scale_max="5,5")
        assert results_of(tmp_path, changed).scale == (0.5, 5.5)


class TestAgreement:
    def test_counts_by_hand(self, small: Results) -> None:
        # By hand: the coder and the keywords code all four promoting and all four hindering
        # mentions alike (K2.promoting.1 has "ruimte", which the codebook counts as culture).
        rows = small.agreement.set_index("scheme")
        assert rows["units"].to_dict() == {"promoting": 4, "hindering": 4}
        assert rows["agreement"].to_dict() == {"promoting": 1.0, "hindering": 1.0}
        assert rows["alpha"].to_dict() == {"promoting": 1.0, "hindering": 1.0}

    def test_tells_one_difference_in_four(self, tmp_path: Path) -> None:
        codings = [dict(row) for row in SHEETS["codings"]]
        codings[3]["code"] = "culture"
        rows = results_of(tmp_path, {"codings": codings}).agreement.set_index("scheme")
        assert rows["agreement"].to_dict() == {"promoting": 0.75, "hindering": 1.0}
        assert rows["alpha"]["promoting"] < 1 == rows["alpha"]["hindering"]

    def test_has_the_same_interval_for_the_same_seed(self, tmp_path: Path) -> None:
        codings = [dict(row) for row in SHEETS["codings"]]
        codings[3]["code"] = "culture"
        first, second = (
            results_of(tmp_path, {"codings": codings}, seed=1).agreement for _ in range(2)
        )
        assert first["alpha_low"].notna().any()
        pd.testing.assert_frame_equal(first, second)

    @pytest.mark.parametrize("confidence", [0.5, 0.8, 0.99])
    def test_has_an_interval_with_two_ends_around_alpha(
        self, tmp_path: Path, confidence: float
    ) -> None:
        codings = [dict(row) for row in SHEETS["codings"]]
        codings[3]["code"] = "culture"
        found = results_of(tmp_path, {"codings": codings}, confidence=confidence).agreement
        row = found.set_index("scheme").loc["promoting"]
        assert row["alpha_low"] <= row["alpha"] <= row["alpha_high"]
        assert row["alpha_low"] < row["alpha_high"]

    def test_has_no_interval_where_there_is_no_alpha(self, tmp_path: Path) -> None:
        found = results_of(tmp_path, {"codings": []}).agreement
        assert found[["alpha", "alpha_low", "alpha_high"]].isna().all(axis=None)


class TestVerdicts:
    def test_are_in_the_order_of_the_register(self, small: Results) -> None:
        assert list(small.verdicts["claim"]) == [row["claim"] for row in SHEETS["claims"]]

    def test_count_by_hand(self, small: Results) -> None:
        # By hand: K1 and K2 name culture; K2's mention may be "other" instead, so 1 to 2.
        # K1 and K3 name people; K2's mention may be people as well as culture, so 2 to 3.
        rows = small.verdicts.set_index("claim")
        counts = rows[["count", "minimum", "maximum"]].loc[["three", "culture-two", "people-one"]]
        assert counts.to_numpy().tolist() == [[3, 3, 3], [2, 1, 2], [2, 2, 3]]
        assert rows["verdict"].to_dict() == {
            "three": "reproduced",
            "culture-two": "coding-dependent",
            "people-one": "contradicted",
            "unknown": "not testable",
        }

    def test_a_higher_confidence_gives_a_wider_interval_and_the_same_counts(
        self, tmp_path: Path
    ) -> None:
        low, high = (
            results_of(tmp_path, confidence=confidence)
            .verdicts.set_index("claim")
            .loc["people-one"]
            for confidence in (0.8, 0.99)
        )
        assert high["low"] < low["low"] < low["count"] / low["n"] < low["high"] < high["high"]
        assert low["count"] == high["count"]


class TestPartitions:
    def test_add_up_by_hand(self, small: Results) -> None:
        # By hand: two and one are claimed; K1 and K2 name culture, K1 and K3 people.
        (row,) = small.partitions.to_dict("records")
        assert (row["claimed"], row["n"], row["counted"]) == (3, 3, 3)
        assert (row["unaccounted"], row["twice"]) == ("", "K1")
