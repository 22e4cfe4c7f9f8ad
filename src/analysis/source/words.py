"""Which words of a cell a fact covers: the facts are in other words, so only roughly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

ALIKE = 5
"""Two words are taken for one where so many of their first letters are the same."""

LITTLE = {
    "aan", "alle", "als", "bij", "dat", "deze", "die", "dit", "door", "een", "eerst", "enkele",
    "had", "hebben", "heeft", "het", "hier", "hoe", "iets", "komen", "komt", "maar", "meer",
    "met", "naar", "niet", "nog", "ook", "onze", "over", "te", "tot", "uit", "van", "veel",
    "voor", "waren", "was", "wat", "we", "wel", "werd", "werden", "wij", "willen", "wordt",
    "worden", "zijn", "zich", "zonder",
}  # fmt: skip
"""Words that carry no fact."""

LETTERS = re.compile(r"[^\W_]+")
GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-zà-ÿ])")
"""Where two words were copied as one: a capital within a word."""


@dataclass(frozen=True)
class Piece:
    """A piece of a cell as it was copied: a word that carries a fact, or what stands between."""

    text: str
    counts: bool = False
    covered: bool = False


def pieces(text: str, facts: Iterable[str]) -> list[Piece]:
    """A cell in pieces, each word held against the words of the facts about it."""
    known = {word for fact in facts for word in words_of(fact)}
    spans = list(_spans(text))
    broken = {
        span
        for pair in pairwise(spans)
        if "".join(text[slice(*span)] for span in pair).casefold() in known
        for span in pair
    }
    return list(_pieces(text, spans, known, broken))


def _pieces(
    text: str,
    spans: list[tuple[int, int]],
    known: set[str],
    broken: set[tuple[int, int]],
) -> Iterator[Piece]:
    at = 0
    for start, end in spans:
        yield Piece(text[at:start])
        word = text[start:end]
        yield Piece(word, carries(word), (start, end) in broken or _covered(word, known))
        at = end
    yield Piece(text[at:])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends; words that were copied as one are taken apart."""
    for found in LETTERS.finditer(text):
        cuts = [0, *(cut.start() for cut in GLUED.finditer(found[0])), len(found[0])]
        yield from ((found.start() + a, found.start() + b) for a, b in pairwise(cuts))


def words_of(text: str) -> set[str]:
    """The words of a text that carry a fact."""
    return {text[start:end].casefold() for start, end in _spans(text) if carries(text[start:end])}


def carries(word: str) -> bool:
    """Whether a word may carry a fact: a number, a name in capitals, or a word of some length."""
    return word.isupper() or word.isdigit() or (len(word) > 2 and word.casefold() not in LITTLE)


def _covered(word: str, known: set[str]) -> bool:
    """Whether a word is one of the known, or begins as one, or has one within it."""
    folded = word.casefold()
    return any(_alike(folded, other) for other in known)


def _alike(word: str, other: str) -> bool:
    if min(len(word), len(other)) < ALIKE:
        return word == other
    return word[:ALIKE] == other[:ALIKE] or word in other or other in word
