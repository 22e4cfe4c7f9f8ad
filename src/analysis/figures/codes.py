"""The codes by case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.exhibits import Figure, Lacking
from analysis.figures.drawing import drawing, figure_of
from analysis.language import Text, listing
from analysis.results import Results
from analysis.tables.headers import CODE, lacking
from analysis.tables.references import code_labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def codes_by_case(results: Results, scheme: str) -> Figure | Lacking:
    """A heat map: how often each code of a scheme was given to each case's mentions."""
    counts = code_case_counts(results, scheme)
    if counts.empty:
        return lacking(results, Text("codes voor “{what}”", "codes for “{what}”"), scheme)
    with drawing(7.2, 0.7 + 0.34 * len(counts)) as (axes, buffer):
        _heat_map(axes, counts)
    told = [
        f"{label}: {listing([str(case) for case in row.index[row > 0]], results.language)}"
        for label, row in counts.iterrows()
    ]
    data = counts.rename_axis(results.say(CODE)).reset_index()
    return figure_of(results, scheme, buffer, data, told)


def code_case_counts(results: Results, scheme: str) -> pd.DataFrame:
    """Codes (in words, most named first) by cases: how many mentions; unused codes left out."""
    codes = results.counted
    codes = codes[codes["scheme"] == scheme]
    counts = pd.crosstab(codes["code"], codes["case"])
    counts = counts.reindex(columns=list(results.cases["case"]), fill_value=0)
    order = (counts > 0).sum(axis="columns").sort_values(ascending=False, kind="stable").index
    labels = code_labels(results, scheme)
    named = counts.loc[order].rename(index=labels)
    return named.rename_axis(index=None, columns=None)


def _heat_map(axes: Axes, counts: pd.DataFrame) -> None:
    import seaborn as sns

    sns.heatmap(
        counts,
        ax=axes,
        annot=counts.map(lambda count: str(count) if count else ""),
        fmt="",
        cmap="Blues",
        vmin=0,
        vmax=max(3, int(counts.to_numpy().max())),
        cbar=False,
        linewidths=1,
        linecolor="white",
    )
    axes.set(xlabel="", ylabel="")
    axes.tick_params(length=0, labelrotation=0, labeltop=True, labelbottom=False)
