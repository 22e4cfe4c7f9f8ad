"""Workbooks as people have them: the same study, with every problem at its sheet and cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from made_up import NAME, Rows, study, with_cell
from spreadsheets import Cells, Raw, folder, tabs, write_csv, write_ods, write_xlsx

from analysis.problems import (
    AboveHeader,
    CellChanged,
    ColumnNameless,
    ColumnUnknown,
    FormulaBroken,
    InputError,
    MergedFilled,
    MergedWide,
    NameTranslated,
    Problem,
    SheetEmpty,
    SheetMissing,
    SheetTwice,
    SheetUnknown,
    TabUnknown,
    ValueGuessed,
    ValueMissing,
    ValueUnknown,
)
from analysis.schema import SHEET, Study
from analysis.study import open_study

Write = Callable[[Path, Mapping[str, Cells]], Path]

WRITERS: dict[str, Write] = {"study.xlsx": write_xlsx, "study.ods": write_ods}

in_each = pytest.mark.parametrize("file", WRITERS)


def written(root: Path, file: str, whole: Mapping[str, Cells]) -> Study:
    WRITERS[file](folder(root) / file, whole)
    return open_study(NAME, root)


def problems_of(root: Path, file: str, whole: Mapping[str, Cells]) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as refused:
        written(root, file, whole)
    return refused.value.problems


def with_cells(sheet: str, cells: Mapping[tuple[int, int], object]) -> dict[str, Cells]:
    """The study's tabs with some cells of one changed, by row and column counted from 1."""
    whole = tabs()
    rows = [list(row) for row in whole[sheet]]
    for (row, column), value in cells.items():
        rows[row - 1][column - 1] = value
    return {**whole, sheet: rows}


@in_each
class TestTheSameStudy:
    def test_comes_from_a_workbook_as_from_csv(self, tmp_path: Path, file: str) -> None:
        plain = study(tmp_path / "a")
        read = written(tmp_path / "b", file, tabs())
        assert all(read.sheet(name).equals(plain.sheet(name)) for name in SHEET)
        assert read.notes == ()

    def test_may_have_dutch_tabs_in_any_case(self, tmp_path: Path, file: str) -> None:
        plain = study(tmp_path / "a")
        named = {SHEET[name].dutch.title(): rows for name, rows in tabs().items()}
        read = written(tmp_path / "b", file, named)
        assert all(read.sheet(name).equals(plain.sheet(name)) for name in SHEET)
        assert {type(note) for note in read.notes} == {NameTranslated}

    def test_may_stand_lower_and_further_on_the_tab(self, tmp_path: Path, file: str) -> None:
        moved: dict[str, Cells] = {
            name: [[""], [""], *(["", "", *row] for row in rows)] for name, rows in tabs().items()
        }
        assert list(written(tmp_path, file, moved).sheet("cases").index) == [4, 5, 6]

    def test_may_be_in_part_in_csv(self, tmp_path: Path, file: str) -> None:
        plain = study(tmp_path / "a")
        write_csv(folder(tmp_path / "b"))
        (tmp_path / "b" / "data" / "raw" / NAME / "cases.csv").unlink()
        part: dict[str, Cells] = {
            "cases": tabs()["cases"],
            "codings": [list(SHEET["codings"].names)],
        }
        read = written(tmp_path / "b", file, part)
        assert all(read.sheet(name).equals(plain.sheet(name)) for name in SHEET)

    def test_is_left_as_it_was(self, tmp_path: Path, file: str) -> None:
        written(tmp_path, file, tabs())
        path = folder(tmp_path) / file
        before = path.read_bytes(), path.stat().st_mtime_ns
        open_study(NAME, tmp_path)
        assert (path.read_bytes(), path.stat().st_mtime_ns) == before
        assert [p.name for p in path.parent.iterdir()] == [file]


@in_each
class TestCells:
    def test_that_are_whole_numbers_have_no_decimals(self, tmp_path: Path, file: str) -> None:
        rows: dict[str, Rows] = {
            name: [] for name in ("scores", "codings", "codebook", "claims", "recommendations")
        }
        whole = tabs(rows)
        whole["cases"] = [["case", "size_class"], [1, "<400"], [2.0, ">1200"]]
        whole["scores"] = [["factor", "case", "score"], ["risk", "1", 3.5], ["risk", 2, 0.1 + 0.2]]
        read = written(tmp_path, file, whole)
        assert list(read.sheet("cases")["case"]) == ["1", "2"]
        assert list(read.sheet("scores")["case"]) == ["1", "2"]
        assert list(read.sheet("scores")["score"]) == ["3.5", "0.3"]

    def test_that_are_wrong_are_told_by_tab_and_cell(self, tmp_path: Path, file: str) -> None:
        whole = with_cells("cases", {(3, 2): "klein", (4, 2): ""})
        whole["Cases"] = whole.pop("cases")
        told = problems_of(tmp_path, file, whole)
        assert [(type(p), p.place.cell) for p in told] == [
            (ValueUnknown, "Cases!B3"),
            (ValueMissing, "Cases!B4"),
        ]
        assert told[0].say("nl").startswith("Cases!B3: deze waarde is niet toegestaan: “klein”.")

    def test_of_other_tabs_are_told_by_their_own(self, tmp_path: Path, file: str) -> None:
        (problem,) = problems_of(tmp_path, file, with_cells("codings", {(2, 4): "cultur"}))
        assert problem.place.cell == "codings!D2"

    def test_that_were_changed_are_told(self, tmp_path: Path, file: str) -> None:
        read = written(tmp_path, file, with_cells("cases", {(2, 2): "< 400 mw"}))
        assert [(type(n), n.place.cell, n.after) for n in read.notes] == [
            (CellChanged, "cases!B2", "<400")
        ]


class TestDates:
    @pytest.mark.parametrize("value", [date(2024, 2, 1), datetime(2024, 2, 1, 9, 30), time(1, 2)])
    def test_in_xlsx_are_a_problem_at_their_cell(self, tmp_path: Path, value: object) -> None:
        told = problems_of(tmp_path, "study.xlsx", with_cells("cases", {(2, 2): value}))
        assert [(type(p), p.place.cell) for p in told] == [(ValueGuessed, "cases!B2")]
        assert "als tekst" in told[0].say("nl")

    def test_say_which_date_it_became(self, tmp_path: Path) -> None:
        told = problems_of(tmp_path, "study.xlsx", with_cells("cases", {(2, 5): date(2024, 2, 1)}))
        assert [p.value for p in told] == ["2024-02-01"]

    def test_in_ods_are_a_problem_at_their_cell(self, tmp_path: Path) -> None:
        cell = Raw(
            '<table:table-cell office:value-type="date" office:date-value="2024-02-01">'
            "<text:p>1-2</text:p></table:table-cell>"
        )
        told = problems_of(tmp_path, "study.ods", with_cells("cases", {(2, 2): cell}))
        assert [(type(p), p.place.cell, p.value) for p in told] == [
            (ValueGuessed, "cases!B2", "2024-02-01")
        ]


class TestPercentages:
    def test_in_xlsx_are_read_as_they_show(self, tmp_path: Path) -> None:
        path = write_xlsx(folder(tmp_path) / "study.xlsx", with_cells("cases", {(2, 3): 0.8}))
        book = openpyxl.load_workbook(path)
        book["cases"]["C2"].number_format = "0%"
        book.save(path)
        assert open_study(NAME, tmp_path).sheet("cases")["innovation"].iloc[0] == "80%"


class TestFormulas:
    def test_that_were_never_calculated_are_a_problem(self, tmp_path: Path) -> None:
        path = write_xlsx(folder(tmp_path) / "study.xlsx", tabs())
        book = openpyxl.load_workbook(path)
        book["cases"]["C2"] = "=1+1"
        book["cases"]["C3"] = "#REF!"
        book["cases"]["C3"].data_type = "e"
        book.save(path)
        with pytest.raises(InputError) as refused:
            open_study(NAME, tmp_path)
        told = [(type(p), p.place.cell, p.value) for p in refused.value.problems]
        assert told == [(FormulaBroken, "cases!C2", ""), (FormulaBroken, "cases!C3", "#REF!")]

    def test_without_an_outcome_in_ods_are_a_problem(self, tmp_path: Path) -> None:
        cell = Raw(
            '<table:table-cell table:formula="of:=[.A0]" office:value-type="string" '
            'calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
        )
        told = problems_of(tmp_path, "study.ods", with_cells("cases", {(2, 3): cell}))
        assert [type(p) for p in told] == [FormulaBroken]


class TestMergedCells:
    def test_are_filled_down_and_told(self, tmp_path: Path) -> None:
        whole = with_cells("cases", {(3, 2): "", (4, 2): ""})
        write_xlsx(folder(tmp_path) / "study.xlsx", whole, {"cases": "B2:B9"})
        read = open_study(NAME, tmp_path)
        assert list(read.sheet("cases")["size_class"]) == ["<400"] * 3
        assert [(type(n), n.place.cell, n.after) for n in read.notes] == [
            (MergedFilled, "cases!B3", "<400"),
            (MergedFilled, "cases!B4", "<400"),
        ]

    def test_are_filled_down_in_ods(self, tmp_path: Path) -> None:
        top = Raw(
            '<table:table-cell office:value-type="string" table:number-rows-spanned="2" '
            'table:number-columns-spanned="1"><text:p>&lt;400</text:p></table:table-cell>'
        )
        hidden = Raw(
            '<table:covered-table-cell office:value-type="string"><text:p>hidden</text:p>'
            "</table:covered-table-cell>"
        )
        read = written(tmp_path, "study.ods", with_cells("cases", {(2, 2): top, (3, 2): hidden}))
        assert list(read.sheet("cases")["size_class"]) == ["<400", "<400", "400-700"]

    @in_each
    def test_blank_cells_that_are_not_merged_stay_blank(self, tmp_path: Path, file: str) -> None:
        told = problems_of(tmp_path, file, with_cells("cases", {(3, 2): ""}))
        assert [(type(p), p.place.cell) for p in told] == [(ValueMissing, "cases!B3")]

    def test_over_columns_count_in_the_first_and_are_warned_of(self, tmp_path: Path) -> None:
        whole = with_cells("cases", {(2, 4): ""})
        write_xlsx(folder(tmp_path) / "study.xlsx", whole, {"cases": "C2:D2"})
        read = open_study(NAME, tmp_path)
        assert read.sheet("cases")["origin"].iloc[0] == ""
        assert [(type(n), n.place.cell) for n in read.notes] == [(MergedWide, "cases!C2")]

    def test_above_the_header_change_nothing(self, tmp_path: Path) -> None:
        whole = {**tabs(), "cases": [["Mijn gemeenten"], *tabs()["cases"]]}
        write_xlsx(folder(tmp_path) / "study.xlsx", whole, {"cases": "A1:H1"})
        read = open_study(NAME, tmp_path)
        assert list(read.sheet("cases").index) == [3, 4, 5]
        assert [type(n) for n in read.notes] == [AboveHeader]


@in_each
class TestTabs:
    def test_that_explain_or_are_empty_are_passed_over(self, tmp_path: Path, file: str) -> None:
        read = written(tmp_path, file, {"Uitleg": [["Vul in"]], **tabs(), "Blad3": []})
        assert read.notes == ()

    def test_of_ones_own_are_not_read_and_told(self, tmp_path: Path, file: str) -> None:
        read = written(tmp_path, file, {**tabs(), "Mijn notities": [["bellen"]]})
        assert [type(note) for note in read.notes] == [TabUnknown]
        assert read.notes[0].say("nl").startswith(f"{file}, Mijn notities: ")

    def test_with_a_misspelt_name_are_a_problem(self, tmp_path: Path, file: str) -> None:
        whole = tabs()
        whole["coderngen"] = whole.pop("codings")
        told = problems_of(tmp_path, file, whole)
        assert [(type(p), p.value) for p in told] == [(SheetUnknown, "coderngen")]

    def test_that_are_missing_are_told_in_the_workbook(self, tmp_path: Path, file: str) -> None:
        whole = tabs()
        del whole["cases"]
        (problem,) = problems_of(tmp_path, file, whole)
        assert isinstance(problem, SheetMissing)
        assert problem.say("en").startswith(f"{file}, cases: this sheet is missing.")

    def test_are_called_in_dutch_where_the_workbook_is(self, tmp_path: Path, file: str) -> None:
        whole = {SHEET[name].dutch: rows for name, rows in tabs().items()}
        whole["coderngen"] = whole.pop("coderingen")
        head, *rows = whole["gemeenten"]
        whole["gemeenten"] = [[*head, "innovatei"], *rows]
        told = " ".join(p.say("nl") for p in problems_of(tmp_path, file, whole))
        assert "Bedoelt u “coderingen”?" in told and "Bedoelt u “innovatie”?" in told
        del whole["gemeenten"]
        told = " ".join(p.say("nl") for p in problems_of(tmp_path, file, whole))
        assert f"{file}, gemeenten: dit blad ontbreekt." in told

    def test_without_rows_are_told(self, tmp_path: Path, file: str) -> None:
        told = problems_of(tmp_path, file, {**tabs(), "cases": [["case", "size_class"]]})
        assert [type(p) for p in told] == [SheetEmpty]

    def test_twice_are_a_problem(self, tmp_path: Path, file: str) -> None:
        told = problems_of(tmp_path, file, {**tabs(), "Gemeenten": tabs()["cases"]})
        assert [(type(p), p.place.tab, p.value) for p in told] == [
            (SheetTwice, "Gemeenten", f"{file}, cases")
        ]

    def test_that_are_a_csv_file_too_are_a_problem(self, tmp_path: Path, file: str) -> None:
        write_csv(folder(tmp_path))
        told = problems_of(tmp_path, file, {"cases": tabs()["cases"]})
        assert [type(p) for p in told] == [SheetTwice]

    def test_with_an_unknown_column_are_told_at_its_header(self, tmp_path: Path, file: str) -> None:
        told = problems_of(tmp_path, file, with_cells("cases", {(1, 7): "promotng"}))
        assert [(type(p), p.place.cell) for p in told] == [(ColumnUnknown, "cases!G1")]

    def test_with_cells_under_no_name_are_told(self, tmp_path: Path, file: str) -> None:
        told = problems_of(tmp_path, file, with_cells("cases", {(1, 7): ""}))
        assert [(type(p), p.place.cell) for p in told] == [(ColumnNameless, "cases!G1")]


class TestFiles:
    def test_that_are_not_there_are_told_by_the_workbook(self, tmp_path: Path) -> None:
        folder(tmp_path)
        with pytest.raises(InputError) as refused:
            open_study(NAME, tmp_path)
        assert [p.place.file for p in refused.value.problems] == ["study.xlsx"]

    @pytest.mark.parametrize("name", ["study.xls", "Study.XLSM"])
    def test_of_another_kind_are_told(self, tmp_path: Path, name: str) -> None:
        (folder(tmp_path) / name).write_bytes(b"")
        with pytest.raises(InputError) as refused:
            open_study(NAME, tmp_path)
        (problem,) = refused.value.problems
        assert problem.say("en") == f"{name}: this file cannot be read. Save it as .xlsx."

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "It is empty."),
            (bytes.fromhex("d0cf11e0a1b11ae1") + b"rest", "It has a password"),
            (b"case;size_class", "It is damaged, has a password, or"),
        ],
    )
    def test_that_are_no_workbook_are_told_apart(
        self, tmp_path: Path, content: bytes, said: str
    ) -> None:
        (folder(tmp_path) / "study.xlsx").write_bytes(content)
        with pytest.raises(InputError) as refused:
            open_study(NAME, tmp_path)
        assert said in refused.value.problems[0].say("en")

    def test_of_another_name_are_told_the_right_one(self, tmp_path: Path) -> None:
        write_csv(folder(tmp_path))
        write_xlsx(folder(tmp_path) / "studie.xlsx", tabs())
        with pytest.raises(InputError) as refused:
            open_study(NAME, tmp_path)
        (problem,) = refused.value.problems
        assert isinstance(problem, SheetUnknown) and "study.xlsx" in problem.say("nl")

    @pytest.mark.parametrize("name", ["~$study.xlsx", "._study.xlsx", ".~lock.study.ods#"])
    def test_that_a_program_left_there_are_passed_over(self, tmp_path: Path, name: str) -> None:
        write_xlsx(folder(tmp_path) / "STUDY.XLSX", tabs())
        (folder(tmp_path) / name).write_bytes(b"Jan")
        assert len(open_study(NAME, tmp_path).sheet("cases")) == 3

    def test_of_both_kinds_are_two_sources(self, tmp_path: Path) -> None:
        write_xlsx(folder(tmp_path) / "study.xlsx", tabs())
        told = problems_of(tmp_path, "study.ods", tabs(with_cell("cases", 0, "innovation", "x")))
        assert {type(p) for p in told} == {SheetTwice}
