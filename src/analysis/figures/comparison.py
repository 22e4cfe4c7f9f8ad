"""This study beside another."""

from __future__ import annotations

import pandas as pd

from analysis.comparison import code_shares as shares_of_codes
from analysis.exhibits import Figure, Lacking
from analysis.figures.drawing import BLUE, GREY, INK, drawing, figure_of
from analysis.language import Text, signed_percent
from analysis.results import Results
from analysis.tables.headers import CODE, lacking
from analysis.tables.references import code_labels, scheme_name

DIFFERENCE = Text("Verschil in procentpunten", "Difference in percentage points")
LOW = Text("Van", "From")
HIGH = Text("Tot", "To")
EITHER = Text("meer daar      meer hier", "more there      more here")
TICKS = (-1, -0.5, 0, 0.5, 1)


def code_shares(results: Results, there: Results) -> Figure | Lacking:
    """For each code of both studies: how far its share here is from its share there."""
    shares = shares_of_codes(results, there)
    if shares.empty:
        return lacking(results, Text("codes die daar ook staan", "codes that are there too"))
    rows = zip(shares["scheme"], shares["code"], strict=True)
    labels = [f"{scheme_name(results, s)}: {code_labels(results, s)[code]}" for s, code in rows]
    places = range(len(shares))
    with drawing(7.2, 1 + 0.26 * len(shares)) as (axes, buffer):
        axes.hlines(places, shares["low"], shares["high"], color=GREY, linewidth=4)
        axes.plot(shares["difference"], places, "o", color=BLUE)
        axes.axvline(0, color=INK, linewidth=1)
        axes.set_yticks(places, labels)
        axes.set_xticks(TICKS, [signed_percent(tick, results.language) for tick in TICKS])
        axes.set(ylim=(len(shares) - 0.4, -0.6), xlim=(-1.02, 1.02), xlabel=results.say(EITHER))
    said = shares[["difference", "low", "high"]].map(lambda x: signed_percent(x, results.language))
    data = pd.concat([pd.Series(labels), said], axis="columns")
    headers = [results.say(text) for text in (CODE, DIFFERENCE, LOW, HIGH)]
    return figure_of(results, "code-shares", buffer, data.set_axis(headers, axis="columns"))
