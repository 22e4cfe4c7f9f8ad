"""Exports with the columns that Forms, LimeSurvey and Qualtrics write; who answered is made up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from made_up import NAME, Rows
from scan_exports import (
    CODES,
    DUTCH,
    ENGLISH,
    PLAIN,
    SCAN,
    SCORES,
    Cells,
    as_csv,
    folder,
    kinds,
    notes,
    opened,
    refused,
    scores,
)
from spreadsheets import write_xlsx

from analysis.language import LANGUAGES, Language
from analysis.problems import (
    AnswersUnused,
    ColumnUnknown,
    InputError,
    NameTranslated,
    PersonTwice,
    RowTwice,
    SheetUnknown,
    TrialLeftOut,
    Unfinished,
)
from analysis.schema import Study
from analysis.study import open_study

QUESTIONS = {"nl": DUTCH, "en": ENGLISH}
CASE = {"nl": "Wat is de code van uw gemeente?", "en": "What is the code of your municipality?"}
STEM = {"nl": "Kies bij elke uitspraak wat past.", "en": "Choose what fits each statement."}
ELSE = {"nl": "Wilt u nog iets kwijt?", "en": "Is there anything else?"}
FORMS_WORDS = {
    "nl": ("Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"),
    "en": ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"),
}
QUALTRICS_WORDS = {
    "nl": (
        "Helemaal mee oneens", "Enigszins mee oneens", "Niet eens, niet oneens",
        "Enigszins mee eens", "Helemaal mee eens",
    ),
    "en": (
        "Strongly disagree", "Somewhat disagree", "Neither agree nor disagree",
        "Somewhat agree", "Strongly agree",
    ),
}  # fmt: skip
WHEN = datetime(2026, 3, 2, 9, 10, 4)

NAMES = ("Piet", "Jansen")
PRIVATE = (*NAMES, "voorbeeld.nl", "192.0.2.", "52.0907", "06 1234", "Sneek")
"""Parts of all that tells who answered: in columns of the tool, and in an open answer."""
OPEN = "Bel Piet Jansen in Sneek: 06 12345678, p.jansen@voorbeeld.nl"

ANSWERS = (("K1", (4, 2, 5)), ("K2", (3, 1, 1)))
Say = Callable[[int], object]


def saying(words: Sequence[str] | None) -> Say:
    """What stands in a cell for a score, and for none."""
    return lambda score: "" if not score else words[score - 1] if words else score


def forms(language: Language, words: bool) -> Cells:
    start = {
        "nl": ("ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"),
        "en": ("ID", "Start time", "Completion time", "Email", "Name"),
    }[language]
    changed = {"nl": "Tijd van laatste wijziging", "en": "Last modified time"}[language]
    say = saying(FORMS_WORDS[language] if words else None)
    rows: list[list[object]] = [
        [*start, changed, CASE[language], *QUESTIONS[language], ELSE[language]]
    ]
    for n, (case, answers) in enumerate(ANSWERS, 1):
        who = [f"p.jansen{n}@voorbeeld.nl", "Jansen, Piet"]
        times = [WHEN, WHEN + timedelta(minutes=n)]
        rows.append([n, *times, *who, "", case, *map(say, answers), OPEN])
    return rows


LIMESURVEY = {
    "id": "Response ID",
    "submitdate": "Date submitted",
    "lastpage": "Last page",
    "startlanguage": "Start language",
    "seed": "Seed",
    "token": "Token",
    "startdate": "Date started",
    "datestamp": "Date last action",
    "ipaddr": "IP address",
    "refurl": "Referrer URL",
    "firstname": "First name",
    "lastname": "Last name",
    "email": "Email address",
}


def limesurvey(language: Language, words: bool, heading: str = "{code}. {text}") -> Cells:
    """The headings are codes, texts or both; who stopped halfway has no date of submission."""
    asked = {
        "gemeente": CASE[language],
        **{
            f"G02Q03[SQ00{n}]": f"{STEM[language]} [{question}]"
            for n, question in enumerate(QUESTIONS[language], 1)
        },
        "G03Q09": ELSE[language],
    }
    headers = [heading.format(code=c, text=t) for c, t in {**LIMESURVEY, **asked}.items()]
    say = saying(FORMS_WORDS[language] if words else None)
    rows: list[list[object]] = [[*headers]]
    for n, (case, answers) in enumerate((*ANSWERS, ("K3", (2, 0, 0))), 1):
        done = n <= len(ANSWERS)
        first = [n, str(WHEN) if done else "", 3 if done else 1, language, 985412045 + n, "tkn"]
        who = ["192.0.2.7", "https://voorbeeld.nl/", *NAMES, f"p.jansen{n}@voorbeeld.nl"]
        rows.append([*first, str(WHEN), str(WHEN), *who, case, *map(say, answers), OPEN])
    return rows


QUALTRICS = {
    "StartDate": ("Start Date", "startDate"),
    "EndDate": ("End Date", "endDate"),
    "Status": ("Response Type", "status"),
    "IPAddress": ("IP Address", "ipAddress"),
    "Progress": ("Progress", "progress"),
    "Duration (in seconds)": ("Duration (in seconds)", "duration"),
    "Finished": ("Finished", "finished"),
    "RecordedDate": ("Recorded Date", "recordedDate"),
    "ResponseId": ("Response ID", "_recordId"),
    "RecipientLastName": ("Recipient Last Name", "recipientLastName"),
    "RecipientFirstName": ("Recipient First Name", "recipientFirstName"),
    "RecipientEmail": ("Recipient Email", "recipientEmail"),
    "ExternalReference": ("External Data Reference", "externalDataReference"),
    "LocationLatitude": ("Location Latitude", "locationLatitude"),
    "LocationLongitude": ("Location Longitude", "locationLongitude"),
    "DistributionChannel": ("Distribution Channel", "distributionChannel"),
    "UserLanguage": ("User Language", "userLanguage"),
}


def qualtrics(language: Language, words: bool) -> Cells:
    """Three rows of headers; somebody who stopped halfway, and the researcher's own preview."""
    asked = {
        "Q1": (CASE[language], "QID1_TEXT"),
        **{
            f"Q2_{n}": (f"{STEM[language]} - {question}", f"QID2_{n}")
            for n, question in enumerate(QUESTIONS[language], 1)
        },
        "Q3": (ELSE[language], "QID3_TEXT"),
    }
    columns = {**QUALTRICS, **asked}
    rows: list[list[object]] = [
        list(columns),
        [text for text, _ in columns.values()],
        [f'{{"ImportId":"{name}"}}' for _, name in columns.values()],
    ]
    say = saying(QUALTRICS_WORDS[language] if words else None)
    people = (*ANSWERS, ("K3", (2, 0, 0)), ("K3", (5, 5, 5)))
    for n, (case, answers) in enumerate(people, 1):
        done, trial = n != 3, n == 4
        status: object = ("IP Address", "Survey Preview")[trial] if words else int(trial)
        finished: object = str(done) if words else int(done)
        times = [str(WHEN), str(WHEN + timedelta(minutes=n))]
        who = [f"R_2uzQg6GtgfLcVb{n}", *reversed(NAMES), f"p.jansen{n}@voorbeeld.nl", ""]
        first = [*times, status, "192.0.2.7", 100 if done else 40, 640, finished, times[1], *who]
        place = ["52.0907", "5.1214", "preview" if trial else "email", language.upper()]
        rows.append([*first, *place, case, *map(say, answers), OPEN])
    return rows


TOOLS = {"Forms": forms, "LimeSurvey": limesurvey, "Qualtrics": qualtrics}

in_each = pytest.mark.parametrize("language", LANGUAGES)
as_each = pytest.mark.parametrize("words", [True, False], ids=["words", "numbers"])
of_each = pytest.mark.parametrize("tool", TOOLS)


def of_finished(study: Study) -> list[tuple[str, ...]]:
    """The scores of those who came to the end, without what the tool calls them."""
    return [(case, item, score) for case, _, item, score in scores(study) if case != "K3"]


def everything(study: Study) -> str:
    """All that a page or a log could show of a study."""
    sheets = "".join(str(sheet.to_dict()) for sheet in study.sheets.values())
    return sheets + "".join(
        str(note.as_dict(tongue)) for note in study.notes for tongue in LANGUAGES
    )


@of_each
@in_each
@as_each
class TestEveryTool:
    def test_gives_the_same_scores(
        self, tmp_path: Path, tool: str, language: Language, words: bool
    ) -> None:
        study = opened(tmp_path, TOOLS[tool](language, words))
        assert of_finished(study) == [(case, item, score) for case, _, item, score in SCORES]

    def test_gives_them_as_a_workbook_too(
        self, tmp_path: Path, tool: str, language: Language, words: bool
    ) -> None:
        write_xlsx(folder(tmp_path) / "scan.xlsx", {"Sheet1": TOOLS[tool](language, words)})
        study = open_study(NAME, tmp_path)
        assert of_finished(study) == [(case, item, score) for case, _, item, score in SCORES]

    def test_never_tells_who_answered(
        self, tmp_path: Path, tool: str, language: Language, words: bool
    ) -> None:
        whole = everything(opened(tmp_path, TOOLS[tool](language, words)))
        assert [part for part in PRIVATE if part in whole] == []

    def test_does_not_take_the_tools_own_columns_for_answers(
        self, tmp_path: Path, tool: str, language: Language, words: bool
    ) -> None:
        study = opened(tmp_path, TOOLS[tool](language, words))
        assert not notes(study, AnswersUnused) and not notes(study, PersonTwice)


@of_each
def test_problems_never_tell_who_answered(tmp_path: Path, tool: str) -> None:
    rows = [list(row) for row in TOOLS[tool]("nl", True)]
    rows[-1] = ["Ergens" if cell in ("K2", "K3") else cell for cell in rows[-1]]
    rows[-2] = ["vaak" if cell in FORMS_WORDS["nl"] else cell for cell in rows[-2]]
    if tool == "Qualtrics":
        rows.pop()
        rows[-1] = ["Ergens" if cell == "K3" else cell for cell in rows[-1]]
    told = "".join(str(p.as_dict(tongue)) for p in refused(tmp_path, rows) for tongue in LANGUAGES)
    assert [part for part in (*PRIVATE, "Ergens") if part in told] == []


class TestHeadingsOfLimeSurvey:
    @pytest.mark.parametrize("heading", ["{text}", "{code}. {text}", "{code}: {text}"])
    def test_can_be_texts_or_both(self, tmp_path: Path, heading: str) -> None:
        study = opened(tmp_path, limesurvey("nl", True, heading))
        assert of_finished(study) == [(case, item, score) for case, _, item, score in SCORES]

    def test_that_are_parts_of_an_array_are_told(self, tmp_path: Path) -> None:
        rows = [["id", "gemeente", *(f"{code[:-2]}[SQ001]" for code in CODES)]]
        study = opened(tmp_path, [*rows, *([row[1], row[0], *row[2:]] for row in PLAIN[1:])])
        assert scores(study) == SCORES
        told = [(note.before, note.after) for note in notes(study, NameTranslated)]
        assert ("strategy[SQ001]", "strategy-1") in told

    def test_with_two_scales_are_no_such_parts(self, tmp_path: Path) -> None:
        header = [*PLAIN[0][:-1], "systematic[SQ001][SQ001]"]
        study = opened(tmp_path, [header, *PLAIN[1:]])
        assert "systematic-1" not in {item for _, _, item, _ in scores(study)}
        assert [note.before for note in notes(study, AnswersUnused)] == [header[-1]]

    def test_whose_code_and_text_differ_are_a_problem(self, tmp_path: Path) -> None:
        items: Rows = [
            {"item": f"risk-{n}", "factor": "risk", "question": question}
            for n, question in enumerate(DUTCH, 1)
        ]
        parts = [f"risk[SQ00{n}]. [{question}]" for n, question in enumerate(reversed(DUTCH), 1)]
        told = refused(tmp_path, [["gemeente", "id", *parts], *PLAIN[1:]], {"items": items})
        assert kinds(told) == [ColumnUnknown, ColumnUnknown]
        assert "risk-1, risk-3" in told[0].say("nl")


class TestWhoTriedOrStopped:
    @as_each
    def test_previews_are_left_out_and_told(self, tmp_path: Path, words: bool) -> None:
        study = opened(tmp_path, qualtrics("nl", words))
        assert [(case, score) for case, _, _, score in scores(study)][-1] == ("K3", "2")
        assert [note.place.row for note in notes(study, TrialLeftOut)] == [7]

    @as_each
    @pytest.mark.parametrize(("tool", "row"), [("LimeSurvey", 4), ("Qualtrics", 6)])
    def test_who_stopped_halfway_counts_and_is_told(
        self, tmp_path: Path, tool: str, row: int, words: bool
    ) -> None:
        study = opened(tmp_path, TOOLS[tool]("en", words))
        assert [note.place.row for note in notes(study, Unfinished)] == [row]
        assert [(i, s) for case, _, i, s in scores(study) if case == "K3"] == [("strategy-1", "2")]


LONG: Rows = [
    {"item": f"risk-{n}", "factor": "risk", "question": f"Vraag {n} van de scan."}
    for n in range(1, 13)
]
LONG_HEADER = ["gemeente", *(row["item"] for row in LONG)]


class TestTheSamePerson:
    def test_may_have_the_same_address_twice(self, tmp_path: Path) -> None:
        rows = [list(row) for row in forms("nl", True)]
        rows[2][3] = str(rows[1][3]).upper()
        (note,) = notes(opened(tmp_path, rows), PersonTwice)
        assert (note.place.row, note.before) == (3, "export.csv 2")

    def test_is_not_everybody_who_is_anonymous(self, tmp_path: Path) -> None:
        rows = [[*row[:3], "anonymous", "", *row[5:]] for row in forms("en", True)[1:]]
        assert not notes(opened(tmp_path, [forms("en", True)[0], *rows]), PersonTwice)

    def test_may_stand_in_two_exports_under_other_numbers(self, tmp_path: Path) -> None:
        one = ["K1", *(1 + n % 5 for n in range(12))]
        two = ["K2", *(5 - n % 5 for n in range(12))]
        (folder(tmp_path, {"items": LONG}) / "nieuw.csv").write_text(
            as_csv([LONG_HEADER, two, one]), encoding="utf-8"
        )
        study = opened(tmp_path, [LONG_HEADER, one], {"items": LONG})
        (note,) = notes(study, PersonTwice)
        assert (note.place.file, note.place.row, note.before) == ("nieuw.csv", 3, "export.csv 2")

    def test_is_not_who_gives_the_same_few_answers(self, tmp_path: Path) -> None:
        rows = [PLAIN[0], ["K1", "a", 4, 2, 5], ["K1", "b", 4, 2, 5]]
        assert not notes(opened(tmp_path, rows), PersonTwice)

    def test_in_one_export_that_is_there_twice_is_a_problem(self, tmp_path: Path) -> None:
        rows = [[row[0], *row[2:]] for row in PLAIN]
        (folder(tmp_path) / "export (1).csv").write_text(as_csv(rows), encoding="utf-8")
        assert kinds(refused(tmp_path, rows)) == [RowTwice, RowTwice]


class TestTheNameOfASheet:
    def test_as_file_gives_one_problem(self, tmp_path: Path) -> None:
        path = folder(tmp_path) / "scores.csv"
        path.write_text(as_csv(forms("nl", True)), encoding="utf-8")
        with pytest.raises(InputError) as error:
            open_study(NAME, tmp_path)
        (problem,) = error.value.problems
        assert isinstance(problem, SheetUnknown) and problem.place.file == "scores.csv"
        assert "andere naam" in problem.say("nl") and "another name" in problem.say("en")

    def test_as_tab_of_the_workbook_gives_one_problem(self, tmp_path: Path) -> None:
        path = folder(tmp_path) / "scores.csv"
        path.unlink(missing_ok=True)
        write_xlsx(path.with_name("study.xlsx"), {"scores": forms("nl", True)})
        with pytest.raises(InputError) as error:
            open_study(NAME, tmp_path)
        assert [(type(p), p.place.tab) for p in error.value.problems] == [(SheetUnknown, "scores")]

    def test_of_another_workbook_is_no_problem(self, tmp_path: Path) -> None:
        folder(tmp_path).joinpath("scores.csv").unlink(missing_ok=True)
        path = tmp_path / "data" / "raw" / NAME / "scores.xlsx"
        write_xlsx(path, {"scores": PLAIN})
        assert scores(open_study(NAME, tmp_path)) == SCORES

    def test_with_scores_that_are_wrong_keeps_its_own_problems(self, tmp_path: Path) -> None:
        with pytest.raises(InputError) as error:
            (folder(tmp_path, SCAN) / "scores.csv").write_text("factor,kase\nrisk,K1\n", "utf-8")
            open_study(NAME, tmp_path)
        assert SheetUnknown not in kinds(error.value.problems)
