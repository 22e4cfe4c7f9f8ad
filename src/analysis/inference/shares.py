"""What a share among few cases says of the share behind it."""

from __future__ import annotations


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
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(count, n, alpha=1 - confidence, method="beta")
    return float(low), float(high)
