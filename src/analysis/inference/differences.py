"""How far two shares among few cases differ."""

from __future__ import annotations

from math import sqrt

from analysis.inference.shares import interval as share_interval


def interval(count: int, n: int, other: int, m: int, confidence: float) -> tuple[float, float]:
    """An exact interval of the difference of two independent shares: never narrower than promised.

    Each share has its Clopper-Pearson interval at the square root of the confidence, so that both
    hold together at the confidence itself; the difference then lies between their far ends. That
    is wider than approximations such as Newcombe's (1998), which can fall short when cases are few.

    Args:
        count: how many of n cases have the property, 0 to n.
        n: how many cases there are, at least 1.
        other: how many of the m cases of the other group have it, 0 to m.
        m: how many cases the other group has, at least 1.
        confidence: the level of confidence, such as 0.95.

    Returns:
        Lower and upper bound of the first share minus the second, -1 to 1.

    Source: the product of the coverages of two independent exact intervals; Buehler (1957),
    JASA 52, uses the same projection for a product of shares.
    """
    low, high = share_interval(count, n, sqrt(confidence))
    least, most = share_interval(other, m, sqrt(confidence))
    return low - most, high - least
