"""What a sample of this size could have detected: how large an effect must be to be seen.

An effect counts as detectable when the test, at one minus the confidence, finds it with the
given power. What is smaller can be there and go unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import atanh, comb, factorial, log, sqrt

import numpy as np

from analysis.inference.shares import interval

POWER = 0.8
"""The power that is asked for where none is given."""

DRAWS = 1_000
"""How many pairs of groups are drawn to find the power at an effect."""

EXACT = 20_000
"""How large the work for one exact rank test may be; beyond, it is the normal approximation.

The work is the cases of the smaller group, plus one, times the square of the cases in all: fifteen
against fifteen is within it.
"""


@dataclass(frozen=True)
class Detectable:
    """The smallest Cliff's delta that is detected; None where not even 1 is.

    `how` is "monte carlo"; `error` is the standard error of the power that it was found with.
    """

    value: float | None
    how: str
    error: float


def unseen_share(n: int, power: float = POWER) -> float:
    """The smallest share of which at least one of n cases shows the property with this power.

    Source: one minus the power is (1 - share)^n; Hanley & Lippman-Hand (1983), JAMA 249(13).
    """
    return float(1 - (1 - power) ** (1 / n))


def share(n: int, null: float, confidence: float, power: float = POWER) -> float | None:
    """The smallest share above `null` whose Clopper-Pearson interval lies above it so often.

    Exact. None where no share is: with that few cases not even all of them suffice.
    """
    from scipy.stats import binom

    counts = np.arange(n + 1)
    above = np.array([interval(int(k), n, confidence)[0] > null for k in counts])
    return _smallest(lambda p: float(binom.pmf(counts, n, p)[above].sum()), null, 1, power)


def shares(
    found: np.ndarray, base: float, power: float = POWER
) -> tuple[float | None, float | None]:
    """The nearest shares below and above `base` that two groups are found to differ by.

    Exact: the chance of a difference between n cases with the share `base` and m cases with the
    other. None on a side where not even 0 or 1 suffices.

    Args:
        found: which pairs of counts, 0 to n by 0 to m, count as a difference: see `by_fisher`
            and `by_intervals`.
        base: the share behind the first group, 0 to 1.
        power: how often the difference must be found.
    """
    from scipy.stats import binom

    n, m = (size - 1 for size in found.shape)
    chances = binom.pmf(np.arange(n + 1), n, base) @ found

    def power_at(other: float) -> float:
        return float(chances @ binom.pmf(np.arange(m + 1), m, other))

    below, above = (_smallest(power_at, base, end, power) for end in (0, 1))
    return below, above


def by_fisher(n: int, m: int, confidence: float) -> np.ndarray:
    """Which pairs of counts, of n and of m, Fisher's exact test (two-sided) finds to differ."""
    from scipy.stats import hypergeom

    found = np.zeros((n + 1, m + 1), dtype=bool)
    for total in range(n + m + 1):
        counts = np.arange(max(0, total - m), min(n, total) + 1)
        chances = hypergeom.pmf(counts, n + m, n, total)
        rising = np.sort(chances)
        as_rare = np.searchsorted(rising, chances * (1 + 1e-7), side="right")
        found[counts, total - counts] = np.cumsum(rising)[as_rare - 1] <= 1 - confidence
    return found


def by_intervals(n: int, m: int, confidence: float) -> np.ndarray:
    """Which pairs of counts, of n and of m, have a `differences.interval` without nought in it.

    That is where the two intervals that it is made from do not overlap.
    """
    ours, theirs = (
        np.array([interval(k, size, sqrt(confidence)) for k in range(size + 1)]) for size in (n, m)
    )
    return (ours[:, None, 0] > theirs[None, :, 1]) | (ours[:, None, 1] < theirs[None, :, 0])


def correlation(n: int, confidence: float, power: float = POWER) -> float | None:
    """About the smallest rank correlation (Spearman's) that its test, two-sided, detects.

    By the normal approximation of its Fisher transform. None where n cases have too few
    arrangements for any to be rare enough.

    Source: Fieller, Hartley & Pearson (1957), Biometrika 44(3/4), for the variance without
    correlation; Bonett & Wright (2000), Psychometrika 65(1), for that with one.
    """
    from scipy.stats import norm

    if n < 4 or 2 / factorial(n) > 1 - confidence:
        return None
    bar = norm.ppf((1 + confidence) / 2) * sqrt(1.06 / (n - 3))

    def power_at(rho: float) -> float:
        return float(norm.sf((bar - atanh(rho)) / sqrt((1 + rho**2 / 2) / (n - 3))))

    return _smallest(power_at, 0.0, 1 - 1e-9, power)


def delta(
    n: int, m: int, levels: Sequence[float], confidence: float, power: float = POWER, seed: int = 0
) -> Detectable:
    """The smallest Cliff's delta between two groups of ordinal scores that a rank test detects.

    By simulation: the second group's scores are those of the first with all odds of a higher
    level multiplied by one number. The test is that of Mann and Whitney, two-sided: its exact
    permutation p for few cases (see `EXACT`), else its normal approximation corrected for ties.

    Args:
        n: cases of the first group.
        m: cases of the second group.
        levels: how likely each level is in the first group, from the lowest; they add up to 1.
        confidence: one minus the level of the test.
        power: how often the difference must be found.
        seed: of the draws.

    Source: Whitehead (1993), Statistics in Medicine 12(24), on odds as the effect; Streitberg &
    Röhmel (1986), Statistical Software Newsletter 12(1), for the exact distribution.
    """
    random = np.random.default_rng(seed)
    first, second = random.random((DRAWS, n)), random.random((DRAWS, m))
    edges = np.minimum(np.cumsum(levels)[:-1], 1.0)

    def power_at(shift: float) -> float:
        pairs = (_levels_of(first, edges), _levels_of(second, _shifted(edges, shift)))
        return float((_ranked(*pairs) <= 1 - confidence + 1e-9).mean())

    shift = _smallest(power_at, 0.0, log(1e6), power, steps=9)
    error = float(np.sqrt(power * (1 - power) / DRAWS))
    return Detectable(shift and _delta_at(np.asarray(levels), edges, shift), "monte carlo", error)


def _smallest(
    power_at: Callable[[float], float], start: float, end: float, power: float, steps: int = 30
) -> float | None:
    """The value nearest to the start, on the way to the end, that has the power."""
    if power_at(end) < power:
        return None
    for _ in range(steps):
        middle = (start + end) / 2
        start, end = (start, middle) if power_at(middle) >= power else (middle, end)
    return float(end)


def _levels_of(uniform: np.ndarray, edges: np.ndarray) -> np.ndarray:
    return np.asarray(np.searchsorted(edges, uniform))


def _shifted(edges: np.ndarray, shift: float) -> np.ndarray:
    """The cumulative chances with all odds of a higher level multiplied by e to the shift."""
    from scipy.special import expit, logit

    return np.asarray(expit(logit(edges) - shift))


def _delta_at(levels: np.ndarray, edges: np.ndarray, shift: float) -> float:
    """Cliff's delta of the shifted group to the first one."""
    other = np.diff([0, *_shifted(edges, shift), 1])
    lower = np.cumsum(levels) - levels
    higher = 1 - np.cumsum(levels)
    return float(other @ (lower - higher))


def _ranked(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The p of a two-sided rank test of each pair of rows."""
    first, second = sorted((first, second), key=np.size)
    n, m = first.shape[1], second.shape[1]
    if (n + 1) * (n + m) ** 2 <= EXACT:
        return np.array([_exact_p(*_counts(*pair)) for pair in zip(first, second, strict=True)])
    from scipy.stats import mannwhitneyu

    with np.errstate(divide="ignore", invalid="ignore"):
        ps = mannwhitneyu(first, second, axis=1, method="asymptotic").pvalue
    return np.where(np.isnan(ps), 1.0, ps)


def _counts(first: np.ndarray, second: np.ndarray) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """How often each level occurs in the first group, and in both together."""
    top = max(first.max(), second.max()) + 1
    ours, theirs = (np.bincount(values, minlength=top) for values in (first, second))
    return tuple(ours.tolist()), tuple((ours + theirs).tolist())


@lru_cache(maxsize=50_000)
def _exact_p(ours: tuple[int, ...], both: tuple[int, ...]) -> float:
    chances = _rank_sums(sum(ours), both)
    middle = sum(ours) * (sum(both) + 1)
    seen = abs(int(np.dot(ours, _double_midranks(both))) - middle)
    return float(chances[np.abs(np.arange(len(chances)) - middle) >= seen].sum())


@lru_cache(maxsize=50_000)
def _rank_sums(n: int, both: tuple[int, ...]) -> np.ndarray:
    """The chance of each doubled rank sum of n cases out of levels that occur so often."""
    total = sum(both)
    ways = np.zeros((n + 1, total * (total + 1) + 1))
    ways[0, 0] = 1
    for tied, rank in zip(both, _double_midranks(both), strict=True):
        new = ways.copy()
        for taken in range(1, min(tied, n) + 1):
            step = taken * rank
            new[taken:, step:] += comb(tied, taken) * ways[:-taken, : ways.shape[1] - step]
        ways = new
    return np.asarray(ways[n] / ways[n].sum())


def _double_midranks(both: tuple[int, ...]) -> list[int]:
    """Twice the mean rank of each level, a whole number."""
    return [int(x) for x in 2 * np.cumsum(both) - np.asarray(both) + 1]
