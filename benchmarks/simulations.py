"""How the small-sample statistics hold up at full length; prints tables in Markdown.

Run with `.venv/bin/python benchmarks/simulations.py`. The tests hold the same at a length that can
still fail; this is for the record. The draws are the same each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd
from scipy.stats import binom, hypergeom, norm

from analysis.inference import differences, effects
from analysis.inference.arrangements import Outcome
from analysis.inference.associations import (
    fisher,
    jonckheere,
    kruskal_wallis,
    spearman,
)
from analysis.inference.models import mixed, ordinal
from analysis.inference.shares import INTERVALS, finite

CONFIDENCE = 0.95
SIZES = (5, 10, 30)
LEVELS = (0.01, 0.05, 0.1)
GRID = np.linspace(0.001, 0.999, 999)

Test = Callable[[pd.Series, pd.Series], Outcome]


def coverage_of_shares() -> pd.DataFrame:
    """The coverage of each interval of a share over the whole range; summed, not simulated."""
    rows = []
    for name, interval in INTERVALS.items():
        for n in SIZES:
            bounds = np.array([interval(count, n, CONFIDENCE) for count in range(n + 1)])
            held = (bounds[:, :1] <= GRID) & (bounds[:, 1:] >= GRID)
            covered = (binom.pmf(np.arange(n + 1)[:, None], n, GRID) * held).sum(axis=0)
            rows.append(_coverage_row(name, n, covered))
    return pd.DataFrame(rows)


def coverage_of_populations(population: int = 393) -> pd.DataFrame:
    """The coverage of the finite-population interval for every number in the population."""
    rows, having = [], np.arange(population + 1)
    for n in SIZES:
        bounds = np.array([finite(count, n, population, CONFIDENCE) for count in range(n + 1)])
        truth = having / population
        held = (bounds[:, :1] <= truth) & (bounds[:, 1:] >= truth)
        chances = hypergeom.pmf(np.arange(n + 1)[:, None], population, having, n)
        rows.append(_coverage_row(f"hypergeometric, {population}", n, (chances * held).sum(axis=0)))
    return pd.DataFrame(rows)


def coverage_of_differences() -> pd.DataFrame:
    """The coverage of the interval of a difference of two shares over a square of shares."""
    rows, grid = [], np.linspace(0.01, 0.99, 50)
    for n in (5, 10):
        counts = range(n + 1)
        bounds = [[differences.interval(i, n, j, n, CONFIDENCE) for j in counts] for i in counts]
        covered = [_covered(np.array(bounds), n, p, q) for p in grid for q in grid]
        rows.append(_coverage_row("difference", n, np.array(covered)))
    return pd.DataFrame(rows)


def coverage_of_deltas(draws: int = 2_000) -> pd.DataFrame:
    """How often the interval of Cliff's delta holds the delta of two shifted normal groups."""
    rows = []
    for n in SIZES:
        for shift in (0.0, 0.8, 1.6):
            random, truth = np.random.default_rng(n), 2 * norm.cdf(shift / 2**0.5) - 1
            held = [_delta_held(random, n, shift, float(truth)) for _ in range(draws)]
            rows.append({"n": n, "delta": truth, "coverage": np.mean(held)})
    return pd.DataFrame(rows)


def sizes_of_tests(draws: int = 2_000) -> pd.DataFrame:
    """How often each test finds something where there is nothing, at three levels."""
    tests: dict[str, Test] = {
        "fisher": lambda scores, groups: fisher(pd.crosstab(groups, scores)),
        "kruskal_wallis": kruskal_wallis,
        "jonckheere": jonckheere,
        "spearman": spearman,
    }
    rows = []
    for name, test in tests.items():
        for n in SIZES:
            ps = np.array(list(_null_ps(test, n, draws)))
            rows.append({"test": name, "n": n} | {f"{a:.0%}": (ps <= a).mean() for a in LEVELS})
    return pd.DataFrame(rows)


def recovered(draws: int = 500) -> pd.DataFrame:
    """How well the regressions find the parameters that the scores were drawn with."""
    random, fits = np.random.default_rng(0), []
    for _ in range(draws):
        x = pd.DataFrame({"x": np.repeat(random.normal(size=50), 4)})
        latent = 0.7 * x["x"] + random.logistic(size=200)
        fits.append(("ordinal", ordinal(pd.Series(np.digitize(latent, [-1, 1])), x, CONFIDENCE)))
        between = np.repeat(random.normal(size=50), 4)
        scores, groups = 0.7 * x["x"] + between + random.normal(size=200), np.repeat(range(50), 4)
        fits.append(("mixed", mixed(scores, x, pd.Series(groups), CONFIDENCE)))
    slopes = pd.DataFrame(
        {"model": model} | dict(fit.estimates.set_index("parameter").loc["x"])
        for model, fit in fits
        if fit.estimates is not None
    )
    slopes["coverage"] = (slopes["low"] <= 0.7) & (slopes["high"] >= 0.7)
    found = slopes.groupby("model").agg(fits=("estimate", "size"), slope=("estimate", "mean"),
                                        coverage=("coverage", "mean"))  # fmt: skip
    return found.assign(truth=0.7).reset_index()


def markdown(frame: pd.DataFrame) -> str:
    """A frame as a table in Markdown, numbers with three decimals."""
    rows = [list(frame.columns), ["---"] * frame.shape[1], *frame.round(3).astype(str).to_numpy()]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def main() -> None:
    """Run every simulation and print what it found."""
    shares = (coverage_of_shares(), coverage_of_populations(), coverage_of_differences())
    tables = {
        "Coverage of intervals at 95 %": pd.concat(shares),
        "Coverage of the interval of Cliff's delta at 95 %": coverage_of_deltas(),
        "Size of the tests under the null": sizes_of_tests(),
        "Recovered parameters": recovered(),
    }
    for title, frame in tables.items():
        print(f"## {title}\n\n{markdown(frame)}\n")


def _coverage_row(name: str, n: int, covered: np.ndarray) -> dict[str, object]:
    return {"interval": name, "n": n, "least": covered.min(), "mean": covered.mean()}


def _covered(bounds: np.ndarray, n: int, p: float, q: float) -> float:
    chances = np.outer(binom.pmf(range(n + 1), n, p), binom.pmf(range(n + 1), n, q))
    return float(chances[(bounds[..., 0] <= p - q) & (bounds[..., 1] >= p - q)].sum())


def _delta_held(random: np.random.Generator, n: int, shift: float, truth: float) -> bool:
    x, y = random.normal(shift, 1, n).tolist(), random.normal(0, 1, n).tolist()
    found = effects.cliffs_delta(x, y, CONFIDENCE)
    return bool(found and (found.low or 0) <= truth <= (found.high or 0))


def _null_ps(test: Test, n: int, draws: int) -> Iterable[float]:
    """The ps of scores from one to five in three groups as alike as can be; undefined is 1."""
    random, groups = np.random.default_rng(n), pd.Series(np.arange(n) % 3)
    for _ in range(draws):
        p = test(pd.Series(random.integers(1, 6, n)), groups).p
        yield 1.0 if p is None else p


if __name__ == "__main__":
    main()
