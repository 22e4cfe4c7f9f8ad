"""What a share among few cases says of the share behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Weighted:
    """A share of a whole population, put together from its groups, with its interval."""

    share: float | None
    low: float
    high: float


def interval(count: int, n: int, confidence: float) -> tuple[float, float]:
    """The Clopper-Pearson interval of a share: exact, so never narrower than promised.

    Args:
        count: how many cases have the property, 0 to n.
        n: how many cases there are, at least 1.
        confidence: the level of confidence, such as 0.95.

    Returns:
        Lower and upper bound of the share, 0 to 1.

    Source: Clopper & Pearson (1934), Biometrika 26(4), as statsmodels computes it.
    """
    return _interval(count, n, confidence, "beta")


def wilson(count: int, n: int, confidence: float) -> tuple[float, float]:
    """The Wilson score interval of a share: holds on average, narrower than the exact one.

    Args and what is returned: as `interval`.

    Source: Wilson (1927), JASA 22(158), as statsmodels computes it.
    """
    return _interval(count, n, confidence, "wilson")


def jeffreys(count: int, n: int, confidence: float) -> tuple[float, float]:
    """The Jeffreys interval of a share: holds on average, also near 0 and 1.

    Where no case has the property it starts at 0, and where all have it ends at 1.

    Args and what is returned: as `interval`.

    Source: Brown, Cai & DasGupta (2001), Statistical Science 16(2), section 4.1.1, for those
    ends; the rest as statsmodels computes it.
    """
    low, high = _interval(count, n, confidence, "jeffreys")
    return (0.0 if count == 0 else low), (1.0 if count == n else high)


def finite(count: int, n: int, population: int, confidence: float) -> tuple[float, float]:
    """The exact interval of a share in a population that is counted, such as a country's
    municipalities: the hypergeometric counterpart of Clopper-Pearson.

    It holds the numbers in the population that neither of two tests, each at half the remaining
    chance, throws out. With the whole population as cases it is the share itself.

    Args:
        count: how many of the cases have the property, 0 to n.
        n: how many cases were drawn, at least 1.
        population: how many there are in all, at least n.
        confidence: the level of confidence, such as 0.95.

    Returns:
        Lower and upper bound of the share in the population, 0 to 1.

    Raises ValueError when there are more cases than the population has.

    Source: Buonaccorsi (1987), The American Statistician 41(3), on inverting the two tests.
    """
    import numpy as np
    from scipy.stats import hypergeom

    if n > population:
        raise ValueError(f"{n} cases from a population of {population}")
    possible = np.arange(count, population - n + count + 1)
    at_least = hypergeom.sf(count - 1, population, possible, n)
    at_most = hypergeom.cdf(count, population, possible, n)
    tail = (1 - confidence) / 2
    kept = possible[(at_least > tail) & (at_most > tail)]
    return float(kept[0] / population), float(kept[-1] / population)


def poststratified(groups: pd.DataFrame, confidence: float) -> Weighted | None:
    """A share of the population from the shares in its groups, each weighed by its known size.

    The interval never holds less than promised: each group has its exact finite-population
    interval at a confidence at which all hold together, and the ends are weighed together. A
    group without cases can have any share; then no share is given and the interval allows for
    it. None where no group has cases.

    Args:
        groups: a row a group: `count` (cases with the property), `n` (cases) and `population`
            (how many the group has in all), whole numbers.
        confidence: the level of confidence of the whole, such as 0.95.

    Source: Holt & Smith (1979), Journal of the Royal Statistical Society A 142(1), for the
    share; the interval is the product of the coverages of independent exact intervals.
    """
    groups = groups[(groups["n"] > 0) | (groups["population"] > 0)]
    seen = int((groups["n"] > 0).sum())
    if not seen:
        return None
    bounds = [_group_bounds(row, confidence ** (1 / seen)) for row in _rows(groups)]
    weights = groups["population"] / groups["population"].sum()
    low, high = (float(sum(weights * [b[end] for b in bounds])) for end in (0, 1))
    if seen < len(groups):
        return Weighted(None, low, high)
    return Weighted(float((weights * groups["count"] / groups["n"]).sum()), low, high)


def _rows(groups: pd.DataFrame) -> list[tuple[int, int, int]]:
    columns = (groups[name].astype(int) for name in ("count", "n", "population"))
    return list(zip(*columns, strict=True))


def _group_bounds(row: tuple[int, int, int], confidence: float) -> tuple[float, float]:
    count, n, population = row
    return finite(count, n, population, confidence) if n else (0.0, 1.0)


def _interval(count: int, n: int, confidence: float, method: str) -> tuple[float, float]:
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(count, n, alpha=1 - confidence, method=method)
    return float(low), float(high)


INTERVALS: dict[str, Callable[[int, int, float], tuple[float, float]]] = {
    "clopper-pearson": interval,
    "wilson": wilson,
    "jeffreys": jeffreys,
}
"""The intervals of a share by name; all take the same arguments."""
