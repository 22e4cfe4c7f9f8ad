"""The cases: how many of each size, and with what help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.exhibits import Figure
from analysis.figures.drawing import BLUE, GREY, INK, ORANGE, drawing, figure_of
from analysis.results import Results
from analysis.schema import HELP, SIZE_CLASSES
from analysis.tables.counts import help_counts
from analysis.tables.headers import CASES, SIZE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HELP_STYLES: tuple[dict[str, Any], ...] = (
    {"color": BLUE},
    {"color": "white", "edgecolor": ORANGE, "hatch": "///"},
    {"color": "white", "edgecolor": GREY},
)
"""With, without and unknown help: told by pattern as well as by colour."""


def cases_by_size(results: Results) -> Figure:
    """How many cases each size class has, from large to small."""
    counts = results.cases["size_class"].value_counts().reindex(list(SIZE_CLASSES)[::-1])
    data = pd.DataFrame(
        {
            results.say(SIZE): [results.say(SIZE_CLASSES[name]) for name in counts.index],
            results.say(CASES): counts.to_numpy(),
        }
    )
    with drawing(6.4, 2.2) as (axes, buffer):
        names, lengths = (data[column] for column in data)
        axes.bar_label(axes.barh(names, lengths, color=BLUE), padding=4)
        _from_the_top(axes)
    return figure_of(results, "cases-by-size", buffer, data)


def help_by_size(results: Results) -> Figure:
    """Cases with and without help from outside, by size class, from large to small."""
    counts = help_counts(results)
    counts = counts.rename(columns={key: results.say(text) for key, text in HELP.items()})
    with drawing(6.4, 2.6) as (axes, buffer):
        left = pd.Series(0, index=counts.index)
        for (name, column), style in zip(counts.items(), HELP_STYLES, strict=True):
            if column.any():
                bars = axes.barh(counts.index, column, left=left, label=str(name), **style)
                _count_within(axes, bars, column)
            left = left + column
        _from_the_top(axes)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False)
    data = counts.loc[:, counts.sum() > 0].rename_axis(results.say(SIZE)).reset_index()
    return figure_of(results, "help-by-size", buffer, data)


def _count_within(axes: Axes, bars: object, counts: pd.Series) -> None:
    """The count in the middle of each bar, on white so that a hatch does not hide it."""
    axes.bar_label(
        bars,  # type: ignore[arg-type]  # barh returns the container that bar_label takes
        labels=[str(count) if count else "" for count in counts],
        label_type="center",
        color=INK,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
    )


def _from_the_top(axes: Axes) -> None:
    """Bars from top to bottom in the order given; their labels tell the counts, so no scale."""
    axes.invert_yaxis()
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
