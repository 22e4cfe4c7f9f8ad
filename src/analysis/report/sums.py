"""The SHA-256 of all that a build gives, and of all that it came from, as `sha256sum -c` reads it.

What was made with which versions stands above it as comments, so that a stranger whose files
differ can tell why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.folders import input_files
from analysis.report.files import LOCK
from analysis.report.provenance import versions
from analysis.report.record import FILE, Digests

SUMS = "reports/SHA256SUMS"
"""Where the digests of the 2015 study are, from the root."""

UNLIKE = (FILE, LOCK)
"""What a build keeps for itself: it holds times, which no two builds share."""

CODE = ("src/analysis/**/*.py", "src/analysis/**/templates/**/*", "notebooks/*.ipynb",
        "requirements.lock", "pyproject.toml")  # fmt: skip


@dataclass(frozen=True)
class Sums:
    """Versions by name, and digests by path from the root."""

    versions: Mapping[str, str]
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]

    def text(self) -> str:
        """As the file has it."""
        made = [f"# {name} {version}" for name, version in self.versions.items()]
        lines = [f"{sha}  {path}" for path, sha in {**self.inputs, **self.outputs}.items()]
        return "\n".join([*made, *lines, ""])


def sums_of(study: str, root: Path) -> Sums:
    """What was built of a study in a checkout, and what it came from."""
    return Sums(dict(versions()), inputs_of(study, root), outputs_of(study, root))


def inputs_of(study: str, root: Path) -> dict[str, str]:
    """The digests of the data, notebooks, code and pinned packages, by path from the root."""
    code = [path for pattern in CODE for path in root.glob(pattern)]
    return _digests([*input_files(study, root), *code], root)


def outputs_of(study: str, root: Path) -> dict[str, str]:
    """The digests of the pages and frames of a study, by path from the root."""
    folders = (root / "data" / "processed" / study, root / "reports" / study)
    found = (path for folder in folders for path in folder.rglob("*"))
    return _digests((path for path in found if path.name not in UNLIKE), root)


def read_sums(text: str) -> Sums:
    """The file as it was written; what is an output is told by where it is."""
    lines = text.splitlines()
    made = (line.removeprefix("# ").split(" ", 1) for line in lines if line.startswith("#"))
    sums = [line.split("  ", 1) for line in lines if line and not line.startswith("#")]
    digests = {path: sha for sha, path in sums}
    outputs = {p for p in digests if p.startswith(("reports/", "data/processed/"))}
    return Sums(
        {name: version for name, version in made},
        {path: sha for path, sha in digests.items() if path not in outputs},
        {path: sha for path, sha in digests.items() if path in outputs},
    )


def _digests(files: Iterable[Path], root: Path) -> dict[str, str]:
    names = sorted(path.relative_to(root).as_posix() for path in files if path.is_file())
    digests = Digests(root)
    return {name: digests.of(name) for name in names}
