"""What a page was made from: settings, input files and versions. Never when, or where."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from analysis.citation import Package, read_package
from analysis.folders import project_root
from analysis.language import Language
from analysis.parameters import PARAMETERS, Settings
from analysis.report.record import Digests

DISTRIBUTION = "innovatie-in-gemeenten"
PROJECT = "pyproject.toml"
"""Where the facts of this package stand, from the root."""


@dataclass(frozen=True)
class Setting:
    """One parameter as the panel shows it."""

    name: str
    value: str
    explanation: str


@dataclass(frozen=True)
class Input:
    """One input file: its path from the root, and its digest."""

    path: str
    sha256: str


@dataclass(frozen=True)
class Provenance:
    """What is the same for every page of a build."""

    inputs: tuple[Input, ...]
    versions: tuple[tuple[str, str], ...]


def provenance(files: Iterable[Path], digests: Digests) -> Provenance:
    """The provenance of a build from these input files."""
    paths = [file.relative_to(digests.root).as_posix() for file in files]
    return Provenance(tuple(Input(path, digests.of(path)) for path in paths), versions())


def package() -> Package:
    """This package, as its own checkout describes it."""
    return read_package((project_root() / PROJECT).read_text(encoding="utf-8"))


def shown_settings(settings: Settings, language: Language) -> list[Setting]:
    """The settings of a page with their explanation, in the order of their declaration."""
    values = settings.as_dict()
    return [
        Setting(p.name.upper(), str(values[p.name]), p.explanation.say(language))
        for p in PARAMETERS
    ]


def versions() -> tuple[tuple[str, str], ...]:
    """Python and the direct dependencies with their versions, in alphabetical order."""
    return ("Python", platform.python_version()), *((n, version(n)) for n in dependencies())


def dependencies() -> list[str]:
    """The names of the direct dependencies; those of the tests left out."""
    try:
        declared = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        return []
    names = (re.split(r"[^\w.-]", line)[0] for line in declared if "extra ==" not in line)
    return sorted(names)
