"""Whether a page is what a build would make now, and what differs if it is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import made_up
import pytest

from analysis.folders import project_root
from analysis.parameters import settings
from analysis.problems import InputError
from analysis.report.origins import code_of, code_of_page, packages
from analysis.report.pages import find_pages
from analysis.report.record import (
    FILE,
    PACKAGE,
    Digests,
    Record,
    Stamp,
    Written,
    read_record,
    write_record,
)
from analysis.report.status import BEHIND, CURRENT, MISSING, STALE, Folders, Standing, code_digest

PAGE = "reports/klein/nl/1-a.html"


class TestCode:
    def test_of_a_page_with_figures_is_that_of_figures_too(self) -> None:
        with_figures = code_of_page("from analysis import figures")
        without = code_of_page("from analysis import tables")
        assert "src/analysis/figures/drawing.py" in with_figures - without
        assert "src/analysis/tables/claims.py" in without

    def test_is_what_is_reached_and_the_packages_around_it(self) -> None:
        reached = code_of("analysis.claims")
        assert {"src/analysis/multiverse.py", "src/analysis/inference/shares.py"} <= reached
        assert "src/analysis/inference/__init__.py" in reached
        assert "src/analysis/main.py" not in reached

    def test_is_that_of_the_templates_too(self) -> None:
        assert "src/analysis/report/templates/report/style.css" in code_of_page("1")

    def test_of_what_is_no_plain_python_is_all(self) -> None:
        assert "src/analysis/main.py" in code_of_page("%matplotlib inline")

    def test_of_the_real_notebooks_leaves_something_out(self) -> None:
        pages = {p.name: p for p in find_pages(project_root() / "notebooks", compared=True)}
        assert "src/analysis/figures/scan.py" in code_of_page(pages["4-factors"].code)
        assert "src/analysis/figures/scan.py" not in code_of_page(pages["1-innovations"].code)


class TestDigests:
    def test_a_file_is_read_once_while_it_stays_the_same(self, tmp_path: Path) -> None:
        file = tmp_path / "a"
        file.write_text("a")
        digests = Digests(tmp_path)
        first = digests.of("a")
        digests.known["a"] = digests.known["a"]._replace(sha256="known")
        assert digests.of("a") == "known"
        file.write_text("ab")
        assert digests.of("a") not in ("known", first)

    def test_of_a_file_that_is_not_there_is_nothing(self, tmp_path: Path) -> None:
        assert Digests(tmp_path).of("a") == ""


class TestRecord:
    def test_is_read_as_it_was_written(self, tmp_path: Path) -> None:
        record = Record({"a": Written("1", {"b/c": "2", "MANY": "0.3"})}, {"a": Stamp(1, 2, "1")})
        write_record(record, tmp_path)
        assert read_record(tmp_path) == record

    @pytest.mark.parametrize(
        "content", ["", "{", "[]", "{}", "1", '{"written": {"a": 1}, "known": {}}', "\x00"]
    )
    def test_that_is_damaged_is_as_none(self, tmp_path: Path, content: str) -> None:
        (tmp_path / FILE).write_text(content, encoding="utf-8")
        assert read_record(tmp_path) == Record({}, {})


@pytest.fixture
def standing(tmp_path: Path) -> Standing:
    """A study with one page that was built of all that is there."""
    made_up.write(tmp_path)
    cells = [
        {"cell_type": "markdown", "metadata": {"tags": ["nl"]}, "source": "# A\n\nx"},
        {"cell_type": "code", "metadata": {}, "source": ["from analysis import tables\n", "1"]},
    ]
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "1-a.ipynb").write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})
    )
    folders = Folders.of("klein", tmp_path)
    run = settings(study="klein", baseline="klein")
    before = Standing(folders, [run])
    page = tmp_path / PAGE
    page.parent.mkdir(parents=True)
    page.write_text("page")
    files = ["notebooks/1-a.ipynb", *code_of_page(before.pages[0].code)]
    written = Written(before.digests.of(PAGE), before.page_origin(files, run))
    write_record(Record({PAGE: written}, before.digests.known), folders.reports)
    return Standing(folders, [run])


def rewritten(standing: Standing, path: str, change: Callable[[str], str]) -> None:
    file = standing.folders.root / path
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")


class TestStatus:
    def told(self, standing: Standing) -> tuple[str, tuple[str, ...]]:
        status = standing.status(PAGE, standing.runs[0])
        return status.word, status.why

    def test_is_current_where_nothing_changed(self, standing: Standing) -> None:
        assert self.told(standing) == (CURRENT, ())

    def test_is_current_where_a_file_was_only_touched(self, standing: Standing) -> None:
        rewritten(standing, "data/raw/klein/cases.csv", lambda text: text)
        assert self.told(standing) == (CURRENT, ())

    @pytest.mark.parametrize("path", ["data/raw/klein/cases.csv", "notebooks/1-a.ipynb"])
    def test_is_stale_where_its_input_changed(self, standing: Standing, path: str) -> None:
        rewritten(standing, path, lambda text: text + "\n")
        assert self.told(standing) == (STALE, (path,))

    def test_is_stale_where_a_sheet_was_added(self, standing: Standing) -> None:
        path = "data/raw/klein/new.csv"
        (standing.folders.root / path).write_text("a")
        assert self.told(standing) == (STALE, (path,))

    def test_is_stale_where_a_sheet_went(self, standing: Standing) -> None:
        (standing.folders.root / "data/raw/klein/scores.csv").unlink()
        assert self.told(standing) == (STALE, ("data/raw/klein/scores.csv",))

    def test_what_a_program_left_behind_is_no_sheet(self, standing: Standing) -> None:
        (standing.folders.root / "data/raw/klein/~$cases.xlsx").write_text("a")
        assert self.told(standing) == (CURRENT, ())

    def test_is_stale_with_another_setting(self, standing: Standing) -> None:
        other = replace(standing, runs=[replace(standing.runs[0], many=0.25)])
        assert self.told(other) == (STALE, ("MANY",))

    def test_is_stale_where_another_page_has_another_title(self, standing: Standing) -> None:
        file = standing.folders.root / "notebooks" / "1-a.ipynb"
        (file.parent / "2-b.ipynb").write_text(file.read_text().replace("# A", "# B"))
        assert self.told(standing) == (STALE, ("titles",))

    def test_is_stale_where_somebody_changed_the_page(self, standing: Standing) -> None:
        rewritten(standing, PAGE, lambda text: text + "!")
        assert self.told(standing) == (STALE, ("changed",))

    def test_is_missing_where_the_page_went(self, standing: Standing) -> None:
        (standing.folders.root / PAGE).unlink()
        assert self.told(standing) == (MISSING, ())

    def test_is_behind_where_only_a_package_changed(
        self, standing: Standing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = packages().replace("pandas-", "pandas-9")
        monkeypatch.setattr("analysis.report.status.packages", lambda: other)
        word, why = self.told(standing)
        assert word == BEHIND
        assert len(why) == 2
        assert all(name.startswith("pandas-") for name in why)

    def test_is_behind_where_only_code_changed(self, standing: Standing) -> None:
        path = "src/analysis/tables/claims.py"
        before = standing.record.written[PAGE]
        older = {**before.origin, path: "other"}
        standing.record.written[PAGE] = replace(before, origin=older)
        assert self.told(standing) == (BEHIND, (path,))

    def test_is_said_in_a_line(self, standing: Standing) -> None:
        rewritten(standing, "data/raw/klein/cases.csv", lambda text: text + "\n")
        told = standing.status(PAGE, standing.runs[0]).say("nl")
        assert told.split() == ["verouderd", f"{PAGE}:", "data/raw/klein/cases.csv"]

    def test_of_a_study_that_is_not_there_is_no_answer(self, standing: Standing) -> None:
        nowhere = replace(standing, runs=[settings(study="klien", baseline="klien")])
        with pytest.raises(InputError):
            nowhere.statuses()

    def test_nothing_stands_whole_without_an_index_and_frames(self, standing: Standing) -> None:
        assert not standing.stands_whole()


def test_one_digest_stands_for_all_code_and_for_nothing_else() -> None:
    origin = {"src/analysis/a.py": "1", "src/analysis/b.py": "2"}
    assert code_digest(origin) == code_digest({**origin, "data/raw/x.csv": "3", "MANY": "1"})
    assert code_digest(origin) != code_digest({**origin, "src/analysis/b.py": "3"})


def test_every_file_of_the_package_is_called_by_its_place_in_the_checkout() -> None:
    root = project_root()
    for name in code_of_page("from analysis import main"):
        assert Digests(root).place(name) == root / name
    assert root / "src" / "analysis" == PACKAGE
