"""A hostile study through to the pages: its texts stay text, and nothing of it runs or reaches out.

Built by the real command, with every Python process of the build telling what it opens.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from pathlib import Path

import hostile_texts
import openpyxl
import pytest
from bs4 import BeautifulSoup, Tag
from checkout import copied

from analysis.cleaning import normalised

WATCH = """
import os, sys
LOG = os.environ["WATCHED"]
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink",
            "os.truncate", "shutil.rmtree"}
REACHING = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "urllib.Request",
            "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile",
            "ctypes.dlopen", "webbrowser.open"}
busy = False

def watch(event, given):
    global busy
    if busy:
        return
    if event == "open" and isinstance(given[0], (str, bytes)):
        kind = "write" if (given[2] or 0) & WRITING else "read"
        said = [kind, os.fsdecode(given[0])]
    elif event in CHANGING and not any(type(one) is int and one != -1 for one in given[1:]):
        said = ["write", os.fsdecode(given[1] if event in ("os.rename", "os.link") else given[0])]
    elif event in REACHING:
        said = [event, repr(given[1] if event == "socket.connect" else given[0])]
    else:
        return
    busy = True
    with open(LOG, "a", encoding="utf-8", errors="backslashreplace") as log:
        log.write("\\t".join([said[0], os.getcwd(), said[1].replace("\\n", " ")]) + "\\n")
    busy = False

sys.addaudithook(watch)
"""
"""As `sitecustomize`, every Python that is started reads this before anything else."""


class Built:
    """A copy of the checkout with the pages of the hostile study, and what its build opened."""

    def __init__(self, folder: Path) -> None:
        self.root = copied(folder / "kopie")
        self.temporary = folder / "tijdelijk"
        self.home = folder / "thuis"
        self.log = folder / "geopend.txt"
        hostile_texts.write_hostile_texts(self.root)
        for made in (self.temporary, self.home, folder / "kijk"):
            made.mkdir()
        (folder / "kijk" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
        self.done = subprocess.run(
            [sys.executable, "-m", "analysis", "report", f"STUDY={hostile_texts.NAME}",
             "LANGUAGE=en", "FORMATS=xlsx csv svg"],
            cwd=self.root,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(folder / "kijk"), str(self.root / "src")]),
                "PYTHONDONTWRITEBYTECODE": "1",
                "WATCHED": str(self.log),
                "TMPDIR": str(self.temporary),
                "HOME": str(self.home),
            },
            capture_output=True,
            text=True,
        )  # fmt: skip
        assert self.done.returncode == 0, self.done.stdout + self.done.stderr

    @property
    def reports(self) -> Path:
        return self.root / "reports" / hostile_texts.NAME / "en"

    @property
    def processed(self) -> Path:
        return self.root / "data" / "processed" / hostile_texts.NAME

    def opened(self, *kinds: str) -> Iterator[Path]:
        """The files that any process of the build opened to read or to write."""
        for line in self.log.read_text(encoding="utf-8").splitlines():
            kind, here, what = line.split("\t", 2)
            if kind in kinds:
                yield Path(os.path.normpath(Path(here) / what))

    def reached(self) -> Iterator[tuple[str, str]]:
        """The processes and addresses that were asked for."""
        for line in self.log.read_text(encoding="utf-8").splitlines():
            kind, _, what = line.split("\t", 2)
            if kind not in ("read", "write"):
                yield kind, what


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    # A socket of a kernel needs a short path.
    with tempfile.TemporaryDirectory() as folder:
        yield Built(Path(folder).resolve())


@pytest.fixture(scope="module")
def pages(built: Built) -> dict[str, BeautifulSoup]:
    return {
        path.name: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(built.reports.glob("*.html"))
    }


@pytest.fixture(scope="module")
def shown(pages: dict[str, BeautifulSoup]) -> str:
    """All that can be read on the pages, in one line."""
    texts = (content(page).get_text() for page in pages.values())
    return " ".join(" ".join(texts).split())


def content(page: BeautifulSoup) -> Tag:
    found = page.select_one("main")
    assert found is not None
    return found


ELEMENTS = frozenset(
    {"p", "div", "span", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody",
     "tr", "th", "td", "h1", "h2", "h3", "strong", "em", "small", "a", "details", "summary", "pre",
     "code", "figure", "figcaption", "svg", "g", "path", "use", "defs", "rect", "clippath",
     "text", "script", "style"}
)  # fmt: skip
"""What the pages are made of; the only scripts in them are data."""
DRAWN = "*{stroke-linejoin: round; stroke-linecap: butt}"
"""The style of every drawing."""


class TestTexts:
    @pytest.mark.parametrize("text", hostile_texts.TEXTS)
    def test_each_stands_on_a_page_as_it_is(self, shown: str, text: str) -> None:
        assert normalised(text) in shown

    def test_none_becomes_an_element(self, pages: dict[str, BeautifulSoup]) -> None:
        found = {tag.name for page in pages.values() for tag in content(page).find_all(True)}
        assert found <= ELEMENTS
        styles = {s.text for page in pages.values() for s in content(page).select("style")}
        assert styles == {DRAWN}

    def test_none_becomes_an_attribute_that_runs(self, pages: dict[str, BeautifulSoup]) -> None:
        for page in pages.values():
            for tag in page.find_all(True):
                assert not [name for name in tag.attrs if name.lower().startswith(("on", "srcdoc"))]

    def test_every_link_stays_within_the_reports(self, pages: dict[str, BeautifulSoup]) -> None:
        for page in pages.values():
            for tag in page.find_all(True):
                for name in ("href", "xlink:href", "src", "action", "formaction", "data", "poster"):
                    target = str(tag.get(name, "#"))
                    assert re.match(r"#|(\.\./(nl|en)/)?[\w./-]+(#|$)", target), target
                    assert ".." not in target.removeprefix("../")

    def test_data_for_the_script_are_data(self, pages: dict[str, BeautifulSoup]) -> None:
        kept = [s for page in pages.values() for s in page.select("script[type]")]
        assert kept
        for script in kept:
            assert script["type"] == "application/json"
            assert "<" not in script.text
            json.loads(script.text)


class TestPolicy:
    def test_allows_no_script_but_the_projects_own(self, pages: dict[str, BeautifulSoup]) -> None:
        assert len(pages) > 8
        for page in pages.values():
            (meta,) = page.select("meta[http-equiv]")
            assert page.head is not None
            before = [tag.name for tag in page.head.find_all(True)]
            assert before.index("meta") < before.index("style")
            (script,) = page.select("script:not([type])")
            sha = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
            policy = dict(rule.strip().split(" ", 1) for rule in str(meta["content"]).split(";"))
            assert policy == {
                "default-src": "'none'",
                "script-src": f"'sha256-{sha}'",
                "style-src": "'unsafe-inline'",
                "img-src": "data:",
                "base-uri": "'none'",
                "form-action": "'none'",
            }


class TestBuild:
    def test_writes_only_where_the_study_goes(self, built: Built) -> None:
        own = (built.root / "reports" / hostile_texts.NAME, built.processed, built.temporary)
        written = list(built.opened("write"))
        assert any(path.is_relative_to(own[0]) for path in written)
        elsewhere = [p for p in written if not any(p.is_relative_to(one) for one in own)]
        # Its list of fonts, which matplotlib keeps in the home; the folders around the study's.
        kept = (built.home / ".cache", built.home / ".config", Path("/dev"))
        around = {one.parent for one in own}
        rest = (path for path in elsewhere if not any(path.is_relative_to(one) for one in kept))
        assert set(rest) - around == set()

    def test_reads_no_file_that_a_text_names(self, built: Built) -> None:
        read = set(built.opened("read", "write"))
        assert built.root / "data/raw" / hostile_texts.NAME / "cases.csv" in read
        assert not any(path.name == hostile_texts.SECRET_FILE for path in read)
        assert not {Path("/etc/hostname"), Path("/etc/passwd")} & read

    def test_shows_nothing_of_another_file(self, built: Built) -> None:
        for path in [*built.reports.rglob("*"), *built.processed.rglob("*")]:
            if path.is_file():
                assert hostile_texts.SECRET.encode() not in path.read_bytes()

    def test_runs_nothing_but_its_own_python(self, built: Built) -> None:
        started = {what for kind, what in built.reached() if kind.startswith(("os.", "subprocess"))}
        python = {what for what in started if Path(sys.executable).name in what}
        assert started - python <= {"'fc-list'", "'uname'"}, "of matplotlib, and of Python itself"

    def test_reaches_out_to_no_other_machine(self, built: Built) -> None:
        asked = {what for kind, what in built.reached() if kind.startswith(("socket", "urllib"))}
        local = ("127.0.0.1", "localhost", str(built.temporary))
        assert [what for what in asked if not any(one in what for one in local)] == []
        assert not any("('127.0.0.1', 9)" in what for what in asked)

    def test_runs_no_text(self, built: Built) -> None:
        assert not list(built.root.parent.rglob(f"*{hostile_texts.MARK}*"))

    def test_says_nothing_that_moves_a_terminal(self, built: Built) -> None:
        assert "\x1b" not in built.done.stdout


def formulas(rows: Iterator[list[str]]) -> list[str]:
    """The cells that a spreadsheet takes for a formula."""
    number = re.compile(r"[-+]?\d+([.,]\d+)?%?")
    return [
        cell
        for row in rows
        for cell in row
        if re.match(r"\s*[=+@\uff1d-].", cell, re.DOTALL) and not number.fullmatch(cell)
    ]


class TestSpreadsheets:
    def test_no_csv_has_a_formula(self, built: Built) -> None:
        with zipfile.ZipFile(built.reports / "downloads" / "tables.zip") as archive:
            texts = [archive.read(name).decode() for name in archive.namelist()]
        texts += [path.read_text(encoding="utf-8") for path in built.processed.glob("*.csv")]
        assert any("'=cmd|" in text for text in texts)
        for text in texts:
            assert formulas(csv.reader(io.StringIO(text))) == []

    def test_the_workbook_has_no_formula_and_points_nowhere(self, built: Built) -> None:
        path = built.reports / "downloads" / "tables.xlsx"
        cells = [c for tab in openpyxl.load_workbook(path) for row in tab.iter_rows() for c in row]
        assert any(str(cell.value).startswith("=cmd|") for cell in cells)
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        with zipfile.ZipFile(path) as archive:
            assert not [n for n in archive.namelist() if "external" in n.lower() or ".." in n]
            assert all(b"TargetMode" not in archive.read(name) for name in archive.namelist())

    def test_drawings_by_themselves_run_and_load_nothing(self, built: Built) -> None:
        with zipfile.ZipFile(built.reports / "downloads" / "figures.zip") as archive:
            drawings = [archive.read(name).decode() for name in archive.namelist()]
        assert drawings
        for drawing in drawings:
            for element in ET.fromstring(drawing).iter():
                assert element.tag.rpartition("}")[2] not in ("script", "foreignObject", "image")
                named = {name.rpartition("}")[2]: text for name, text in element.attrib.items()}
                assert not [name for name in named if name.startswith("on")]
                assert named.get("href", "#").startswith("#")
