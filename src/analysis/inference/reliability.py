"""Whether items measure one thing, and whether respondents of one municipality agree.

Scores are numbers in data frames of respondents by items. Respondents who miss an item do not
count. Where a statistic is not defined it is None.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Icc:
    """The intraclass correlations of one score: of one respondent, and of a group's mean.

    `single` is ICC(1) and `mean` is ICC(2) in Bliese's names, ICC(1,1) and ICC(1,k) in those of
    Shrout and Fleiss. Both can be below zero where groups differ less than chance lets them.
    """

    single: float
    mean: float | None
    groups: int
    n: int


def cronbach(items: pd.DataFrame) -> float | None:
    """Cronbach's alpha; None with fewer than two items or respondents, or sums all the same.

    It can be below zero, where items run against each other.

    Source: Cronbach (1951), Psychometrika 16(3), 297-334.
    """
    scores = _complete(items)
    n, k = scores.shape
    if n < 2 or k < 2:
        return None
    total = float(scores.sum(axis=1).var(ddof=1))
    if np.isclose(total, 0):
        return None
    return float(k / (k - 1) * (1 - scores.var(axis=0, ddof=1).sum() / total))


def omega(items: pd.DataFrame) -> float | None:
    """McDonald's omega (total) of one factor, fitted by maximum likelihood.

    None with fewer than three items, with no more respondents than items, where an item never
    varies or follows from the others, or where no factor can be fitted.

    Source: McDonald (1999), Test Theory, ch. 6; the factor as statsmodels fits it (Bai & Li
    2012, Annals of Statistics 40(1)).
    """
    scores = _complete(items)
    n, k = scores.shape
    if k < 3 or n <= k or np.linalg.matrix_rank(np.cov(scores, rowvar=False)) < k:
        return None
    fitted = _factor(np.corrcoef(scores, rowvar=False), n)
    if fitted is None:
        return None
    loadings, unique = fitted
    spread = scores.std(axis=0, ddof=1)
    common = float((loadings * spread).sum() ** 2)
    return common / (common + float((unique * spread**2).sum()))


def r_wg(scores: pd.Series, options: int) -> float | None:
    """How far respondents agree on one item: 1 is wholly, 0 no more than by chance.

    Chance is that each answer is as likely as any other. Less agreement than that counts as 0.
    None with fewer than two respondents.

    Args:
        scores: a score a respondent, all of one municipality.
        options: how many answers one could choose from, at least 2.

    Source: James, Demaree & Wolf (1984), Journal of Applied Psychology 69(1), 85-98.
    """
    return r_wg_j(scores.to_frame(), options)


def r_wg_j(items: pd.DataFrame, options: int) -> float | None:
    """How far respondents agree on several items of one factor; as `r_wg` with one item.

    None with no items or fewer than two respondents.

    Args:
        items: respondents by items, all of one municipality.
        options: how many answers one could choose from, at least 2.

    Source: as `r_wg`; a variance above that of chance counts as it, as they recommend.
    """
    scores = _complete(items)
    n, k = scores.shape
    if n < 2 or not k:
        return None
    ratio = min(1.0, float(scores.var(axis=0, ddof=1).mean()) / ((options**2 - 1) / 12))
    return float(k * (1 - ratio) / (k * (1 - ratio) + ratio))


def icc(scores: pd.Series, groups: pd.Series) -> Icc | None:
    """The intraclass correlations of one score over groups of respondents.

    None with fewer than two groups, where no group has two respondents, or where all scores are
    the same. `mean` is None where the group means are all the same. Groups of different sizes
    count by the size that the analysis of variance takes for them.

    Args:
        scores: a score a respondent; the missing do not count.
        groups: the group of each, such as its municipality.

    Source: Shrout & Fleiss (1979), Psychological Bulletin 86(2), cases ICC(1,1) and ICC(1,k);
    Bliese (2000), in Klein & Kozlowski (eds.), Multilevel Theory, Research, and Methods in
    Organizations; Snedecor & Cochran (1989), Statistical Methods, 8th ed., ch. 13, on the size.
    """
    data = pd.DataFrame({"score": np.asarray(scores), "group": np.asarray(groups)}).dropna()
    by_group = data.astype({"score": float}).groupby("group")["score"]
    sizes, n = by_group.size().to_numpy(), len(data)
    if len(sizes) < 2 or n == len(sizes) or data["score"].nunique() < 2:
        return None
    around = by_group.mean() - data["score"].astype(float).mean()
    between = float((sizes * around**2).sum()) / (len(sizes) - 1)
    within = float(((sizes - 1) * by_group.var(ddof=1).fillna(0)).sum()) / (n - len(sizes))
    size = float(n - (sizes**2).sum() / n) / (len(sizes) - 1)
    single = (between - within) / (between + (size - 1) * within)
    mean = None if np.isclose(between, 0) else (between - within) / between
    return Icc(single, mean, len(sizes), n)


def _complete(items: pd.DataFrame) -> np.ndarray:
    return items.dropna().to_numpy(dtype=float)


def _factor(correlations: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray] | None:
    """Loadings and unique variances of one factor; None where none can be fitted."""
    import warnings

    from statsmodels.multivariate.factor import Factor

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fitted = Factor(corr=correlations, nobs=n, n_factor=1, method="ml").fit(maxiter=500)
        except (ValueError, np.linalg.LinAlgError):
            return None
    loadings, unique = fitted.loadings[:, 0], fitted.uniqueness
    if not np.isfinite([*loadings, *unique]).all() or not fitted.mle_retvals.get("converged", 1):
        return None
    return loadings, unique
