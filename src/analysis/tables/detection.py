"""How large a difference between two groups must be to be found, in words."""

from __future__ import annotations

import numpy as np

from analysis.inference.detectable import shares
from analysis.language import Text, listing, percent
from analysis.results import Results

AT_MOST = Text("hoogstens {share}", "at most {share}")
AT_LEAST = Text("minstens {share}", "at least {share}")


def shares_found(results: Results, found: np.ndarray, base: float) -> str:
    """Which shares of the second group are told from `base` with a chance of 80%, in words.

    Args:
        results: for the language.
        found: which pairs of counts count as a difference, as for `detectable.shares`.
        base: the share behind the first group.

    Returns:
        ``hoogstens 4% of minstens 96%``; nothing where no share is.
    """
    ends = zip((AT_MOST, AT_LEAST), shares(found, base), strict=True)
    told = [
        text.say(results.language, share=percent(share, results.language))
        for text, share in ends
        if share is not None
    ]
    return listing(told, results.language, "or")
