"""A machine as odd as can be gives the same bytes, and writes nowhere but where it was asked to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from checkout import command, copied

from analysis.parameters import ORIGINAL
from analysis.report.status import ACCOUNT

WORDS = ("LANGUAGE=nl", "FORMATS=xlsx csv svg")
PAGES = ("1-innovations.ipynb", "4-factors.ipynb")
READER = ("setpriv", "--reuid=12345", "--regid=12345", "--clear-groups",
            "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")  # fmt: skip
"""Root may write anywhere, so as root another user builds, who has no home and may only read."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")


def other_user() -> Sequence[str]:
    """What goes before a command so that a file's permissions hold for it."""
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if not setpriv or subprocess.run([setpriv, *READER[1:], "true"], check=False).returncode:
        pytest.skip("as root this needs setpriv, and the right to be another user")
    return (setpriv, *READER[1:])


def small(folder: Path) -> Path:
    """A copy of the checkout with two of the notebooks: one with tables, one with figures."""
    root = copied(folder)
    for path in root.glob("notebooks/*.ipynb"):
        if path.name not in PAGES:
            path.unlink()
    return root


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout after an ordinary build."""
    root = small(tmp_path_factory.mktemp("usual"))
    done = command(root, "report", *WORDS)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def odd() -> Iterator[Path]:
    """A folder with a checkout that may not be written in, and a folder that may.

    Not among pytest's own, which another user may not pass through.
    """
    with tempfile.TemporaryDirectory() as around:
        Path(around).chmod(0o755)
        folder = Path(around) / "een map – één 🏛 ü"
        root = small(folder / "alleen lezen")
        for name in ("uit", "tijdelijk"):
            (folder / name).mkdir()
            (folder / name).chmod(0o777)
        permit(root, writing=False)
        yield folder
        permit(root, writing=True)


def permit(root: Path, *, writing: bool) -> None:
    """Let everybody read a folder, and nobody but its owner write in it, if that."""
    for path in [root, *root.rglob("*")]:
        path.chmod((0o555 if path.is_dir() else 0o444) | (0o200 if writing else 0))


def oddly(odd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Give a command without HOME, without programs such as git, in locale C, with umask 077."""
    root = odd / "alleen lezen"
    return subprocess.run(
        [*other_user(), sys.executable, "-m", "analysis", *words],
        cwd=root,
        env={"PYTHONPATH": str(root / "src"), "PATH": "/nergens", "LC_ALL": "C",
             "TMPDIR": str(odd / "tijdelijk")},
        umask=0o077,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )  # fmt: skip


@pytest.fixture(scope="module")
def built(odd: Path) -> Path:
    """Where the reports of the odd build are."""
    reports = odd / "uit" / "de rapporten"
    done = oddly(odd, "report", f"REPORTS={reports}", *WORDS)
    assert done.returncode == 0, done.stderr
    assert f"Open {reports}/{ORIGINAL}/nl/index.html" in done.stdout
    return reports / ORIGINAL


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_checkout_may_not_be_written_in_there(odd: Path) -> None:
    done = oddly(odd, "report", *WORDS)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "u mag hier niet lezen of schrijven" in done.stderr


def test_every_page_and_download_has_the_same_bytes(usual: Path, built: Path) -> None:
    ordinary = contents(usual / "reports" / ORIGINAL / "nl")
    assert len(ordinary) == 7
    assert contents(built / "nl") == ordinary


def test_every_frame_has_the_same_bytes_and_stands_beside_the_pages(
    usual: Path, built: Path
) -> None:
    ordinary = contents(usual / "data" / "processed" / ORIGINAL)
    assert "cases.csv" in ordinary
    assert contents(built / "frames") == ordinary


def test_nothing_is_written_in_the_checkout_or_left_among_temporary_files(
    odd: Path, built: Path
) -> None:
    root = odd / "alleen lezen"
    made = {path.name for path in root.rglob("*")} & {"reports", "processed", "__pycache__"}
    assert made == set()
    kept = {"nl", "frames", ".built.json", ".lock", *ACCOUNT}
    assert {path.name for path in built.iterdir()} == kept
    assert list((odd / "tijdelijk").iterdir()) == []


def test_what_was_built_elsewhere_is_known_there_to_be_current(odd: Path, built: Path) -> None:
    asked = ("LANGUAGE=nl", f"REPORTS={built.parent}")
    told = oddly(odd, "status", *asked)
    assert told.returncode == 0
    assert f"{built}/nl/1-innovations.html" in told.stdout
    assert "niets te maken" in oddly(odd, "report", *asked).stdout
    assert oddly(odd, "status", "LANGUAGE=nl").returncode == 1


def test_what_was_built_elsewhere_may_be_moved(odd: Path, built: Path) -> None:
    moved = odd / "uit" / "verplaatst"
    shutil.copytree(built.parent, moved, copy_function=shutil.copy2)
    told = oddly(odd, "status", "LANGUAGE=nl", f"REPORTS={moved}")
    assert told.returncode == 0, told.stdout
