"""Every way in which the same scores could have fallen to the same groups: permutation tests.

Under the null hypothesis of no association each arrangement of the scores over the cases is as
likely as any other. Arrangements that give the same table of groups by scores are counted
together, so that ties make an exact test cheaper instead of harder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

ENOUGH = 50_000
"""How many tables are enumerated at most; where there are more, tables are drawn at random."""

DRAWS = 9_999
"""How many tables are drawn at random where they are too many to enumerate."""

CELLS = 8_000_000
"""How many cells the tables that are enumerated have at most, together."""

BATCH = 400_000
"""How many cells, or cases, are drawn at random at once."""

Statistic = Callable[[np.ndarray], np.ndarray]
"""From tables (tables by rows by columns) to a number each: the higher, the more extreme."""


@dataclass(frozen=True)
class Outcome:
    """What a test gives.

    `p` is None where the test is not defined. `how` says whether it is "exact" or "monte carlo";
    `error` is the standard error of a Monte Carlo p. `n` is how many cases count.
    """

    statistic: float | None
    p: float | None
    how: str | None
    error: float | None
    n: int


def undefined(n: int) -> Outcome:
    """The outcome where there is nothing to test."""
    return Outcome(None, None, None, None, n)


def cross_table(groups: pd.Series, scores: pd.Series) -> np.ndarray:
    """Counts of cases: a row a group, a column a score, both in order; the empty left out.

    Categories stand in their own order, other values in ascending order. Cases with a missing
    group or score do not count.
    """
    known = groups.notna().to_numpy() & scores.notna().to_numpy()
    pair = (pd.Categorical(values[known]) for values in (groups, scores))
    first, second = (values.remove_unused_categories() for values in pair)
    table = np.zeros((len(first.categories), len(second.categories)), dtype=np.int64)
    np.add.at(table, (first.codes, second.codes), 1)
    return table


def filled(table: np.ndarray) -> np.ndarray:
    """A table without its empty rows and columns."""
    return np.asarray(table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0])


def every_table(rows: np.ndarray, columns: np.ndarray) -> np.ndarray | None:
    """Every table of counts with these sums, tables by rows by columns.

    None where they are more than `ENOUGH`, or have more than `CELLS` cells together.

    Filled cell by cell, column after column; what is left of the row sums and of the column's
    sum says what a cell can be, so that every beginning can be completed.
    """
    limit = min(ENOUGH, CELLS // (len(rows) * len(columns)))
    left, cells = rows[None, :].astype(np.int64), np.zeros((1, 0), dtype=np.int32)
    for total in columns:
        due = np.full(len(left), total)
        for row in range(len(rows)):
            low = np.maximum(0, due - left[:, row + 1 :].sum(axis=1))
            number = np.minimum(left[:, row], due) - low + 1
            if number.sum() > limit:
                return None
            at = np.repeat(np.arange(len(left)), number)
            value = low[at] + np.arange(len(at)) - (np.cumsum(number) - number)[at]
            left, due = left[at], due[at] - value
            left[:, row] -= value
            cells = np.column_stack([cells[at], value.astype(np.int32)])
    return cells.reshape(len(cells), len(columns), len(rows)).transpose(0, 2, 1)


def log_chances(tables: np.ndarray) -> np.ndarray:
    """The log chance of each table among all with its row and column sums.

    Source: Fisher (1934), Statistical Methods for Research Workers, 5th ed., section 21.02;
    Freeman & Halton (1951), Biometrika 38, for more than two rows or columns.
    """
    from scipy.special import gammaln

    margins = [gammaln(tables.sum(axis=axis) + 1).sum(axis=-1) for axis in (1, 2)]
    total = gammaln(tables.sum(axis=(1, 2)) + 1)
    return np.asarray(sum(margins) - total - gammaln(tables + 1).sum(axis=(1, 2)))


def tested(table: np.ndarray, statistic: Statistic, shown: float, seed: int) -> Outcome:
    """The permutation test of a table: how likely one at least as extreme is under the null.

    Exact where all tables with the same sums are at most `ENOUGH`; otherwise by `DRAWS` random
    tables, of which the observed one counts as one (Phipson & Smyth 2010, Statistical
    Applications in Genetics and Molecular Biology 9(1)). Not defined with one row or one column.

    Args:
        table: rows by columns of counts, none of its rows or columns empty.
        statistic: what says how extreme a table is.
        shown: the statistic as it is reported, which may be another.
        seed: of the random tables.
    """
    if min(table.shape) < 2:
        return undefined(int(table.sum()))
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    bar = _bar(statistic(table[None])[0])
    tables = every_table(rows, columns)
    if tables is not None:
        p = float(np.exp(log_chances(tables))[statistic(tables) >= bar].sum())
        return Outcome(shown, min(p, 1.0), "exact", None, int(table.sum()))
    extreme = sum(int((statistic(t) >= bar).sum()) for t in _drawn(rows, columns, seed))
    return monte_carlo(shown, (extreme + 1) / (DRAWS + 1), int(table.sum()))


def monte_carlo(statistic: float, p: float, n: int) -> Outcome:
    """The outcome of `DRAWS` random draws, with the standard error of its p."""
    return Outcome(statistic, p, "monte carlo", sqrt(p * (1 - p) / DRAWS), n)


def _bar(observed: float) -> float:
    """What counts as at least as extreme: rounding must not part equal tables."""
    return observed - 1e-8 * max(1.0, abs(observed))


def _drawn(rows: np.ndarray, columns: np.ndarray, seed: int) -> Iterator[np.ndarray]:
    from scipy.stats import random_table

    random, todo = np.random.default_rng(seed), DRAWS
    batch = max(1, BATCH // (len(rows) * len(columns)))
    while todo:
        size = min(batch, todo)
        tables = random_table.rvs(rows, columns, size=size, random_state=random)
        yield np.asarray(tables).reshape(size, len(rows), len(columns))
        todo -= size
