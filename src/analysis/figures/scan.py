"""The factors of each municipality: as a heat map, by size class, and one beside the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.exhibits import Figure, Lacking
from analysis.figures.drawing import BLUE, GREY, INK, ORANGE, drawing, figure_of
from analysis.inference.means import interval
from analysis.language import Text, number
from analysis.results import Results
from analysis.schema import FACTORS, LEVELS, SIZE_CLASSES
from analysis.tables.factors import FITTING, known_levels, numbered_factors
from analysis.tables.headers import FACTOR, SIZE, lacking
from analysis.tables.scan import SCORES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MEAN = Text("Gemiddelde", "Mean")
LOW = Text("Van", "From")
HIGH = Text("Tot", "To")
OWN = Text("Deze gemeente", "This municipality")
OTHERS = Text("De andere, gemiddeld", "The others, mean")
LOWEST = Text("Laagste van de andere", "Lowest of the others")
HIGHEST = Text("Hoogste van de andere", "Highest of the others")
MARKS = "osD^"
COLOURS = (BLUE, ORANGE, "#009e73", INK)
"""A shape and a colour for each size class: told apart without the colour too."""


def factors_by_case(results: Results) -> Figure | Lacking:
    """A heat map of factors by municipalities: scores, or levels where there are no scores."""
    values, words = _scores(results) if len(results.case_scores) else _levels(results)
    if values.notna().sum().sum() == 0:
        return lacking(results, Text("oordelen per gemeente", "judgements of one municipality"))
    if values.shape[1] > FITTING:
        return _spread(results, values)
    with drawing(max(7.2, 2.6 + 0.34 * values.shape[1]), 3.4) as (axes, buffer):
        _heat_map(axes, values, words)
    told = [
        f"{factor}: " + ", ".join(f"{case} {word}" for case, word in row.items() if word)
        for factor, row in words.iterrows()
    ]
    data = words.rename_axis(results.say(FACTOR)).reset_index()
    return figure_of(results, "factors-by-case", buffer, data, told)


def _spread(results: Results, values: pd.DataFrame) -> Figure:
    """How many municipalities have each level, or each score rounded: where they do not all fit."""
    bands = {place: _band(results, place) for place in _places(results)}
    rounded = np.floor(values + 0.5)
    counts = pd.DataFrame({said: (rounded == place).sum(axis=1) for place, said in bands.items()})
    with drawing(7.2, 3.4) as (axes, buffer):
        _heat_map(axes, counts.astype(float), counts.astype(str))
    data = counts.rename_axis(results.say(FACTOR)).reset_index()
    return figure_of(results, "factors-spread", buffer, data)


def _places(results: Results) -> range:
    """The levels by their place, or the whole scores that there can be."""
    scores = results.case_scores
    if scores.empty:
        return range(len(LEVELS))
    low, high = results.scale or (np.nanmin(scores.to_numpy()), np.nanmax(scores.to_numpy()))
    return range(int(np.floor(low + 0.5)), int(np.floor(high + 0.5)) + 1)


def _band(results: Results, place: int) -> str:
    """What a level, or a score once rounded, is called."""
    if results.case_scores.empty:
        return results.say(list(LEVELS.values())[place])
    return Text("ongeveer {place}", "about {place}").say(results.language, place=place)


def _scores(results: Results) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Factors by cases, as numbers and as they are written."""
    wide = results.case_scores.reindex(index=list(results.cases["case"])).T
    wide.index = pd.Index(numbered_factors(results, wide.index))
    said = wide.map(lambda x: "" if pd.isna(x) else number(x, results.language, 1))
    return wide.rename_axis(columns=None), said.rename_axis(columns=None)


def _levels(results: Results) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Factors by cases: the place of the level, and the level in words."""
    known = known_levels(results)
    wide = known.pivot(index="factor", columns="case", values="level").astype(object)
    wide = wide.reindex(index=list(FACTORS), columns=list(results.cases["case"]))
    wide.index = pd.Index(numbered_factors(results, FACTORS))
    places = wide.map(lambda level: list(LEVELS).index(level) if level in LEVELS else np.nan)
    words = wide.map(lambda level: results.say(LEVELS[level]) if level in LEVELS else "")
    return places.astype(float).rename_axis(columns=None), words.rename_axis(columns=None)


def _heat_map(axes: Axes, values: pd.DataFrame, words: pd.DataFrame) -> None:
    """Squares with what is known in them; what is missing stays white, with a dash."""
    import seaborn as sns

    sns.heatmap(
        values, ax=axes, annot=words.replace("", "\u2013"), fmt="", cmap="Blues", cbar=False,
        linewidths=1, linecolor="white", annot_kws={"fontsize": 8},
    )  # fmt: skip
    for (row, column), known in np.ndenumerate(values.notna().to_numpy()):
        if not known:
            axes.text(column + 0.5, row + 0.5, "\u2013", ha="center", va="center", color=GREY)
    axes.set(xlabel="", ylabel="")
    axes.tick_params(length=0, labelrotation=0, labeltop=True, labelbottom=False, labelsize=8)


def factors_by_size(results: Results) -> Figure | Lacking:
    """The mean of each factor in each size class, with its interval where there is one."""
    scores = results.case_scores
    if scores.empty:
        return lacking(results, SCORES)
    sizes = results.size_of.reindex(scores.index)
    rows = [
        (factor, size, scores.loc[sizes == size, factor].dropna())
        for factor in scores.columns
        for size in SIZE_CLASSES
    ]
    rows = [row for row in rows if len(row[2])]
    with drawing(7.2, 1 + 0.72 * scores.shape[1]) as (axes, buffer):
        for factor, size, values in rows:
            _mean(axes, results, list(scores.columns).index(factor), size, values)
        _size_axes(axes, results, list(scores.columns))
    return figure_of(results, "factors-by-size", buffer, _means(results, rows))


def _mean(axes: Axes, results: Results, row: int, size: str, values: pd.Series) -> None:
    place = list(SIZE_CLASSES).index(size)
    height = row + (place - (len(SIZE_CLASSES) - 1) / 2) * 0.17
    bounds = interval(values, results.settings.confidence)
    if bounds:
        axes.hlines(height, *bounds, color=GREY, linewidth=2)
    label = results.say(SIZE_CLASSES[size]) if row == 0 else None
    axes.plot(values.mean(), height, MARKS[place], color=COLOURS[place], label=label, markersize=6)


def _size_axes(axes: Axes, results: Results, factors: list[str]) -> None:
    axes.set_yticks(range(len(factors)), numbered_factors(results, factors))
    axes.set_ylim(len(factors) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    if results.scale:
        low, high = results.scale
        axes.set(xlim=results.scale, xticks=range(round(low), round(high) + 1))
    axes.grid(axis="x", color="#e8e8e8")
    axes.set_axisbelow(True)
    axes.legend(loc="lower left", bbox_to_anchor=(-0.3, 1), ncols=2, frameon=False)


def _means(results: Results, rows: list[tuple[str, str, pd.Series]]) -> pd.DataFrame:
    """What was drawn, in words."""
    told = []
    for factor, size, values in rows:
        bounds = interval(values, results.settings.confidence) or ("", "")
        said = [number(x, results.language) if x != "" else "" for x in (values.mean(), *bounds)]
        name = numbered_factors(results, [factor])[0]
        told.append([f"{name}, {results.say(SIZE_CLASSES[size])}", *said])
    headers = [
        f"{results.say(FACTOR)}, {results.say(SIZE).lower()}",
        *map(results.say, (MEAN, LOW, HIGH)),
    ]
    return pd.DataFrame(told, columns=headers)


def profile(results: Results) -> Figure | Lacking:
    """One municipality beside the others, which stay unnamed."""
    scores, case = results.case_scores, results.settings.case
    if case not in scores.index or len(scores) < 2:
        return lacking(results, Text("scores van deze gemeente", "scores of this municipality"))
    own, others = scores.loc[case].dropna(), scores.drop(index=case)
    places = range(len(own))
    lowest, mean, highest = (getattr(others[own.index], f)() for f in ("min", "mean", "max"))
    with drawing(7.2, 0.9 + 0.45 * len(own)) as (axes, buffer):
        axes.hlines(places, lowest, highest, color=GREY, linewidth=4)
        axes.plot(mean, places, "|", color=INK, markersize=16, label=results.say(OTHERS))
        axes.plot(own, places, "o", color=BLUE, markersize=9, label=results.say(OWN))
        _size_axes(axes, results, list(own.index))
    columns = {OWN: own, OTHERS: mean, LOWEST: lowest, HIGHEST: highest}
    data = pd.DataFrame({results.say(header): values for header, values in columns.items()})
    data = data.map(lambda x: number(x, results.language)).reset_index(drop=True)
    data.insert(0, results.say(FACTOR), numbered_factors(results, own.index))
    return figure_of(results, "profile", buffer, data)
