"""How large a difference or an association is, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from analysis.inference.arrangements import filled

RESAMPLES = 2_000
"""How often a table is drawn again for the interval of Cramér's V."""


@dataclass(frozen=True)
class Effect:
    """An effect with its interval; `low` and `high` are None where there is no interval."""

    value: float
    low: float | None
    high: float | None
    n: int


def cliffs_delta(
    scores: Sequence[float], others: Sequence[float], confidence: float
) -> Effect | None:
    """Cliff's delta: how much more often a score of the first group is higher than lower.

    From -1 (all others are higher) by 0 (neither) to 1. None where either group has no scores.
    No interval where either has one score. The interval is not symmetric, stays within -1 and 1,
    and where no score overlaps follows from the largest variance that delta can have.

    Args:
        scores: numbers; missing ones do not count.
        others: the same of the other group.
        confidence: the level of confidence, such as 0.95.

    Source: Cliff (1993), Psychological Bulletin 114(3), for delta and its unbiased variance;
    Feng & Cliff (2004), Journal of Modern Applied Statistical Methods 3(2), for the interval.
    """
    x, y = (np.asarray(values, dtype=float) for values in (scores, others))
    x, y = x[~np.isnan(x)], y[~np.isnan(y)]
    n = len(x) + len(y)
    if not len(x) or not len(y):
        return None
    dominance = np.sign(x[:, None] - y[None, :])
    delta = float(dominance.mean())
    if min(len(x), len(y)) < 2:
        return Effect(delta, None, None, n)
    return Effect(delta, *_delta_bounds(dominance, delta, confidence), n)


def cramers_v(table: pd.DataFrame | np.ndarray, confidence: float, seed: int = 0) -> Effect | None:
    """Cramér's V of a table of counts, corrected for its bias, with a bootstrap interval.

    None where fewer than two rows or columns have cases, or where so few cases leave nothing
    after the correction. The interval takes the percentiles of V in tables drawn again; draws
    in which V is not defined are left out. For few cases it is a rough one.

    Args:
        table: counts, rows by columns.
        confidence: the level of confidence, such as 0.95.
        seed: of the draws.

    Source: Bergsma (2013), Journal of the Korean Statistical Society 42(3), for the correction;
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 13, for the interval.
    """
    counts = filled(np.asarray(table, dtype=np.int64))
    value = float(_corrected_v(counts[None])[0]) if counts.size else np.nan
    if np.isnan(value):
        return None
    n = int(counts.sum())
    draws = np.random.default_rng(seed).multinomial(n, counts.ravel() / n, size=RESAMPLES)
    defined = _corrected_v(draws.reshape(-1, *counts.shape))
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(defined, [tail, 1 - tail])
    return Effect(value, float(low), float(high), n)


def _delta_bounds(dominance: np.ndarray, delta: float, confidence: float) -> tuple[float, float]:
    from scipy.stats import t

    width = float(t.ppf((1 + confidence) / 2, sum(dominance.shape) - 2))
    if abs(delta) == 1:
        return _bounds_apart(delta, min(dominance.shape), width)
    spread = width * sqrt(_delta_variance(dominance, delta))
    middle, room = delta - delta**3, spread * sqrt((1 - delta**2) ** 2 + spread**2)
    scale = 1 - delta**2 + spread**2
    return max(-1.0, (middle - room) / scale), min(1.0, (middle + room) / scale)


def _bounds_apart(delta: float, fewest: int, width: float) -> tuple[float, float]:
    """The interval where no score overlaps, from the largest variance: (1 - delta²) / fewest."""
    near = (fewest - width**2) / (fewest + width**2)
    return (near, 1.0) if delta > 0 else (-1.0, -near)


def _delta_variance(dominance: np.ndarray, delta: float) -> float:
    """The unbiased variance of delta, not below the least that it can be."""
    n, m = dominance.shape
    rows = ((dominance.mean(axis=1) - delta) ** 2).sum()
    columns = ((dominance.mean(axis=0) - delta) ** 2).sum()
    cells = ((dominance - delta) ** 2).sum()
    variance = (m**2 * rows + n**2 * columns - cells) / (n * m * (n - 1) * (m - 1))
    return float(max(variance, (1 - delta**2) / (n * m - 1)))


def _corrected_v(tables: np.ndarray) -> np.ndarray:
    """Bergsma's V of each table; NaN where it is not defined."""
    rows, columns = tables.sum(axis=2), tables.sum(axis=1)
    n = rows.sum(axis=1)
    margins = rows[:, :, None] * columns[:, None, :]
    parts = np.divide(tables**2, margins, out=np.zeros(tables.shape), where=margins > 0)
    r, c = (rows > 0).sum(axis=1), (columns > 0).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        phi = np.maximum(0, parts.sum(axis=(1, 2)) - 1 - (r - 1) * (c - 1) / (n - 1))
        least = np.minimum(r - 1 - (r - 1) ** 2 / (n - 1), c - 1 - (c - 1) ** 2 / (n - 1))
        return np.asarray(np.sqrt(np.where(least > 1e-12, phi / least, np.nan)))
