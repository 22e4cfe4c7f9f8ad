"""Pages are made side by side: no more notebooks at a time than asked, and none waits for a page
that is only being written."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event, Lock
from types import SimpleNamespace
from typing import Any, cast

import pytest

from analysis.main import Terminated
from analysis.report import making
from analysis.report.jobs import Job


def job(name: str, code: str = "") -> Job:
    """As much of a job as making it takes."""
    told = SimpleNamespace(
        page=SimpleNamespace(code=code), results=SimpleNamespace(settings=None), name=name,
        failed=f"{name}.ipynb", shell=lambda: name,
    )  # fmt: skip
    return cast("Job", told)


def made(folder: Path, jobs: list[Job], at_a_time: int) -> list[making.Finished]:
    with making._begun(jobs, folder, at_a_time) as running:
        return [future.result() for future in running]


@pytest.fixture(autouse=True)
def no_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "broken", lambda page: [])


def test_a_notebook_runs_while_the_page_of_another_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = [Event(), Event()]

    def execute(_page: Any, _settings: Any, notebook: Path) -> str:
        notebook.touch()
        begun[int(notebook.stem)].set()
        return notebook.stem

    def page_of(executed: str, _shell: str) -> str:
        return "written" if executed == "1" or begun[1].wait(20) else "waited"

    monkeypatch.setattr(making, "execute", execute)
    monkeypatch.setattr(making, "page_of", page_of)
    # The longest is begun first.
    finished = made(tmp_path, [job("1"), job("0", "code")], 1)
    assert [done.page for done in finished] == ["written", "written"]


def test_a_request_to_end_is_heard_while_templates_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def asked(path: object) -> None:
        raise Terminated

    monkeypatch.setattr(making, "read_notebook", asked)
    with pytest.raises(Terminated):
        making._prepare(cast("Job", SimpleNamespace(page=SimpleNamespace(path="1-a.ipynb"))))


@pytest.mark.parametrize("at_a_time", [1, 3])
def test_no_more_notebooks_run_than_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_a_time: int
) -> None:
    running: set[str] = set()
    most: list[int] = []
    lock = Lock()

    def execute(_page: Any, _settings: Any, notebook: Path) -> str:
        with lock:
            running.add(notebook.stem)
            most.append(len(running))
        time.sleep(0.02)
        with lock:
            running.remove(notebook.stem)
        notebook.touch()
        return ""

    monkeypatch.setattr(making, "execute", execute)
    monkeypatch.setattr(making, "page_of", lambda executed, shell: "")
    made(tmp_path, [job(str(n)) for n in range(8)], at_a_time)
    assert max(most) == at_a_time
