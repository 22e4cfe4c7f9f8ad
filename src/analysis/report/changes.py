"""What changed between two reports of one study: on their pages, and in what they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from analysis.language import Language, Text
from analysis.parameters import PARAMETERS
from analysis.report.finished import Finished, Said, content_of, said_on
from analysis.report.record import CODE, Rows, differing
from analysis.report.shown import Shown
from analysis.report.status import DOWNLOADS, LANGUAGES_MADE, PACKAGES, TITLES

COLUMN = Text("kolom {name}", "column {name}")
FOLLOWING = (TITLES, LANGUAGES_MADE, DOWNLOADS, "LANGUAGE", "CASE")
"""What a page is made from that says which page it is, or which others there are."""
KINDS: Mapping[str, str] = {"data/": "data", "notebooks/": "notebook", CODE: "code"}
"""Which kind of input a file is, by how its path begins."""
SETTING, PACKAGE, ROW = "setting", "package", "row"
SETTINGS = {parameter.name.upper() for parameter in PARAMETERS}


class Change(NamedTuple):
    """Something that is not the same: where, what it was and what it is; None: not there."""

    where: tuple[str, ...]
    was: str | None
    now: str | None


class Input(NamedTuple):
    """An input that is not the same: its kind and name, what it was and what it is."""

    kind: str
    name: str
    was: str | None
    now: str | None


@dataclass(frozen=True)
class Changes:
    """What changed on the pages of one language."""

    verdicts: list[Change] = field(default_factory=list)
    """Where: the claim, and its statement."""
    cells: list[Change] = field(default_factory=list)
    """Where: page, table, row and column; without a column the whole row, and so on."""
    figures: list[Change] = field(default_factory=list)
    """Likewise, of the data beside a figure."""
    texts: list[Change] = field(default_factory=list)
    """Where: the page."""
    pages: list[Change] = field(default_factory=list)
    """Pages that only one has, or that differ in something else, such as a drawing."""

    @property
    def counts(self) -> tuple[int, ...]:
        """How much of each there is."""
        return tuple(map(len, vars(self).values()))


def changed_pages(old: Finished, new: Finished, language: Language) -> Changes:
    """What changed on the pages of a language that both have."""
    was, now = ({file: content_of(p) for file, p in side.pages[language].items()}
                for side in (old, new))  # fmt: skip
    found = Changes()
    for file in differing(was, now):
        sides = old.pages[language].get(file), new.pages[language].get(file)
        _changed_page(file, *sides, language, found)
    return found


def _changed_page(
    file: str, old: str | None, new: str | None, language: Language, found: Changes
) -> None:
    """Add what changed on one page to what was found."""
    name, before = file.removesuffix(".html"), found.counts
    if old is None or new is None:
        found.pages.append(Change((name,), old and "", new and ""))
        return
    was, now = said_on(old, language), said_on(new, language)
    found.verdicts.extend(changed_verdicts(was, now))
    found.texts.extend(changed_texts(name, was.texts, now.texts))
    for kind, pair in paired_exhibits(was.exhibits, now.exhibits):
        told = found.figures if kind == "figure" else found.cells
        told.extend(changed_exhibit(name, *pair, language))
    if found.counts == before:
        found.pages.append(Change((name,), "", ""))


def paired_exhibits(
    old: Sequence[Shown], new: Sequence[Shown]
) -> Iterator[tuple[str, tuple[Shown | None, Shown | None]]]:
    """The kind of each table and figure, and it on both pages: the one of the same name.

    Where one page gives them no names: the one of the same number.
    """
    named = all(exhibit.name for exhibit in (*old, *new))
    was, now = (
        {(e.anchor.partition("-")[0], e.name if named else e.anchor): e for e in side}
        for side in (old, new)
    )
    for key in {**was, **now}:
        yield key[0], (was.get(key), now.get(key))


def changed_verdicts(old: Said, new: Said) -> Iterator[Change]:
    """The claims whose verdict is not the same, or that only one page has."""
    for claim, (statement, _) in {**old.verdicts, **new.verdicts}.items():
        was, now = (side.verdicts.get(claim, (None, None))[1] for side in (old, new))
        if was != now:
            yield Change((claim, statement), was, now)


def changed_texts(page: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The texts of a page that are not the same, each beside the one in its place."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (Change((page,), *pair) for pair in zip_longest(old[a:b], new[c:d]))


def changed_exhibit(
    page: str, old: Shown | None, new: Shown | None, language: Language
) -> Iterator[Change]:
    """What changed in a table, or in the data of a figure: caption, columns, rows and cells."""
    shown = new or old
    where = (page, shown.label if shown else "")
    was, now = (shown.caption if shown else None for shown in (old, new))
    if was != now:
        yield Change(where, was, now)
    if old and new:
        yield from _changed_columns(where, old, new, language)
        yield from _changed_rows(where, rows_of(old), rows_of(new))


def _changed_columns(
    where: tuple[str, ...], old: Shown, new: Shown, language: Language
) -> Iterator[Change]:
    heads = [list(shown.rows[0]) if shown.rows else [] for shown in (old, new)]
    for name in dict.fromkeys(heads[0] + heads[1]):
        was, now = ("" if name in head else None for head in heads)
        if was != now:
            yield Change((*where, COLUMN.say(language, name=name)), was, now)


class Row(NamedTuple):
    """A row of a table by its head, and its other cells by the header above them."""

    head: str
    cells: dict[str, str]


def rows_of(shown: Shown) -> list[Row]:
    """The rows of a table below its headers."""
    header, *rows = shown.rows or ((),)
    beside = [n for n in range(len(header)) if n != shown.head]
    return [
        Row(row[shown.head], {header[n]: row[n] for n in beside if n < len(row)})
        for row in rows
        if len(row) > shown.head
    ]


def _changed_rows(
    where: tuple[str, ...], old: Sequence[Row], new: Sequence[Row]
) -> Iterator[Change]:
    for was, now in paired(old, new):
        if was and now:
            for name in (name for name in was.cells if name in now.cells):
                if was.cells[name] != now.cells[name]:
                    place = (*where, was.head, name)
                    yield Change(place, was.cells[name], now.cells[name])
        elif row := was or now:
            whole = ", ".join(row.cells.values())
            yield Change((*where, row.head), whole if was else None, whole if now else None)


def paired(old: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """The rows that are not in both, each beside the most alike row with the same head."""
    left, unlike = list(new), []
    for row in old:
        if row in left:
            left.remove(row)
        else:
            unlike.append(row)
    for row in unlike:
        same = [other for other in left if other.head == row.head]
        best = max(same, key=lambda other, row=row: _alike(row, other), default=None)  # type: ignore[misc]
        if best:
            left.remove(best)
        yield row, best
    yield from ((None, row) for row in left)


def _alike(first: Row, second: Row) -> int:
    return sum(first.cells[name] == second.cells.get(name) for name in first.cells)


def changed_inputs(old: Finished, new: Finished) -> list[Input]:
    """What the pages that both have came from and is not the same.

    From the records beside them; where one is lacking, as far as the pages themselves tell.
    """
    files = sorted(old.files & new.files)
    both = [_flat(side.origins(files)) for side in (old, new)]
    if not all(both):
        both = [_flat(side.told()) for side in (old, new)]
    was, now = both
    return [Input(_kind(n), n, was.get(n), now.get(n)) for n in differing(was, now)]


def changed_rows(old: Finished, new: Finished) -> list[Input] | None:
    """The rows of the study's sheets that are not the same; None where it was not kept."""
    for language in (name for name in old.record.rows if name in new.record.rows):
        was, now = (_rows(side.record.rows[language]) for side in (old, new))
        return [Input(ROW, n, was.get(n), now.get(n)) for n in differing(was, now)]
    return None


def _rows(sheets: Rows) -> dict[str, str]:
    return {f"{s}, {name}": str(sha) for s, rows in sheets.items() for name, sha in rows.items()}


def _flat(origin: Mapping[str, str]) -> dict[str, str]:
    """An origin with each package by its name, and without what no page was computed from."""
    found = {name: value for name, value in origin.items() if name not in FOLLOWING}
    return found | dict(_packages(found.pop(PACKAGES, "").split("\n")))


def _packages(installed: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in filter(None, installed):
        name, _, version = line.rpartition("-")
        yield name, version


def _kind(name: str) -> str:
    kinds = (kind for begins, kind in KINDS.items() if name.startswith(begins))
    return next(kinds, SETTING if name in SETTINGS else PACKAGE)
