"""What can go wrong while pages are built: they stay whole, and nothing is left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import made_up
import pytest
from toy_notebooks import notebook

from analysis.folders import project_root
from analysis.parameters import settings
from analysis.report import execution
from analysis.report.execution import PageFailed, execute
from analysis.report.kernels import kernels
from analysis.report.pages import read_page
from benchmarks.faults import Checkout, survived

resource = pytest.importorskip("resource", reason="Windows has no limits to set")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and mounts")

SLOW = """
import pathlib, time
pathlib.Path({told!r}).touch()
while not pathlib.Path({go!r}).exists():
    time.sleep(0.05)
"""


@contextmanager
def small() -> Iterator[Checkout]:
    """The code, a small study and two small notebooks, of which one shows the data.

    Not in pytest's own folder: its path is so long that no kernel could be forked.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(project_root() / "src", root / "src", ignore=ignored)
        made_up.write(root)
        show = "from analysis.study import open_study\nprint(open_study('klein').sheet('cases'))"
        notebook(root / "notebooks" / "0-quick.ipynb", "1")
        notebook(root / "notebooks" / "1-cases.ipynb", show)
        yield Checkout(root, made_up.NAME)


@pytest.fixture
def checkout() -> Iterator[Checkout]:
    with small() as made:
        yield made


@pytest.fixture(scope="module")
def once() -> Iterator[Checkout]:
    """One that was built, to copy; its small notebooks start faster than what forks kernels."""
    with small() as whole:
        made = replace(whole, kernels=("PLAIN=1",))
        status, said, _ = made.build()
        assert status == 0, said
        yield made


@pytest.fixture
def settled(once: Checkout) -> Iterator[Checkout]:
    """One of which every page is current."""
    with tempfile.TemporaryDirectory() as folder:
        root = shutil.copytree(once.root, Path(folder) / "copy")
        yield Checkout(root, once.study, once.kernels)


def cases(checkout: Checkout) -> Path:
    return checkout.root / "data/raw" / checkout.study / "cases.csv"


def change(checkout: Checkout) -> None:
    path = cases(checkout)
    path.write_bytes(path.read_bytes().replace(b"chatten", b"bellen"))


def test_a_killed_build_loses_nothing_and_leaves_nothing(checkout: Checkout) -> None:
    data = cases(checkout).read_bytes()
    found = survived(checkout, data, data.replace(b"chatten", b"bellen"), kills=3, seed=3)
    assert [killed.bad for killed in found] == 3 * [()]


def test_of_two_builds_at_once_the_second_waits_and_has_nothing_left_to_do(
    checkout: Checkout,
) -> None:
    told, go = checkout.root / "told", checkout.root / "go"
    slow = SLOW.format(told=str(told), go=str(go))
    notebook(checkout.root / "notebooks" / "2-slow.ipynb", slow)
    with checkout.begun() as first:
        waited_for(told, first)
        with checkout.begun() as second:
            assert second.stdout
            assert "Een andere build" in second.stdout.readline()
            go.touch()
            said, _ = first.communicate()
            after, _ = second.communicate()
    assert (first.returncode, second.returncode) == (0, 0)
    assert "2-slow" in said and "2-slow" not in after
    assert len(checkout.pages()) == 5
    assert checkout.left() == []


def waited_for(path: Path, process: subprocess.Popen[str]) -> None:
    while not path.exists():
        assert process.poll() is None
        time.sleep(0.05)


def test_files_that_may_not_grow_leave_the_earlier_pages(settled: Checkout) -> None:
    before = settled.pages()
    change(settled)
    resource_limit = (20_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, resource_limit)
    try:
        status, said, _ = settled.build()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert (status, "Traceback" in said) == (1, False)
    assert "te groot" in said
    assert settled.pages() == before
    assert settled.build()[0] == 0
    assert settled.pages() != before
    assert settled.left() == []


@pytest.fixture
def mounted(settled: Checkout) -> Iterator[Checkout]:
    """Current pages on a disk of their own, of 2 MB."""
    where = str(settled.reports.parent)
    aside = shutil.move(where, f"{where} aside")
    settled.reports.parent.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", where]).returncode:
        pytest.skip("to mount a disk one must be root, and allowed to: run the tests so")
    shutil.copytree(aside, where, dirs_exist_ok=True)
    yield settled
    subprocess.run(["umount", "-l", where], check=True)


def test_a_full_disk_is_told_and_leaves_the_earlier_pages(mounted: Checkout) -> None:
    before = mounted.pages()
    free = os.statvfs(mounted.reports)
    filler = mounted.reports.parent / "filler"
    filler.write_bytes(b"x" * free.f_bsize * (free.f_bavail - 1))
    change(mounted)
    status, said, _ = mounted.build()
    assert (status, "Traceback" in said) == (1, False)
    assert "de schijf is vol" in said
    assert mounted.pages() == before
    filler.unlink()
    assert mounted.build()[0] == 0
    assert mounted.left() == []


def test_a_disk_that_cannot_be_written_to_is_told(mounted: Checkout) -> None:
    before = mounted.pages()
    subprocess.run(["mount", "-o", "remount,ro", str(mounted.reports.parent)], check=True)
    change(mounted)
    status, said, _ = mounted.build()
    assert (status, "Traceback" in said) == (1, False)
    assert "kan niet geschreven worden" in said
    assert mounted.pages() == before


def test_a_file_in_the_place_of_the_reports_is_told(checkout: Checkout) -> None:
    (checkout.root / "reports").write_text("geen map")
    status, said, _ = checkout.build()
    assert (status, "Traceback" in said) == (1, False)
    assert "geen map" in said and "reports" in said


def test_a_clock_that_goes_back_does_not_hide_a_change(settled: Checkout) -> None:
    before = settled.pages()
    future = time.time() + 10**8
    for path in settled.root.rglob("*.html"):
        os.utime(path, (future, future))
    change(settled)
    os.utime(cases(settled), (0, 0))
    assert settled.build()[0] == 0
    assert settled.pages()["1-cases.html"] != before["1-cases.html"]


def test_a_change_of_the_same_size_is_seen_whatever_the_clock_says(settled: Checkout) -> None:
    before, path = settled.pages(), cases(settled)
    path.write_bytes(path.read_bytes().replace(b"chatten", b"chattem"))
    os.utime(path, (0, 0))
    assert settled.build()[0] == 0
    assert settled.pages()["1-cases.html"] != before["1-cases.html"]


def test_a_lock_that_a_killed_build_left_stops_no_build(settled: Checkout) -> None:
    before = settled.pages()
    (settled.reports / ".lock").write_text(str(os.getpid()))
    (settled.reports / ".building-left" / "nl").mkdir(parents=True)
    change(settled)
    status, said, _ = settled.build()
    assert (status, "Een andere build" in said) == (0, False)
    assert settled.pages() != before
    assert settled.left() == []


class TestKernels:
    def run(self, folder: Path, code: str) -> PageFailed:
        notebook(folder / "0-a.ipynb", code)
        with kernels(plain=False), pytest.raises(PageFailed) as failed:
            execute(read_page(folder / "0-a.ipynb"), settings(), folder / "run.ipynb")
        return failed.value

    def test_one_that_hangs_fails_its_page_in_time(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(execution, "CELL_SECONDS", 2)
        failure = self.run(tmp_path, "import time\ntime.sleep(600)")
        assert failure.error == "CellTimeoutError"
        assert failure.cell and failure.cell.source == "import time"

    def test_one_that_prints_without_end_fails_its_page(self, tmp_path: Path) -> None:
        failure = self.run(tmp_path, "for _ in range(100):\n    print('x' * 10**6)")
        assert failure.error == "OutputTooLarge"
        assert failure.cell and failure.cell.source.startswith("for _")

    def test_one_that_is_killed_for_its_memory_fails_its_page(self, tmp_path: Path) -> None:
        failure = self.run(tmp_path, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
        assert failure.error == "DeadKernelError"
