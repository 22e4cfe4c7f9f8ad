"""What the command line answers, before any page is made."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import made_up
import pytest

from analysis import __main__ as line
from analysis import main
from analysis.folders import project_root
from analysis.language import LANGUAGES
from analysis.parameters import PARAMETERS
from analysis.problems import InputError, Place, StudyMissing, ValueMissing
from analysis.report import server
from analysis.report.building import How, Outcome
from analysis.report.status import Standing


def run(*words: str) -> tuple[int, str, str]:
    """The exit status of a command, and what it says on both streams."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as told:
        try:
            status = line.run(list(words))
        except SystemExit as ended:
            status = int(ended.code or 0)
    return status, out.getvalue(), told.getvalue()


@pytest.mark.parametrize("command", ["report", "validate"])
def test_every_wrong_word_is_told_at_once_with_status_2(command: str) -> None:
    status, out, told = run(command, "STUDI=x", "SEED=veel")
    assert status == 2
    assert out == ""
    lines = told.splitlines()
    assert [word in line for word, line in zip(["STUDI", "SEED=veel"], lines, strict=False)] == [
        True,
        True,
    ]
    assert lines[-1] == "Problemen gevonden: 2. Er is niets gemaakt."
    assert len(lines) == 3


def test_problems_are_there_for_programs_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_up.write(tmp_path, made_up.with_cell("cases", 0, "size_class", "<40"))
    monkeypatch.setattr("analysis.folders.project_root", lambda: tmp_path)
    status, out, told = run("validate", f"STUDY={made_up.NAME}", "LANGUAGE=en", "--json")
    assert (status, told) == (2, "")
    (problem,) = json.loads(out)["problems"]
    assert problem.pop("told").startswith("cases.csv, row 2, column size_class: ")
    assert problem.pop("right").startswith("Do you mean “<400”?")
    assert problem == {
        "kind": "ValueUnknown", "file": "cases.csv", "tab": "", "row": 2,
        "column": "size_class", "cell": "", "value": "<40",
    }  # fmt: skip


def test_a_study_in_order_has_no_problems_for_programs() -> None:
    status, out, _ = run("validate", "--json")
    assert status == 0
    assert json.loads(out) == {"study": "gemeenten-2015", "problems": [], "notes": []}


def test_a_study_that_is_not_there_touches_nothing() -> None:
    status, _, told = run("report", "STUDY=nergens")
    assert status == 2
    assert "nergens" in told
    assert not Path("reports/nergens").exists()


def test_problems_are_told_in_the_language_that_is_given() -> None:
    _, _, told = run("validate", "LANGUAGE=en", "STUDY=nowhere")
    assert "there is no such study" in told
    assert "Problems found: 1" in told


@pytest.mark.parametrize(
    ("words", "language"),
    [([], "nl"), (["LANGUAGE=en"], "en"), (["language=en"], "en"), (["LANGUAGE=fr"], "nl")],
)
def test_the_reader_reads_dutch_unless_said_otherwise(words: list[str], language: str) -> None:
    assert main.language_of(words) == language


@pytest.mark.parametrize(
    ("spoken", "words", "language"),
    [
        ("en_GB.UTF-8", [], "en"),
        ("nl_BE", [], "nl"),
        ("de_DE.UTF-8", [], "nl"),
        ("en_GB.UTF-8", ["LANGUAGE=nl"], "nl"),
    ],
)
def test_else_the_reader_reads_what_the_machine_speaks(
    monkeypatch: pytest.MonkeyPatch, spoken: str, words: list[str], language: str
) -> None:
    monkeypatch.setenv("LC_ALL", spoken)
    assert main.language_of(words) == language


def test_without_a_language_there_are_settings_for_each() -> None:
    assert [run.language for run in main.settings_of({})] == list(LANGUAGES)
    assert [run.language for run in main.settings_of({"language": "en"})] == ["en"]


def test_how_pages_are_made_is_no_setting_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def built(results: object, folders: object, how: How, **_: object) -> Outcome:
        asked.append(how)
        return Outcome()

    monkeypatch.setattr(Standing, "stands_whole", lambda self: False)
    monkeypatch.setattr("analysis.report.building.build", built)
    there = "tcp://127.0.0.1:8786"
    assert run("report", "LANGUAGE=nl", "JOBS=3", "PLAIN=1", f"SCHEDULER={there}")[0] == 0
    assert asked == [How(plain=True, at_a_time=3, scheduler=there)]


def test_with_nothing_to_make_nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Standing, "stands_whole", lambda self: True)
    monkeypatch.setattr(main, "opened", lambda values: pytest.fail("the study was opened"))
    status, told, _ = run("report", "LANGUAGE=en")
    assert status == 0
    assert told.startswith("All is current: nothing to make.")


class TestReportsElsewhere:
    def refused(self, folder: str) -> str:
        status, out, told = run("report", f"REPORTS={folder}", "LANGUAGE=en")
        assert (status, out) == (2, "")
        assert told.startswith("make: this setting is not right: “REPORTS=")
        return told

    def test_is_refused_in_the_place_of_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "a").touch()
        assert "Give a folder: this cannot be one." in self.refused(f"{tmp_path}/a")
        assert "Give a folder: this cannot be one." in self.refused(f"{tmp_path}/a/b")

    def test_is_refused_among_what_was_recorded(self) -> None:
        assert "outside data/raw" in self.refused(f"{project_root()}/data/raw")
        assert "outside data/raw" in self.refused(f"{project_root()}/data/raw/gemeenten-2015/x")

    @pytest.mark.parametrize("folder", ["~nobody-of-that-name/x", "x" * 300, "a\0b"])
    def test_is_refused_where_there_can_be_no_folder(self, folder: str) -> None:
        status, _, told = run("report", f"REPORTS={folder}")
        assert (status, "Traceback" in told) == (2, False)

    @pytest.mark.skipif(sys.platform != "linux", reason="a folder that root cannot write in either")
    def test_is_refused_where_nothing_may_be_written(self) -> None:
        assert "that you may write in" in self.refused("/proc/here")

    def test_is_where_status_looks(self, tmp_path: Path) -> None:
        status, out, _ = run("status", "LANGUAGE=nl", f"REPORTS={tmp_path}")
        assert status == 1
        assert f"niet gemaakt    {tmp_path / 'gemeenten-2015' / 'nl' / 'index.html'}\n" in out


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize("words", [["--help"], ["status", "STUDY=mijn→map"], ["coverage"]])
def test_a_sign_that_the_machine_cannot_write_stops_nothing(
    encoding: str, words: list[str]
) -> None:
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "analysis", *words]
    told = subprocess.run(command, capture_output=True, env=env)
    assert b"Traceback" not in told.stderr
    assert b"UnicodeEncodeError" not in told.stderr
    assert told.returncode in (0, 2)


class TestHome:
    def test_is_a_private_folder_where_the_user_may_not_write_in_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOME", "/nowhere")
        server.have_home()
        assert os.environ["HOME"] == server.private_folder()

    def test_is_a_private_folder_where_there_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def none() -> Path:
            raise RuntimeError

        monkeypatch.setenv("HOME", "")
        monkeypatch.setattr(Path, "home", none)
        server.have_home()
        assert os.environ["HOME"] == server.private_folder()

    def test_is_the_users_own_otherwise(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        server.have_home()
        assert os.environ["HOME"] == str(tmp_path)


def test_an_interruption_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    assert main.answered([], interrupted) == 130
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_request_to_end_is_answered_and_the_old_handler_put_back() -> None:
    before = signal.getsignal(signal.SIGTERM)

    def ended(*_: object) -> int:
        signal.raise_signal(signal.SIGTERM)
        return 0

    assert main.answered([], ended) == 143
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.skipif(os.name != "posix", reason="signals are sent here as POSIX has them")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_import_is_not_broken_off_amid_pythons_lock_but_right_after(
    number: signal.Signals, status: int
) -> None:
    went_on: list[float] = []

    def importing(*_: object) -> int:
        code = "raise_signal(number); went_on.append(monotonic())"
        names = {**vars(signal), "number": number, "went_on": went_on, "monotonic": time.monotonic}
        exec(compile(code, f"{main.IMPORTING}._bootstrap>", "exec"), names)
        time.sleep(30)
        return 0

    # Whoever runs the tests in the background has made them deaf to Ctrl-C.
    before = signal.signal(number, signal.SIG_DFL)
    try:
        assert main.answered([], importing) == status
    finally:
        signal.signal(number, before)
    assert time.monotonic() - went_on[0] < 20


def test_who_is_deaf_to_an_interruption_stays_so() -> None:
    def interrupted(*_: object) -> int:
        signal.raise_signal(signal.SIGINT)
        return 0

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert main.answered([], interrupted) == 0
    finally:
        signal.signal(signal.SIGINT, before)


def test_each_problem_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [StudyMissing(Place("data/raw"), "x"), ValueMissing(Place("cases.csv", 2, "case"))]

    def refused(*_: object) -> int:
        raise InputError(problems)

    assert main.answered([], refused) == 2
    assert capsys.readouterr().err.splitlines()[:2] == [p.say("nl") for p in problems]


def test_help_names_every_parameter() -> None:
    for words in (["--help"], ["report", "--help"], ["validate", "--help"]):
        status, told, _ = run(*words)
        assert status == 0
        assert all(parameter.name.upper() in told for parameter in PARAMETERS)


@pytest.mark.parametrize("command", list(line.COMMANDS))
def test_help_explains_every_command(command: str) -> None:
    _, told, _ = run()
    _, own, _ = run(command, "--help")
    what = line.COMMANDS[command][1]
    assert what in " ".join(told.split())
    assert what in " ".join(own.split())


def test_a_command_that_is_not_there_is_refused() -> None:
    status, _, told = run("raport")
    assert status == 2
    assert "report" in told


def test_help_needs_none_of_the_large_packages() -> None:
    large = ("pandas", "rich", "pydantic", "papermill", "nbconvert", "matplotlib", "jupyter_client")
    script = (
        f"import sys, analysis.__main__\nprint([name for name in {large!r} if name in sys.modules])"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env
    )
    assert told.stdout.strip() == "[]"
