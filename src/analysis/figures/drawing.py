"""One look for every figure, and from a drawing to a `Figure` with its text."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.exhibits import Figure, exhibit
from analysis.language import Text
from analysis.problems import shortened
from analysis.results import Results

if TYPE_CHECKING:
    from matplotlib.axes import Axes


MADE_UP = Text("verzonnen gegevens", "made-up data")

SVG = "http://www.w3.org/2000/svg"
REFERENCE = re.compile(r"((?:url\(|href=)#)([^)]+)")
"""How a drawing refers to a part of itself: in a style, or by an attribute of that name."""


BLUE, ORANGE, GREY, INK = "#0072b2", "#e69f00", "#9a9a9a", "#333333"
"""Okabe and Ito's colours, which colour-blind readers can tell apart, and two greys."""


LONGEST = 60
"""In signs: the longest line of a label."""

STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "svg.hashsalt": "innovatie-in-gemeenten",
    "font.family": "sans-serif",
    "font.size": 10,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": INK,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


@contextmanager
def drawing(width: float, height: float) -> Iterator[tuple[Axes, io.StringIO]]:
    """Axes to draw on, of a width and height in inches; the SVG stands in the buffer after it."""
    with panels(width, height, (1,)) as ((axes,), buffer):
        yield axes, buffer


@contextmanager
def panels(
    width: float, height: float, widths: Sequence[float]
) -> Iterator[tuple[Sequence[Axes], io.StringIO]]:
    """Axes side by side that share their rows, of relative widths; else as `drawing`."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure as Canvas

    buffer = io.StringIO()
    with rc_context(STYLE):
        canvas = Canvas(figsize=(width, height), layout="constrained")
        yield (
            canvas.subplots(1, len(widths), sharey=True, squeeze=False, width_ratios=widths)[0],
            buffer,
        )
        for axes in canvas.axes:
            _shorten_labels(axes)
        canvas.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})


def _shorten_labels(axes: Axes) -> None:
    """Leave room for the drawing whatever a study calls its codes; the data below has it whole."""
    for axis in (axes.xaxis, axes.yaxis):
        labels = [label.get_text() for label in axis.get_ticklabels()]
        short = ["\n".join(shortened(line, LONGEST) for line in x.splitlines()) for x in labels]
        if short != labels:
            axis.set_ticks(axis.get_ticklocs(), short)


def described(svg: str, name: str, alt: str) -> str:
    """A drawing as an inline SVG that tells what it shows to who cannot see it.

    Args:
        svg: the drawing as it was saved.
        name: what its ids begin with, so that two drawings of a page share none.
        alt: what it shows, in words.
    """
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ET.fromstring(svg)
    for metadata in root.findall(f"{{{SVG}}}metadata"):
        root.remove(metadata)
    root.attrib.pop("height", None)
    # How wide it was drawn: the page shows it no smaller than its texts can be read.
    root.set("style", f"--drawn: {float(root.attrib.pop('width').removesuffix('pt')):.0f}")
    root.set("role", "img")
    _name_ids(root, name)
    root.set("aria-label", alt)
    return ET.tostring(root, encoding="unicode")


def _name_ids(root: ET.Element, name: str) -> None:
    """Keep the ids that the drawing itself refers to, under a name; leave the others out."""
    told = [
        (one, key, f"{key.rpartition('}')[2]}={text}")
        for one in root.iter()
        for key, text in one.items()
    ]
    asked = {found for _, _, text in told for _, found in REFERENCE.findall(text)}
    for element, key, text in told:
        value = REFERENCE.sub(rf"\1{name}.\2", text).partition("=")[2]
        if key != "id":
            element.set(key, value)
        elif value in asked:
            element.set(key, f"{name}.{value}")
        else:
            del element.attrib[key]


def figure_of(
    results: Results,
    name: str,
    buffer: io.StringIO,
    data: pd.DataFrame,
    told: Iterable[str] | None = None,
) -> Figure:
    """The drawing in the buffer as a figure, with its data also told in words.

    Args:
        name: the figure's name in `EXHIBITS`; its caption opens the text alternative.
        data: what was drawn, with the headers that the page shows.
        told: each row in words, where `told_rows` would say too much.
    """
    shown = exhibit("figure", name)
    rows = "; ".join(told_rows(data) if told is None else told)
    mark = f" ({results.say(MADE_UP)})" if results.synthetic else ""
    alt = f"{results.say(shown.caption)}{mark}. {rows}."
    return Figure(
        shown, results.language, described(buffer.getvalue(), shown.anchor, alt), data, mark
    )


def told_rows(data: pd.DataFrame) -> list[str]:
    """Each row in words: ``A1: met hulp 1, zonder hulp 0``."""
    return [
        f"{first}: " + ", ".join(f"{name} {value}" for name, value in zip(names, rest, strict=True))
        for names in [data.columns[1:]]
        for first, *rest in data.itertuples(index=False)
    ]
