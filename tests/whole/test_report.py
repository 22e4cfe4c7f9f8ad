"""From notebooks to pages, with toy notebooks and a small made-up study."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import made_up
import pytest
from bs4 import BeautifulSoup, Tag
from toy_notebooks import notebook

from analysis.folders import project_root
from analysis.language import LANGUAGES, Language
from analysis.parameters import ORIGINAL, settings
from analysis.report.building import Outcome, build
from analysis.report.execution import PageFailed
from analysis.report.frames import write_frames
from analysis.report.record import FILE
from analysis.report.status import ACCOUNT, PROCESSED, Folders, Standing
from analysis.results import Results
from analysis.schema import FRAME
from analysis.study import open_study
from benchmarks.faults import hear

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
MARKDOWN = "from IPython.display import Markdown\nMarkdown({!r})"
TABLE = """from IPython.display import HTML
HTML('<table id="table-1"><caption>Wat</caption>'
     '<tr id="claim-culture-two"><td>' + study + ' ' + language)"""


def folders(root: Path, reports: str = "reports") -> Folders:
    usual = Folders.of(made_up.NAME, root)
    return replace(usual, reports=root / reports / made_up.NAME)


def built(
    root: Path, languages: Sequence[Language] = LANGUAGES, reports: str = "reports"
) -> Outcome:
    study = open_study(made_up.NAME, root)
    results = {
        language: Results(study, settings(study=study.name, baseline=study.name, language=language))
        for language in languages
    }
    return build(results, folders(root, reports))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with the pages of two toy notebooks in both languages."""
    root = tmp_path_factory.mktemp("site")
    title = {"key": "title", "value": "Een <b>kleine</b> studie {n}"}
    made_up.write(root, {"study": [title]})
    notebook(root / "notebooks" / "0-first.ipynb", MARKDOWN.format(HOSTILE), "1 + 1")
    notebook(root / "notebooks" / "5-conclusions.ipynb", TABLE)
    outcome = built(root)
    assert not outcome.failures
    return root


def pages(root: Path) -> list[Path]:
    return sorted(folders(root).reports.rglob("*.html"))


def read(root: Path, name: str) -> BeautifulSoup:
    path = folders(root).reports / name
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def content(page: BeautifulSoup) -> Tag:
    found = page.select_one("main")
    assert found is not None
    return found


class TestPages:
    def test_there_is_one_a_notebook_and_an_index_in_each_language(self, site: Path) -> None:
        names = [path.relative_to(folders(site).reports).as_posix() for path in pages(site)]
        files = ["0-first.html", "5-conclusions.html", "dictionary.html", "index.html"]
        assert names == [f"{language}/{file}" for language in ("en", "nl") for file in files]

    def test_nothing_else_is_left(self, site: Path) -> None:
        names = {path.name for path in folders(site).reports.iterdir()}
        assert names == {"nl", "en", FILE, *ACCOUNT}

    @pytest.mark.parametrize(("language", "kept", "out"), [("nl", "Titel", "Title"),
                                                           ("en", "Title", "Titel")])  # fmt: skip
    def test_one_language_is_kept(self, site: Path, language: str, kept: str, out: str) -> None:
        page = read(site, f"{language}/0-first.html")
        assert page.select_one("html[lang]")["lang"] == language  # type: ignore[index]
        assert kept in content(page).text
        assert out not in page.text

    def test_each_has_one_h1_and_no_level_is_skipped(self, site: Path) -> None:
        for path in pages(site):
            page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4")]
            assert levels.count(1) == 1
            assert levels[0] == 1
            assert all(below <= above + 1 for above, below in pairwise(levels))

    def test_the_contents_are_nested_and_lead_to_the_headings(self, site: Path) -> None:
        page = read(site, "nl/0-first.html")
        inner = page.select(".side nav ol ol ol a")
        assert [link.text for link in inner] == ["Dan"]
        assert page.select_one(str(inner[0]["href"])).text == "Dan"  # type: ignore[union-attr]

    def test_the_parameters_reach_the_notebook_and_their_cells_stay_out(self, site: Path) -> None:
        text = content(read(site, "en/5-conclusions.html")).text
        assert f"{made_up.NAME} en" in text
        assert "Parameters" not in text

    def test_code_is_folded_away_and_in_colour(self, site: Path) -> None:
        page = content(read(site, "nl/0-first.html"))
        folded = page.select("details.code:not([open])")
        assert len(folded) == 2
        assert folded[0].select_one(".kn") is not None

    def test_the_panel_tells_settings_inputs_and_versions(self, site: Path) -> None:
        panel = read(site, "nl/0-first.html").select_one(".run")
        assert panel is not None
        cases = site / "data" / "raw" / made_up.NAME / "cases.csv"
        assert hashlib.sha256(cases.read_bytes()).hexdigest() in panel.text
        assert f"data/raw/{made_up.NAME}/cases.csv" in panel.text
        assert all(word in panel.text for word in ("CONFIDENCE", "0.95", "papermill", "Python"))

    def test_tables_have_a_caption_and_headers_with_scope(self, site: Path) -> None:
        for table in read(site, "nl/0-first.html").select(".run table"):
            assert table.select_one("caption")
            assert table.select("th") == table.select("th[scope]")


class TestSafety:
    def test_what_comes_from_data_is_text(self, site: Path) -> None:
        page = read(site, "nl/0-first.html")
        main = content(page)
        assert "<script>alert(1)</script>" in main.text
        assert not main.select("script, img, b")
        assert not [link for link in main.select("a[href]") if "javascript" in str(link["href"])]
        assert "Een <b>kleine</b> studie {n}" in page.select_one(".study").text  # type: ignore[union-attr]

    def test_only_the_projects_own_script_may_run(self, site: Path) -> None:
        for path in pages(site):
            page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            policy = str(page.select_one("meta[http-equiv]")["content"])  # type: ignore[index]
            (script,) = page.select("script")
            sha = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
            assert f"script-src 'sha256-{sha}'" in policy
            assert "default-src 'none'" in policy

    def test_nothing_is_requested_from_elsewhere(self, site: Path) -> None:
        for path in pages(site):
            text = path.read_text(encoding="utf-8")
            page = BeautifulSoup(text, "html.parser")
            assert not page.select("link, iframe, object, embed, [src^=http], [href^=http]")
            assert "url(" not in text
            assert "@import" not in text

    def test_the_surroundings_are_small(self, site: Path) -> None:
        assert (folders(site).reports / "nl" / "0-first.html").stat().st_size < 40_000

    def test_no_path_of_this_machine_is_told(self, site: Path) -> None:
        for path in [*pages(site), *(folders(site).reports / name for name in ACCOUNT)]:
            assert str(site) not in path.read_text(encoding="utf-8")


class TestIndex:
    def test_every_link_of_every_page_leads_somewhere(self, site: Path) -> None:
        for path in pages(site):
            page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            for link in page.select("a[href]"):
                file, _, anchor = str(link["href"]).partition("#")
                target = (path.parent / file).resolve() if file else path
                assert target.is_file(), f"{path.name}: {link['href']}"
                if anchor and not anchor.startswith("claim-"):
                    assert f'id="{anchor}"' in target.read_text(encoding="utf-8")

    def test_the_language_switch_leads_to_the_same_page(self, site: Path) -> None:
        switch = read(site, "nl/5-conclusions.html").select_one("a.language")
        assert switch is not None
        assert switch["href"] == "../en/5-conclusions.html"

    def test_it_counts_the_verdicts_and_names_what_does_not_stand(self, site: Path) -> None:
        results = Results(open_study(made_up.NAME, site), settings(study=made_up.NAME))
        page = read(site, "nl/index.html")
        shown = [int(count.text) for count in page.select(".counts strong")]
        assert sum(shown) == len(results.verdicts)
        links = {str(link["href"]) for link in page.select(".findings a")}
        doubtful = results.verdicts["verdict"].isin(["contradicted", "coding-dependent"])
        claims = results.verdicts.loc[doubtful, "claim"]
        assert links == {f"5-conclusions.html#claim-{claim}" for claim in claims}
        assert links


class TestBuilds:
    def test_two_give_the_same_bytes(self, site: Path) -> None:
        built(site, reports="again")
        first = {path.name: path.read_bytes() for path in folders(site).reports.glob("nl/*")}
        second = folders(site, "again").reports.glob("nl/*")
        assert {path.name: path.read_bytes() for path in second} == first

    def test_only_what_changed_is_made_again(self, tmp_path: Path) -> None:
        made_up.write(tmp_path)
        for name in ("0-a", "1-b"):
            notebook(tmp_path / "notebooks" / f"{name}.ipynb", "1")
        built(tmp_path, ["nl"])
        reports = folders(tmp_path).reports / "nl"
        before = {path.name: path.stat().st_mtime_ns for path in reports.glob("*-*.html")}
        notebook(tmp_path / "notebooks" / "1-b.ipynb", "2")
        built(tmp_path, ["nl"])
        after = {path.name: path.stat().st_mtime_ns for path in reports.glob("*-*.html")}
        assert [name for name in before if before[name] != after[name]] == ["1-b.html"]

    def test_a_failure_keeps_the_earlier_page_and_the_others_go_on(self, tmp_path: Path) -> None:
        made_up.write(tmp_path)
        bad, good = tmp_path / "notebooks" / "0-bad.ipynb", tmp_path / "notebooks" / "1-good.ipynb"
        notebook(bad, "1 / 1")
        built(tmp_path, ["nl"])
        page = folders(tmp_path).reports / "nl" / "0-bad.html"
        before = page.read_bytes()

        notebook(bad, "1 / 1", "zero = 0\n1 / zero", "3")
        notebook(good, "'hallo'")
        (failure,) = built(tmp_path, ["nl"]).failures

        assert page.read_bytes() == before
        assert (page.parent / "1-good.html").exists()
        assert_tells(failure)
        left = page.parent / "failed" / "0-bad.ipynb"
        assert failure.notebook == left
        assert "ZeroDivisionError" in left.read_text(encoding="utf-8")

        notebook(bad, "2 / 1")
        assert not built(tmp_path, ["nl"]).failures
        assert not left.exists()
        assert page.read_bytes() != before

    def test_a_kernel_that_dies_is_told(self, tmp_path: Path) -> None:
        made_up.write(tmp_path)
        notebook(tmp_path / "notebooks" / "0-dead.ipynb", "import os\nos._exit(3)")
        (failure,) = built(tmp_path, ["nl"]).failures
        assert failure.error == "DeadKernelError"
        assert failure.cell is not None
        assert failure.cell.number == 6
        index = read(tmp_path, "nl/index.html")
        assert "nog niet gemaakt" in content(index).text

    def test_a_page_that_is_not_in_order_is_not_kept(self, tmp_path: Path) -> None:
        made_up.write(tmp_path)
        pale = "from IPython.display import HTML\nHTML('<table><tr><td>zonder bijschrift')"
        notebook(tmp_path / "notebooks" / "0-bad.ipynb", pale)
        (failure,) = built(tmp_path, ["nl"]).failures
        assert failure.error == "PageUnfit"
        assert "bijschrift" in failure.say("nl")
        assert "zonder bijschrift" in failure.say("nl")
        assert not (folders(tmp_path).reports / "nl" / "0-bad.html").exists()


def assert_tells(failure: PageFailed) -> None:
    """A failure names the page, the cell and the error, in both languages, in one screen."""
    for language in LANGUAGES:
        told = failure.say(language)
        assert all(word in told for word in ("0-bad", "ZeroDivisionError", "zero = 0", " 7 "))
        assert len(told.splitlines()) <= 24


INTERRUPTED = """
import sys
from itertools import pairwise
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import test_report
from analysis import main
root = Path(sys.argv[1])
sys.exit(main.answered([], lambda values, reader: bool(test_report.built(root, ["nl"]).failures)))
"""


WAITING = """
import os, pathlib, time
while not list(pathlib.Path({reports!r}).rglob("0-quick.html")):
    time.sleep(0.1)
pathlib.Path({told!r}).write_text(str(os.getpid()))
"""
"""Tells its process when the other page is done."""


@pytest.fixture(params=["t", "t" * 120], ids=["short", "long"])
def temporary(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder for temporary files: with a short path, or one too long for a socket."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / request.param
        folder.mkdir()
        yield folder


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_build_leaves_no_kernel_and_all_as_it_was(
    tmp_path: Path, temporary: Path, number: signal.Signals, status: int
) -> None:
    made_up.write(tmp_path)
    told = tmp_path / "pid"
    notebook(tmp_path / "notebooks" / "0-quick.ipynb", "1")
    code = WAITING.format(reports=str(folders(tmp_path).reports), told=str(told))
    notebook(tmp_path / "notebooks" / "1-slow.ipynb", code, "time.sleep(600)")
    script = [sys.executable, "-c", INTERRUPTED, str(tmp_path), str(Path(__file__).parent)]
    path = os.pathsep.join(entry for entry in sys.path if entry)
    env = {**os.environ, "PYTHONPATH": path, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        script, stderr=subprocess.PIPE, text=True, env=env, preexec_fn=hear
    ) as process:
        try:
            kernel = waited_for(told)
            process.send_signal(number)
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == status
    assert "Afgebroken" in said
    assert "Traceback" not in said, said
    assert gone(kernel)
    assert list(folders(tmp_path).reports.rglob("*")) == []
    assert list(temporary.iterdir()) == []


def waited_for(path: Path, seconds: float = 60) -> int:
    """The number that a file gets to hold."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if path.exists() and path.read_text():
            return int(path.read_text())
        time.sleep(0.1)
    raise TimeoutError(path)


def gone(pid: int, seconds: float = 5) -> bool:
    """Whether a process ends within some seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def account(root: Path) -> list[bytes]:
    return [(folders(root).reports / name).read_bytes() for name in ACCOUNT]


class TestAccount:
    def test_tells_of_every_file_that_was_built_with_its_digest(self, site: Path) -> None:
        frames = (site / PROCESSED / made_up.NAME).iterdir()
        there = {
            path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in [*pages(site), *frames]
        }
        told, crate = map(json.loads, account(site))
        assert {p: sha for run in told["runs"] for p, sha in run["outputs"].items()} == there
        assert {e["sha256"] for e in crate["@graph"] if "sha256" in e} >= set(there.values())

    def test_tells_the_settings_and_the_notebook_of_each_page(self, site: Path) -> None:
        told = json.loads(account(site)[0])
        page = f"reports/{made_up.NAME}/en/0-first.html"
        (run,) = (run for run in told["runs"] if page in run["outputs"])
        assert run["parameters"]["LANGUAGE"] == "en"
        inputs = told["inputs"][run["inputs"]]
        assert {"notebooks/0-first.ipynb", f"data/raw/{made_up.NAME}/cases.csv"} <= set(inputs)

    def test_is_the_same_however_the_build_went(self, tmp_path: Path) -> None:
        made_up.write(tmp_path)
        notebook(tmp_path / "notebooks" / "0-a.ipynb", "1")
        built(tmp_path)
        before = account(tmp_path)
        shutil.rmtree(folders(tmp_path).reports)
        shutil.rmtree(tmp_path / PROCESSED)
        built(tmp_path, ["en"])
        assert account(tmp_path) != before
        built(tmp_path)
        assert account(tmp_path) == before

    def test_that_is_gone_is_written_again_and_no_page_is_made(self, tmp_path: Path) -> None:
        made_up.write(tmp_path)
        notebook(tmp_path / "notebooks" / "0-a.ipynb", "1")
        built(tmp_path, ["nl"])
        page = folders(tmp_path).reports / "nl" / "0-a.html"
        before = page.stat().st_mtime_ns
        run = settings(study=made_up.NAME, baseline=made_up.NAME, language="nl")
        assert Standing(folders(tmp_path), [run]).stands_whole()
        for name in ACCOUNT:
            (folders(tmp_path).reports / name).unlink()
            assert not Standing(folders(tmp_path), [run]).stands_whole()
            built(tmp_path, ["nl"])
            assert Standing(folders(tmp_path), [run]).stands_whole()
        assert page.stat().st_mtime_ns == before


class TestFrames:
    def test_every_frame_is_written_with_plain_truth_values(self, site: Path) -> None:
        results = Results(open_study(made_up.NAME, site), settings(study=made_up.NAME))
        paths = write_frames(results, site / "processed")
        assert len(paths) == 8
        for path in paths[:-1]:
            text = path.read_bytes().decode("utf-8")
            assert "\r" not in text
            assert "True" not in text
            assert "False" not in text
        assert ",true" in (site / "processed" / "codes.csv").read_text(encoding="utf-8")

    def test_the_package_describes_every_column_of_every_frame(self, site: Path) -> None:
        results = Results(open_study(made_up.NAME, site), settings(study=made_up.NAME))
        *frames, package = write_frames(results, site / "described")
        told = json.loads(package.read_text(encoding="utf-8"))
        assert told["name"] == made_up.NAME
        assert [resource["path"] for resource in told["resources"]] == [f.name for f in frames]
        for file, resource in zip(frames, told["resources"], strict=True):
            header = file.read_text(encoding="utf-8").partition("\n")[0].split(",")
            fields = {field["name"]: field for field in resource["schema"]["fields"]}
            assert list(fields) == header
            assert resource["hash"] == f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
            for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()):
                assert all(fits(fields[name], value) for name, value in row.items())

    @pytest.mark.parametrize("study", [made_up.NAME, ORIGINAL, "voorbeeld-scan"])
    def test_the_package_is_valid_to_frictionless(self, site: Path, study: str) -> None:
        from frictionless import validate

        root = site if study == made_up.NAME else project_root()
        results = Results(open_study(study, root), settings(study=study))
        *_, package = write_frames(results, site / "checked" / study)
        told = validate(str(package))
        assert told.valid, told.flatten(["rowNumber", "fieldName", "message"])
        assert told.stats["tasks"] == len(FRAME)

    def test_a_package_with_a_changed_frame_is_not(self, site: Path) -> None:
        from frictionless import validate

        results = Results(open_study(made_up.NAME, site), settings(study=made_up.NAME))
        *frames, package = write_frames(results, site / "changed")
        frames[0].write_text(frames[0].read_text(encoding="utf-8").replace("<400", "klein"))
        assert not validate(str(package)).valid


def fits(field: dict[str, Any], value: str) -> bool:
    """Whether a value in a CSV file is of the type, and one of the categories, of its field."""
    patterns = {"integer": r"-?\d+", "number": r"-?\d+(\.\d+)?(e-?\d+)?", "boolean": "true|false"}
    pattern = patterns.get(field["type"], ".*")
    known = [category["value"] for category in field.get("categories", [])] or [value]
    return not value or (bool(re.fullmatch(pattern, value, re.DOTALL)) and value in known)
