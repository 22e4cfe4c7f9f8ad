"""Statistics against numbers that come from elsewhere; each names where."""

from __future__ import annotations

import krippendorff
import numpy as np
import pandas as pd
import pytest

from analysis.inference.agreement import alpha, alpha_interval, alphas, share_alike
from analysis.inference.shares import interval


class TestInterval:
    def test_of_none_is_the_closed_form(self) -> None:
        # Clopper & Pearson: with no successes the upper bound is 1 - (a/2)^(1/n).
        assert interval(0, 10, 0.95) == pytest.approx((0, 1 - 0.025 ** (1 / 10)))

    def test_of_all_is_the_closed_form(self) -> None:
        assert interval(10, 10, 0.95) == pytest.approx((0.025 ** (1 / 10), 1))

    def test_is_that_of_r(self) -> None:
        # R's documentation of binom.test, example after Conover (1971), p. 97f:
        # binom.test(682, 925, p = 0.75) prints the interval 0.7076683 0.7654066.
        assert interval(682, 925, 0.95) == pytest.approx((0.7076683, 0.7654066), abs=1e-7)


def coders(*rows: str) -> pd.DataFrame:
    """Units by coders from a string a coder; a dot is a unit that the coder left out."""
    return pd.DataFrame([list(row) for row in rows]).T.replace(".", None)


class TestAlpha:
    def test_of_two_observers_of_ten_units_is_krippendorffs(self) -> None:
        # Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section A: 0.095.
        assert alpha(coders("0100000001", "1110010000")) == pytest.approx(0.095, abs=5e-4)

    def test_of_four_observers_with_missing_data_is_krippendorffs(self) -> None:
        # The same, section C (nominal data, any number of observers, missing data): 0.743.
        data = coders("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
        assert alpha(data) == pytest.approx(0.743, abs=5e-4)

    def test_is_not_defined_where_all_codings_are_the_same(self) -> None:
        assert alpha(coders("aaa", "aaa")) is None

    def test_is_one_where_coders_always_agree(self) -> None:
        assert alpha(coders("aab", "aab")) == pytest.approx(1)


class TestAlphaInterval:
    def test_lies_around_alpha_and_is_the_same_for_the_same_seed(self) -> None:
        data = coders("aabbaabbab", "aabbabbbab")
        low, high = alpha_interval(data, 0.95, seed=1) or (0, 0)
        assert low <= (alpha(data) or 0) <= high
        assert alpha_interval(data, 0.95, seed=1) == (low, high)

    def test_draws_have_the_alpha_that_the_library_gives_each(self) -> None:
        random = np.random.default_rng(7)
        for coders, units, codes in ((2, 8, 2), (2, 30, 9), (4, 12, 5)):
            data = random.integers(codes, size=(coders, units)).astype(float)
            data[random.random(data.shape) < 0.25] = np.nan
            counts = np.array([[(unit == c).sum() for c in range(codes)] for unit in data.T])
            draws = random.integers(units, size=(40, units))
            # A unit that two coders coded alike, over and over: there alpha is not defined.
            draws[0] = 0
            data[:, 0], counts[0] = 0, [coders, *[0] * (codes - 1)]
            by_library = [
                krippendorff.alpha(value_counts=counts[draw], level_of_measurement="nominal")
                if len(np.unique(data[:, draw][~np.isnan(data[:, draw])])) > 1
                else np.nan
                for draw in draws
            ]
            assert np.isnan(by_library[0])
            assert alphas(counts, draws) == pytest.approx(np.array(by_library), nan_ok=True)


class TestShareAlike:
    def test_counts_the_units_that_all_coded_alike(self) -> None:
        assert share_alike(coders("aabb", "aaba")) == 0.75

    def test_leaves_out_units_that_a_coder_left_out(self) -> None:
        assert share_alike(coders("aa.b", "aabb")) == 1

    def test_leaves_out_units_that_one_coder_missed(self) -> None:
        codings = pd.DataFrame({"a": ["x", "y", "z"], "b": ["x", "z", None]})
        assert share_alike(codings) == 0.5
