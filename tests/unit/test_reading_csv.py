"""CSV as people's programs write it gives the same study, and what was assumed is told."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from made_up import NAME, SHEETS, study, with_cell, write
from spreadsheets import Dialect, folder, write_csv

from analysis.problems import (
    AboveHeader,
    CellChanged,
    ContactDetails,
    DateSuspected,
    EncodingAssumed,
    ExampleLeftOut,
    InputError,
    LinesInList,
    NameTranslated,
    Note,
    NotRead,
    RowBlank,
    SheetTwice,
    UnknownInWords,
    Warned,
)
from analysis.schema import SHEET, Column, Study
from analysis.study import open_study

DIALECTS = [
    Dialect(),
    Dialect(";"),
    Dialect("\t"),
    Dialect(";", "utf-8-sig", "\r\n"),
    Dialect(",", "utf-16"),
    Dialect("\t", "utf-16", "\r\n"),
    Dialect(";", "cp1252", "\r\n"),
    Dialect(",", "latin-1"),
    Dialect(";", line_end="\r"),
    Dialect(";", quoting=csv.QUOTE_ALL),
]
"""What Excel, LibreOffice, R and pandas write, in Dutch and in English."""


def kinds(notes: tuple[Note, ...]) -> set[type[Note]]:
    return {type(note) for note in notes}


def changed(root: Path, before: str, after: str, sheet: str = "cases") -> Study:
    """The study with something else in the text of one of its files."""
    path = write(root) / f"{sheet}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return open_study(NAME, root)


class TestDialects:
    @pytest.mark.parametrize("dialect", DIALECTS, ids=str)
    def test_give_the_same_sheets(self, tmp_path: Path, dialect: Dialect) -> None:
        rows = with_cell("cases", 1, "innovation", "café, “loket”; één")
        plain = study(tmp_path / "a", with_cell("cases", 1, "innovation", 'café, "loket"; één'))
        if dialect.encoding in ("latin-1",):
            rows = with_cell("cases", 1, "innovation", 'café, "loket"; één')
        write_csv(folder(tmp_path / "b"), rows, dialect)
        read = open_study(NAME, tmp_path / "b")
        assert all(read.sheet(name).equals(plain.sheet(name)) for name in SHEET)

    @pytest.mark.parametrize(
        ("encoding", "told"), [("cp1252", {EncodingAssumed}), ("utf-8-sig", set())]
    )
    def test_an_encoding_is_told_only_where_it_was_assumed(
        self, tmp_path: Path, encoding: str, told: set[type[Note]]
    ) -> None:
        write_csv(
            folder(tmp_path),
            with_cell("cases", 0, "team", "één"),
            Dialect(encoding=encoding),
        )
        assert kinds(open_study(NAME, tmp_path).notes) == told

    def test_what_windows_does_not_know_is_latin_1(self, tmp_path: Path) -> None:
        write_csv(
            folder(tmp_path),
            with_cell("cases", 0, "team", "caf\xe9 \x81"),
            Dialect(encoding="latin-1"),
        )
        note = open_study(NAME, tmp_path).notes[0]
        assert isinstance(note, EncodingAssumed)
        assert note.after == "Latin-1"
        assert note.say("nl") == ("cases.csv: dit bestand is geen UTF-8; gelezen als: “Latin-1”")

    def test_a_separator_that_the_file_states_is_believed(self, tmp_path: Path) -> None:
        path = write_csv(folder(tmp_path), dialect=Dialect("|")) / "cases.csv"
        for file in path.parent.rglob("*.csv"):
            file.write_text("sep=|\n" + file.read_text("utf-8"), encoding="utf-8")
        assert open_study(NAME, tmp_path).sheet("cases").index[0] == 2

    def test_a_comma_before_decimals_is_a_number(self, tmp_path: Path) -> None:
        write_csv(folder(tmp_path), with_cell("scores", 0, "score", "3,5"), Dialect(";"))
        assert open_study(NAME, tmp_path).sheet("scores")["score"].iloc[0] == "3,5"


class TestNames:
    @pytest.mark.parametrize("sheet", SHEETS)
    def test_of_every_sheet_and_column_may_be_dutch(self, tmp_path: Path, sheet: str) -> None:
        plain = study(tmp_path / "a")
        path = next(write(tmp_path / "b").rglob(f"{sheet}.csv"))
        header, _, rest = path.read_text("utf-8").partition("\n")
        assert header == ",".join(SHEET[sheet].names)
        dutch = ",".join(column.dutch.title().replace("_", " ") for column in SHEET[sheet].columns)
        path.unlink()
        path.with_stem(SHEET[sheet].dutch.upper()).write_text(f"{dutch}\n{rest}", encoding="utf-8")
        read = open_study(NAME, tmp_path / "b")
        assert read.sheet(sheet).equals(plain.sheet(sheet))
        assert NameTranslated in kinds(read.notes)

    @pytest.mark.parametrize("header", ["Size class", "SIZE-CLASS", " size__class ", "sizE_clasS"])
    def test_may_have_other_signs_between_their_words(self, tmp_path: Path, header: str) -> None:
        read = changed(tmp_path, "size_class", header)
        assert list(read.sheet("cases")["size_class"]) == ["<400", ">1200", "400-700"]

    @pytest.mark.parametrize("sheet", SHEET.values(), ids=lambda sheet: sheet.name)
    def test_tell_every_column_of_a_sheet_from_the_others(self, sheet: object) -> None:
        names = [
            name
            for column in (*sheet.columns, *sheet.dropped)  # type: ignore[attr-defined]
            for name in {column.name, column.dutch}
        ]
        assert len(names) == len(set(names))

    def test_of_the_same_sheet_twice_is_a_problem(self, tmp_path: Path) -> None:
        path = write(tmp_path) / "cases.csv"
        path.with_stem("gemeenten").write_bytes(path.read_bytes())
        with pytest.raises(InputError) as refused:
            open_study(NAME, tmp_path)
        (problem,) = refused.value.problems
        assert isinstance(problem, SheetTwice)
        assert "cases.csv" in problem.say("nl") and "gemeenten.csv" in problem.say("nl")


FIXED = [column for sheet in SHEET.values() for column in sheet.columns if column.allowed]


class TestFixedValues:
    @pytest.mark.parametrize(
        ("word", "notes"), [("goed", set()), ("Goed", {CellChanged}), (" GOOD ", {CellChanged})]
    )
    def test_may_be_said_in_either_language_in_any_case(
        self, tmp_path: Path, word: str, notes: set[object]
    ) -> None:
        read = study(tmp_path, with_cell("scores", 2, "level", word))
        assert read.sheet("scores")["level"].iloc[2] == "good"
        assert kinds(read.notes) == notes

    @pytest.mark.parametrize("column", FIXED, ids=lambda column: column.name)
    def test_are_each_the_only_one_with_their_words(self, column: Column) -> None:
        for value, text in column.allowed.items():
            words = (value, text.nl, text.en)
            assert [column.spellings[word.casefold()] for word in words] == [value] * 3

    def test_that_are_misspelt_are_answered_in_the_readers_words(self, tmp_path: Path) -> None:
        with pytest.raises(InputError) as refused:
            study(tmp_path, with_cell("scores", 2, "level", "redelik"))
        (problem,) = refused.value.problems
        assert "Bedoelt u “redelijk”?" in problem.say("nl")
        assert "Right is: none, limited, moderate, reasonable, good." in problem.say("en")


class TestWhatIsTold:
    def test_of_a_plain_study_is_nothing(self, tmp_path: Path) -> None:
        assert study(tmp_path).notes == ()

    def test_is_each_cell_that_was_changed_with_what_is_not_seen(self, tmp_path: Path) -> None:
        read = changed(tmp_path, "balie dicht", "\u00a0balie  dicht\u200b ")
        (note,) = read.notes
        assert isinstance(note, CellChanged)
        assert note.say("en") == (
            "cases.csv, row 2, column innovation: written otherwise: "
            "“[U+00A0]balie␣␣dicht[U+200B]␣” → “balie dicht”"
        )

    def test_are_curly_quotes(self, tmp_path: Path) -> None:
        read = changed(tmp_path, "balie dicht", "balie ‘dicht’")
        assert read.sheet("cases")["innovation"].iloc[0] == "balie 'dicht'"
        assert [(n.before, n.after) for n in read.notes] == [("balie ‘dicht’", "balie 'dicht'")]

    def test_are_rows_that_are_left_out(self, tmp_path: Path) -> None:
        read = changed(tmp_path, "K2,", ",,,,,,,\nvoorbeeld,<400,,,,,,\nK2,")
        assert [(type(n), n.place.row) for n in read.notes] == [(RowBlank, 3), (ExampleLeftOut, 4)]
        assert list(read.sheet("cases")["case"]) == ["K1", "K2", "K3"]

    def test_is_a_title_above_the_header(self, tmp_path: Path) -> None:
        read = changed(tmp_path, "case,", "Mijn gemeenten,,,,,,,\ncase,")
        assert list(read.sheet("cases").index) == [3, 4, 5]
        assert [(type(n), n.place.row) for n in read.notes] == [(AboveHeader, 1)]

    def test_comes_with_the_problems_too(self, tmp_path: Path) -> None:
        path = write(tmp_path, with_cell("cases", 0, "size_class", "klein")) / "cases.csv"
        path.write_bytes(path.read_text("utf-8").replace("balie", "balié").encode("cp1252"))
        with pytest.raises(InputError) as refused:
            open_study(NAME, tmp_path)
        assert kinds(refused.value.notes) == {EncodingAssumed}


CONTACTS = [
    "bel 06-12345678", "mail jan@gemeente.nl", "+31 6 1234 5678", "0031612345678",
    "(020) 123 45 67", "J.de-Vries+x@a-b.co.uk",
]  # fmt: skip
NO_CONTACTS = [
    "2014-2016", "in 2015 waren er 400 tot 1200", "0,123456789", "01-01-2015 - 31-12-2015",
    "@home", "10 000 000 000", "T1.A1", "A1.promoting.2", "1e straat 12",
]  # fmt: skip


class TestWarnings:
    @pytest.mark.parametrize("text", CONTACTS)
    def test_are_for_contact_details_and_never_repeat_them(self, tmp_path: Path, text: str) -> None:
        read = study(tmp_path, with_cell("cases", 0, "innovation", f"{text}\u00a0"))
        (note,) = read.notes
        assert isinstance(note, ContactDetails)
        assert text not in note.say("nl") + note.say("en") + repr(note)

    @pytest.mark.parametrize("text", NO_CONTACTS)
    def test_are_not_for_other_numbers(self, tmp_path: Path, text: str) -> None:
        assert study(tmp_path, with_cell("cases", 0, "innovation", text)).notes == ()

    @pytest.mark.parametrize("text", ["1-feb", "2-mrt-24", "jan-24", "3-Mei"])
    def test_are_for_what_a_spreadsheet_writes_for_a_date(self, tmp_path: Path, text: str) -> None:
        read = study(tmp_path, with_cell("cases", 0, "innovation", text))
        assert kinds(read.notes) == {DateSuspected}

    @pytest.mark.parametrize("text", ["onbekend", "Unknown", "-", "n.v.t.", "NaN"])
    def test_are_for_words_that_say_that_nothing_is_known(self, tmp_path: Path, text: str) -> None:
        read = study(tmp_path, with_cell("cases", 0, "help", text))
        assert UnknownInWords in kinds(read.notes)

    def test_are_not_for_a_municipality_without_help(self, tmp_path: Path) -> None:
        assert study(tmp_path, with_cell("cases", 0, "help", "geen")).notes == ()

    def test_are_for_mentions_on_lines_of_their_own(self, tmp_path: Path) -> None:
        read = study(tmp_path, with_cell("cases", 0, "team", "een\ntwee"))
        assert kinds(read.notes) == {LinesInList, CellChanged}

    def test_are_not_for_lines_that_end_in_a_semicolon(self, tmp_path: Path) -> None:
        read = study(tmp_path, with_cell("cases", 0, "team", "een;\ntwee"))
        assert kinds(read.notes) == {CellChanged}

    def test_are_told_apart_from_the_other_notes(self) -> None:
        assert {kind.__name__ for kind in Warned.__subclasses__()} == {
            "PersonTwice", "Unfinished",
            "ContactDetails", "DateSuspected", "LinesInList", "MergedWide", "TabUnknown",
            "QuestionsAbsent", "AnswersUnused", "TextUntranslated", "UnknownInWords",
        }  # fmt: skip


SECRET = "Veldhuizen-onder-Rijn"


class TestTheRealName:
    @pytest.mark.parametrize("header", ["name", "Naam", "NAME "])
    def test_is_read_by_nobody(
        self, tmp_path: Path, header: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        read = changed_names(tmp_path, header)
        assert read.sheet("cases").equals(study(tmp_path / "plain").sheet("cases"))
        said = repr(read.notes) + "".join(note.say("nl") for note in read.notes) + caplog.text
        assert SECRET not in said + str(read.sheets)
        assert any(type(note) is NotRead and note.place.column == "name" for note in read.notes)

    def test_is_in_no_problem(self, tmp_path: Path) -> None:
        with pytest.raises(InputError) as refused:
            changed_names(tmp_path, "name", "K2,>1200", ",")
        said = str(refused.value) + repr(refused.value.problems) + repr(refused.value.notes)
        assert SECRET not in said


def changed_names(root: Path, header: str, before: str = "", after: str = "") -> Study:
    path = write(root) / "cases.csv"
    first, *rows = path.read_text("utf-8").replace(before, after, 1).splitlines()
    named = [f"{header},{first}", *(f"{SECRET},{row}" for row in rows)]
    path.write_text("\n".join(named), encoding="utf-8")
    return open_study(NAME, root)
