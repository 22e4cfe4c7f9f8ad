"""What the verdicts rest on: intervals of shares, and counts over all codings."""

from __future__ import annotations

from textwrap import fill

import pandas as pd

from analysis.exhibits import Figure, Lacking
from analysis.figures.drawing import BLUE, GREY, drawing, figure_of
from analysis.inference.shares import interval
from analysis.language import Text, percent
from analysis.results import Results
from analysis.tables.headers import CASES, CLAIM, COUNT, lacking

LABEL_WIDTH = 60
"""In signs; a longer statement takes a second line."""

CHOSEN = Text("Gekozen", "Chosen")
LEAST = Text("Minst", "Least")
MOST = Text("Meest", "Most")
SHARE = Text("Deel", "Share")
LOW = Text("Van", "From")
HIGH = Text("Tot", "To")


def intervals(results: Results) -> Figure:
    """For each count that is possible: the share of cases and its interval."""
    n = len(results.cases)
    shares = pd.DataFrame(
        [(k, k / n, *interval(k, n, results.settings.confidence)) for k in range(n + 1)],
        columns=[results.say(text) for text in (COUNT, SHARE, LOW, HIGH)],
    )
    count, share, low, high = (shares[column] for column in shares)
    with drawing(6.4, 0.8 + 0.26 * len(shares)) as (axes, buffer):
        axes.hlines(count, low, high, color=GREY, linewidth=4)
        axes.plot(share, count, "o", color=BLUE)
        axes.set(xlim=(-0.02, 1.02), yticks=count)
        axes.set_ylabel(Text("aantal van {n}", "count of {n}").say(results.language, n=n))
        marks = [0, 0.25, 0.5, 0.75, 1]
        axes.set_xticks(marks, [percent(mark, results.language) for mark in marks])
    said = shares[[share.name, low.name, high.name]].map(lambda x: percent(x, results.language))
    data = pd.concat([count, said], axis="columns")
    return figure_of(results, "intervals", buffer, data)


def codings(results: Results) -> Figure | Lacking:
    """The claims whose count depends on the coding: chosen, least and largest count."""
    verdicts = results.verdicts[results.verdicts["minimum"].notna()]
    moving = verdicts[verdicts["minimum"] != verdicts["maximum"]]
    if moving.empty:
        what = Text("aantallen die van de codering afhangen", "counts that depend on the coding")
        return lacking(results, what)
    counts = moving[["claim", "count", "minimum", "maximum"]].astype(
        {"count": int, "minimum": int, "maximum": int}
    )
    counts["claim"] = [results.say(text) for text in moving["statement"]]
    claim, count, least, most = (counts[column] for column in counts)
    label = [fill(statement, LABEL_WIDTH) for statement in claim]
    with drawing(8, 0.8 + 0.42 * len(counts)) as (axes, buffer):
        axes.hlines(label, least, most, color=GREY, linewidth=4)
        axes.plot(count, label, "o", color=BLUE)
        axes.set(xlim=(-0.3, len(results.cases) + 0.3), xlabel=results.say(CASES).lower())
        axes.invert_yaxis()
    headers = [results.say(text) for text in (CLAIM, CHOSEN, LEAST, MOST)]
    return figure_of(results, "codings", buffer, counts.set_axis(headers, axis="columns"))
