"""What is installed: the lock, the environment for conda, and the project's own file agree."""

from __future__ import annotations

import re
import tomllib
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
