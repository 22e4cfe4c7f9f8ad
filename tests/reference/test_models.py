"""Regressions against other programs' documented results and closed forms."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from analysis.inference.models import Reason, mixed, need_mixed, need_ordinal, ordinal

Z = 1.959964


def applications() -> pd.DataFrame:
    """The 400 students of the University of California's example, as statsmodels has them."""
    path = files("statsmodels.miscmodels.tests.results") / "ologit_ucla.csv"
    return pd.read_csv(str(path))


class TestOrdinal:
    def test_is_that_of_r(self) -> None:
        # R 3.4.4, MASS: polr(apply ~ pared + public + gpa, method = "logit"), as recorded in
        # statsmodels 0.15, miscmodels/tests/results/results_ordinal_model.py.
        data = applications()
        levels = ["unlikely", "somewhat likely", "very likely"]
        apply = pd.Series(pd.Categorical(data["apply"], levels, ordered=True))
        estimates = ordinal(apply, data[["pared", "public", "gpa"]], 0.95).estimates
        assert estimates is not None
        slopes = [1.04769011, -0.05878572, 0.61594057]
        assert estimates["estimate"].tolist() == pytest.approx(slopes, abs=3e-4)
        errors = ((estimates["high"] - estimates["low"]) / 2 / Z).tolist()
        assert errors == pytest.approx([0.2658, 0.2979, 0.2606], abs=1e-4)
        assert estimates["p"].tolist() == pytest.approx([8.09e-5, 0.8435, 0.0181], abs=5e-4)

    def test_of_two_levels_is_statsmodels_logit(self) -> None:
        data = applications()
        y, x = (data["apply"] != "unlikely").astype(int), data[["pared", "gpa"]]
        expected = sm.Logit(y, sm.add_constant(x)).fit(disp=False)
        estimates = ordinal(y, x, 0.9).estimates
        assert estimates is not None
        assert estimates["estimate"].tolist() == pytest.approx(list(expected.params[1:]), abs=1e-3)
        assert estimates["low"].tolist() == pytest.approx(
            list(expected.conf_int(0.1)[0][1:]), abs=1e-3
        )

    def test_recovers_the_parameters(self) -> None:
        random, truth = np.random.default_rng(7), np.array([1.0, -0.5])
        found, held = [], []
        for _ in range(25):
            x = pd.DataFrame({"a": random.normal(size=300), "b": random.integers(0, 2, 300)})
            latent = x.to_numpy(float) @ truth + random.logistic(size=300)
            fit = ordinal(pd.Series(np.digitize(latent, [-1.5, 0, 1.5])), x, 0.95).estimates
            assert fit is not None
            found.append(fit["estimate"])
            held.append((fit["low"] <= truth) & (truth <= fit["high"]))
        assert np.mean(found, axis=0) == pytest.approx(truth, abs=0.12)
        assert np.mean(held) >= 0.85

    def test_counts_the_cases_outside_the_most_common_level(self) -> None:
        # With two levels the events are those of the rarer one: Peduzzi et al. (1996).
        x = pd.DataFrame({"a": range(40), "b": [0, 1] * 20})
        rare = pd.Series([1] * 19 + [0] * 21)
        assert need_ordinal(rare, x).reason == Reason.TOO_FEW
        assert (need_ordinal(rare, x).events, need_ordinal(rare, x).needed) == (19, 20)
        assert need_ordinal(pd.Series([1] * 20 + [0] * 20), x).reason is None


def respondents(seed: int, spread: float) -> tuple[pd.Series, pd.DataFrame, pd.Series]:
    """Four respondents in each of twelve municipalities that differ by this much."""
    random, groups = np.random.default_rng(seed), pd.Series(np.repeat(range(12), 4))
    x = pd.DataFrame({"x": np.repeat(random.normal(size=12), 4)})
    between = np.repeat(random.normal(size=12) * spread, 4)
    return pd.Series(between + random.normal(size=48)), x, groups


class TestMixed:
    @pytest.mark.parametrize("seed", range(4))
    @pytest.mark.parametrize("spread", [0.0, 1.0])
    def test_of_equal_groups_has_a_closed_form(self, seed: int, spread: float) -> None:
        # Searle, Casella & McCulloch (1992), Variance Components, ch. 4: with as many respondents
        # everywhere, restricted maximum likelihood is least squares of the means; or of all
        # respondents, where the variance between municipalities is estimated as none.
        y, x, groups = respondents(seed, spread)
        estimates = mixed(y, x, groups, 0.95).estimates
        means = sm.OLS(y.groupby(groups).mean(), sm.add_constant(x.groupby(groups).mean())).fit()
        pooled = sm.OLS(y, sm.add_constant(x)).fit()
        assert estimates is not None
        assert estimates["estimate"].tolist() == pytest.approx(list(means.params), abs=1e-4)
        errors = (estimates["high"] - estimates["low"]) / 2 / Z
        expected = np.maximum(means.bse, pooled.bse).tolist()
        assert errors.tolist() == pytest.approx(expected, abs=1e-3)

    def test_without_predictors_gives_the_mean(self) -> None:
        y, _, groups = respondents(1, 1.0)
        estimates = mixed(y, pd.DataFrame(index=y.index), groups, 0.95).estimates
        assert estimates is not None and estimates["parameter"].tolist() == ["intercept"]
        assert estimates["estimate"].tolist() == pytest.approx([y.mean()], abs=1e-4)

    def test_needs_ten_municipalities_a_parameter(self) -> None:
        y, x, groups = respondents(1, 1.0)
        x["z"] = range(48)
        need = need_mixed(y, x, groups)
        assert (need.events, need.needed, need.reason) == (12, 20, Reason.TOO_FEW)
