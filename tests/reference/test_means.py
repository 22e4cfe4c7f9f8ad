"""The mean of a population from its groups, against other ways to it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.inference.means import Weighted, interval, poststratified

VALUES = pd.Series([1.0, 2, 3, 4, 6])
GROUPS = pd.Series(["a", "a", "a", "b", "b"])


def sizes(**populations: int) -> pd.Series:
    return pd.Series(populations)


class TestPoststratified:
    def test_is_that_by_hand(self) -> None:
        # Means 2 and 5, variances 1 and 2; weights 30/40 and 10/40.
        found = poststratified(VALUES, GROUPS, sizes(a=30, b=10), 0.95)
        variance = 0.75**2 * 1 / 3 * (1 - 3 / 30) + 0.25**2 * 2 / 2 * (1 - 2 / 10)
        assert found.mean == pytest.approx(2.75)
        # Student's t of 0.975 with three degrees of freedom: 3.182446.
        assert found.high == pytest.approx(2.75 + 3.182446 * variance**0.5, abs=1e-5)
        assert found.low == pytest.approx(2.75 - 3.182446 * variance**0.5, abs=1e-5)

    def test_of_one_group_without_end_is_students_interval(self) -> None:
        one = pd.Series(["a"] * 5)
        found = poststratified(VALUES, one, sizes(a=10**9), 0.9)
        assert (found.low, found.high) == pytest.approx(interval(VALUES, 0.9), abs=1e-6)

    def test_of_a_whole_population_is_its_mean(self) -> None:
        found = poststratified(VALUES, GROUPS, sizes(a=3, b=2), 0.95)
        assert (found.mean, found.low, found.high) == pytest.approx((3.2, 3.2, 3.2))

    def test_has_no_mean_where_a_group_has_no_values(self) -> None:
        found = poststratified(VALUES, GROUPS, sizes(a=30, b=10, c=5), 0.95)
        assert found == Weighted(None, None, None)

    def test_leaves_out_a_group_that_the_population_does_not_have(self) -> None:
        found = poststratified(VALUES, GROUPS, sizes(a=30, b=10, c=0), 0.95)
        assert found == poststratified(VALUES, GROUPS, sizes(a=30, b=10), 0.95)

    def test_has_no_interval_where_a_group_has_one_value(self) -> None:
        found = poststratified(VALUES[:4], GROUPS[:4], sizes(a=30, b=10), 0.95)
        assert found.mean == pytest.approx(2.5) and found.low is None

    def test_holds_about_what_it_promises(self) -> None:
        random = np.random.default_rng(0)
        country = {"a": random.normal(2, 1, 60), "b": random.normal(4, 1, 30)}
        truth = np.concatenate(list(country.values())).mean()
        groups, populations = pd.Series(["a"] * 8 + ["b"] * 8), sizes(a=60, b=30)
        held = []
        for _ in range(400):
            drawn = [random.choice(values, 8, replace=False) for values in country.values()]
            found = poststratified(pd.Series(np.concatenate(drawn)), groups, populations, 0.9)
            held.append((found.low or 0) <= truth <= (found.high or 0))
        assert np.mean(held) == pytest.approx(0.9, abs=0.05)
