"""The page that explains the data: every sheet that is filled in and every frame that is built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from analysis.dictionary import allowed
from analysis.language import Language, Text, capitalised
from analysis.report.index import environment
from analysis.report.outline import Outline
from analysis.report.shell import Shell
from analysis.schema import FRAMES, SHEETS, Frame, Sheet

WORDS: Mapping[str, Text] = {
    "lead": Text(
        "Wat er in de gegevens staat: de bladen die zijn ingevuld, en de frames die daaruit zijn "
        "gemaakt. Een leeg vak betekent: niet bekend.",
        "What is in the data: the sheets that were filled in, and the frames that were made from "
        "them. An empty cell means: not known.",
    ),
    "column": Text("Kolom", "Column"),
    "meaning": Text("Betekenis", "Meaning"),
    "needed": Text("Verplicht", "Required"),
    "allowed": Text("Wat er kan staan", "What it can hold"),
    "yes": Text("ja", "yes"),
}
PARTS: Mapping[Text, tuple[Sheet | Frame, ...]] = {
    Text("Bladen: wat er is ingevuld", "Sheets: what was filled in"): SHEETS,
    Text("Frames: wat er is gemaakt", "Frames: what was made"): FRAMES,
}


class Row(NamedTuple):
    """A column of a sheet or frame, as the page has it."""

    name: str
    meaning: str
    needed: bool
    allowed: str


class Told(NamedTuple):
    """A heading, and below that of a sheet or frame what it is and its columns."""

    level: int
    anchor: str
    name: str
    meaning: str = ""
    rows: tuple[Row, ...] = ()


def dictionary_page(shell: Shell) -> str:
    """The data dictionary, in the language of its surroundings."""
    outline = Outline(titled=True)
    return environment().get_template("dictionary.html.j2").render(
        shell=shell,
        outline=outline,
        say={name: text.say(shell.language) for name, text in WORDS.items()},
        parts=list(told(outline, shell.language)),
    )  # fmt: skip


def told(outline: Outline, language: Language) -> Iterator[Told]:
    """Every sheet and frame in a language, under headings that the outline takes up."""
    for heading, every in PARTS.items():
        yield Told(*outline.add(2, heading.say(language)), heading.say(language))
        for one in every:
            name = one.named(language) if isinstance(one, Sheet) else one.name
            said = bare(one.description.say(language))
            meaning = f"{capitalised(said)}."
            yield Told(*outline.add(3, name), name, meaning, tuple(rows(one, language)))


def rows(one: Sheet | Frame, language: Language) -> Iterator[Row]:
    """The columns of a sheet or frame; those of a sheet by the name that a workbook gives them."""
    for column in one.columns:
        name = column.named(language) if isinstance(one, Sheet) else column.name
        meaning, values = column.description.say(language), "; ".join(allowed(column, language))
        yield Row(name, bare(meaning), column.required, bare(values))


def bare(text: str) -> str:
    """A text without the signs that mark code in Markdown."""
    return text.replace("`", "")
