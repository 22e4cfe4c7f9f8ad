"""Dutch and English as equals: texts in both, and how each writes numbers and lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from markupsafe import Markup

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True)
class Text:
    """One text in both languages; ``{names}`` in it are filled in by `say`."""

    nl: str
    en: str

    def say(self, language: Language, **values: object) -> str:
        """The text in one language with its ``{names}`` filled in.

        Raises KeyError when a name in the text is given no value.
        """
        return str(getattr(self, language)).format(**values)

    def filled(self, **values: object) -> Text:
        """The text with its ``{names}`` filled in, in both languages, as in `say`."""
        return Text(self.say("nl", **values), self.say("en", **values))


def unfilled(words: Mapping[str, Text], language: Language) -> dict[str, str]:
    """Texts in one language with their ``{names}`` left for the page's script to fill in."""
    return {name: text.nl if language == "nl" else text.en for name, text in words.items()}


class Dutch(str):
    """A study's own text that stands untranslated on an English page.

    As HTML it says its language, so that a screen reader reads it out as Dutch.
    """

    __slots__ = ()

    def __html__(self) -> Markup:
        # As markup: who fills it in elsewhere would escape bare text once more.
        return Markup('<span lang="nl">{}</span>').format(str(self))


LANGUAGE_NAMES: dict[Language, str] = {"nl": "Nederlands", "en": "English"}


def literal(text: str) -> str:
    """Text as it is, safe inside a `Text`: braces in it are no names to fill in."""
    return text.replace("{", "{{").replace("}", "}}")


def capitalised(text: str) -> str:
    """A text that begins with a capital; the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def same(text: str) -> Text:
    """A text that is the same in both languages: a code, a file name, a list of codes."""
    return Text(literal(text), literal(text))


def number(value: float, language: Language, decimals: int = 2) -> str:
    """A number as the language writes it: ``0,25`` in Dutch, ``0.25`` in English."""
    from babel.numbers import format_decimal

    pattern = "0." + "0" * decimals if decimals else "#,##0"
    return format_decimal(value, format=pattern, locale=language)


def percent(share: float, language: Language) -> str:
    """A share (0 to 1) as a whole percentage: ``40%``.

    What would round to none or all but is neither is ``<1%`` or ``>99%``.
    """
    from babel.numbers import format_percent

    if 0 < share < 0.005:
        return "<" + percent(0.01, language)
    if 0.995 < share < 1:
        return ">" + percent(0.99, language)
    return format_percent(share, format="0%", locale=language)


def precise_percent(share: float, language: Language) -> str:
    """A share (0 to 1) as it was set, with a decimal or two where it has them: ``97.5%``."""
    from babel.numbers import format_percent

    return format_percent(share, format="0.##%", locale=language)


def signed_percent(difference: float, language: Language) -> str:
    """A difference of shares (-1 to 1) in percentage points with its sign: ``+40``, ``−5``."""
    from babel.numbers import format_decimal

    return format_decimal(100 * difference, format="+0;\u22120", locale=language)


def listing(
    items: Iterable[str], language: Language, joined: Literal["standard", "or"] = "standard"
) -> str:
    """Items as the language lists them: ``A1, A2 en B1``, or joined by "or"."""
    from babel.lists import format_list

    return format_list(list(items), style=joined, locale=language)


def counted(n: int, one: Text, more: Text, language: Language) -> str:
    """A count with its noun: ``1 gemeente``, ``2 gemeenten``."""
    return f"{n} {(one if n == 1 else more).say(language)}"
