"""What can be wrong with what a user gives: one type a kind of problem.

Problem                  place, value, what would be right; says itself in both languages
├── StudyMissing         no such study
├── SheetMissing         a required sheet is not there
├── SheetUnreadable      a file that is not UTF-8, not CSV, not a workbook
├── SheetUnknown         a file that is no sheet
├── SheetEmpty           a required sheet without rows
├── SheetTwice           a sheet that is given more than once
├── FileTooLarge         a file, sheet or table over a stated limit
├── LinkElsewhere        a link to something outside the study's folder
├── FileChanged          a file that somebody changed after it was made
├── ColumnMissing        a required column is not there
├── ColumnUnknown        a column that the schema does not know
├── ColumnTwice          two columns for the same thing
├── ColumnNameless       cells below a header that is empty
├── ValueMissing         an empty cell that must be filled
├── ValueUnknown         a value that is not one of the allowed
├── ValueMalformed       a value of the wrong form
├── ValueGuessed         a date, where the spreadsheet made one of something else
├── FormulaBroken        a formula without an outcome
├── RowTwice             two rows with the same key
├── ReferenceUnknown     a value that names something that does not exist
├── CheckImpossible      a claim whose check cannot be carried out
├── ReportsMissing       a folder without reports
├── ReportsUnlike        reports that cannot be compared
└── ParameterProblem     a setting of a run that is not known, or of the wrong type

Note                     place, before, after; what was read otherwise than it stands
├── EncodingAssumed      a file that does not say how its signs are written
├── NameTranslated       a sheet or column under another name than the schema's
├── CellChanged          a cell with other spaces, quotes or dashes
├── MergedFilled         a cell that is merged with the one above it
├── ExportRead           a survey tool's export that became scores
├── AnswerRead           an answer in words that became a score, or none
├── NotRead              columns that are left out
│   ├── AboveHeader      a row above the header
│   ├── RowBlank         an empty row between others
│   ├── ExampleLeftOut   a row that only shows how to fill in
│   └── Unanswered       a row of an export without a score
├── TrialLeftOut         a row of an export that was made to try the questionnaire out
└── Warned               what may be wrong: the only notes that ask for a look
    ├── ContactDetails   what looks like an e-mail address or a telephone number
    ├── DateSuspected    text that a spreadsheet may have made of something like 1-2
    ├── UnknownInWords   a word for "not known" where it counts as a mention
    ├── LinesInList      a list with line ends where semicolons belong
    ├── MergedWide       a cell that is merged over several columns
    ├── TabUnknown       a tab of a workbook that is no sheet of a study
    ├── QuestionsAbsent  questions of the scan that an export has no column for
    ├── AnswersUnused    a column of an export with answers to no question of the scan
    ├── Unfinished       answers in an export of somebody who did not come to its end
    ├── PersonTwice      two rows of an export that seem to be of one person
    └── TextUntranslated a text of a study without English
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from analysis.language import Language, Text, capitalised, literal, same

EXIT_STATUS = 2

NOTHING = same("")

WORKBOOK = "study"
"""What a study's workbook is called, without what comes after the point."""


@dataclass(frozen=True)
class Place:
    """Where a problem stands: file, row (as the spreadsheet counts) and column, as far as known.

    In a workbook also the tab, and the letter of the column.
    """

    file: str
    row: int | None = None
    column: str | None = None
    tab: str = ""
    letter: str = ""

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet writes it, ``Cases!D7``; empty where it is not known."""
        return f"{_quoted(self.tab)}!{self.letter}{self.row}" if self.letter and self.row else ""

    def as_dict(self) -> dict[str, str | int | None]:
        """The place for programs: what is not known is empty."""
        return {
            "file": self.file,
            "tab": self.tab,
            "row": self.row,
            "column": self.column,
            "cell": self.cell,
        }

    def say(self, language: Language) -> str:
        """The place in words: ``cases.csv, rij 3, kolom size_class``, or ``Cases!D7``.

        Of another workbook than the study's also its name: ``export.xlsx, Form1!D7``.
        """
        if self.cell:
            own = self.file.lower().partition(".")[0] == WORKBOOK
            return self.cell if own else f"{self.file}, {self.cell}"
        row = Text("rij {row}", "row {row}").say(language, row=self.row)
        column = Text("kolom {column}", "column {column}").say(language, column=self.column)
        parts = [self.file, self.tab, row if self.row else "", column if self.column else ""]
        return ", ".join(part for part in parts if part)


def _quoted(tab: str) -> str:
    """A tab's name as a formula writes it: quoted, unless it is one plain word."""
    return tab if tab.replace("_", "a").isalnum() else "'" + tab.replace("'", "''") + "'"


@dataclass(frozen=True)
class Problem:
    """Something wrong: where, what stands there, and what would be right."""

    place: Place
    value: str = ""
    right: Text = NOTHING

    what: ClassVar[Text]

    def say(self, language: Language) -> str:
        """The problem in one line."""
        sentence = f"{self.place.say(language)}: {self.what.say(language)}"
        if self.value:
            sentence += f": “{shortened(self.value)}”"
        right = self.right.say(language)
        return seen(f"{sentence}. {capitalised(right)}" if right else f"{sentence}.")

    def as_dict(self, language: Language) -> dict[str, object]:
        """The problem for programs, with what would be right in the reader's language."""
        told = {"value": self.value, "right": self.right.say(language), "told": self.say(language)}
        return {"kind": type(self).__name__, **self.place.as_dict(), **told}


class StudyMissing(Problem):
    """No such study."""

    what = Text("deze studie is er niet", "there is no such study")


class SheetMissing(Problem):
    """A required sheet is not there."""

    what = Text("dit blad ontbreekt", "this sheet is missing")


class SheetUnreadable(Problem):
    """A file that is not UTF-8, not CSV, not a workbook."""

    what = Text("dit bestand is niet te lezen", "this file cannot be read")


class SheetUnknown(Problem):
    """A file that is no sheet."""

    what = Text("dit is geen blad van een studie", "this is not a sheet of a study")


class SheetEmpty(Problem):
    """A required sheet without rows."""

    what = Text("dit blad heeft geen rijen", "this sheet has no rows")


class SheetTwice(Problem):
    """A sheet that is given more than once."""

    what = Text("dit blad is er meer dan één keer", "this sheet is given more than once")


class FileTooLarge(Problem):
    """A file, sheet or table over a stated limit."""

    what = Text("dit is te groot", "this is too large")


class LinkElsewhere(Problem):
    """A link to something outside the study's folder."""

    what = Text(
        "dit is een koppeling naar iets buiten de map van de studie",
        "this is a link to something outside the folder of the study",
    )


class FileChanged(Problem):
    """A file that somebody changed after it was made."""

    what = Text(
        "dit bestand is veranderd nadat het gemaakt is",
        "this file was changed after it was made",
    )


class ColumnMissing(Problem):
    """A required column is not there."""

    what = Text("deze kolom ontbreekt", "this column is missing")


class ColumnUnknown(Problem):
    """A column that the schema does not know."""

    what = Text("deze kolom is niet bekend", "this column is not known")


class ColumnTwice(Problem):
    """Two columns for the same thing."""

    what = Text("een andere kolom staat hier ook voor", "another column stands for the same")


class ColumnNameless(Problem):
    """Cells below a header that is empty, as it is where two headers were merged."""

    what = Text("boven deze kolom staat geen naam", "there is no name above this column")


class ValueMissing(Problem):
    """An empty cell that must be filled."""

    what = Text("deze cel is leeg", "this cell is empty")


class ValueUnknown(Problem):
    """A value that is not one of the allowed."""

    what = Text("deze waarde is niet toegestaan", "this value is not allowed")


class ValueMalformed(Problem):
    """A value of the wrong form."""

    what = Text(
        "deze waarde heeft niet de goede vorm",
        "this value does not have the right form",
    )


class ValueGuessed(Problem):
    """A date, where the spreadsheet made one of something else."""

    what = Text(
        "hier staat een datum, en in deze kolom hoort geen datum",
        "here stands a date, and no date belongs in this column",
    )


class FormulaBroken(Problem):
    """A formula without an outcome."""

    what = Text("deze formule heeft geen uitkomst", "this formula has no outcome")


class RowTwice(Problem):
    """Two rows with the same key."""

    what = Text("deze rij staat er al", "this row is already there")


class ReferenceUnknown(Problem):
    """A value that names something that does not exist."""

    what = Text("dit bestaat niet", "this does not exist")


class CheckImpossible(Problem):
    """A claim whose check cannot be carried out."""

    what = Text(
        "deze toets van een bewering kan niet",
        "this check of a claim cannot be carried out",
    )


class ReportsMissing(Problem):
    """A folder without reports."""

    what = Text("hier staan geen rapporten", "there are no reports here")


class ReportsUnlike(Problem):
    """Reports that cannot be compared with the others."""

    what = Text(
        "deze rapporten zijn niet met de andere te vergelijken",
        "these reports cannot be compared with the others",
    )


class ParameterProblem(Problem):
    """A setting of a run that is not known, or of the wrong type."""

    what = Text("deze instelling klopt niet", "this setting is not right")


@dataclass(frozen=True)
class Note:
    """Something that was read otherwise than it stands: where, what stood there, what it became."""

    place: Place
    before: str = ""
    after: str = ""

    what: ClassVar[Text]

    def say(self, language: Language) -> str:
        """The note in one line; spaces and signs that are not seen are made visible."""
        sentence = f"{self.place.say(language)}: {self.what.say(language)}"
        told = [f"“{shortened(visible(text))}”" for text in (self.before, self.after) if text]
        return seen(": ".join([sentence, " → ".join(told)]) if told else sentence)

    def as_dict(self, language: Language) -> dict[str, object]:
        """The note for programs."""
        told = {"before": self.before, "after": self.after, "told": self.say(language)}
        return {"kind": type(self).__name__, **self.place.as_dict(), **told}


class EncodingAssumed(Note):
    """A file that does not say how its signs are written."""

    what = Text("dit bestand is geen UTF-8; gelezen als", "this file is not UTF-8; read as")


class NameTranslated(Note):
    """A sheet or column under another name than the schema's."""

    what = Text("deze naam is gelezen als", "this name was read as")


class CellChanged(Note):
    """A cell with other spaces, quotes or dashes."""

    what = Text("anders geschreven", "written otherwise")


class MergedFilled(Note):
    """A cell that is merged with the one above it."""

    what = Text(
        "samengevoegd met de cel erboven, en dus gevuld met",
        "merged with the cell above it, and so filled with",
    )


class ExportRead(Note):
    """A survey tool's export that became scores."""

    what = Text(
        "gelezen als export van de scan; aantal respondenten",
        "read as an export of the scan; number of respondents",
    )


class AnswerRead(Note):
    """An answer in words that became a score, or none."""

    what = Text("dit antwoord is gelezen als", "this answer was read as")


class NotRead(Note):
    """What is left out: a column, where no kind of its own says what."""

    what = Text(
        "deze kolom is niet nodig en niet gelezen", "this column is not needed and not read"
    )


class AboveHeader(NotRead):
    """A row above the header."""

    what = Text(
        "deze rij staat boven de kop; niet gelezen", "this row is above the header; not read"
    )


class RowBlank(NotRead):
    """An empty row between others."""

    what = Text("deze rij is leeg; niet gelezen", "this row is empty; not read")


class ExampleLeftOut(NotRead):
    """A row that only shows how to fill in."""

    what = Text("deze rij is een voorbeeld; niet gelezen", "this row is an example; not read")


class Unanswered(NotRead):
    """A row of an export that gives no score on any question of the scan."""

    what = Text(
        "deze rij geeft op geen enkele vraag van de scan een score; niet gelezen",
        "this row gives no score on any question of the scan; not read",
    )


class TrialLeftOut(Note):
    """A row of an export that somebody made to try the questionnaire out."""

    what = Text(
        "dit is een test van de vragenlijst; niet gelezen",
        "this is a test of the questionnaire; not read",
    )


class Warned(Note):
    """What may be wrong: the only notes that ask for a look."""

    what = Text("kijk dit na", "look at this")


class ContactDetails(Warned):
    """What looks like an e-mail address or a telephone number; it is never repeated."""

    what = Text(
        "hier lijkt een e-mailadres of telefoonnummer te staan; dat hoort niet in de gegevens",
        "this looks like an e-mail address or a telephone number; it does not belong in the data",
    )


class DateSuspected(Warned):
    """Text that a spreadsheet may have made of something like ``1-2``."""

    what = Text(
        "heeft een spreadsheet hier een datum van gemaakt?",
        "did a spreadsheet make a date of this?",
    )


class UnknownInWords(Warned):
    """A word for "not known" in a list of mentions, where it counts as a mention."""

    what = Text(
        "dit telt als een antwoord; is het niet bekend, laat de cel dan leeg",
        "this counts as an answer; if it is not known, leave the cell empty",
    )


class LinesInList(Warned):
    """A list with its mentions on lines of their own, and nothing between them."""

    what = Text(
        "hier staan regels onder elkaar; zet een puntkomma tussen de vermeldingen",
        "here are lines below each other; put a semicolon between the mentions",
    )


class MergedWide(Warned):
    """A cell that is merged over several columns: it counts in the first of them only."""

    what = Text(
        "samengevoegd over meer kolommen; de waarde telt alleen in de eerste",
        "merged over several columns; the value counts in the first only",
    )


class TabUnknown(Warned):
    """A tab of a workbook that is no sheet of a study and resembles none."""

    what = Text(
        "dit tabblad hoort niet bij een studie en is niet gelezen",
        "this tab is no sheet of a study and was not read",
    )


class QuestionsAbsent(Warned):
    """Questions of the scan that an export has no column for."""

    what = Text(
        "voor deze vragen heeft de export geen kolom",
        "the export has no column for these questions",
    )


class AnswersUnused(Warned):
    """A column of an export with answers to no question of the scan."""

    what = Text(
        "hier staan antwoorden, maar de kop is geen vraag van de scan; niet gelezen",
        "here stand answers, but the header is no question of the scan; not read",
    )


class Unfinished(Warned):
    """A respondent of an export who did not come to the end of the questionnaire."""

    what = Text(
        "deze vragenlijst is niet afgemaakt; wat is ingevuld, telt mee",
        "this questionnaire was not completed; what was filled in counts",
    )


class PersonTwice(Warned):
    """Two rows of exports with the same e-mail address or the same answers; never repeated."""

    what = Text(
        "misschien vulde dezelfde persoon de vragenlijst twee keer in; beide tellen mee; "
        "zie ook rij",
        "the same person may have filled in the questionnaire twice; both count; see also row",
    )


class TextUntranslated(Warned):
    """A text of a study without English."""

    what = Text(
        "deze tekst heeft geen Engels en staat in het Engels dus in het Nederlands",
        "this text has no English, so in English it stands in Dutch",
    )


class InputError(Exception):
    """What a user gave cannot be used; carries every problem found, not only the first.

    And the notes of what could be read.
    """

    def __init__(self, problems: Sequence[Problem], notes: Sequence[Note] = ()) -> None:
        self.problems = tuple(problems)
        self.notes = tuple(notes)
        super().__init__("\n".join(problem.say("en") for problem in self.problems))


def refuse(problems: Sequence[Problem], notes: Sequence[Note] = ()) -> None:
    """Raise InputError when there are problems; do nothing when there are none."""
    if problems:
        raise InputError(problems, notes)


def one_of(value: str, allowed: Iterable[str]) -> Text:
    """What would be right where only some values are: the nearest of them first."""
    values = [str(choice) for choice in allowed]
    if not values:
        return NOTHING
    listed = ", ".join(values)
    folded = {choice.casefold(): choice for choice in values}
    near = [folded[key] for key in difflib.get_close_matches(value.casefold(), folded, n=1)]
    if not near:
        return Text(f"Goed is: {literal(listed)}.", f"Right is: {literal(listed)}.")
    return Text(
        f"Bedoelt u “{literal(near[0])}”? Goed is: {literal(listed)}.",
        f"Do you mean “{literal(near[0])}”? Right is: {literal(listed)}.",
    )


def visible(text: str) -> str:
    """Text with what is not seen made visible: needless spaces, line ends, unseen marks."""
    return "".join(map(_sign, re.sub(r"^ +| +$| {2,}", lambda found: "␣" * len(found[0]), text)))


def _sign(sign: str) -> str:
    if sign == "\n":
        return "⏎"
    return sign if sign == " " or sign.isprintable() else f"[U+{ord(sign):04X}]"


def seen(text: str) -> str:
    """Text that does nothing to a terminal: signs of control, and of direction, are named."""
    return "".join(_sign(sign) if unicodedata.category(sign) in UNSEEN else sign for sign in text)


UNSEEN = ("Cc", "Cf")
"""The kinds of signs that show nothing themselves, and change how others show."""


def shortened(value: str, longest: int = 80) -> str:
    """A value short enough for one line of a message."""
    flat = " ".join(value.split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"
