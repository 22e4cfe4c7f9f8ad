"""Exports of survey tools become scores; what was not matched is told, and nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from made_up import NAME, SHEETS, Rows
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
from spreadsheets import write_ods, write_xlsx

from analysis.factors import judgements
from analysis.problems import (
    AnswerRead,
    AnswersUnused,
    ColumnMissing,
    ColumnTwice,
    ColumnUnknown,
    ContactDetails,
    ExportRead,
    FileTooLarge,
    FormulaBroken,
    InputError,
    NameTranslated,
    NotRead,
    QuestionsAbsent,
    ReferenceUnknown,
    RowTwice,
    SheetUnknown,
    SheetUnreadable,
    TabUnknown,
    Unanswered,
    ValueGuessed,
    ValueMissing,
    ValueUnknown,
)
from analysis.study import open_study
from analysis.study.export_answers import answer_of


def forms(language: int) -> Cells:
    """As Microsoft Forms has it: times, an e-mail address, the question as header, words."""
    questions = (DUTCH, ENGLISH)[language]
    case = ("Wat is de code van uw gemeente?", "What is the code of your municipality?")[language]
    words = (
        ("Mee eens", "Mee oneens", "Helemaal mee eens", "Neutraal", "helemaal mee oneens "),
        ("Agree", "Disagree", "Strongly agree", "Neutral", "strongly disagree "),
    )[language]
    start = (
        ["Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"],
        ["ID", "Start time", "Completion time", "Email", "Name"],
    )[language]
    when = datetime(2026, 3, 1, 9, 30)
    who = ["iemand@voorbeeld.nl", "Jansen"]
    return [
        [*start, case, *(f"{q}\u00a0" for q in questions)],
        ["a", when, when, *who, "K1", words[0], words[1], words[2]],
        ["b", when, when, *who, "k2", words[3], words[4], words[4]],
    ]


def limesurvey(form: str) -> Cells:
    headers = {
        "text": [f"{c.replace('-', '')}. {q}" for c, q in zip(CODES, DUTCH, strict=True)],
        "code": [c.replace("-", "") for c in CODES],
        "array of codes": ["strategy[SQ001]", "risk[SQ001]", "systematic[SQ001]"],
        "array of texts": [f"Wat vindt u hiervan? [{question}]" for question in DUTCH],
        "code and part": [f"{c}[SQ00{n}]" for n, c in enumerate(CODES, 7)],
    }[form]
    first = ["id", "submitdate", "startlanguage", "gemeente"]
    if form == "text":
        first = ["id. Antwoord ID", "submitdate. Datum ingestuurd", "x. Taal", "G01. Gemeente"]
    return [
        [*first, *headers],
        ["a", "2026-03-01 09:30:00", "nl", "K1", "4", "2", "5"],
        ["b", "", "nl", "K2", "3", "1", "1"],
    ]


def qualtrics(questions: Sequence[str]) -> Cells:
    ids = [f'{{"ImportId":"QID{n}"}}' for n in range(6)]
    matrix = [f"Kies wat past. - {question}" for question in questions]
    return [
        ["StartDate", "ResponseId", "Q1", "Q2_1", "Q2_2", "Q2_3"],
        ["Start Date", "Response ID", "Code van de gemeente", *matrix],
        ids,
        ["2026-03-01", "a", "K1", "4", "2", "5"],
        ["2026-03-01", "b", "K2", "3", "1", "1"],
    ]


TOOLS: dict[str, Cells] = {
    "Forms in Dutch": forms(0),
    "Forms in English": forms(1),
    "LimeSurvey, codes and texts": limesurvey("text"),
    "LimeSurvey, codes": limesurvey("code"),
    "LimeSurvey, arrays of codes": limesurvey("array of codes"),
    "LimeSurvey, arrays of texts": limesurvey("array of texts"),
    "LimeSurvey, codes of arrays": limesurvey("code and part"),
    "Qualtrics in Dutch": qualtrics(DUTCH),
    "Qualtrics in English": qualtrics(ENGLISH),
    "codes": PLAIN,
    "numbered": [
        ["1. Gemeente", "2. Respondent", *(f"{n}) {q}" for n, q in enumerate(DUTCH, 3))],
        *PLAIN[1:],
    ],
    "otherwise written": [
        [
            "GEMEENTE",
            "respondent",
            *(q.upper().replace(".", " !").replace("“", "'") for q in DUTCH),
        ],
        *PLAIN[1:],
    ],
    "under a title": [["Resultaten", "", "", "", ""], *PLAIN],
}


class TestEveryTool:
    @pytest.mark.parametrize("tool", TOOLS)
    def test_gives_the_same_scores(self, tmp_path: Path, tool: str) -> None:
        study = opened(tmp_path, TOOLS[tool])
        assert scores(study) == SCORES
        assert list(study.sheet("scores")["factor"]) == 2 * ["strategy", "risk", "systematic"]

    @pytest.mark.parametrize("tool", [tool for tool in TOOLS if "title" not in tool])
    def test_gives_them_as_a_workbook_too(self, tmp_path: Path, tool: str) -> None:
        write_xlsx(folder(tmp_path) / "Scan (1-2).xlsx", {"Form1": TOOLS[tool]})
        assert scores(open_study(NAME, tmp_path)) == SCORES

    def test_gives_them_as_ods_and_with_semicolons_too(self, tmp_path: Path) -> None:
        write_ods(folder(tmp_path) / "scan.ods", {"Blad1": PLAIN[:2]})
        path = tmp_path / "data" / "raw" / NAME / "rest.csv"
        path.write_text(as_csv([PLAIN[0], PLAIN[2]], ";"), encoding="utf-8-sig")
        assert sorted(scores(open_study(NAME, tmp_path))) == sorted(SCORES)

    def test_can_have_its_columns_in_any_order(self, tmp_path: Path) -> None:
        turned = [list(reversed(row)) for row in PLAIN]
        assert sorted(scores(opened(tmp_path, turned))) == sorted(SCORES)


class TestReversedItems:
    def test_are_turned_once_where_scores_are_counted(self, tmp_path: Path) -> None:
        study = opened(tmp_path, PLAIN)
        judged = judgements(study.sheet("scores"), study.sheet("items"), (1, 5))
        turned = judged.set_index(["case", "item"])["score"]
        assert turned["K1", "systematic-1"] == 1
        assert turned["K1", "strategy-1"] == 4


class TestAnswers:
    @pytest.mark.parametrize(
        ("text", "score"),
        [
            ("3", "3"), ("3,5", "3,5"), (" 4 ", "4"), ("1 - helemaal niet", "1"),
            ("5 = helemaal mee eens", "5"), ("Helemaal mee eens (5)", "5"), ("2. Oneens", "2"),
            ("HELEMAAL  MEE EENS", "5"), ("Niet mee eens, niet mee oneens", "3"),
            ("Somewhat agree", "4"), ("Neither agree nor disagree", "3"), ("", ""), ("-", ""),
            ("Weet niet", ""), ("N/A", ""), ("-99", ""), ("Don’t know", ""),
        ],
    )  # fmt: skip
    def test_become_scores(self, text: str, score: str) -> None:
        answer = answer_of(text, (1, 5))
        assert answer is not None and answer.score == score

    @pytest.mark.parametrize(
        "text",
        [
            "0",
            "6",
            "55",
            "6 - eens",
            "1 - helemaal mee eens",
            "A5",
            "80%",
            "=4",
            "1e5",
            "vier",
            "²",
        ],
    )
    def test_off_the_scale_become_none(self, text: str) -> None:
        assert answer_of(text, (1, 5)) is None

    def test_between_the_ends_need_a_scale_of_five(self) -> None:
        assert answer_of("mee eens", (1, 7)) is None
        ends = [answer_of(words, (0, 10)) for words in ("strongly disagree", "strongly agree")]
        assert [end.score for end in ends if end] == ["0", "10"]

    def test_in_words_need_a_scale(self, tmp_path: Path) -> None:
        rows = [PLAIN[0], ["K1", "a", "mee eens", "eens", "oneens"]]
        told = refused(tmp_path, rows, {"study": SHEETS["study"]})
        assert "scale_min" in told[0].say("nl")

    def test_of_a_longer_scale_are_no_answers_to_a_shorter(self, tmp_path: Path) -> None:
        told = refused(tmp_path, [PLAIN[0], ["K1", "a", "agree", "somewhat agree", "disagree"]])
        assert [(type(p), p.value) for p in told] == [(ValueUnknown, "somewhat agree")]


class TestNotes:
    def test_tell_what_was_read_as_what(self, tmp_path: Path) -> None:
        study = opened(tmp_path, forms(0))
        (read,) = notes(study, ExportRead)
        assert read.after == "2"
        assert {note.after for note in notes(study, NameTranslated)} >= {*CODES, "case"}
        words = {(note.before, note.after) for note in notes(study, AnswerRead)}
        assert ("Mee eens", "4") in words and ("helemaal mee oneens", "1") in words

    def test_tell_columns_that_are_another_question(self, tmp_path: Path) -> None:
        told = [note.before for note in notes(opened(tmp_path, forms(0)), NotRead)]
        assert told == ["Begintijd", "Tijd van voltooien", "E-mail", "Naam"]

    @pytest.mark.parametrize("tool", ["Forms in Dutch", "Forms in English"])
    def test_and_data_never_repeat_an_address_or_a_name(self, tmp_path: Path, tool: str) -> None:
        study = opened(tmp_path, TOOLS[tool])
        whole = str(study.sheet("scores").to_dict()) + "".join(n.say("nl") for n in study.notes)
        assert "voorbeeld.nl" not in whole and "Jansen" not in whole

    def test_ask_to_look_at_questions_without_a_column(self, tmp_path: Path) -> None:
        study = opened(tmp_path, [row[:-1] for row in PLAIN])
        assert [n.before for n in notes(study, QuestionsAbsent)] == ["systematic-1"]

    def test_ask_to_look_at_answers_without_a_question(self, tmp_path: Path) -> None:
        rows = [[*PLAIN[0], "Iets anders"], [*PLAIN[1], 5], [*PLAIN[2], "mee eens"]]
        study = opened(tmp_path, rows)
        assert [n.before for n in notes(study, AnswersUnused)] == ["Iets anders"]
        assert scores(study) == SCORES

    def test_tell_rows_without_an_answer(self, tmp_path: Path) -> None:
        study = opened(tmp_path, [*PLAIN, ["K3", "c", "", "weet niet", ""], ["", "d", "", "", ""]])
        assert scores(study) == SCORES
        assert [n.place.row for n in notes(study, Unanswered)] == [4, 5]

    def test_tell_other_tabs_of_an_export(self, tmp_path: Path) -> None:
        write_xlsx(folder(tmp_path) / "scan.xlsx", {"Form1": PLAIN, "Notities": [["x"]]})
        study = open_study(NAME, tmp_path)
        assert [n.place.tab for n in notes(study, TabUnknown)] == ["Notities"]


class TestRespondents:
    def test_without_a_column_are_numbered(self, tmp_path: Path) -> None:
        study = opened(tmp_path, [[row[0], *row[2:]] for row in PLAIN])
        assert [who for _, who, *_ in scores(study)] == 3 * ["1"] + 3 * ["2"]

    def test_are_numbered_where_they_would_be_addresses(self, tmp_path: Path) -> None:
        rows = [PLAIN[0], ["K1", "a@b.nl", 4, 2, 5], ["K2", "c@d.nl", 3, 1, 1]]
        study = opened(tmp_path, rows)
        assert {who for _, who, *_ in scores(study)} == {"1", "2"}
        assert [n.place.column for n in notes(study, ContactDetails)] == ["respondent"]

    def test_who_stand_there_twice_are_a_problem(self, tmp_path: Path) -> None:
        told = refused(tmp_path, [*PLAIN, ["K1", "a", 1, 1, 1]])
        assert [(type(p), p.place.row, p.value) for p in told] == [(RowTwice, 4, "K1, a")]

    def test_who_have_scores_in_the_sheet_too_are_a_problem(self, tmp_path: Path) -> None:
        rows = [{"factor": "risk", "case": "K2", "respondent": "b", "item": "risk-1", "score": "1"}]
        told = refused(tmp_path, PLAIN, {"scores": rows})
        assert [(type(p), p.place.file, p.value) for p in told] == [
            (RowTwice, "export.csv", "K2, b")
        ]

    def test_of_the_sheet_and_of_an_export_stand_together(self, tmp_path: Path) -> None:
        rows = [{"factor": "risk", "case": "K2", "respondent": "p", "item": "risk-1", "score": "1"}]
        study = opened(tmp_path, PLAIN, {"scores": rows})
        assert scores(study) == [("K2", "p", "risk-1", "1"), *SCORES]
        assert study.sheet("scores").index.is_unique

    def test_in_two_exports_are_a_problem(self, tmp_path: Path) -> None:
        (folder(tmp_path) / "nog een.csv").write_text(as_csv(PLAIN), encoding="utf-8")
        write_xlsx(tmp_path / "data" / "raw" / NAME / "scan.xlsx", {"Form1": PLAIN})
        with pytest.raises(InputError) as error:
            open_study(NAME, tmp_path)
        assert kinds(error.value.problems) == [RowTwice, RowTwice]
        assert error.value.problems[0].say("nl").startswith("scan.xlsx, ")


class TestMunicipalities:
    def test_are_known_by_their_codes_under_any_header(self, tmp_path: Path) -> None:
        study = opened(tmp_path, [["Waar werkt u?", *PLAIN[0][1:]], *PLAIN[1:]])
        assert scores(study) == SCORES

    def test_that_are_not_named_are_asked_for(self, tmp_path: Path) -> None:
        (problem,) = refused(tmp_path, [row[1:] for row in PLAIN])
        assert isinstance(problem, ColumnMissing) and "K1, K2, K3" in problem.say("nl")

    def test_in_two_columns_that_differ_are_a_problem(self, tmp_path: Path) -> None:
        rows = [["een", "twee", *PLAIN[0][1:]], ["K1", "K2", *PLAIN[1][1:]]]
        assert kinds(refused(tmp_path, rows)) == [ColumnTwice]

    def test_that_are_only_numbers_are_known_by_the_header_alone(self, tmp_path: Path) -> None:
        cases = [{**row, "case": str(n)} for n, row in enumerate(SHEETS["cases"], 1)]
        changed: dict[str, Rows] = {"cases": cases, "codings": []}
        rows = [["iets", *PLAIN[0][1:]], [1, *PLAIN[1][1:]], [2, *PLAIN[2][1:]]]
        assert kinds(refused(tmp_path, rows, changed)) == [ColumnMissing]
        study = opened(tmp_path, [PLAIN[0], *rows[1:]], changed)
        assert {case for case, *_ in scores(study)} == {"1", "2"}

    def test_that_are_missing_or_unknown_are_told_without_their_name(self, tmp_path: Path) -> None:
        rows = [*PLAIN, ["", "c", 1, 1, 1], ["Ergenshuizen", "d", 1, 1, 1]]
        told = refused(tmp_path, rows)
        assert [(type(p), p.place.row) for p in told] == [(ValueMissing, 4), (ReferenceUnknown, 5)]
        assert "Ergenshuizen" not in "".join(p.say("nl") for p in told)


class TestColumns:
    def test_for_one_question_twice_are_a_problem(self, tmp_path: Path) -> None:
        rows = [[*PLAIN[0], DUTCH[0]], [*PLAIN[1], 1]]
        (problem,) = refused(tmp_path, rows)
        assert isinstance(problem, ColumnTwice) and problem.value == "strategy-1"

    def test_that_name_two_questions_are_a_problem(self, tmp_path: Path) -> None:
        rows = [*PLAIN]
        rows[0] = [*PLAIN[0][:-1], f"strategy-1. {DUTCH[2]}"]
        assert ColumnUnknown in kinds(refused(tmp_path, rows))

    def test_with_almost_a_question_are_a_problem(self, tmp_path: Path) -> None:
        rows = [*PLAIN]
        rows[0] = [*PLAIN[0][:-1], "Vernieuwing is bij ons geen toeval"]
        (problem,) = refused(tmp_path, rows)
        assert isinstance(problem, ColumnUnknown) and "systematic-1" in problem.say("nl")

    def test_with_a_plain_number_before_the_question_are_not_that_code(
        self, tmp_path: Path
    ) -> None:
        items = [{**row, "item": str(3 - n)} for n, row in enumerate(SCAN["items"])]
        header = ["gemeente", "respondent", *(f"{n}. {q}" for n, q in enumerate(DUTCH, 1))]
        study = opened(tmp_path, [header, *PLAIN[1:]], {"items": items})
        assert scores(study)[:3] == [
            ("K1", "a", "3", "4"),
            ("K1", "a", "2", "2"),
            ("K1", "a", "1", "5"),
        ]


class TestWrongAnswers:
    def test_are_told_at_their_cell(self, tmp_path: Path) -> None:
        rows = [PLAIN[0], ["K1", "a", 4, 9, "vaak"]]
        told = refused(tmp_path, rows)
        assert [(p.place.row, p.place.column, p.value) for p in told] == [
            (2, "risk-1", "9"),
            (2, "systematic-1", "vaak"),
        ]

    def test_are_told_with_the_file_and_cell_of_a_workbook(self, tmp_path: Path) -> None:
        rows = [PLAIN[0], ["K1", "a", 4, datetime(2026, 2, 1), "vaak"]]
        write_xlsx(folder(tmp_path) / "scan.xlsx", {"Form1": rows})
        with pytest.raises(InputError) as error:
            open_study(NAME, tmp_path)
        assert kinds(error.value.problems) == [ValueGuessed, ValueUnknown]
        assert "scan.xlsx, Form1!E2" in error.value.problems[1].say("nl")

    def test_never_repeat_an_address(self, tmp_path: Path) -> None:
        rows = [PLAIN[0], ["K1", "a", 4, "iemand@voorbeeld.nl", "5 - iemand@voorbeeld.nl"]]
        told = refused(tmp_path, rows)
        assert kinds(told) == [ValueUnknown]
        assert "voorbeeld.nl" not in told[0].say("nl")

    def test_and_notes_never_repeat_one_behind_a_score(self, tmp_path: Path) -> None:
        study = opened(tmp_path, [PLAIN[0], ["K1", "a", 4, 2, "5 - iemand@voorbeeld.nl"]])
        assert scores(study) == SCORES[:3]
        assert [note.before for note in notes(study, AnswerRead)] == [""]


HOSTILE = "<script>alert(1)</script>{{ 7 * 7 }}=cmd|' /C calc'!A0"


class TestHostileExports:
    def test_with_script_and_formulas_as_headers_are_read_past(self, tmp_path: Path) -> None:
        rows = [[*PLAIN[0], HOSTILE, "{x}"], *([*row, HOSTILE, "{0}"] for row in PLAIN[1:])]
        study = opened(tmp_path, rows)
        assert scores(study) == SCORES
        assert all(note.say("nl") and note.say("en") for note in study.notes)

    def test_with_script_and_formulas_as_answers_are_refused(self, tmp_path: Path) -> None:
        told = refused(tmp_path, [PLAIN[0], ["K1", "a", HOSTILE, "=1+1", "{x}"]])
        assert kinds(told) == [ValueUnknown] * 3

    def test_with_a_formula_that_has_no_outcome_are_refused(self, tmp_path: Path) -> None:
        rows = [PLAIN[0], ["K1", "a", 1, 2, "#REF!"]]
        path = write_xlsx(folder(tmp_path) / "scan.xlsx", {"Form1": rows})
        import openpyxl

        book = openpyxl.load_workbook(path)
        book.worksheets[0]["E2"] = "=A1"
        book.save(path)
        with pytest.raises(InputError) as error:
            open_study(NAME, tmp_path)
        assert kinds(error.value.problems) == [FormulaBroken]

    def test_that_are_empty_are_no_sheet(self, tmp_path: Path) -> None:
        assert kinds(refused(tmp_path, [])) == [SheetUnknown]

    def test_with_only_a_header_give_nothing(self, tmp_path: Path) -> None:
        study = opened(tmp_path, PLAIN[:1])
        assert scores(study) == []
        assert [note.after for note in notes(study, ExportRead)] == ["0"]

    def test_of_three_thousand_columns_are_refused(self, tmp_path: Path) -> None:
        rows = [[*row, *range(3000)] for row in PLAIN]
        assert kinds(refused(tmp_path, rows)) == [FileTooLarge]

    def test_that_are_no_workbook_are_told(self, tmp_path: Path) -> None:
        (folder(tmp_path) / "scan.xlsx").write_bytes(b"PK\x03\x04 nothing")
        with pytest.raises(InputError) as error:
            open_study(NAME, tmp_path)
        assert kinds(error.value.problems) == [SheetUnreadable]

    def test_stay_as_they_are(self, tmp_path: Path) -> None:
        opened(tmp_path, PLAIN)
        path = tmp_path / "data" / "raw" / NAME / "export.csv"
        assert path.read_text(encoding="utf-8") == as_csv(PLAIN)


class TestOtherFiles:
    def test_are_told_how_an_export_is_known(self, tmp_path: Path) -> None:
        (problem,) = refused(tmp_path, [["a", "b"], ["1", "2"]])
        assert isinstance(problem, SheetUnknown) and "vragen" in problem.say("nl")

    def test_without_a_scan_are_no_exports(self, tmp_path: Path) -> None:
        (problem,) = refused(tmp_path, PLAIN, {"items": []})
        assert isinstance(problem, SheetUnknown) and "scan" not in problem.say("nl")

    def test_alone_do_not_also_lack_the_municipalities(self, tmp_path: Path) -> None:
        study = tmp_path / "data" / "raw" / NAME
        study.mkdir(parents=True)
        write_xlsx(study / "studie.xlsx", {"gemeenten": [["gemeente"], ["K1"]]})
        with pytest.raises(InputError) as error:
            open_study(NAME, tmp_path)
        assert kinds(error.value.problems) == [SheetUnknown]
