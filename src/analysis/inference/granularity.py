"""Whether a printed share can occur among so many cases at all: the granularity test.

Source: Brown & Heathers (2017), "The GRIM Test", Social Psychological and Personality
Science 8(4), for means of whole numbers; a share is the mean of zeros and ones.
"""

from __future__ import annotations

from fractions import Fraction


def gives(count: int, n: int, printed: str) -> bool:
    """Whether a count of n cases, as a percentage and rounded, is what was printed.

    Args:
        count: 0 to n.
        n: at least 1.
        printed: a percentage without its sign, such as ``80`` or ``33,3``; its decimals say
            how far it was rounded. A half may have been rounded up or down.

    Raises ValueError when it is not a number.
    """
    value = Fraction(printed.replace(",", "."))
    decimals = len(printed.replace(",", ".").partition(".")[2])
    return abs(Fraction(100 * count, n) - value) <= Fraction(1, 2 * 10**decimals)


def possible_counts(n: int, printed: str) -> list[int]:
    """The counts of n cases that can have been printed so; none where no count can."""
    return [count for count in range(n + 1) if gives(count, n, printed)]
