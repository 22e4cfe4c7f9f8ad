"""Makes rows of the sheet `scores` of a survey tool's export, and tells what was not matched."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import pandas as pd

from analysis.cleaning import normalised
from analysis.language import Text, literal
from analysis.problems import (
    AnswerRead,
    AnswersUnused,
    ColumnMissing,
    ColumnTwice,
    ColumnUnknown,
    ContactDetails,
    ExportRead,
    NameTranslated,
    Note,
    NotRead,
    Place,
    Problem,
    QuestionsAbsent,
    ReferenceUnknown,
    RowTwice,
    TrialLeftOut,
    Unanswered,
    Unfinished,
    ValueMissing,
    ValueUnknown,
    one_of,
)
from analysis.schema import SHEET
from analysis.study.cells import is_contact, odd_problem
from analysis.study.export_answers import Answer, answer_of, is_mild, is_plain, key
from analysis.study.export_columns import (
    TOOL_NAMES,
    Asked,
    Columns,
    case_of,
    columns_of_export,
    wordings,
)
from analysis.study.export_people import Sign, signs
from analysis.study.grids import Grid, Odd, Value, letters

ALIKE = 0.85
"""How much a header must resemble a question to be that question with something changed."""

CASE_COLUMN = Text(
    "Noem één kolom “gemeente”, met op elke rij de code van de gemeente: {codes}.",
    "Call one column “municipality”, with the code of the municipality on each row: {codes}.",
)
ONE_COLUMN = Text(
    "Houd voor elke vraag één kolom: haal de andere weg.",
    "Keep one column for each question: take the other away.",
)
UNCLEAR = Text(
    "De kop past bij meer vragen: {items}. Zet er de code van één vraag neer.",
    "The header fits several questions: {items}. Put the code of one question there.",
)
ALMOST = Text(
    "Bedoelt u “{question}”? Neem de vraag letterlijk over, of zet de code neer: {item}.",
    "Do you mean “{question}”? Copy the question to the letter, or put the code: {item}.",
)
A_SCORE = Text(
    "Goed is {low} tot en met {high}, of de woorden van de schaal, zoals “helemaal mee eens”.",
    "Right is {low} to {high}, or the words of the scale, such as “strongly agree”.",
)
NO_SCALE = Text(
    "Geef in het blad “studie” eerst “scale_min” en “scale_max”.",
    "First give “scale_min” and “scale_max” in the sheet “study”.",
)
LONGER = Text(
    "Er staan ook antwoorden zonder “enigszins”: deze schaal heeft meer stappen dan die van de "
    "studie. Laat de export getallen geven.",
    "There are also answers without “somewhat”: this scale has more steps than the study's. Let "
    "the export give numbers.",
)
OTHER_NUMBER = Text(
    "Geef elke respondent een eigen nummer, in een kolom “respondent”, of haal één van de twee "
    "weg.",
    "Give each respondent a number of their own, in a column “respondent”, or take one of the two "
    "away.",
)
NONE = "–"


@dataclass(frozen=True)
class Export:
    """One export as it was read: rows of `scores`, what is wrong, and what was made of what."""

    rows: pd.DataFrame
    grid: Grid
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    """Where each respondent of each municipality stands."""
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    signs: Mapping[Place, frozenset[Sign]] = field(default_factory=dict)
    """What tells the person on each row from others; not for a page or a message."""


@dataclass(frozen=True)
class Read:
    """One answer where it stands: what it was read as, or None for what is no answer."""

    row: int
    column: int
    item: str
    value: Value
    answer: Answer | None


def export_of(grid: Grid, asked: Asked) -> Export | None:
    """What a file gives as an export of the scan; None where it is none.

    Numbers on reversed questions stay as they were given: who counts the scores turns them.
    """
    columns = columns_of_export(grid, asked)
    if not columns:
        return None
    read = list(_answers(columns))
    given = {cell.row for cell in read if _says(cell)}
    respondents = _respondents(columns, sorted(given))
    cases = {row: _case(columns, row) for row in given}
    places = {(cases[r], respondents[r]): _at(columns, r) for r in sorted(given, reverse=True)}
    problems = [
        *_wrong_columns(columns),
        *_wrong_cases(columns, sorted(given)),
        *_wrong_answers(columns, read),
        *_mild_beside_plain(columns, read),
        *_twice(columns, [(row, cases[row], respondents[row]) for row in sorted(given)]),
    ]
    notes = _notes(columns, read, given)
    rows = _scores(columns, read, cases, respondents)
    people = _people(columns, read, cases)
    return Export(rows, grid, places, tuple(problems), tuple(notes), people)


def _answers(columns: Columns) -> Iterator[Read]:
    """Every cell under a question that a column has for itself."""
    for row, cells in columns.body.items():
        for column, items in columns.items.items():
            if column in cells and len(items) == 1:
                value = cells[column]
                odd = isinstance(value, Odd)
                answer = None if odd else answer_of(str(value), columns.asked.scale)
                yield Read(row, column, next(iter(items)), value, answer)


def _says(read: Read) -> bool:
    return read.answer is None or bool(read.answer.score)


def _at(columns: Columns, row: int, column: int = 0, name: str | None = None) -> Place:
    """A place in the export; a column without a question is called by its letters."""
    return columns.grid.place(row, name or (letters(column) if column else None), column)


def _case(columns: Columns, row: int) -> str:
    found = (columns.body[row].get(column, "") for column in columns.cases[:1])
    return next((case_of(value, columns.asked) for value in found), "")


def _respondents(columns: Columns, rows: Sequence[int]) -> Mapping[int, str]:
    """Who answered on each row: what the export says, else a number. Never an e-mail address."""
    numbers = {row: str(n) for n, row in enumerate(rows, start=1)}
    if not columns.respondent or _is_personal(columns, columns.respondent):
        return numbers
    told = {row: columns.body[row].get(columns.respondent, "") for row in rows}
    plain = {row: "" if isinstance(v, Odd) else normalised(v) for row, v in told.items()}
    return {row: plain[row] or numbers[row] for row in rows}


def _people(
    columns: Columns, read: Sequence[Read], cases: Mapping[int, str]
) -> Mapping[Place, frozenset[Sign]]:
    scores: dict[int, dict[str, str]] = {row: {} for row in sorted(cases)}
    for cell in read:
        if cell.answer and cell.answer.score:
            scores[cell.row][cell.item] = cell.answer.score
    return {
        _at(columns, row): frozenset(signs(columns, row, cases[row], given))
        for row, given in scores.items()
    }


def _is_personal(columns: Columns, column: int) -> bool:
    return any(is_contact(str(value)) for value in columns.values(column))


def _wrong_columns(columns: Columns) -> Iterator[Problem]:
    """Columns for the same question, for several, or almost for one; and no one municipality."""
    seen: set[str] = set()
    for column, items in columns.items.items():
        place = _at(columns, columns.last, column)
        if len(items) > 1:
            listed = literal(", ".join(sorted(items)))
            yield ColumnUnknown(place, _header(columns, column), UNCLEAR.filled(items=listed))
        elif items & seen:
            yield ColumnTwice(place, next(iter(items)), ONE_COLUMN)
        seen |= items
    yield from _almost(columns)
    codes = CASE_COLUMN.filled(codes=literal(", ".join(columns.asked.cases)))
    if not columns.cases:
        yield ColumnMissing(columns.grid.place(), right=codes)
    for column in columns.cases[1:]:
        if columns.values(column) != columns.values(columns.cases[0]):
            yield ColumnTwice(_at(columns, columns.last, column), right=codes)


def _header(columns: Columns, column: int) -> str:
    """A column's header for a message: the last that is there, unless it has an address."""
    text = [text for text in columns.headers[column] if not text.startswith("{")][-1:]
    return "" if not text or is_contact(text[0]) else text[0]


def _almost(columns: Columns) -> Iterator[Problem]:
    """Columns with answers whose header resembles a question that no column has."""
    found = frozenset[str]().union(*columns.items.values())
    left = columns.asked.items[~columns.asked.items["item"].isin(list(found))]
    questions = {
        key(text): (item, text)
        for item, question in zip(left["item"], left["question"], strict=True)
        for text in (question, columns.asked.english.get(question, ""))
        if text
    }
    for column in _unused(columns):
        keys = (key(w) for text in columns.headers[column] for w in wordings(text))
        near = (difflib.get_close_matches(k, questions, 1, ALIKE) for k in keys)
        match = next(chain.from_iterable(near), "")
        if match and columns.values(column):
            item, question = map(literal, questions[match])
            right = ALMOST.filled(item=item, question=question)
            place = _at(columns, columns.last, column)
            yield ColumnUnknown(place, _header(columns, column), right)


def _unused(columns: Columns) -> list[int]:
    used = {columns.respondent, *columns.cases}
    return [column for column in columns.others if column not in used]


def _wrong_cases(columns: Columns, rows: Sequence[int]) -> Iterator[Problem]:
    """Answers of nobody knows which municipality. What stands there may be its name: not told."""
    for column in columns.cases[:1]:
        for row in rows:
            value = columns.body[row].get(column, "")
            place = _at(columns, row, column, "case")
            right = one_of("" if isinstance(value, Odd) else value, columns.asked.cases)
            if not value:
                yield ValueMissing(place, right=right)
            elif not case_of(value, columns.asked):
                yield ReferenceUnknown(place, right=right)


def _wrong_answers(columns: Columns, read: Sequence[Read]) -> Iterator[Problem]:
    scale = columns.asked.scale
    low, high = (f"{end:g}" for end in scale or (0, 0))
    right = A_SCORE.filled(low=low, high=high) if scale else NO_SCALE
    for cell in read:
        place = _at(columns, cell.row, cell.column, cell.item)
        if isinstance(cell.value, Odd):
            yield odd_problem(cell.value, place)
        elif cell.answer is None:
            yield ValueUnknown(place, "" if is_contact(cell.value) else cell.value, right)


def _mild_beside_plain(columns: Columns, read: Sequence[Read]) -> Iterator[Problem]:
    """Answers of a scale with more than five steps, of which two would become one."""
    words = _worded(read)
    if any(is_plain(word) for word in words):
        for word, cell in words.items():
            if is_mild(word):
                place = _at(columns, cell.row, cell.column, cell.item)
                yield ValueUnknown(place, word, LONGER)


def _worded(read: Sequence[Read]) -> Mapping[str, Read]:
    """Each answer that is not just a number, with the first cell that it stands in."""
    words: dict[str, Read] = {}
    for cell in read:
        if cell.answer and cell.answer.words:
            words.setdefault(cell.answer.words, cell)
    return words


def _twice(columns: Columns, who: Sequence[tuple[int, str, str]]) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for row, case, respondent in who:
        if case and (case, respondent) in seen:
            yield RowTwice(_at(columns, row), f"{case}, {respondent}", OTHER_NUMBER)
        seen.add((case, respondent))


def _notes(columns: Columns, read: Sequence[Read], given: set[int]) -> Iterator[Note]:
    yield ExportRead(columns.grid.place(), after=str(len(given)))
    for column, items in columns.items.items():
        place = _at(columns, columns.last, column, next(iter(items)))
        yield NameTranslated(place, _header(columns, column), ", ".join(sorted(items)))
    for column, name in (
        (next(iter(columns.cases), 0), "case"),
        (columns.respondent, "respondent"),
    ):
        if column:
            place = _at(columns, columns.last, column, name)
            yield NameTranslated(place, _header(columns, column), name)
    for word, cell in _worded(read).items():
        place = _at(columns, cell.row, cell.column, cell.item)
        word = "" if is_contact(word) else word
        yield AnswerRead(place, word, cell.answer.score if cell.answer and _says(cell) else NONE)
    yield from _left_out(columns, given)


def _left_out(columns: Columns, given: set[int]) -> Iterator[Note]:
    """Questions without a column, columns without a question, rows without an answer."""
    found = frozenset[str]().union(*columns.items.values())
    absent = [item for item in columns.asked.items["item"] if item not in found]
    if absent:
        yield QuestionsAbsent(columns.grid.place(), ", ".join(absent))
    if columns.respondent and _is_personal(columns, columns.respondent):
        yield ContactDetails(_at(columns, columns.last, columns.respondent, "respondent"))
    of_tool = columns.called(TOOL_NAMES)
    for column in _unused(columns):
        asks = column not in of_tool
        kind = AnswersUnused if asks and _has_answers(columns, column) else NotRead
        yield kind(_at(columns, columns.last, column), _header(columns, column))
    yield from (TrialLeftOut(_at(columns, row)) for row in columns.trials)
    yield from (Unanswered(_at(columns, row)) for row in columns.body if row not in given)
    yield from (Unfinished(_at(columns, row)) for row in columns.unfinished if row in given)


def _has_answers(columns: Columns, column: int) -> bool:
    """Whether everything in a column could be an answer on the scale."""
    scale = columns.asked.scale
    values = columns.values(column)
    answers = [None if isinstance(v, Odd) else answer_of(v, scale) for v in values]
    return bool(scale) and bool(values) and all(a and a.score for a in answers)


def _scores(
    columns: Columns,
    read: Sequence[Read],
    cases: Mapping[int, str],
    respondents: Mapping[int, str],
) -> pd.DataFrame:
    factors = dict(zip(columns.asked.items["item"], columns.asked.items["factor"], strict=True))
    rows = [
        {
            "factor": factors[cell.item],
            "case": cases[cell.row],
            "respondent": respondents[cell.row],
            "item": cell.item,
            "score": cell.answer.score,
        }
        for cell in read
        if cell.answer and cell.answer.score
    ]
    return pd.DataFrame(rows, columns=list(SHEET["scores"].names), dtype=object).fillna("")
