"""The levels of the factors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.exhibits import Figure, Lacking
from analysis.figures.drawing import BLUE, GREY, ORANGE, drawing, figure_of
from analysis.language import Text
from analysis.results import Results
from analysis.schema import FACTORS, LEVELS
from analysis.tables.factors import factor_judgements, numbered_factors, said_of
from analysis.tables.headers import CASE, FACTOR, LEVEL, WHO, lacking

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STEP = 0.16
"""How far a point steps aside for one that it would lie on; levels are 1 apart."""


def factor_levels(results: Results) -> Figure | Lacking:
    """Every level that is said of a factor, by who says it."""
    judged = factor_judgements(results)
    if judged.empty:
        return lacking(results, Text("niveaus van factoren", "levels of factors"))
    data = pd.DataFrame(
        {
            results.say(FACTOR): numbered_factors(results, judged["factor"]),
            results.say(CASE): said_of(results, judged["case"]),
            results.say(WHO): [results.say(who) for who in judged["respondent"]],
            results.say(LEVEL): [results.say(LEVELS[level]) for level in judged["level"]],
        }
    )
    with drawing(7.2, 4) as (axes, buffer):
        _points(axes, judged, data[results.say(WHO)])
        _level_axes(axes, results)
    told = [f"{factor}: {level} ({who}, {case})" for factor, case, who, level in data.to_numpy()]
    return figure_of(results, "levels", buffer, data, told)


def _points(axes: Axes, judged: pd.DataFrame, who: pd.Series) -> None:
    """A point a judgement: the level across, the factor down, the shape who says it."""
    import seaborn as sns

    aside = judged.groupby(["factor", "level"], sort=False, observed=True).cumcount() * STEP
    sns.scatterplot(
        x=judged["level"].cat.codes.to_numpy() + aside.to_numpy(),
        y=[list(FACTORS).index(factor) for factor in judged["factor"]],
        hue=who.to_numpy(),
        style=who.to_numpy(),
        palette=[BLUE, ORANGE, GREY][: who.nunique()],
        s=80,
        ax=axes,
    )


def _level_axes(axes: Axes, results: Results) -> None:
    axes.set(xlabel="", ylabel="", xlim=(-0.5, len(LEVELS) - 0.4))
    axes.set_xticks(range(len(LEVELS)), [results.say(text) for text in LEVELS.values()])
    axes.set_yticks(range(len(FACTORS)), numbered_factors(results, FACTORS))
    axes.set_ylim(len(FACTORS) - 0.5, -0.5)
    axes.grid(axis="y", color=GREY, alpha=0.4)
    axes.set_axisbelow(True)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, title=None)
