"""Pages made by a cluster: the same bytes as without, whatever happens to a worker."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import made_up
import pytest
from toy_notebooks import notebook

from analysis.folders import ELSEWHERE
from analysis.language import LANGUAGES
from analysis.parameters import settings
from analysis.problems import InputError
from analysis.report import cluster as report_cluster
from analysis.report import worker
from analysis.report.building import How, Outcome, build_profiles
from analysis.report.origins import packages
from analysis.report.status import Folders
from analysis.results import Results
from analysis.study import open_study
from benchmarks.clusters import Cluster, cluster

pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

PROFILE = """
import time
from analysis.study import open_study
time.sleep(1)
assert case != "K2", "niet deze"
open_study(study).sheet("cases").set_index("case").loc[case, "promoting"]
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small study, and the notebook of its profiles, which fails for K2."""
    root = tmp_path_factory.mktemp("root")
    made_up.write(root)
    notebook(root / "notebooks" / "8-profile.ipynb", PROFILE, profiles=True)
    return root


@dataclass
class Made:
    """What a cluster made that lost a worker in the middle."""

    outcome: Outcome
    killed: int | None
    """How the worker ended."""
    cluster: Cluster


@pytest.fixture(scope="module")
def made(root: Path) -> Made:
    """The profiles, made by two workers of which one is killed; and made again, here."""
    with cluster(workers=2) as running:
        script = [sys.executable, "-c", KILL, str(root / "there"), str(running.workers[0].pid)]
        with subprocess.Popen(script) as killer:
            outcome = built(root, "there", running.address)
        assert killer.returncode == 0
        killed = running.workers[0].wait(10)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ELSEWHERE, str(root))
        built(root, "here")
    return Made(outcome, killed, running)


KILL = """
import os, pathlib, sys, time
until = time.monotonic() + 300
while time.monotonic() < until and not list(pathlib.Path(sys.argv[1]).rglob("*.html")):
    time.sleep(0.05)
assert 0 < len(list(pathlib.Path(sys.argv[1]).rglob("*.html"))) < 4
os.kill(int(sys.argv[2]), 9)
"""


def folders(root: Path, reports: str) -> Folders:
    return Folders.of(made_up.NAME, root, root / reports)


def built(root: Path, reports: str, scheduler: str = "") -> Outcome:
    study = open_study(made_up.NAME, root)
    results = {
        language: Results(study, settings(study=study.name, baseline=study.name, language=language))
        for language in LANGUAGES
    }
    cases = list(study.sheet("cases")["case"])
    return build_profiles(results, cases, folders(root, reports), How(scheduler=scheduler))


def pages(root: Path, reports: str) -> dict[str, bytes]:
    place = root / reports
    return {p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*.html")}


class TestAWorkerIsKilledInTheMiddle:
    def test_every_page_is_there_with_the_bytes_of_one_made_here(
        self, root: Path, made: Made
    ) -> None:
        assert made.killed == -9
        assert len(pages(root, "there")) == 4
        assert pages(root, "there") == pages(root, "here")

    def test_a_page_that_fails_is_told_as_here_and_leaves_its_notebook(self, made: Made) -> None:
        assert sorted(failure.in_short("nl") for failure in made.outcome.failures) == [
            "8-profile-K2 (en), cel 6: AssertionError: niet deze",
            "8-profile-K2 (nl), cel 6: AssertionError: niet deze",
        ]
        for failure in made.outcome.failures:
            assert "AssertionError" in failure.notebook.read_text(encoding="utf-8")

    def test_no_process_is_left(self, made: Made) -> None:
        assert made.cluster.processes
        assert made.cluster.left() == []


@pytest.fixture
def one() -> Iterator[Cluster]:
    """A scheduler with one worker."""
    with cluster(workers=1) as running:
        yield running


def test_pages_that_wait_for_a_worker_when_the_last_has_ended_are_told(
    root: Path, one: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_cluster, "LONELY_SECONDS", 1)
    script = [sys.executable, "-c", KILL, str(root / "lonely"), str(one.workers[0].pid)]
    with subprocess.Popen(script):
        outcome = built(root, "lonely", one.address)
    made = pages(root, "lonely")
    assert 0 < len(made) < 4
    # No page failed by itself but those of K2, and each that is not there is told.
    lonely = [f for f in outcome.failures if f.error == "NoWorkers"]
    assert lonely and len(made) + len(outcome.failures) == 6


def test_pages_that_a_scheduler_had_when_it_was_killed_are_told(root: Path, one: Cluster) -> None:
    script = [sys.executable, "-c", KILL, str(root / "killed"), str(one.scheduler.pid)]
    with subprocess.Popen(script):
        outcome = built(root, "killed", one.address)
    made = pages(root, "killed")
    assert 0 < len(made) < 4
    assert len(made) + len(outcome.failures) == 6


class TestRefusals:
    def refused(self, root: Path, scheduler: str) -> str:
        with pytest.raises(InputError) as refusal:
            built(root, "nowhere", scheduler)
        assert not pages(root, "nowhere")
        return str(refusal.value)

    def test_a_scheduler_that_does_not_answer_is_told_in_seconds(self, root: Path) -> None:
        start = time.monotonic()
        assert "No scheduler answers there" in self.refused(root, "tcp://127.0.0.1:9")
        assert time.monotonic() - start < 60

    def test_a_cluster_with_other_code_or_packages_is_refused(
        self, root: Path, one: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(worker, "PACKAGE", root)
        monkeypatch.setattr(worker, "packages", lambda: packages() + "\nextra-1.0")
        told = self.refused(root, one.address)
        assert told.count("has other code of this package") == 1
        assert told.count("has other packages (extra-1.0)") == 1

    def test_without_the_extra_it_tells_what_to_install(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "distributed", None)
        told = self.refused(root, "tcp://127.0.0.1:9")
        assert "pip install 'innovatie-in-gemeenten[cluster]'" in told
