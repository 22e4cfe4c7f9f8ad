"""How far coders agree about the same units."""

from __future__ import annotations

import numpy as np
import pandas as pd

RESAMPLES = 1000
"""How often the units are drawn again for the interval of alpha."""


def share_alike(codings: pd.DataFrame) -> float | None:
    """The share of units that their coders coded alike, of those that at least two coded.

    None where there are no such units.

    Args:
        codings: units by coders, each cell a coding; missing where a coder gave none.
    """
    several = coded_twice(codings)
    return None if several.empty else float((several.nunique(axis="columns") == 1).mean())


def coded_twice(codings: pd.DataFrame) -> pd.DataFrame:
    """The units that at least two coders coded: only those can agree or differ.

    Args:
        codings: as for `share_alike`.
    """
    return codings[codings.notna().sum(axis="columns") >= 2]


def alpha(codings: pd.DataFrame) -> float | None:
    """Krippendorff's alpha for nominal data; None where it is not defined.

    It is not defined with fewer than two coders, or where all codings are the same.

    Source: Krippendorff (2019), Content Analysis, 4th ed., ch. 12, as `krippendorff` computes it.
    """
    return _alpha(_numbered(codings))


def _alpha(data: np.ndarray) -> float | None:
    """Alpha of numbered codings, coders by units."""
    import krippendorff

    if len(data) < 2 or len(np.unique(data[~np.isnan(data)])) < 2:
        return None
    # Where no unit has two codings it divides nothing by nothing, and gives no number.
    with np.errstate(invalid="ignore"):
        value = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    return None if np.isnan(value) else float(value)


def alpha_interval(
    codings: pd.DataFrame, confidence: float, seed: int
) -> tuple[float, float] | None:
    """A percentile bootstrap interval of alpha over units; None where alpha is not defined.

    Draws in which alpha is not defined are left out.

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 13.
    """
    data, units = _numbered(codings), len(codings)
    if _alpha(data) is None:
        return None
    random = np.random.default_rng(seed)
    draws = alphas(_counts(data), random.integers(units, size=(RESAMPLES, units)))
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(draws, [tail, 1 - tail])
    return float(low), float(high)


def alphas(counts: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Alpha of each of many draws of the same units, all at once: what `alpha` gives of one.

    NaN where it is not defined.

    Args:
        counts: units by codings: how many coders gave each.
        draws: draws by units: which were drawn.

    Source: Krippendorff (2019), Content Analysis, 4th ed., ch. 12: one minus the disagreement
    that is observed by the disagreement that chance gives.
    """
    coders = counts.sum(axis=1)
    paired = counts * (coders > 1)[:, np.newaxis]
    unlike = coders * paired.sum(axis=1) - (paired**2).sum(axis=1)
    times = np.array([np.bincount(draw, minlength=len(counts)) for draw in draws])
    observed = times @ (unlike / np.maximum(coders - 1, 1))
    each = times @ paired
    every = each.sum(axis=1)
    # Where all that was drawn is coded alike, it divides nothing by nothing.
    with np.errstate(invalid="ignore"):
        chance = (every - 1) * observed / (every**2 - (each**2).sum(axis=1))
    return np.asarray(1 - chance)


def _counts(data: np.ndarray) -> np.ndarray:
    """Units by codings: how many coders gave each, of numbered codings."""
    gave = data[..., np.newaxis] == np.arange(np.nanmax(data) + 1)
    return np.asarray(gave.sum(axis=0))


def _numbered(codings: pd.DataFrame) -> np.ndarray:
    """Coders by units, each different coding a number; NaN where there is none."""
    numbers, _ = pd.factorize(codings.to_numpy().ravel())
    data = numbers.astype(float).reshape(codings.shape)
    data[data < 0] = np.nan
    return data.T
