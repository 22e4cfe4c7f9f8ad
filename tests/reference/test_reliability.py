"""Reliability and agreement against published examples, closed forms and other programs."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.inference.reliability import cronbach, icc, omega, r_wg, r_wg_j

MTCARS = """
6 4 4 110, 6 4 4 110, 4 4 1 93, 6 3 1 110, 8 3 2 175, 6 3 1 105, 8 3 4 245, 4 4 2 62, 4 4 2 95,
6 4 4 123, 6 4 4 123, 8 3 3 180, 8 3 3 180, 8 3 3 180, 8 3 4 205, 8 3 4 215, 8 3 4 230, 4 4 1 66,
4 4 2 52, 4 4 1 65, 4 3 1 97, 8 3 2 150, 8 3 2 150, 8 3 4 245, 8 3 2 175, 4 4 1 66, 4 5 2 91,
4 5 2 113, 8 5 4 264, 6 5 6 175, 8 5 8 335, 4 4 2 109
"""
"""R's mtcars: cyl, gear, carb and hp of 32 cars."""


def with_covariances(covariances: np.ndarray, n: int) -> pd.DataFrame:
    """Scores of n respondents whose sample covariances are exactly these."""
    raw = np.random.default_rng(0).normal(size=(n, len(covariances)))
    raw -= raw.mean(axis=0)
    whitened = raw @ np.linalg.inv(np.linalg.cholesky(np.cov(raw.T))).T
    return pd.DataFrame(whitened @ np.linalg.cholesky(covariances).T)


def one_factor(loadings: np.ndarray, unique: np.ndarray) -> np.ndarray:
    return np.outer(loadings, loadings) + np.diag(unique)


class TestCronbach:
    def test_is_that_of_performance(self) -> None:
        # R's performance (easystats), reference page of cronbachs_alpha, example: 0.09463206.
        cars = pd.DataFrame([[int(x) for x in car.split()] for car in MTCARS.split(",")])
        assert cronbach(cars) == pytest.approx(0.09463206, abs=5e-9)

    def test_of_parallel_items_is_spearman_and_browns(self) -> None:
        # Four items that all correlate 0.4: 4 * 0.4 / (1 + 3 * 0.4).
        items = with_covariances(np.full((4, 4), 0.4) + 0.6 * np.eye(4), 30)
        assert cronbach(items) == pytest.approx(1.6 / 2.2)

    def test_leaves_out_respondents_who_miss_an_item(self) -> None:
        items = with_covariances(np.full((3, 3), 0.4) + 0.6 * np.eye(3), 20)
        missed = pd.concat([items, pd.DataFrame([[9, None, 1]])], ignore_index=True)
        assert cronbach(missed) == pytest.approx(cronbach(items))


class TestOmega:
    def test_is_mcdonalds_formula_where_one_factor_holds_exactly(self) -> None:
        # McDonald (1999), ch. 6: (sum of loadings)² / (that + sum of unique variances).
        loadings, unique = np.array([0.9, 1.4, 1.5, 1.6]), np.array([0.2, 2.0, 6.8, 13.4])
        found = omega(with_covariances(one_factor(loadings, unique), 60))
        assert found == pytest.approx(5.4**2 / (5.4**2 + 22.4), abs=1e-5)

    def test_of_items_with_equal_loadings_is_alpha(self) -> None:
        covariances = one_factor(np.full(5, 0.7), np.array([0.3, 0.5, 0.9, 1.2, 2]))
        items = with_covariances(covariances, 40)
        assert omega(items) == pytest.approx(cronbach(items), abs=1e-5)

    def test_is_above_alpha_where_loadings_differ(self) -> None:
        items = with_covariances(one_factor(np.array([0.9, 0.5, 0.2]), np.full(3, 0.4)), 40)
        assert (omega(items) or 0) > (cronbach(items) or 1)


class TestRwg:
    def test_is_one_minus_the_variance_over_that_of_chance(self) -> None:
        # James, Demaree & Wolf (1984), equation 1: five answers have (25 - 1) / 12 = 2 by chance;
        # 4 4 5 5 has 1/3.
        assert r_wg(pd.Series([4, 4, 5, 5]), 5) == pytest.approx(1 - (1 / 3) / 2)

    def test_is_one_where_all_agree_and_zero_where_they_split(self) -> None:
        assert r_wg(pd.Series([3, 3, 3]), 5) == 1
        assert r_wg(pd.Series([1, 5, 1, 5]), 5) == 0

    def test_of_several_items_is_spearman_and_browns_of_their_mean(self) -> None:
        # Their equation 2 is the Spearman-Brown formula of equation 1 at the mean variance.
        items = pd.DataFrame({"a": [4, 4, 5, 5], "b": [2, 3, 3, 4], "c": [1, 1, 1, 2]})
        one = 1 - np.mean([1 / 3, 2 / 3, 1 / 4]) / 2
        assert r_wg_j(items, 5) == pytest.approx(3 * one / (1 + 2 * one))


class TestIcc:
    def test_is_that_of_shrout_and_fleiss(self) -> None:
        # Shrout & Fleiss (1979), table 4, on the ratings of table 2: ICC(1,1) = .17 and
        # ICC(1,4) = .44 (R's psych prints 0.17 and 0.44 for the same data).
        ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9]]
        ratings.append([6, 2, 4, 7])
        found = icc(pd.Series(np.ravel(ratings)), pd.Series(np.repeat(range(6), 4)))
        assert found and found.single == pytest.approx(0.17, abs=0.005)
        assert found.mean == pytest.approx(0.44, abs=0.005)
        assert (found.groups, found.n) == (6, 24)

    def test_of_unequal_groups_follows_from_scipys_f(self) -> None:
        # ICC(1) = (F - 1) / (F + size - 1) and ICC(2) = 1 - 1 / F; size (9 - 29/9) / 2 for groups
        # of 2, 3 and 4 (Snedecor & Cochran 1989, ch. 13).
        groups = [1, 3], [2, 3, 5], [5, 4, 6, 6]
        f, size = stats.f_oneway(*groups).statistic, (9 - 29 / 9) / 2
        found = icc(pd.Series(np.concatenate(groups)), pd.Series(np.repeat([1, 2, 3], [2, 3, 4])))
        assert found and found.single == pytest.approx((f - 1) / (f + size - 1))
        assert found.mean == pytest.approx(1 - 1 / f)
