"""Tests and effects against published tables, other programs, and enumeration done anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from math import factorial

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.inference import associations, detectable, effects
from analysis.inference.arrangements import DRAWS, Outcome, every_table
from analysis.inference.associations import (
    fisher,
    holm,
    jonckheere,
    kruskal_wallis,
    spearman,
)


def grouped(*groups: Sequence[float]) -> tuple[pd.Series, pd.Series]:
    """Scores and their groups, the groups numbered in order."""
    scores = [float(score) for group in groups for score in group]
    numbers = [number for number, group in enumerate(groups) for _ in group]
    return pd.Series(scores), pd.Series(numbers)


def within_its_error(outcome: Outcome, p: float) -> bool:
    return outcome.p is not None and abs(outcome.p - p) <= 4 * (outcome.error or 0)


class TestFisher:
    def test_of_oral_lesions_is_that_of_statxact(self) -> None:
        # Mehta & Patel, StatXact manual (Cytel): nine sites of oral lesions in three regions of
        # India; Fisher-Freeman-Halton exact p = 0.0101.
        one, both = [0, 1, 0], [1, 0, 1]
        outcome = fisher(np.array([one, [8, 1, 8], one, one, one, one, one, both, both]))
        assert outcome.p == pytest.approx(0.0101, abs=5e-5)
        assert outcome.how == "exact" and outcome.error is None and outcome.n == 27

    def test_of_job_satisfaction_is_that_of_r(self) -> None:
        # R's documentation of fisher.test, after Agresti (2002), p. 57: p-value = 0.7827.
        job = [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]]
        outcome = fisher(np.array(job))
        assert outcome.how == "monte carlo" and within_its_error(outcome, 0.7827)

    def test_of_convictions_is_that_of_r(self) -> None:
        # R's documentation of fisher.test, after Fisher (1962): p-value = 0.0005367.
        assert fisher(np.array([[2, 10], [15, 3]])).p == pytest.approx(0.0005367, abs=5e-8)

    def test_of_two_by_two_is_that_of_scipy(self) -> None:
        random = np.random.default_rng(1)
        for table in random.integers(0, 9, (40, 2, 2)):
            if (table.sum(axis=0) > 0).all() and (table.sum(axis=1) > 0).all():
                assert fisher(table).p == pytest.approx(stats.fisher_exact(table).pvalue)

    def test_of_r_by_c_is_that_of_all_permutations(self) -> None:
        outcome = fisher(np.array([[2, 0, 1], [0, 2, 0], [0, 1, 1]]))
        rows, columns = [0, 0, 0, 1, 1, 2, 2], [0, 0, 2, 1, 1, 1, 2]

        def chance(order: Sequence[int]) -> float:
            table = np.zeros((3, 3))
            np.add.at(table, (rows, list(order)), 1)
            return -float(np.prod([1 / factorial(int(cell)) for cell in table.ravel()]))

        assert outcome.p == pytest.approx(share_as_extreme(chance, columns))


def share_as_extreme(statistic: Callable[[Sequence[int]], float], values: Sequence[int]) -> float:
    """The share of all orders of the values whose statistic is at least the observed one."""
    bar = statistic(values) - 1e-12
    found = [statistic(order) >= bar for order in permutations(values)]
    return sum(found) / len(found)


class TestKruskalWallis:
    @pytest.mark.parametrize(
        ("groups", "h", "p"),
        [
            (([1, 2, 3], [4, 5, 6], [7, 8, 9]), 7.2, 0.004),
            (([1, 2, 6], [3, 4, 5], [7, 8, 9]), 5.6, 0.050),
            (([1, 2], [3, 4], [5, 6]), 4.5714, 0.067),
            (([1, 2, 3], [4, 5], [6, 7]), 5.3571, 0.029),
        ],
    )
    def test_is_that_of_the_published_table(
        self, groups: tuple[list[float], ...], h: float, p: float
    ) -> None:
        # Kruskal & Wallis (1952), JASA 47(260), their table of exact chances.
        outcome = kruskal_wallis(*grouped(*groups))
        assert outcome.statistic == pytest.approx(h, abs=5e-5)
        assert outcome.p == pytest.approx(p, abs=5e-4) and outcome.how == "exact"

    def test_of_two_groups_is_the_rank_sum_test_of_r(self) -> None:
        # R's documentation of wilcox.test, after Hollander & Wolfe (1973), p. 69f: W = 35 and the
        # one-sided p-value = 0.1272, so twice that two-sided.
        first = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
        outcome = kruskal_wallis(*grouped(first, [1.15, 0.88, 0.90, 0.74, 1.21]))
        assert outcome.p == pytest.approx(0.2544, abs=1e-4)

    def test_with_ties_is_that_of_scipy(self) -> None:
        groups = [1, 2, 2], [2, 3], [1, 1, 3]
        outcome = kruskal_wallis(*grouped(*groups))
        assert outcome.statistic == pytest.approx(stats.kruskal(*groups).statistic)
        second = stats.permutation_test(
            groups,
            lambda *parts: stats.kruskal(*parts).statistic,
            alternative="greater",
            n_resamples=10**6,
        )
        assert outcome.p == pytest.approx(second.pvalue)


class TestJonckheere:
    knowledge = grouped(
        [40, 35, 38, 43, 44, 41], [38, 40, 47, 44, 40, 42], [48, 40, 45, 43, 46, 44]
    )

    def test_statistic_is_that_of_hollander_and_wolfe(self) -> None:
        # Hollander, Wolfe & Chicken (2014), example 6.2 (R's NSM3, motivational.effect): J = 79.
        assert jonckheere(*self.knowledge, "increasing").statistic == 79

    def test_chance_of_79_without_ties_is_that_of_the_table(self) -> None:
        # The same, table A.13, as R's NSM3 has it in cJCK(.0231, c(6, 6, 6), "Exact"): in three
        # groups of six, J is at least 79 with chance 0.0231.
        scores, groups = grouped(
            [1, 2, 4, 5, 11, 17], [3, 6, 7, 10, 13, 16], [8, 9, 12, 14, 15, 18]
        )
        outcome = jonckheere(scores, groups, "increasing")
        assert outcome.statistic == 79 and within_its_error(outcome, 0.0231)

    @pytest.mark.parametrize("side", associations.SIDES)
    def test_is_that_of_all_permutations(self, side: str) -> None:
        scores, groups = grouped([1, 2, 2], [1, 3], [2, 3, 3])
        numbers = groups.tolist()

        def extreme(order: Sequence[int]) -> float:
            # J minus its expectation is half of Kendall's S of groups and scores.
            s = sum(
                np.sign(order[j] - order[i])
                for i in range(len(order))
                for j in range(len(order))
                if numbers[i] < numbers[j]
            )
            return float({"two-sided": abs(s), "increasing": s, "decreasing": -s}[side])

        expected = share_as_extreme(extreme, [int(s) for s in scores])
        assert jonckheere(scores, groups, side).p == pytest.approx(expected)

    def test_takes_categories_in_their_own_order(self) -> None:
        classes = pd.Categorical(["small", "small", "large"], ["small", "large"], ordered=True)
        assert jonckheere(pd.Series([1, 2, 3]), pd.Series(classes)).statistic == 2

    def test_says_so_where_it_is_asked_for_another_side(self) -> None:
        with pytest.raises(ValueError, match="up is none of two-sided"):
            jonckheere(*self.knowledge, "up")


class TestSpearman:
    @pytest.mark.parametrize(
        ("second", "rho", "p"),
        [
            ([1, 2, 3, 5, 4], 0.9, 0.083),
            ([1, 3, 2, 4, 6, 5], 0.886, 0.033),
            ([1, 2, 4, 3, 7, 5, 6], 0.857, 0.024),
        ],
    )
    def test_is_that_of_the_published_table(self, second: list[int], rho: float, p: float) -> None:
        # Exact upper tails of rho, doubled: Olds (1938), Annals of Mathematical Statistics 9(2);
        # as R's cor.test(method = "spearman") prints them for up to nine pairs.
        outcome = spearman(pd.Series(range(len(second))), pd.Series(second))
        assert outcome.statistic == pytest.approx(rho, abs=5e-4)
        assert outcome.p == pytest.approx(p, abs=5e-4) and outcome.how == "exact"

    def test_with_ties_is_that_of_scipy(self) -> None:
        first, second = [1, 2, 2, 3, 4, 4], [2, 1, 3, 3, 3, 5]
        outcome = spearman(pd.Series(first), pd.Series(second))
        assert outcome.statistic == pytest.approx(stats.spearmanr(first, second).statistic)
        result = stats.permutation_test(
            (first,),
            lambda order: abs(stats.spearmanr(order, second).statistic),
            permutation_type="pairings",
            alternative="greater",
            n_resamples=10**6,
        )
        assert outcome.p == pytest.approx(result.pvalue)

    def test_beyond_enumeration_is_near_that_of_scipys_t(self) -> None:
        random = np.random.default_rng(3)
        first = random.normal(size=60)
        second = first * 0.3 + random.normal(size=60)
        outcome = spearman(pd.Series(first), pd.Series(second))
        expected = stats.spearmanr(first, second)
        assert outcome.statistic == pytest.approx(expected.statistic)
        assert outcome.how == "monte carlo"
        assert outcome.p == pytest.approx(expected.pvalue, abs=0.005)


class TestHolm:
    def test_is_that_by_hand(self) -> None:
        # By hand after Holm (1979): the smallest times four, the next times three, and so on,
        # none below the one before it; as R's p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm").
        assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])

    def test_leaves_out_what_is_not_defined(self) -> None:
        assert holm([None, 0.01, None, 0.02]) == [None, 0.02, None, 0.02]
        assert holm([None]) == [None]


class TestEveryTable:
    def test_has_the_sums_once_each_and_as_many_as_published(self) -> None:
        # Four by four with sums 2 has 282 tables (OEIS A000681), three by three with sums 3 has
        # 55 (MacMahon 1916, Combinatory Analysis; OEIS A002817).
        for size, total, number in ((4, 2, 282), (3, 3, 55)):
            sums = np.full(size, total)
            tables = every_table(sums, sums)
            assert tables is not None and len(np.unique(tables, axis=0)) == number == len(tables)
            assert (tables.sum(axis=1) == total).all() and (tables.sum(axis=2) == total).all()

    def test_is_none_where_they_are_too_many(self) -> None:
        assert every_table(np.full(10, 10), np.full(10, 10)) is None


def all_assignments(sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    numbers = [number for number, size in enumerate(sizes) for _ in range(size)]
    return iter(sorted(set(permutations(numbers))))


@pytest.mark.parametrize("test", [kruskal_wallis, jonckheere], ids=lambda t: t.__name__)
class TestSize:
    def test_of_an_exact_test_is_never_over_its_level(
        self, test: Callable[[pd.Series, pd.Series], Outcome]
    ) -> None:
        # Under the null each assignment of these scores to the groups is as likely: all 210.
        scores = pd.Series([1.0, 2, 2, 3, 4, 4, 5])
        ps = np.array([test(scores, pd.Series(g)).p for g in all_assignments((2, 2, 3))])
        assert len(ps) == 210
        for level in (0.01, 0.05, 0.1):
            assert (ps <= level + 1e-9).mean() <= level
        assert (ps <= 0.1).any()

    def test_by_monte_carlo_is_near_its_level(
        self, test: Callable[[pd.Series, pd.Series], Outcome]
    ) -> None:
        random, groups = np.random.default_rng(5), pd.Series(np.repeat(range(4), 6))
        outcomes = [test(pd.Series(random.integers(1, 6, 24)), groups) for _ in range(60)]
        assert {outcome.how for outcome in outcomes} == {"monte carlo"}
        found = sum((outcome.p or 0) <= 0.1 for outcome in outcomes)
        assert 1 <= found <= stats.binom.ppf(0.999, 60, 0.1)


class TestMonteCarlo:
    def test_agrees_with_the_exact_p_within_its_error(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scores, groups = grouped([1, 2, 2, 3], [2, 3, 3], [1, 1, 3, 3, 4])
        exact = kruskal_wallis(scores, groups).p
        monkeypatch.setattr("analysis.inference.arrangements.ENOUGH", 1)
        drawn = kruskal_wallis(scores, groups)
        assert exact and drawn.how == "monte carlo" and within_its_error(drawn, exact)
        assert drawn.error == pytest.approx((exact * (1 - exact) / DRAWS) ** 0.5, rel=0.1)
        assert kruskal_wallis(scores, groups) == drawn


class TestCliffsDelta:
    def test_is_that_of_effsize(self) -> None:
        # R's effsize, tests of cliff.delta: -0.25, interval -0.7265846 to 0.3890062.
        found = effects.cliffs_delta(
            [10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50], 0.95
        )
        assert found and found.value == -0.25
        assert (found.low, found.high) == pytest.approx((-0.7265846, 0.3890062), abs=1e-6)

    def test_apart_follows_from_the_largest_variance(self) -> None:
        # Feng & Cliff (2004), equation 6, solved: (n - t²) / (n + t²), n the smaller group.
        found = effects.cliffs_delta([5, 6, 7, 8], [1, 2, 3], 0.95)
        t = stats.t.ppf(0.975, 5)
        assert found and (found.value, found.high, found.n) == (1, 1, 7)
        assert found.low == pytest.approx((3 - t**2) / (3 + t**2))
        mirrored = effects.cliffs_delta([1, 2, 3], [5, 6, 7, 8], 0.95)
        assert mirrored and (mirrored.low, mirrored.high) == (-1.0, -(found.low or 0))

    @pytest.mark.parametrize("n", [5, 10, 30])
    def test_interval_holds_about_what_it_promises(self, n: int) -> None:
        random, shift = np.random.default_rng(n), 0.8
        truth = 2 * stats.norm.cdf(shift / 2**0.5) - 1
        held = 0
        for _ in range(400):
            found = effects.cliffs_delta(
                random.normal(shift, 1, n).tolist(), random.normal(0, 1, n).tolist(), 0.95
            )
            held += bool(found and (found.low or 0) <= truth <= (found.high or 0))
        assert 0.91 <= held / 400 <= 0.995


class TestCramersV:
    def test_is_bergsmas_formula(self) -> None:
        table = np.array([[12, 3, 5], [2, 9, 9]])
        n = table.sum()
        phi = stats.chi2_contingency(table, correction=False).statistic / n
        least = min(2 - 1 / (n - 1), 3 - 4 / (n - 1)) - 1
        found = effects.cramers_v(table, 0.95)
        assert found and found.value == pytest.approx(((phi - 2 / (n - 1)) / least) ** 0.5)
        assert (found.low or 0) < found.value < (found.high or 0)

    def test_is_nothing_where_chance_explains_it(self) -> None:
        # R's mtcars, am by vs: V = 0.1683451 before correction (R's confintr 1.0.2, example of
        # cramersv); its square is below 1/31, so that Bergsma's is zero.
        found = effects.cramers_v(np.array([[12, 7], [6, 7]]), 0.95)
        assert found and found.value == 0 and 0.1683451**2 < 1 / 31

    def test_of_independent_tables_is_less_biased_than_the_plain_one(self) -> None:
        # Bergsma (2013): under independence the corrected V squared has expectation near zero.
        random = np.random.default_rng(2)
        tables = random.multinomial(30, np.full(12, 1 / 12), size=300).reshape(-1, 3, 4)
        found = [effects.cramers_v(table, 0.95) for table in tables[:60]]
        plain = [stats.contingency.association(t) ** 2 for t in tables[:60] if t.any(axis=0).all()]
        assert np.mean([f.value**2 for f in found if f]) < np.mean(plain) / 2


class TestDetectableDelta:
    levels = (0.1, 0.2, 0.4, 0.2, 0.1)

    def test_rank_test_is_that_of_scipy_without_ties(self) -> None:
        ours, both = (1, 0, 1, 1, 0, 0, 1), (1,) * 7
        x, y = [1, 3, 4, 7], [2, 5, 6]
        expected = stats.mannwhitneyu(x, y, method="exact").pvalue
        assert detectable._exact_p(ours, both) == pytest.approx(expected)

    def test_rank_test_is_the_permutation_test_with_ties(self) -> None:
        scores, groups = grouped([1, 1, 2, 3], [2, 3, 3])
        expected = kruskal_wallis(scores, groups).p
        assert detectable._exact_p((2, 1, 1), (2, 2, 3)) == pytest.approx(expected)

    def test_is_near_noethers_formula(self) -> None:
        # Noether (1987), JASA 82: N = (1.96 + 0.8416)² / (12 c (1 - c) (P - 1/2)²), no ties.
        found = detectable.delta(50, 50, [0.02] * 50, 0.95)
        p = 0.5 + (7.849 / (100 * 12 * 0.25)) ** 0.5
        assert found.value == pytest.approx(2 * p - 1, rel=0.08)

    def test_is_none_where_no_arrangement_is_rare_enough(self) -> None:
        # Three against three: the smallest two-sided p is 2 of 20.
        assert detectable.delta(3, 3, self.levels, 0.95).value is None

    def test_gets_smaller_with_more_cases(self) -> None:
        few, many = (detectable.delta(n, n, self.levels, 0.95).value for n in (6, 12))
        assert few and many and 0 < many < few < 1


class TestDetectableCorrelation:
    @pytest.mark.parametrize("n", [8, 15, 40])
    def test_is_found_about_four_times_in_five(self, n: int) -> None:
        # Pairs from a normal distribution, of which Spearman's rho is known (Pearson 1907).
        rho = detectable.correlation(n, 0.95)
        assert rho
        pearson = 2 * np.sin(np.pi * rho / 6)
        random = np.random.default_rng(n)
        pairs = random.multivariate_normal([0, 0], [[1, pearson], [pearson, 1]], size=(400, n))
        ranks = pairs.argsort(axis=1).argsort(axis=1).astype(float)
        found = 1 - 6 * ((ranks[..., 0] - ranks[..., 1]) ** 2).sum(axis=1) / (n**3 - n)
        orders = random.permuted(np.tile(np.arange(float(n)), (20_000, 1)), axis=1)
        null = 1 - 6 * ((orders - np.arange(n)) ** 2).sum(axis=1) / (n**3 - n)
        assert (np.abs(found) >= np.quantile(np.abs(null), 0.95)).mean() == pytest.approx(
            0.8, abs=0.07
        )

    @pytest.mark.parametrize("n", [0, 3, 4])
    def test_is_none_where_no_order_is_rare_enough(self, n: int) -> None:
        assert detectable.correlation(n, 0.95) is None
