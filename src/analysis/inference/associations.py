"""Whether groups differ and whether factors go together, tested exactly where that is possible.

Each test takes a row a case: the group and the score as two series of the same length. Cases
that miss either do not count. Each is a permutation test (see `arrangements`): exact by full
enumeration where that is small, by Monte Carlo with a stated error beyond.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.inference.arrangements import (
    BATCH,
    DRAWS,
    Outcome,
    Statistic,
    cross_table,
    every_table,
    filled,
    log_chances,
    monte_carlo,
    tested,
    undefined,
)

SIDES = ("two-sided", "increasing", "decreasing")
"""What a test of a trend can look for."""


def fisher(table: pd.DataFrame | np.ndarray, seed: int = 0) -> Outcome:
    """The Fisher-Freeman-Halton test of a table of counts of any size.

    The statistic is the chance of the table given its sums. Not defined where fewer than two
    rows or columns have cases.

    Args:
        table: counts, rows by columns.
        seed: of the random tables where there are too many to enumerate.

    Source: Freeman & Halton (1951), Biometrika 38, 141-149.
    """
    counts = filled(np.asarray(table, dtype=np.int64))
    chance = float(np.exp(log_chances(counts[None])[0]))
    return tested(counts, lambda tables: -log_chances(tables), chance, seed)


def kruskal_wallis(scores: pd.Series, groups: pd.Series, seed: int = 0) -> Outcome:
    """The Kruskal-Wallis test of two or more groups; with two it is that of Mann and Whitney.

    The statistic is H, corrected for ties. Not defined with fewer than two groups or where all
    scores are the same.

    Source: Kruskal & Wallis (1952), JASA 47(260), 583-621.
    """
    table = cross_table(groups, scores)
    if min(table.shape) < 2:
        return undefined(int(table.sum()))
    h = _h_of(table.sum(axis=1), table.sum(axis=0))
    return tested(table, h, float(h(table[None])[0]), seed)


def jonckheere(
    scores: pd.Series, groups: pd.Series, side: str = "two-sided", seed: int = 0
) -> Outcome:
    """The Jonckheere-Terpstra test: whether scores rise, or fall, with the order of the groups.

    The statistic J counts the pairs of cases in which the one in the later group has the higher
    score, ties for a half. Not defined with fewer than two groups or where all scores are the
    same.

    Args:
        scores: a number a case.
        groups: ordered categories a case, such as size classes; else numbers in their order.
        side: one of `SIDES`; anything else raises ValueError.
        seed: of the random tables where there are too many to enumerate.

    Source: Jonckheere (1954), Biometrika 41; Hollander, Wolfe & Chicken (2014), Nonparametric
    Statistical Methods, 3rd ed., section 6.2.
    """
    table = cross_table(groups, scores)
    rows, n = table.sum(axis=1), int(table.sum())
    middle = (n**2 - (rows**2).sum()) / 4
    shown = float(_trend(table[None])[0])
    return tested(table, lambda tables: _sided(_trend(tables) - middle, side), shown, seed)


def spearman(first: pd.Series, second: pd.Series, seed: int = 0) -> Outcome:
    """Spearman's rank correlation of two series, tested two-sided.

    Not defined where fewer than two cases have both, or where either is always the same.

    Source: Spearman (1904), American Journal of Psychology 15; the permutations beyond
    enumeration are those of scipy.stats.permutation_test.
    """
    table = cross_table(first, second)
    n = int(table.sum())
    if min(table.shape) < 2:
        return undefined(n)
    x, y = (_midranks(table.sum(axis=axis)) - (n + 1) / 2 for axis in (1, 0))
    scale = np.sqrt((table.sum(axis=1) * x**2).sum() * (table.sum(axis=0) * y**2).sum())
    rho = float((x @ table @ y) / scale)
    if every_table(table.sum(axis=1), table.sum(axis=0)) is None:
        return monte_carlo(rho, _shuffled(table, x, y, seed), n)
    return tested(table, lambda tables: np.abs(x @ tables @ y) / scale, rho, seed)


def holm(ps: Sequence[float | None]) -> list[float | None]:
    """Each p corrected for how many were tested together; None stays None and does not count.

    Source: Holm (1979), Scandinavian Journal of Statistics 6(2), as statsmodels computes it.
    """
    from statsmodels.stats.multitest import multipletests

    given = [p for p in ps if p is not None]
    if not given:
        return list(ps)
    corrected = iter(multipletests(given, method="holm")[1])
    return [None if p is None else float(next(corrected)) for p in ps]


def _midranks(columns: np.ndarray) -> np.ndarray:
    """The rank of each score, the mean of the ranks of those tied, from how often each occurs."""
    return np.asarray(np.cumsum(columns) - (columns - 1) / 2)


def _h_of(rows: np.ndarray, columns: np.ndarray) -> Statistic:
    """Kruskal and Wallis's H of tables with these sums."""
    n, ranks = int(rows.sum()), _midranks(columns)
    ties = 1 - (columns**3 - columns).sum() / (n**3 - n)

    def h(tables: np.ndarray) -> np.ndarray:
        spread = ((tables @ ranks) ** 2 / rows).sum(axis=1)
        return np.asarray((12 / (n * (n + 1)) * spread - 3 * (n + 1)) / ties)

    return h


def _trend(tables: np.ndarray) -> np.ndarray:
    """Jonckheere and Terpstra's J: pairs that rise from an earlier to a later group."""
    higher = tables[:, :, ::-1].cumsum(axis=2)[:, :, ::-1] - tables / 2
    earlier = tables.cumsum(axis=1) - tables
    return np.asarray((earlier * higher).sum(axis=(1, 2)))


def _sided(differences: np.ndarray, side: str) -> np.ndarray:
    """How extreme each difference is for what one looks for."""
    if side not in SIDES:
        raise ValueError(f"{side} is none of {', '.join(SIDES)}")
    if side == "two-sided":
        return np.asarray(np.abs(differences))
    return differences if side == "increasing" else -differences


def _shuffled(table: np.ndarray, x: np.ndarray, y: np.ndarray, seed: int) -> float:
    """The Monte Carlo p of a correlation of ranks, one of them shuffled over the cases."""
    from scipy.stats import permutation_test

    row, column = np.nonzero(table)
    times = table[row, column]
    first, second = np.repeat(x[row], times), np.repeat(y[column], times)
    result = permutation_test(
        (first,),
        lambda shuffled, axis: np.abs(np.moveaxis(shuffled, axis, -1) @ second),
        permutation_type="pairings",
        alternative="greater",
        vectorized=True,
        n_resamples=DRAWS,
        batch=max(1, BATCH // len(first)),
        rng=np.random.default_rng(seed),
    )
    return float(result.pvalue)
