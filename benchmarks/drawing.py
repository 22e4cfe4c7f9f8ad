"""The ratios as a figure, in the look of the reports' own."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.figures.drawing import BLUE, ORANGE, drawing

GROUND = '<rect width="100%" height="100%" fill="#fff"/>'


def bars(ratios: Mapping[str, float], base: str) -> str:
    """How many times a warm build each way takes, as SVG; the base in a colour of its own."""
    names, values = list(ratios), list(ratios.values())
    with drawing(7, 0.6 + 0.35 * len(names)) as (axes, buffer):
        colours = [ORANGE if name == base else BLUE for name in names]
        shown = axes.barh(names, values, color=colours)
        axes.bar_label(shown, [f"{value:.3g}" for value in values], padding=4)
        axes.set_xscale("log")
        axes.set_xlim(right=max(values) * 2.5)
        axes.set_xlabel("times a warm build (each step is ten times)")
        axes.invert_yaxis()
    # Nothing is drawn behind it: in the dark it needs a ground of its own.
    return buffer.getvalue().replace("<defs>", f"{GROUND}<defs>", 1)
