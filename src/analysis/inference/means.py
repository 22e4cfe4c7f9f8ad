"""What the mean of a few cases says."""

from __future__ import annotations

import pandas as pd


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
