"""Kernels, warm and plain: each notebook alone, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from analysis.parameters import settings
from analysis.report.execution import PageFailed, execute
from analysis.report.kernels import ThisPython, kernels
from analysis.report.pages import read_page
from analysis.report.server import can_fork
from benchmarks.faults import hear

pytestmark = pytest.mark.skipif(
    not can_fork(), reason="this platform cannot fork: kernels are plain"
)


@pytest.fixture(scope="module")
def warm() -> Iterator[None]:
    """Kernels may be forked."""
    with kernels(plain=False) as are_warm:
        if not ThisPython.local:
            pytest.skip("the temporary folder's path is too long for a socket: set TMPDIR=/tmp")
        assert are_warm
        yield


def run(folder: Path, *cells: str, name: str = "0-a") -> str:
    """What the last cell of a notebook gives."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.ipynb"
    parameters = new_code_cell("study = ''", metadata={"tags": ["parameters"]})  # type: ignore[no-untyped-call]
    made = new_notebook(cells=[parameters, *map(new_code_cell, cells)])  # type: ignore[no-untyped-call]
    nbformat.write(made, path)  # type: ignore[no-untyped-call]
    executed = execute(read_page(path), settings(), folder / f"{name}-run.ipynb")
    (output,) = executed.cells[-1].outputs
    return " ".join(str(output["data"]["text/plain"]).split())


def ended(pid: int, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not Path(f"/proc/{pid}").exists() and not _alive(pid):
            return True
        time.sleep(0.05)
    return False


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.usefixtures("warm")
class TestWarm:
    def test_everything_is_imported_before_the_notebook_begins(self, tmp_path: Path) -> None:
        told = run(tmp_path, "import sys", "'pandas' in sys.modules and 'seaborn' in sys.modules")
        assert told == "True"

    def test_a_notebook_changes_nothing_for_the_next(self, tmp_path: Path) -> None:
        run(
            tmp_path,
            "import os, random, numpy, analysis.language, matplotlib.pyplot as plt",
            "a_global = analysis.language.LANGUAGES = ('xx',)",
            "os.chdir('/'); os.environ['LEFT'] = '1'; random.seed(1); numpy.random.seed(1)",
            "plt.figure()\nNone",
            "1",
        )
        told = run(
            tmp_path,
            "import os, analysis.language, matplotlib.pyplot as plt",
            "('a_global' in globals(), analysis.language.LANGUAGES, os.getcwd(), "
            "'LEFT' in os.environ, plt.get_fignums())",
        )
        assert told == f"(False, ('nl', 'en'), '{tmp_path}', False, [])"

    def test_random_numbers_are_each_notebooks_own(self, tmp_path: Path) -> None:
        code = "import random, numpy\n(random.random(), numpy.random.random())"
        first, second = run(tmp_path, code), run(tmp_path, code)
        assert not set(first.strip("()").split(", ")) & set(second.strip("()").split(", "))

    def test_its_own_exit_handlers_run(self, tmp_path: Path) -> None:
        left = tmp_path / "left"
        code = f"import atexit, pathlib\natexit.register(pathlib.Path({str(left)!r}).touch)\n1"
        run(tmp_path, code)
        until = time.monotonic() + 10
        while not left.exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert left.exists()

    def test_it_ends_with_its_notebook(self, tmp_path: Path) -> None:
        assert ended(int(run(tmp_path, "import os\nos.getpid()")))

    def test_it_can_start_processes_of_its_own(self, tmp_path: Path) -> None:
        code = "import subprocess, sys\nsubprocess.run([sys.executable, '-c', '']).returncode"
        assert run(tmp_path, code) == "0"

    @pytest.mark.parametrize("end", ["os._exit(3)", "os.kill(os.getpid(), 9)"])
    def test_one_that_dies_fails_its_page_only(self, tmp_path: Path, end: str) -> None:
        with pytest.raises(PageFailed):
            run(tmp_path, f"import os\n{end}")
        assert run(tmp_path, "1 + 1") == "2"


class TestPlain:
    def test_gives_what_a_warm_one_gives(self, tmp_path: Path) -> None:
        code = "import sys\n(sys.flags.hash_randomization, hash('a'), sorted({'b', 'a'}))"
        told = []
        for plain in (True, False):
            with kernels(plain=plain):
                told.append(run(tmp_path, code))
        assert told[0] == told[1]


INTERRUPTED = """
import time
from analysis.report.kernels import kernels
try:
    with kernels(plain=False):
        print("importing", flush=True)
        time.sleep(60)
except KeyboardInterrupt:
    pass
"""


def test_an_interruption_while_it_warms_up_says_nothing() -> None:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=env,
        preexec_fn=hear,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "importing\n"
            time.sleep(1)
            os.killpg(process.pid, signal.SIGINT)
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert said == ""


class TestAfterwards:
    @pytest.mark.parametrize("plain", [True, False])
    def test_no_socket_and_no_process_is_left(self, tmp_path: Path, plain: bool) -> None:
        with kernels(plain=plain):
            folder = Path(ThisPython.folder)
            pid = int(run(tmp_path, "import os\nos.getpid()"))
            assert folder.stat().st_mode & 0o077 == 0
        assert not folder.exists()
        assert ended(pid)
