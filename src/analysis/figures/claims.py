"""What the verdicts rest on: intervals of shares, and counts over all codings."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import fill
from typing import TYPE_CHECKING

import pandas as pd

from analysis.exhibits import Figure, Lacking
from analysis.figures.drawing import BLUE, GREY, INK, drawing, figure_of, panels
from analysis.inference.shares import interval
from analysis.language import Text, percent
from analysis.results import Results
from analysis.sensitivity import counts_of, decisions_of
from analysis.tables.headers import CASES, CLAIM, COUNT, lacking

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABEL_WIDTH = 60
"""In signs; a longer statement takes another line."""
LINE = 0.17
"""In inches: the height of a line of a label."""

CHOSEN = Text("Gekozen", "Chosen")
LEAST = Text("Minst", "Least")
MOST = Text("Meest", "Most")
SHARE = Text("Deel", "Share")
LOW = Text("Van", "From")
HIGH = Text("Tot", "To")
HOLDS = Text("klopt", "holds")
FAILS = Text("klopt niet", "does not hold")
COUNTS = Text("Aantallen bij alle coderingen", "Counts over all codings")
TURN = Text("Keren haar alleen al", "Turn it alone")
MOVE = Text("Verschuiven alleen het aantal", "Only move the count")
DECISIONS = Text("beslissingen", "decisions")
LARGEST_DOT = 260
"""In square points: the dot of a count that every coding gives."""


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
    with drawing(8, 0.8 + _height(label)) as (axes, buffer):
        axes.hlines(label, least, most, color=GREY, linewidth=4)
        axes.plot(count, label, "o", color=BLUE)
        axes.set(xlim=(-0.3, len(results.cases) + 0.3), xlabel=results.say(CASES).lower())
        axes.invert_yaxis()
    headers = [results.say(text) for text in (CLAIM, CHOSEN, LEAST, MOST)]
    return figure_of(results, "codings", buffer, counts.set_axis(headers, axis="columns"))


def verdicts_by_coding(results: Results) -> Figure | Lacking:
    """Each claim whose verdict depends on the coding: its counts, and the decisions behind them.

    The left panel has a dot for each count, as large as the share of codings that give it, filled
    where the claim then holds. The right panel has a column for each decision, marked where it
    moves the count, and filled where it alone turns the claim.
    """
    verdicts = results.verdicts[results.verdicts["verdict"] == "coding-dependent"]
    if verdicts.empty:
        return lacking(results, Text("oordelen die van de codering afhangen", "such verdicts"))
    register = results.study.sheet("claims").set_index("claim", drop=False)
    claims = [register.loc[claim].to_dict() for claim in verdicts["claim"]]
    counts = [counts_of(claim, results.evidence) for claim in claims]
    decisions = [decisions_of(claim, results.evidence) for claim in claims]
    statements = [results.say(claim["statement"]) for claim in claims]
    labels = [fill(statement, LABEL_WIDTH) for statement in statements]
    moving = {unit for found in decisions for unit in found["unit"]}
    units = [unit for unit in results.units["unit"] if unit in moving]
    width, height = 7.4 + 0.16 * len(units), 1.6 + _height(labels)
    with panels(width, height, (14, max(4, len(units)))) as ((left, right), buffer):
        _counts(left, counts, list(verdicts["count"]), len(results.cases))
        _decisions(right, decisions, units)
        left.set_yticks(range(len(labels)), labels)
        left.set_ylim(len(labels) - 0.4, -0.6)
        left.set_xlabel(results.say(CASES).lower())
        right.set_xlabel(results.say(DECISIONS))
    columns = {
        CLAIM: statements,
        COUNTS: [_told(results, spread) for spread in counts],
        TURN: ["; ".join(found.loc[found["turns"], "unit"]) for found in decisions],
        MOVE: ["; ".join(found.loc[~found["turns"], "unit"]) for found in decisions],
    }
    data = pd.DataFrame({results.say(header): cells for header, cells in columns.items()})
    return figure_of(results, "verdicts-by-coding", buffer, data)


def _height(labels: Iterable[str]) -> float:
    """How high the rows of labels are together, in inches, so that none touches the next."""
    lines = [label.count("\n") + 1 for label in labels]
    return len(lines) * max(0.42, LINE * max(lines) + 0.1)


def _counts(axes: Axes, counts: list[pd.DataFrame], chosen: list[int], n: int) -> None:
    """A dot for each count of each claim; a stroke where the chosen codes are."""
    for row, (spread, now) in enumerate(zip(counts, chosen, strict=True)):
        for holds, group in spread.groupby("holds"):
            axes.scatter(
                group["count"],
                [row] * len(group),
                s=LARGEST_DOT * group["share"],
                color=BLUE if holds else "white",
                edgecolor=BLUE if holds else INK,
                zorder=2,
            )
        axes.plot([now, now], [row - 0.42, row + 0.42], color=INK, linewidth=1, zorder=1)
    axes.set(xlim=(-0.6, n + 0.6), xticks=range(0, n + 1, max(1, n // 10)))
    axes.grid(axis="y", color="#e8e8e8")
    axes.set_axisbelow(True)


def _decisions(axes: Axes, decisions: list[pd.DataFrame], units: list[str]) -> None:
    """A mark where a decision moves a claim's count, filled where it alone turns the claim."""
    for row, found in enumerate(decisions):
        for turns, group in found.groupby("turns"):
            axes.scatter(
                [units.index(unit) for unit in group["unit"]],
                [row] * len(group),
                marker="D",
                s=26,
                color=BLUE if turns else "white",
                edgecolor=BLUE if turns else INK,
                zorder=2,
            )
    axes.set_xticks(range(len(units)), units, rotation=90, fontsize=8)
    axes.set_xlim(-0.8, len(units) - 0.2)
    axes.tick_params(axis="y", length=0)
    axes.grid(color="#e8e8e8")
    axes.set_axisbelow(True)


def _told(results: Results, counts: pd.DataFrame) -> str:
    """The counts of a claim in words: ``2: 33% (holds); 3: 67% (does not hold)``."""
    return "; ".join(
        f"{count}: {percent(share, results.language)} ({results.say(HOLDS if holds else FAILS)})"
        for count, holds, share in counts.itertuples(index=False, name=None)
    )
