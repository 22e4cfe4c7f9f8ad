"""Reads one answer of a survey tool's export: a number, or the words of a scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.cleaning import DASHES, decimal, normalised
from analysis.language import LANGUAGES
from analysis.schema import AGREEMENT
from analysis.study.grids import shown

Scale = tuple[float, float]
"""The lowest and the highest score."""

OTHER_WORDS: tuple[tuple[str, ...], ...] = (
    (
        "helemaal oneens", "volledig mee oneens", "volledig oneens", "zeer mee oneens",
        "zeer oneens", "sterk mee oneens", "helemaal niet mee eens", "helemaal niet",
        "completely disagree", "totally disagree", "fully disagree", "not at all",
    ),
    ("oneens", "niet mee eens"),
    (
        "neutraal", "niet mee eens niet mee oneens", "niet eens niet oneens",
        "niet mee eens maar ook niet mee oneens", "noch mee eens noch mee oneens",
        "noch eens noch oneens", "neutral", "neither agree or disagree",
    ),
    ("eens",),
    (
        "helemaal eens", "volledig mee eens", "volledig eens", "zeer mee eens", "zeer eens",
        "sterk mee eens", "helemaal wel", "completely agree", "totally agree", "fully agree",
    ),
)  # fmt: skip
"""What survey tools and people write for the words of the scale, from low to high."""

MILD: Mapping[str, int] = {
    "enigszins mee oneens": 1, "enigszins oneens": 1, "beetje mee oneens": 1,
    "een beetje mee oneens": 1, "somewhat disagree": 1, "slightly disagree": 1,
    "enigszins mee eens": 3, "enigszins eens": 3, "beetje mee eens": 3,
    "een beetje mee eens": 3, "somewhat agree": 3, "slightly agree": 3,
}  # fmt: skip
"""The second and fourth of five steps in some tools; of a longer scale where plain ones are too."""

NO_ANSWER = (
    "weet niet", "weet ik niet", "ik weet het niet", "geen mening", "geen antwoord",
    "niet van toepassing", "n.v.t.", "don't know", "I don't know", "no opinion", "no answer",
    "not applicable", "n/a", "not sure",
)  # fmt: skip
SEEN_UNANSWERED = "-99"
"""What Qualtrics writes for a question that was seen and not answered."""

NUMBER = r"[+-]?\d{1,6}(?:[.,]\d{1,6})?"
NUMBER_FIRST = re.compile(rf"({NUMBER})(?:\s*[-:=.)]+\s*|\s+(?=\())(\D*)")
NUMBER_LAST = re.compile(rf"(\D+)\s*\(\s*({NUMBER})\s*\)")


@dataclass(frozen=True)
class Answer:
    """A score as text, empty where there is no answer, and the words that it came in."""

    score: str
    words: str = ""


def key(text: str) -> str:
    """A text without its case, spaces and punctuation."""
    return "".join(sign for sign in normalised(text).casefold() if sign.isalnum())


@lru_cache(maxsize=4096)
def answer_of(text: str, scale: Scale | None) -> Answer | None:
    """An answer as a score on the scale; None for what is no answer on it."""
    plain = normalised(text).translate(DASHES)
    if not key(plain) or plain == SEEN_UNANSWERED or key(plain) in _silent():
        return Answer("", plain)
    if re.fullmatch(NUMBER, plain):
        return Answer(plain) if _within(plain, scale) else None
    number, words = _parted(plain)
    score = _score(words, scale)
    if not number:
        return Answer(score, plain) if score else None
    agrees = not score or decimal(score) == decimal(number)
    return Answer(number, plain) if agrees and _within(number, scale) else None


def is_mild(words: str) -> bool:
    """Whether an answer is one of the mild ones, such as “somewhat agree”."""
    return key(_parted(words)[1]) in {key(word) for word in MILD}


def is_plain(words: str) -> bool:
    """Whether an answer says to agree or disagree, neither fully nor mildly."""
    return _steps().get(key(_parted(words)[1])) in (1, 3) and not is_mild(words)


def _parted(text: str) -> tuple[str, str]:
    """The number before or behind the words of an answer, if it has one, and its words."""
    if first := NUMBER_FIRST.fullmatch(text):
        return first[1], first[2]
    if last := NUMBER_LAST.fullmatch(text):
        return last[2], last[1]
    return "", text


def _score(words: str, scale: Scale | None) -> str:
    """The score of the words of a scale; those between the ends only where there are five."""
    step = _steps().get(key(words))
    if step is None or scale is None:
        return ""
    low, high = scale
    if step in (0, 4):
        return shown(high if step else low)
    return shown(low + step) if high - low == len(AGREEMENT) - 1 else ""


def _within(number: str, scale: Scale | None) -> bool:
    return scale is None or scale[0] <= decimal(number) <= scale[1]


@cache
def _steps() -> Mapping[str, int]:
    """The step of five that each word of a scale stands for."""
    return dict(_worded())


def _worded() -> Iterator[tuple[str, int]]:
    for step, (text, others) in enumerate(zip(AGREEMENT, OTHER_WORDS, strict=True)):
        yield from ((key(text.say(language)), step) for language in LANGUAGES)
        yield from ((key(word), step) for word in others)
    yield from ((key(word), step) for word, step in MILD.items())


@cache
def _silent() -> frozenset[str]:
    return frozenset(map(key, NO_ANSWER))
