"""The command that tells what changed between two reports, and from what that comes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

from analysis.language import LANGUAGES, Language, Text, literal
from analysis.main import FAILED, answered
from analysis.problems import InputError, Place, Problem, ReportsUnlike, refuse, seen, shortened
from analysis.report.changes import (
    PACKAGE,
    ROW,
    SETTING,
    Change,
    Changes,
    Input,
    changed_inputs,
    changed_pages,
    changed_rows,
)
from analysis.report.finished import Finished, read_reports

HEADINGS: Mapping[str, Text] = {
    "verdicts": Text("Oordelen ({n})", "Verdicts ({n})"),
    "cells": Text("Cellen van tabellen ({n})", "Cells of tables ({n})"),
    "figures": Text("Gegevens van figuren ({n})", "Data of figures ({n})"),
    "texts": Text("Tekst ertussen ({n})", "Text between them ({n})"),
    "pages": Text(
        "Pagina's die er niet in beide zijn, of anders verschillen ({n})",
        "Pages that are not in both, or differ otherwise ({n})",
    ),
}
INPUTS = Text("Invoer die verschilt ({n})", "Inputs that differ ({n})")
NO_INPUTS = Text("De invoer is gelijk.", "The inputs are the same.")
KINDS: Mapping[str, Text] = {
    "data": Text("gegevens", "data"),
    ROW: Text("rij", "row"),
    "notebook": Text("notebook", "notebook"),
    "code": Text("code", "code"),
    SETTING: Text("instelling", "setting"),
    PACKAGE: Text("pakket", "package"),
}
SHOWING = (SETTING, PACKAGE)
"""The inputs of which the values are told; of the others these are digests."""
CHANGED, ADDED, GONE = (
    Text("veranderd", "changed"),
    Text("nieuw", "new"),
    Text("weg", "gone"),
)
VALUES = Text("{was} → {now}", "{was} → {now}")
ABSENT = Text("was er niet", "was not there"), Text("is er niet meer", "is no longer there")
ROWS_UNKNOWN = Text(
    "Welke rijen van de gegevens verschillen, is van een van beide niet bewaard.",
    "Which rows of the data differ was not kept with one of the two.",
)
SAME = Text(
    "Gelijk: {study}, {n} pagina's, en alles waaruit ze gemaakt zijn.",
    "The same: {study}, {n} pages, and all that they were made from.",
)
PAGES_SAME = Text("Op de pagina's is niets anders.", "On the pages nothing is different.")
AS_MANY = Text(
    "Op de pagina's in het {tongue}: van alles evenveel verschillen.",
    "On the pages in {tongue}: as many differences of each kind.",
)
OTHER = Text("Op de pagina's in het {tongue}:", "On the pages in {tongue}:")
TONGUES: Mapping[Language, Text] = {
    "nl": Text("Nederlands", "Dutch"),
    "en": Text("Engels", "English"),
}
OF_STUDY = Text("Dit is de studie {study}.", "This is the study {study}.")
NO_TONGUE = Text(
    "Er is geen taal waarin beide er zijn: maak ze met dezelfde LANGUAGE.",
    "There is no language that both are in: make them with the same LANGUAGE.",
)
BEFORE = 20
"""How many signs stand before the first that differs, in a text that is told in part."""


def diff(words: Sequence[str], *, old: str, new: str, as_json: bool = False) -> int:
    """Tell what changed between two folders of reports; the exit status: 0 where nothing did.

    Args:
        words: LANGUAGE, for the reader.
        old: the folder of the earlier reports of a study.
        new: the folder of the later ones.
        as_json: whether it is told for programs.
    """

    def told(_values: Mapping[str, object], reader: Language) -> int:
        found = difference(Path(old), Path(new), reader)
        for line in [_as_json(found)] if as_json else _in_words(found, reader):
            print(line)
        return FAILED if found.there_is else 0

    return answered(words, told)


def compared(old: Path, new: Path) -> tuple[Finished, Finished]:
    """The reports in two folders. Raises InputError where they cannot be compared."""
    problems: list[Problem] = []
    found: list[Finished] = []
    for folder in (old, new):
        try:
            found.append(read_reports(folder))
        except InputError as error:
            problems += error.problems
    refuse(problems)
    refuse(list(_unlike(new, *found)))
    return found[0], found[1]


def _unlike(place: Path, old: Finished, new: Finished) -> Iterator[ReportsUnlike]:
    if old.studies != new.studies or len(old.studies) > 1:
        study = literal(", ".join(sorted(old.studies)))
        why = OF_STUDY.filled(study=", ".join(sorted(new.studies)))
        yield ReportsUnlike(Place(str(place)), study, why)
    elif not shared(old, new, "nl"):
        yield ReportsUnlike(Place(str(place)), right=NO_TONGUE)


def shared(old: Finished, new: Finished, reader: Language) -> list[Language]:
    """The languages that both have pages in, the reader's first."""
    both = [name for name in LANGUAGES if name in old.pages and name in new.pages]
    return sorted(both, key=lambda name: name != reader)


class Difference(NamedTuple):
    """All that is not the same between two reports of a study."""

    study: str
    pages: int
    """How many the earlier one has."""
    inputs: list[Input]
    rows: list[Input] | None
    changes: dict[Language, Changes]
    """On the pages, the reader's language first."""

    @property
    def there_is(self) -> bool:
        """Whether anything is not the same."""
        on_pages = any(any(one.counts) for one in self.changes.values())
        return bool(self.inputs or self.rows or on_pages)


def difference(old: Path, new: Path, reader: Language) -> Difference:
    """What differs between two folders of reports. Raises InputError as `compared` does."""
    was, now = compared(old, new)
    return Difference(
        next(iter(was.studies)),
        len(was.files),
        changed_inputs(was, now),
        changed_rows(was, now),
        {name: changed_pages(was, now, name) for name in shared(was, now, reader)},
    )


def _in_words(found: Difference, reader: Language) -> Iterator[str]:
    if not found.there_is:
        yield SAME.say(reader, study=found.study, n=found.pages)
        return
    yield from _told_inputs(found.inputs, found.rows, reader)
    yield from _told_pages(found.changes, reader)


def _as_json(found: Difference) -> str:
    told = {
        "inputs": [one._asdict() for one in found.inputs],
        "rows": None if found.rows is None else [one._asdict() for one in found.rows],
        "pages": {
            language: {name: [c._asdict() for c in listed] for name, listed in vars(one).items()}
            for language, one in found.changes.items()
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _told_inputs(
    inputs: Sequence[Input], rows: Sequence[Input] | None, reader: Language
) -> Iterator[str]:
    if not inputs and not rows:
        yield NO_INPUTS.say(reader)
        return
    yield INPUTS.say(reader, n=len(inputs) + len(rows or ()))
    for one in [*inputs, *(rows or ())]:
        kind = KINDS[one.kind].say(reader)
        yield f"  {kind:<11}{readable(one.name)}: {_told_input(one, reader)}"
    if rows is None and any(one.kind == "data" for one in inputs):
        yield f"  {ROWS_UNKNOWN.say(reader)}"


def _told_input(one: Input, reader: Language) -> str:
    if one.kind in SHOWING:
        return values(one.was, one.now, reader)
    word = ADDED if one.was is None else GONE if one.now is None else CHANGED
    return word.say(reader)


def _told_pages(found: Mapping[Language, Changes], reader: Language) -> Iterator[str]:
    """The changes on the pages of each language; those of a second only where they are others."""
    first, *others = found
    yield from _told_changes(found[first], reader)
    for language in others:
        tongue = TONGUES[language].say(reader)
        if found[language].counts == found[first].counts:
            yield AS_MANY.say(reader, tongue=tongue)
        else:
            yield OTHER.say(reader, tongue=tongue)
            yield from _told_changes(found[language], reader)


def _told_changes(changes: Changes, reader: Language) -> Iterator[str]:
    if not any(changes.counts):
        yield PAGES_SAME.say(reader)
    for group in fields(changes):
        listed: list[Change] = getattr(changes, group.name)
        if listed:
            yield HEADINGS[group.name].say(reader, n=len(listed))
            yield from (f"  {_told(change, reader)}" for change in listed)


def _told(change: Change, reader: Language) -> str:
    where = ", ".join(map(readable, change.where))
    same = change.was == change.now
    return f"{where}: {CHANGED.say(reader) if same else values(change.was, change.now, reader)}"


def values(was: str | None, now: str | None, reader: Language) -> str:
    """What something was and what it is, where they differ; of what is not there, that."""
    parts = zip(_parts(was, now), ABSENT, strict=True)
    told = [absent.say(reader) if text is None else f"“{text}”" for text, absent in parts]
    return VALUES.say(reader, was=told[0], now=told[1])


def _parts(was: str | None, now: str | None) -> Iterator[str | None]:
    """Two texts from a little before where they begin to differ, each in one short line."""
    pairs = enumerate(zip(was or "", now or "", strict=False))
    differ = next((n for n, (a, b) in pairs if a != b), min(len(was or ""), len(now or "")))
    start = max(0, differ - BEFORE) if was and now else 0
    for text in (was, now):
        yield None if text is None else readable(f"{'…' if start else ''}{text[start:]}")


def readable(text: str) -> str:
    """A text of a page in one line, safe to show on a terminal: signs of control are named."""
    return seen(shortened(text))
