"""What is installed: the lock, the project's own file, and every way to install agree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.folders import project_root

ROOT = project_root()
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENVIRONMENT: dict[str, Any] = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DIRECT = sorted(
    re.split(r"[\[<>=]", name)[0]
    for names in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    for name in names
)


WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))


def text_of(name: str, root: Path = ROOT) -> str:
    return (root / name).read_text(encoding="utf-8")


def allowed(python: str) -> bool:
    """Whether the project allows a Python such as 3.12."""
    low, high = re.findall(r"3\.(\d+)", PROJECT["requires-python"])
    return int(low) <= int(python.removeprefix("3.")) < int(high)


def pins() -> dict[str, list[str]]:
    """The versions that the lock has of each package."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==(\S+)", LOCK, flags=re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


class TestLock:
    @pytest.mark.parametrize("name", DIRECT)
    def test_pins_each_direct_dependency_to_one_version(self, name: str) -> None:
        assert len(pins().get(name, [])) == 1

    def test_gives_every_pin_a_hash(self) -> None:
        blocks = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)
        assert [b.split()[0] for b in blocks if "==" in b and "--hash=sha256:" not in b] == []

    def test_names_no_address_and_no_index(self) -> None:
        assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links", LOCK)


class TestEnvironment:
    def test_takes_its_versions_from_the_lock(self) -> None:
        assert {"pip": ["--requirement requirements.lock"]} in ENVIRONMENT["dependencies"]

    def test_allows_the_pythons_that_the_project_allows(self) -> None:
        assert f"python {PROJECT['requires-python']}" in ENVIRONMENT["dependencies"]

    def test_adds_nothing_that_the_lock_does_not_pin(self) -> None:
        names = [d.split()[0] for d in ENVIRONMENT["dependencies"] if isinstance(d, str)]
        assert names == ["python", "pip"]


class TestBinder:
    def test_installs_the_lock_with_its_hashes(self) -> None:
        assert "--require-hashes --requirement requirements.lock" in text_of(".binder/postBuild")
        assert os.access(ROOT / ".binder/postBuild", os.X_OK)

    def test_has_a_python_that_the_project_allows(self) -> None:
        assert allowed(text_of(".binder/runtime.txt").strip().removeprefix("python-"))


class TestDocker:
    def test_has_a_python_that_the_project_allows(self) -> None:
        (python,) = re.findall(r"^FROM python:(\S+)-slim$", text_of("Dockerfile"), re.MULTILINE)
        assert allowed(python)

    def test_installs_and_builds_by_the_commands_of_the_makefile_as_no_root(self) -> None:
        lines = text_of("Dockerfile").splitlines()
        made = lines.index("RUN make .venv/made")
        assert any(line.startswith("USER ") for line in lines[:made])
        assert lines[-1] == 'CMD ["make", "report"]'

    def test_takes_no_study_of_somebody_else_along(self) -> None:
        lines = text_of(".gitignore").splitlines()
        kept = {f"!{line[2:].strip('/')}" for line in lines if line.startswith("!/")}
        left_out = text_of(".dockerignore").splitlines()
        assert {line for line in left_out if line.startswith("!")} == kept
        assert {"data/raw/*", "reports/*"} <= set(left_out)


class TestWorkflow:
    @pytest.mark.parametrize("job", list(WORKFLOW["jobs"]))
    def test_tries_every_python_that_the_project_allows(self, job: str) -> None:
        pythons = WORKFLOW["jobs"][job]["strategy"]["matrix"]["python"]
        assert all(map(allowed, pythons))
        low, high = re.findall(r"3\.(\d+)", PROJECT["requires-python"])
        assert len(pythons) == int(high) - int(low)

    def test_gives_the_documented_commands_where_there_is_no_make(self) -> None:
        steps = WORKFLOW["jobs"]["without-make"]["steps"]
        block = re.findall(r"((?:^    .*\n)+)", text_of("CONTRIBUTING.md"), re.MULTILINE)[0]
        given = [step["run"] for step in steps if "run" in step]
        assert given == [line.strip() for line in block.splitlines()]

    def test_uses_no_action_that_can_change_under_its_name(self) -> None:
        used = [s["uses"] for j in WORKFLOW["jobs"].values() for s in j["steps"] if "uses" in s]
        assert [name for name in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", name)] == []


class TestAdvisories:
    def copied(self, to: Path) -> Path:
        (to / ".ci").mkdir()
        for name in (".ci/advisories", "pyproject.toml", "requirements.lock"):
            shutil.copy(ROOT / name, to / name)
        (to / ".venv").symlink_to(ROOT / ".venv")
        return to

    @pytest.mark.skipif(not (ROOT / ".venv/bin").is_dir(), reason="needs make's own environment")
    def test_are_said_not_to_be_checked_without_the_internet(self, tmp_path: Path) -> None:
        command = ["sh", str(self.copied(tmp_path) / ".ci/advisories")]
        offline = {**os.environ, "UV_OFFLINE": "1"}
        done = subprocess.run(command, capture_output=True, encoding="utf-8", env=offline)
        assert done.returncode == 2
        assert "Niet gecontroleerd" in done.stderr and "Not checked" in done.stderr

        asked = re.findall(r'^#   "(.*?)[ "]', text_of("build/advisories.py", tmp_path), re.M)
        assert asked == [f"{name}=={version}" for name, (version,) in pins().items()]
