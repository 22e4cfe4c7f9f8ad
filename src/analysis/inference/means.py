"""What the mean of a few cases says."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import pandas as pd


@dataclass(frozen=True)
class Weighted:
    """A mean of a whole population, put together from its groups; None where there is none."""

    mean: float | None
    low: float | None
    high: float | None


def interval(values: pd.Series, confidence: float) -> tuple[float, float] | None:
    """Student's interval of a mean; None with fewer than two values or where all are the same.

    Args:
        values: a value a case; the missing do not count.
        confidence: the level of confidence, such as 0.95.

    Source: Student (1908), Biometrika 6(1), as statsmodels computes it.
    """
    from statsmodels.stats.weightstats import DescrStatsW

    known = values.dropna().astype(float)
    if known.nunique() < 2:
        return None
    low, high = DescrStatsW(known).tconfint_mean(alpha=1 - confidence)
    return float(low), float(high)


def poststratified(
    values: pd.Series, groups: pd.Series, populations: pd.Series, confidence: float
) -> Weighted:
    """A mean of the population from the means of its groups, each weighed by its known size.

    No mean where a group of the population has no values; no interval where one has a single
    value but more in the population. The interval is Student's, with the groups' variances as
    they are found and what is left of each finite group.

    Args:
        values: a value a case; the missing do not count.
        groups: the group of each case, with the same index.
        populations: how many each group has in all, by group.
        confidence: the level of confidence, such as 0.95.

    Source: Cochran (1977), Sampling Techniques, 3rd ed., sections 5.3-5.4 and 5A.9; Holt & Smith
    (1979), Journal of the Royal Statistical Society A 142(1), on taking the sizes as they fell.
    """
    sizes = populations[populations > 0]
    by_group = values.dropna().astype(float).groupby(groups, observed=True)
    found = by_group.agg(["mean", "var", "size"]).reindex(sizes.index)
    if sizes.empty or found["mean"].isna().any():
        return Weighted(None, None, None)
    weights, left = sizes / sizes.sum(), 1 - found["size"] / sizes
    mean, free = float((weights * found["mean"]).sum()), int(found["size"].sum()) - len(sizes)
    variance = (weights**2 * left * found["var"] / found["size"]).where(left > 0, 0.0)
    if variance.isna().any() or free < 1:
        return Weighted(mean, None, None)
    return Weighted(mean, *_around(mean, sqrt(variance.sum()), free, confidence))


def _around(mean: float, error: float, free: int, confidence: float) -> tuple[float, float]:
    from scipy.stats import t

    width = float(t.ppf((1 + confidence) / 2, free)) * error
    return mean - width, mean + width
