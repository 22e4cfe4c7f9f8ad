"""A page about each municipality: each for itself, whatever becomes of the others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import made_up
import pandas as pd
import pytest
from toy_notebooks import notebook

from analysis import main
from analysis.folders import ELSEWHERE
from analysis.parameters import settings
from analysis.problems import InputError
from analysis.report import building
from analysis.report.opened import SHARED, handed_over
from analysis.report.server import server_runs
from analysis.report.status import Folders, Standing
from analysis.results import Results
from analysis.study import open_study

WORDS = (f"STUDY={made_up.NAME}", f"BASELINE={made_up.NAME}", "CASE=all")
FAILS = """
import pathlib
assert case != "K2" or pathlib.Path({mended!r}).exists(), "niet " + language
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small study, and a notebook that fails for K2 until a file is there."""
    made_up.write(tmp_path)
    path = tmp_path / "notebooks" / "8-profile.ipynb"
    notebook(path, FAILS.format(mended=str(tmp_path / "mended")), "case", profiles=True)
    monkeypatch.setenv(ELSEWHERE, str(tmp_path))
    return tmp_path


def profiles(root: Path) -> dict[str, int]:
    """When each page was put in its place."""
    reports = root / "reports" / made_up.NAME
    return {
        page.relative_to(reports).as_posix(): page.stat().st_mtime_ns
        for page in reports.glob("*/profiles/*.html")
    }


def test_a_page_that_fails_stops_no_other_and_the_next_call_makes_only_that(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.report(WORDS) == 1
    *_, why, first, second, count = capsys.readouterr().err.splitlines()
    assert why == "Niet gemaakt, en waarom:"
    assert sorted([first, second]) == [
        "  8-profile-K2 (en), cel 6: AssertionError: niet en",
        "  8-profile-K2 (nl), cel 6: AssertionError: niet nl",
    ]
    assert count == "Niet gemaakt: 2 pagina('s)."
    before = profiles(root)
    assert sorted(before) == [
        f"{language}/profiles/{case}.html" for language in ("en", "nl") for case in ("K1", "K3")
    ]

    assert main.status(WORDS) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "Actueel: 4 van 6."

    (root / "mended").touch()
    assert main.report(WORDS) == 0
    told = capsys.readouterr().err.splitlines()
    assert sorted(line.rsplit(" ", 2)[0].split(" ", 1)[1] for line in told) == [
        "en 8-profile-K2",
        "nl 8-profile-K2",
    ]
    after = profiles(root)
    assert {page: when for page, when in after.items() if page in before} == before
    assert sorted(after.keys() - before) == ["en/profiles/K2.html", "nl/profiles/K2.html"]
    assert not list(root.rglob("failed/*"))
    assert main.status(WORDS) == 0


def test_a_code_that_cannot_name_a_file_of_its_own_is_told_and_has_no_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = ["G1", "CON", "g1", "a/b", "G2"]
    cases = [{"case": code, "size_class": "<400"} for code in codes]
    rest: dict[str, list[dict[str, str]]] = {
        name: [] for name in made_up.SHEETS if name not in ("study", "cases")
    }
    study = made_up.study(tmp_path, rest | {"cases": cases})
    asked = main.asked_cases(Results(study, settings(case="all")), "en")
    assert asked == ["G1", "G2"]
    assert "No page for CON, g1, a/b." in capsys.readouterr().err
    with pytest.raises(InputError, match=r"No page for g1\.") as refused:
        main.asked_cases(Results(study, settings(case="g1")), "en")
    assert "G1" not in refused.value.problems[0].say("nl")


def test_of_hundreds_of_failures_each_has_one_line_and_the_first_are_told_in_full(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook(root / "notebooks" / "8-profile.ipynb", "1 / 0", profiles=True)
    assert main.report(WORDS) == 1
    told = capsys.readouterr().err
    assert told.count("De pagina 8-profile-") == main.SHOWN == 4
    assert told.count("): ZeroDivisionError: ") + told.count(": ZeroDivisionError: d") >= 6
    assert told.splitlines()[-1] == "Niet gemaakt: 6 pagina('s)."


def test_what_was_made_before_an_interruption_is_there_and_is_not_made_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "mended").touch()
    placed = building._placed

    def interrupted(*told: object) -> object:
        if len(profiles(root)) == 2:
            raise KeyboardInterrupt
        return placed(*told)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(building, "_placed", interrupted)
        assert main.report(WORDS) == 130
    before = profiles(root)
    assert len(before) == 2
    assert main.report(WORDS) == 0
    after = profiles(root)
    assert len(after) == 6
    assert {page: when for page, when in after.items() if page in before} == before


def test_a_kernel_finds_the_study_opened(root: Path) -> None:
    code = "from analysis.study.opening import _read, open_study\nopen_study(study)\nNone"
    show = "f'found opened: {_read.cache_info().hits}'"
    notebook(root / "notebooks" / "8-profile.ipynb", code, show, profiles=True)
    # In a new process: this one may have kernels from before, that have another study.
    env = {**os.environ, ELSEWHERE: str(root)}
    command = [sys.executable, "-m", "analysis", "report", *WORDS]
    subprocess.run(command, env=env, check=True, capture_output=True)
    assert "found opened: 1" in page_of(root, "K1")


def test_what_pages_share_is_handed_over_as_it_would_be_computed_here(root: Path) -> None:
    run = settings(study=made_up.NAME, baseline=made_up.NAME)
    assert server_runs()
    frames = handed_over(run)
    here = Results(open_study(made_up.NAME), run)
    assert sorted(frames) == sorted(SHARED)
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(frame, getattr(here, name))
    (root / "data/raw" / made_up.NAME / "cases.csv").write_text("nonsense")
    assert handed_over(run) == {}


def test_a_study_that_changed_is_read_again_by_the_same_kernels(root: Path) -> None:
    show = "from analysis.study import open_study\nopen_study(study).sheet('cases').to_html()"
    notebook(root / "notebooks" / "8-profile.ipynb", show, profiles=True)
    for innovation in ("balie dicht", "balie open"):
        made_up.write(root, made_up.with_cell("cases", 0, "innovation", innovation))
        assert main.report(WORDS) == 0
        assert innovation in page_of(root, "K1")


def page_of(root: Path, case: str) -> str:
    page = root / "reports" / made_up.NAME / "nl" / "profiles" / f"{case}.html"
    return page.read_text(encoding="utf-8")


def test_the_record_says_once_what_pages_have_in_common(root: Path) -> None:
    (root / "mended").touch()
    main.report(WORDS)
    reports = root / "reports" / made_up.NAME
    standing = Standing(Folders.of(made_up.NAME, root), [])
    written = {p: w for p, w in standing.record.written.items() if p.endswith(".html")}
    assert len(written) == 6
    text = (reports / ".built.json").read_text(encoding="utf-8")
    assert text.count("report/execution.py") == 2
    assert {page.origin["CASE"] for page in written.values()} == {"K1", "K2", "K3"}
