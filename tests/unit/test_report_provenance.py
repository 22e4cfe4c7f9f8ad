"""What a page says it was made from."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from analysis.parameters import PARAMETERS, settings
from analysis.report.provenance import code, digest, provenance, shown_settings, sources, versions


def git(root: Path, *words: str) -> str:
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    return subprocess.run(
        ["git", *who, *words], cwd=root, env=env, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    if shutil.which("git") is None:
        pytest.skip("there is no git: install git")
    git(tmp_path, "init", "--quiet")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text("a = 1\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "first")
    return tmp_path


class TestCode:
    def test_it_is_the_commit(self, repository: Path) -> None:
        assert code(repository).nl == f"commit {git(repository, 'rev-parse', 'HEAD')}"

    def test_a_commit_of_other_files_alters_nothing(self, repository: Path) -> None:
        before = code(repository)
        (repository / "SHA256SUMS").write_text("x", encoding="utf-8")
        git(repository, "add", ".")
        git(repository, "commit", "--quiet", "-m", "second")
        assert code(repository) == before

    def test_what_was_changed_since_is_no_commit(self, repository: Path) -> None:
        (repository / "src" / "a.py").write_text("a = 2\n", encoding="utf-8")
        assert code(repository).nl == f"SHA-256 van de broncode: {digest(sources())}"

    def test_outside_git_it_is_the_source(self, tmp_path: Path) -> None:
        assert code(tmp_path).en == f"SHA-256 of the source: {digest(sources())}"

    def test_a_repository_without_commits_is_no_error(self, tmp_path: Path) -> None:
        if shutil.which("git") is None:
            pytest.skip("there is no git: install git")
        git(tmp_path, "init", "--quiet")
        assert "SHA-256" in code(tmp_path).en


def test_the_source_is_that_of_templates_too() -> None:
    assert {"main.py", "style.css", "shell.html.j2"} <= {path.name for path in sources()}


def test_inputs_have_the_digest_of_their_bytes_and_no_place_on_the_machine(tmp_path: Path) -> None:
    path = tmp_path / "data" / "a.csv"
    path.parent.mkdir()
    path.write_bytes(b"a,b\n")
    (told,) = provenance([path], tmp_path).inputs
    assert (told.path, told.sha256) == ("data/a.csv", hashlib.sha256(b"a,b\n").hexdigest())


def test_versions_are_those_of_python_and_the_direct_dependencies() -> None:
    told = dict(versions())
    assert told["Python"] == platform.python_version()
    assert {"papermill", "nbconvert", "pandas", "pandera"} <= set(told)
    assert "pytest" not in told
    assert all(re.match(r"\d", version) for version in told.values())


def test_every_parameter_is_explained_in_the_language() -> None:
    told = shown_settings(settings(language="en", seed=7), "en")
    assert [setting.name for setting in told] == [p.name.upper() for p in PARAMETERS]
    assert {setting.name: setting.value for setting in told}["SEED"] == "7"
    assert [setting.explanation for setting in told] == [p.explanation.en for p in PARAMETERS]
