"""Opening a study: every problem at once, each with its place and what would be right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from made_up import NAME, SHEETS, study, with_cell, write

from analysis.problems import (
    CheckImpossible,
    ColumnMissing,
    ColumnNameless,
    ColumnTwice,
    ColumnUnknown,
    FileChanged,
    FileTooLarge,
    FormulaBroken,
    InputError,
    LinkElsewhere,
    ParameterProblem,
    Problem,
    ReferenceUnknown,
    ReportsMissing,
    ReportsUnlike,
    RowTwice,
    SheetEmpty,
    SheetMissing,
    SheetTwice,
    SheetUnknown,
    SheetUnreadable,
    StudyMissing,
    ValueGuessed,
    ValueMalformed,
    ValueMissing,
    ValueUnknown,
)
from analysis.study import open_study


def problems_of(root: Path, name: str = NAME) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as refused:
        open_study(name, root)
    return refused.value.problems


CELLS = [
    (ValueUnknown, "cases", 0, "size_class", "<40", "<400"),
    (ValueMissing, "cases", 0, "size_class", "", ""),
    (ValueMalformed, "cases", 2, "case", "K 3", ""),
    (RowTwice, "cases", 1, "case", "K1", ""),
    (ValueUnknown, "scores", 0, "factor", "stratgy", "strategy"),
    (ValueMalformed, "scores", 0, "score", "veel", ""),
    (ReferenceUnknown, "scores", 0, "case", "K9", "K1"),
    (ReferenceUnknown, "codings", 0, "unit", "K1.promoting.9", "K1.promoting.2"),
    (ReferenceUnknown, "codings", 0, "unit", "K1.hindering.1", "K1.promoting"),
    (ReferenceUnknown, "codings", 0, "code", "cultur", "culture"),
    (ReferenceUnknown, "codings", 2, "also", "other | peple", "people"),
    (ValueUnknown, "claims", 1, "frame", "codez", "codes"),
    (CheckImpossible, "claims", 1, "frame", "", "waarin geteld wordt"),
    (CheckImpossible, "claims", 0, "frame", "", "waarin geteld wordt"),
    (CheckImpossible, "claims", 3, "untested", "", "untested"),
    (CheckImpossible, "claims", 2, "value", "3", "geen waarde"),
    (CheckImpossible, "claims", 1, "where", "scheme=promoting;code=culture;code=people", "één"),
    (ValueUnknown, "claims", 0, "quantifier", "exact", "exactly"),
    (CheckImpossible, "claims", 0, "quantifier", "", "telwoord"),
    (CheckImpossible, "claims", 1, "where", "scheme promoting", "kolom=waarde"),
    (CheckImpossible, "claims", 1, "where", "schema=promoting", "scheme"),
    (CheckImpossible, "claims", 1, "where", "scheme=promoting;code=rules", "culture"),
    (CheckImpossible, "claims", 1, "where", "scheme=promotng;code=culture", "“promoting”"),
    (CheckImpossible, "claims", 0, "value", "4", "3"),
    (CheckImpossible, "claims", 0, "value", "-1", "3"),
    (CheckImpossible, "claims", 2, "partition", "alleen", "twee"),
    (CheckImpossible, "claims", 1, "where", "scheme=promoting;coder=hand", "code"),
    (ValueMissing, "codings", 0, "code", ";", "minstens één code"),
    (ValueUnknown, "codebook", 1, "list", "hindering", "promoting"),
    (ValueMalformed, "study", 1, "value", "kletspraat", "heel getal"),
    (ValueMalformed, "scores", 0, "score", "\u0663", "getal"),
    (ReferenceUnknown, "recommendations", 0, "rests_on", "tree", "three"),
]


class TestCells:
    @pytest.mark.parametrize(("kind", "sheet", "row", "column", "value", "right"), CELLS)
    def test_is_told_with_its_row_its_value_and_what_is_right(
        self,
        tmp_path: Path,
        kind: type[Problem],
        sheet: str,
        row: int,
        column: str,
        value: str,
        right: str,
    ) -> None:
        write(tmp_path, with_cell(sheet, row, column, value))
        told = [p for p in problems_of(tmp_path) if type(p) is kind and p.place.row == row + 2]
        assert told, [p.say("en") for p in problems_of(tmp_path)]
        assert any(right in problem.say("nl") + problem.say("en") for problem in told)
        assert f"rij {row + 2}" in told[0].say("nl")
        assert f"row {row + 2}" in told[0].say("en")

    def test_all_are_told_at_once(self, tmp_path: Path) -> None:
        write(
            tmp_path,
            with_cell("cases", 0, "size_class", "x") | with_cell("scores", 0, "factor", "y"),
        )
        assert {p.place.file for p in problems_of(tmp_path)} == {"cases.csv", "scores.csv"}


FILES: list[tuple[type[Problem], str, bytes | None]] = [
    (SheetMissing, "cases.csv", None),
    (SheetUnreadable, "cases.csv", b""),
    (SheetUnreadable, "cases.csv", b'case,size_class\n"K1,<400\n'),
    (SheetUnreadable, "cases.csv", b"case,size_class\nK1,<400,too,many\n"),
    (SheetUnreadable, "cases.csv", b"case,size_class\nK1\0,<400\n"),
    (ColumnTwice, "cases.csv", b"case,size_class,team,team\nK1,<400,a,b\n"),
    (ColumnNameless, "cases.csv", b"case,size_class,,\nK1,<400,x,\n"),
    (SheetEmpty, "cases.csv", b"case,size_class\n"),
    (ColumnMissing, "cases.csv", b"case\nK1\n"),
    (ColumnUnknown, "cases.csv", b"case,size_class,promotng\nK1,<400,x\n"),
    (SheetUnknown, "casez.csv", b"case\nK1\n"),
    (SheetUnknown, "claims.csv", b"claim,statement\nx,y\n"),
]


class TestFiles:
    @pytest.mark.parametrize(("kind", "file", "content"), FILES)
    def test_is_told_by_its_name(
        self, tmp_path: Path, kind: type[Problem], file: str, content: bytes | None
    ) -> None:
        path = write(tmp_path) / file
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        assert (kind, file) in [(type(p), p.place.file) for p in problems_of(tmp_path)]

    def test_what_follows_from_an_unreadable_sheet_is_not_told_as_well(
        self, tmp_path: Path
    ) -> None:
        (write(tmp_path) / "cases.csv").write_bytes(b"\xff\xfe\x00")
        assert len(problems_of(tmp_path)) == 1

    def test_a_column_that_is_missing_is_told_once(self, tmp_path: Path) -> None:
        (write(tmp_path) / "cases.csv").write_bytes(b"case\nK1\nK2\n")
        (problem,) = problems_of(tmp_path)
        assert (type(problem), problem.value) == (ColumnMissing, "size_class")

    def test_a_study_that_is_not_there_gets_the_nearest_name(self, tmp_path: Path) -> None:
        write(tmp_path)
        (problem,) = problems_of(tmp_path, "klien")
        assert isinstance(problem, StudyMissing)
        assert NAME in problem.say("nl")


class TestNames:
    @pytest.mark.parametrize("name", ["..", ".", "", f"{NAME}/../{NAME}", f"{NAME}/judged"])
    def test_a_name_that_leads_elsewhere_is_no_study(self, tmp_path: Path, name: str) -> None:
        write(tmp_path)
        assert [type(problem) for problem in problems_of(tmp_path, name)] == [StudyMissing]

    def test_an_absolute_path_is_no_study(self, tmp_path: Path) -> None:
        folder = write(tmp_path)
        assert [type(p) for p in problems_of(tmp_path, str(folder))] == [StudyMissing]

    def test_without_any_study_a_folder_is_asked_for(self, tmp_path: Path) -> None:
        (problem,) = problems_of(tmp_path, "{nieuw}")
        assert problem.say("nl").endswith("Maak een map data/raw/{nieuw}.")
        assert problem.say("en").endswith("Make a folder data/raw/{nieuw}.")


class TestEveryKind:
    def test_has_an_example_here(self) -> None:
        shown = {kind for kind, *_ in [*CELLS, *FILES]} | {StudyMissing}
        elsewhere = {ParameterProblem, SheetTwice, FileTooLarge, ValueGuessed, FormulaBroken}
        elsewhere |= {FileChanged, LinkElsewhere, ReportsMissing, ReportsUnlike}
        assert set(Problem.__subclasses__()) == shown | elsewhere


MOST_NAMED = {"frame": "codes", "where": "scheme=promoting", "quantifier": "most-named"}


class TestClaims:
    @pytest.mark.parametrize(
        ("changed", "column", "value"),
        [
            ({**MOST_NAMED, "value": "culture|cultur"}, "value", "cultur"),
            ({**MOST_NAMED, "value": "rules"}, "value", "rules"),
            ({**MOST_NAMED, "value": ""}, "value", ""),
            ({**MOST_NAMED, "value": "culture", "where": ""}, "where", ""),
            ({"quantifier": "more-than", "value": "case=K9"}, "value", "K9"),
            ({"quantifier": "most", "value": "", "partition": "bevorderend"}, "quantifier", "most"),
        ],
    )
    def test_a_check_that_cannot_be_carried_out_is_told_alone(
        self, tmp_path: Path, changed: dict[str, str], column: str, value: str
    ) -> None:
        first, *rest = SHEETS["claims"]
        write(tmp_path, {"claims": [{**first, **changed}, *rest]})
        (problem,) = problems_of(tmp_path)
        assert isinstance(problem, CheckImpossible)
        place = problem.place
        assert (place.file, place.row, place.column) == ("judged/claims.csv", 2, column)
        assert problem.value == value


class TestSeveralAtOnce:
    def test_cells_of_one_sheet_are_told_in_the_order_of_the_rows(self, tmp_path: Path) -> None:
        rows = [{**row, "size_class": f"fout{n}"} for n, row in enumerate(SHEETS["cases"])]
        write(tmp_path, {"cases": rows})
        told = [(p.place.row, p.place.column, p.value) for p in problems_of(tmp_path)]
        assert told == [(n + 2, "size_class", f"fout{n}") for n in range(3)]

    def test_every_uneven_row_is_told(self, tmp_path: Path) -> None:
        path = write(tmp_path) / "cases.csv"
        path.write_text("case,size_class\nK1\nK2,<400\nK3,<400,x\n", encoding="utf-8")
        assert [p.place.row for p in problems_of(tmp_path)] == [2, 4]

    def test_files_are_told_with_the_cells_of_the_other_sheets(self, tmp_path: Path) -> None:
        folder = write(tmp_path, with_cell("scores", 0, "level", "gewldig"))
        (folder / "casez.csv").write_text("case\n", encoding="utf-8")
        told = {(type(p), p.place.file) for p in problems_of(tmp_path)}
        assert told == {(SheetUnknown, "casez.csv"), (ValueUnknown, "scores.csv")}

    def test_a_sheet_that_nothing_is_held_against_hides_nothing(self, tmp_path: Path) -> None:
        renamed(write(tmp_path, with_cell("codings", 0, "code", "cultur")), "scores", "statement")
        told = {(type(p), p.place.file) for p in problems_of(tmp_path)}
        assert told == {(ColumnUnknown, "scores.csv"), (ReferenceUnknown, "judged/codings.csv")}

    def test_what_follows_from_an_unknown_column_of_cases_is_not_told(self, tmp_path: Path) -> None:
        renamed(write(tmp_path), "cases", "promoting")
        assert [type(p) for p in problems_of(tmp_path)] == [ColumnUnknown]

    def test_a_coder_is_not_unknown_where_the_coders_were_not_read(self, tmp_path: Path) -> None:
        named = [*SHEETS["study"], {"key": "coder", "value": "hand"}]
        renamed(write(tmp_path, {"study": named}), "judged/codings", "coder")
        assert {p.place.file for p in problems_of(tmp_path)} == {"judged/codings.csv"}

    def test_an_unknown_scheme_is_not_told_as_an_unknown_mention_too(self, tmp_path: Path) -> None:
        write(tmp_path, with_cell("codings", 0, "scheme", "promotng"))
        assert [p.place.column for p in problems_of(tmp_path)] == ["scheme"]

    def test_without_a_codebook_only_the_schemes_are_unknown(self, tmp_path: Path) -> None:
        write(tmp_path, {"codebook": [], "claims": [], "recommendations": []})
        assert {p.place.column for p in problems_of(tmp_path)} == {"scheme"}


def renamed(folder: Path, sheet: str, column: str) -> None:
    path = folder / f"{sheet}.csv"
    header, rest = path.read_text(encoding="utf-8").split("\n", 1)
    path.write_text(f"{header.replace(column, 'xyz')}\n{rest}", encoding="utf-8")


def rewritten(change: Callable[[str], bytes]) -> Callable[[Path], None]:
    def rewrite(folder: Path) -> None:
        path = folder / "cases.csv"
        path.write_bytes(change(path.read_text(encoding="utf-8")))

    return rewrite


class TestWhatIsReadAllTheSame:
    @pytest.mark.parametrize(
        "change",
        [
            rewritten(lambda text: text.encode("utf-8-sig")),
            rewritten(lambda text: text.replace("case,", '"case",', 1).encode("utf-8-sig")),
            rewritten(lambda text: text.replace("\n", "\r\n").encode()),
            rewritten(lambda text: text.replace("K2", "\u00a0K2 ").encode()),
            rewritten(lambda text: text.replace("<400", " < 400 mw").encode()),
            rewritten(lambda text: (text + ",,,,,,,\n").encode()),
            rewritten(lambda text: (text + " \n\n").encode()),
            rewritten(lambda text: text.replace("balie dicht", "balie\u2028dicht").encode()),
            rewritten(lambda text: text.replace("balie dicht", "balie\x0bdicht").encode()),
        ],
        ids=[
            "byte order mark",
            "byte order mark before a quote",
            "line ends",
            "spaces",
            "size class",
            "blank row",
            "white row",
            "line separator",
            "vertical tab",
        ],
    )
    def test_gives_the_same_cases(self, tmp_path: Path, change: Callable[[Path], None]) -> None:
        plain = study(tmp_path / "a").sheet("cases")
        change(write(tmp_path / "b"))
        assert open_study(NAME, tmp_path / "b").sheet("cases").equals(plain)

    def test_semicolons_between_cells_are_read(self, tmp_path: Path) -> None:
        folder = write(tmp_path, {"codings": [], "scores": [], "claims": [], "recommendations": []})
        (folder / "cases.csv").write_text("case;size_class;help\nK1;<400;geen\n", encoding="utf-8")
        assert list(open_study(NAME, tmp_path).sheet("cases")["help"]) == ["geen"]

    def test_the_two_required_sheets_are_enough(self, tmp_path: Path) -> None:
        rest: dict[str, list[dict[str, str]]] = {
            name: [] for name in SHEETS if name not in ("study", "cases")
        }
        assert len(study(tmp_path, rest).sheet("claims")) == 0

    def test_rows_keep_their_number_after_a_blank_one(self, tmp_path: Path) -> None:
        path = write(tmp_path) / "cases.csv"
        path.write_text("case,size_class\n,\nK1,<40\n", encoding="utf-8")
        assert 3 in [p.place.row for p in problems_of(tmp_path)]
