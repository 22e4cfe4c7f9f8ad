"""What a page was made from: settings, input files, versions and code. Never when, or where."""

from __future__ import annotations

import hashlib
import platform
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from analysis.language import Language, Text
from analysis.parameters import PARAMETERS, Settings

DISTRIBUTION = "innovatie-in-gemeenten"
COMMIT = Text("commit {it}", "commit {it}")
SOURCE = Text("SHA-256 van de broncode: {it}", "SHA-256 of the source: {it}")
WRITTEN = ("src", "notebooks", "data/raw")
"""What decides the content of a page and is written by hand."""


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
    code: Text


def provenance(files: Iterable[Path], root: Path) -> Provenance:
    """The provenance of a build from these input files by the code of this checkout."""
    inputs = (Input(file.relative_to(root).as_posix(), digest([file])) for file in files)
    return Provenance(tuple(inputs), versions(), code(root))


def shown_settings(settings: Settings, language: Language) -> list[Setting]:
    """The settings of a page with their explanation, in the order of their declaration."""
    values = settings.as_dict()
    return [
        Setting(p.name.upper(), str(values[p.name]), p.explanation.say(language))
        for p in PARAMETERS
    ]


def digest(files: Iterable[Path]) -> str:
    """The SHA-256 of the bytes of files, one after the other."""
    sha = hashlib.sha256()
    for file in files:
        sha.update(file.read_bytes())
    return sha.hexdigest()


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


def code(root: Path) -> Text:
    """Which code it was: the last commit that changed it or its data.

    Where there is no commit, or something was changed since, a digest of the source.
    """
    commit = _git(root, "log", "-1", "--format=%H", "--", *WRITTEN)
    changed = _git(root, "status", "--porcelain", "--", *WRITTEN)
    if commit and changed == "":
        return Text(COMMIT.say("nl", it=commit), COMMIT.say("en", it=commit))
    source = digest(sources())
    return Text(SOURCE.say("nl", it=source), SOURCE.say("en", it=source))


def sources() -> list[Path]:
    """The files of this package, in order."""
    package = Path(__file__).parents[1]
    written = {".py", ".j2", ".css", ".js", ".json"}
    return sorted(path for path in package.rglob("*") if path.suffix in written)


def _git(root: Path, *words: str) -> str | None:
    """What git says, or None where there is no git, no repository of this checkout or an error."""
    if not (root / ".git").exists():
        return None
    try:
        told = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return told.stdout.strip()
