"""Intervals of shares against published tables, other programs, and the exact coverage."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.stats import beta, binom, fisher_exact, hypergeom

from analysis.inference import detectable, differences, shares
from analysis.inference.shares import INTERVALS, finite, interval, jeffreys, poststratified, wilson

GRID = np.linspace(0.005, 0.995, 199)


class TestWilson:
    @pytest.mark.parametrize(
        ("count", "n", "bounds"),
        [
            (81, 263, (0.2553, 0.3662)),
            (15, 148, (0.0624, 0.1605)),
            (0, 20, (0, 0.1611)),
            (1, 29, (0.0061, 0.1718)),
        ],
    )
    def test_is_newcombes(self, count: int, n: int, bounds: tuple[float, float]) -> None:
        # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
        assert wilson(count, n, 0.95) == pytest.approx(bounds, abs=5e-5)


class TestJeffreys:
    @pytest.mark.parametrize(
        ("count", "bounds"), [(2, (0.065, 0.648)), (3, (0.139, 0.766)), (4, (0.234, 0.861))]
    )
    def test_of_seven_is_that_of_brown_cai_and_dasgupta(
        self, count: int, bounds: tuple[float, float]
    ) -> None:
        # Brown, Cai & DasGupta (2001), Statistical Science 16(2), table 5, n = 7.
        assert jeffreys(count, 7, 0.95) == pytest.approx(bounds, abs=1e-3)

    def test_ends_at_the_edge_where_none_or_all_have_it(self) -> None:
        # Their section 4.1.1: the other end is that of the posterior Beta(x + 1/2, n - x + 1/2).
        assert jeffreys(0, 10, 0.95) == pytest.approx((0, beta.ppf(0.975, 0.5, 10.5)))
        assert jeffreys(10, 10, 0.95) == pytest.approx((beta.ppf(0.025, 10.5, 0.5), 1))


class TestFinite:
    def test_is_within_one_of_that_of_samplingbook(self) -> None:
        # R's samplingbook, vignette "Some Remarks on Sprop": Sprop(m = 3, n = 10, N = 50) prints
        # the numbers 4 and 32. Those are the nearest that its two tests throw out, as
        # P(X >= 3 | 4) = 0.0218 and P(X <= 3 | 32) = 0.0176; ours are the last that they keep.
        assert hypergeom.sf(2, 50, 4, 10) < 0.025 > hypergeom.cdf(3, 50, 32, 10)
        assert finite(3, 10, 50, 0.95) == (5 / 50, 31 / 50)

    def test_is_the_share_itself_where_all_are_seen(self) -> None:
        assert finite(3, 10, 10, 0.95) == (0.3, 0.3)

    def test_is_the_clopper_pearson_interval_of_a_population_without_end(self) -> None:
        assert finite(3, 10, 1_000_000, 0.95) == pytest.approx(interval(3, 10, 0.95), abs=1e-4)

    def test_lies_within_the_clopper_pearson_interval(self) -> None:
        # 393 is how many municipalities the Netherlands had in 2015.
        low, high = finite(8, 10, 393, 0.95)
        assert interval(8, 10, 0.95)[0] < low < 0.8 < high < interval(8, 10, 0.95)[1]

    @pytest.mark.parametrize(("n", "population"), [(3, 12), (5, 20), (10, 40), (30, 50)])
    def test_holds_what_it_promises_for_every_population(self, n: int, population: int) -> None:
        bounds = [finite(count, n, population, 0.95) for count in range(n + 1)]
        for having in range(population + 1):
            held = [low <= having / population <= high for low, high in bounds]
            chances = hypergeom.pmf(np.arange(n + 1), population, having, n)
            assert chances[held].sum() >= 0.95 - 1e-12

    def test_says_so_where_there_are_more_cases_than_the_population_has(self) -> None:
        with pytest.raises(ValueError, match="11 cases from a population of 10"):
            finite(3, 11, 10, 0.95)


def coverage(name: str, n: int) -> np.ndarray:
    """The chance that an interval holds the share, at each share of the grid; no simulation."""
    bounds = np.array([INTERVALS[name](count, n, 0.95) for count in range(n + 1)])
    held = (bounds[:, :1] <= GRID) & (bounds[:, 1:] >= GRID)
    return np.asarray((binom.pmf(np.arange(n + 1)[:, None], n, GRID) * held).sum(axis=0))


@pytest.mark.parametrize("n", [5, 10, 30])
class TestCoverage:
    def test_of_clopper_pearson_never_falls_short(self, n: int) -> None:
        assert coverage("clopper-pearson", n).min() >= 0.95

    @pytest.mark.parametrize("name", ["wilson", "jeffreys"])
    def test_of_the_others_is_as_promised_on_average_and_sometimes_less(
        self, n: int, name: str
    ) -> None:
        # Brown, Cai & DasGupta (2001), section 4: around 0.95, with dips near the ends.
        assert coverage(name, n).mean() == pytest.approx(0.95, abs=0.015)
        assert 0.82 < coverage(name, n).min() < 0.95


class TestDifferences:
    @pytest.mark.parametrize(("n", "m"), [(5, 5), (3, 10), (10, 10)])
    def test_coverage(self, n: int, m: int) -> None:
        bounds = np.array(
            [[differences.interval(i, n, j, m, 0.95) for j in range(m + 1)] for i in range(n + 1)]
        )
        for p, q in product(np.linspace(0.02, 0.98, 15), repeat=2):
            chances = np.outer(binom.pmf(range(n + 1), n, p), binom.pmf(range(m + 1), m, q))
            held = (bounds[..., 0] <= p - q) & (bounds[..., 1] >= p - q)
            assert chances[held].sum() >= 0.95


def strata(*rows: tuple[int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["count", "n", "population"])


class TestPoststratified:
    def test_weighs_the_shares_of_the_groups(self) -> None:
        # By hand: (30 * 1/2 + 10 * 1/4) / 40.
        found = poststratified(strata((1, 2, 30), (1, 4, 10)), 0.95)
        assert found and found.share == pytest.approx(17.5 / 40)

    def test_of_one_group_is_the_interval_of_a_finite_population(self) -> None:
        found = poststratified(strata((3, 10, 50)), 0.95)
        assert found and (found.low, found.high) == finite(3, 10, 50, 0.95)

    def test_weighs_intervals_that_hold_together(self) -> None:
        # Independent intervals hold together with the product of their confidences.
        found = poststratified(strata((1, 5, 30), (2, 4, 10)), 0.95)
        ends = [finite(1, 5, 30, 0.95**0.5), finite(2, 4, 10, 0.95**0.5)]
        low, high = ((30 * ends[0][end] + 10 * ends[1][end]) / 40 for end in (0, 1))
        assert found and (found.low, found.high) == pytest.approx((low, high))

    def test_holds_what_it_promises_for_every_population(self) -> None:
        found = {
            (i, j): poststratified(strata((i, 3, 8), (j, 2, 5)), 0.9)
            for i, j in product(range(4), range(3))
        }
        for a, b in product(range(9), range(6)):
            ps = np.asarray(hypergeom.pmf(range(4), 8, a, 3))
            qs = np.asarray(hypergeom.pmf(range(3), 5, b, 2))
            held = sum(
                ps[i] * qs[j]
                for (i, j), one in found.items()
                if one and one.low - 1e-12 <= (a + b) / 13 <= one.high + 1e-12
            )
            assert held >= 0.9 - 1e-12

    def test_allows_for_any_share_in_a_group_without_cases(self) -> None:
        found = poststratified(strata((2, 2, 2), (0, 0, 6)), 0.95)
        assert found == shares.Weighted(None, 0.25, 1.0)

    def test_is_not_defined_without_cases(self) -> None:
        assert poststratified(strata((0, 0, 6)), 0.95) is None


class TestDetectableShares:
    def test_unseen_share_of_ninety_five_per_cent_is_the_rule_of_three(self) -> None:
        # Hanley & Lippman-Hand (1983): 3/n, exactly 1 - 0.05^(1/n); 0.0295 for n = 100.
        assert detectable.unseen_share(100, 0.95) == pytest.approx(0.0295, abs=5e-5)

    def test_share_has_the_power_and_none_nearer_has(self) -> None:
        found = detectable.share(10, 0.5, 0.95)
        assert found
        # By hand: of ten, nine and ten have a lower bound above a half (0.555 and 0.692).
        assert binom.sf(8, 10, found) == pytest.approx(0.8, abs=1e-6)

    def test_none_suffices_where_all_of_three_do_not(self) -> None:
        assert detectable.share(3, 0.5, 0.95) is None

    @pytest.mark.parametrize(("n", "m", "base"), [(10, 10, 0.1), (6, 12, 0.05), (9, 8, 0.9)])
    def test_shares_have_the_power_by_scipys_test(self, n: int, m: int, base: float) -> None:
        pairs = list(product(range(n + 1), range(m + 1)))
        found = [fisher_exact(np.array([[i, n - i], [j, m - j]])).pvalue <= 0.05 for i, j in pairs]
        powers = [
            sum(
                binom.pmf(i, n, base) * binom.pmf(j, m, other)
                for (i, j), is_found in zip(pairs, found, strict=True)
                if is_found
            )
            for other in detectable.shares(detectable.by_fisher(n, m, 0.95), base)
            if other is not None
        ]
        assert powers == pytest.approx([0.8] * len(powers), abs=1e-6) and powers

    @pytest.mark.parametrize(("n", "m"), [(4, 9), (10, 10)])
    def test_intervals_find_what_lies_wholly_off_nought(self, n: int, m: int) -> None:
        found = detectable.by_intervals(n, m, 0.9)
        for i, j in product(range(n + 1), range(m + 1)):
            low, high = differences.interval(i, n, j, m, 0.9)
            assert found[i, j] == (low > 0 or high < 0)
        assert found.any() and not found.all()
