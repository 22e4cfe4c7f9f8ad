"""Regressions of scores, only where there are cases enough for them.

The rule is ten events a parameter (Peduzzi et al. 1996, Journal of Clinical Epidemiology
49(12)). For ordinal scores an event is a case outside the most common level, which with two
levels are the cases of the rarer one. For respondents within municipalities it is a
municipality, as most of what explains scores does not vary within one.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

EVENTS = 10
"""How many events a parameter needs."""

FARTHEST = 10.0
"""The largest effect of one standard deviation, on the log odds, that is taken for an estimate."""


class Reason(StrEnum):
    """Why there is no regression."""

    NO_CASES = "no cases"
    NO_PREDICTORS = "no predictors"
    SAME_SCORES = "all scores the same"
    SAME_PREDICTOR = "a predictor that never varies or follows from the others"
    TOO_FEW = "too few events a parameter"
    ONE_RESPONDENT = "one respondent a municipality"
    NO_FIT = "no estimates could be found"


@dataclass(frozen=True)
class Need:
    """How many events there are, how many are needed, and why there is no regression, if so."""

    events: int
    needed: int
    reason: Reason | None


@dataclass(frozen=True)
class Fit:
    """A regression: a row a parameter, or the reason why there are none.

    `estimates` has the columns `parameter`, `estimate`, `low`, `high` and `p`.
    """

    estimates: pd.DataFrame | None
    reason: Reason | None
    n: int


def need_ordinal(scores: pd.Series, predictors: pd.DataFrame) -> Need:
    """Whether cases allow an ordinal regression; arguments as `ordinal`."""
    y, x = _complete(scores, predictors)
    events = len(y) - int(y.value_counts().max()) if len(y) else 0
    return _need(y, x, events, Reason.NO_PREDICTORS if x.columns.empty else None)


def ordinal(scores: pd.Series, predictors: pd.DataFrame, confidence: float) -> Fit:
    """A proportional-odds regression; its estimates are log odds of a higher score.

    Args:
        scores: a score a case, ordered; the missing do not count.
        predictors: cases by predictors: numbers, or categories of which the first is the base.
        confidence: the level of confidence of the Wald intervals.

    Source: McCullagh (1980), Journal of the Royal Statistical Society B 42(2), as statsmodels'
    OrderedModel fits it.
    """
    need = need_ordinal(scores, predictors)
    y, x = _complete(scores, predictors)
    if need.reason:
        return Fit(None, need.reason, len(y))
    fitted = _quietly(lambda: _ordered(y, x))
    if fitted is None or not _believable(fitted, x):
        return Fit(None, Reason.NO_FIT, len(y))
    return Fit(_estimates(fitted, list(x.columns), confidence), None, len(y))


def need_mixed(scores: pd.Series, predictors: pd.DataFrame, groups: pd.Series) -> Need:
    """Whether respondents allow a mixed model; arguments as `mixed`."""
    y, x, g = _grouped(scores, predictors, groups)
    alone = Reason.ONE_RESPONDENT if len(y) and g.nunique() == len(y) else None
    return _need(y, x, int(g.nunique()), alone)


def mixed(scores: pd.Series, predictors: pd.DataFrame, groups: pd.Series, confidence: float) -> Fit:
    """A linear mixed model of respondents' scores with an intercept for each municipality.

    Fitted by restricted maximum likelihood. Without predictors it gives the mean over
    municipalities, with an interval that allows for respondents of one being alike.

    Args:
        scores: a score a respondent; the missing do not count.
        predictors: respondents by predictors, as for `ordinal`; may have no columns.
        groups: the municipality of each respondent.
        confidence: the level of confidence of the Wald intervals.

    Source: Laird & Ware (1982), Biometrics 38(4), as statsmodels' MixedLM fits it.
    """
    need = need_mixed(scores, predictors, groups)
    y, x, g = _grouped(scores, predictors, groups)
    if need.reason:
        return Fit(None, need.reason, len(y))
    x.insert(0, "intercept", 1.0)
    fitted = _quietly(lambda: _mixed(y, x, g))
    if fitted is None or not np.isfinite(fitted.bse_fe).all():
        return Fit(None, Reason.NO_FIT, len(y))
    return Fit(_estimates(fitted, list(x.columns), confidence), None, len(y))


def _need(y: pd.Series, x: pd.DataFrame, events: int, other: Reason | None) -> Need:
    needed = EVENTS * max(1, x.shape[1])
    if y.empty:
        return Need(events, needed, Reason.NO_CASES)
    centred = (x - x.mean()).to_numpy(float)
    faults = {
        Reason.TOO_FEW: events < needed,
        Reason.SAME_SCORES: y.nunique() < 2,
        Reason.SAME_PREDICTOR: x.shape[1] > 0 and np.linalg.matrix_rank(centred) < x.shape[1],
    }
    return Need(
        events, needed, other or next((key for key, is_so in faults.items() if is_so), None)
    )


def _complete(scores: pd.Series, predictors: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """The cases that miss nothing; categories as a column a category but the first."""
    known = (scores.notna() & predictors.notna().all(axis=1)).to_numpy()
    y, x = scores[known].reset_index(drop=True), predictors[known].reset_index(drop=True)
    for name in x.select_dtypes("category"):
        x[name] = x[name].cat.remove_unused_categories()
    if x.columns.empty:
        return y, x
    return y, pd.get_dummies(x, drop_first=True, dtype=float).astype(float)


def _grouped(
    scores: pd.Series, predictors: pd.DataFrame, groups: pd.Series
) -> tuple[pd.Series, pd.DataFrame, pd.Series]:
    known = (groups.notna() & scores.notna() & predictors.notna().all(axis=1)).to_numpy()
    y, x = _complete(scores[known], predictors[known])
    return y.astype(float), x, groups[known].reset_index(drop=True)


def _ordered(y: pd.Series, x: pd.DataFrame) -> Any:
    from statsmodels.miscmodels.ordinal_model import OrderedModel

    ordered = y.cat.remove_unused_categories() if isinstance(y.dtype, pd.CategoricalDtype) else y
    levels = pd.Series(pd.Categorical(ordered, ordered=True))
    return OrderedModel(levels, x, distr="logit").fit(
        method="bfgs", maxiter=500, gtol=1e-8, disp=False
    )


def _mixed(y: pd.Series, x: pd.DataFrame, g: pd.Series) -> Any:
    from statsmodels.regression.mixed_linear_model import MixedLM

    # The other ways to the maximum fail where municipalities do not differ at all.
    return MixedLM(y, x, groups=g).fit(reml=True, method="powell")


def _quietly(fit: Callable[[], Any]) -> Any:
    """The fit, or None where it failed or did not converge: the reason says so, no warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fitted = fit()
        except (ValueError, np.linalg.LinAlgError):
            return None
    return fitted if _converged(fitted) else None


def _converged(fitted: Any) -> bool:
    """Whether it converged; the two models say so in their own ways."""
    if hasattr(fitted, "converged"):
        return bool(fitted.converged)
    return bool(fitted.mle_retvals["converged"])


def _believable(fitted: Any, x: pd.DataFrame) -> bool:
    """Whether estimates are finite and not those of a predictor that parts the scores wholly."""
    with np.errstate(invalid="ignore"):
        slopes, errors = (values[: x.shape[1]] for values in (fitted.params, fitted.bse))
    return bool(np.isfinite(errors).all() and (np.abs(slopes * x.std()) < FARTHEST).all())


def _estimates(fitted: Any, names: list[str], confidence: float) -> pd.DataFrame:
    bounds = fitted.conf_int(alpha=1 - confidence).loc[names]
    return pd.DataFrame(
        {
            "parameter": names,
            "estimate": fitted.params[names].to_numpy(float),
            "low": bounds.iloc[:, 0].to_numpy(float),
            "high": bounds.iloc[:, 1].to_numpy(float),
            "p": fitted.pvalues[names].to_numpy(float),
        }
    )
