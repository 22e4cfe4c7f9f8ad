"""Where a statistic is not defined it is None or says why, and never NaN."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import astuple

import numpy as np
import pandas as pd
import pytest

from analysis.inference import associations, effects, reliability
from analysis.inference.arrangements import Outcome
from analysis.inference.models import Reason, mixed, ordinal

Testing = Callable[[pd.Series, pd.Series], Outcome]

NOTHING = pd.Series([], dtype=float)
SAME = pd.Series([3.0, 3.0, 3.0, 3.0])
SCORES = pd.Series([1.0, 2.0, 3.0, 4.0])
GROUPS = pd.Series([0, 0, 1, 1])
TESTS = (
    associations.kruskal_wallis,
    associations.jonckheere,
    associations.spearman,
)


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.__name__)
class TestTests:
    @pytest.mark.parametrize(
        ("scores", "groups", "n"),
        [
            (NOTHING, NOTHING, 0),
            (SAME, GROUPS, 4),
            (SCORES, SAME, 4),
            (SCORES[:1], GROUPS[:1], 1),
            (pd.Series([np.nan] * 4), GROUPS, 0),
            (pd.Series([1.0, 2.0, np.nan, np.nan]), GROUPS, 2),
        ],
    )
    def test_are_not_defined(
        self, test: Testing, scores: pd.Series, groups: pd.Series, n: int
    ) -> None:
        outcome = test(scores, groups)
        assert (outcome.p, outcome.how, outcome.error, outcome.n) == (None, None, None, n)

    def test_leave_out_cases_that_miss_something(self, test: Testing) -> None:
        scores = pd.Series([1.0, 2, 3, 4, 9, np.nan])
        groups = pd.Series([0, 0, 1, 1, None, 1])
        assert astuple(test(scores, groups)) == pytest.approx(astuple(test(SCORES, GROUPS)))

    def test_give_no_nan(self, test: Testing) -> None:
        for scores in (SCORES, pd.Series([1.0, 1, 2, 2]), pd.Series([1.0, 1, 1, 2])):
            values = [v for v in astuple(test(scores, GROUPS)) if isinstance(v, float)]
            assert values and not any(math.isnan(value) for value in values)


class TestFisher:
    @pytest.mark.parametrize(
        "table", [np.zeros((2, 2)), [[1, 2], [0, 0]], [[0, 3]], [[0, 3], [0, 1]]]
    )
    def test_is_not_defined_with_one_row_or_column(self, table: list[list[int]]) -> None:
        assert associations.fisher(np.array(table)).p is None


class TestEffects:
    def test_are_none_without_cases(self) -> None:
        assert effects.cliffs_delta([], [1.0], 0.95) is None
        assert effects.cliffs_delta([float("nan")], [1.0], 0.95) is None
        assert effects.cramers_v(np.zeros((2, 2)), 0.95) is None
        assert effects.cramers_v(np.array([[3, 2]]), 0.95) is None
        assert effects.cramers_v(np.eye(2, dtype=int), 0.95) is None

    def test_have_no_interval_with_one_score_in_a_group(self) -> None:
        assert effects.cliffs_delta([1], [2, 3], 0.95) == effects.Effect(-1.0, None, None, 3)

    def test_stay_on_their_scale_for_equal_scores(self) -> None:
        found = effects.cliffs_delta([3, 3], [3, 3, 3], 0.95)
        assert found and found.value == 0 and -1 <= (found.low or 0) < 0 < (found.high or 0) <= 1


class TestReliability:
    one = pd.DataFrame({"a": [1, 2, 3, 4]})

    def test_of_one_item_is_not_defined(self) -> None:
        assert reliability.cronbach(self.one) is None and reliability.omega(self.one) is None

    def test_of_one_respondent_is_not_defined(self) -> None:
        items = pd.DataFrame([[1, 2, 3]])
        assert reliability.cronbach(items) is None and reliability.omega(items) is None
        assert reliability.r_wg_j(items, 5) is None and reliability.r_wg(SCORES[:1], 5) is None

    def test_of_scores_all_the_same_is_not_defined(self) -> None:
        items = pd.DataFrame(np.full((8, 3), 4))
        assert reliability.cronbach(items) is None and reliability.omega(items) is None
        assert reliability.icc(SAME, GROUPS) is None

    def test_of_items_that_follow_from_each_other_omega_is_not_defined(self) -> None:
        items = pd.DataFrame({"a": [1, 2, 3, 4, 5, 1], "b": [2, 1, 4, 3, 4, 5]})
        assert reliability.omega(items.assign(c=items["a"] + items["b"])) is None

    def test_of_no_items_is_not_defined(self) -> None:
        assert reliability.cronbach(pd.DataFrame()) is None
        assert reliability.r_wg_j(pd.DataFrame(), 5) is None

    def test_icc_needs_two_groups_and_two_respondents_in_one(self) -> None:
        assert reliability.icc(SCORES, pd.Series([0, 0, 0, 0])) is None
        assert reliability.icc(SCORES, pd.Series([0, 1, 2, 3])) is None
        assert reliability.icc(NOTHING, NOTHING) is None

    def test_icc_of_a_mean_needs_means_that_differ(self) -> None:
        found = reliability.icc(pd.Series([1, 2, 1, 2]), GROUPS)
        assert found and found.mean is None and found.single == pytest.approx(-1)


class TestModels:
    x = pd.DataFrame({"x": np.arange(60.0) % 7})
    y = pd.Series(np.arange(60) % 3)

    @pytest.mark.parametrize(
        ("scores", "predictors", "reason"),
        [
            (NOTHING, NOTHING.to_frame("x"), Reason.NO_CASES),
            (y, x[[]], Reason.NO_PREDICTORS),
            (y * 0, x, Reason.TOO_FEW),
            (y[:12], x[:12], Reason.TOO_FEW),
            (y, x * 0, Reason.SAME_PREDICTOR),
            (y, x.assign(z=x["x"] * 2 + 1), Reason.SAME_PREDICTOR),
            (y, (y * 1.0).to_frame("x"), Reason.NO_FIT),
        ],
    )
    def test_ordinal_says_why_there_is_none(
        self, scores: pd.Series, predictors: pd.DataFrame, reason: Reason
    ) -> None:
        fit = ordinal(scores, predictors, 0.95)
        assert fit.estimates is None and fit.reason == reason

    @pytest.mark.parametrize("seed", range(130, 140))
    def test_ordinal_gives_none_where_a_predictor_parts_the_scores(self, seed: int) -> None:
        # Its estimate would be without end; what an optimiser stops at is no estimate.
        random = np.random.default_rng(seed)
        x = pd.DataFrame({"a": random.normal(size=80), "b": random.integers(0, 2, 80)})
        scores = pd.Series(random.integers(0, 3, 80)).mask(x["b"] == 1, 2)
        assert ordinal(scores, x, 0.95).reason == Reason.NO_FIT

    def test_ordinal_takes_categories(self) -> None:
        classes = pd.Series(pd.Categorical(["s", "m", "l", "s"] * 15, ["s", "m", "l"]))
        fit = ordinal(self.y, classes.to_frame("class"), 0.95)
        assert fit.estimates is not None
        assert fit.estimates["parameter"].tolist() == ["class_m", "class_l"]
        assert not fit.estimates.isna().to_numpy().any()

    @pytest.mark.parametrize(
        ("scores", "groups", "reason"),
        [
            (NOTHING, NOTHING, Reason.NO_CASES),
            (y, pd.Series(np.arange(60)), Reason.ONE_RESPONDENT),
            (y, pd.Series(np.arange(60) % 9), Reason.TOO_FEW),
            (y * 0, pd.Series(np.arange(60) % 12), Reason.SAME_SCORES),
            (pd.Series(np.arange(60) % 12), pd.Series(np.arange(60) % 12), Reason.NO_FIT),
        ],
    )
    def test_mixed_says_why_there_is_none(
        self, scores: pd.Series, groups: pd.Series, reason: Reason
    ) -> None:
        fit = mixed(scores, pd.DataFrame(index=scores.index), groups, 0.95)
        assert fit.estimates is None and fit.reason == reason
