"""What was built: of each file that a build wrote, what it came from and what it was then.

Kept beside the reports, so that what did not change is not built again. A file is only read when
its size or its time of change is not what is known of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from analysis.report.files import write

FILE = ".built.json"
PACKAGE = Path(__file__).parents[1]
CODE = "src/analysis/"
"""How the files of this package are called, wherever it is installed."""

Rows = Mapping[str, Mapping[str, str]]
"""Of each sheet of a study, a short digest of each row by what the row is about."""

Origin = Mapping[str, str]
"""What a file came from: the SHA-256 of each file, by its path from the root, and other facts."""


def differing(first: Mapping[str, str], second: Mapping[str, str]) -> Iterator[str]:
    """The names at which two mappings are not the same, or that one lacks, in order."""
    return (name for name in sorted(first.keys() | second) if first.get(name) != second.get(name))


def digest_of(told: Mapping[str, str]) -> str:
    """The SHA-256 of the lines ``<value>  <name>``, in order of the names.

    Of files and their digests that is the SHA-256 of what ``sha256sum`` prints.
    """
    lines = (f"{value}  {name}\n" for name, value in sorted(told.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


class Stamp(NamedTuple):
    """What is known of a file."""

    size: int
    changed: int
    """In nanoseconds."""
    sha256: str


@dataclass
class Digests:
    """The SHA-256 of files by their path from the root; nothing of a file that is not there."""

    root: Path
    known: dict[str, Stamp] = field(default_factory=dict)
    places: Mapping[str, Path] = field(default_factory=dict)
    """Folders that may be elsewhere, by how the paths of the files in them begin."""

    def of(self, path: str) -> str:
        """The digest of a file, read only where it may have changed."""
        file = self.place(path)
        try:
            found = file.stat()
        except OSError:
            return ""
        known = self.known.get(path)
        if known is None or (known.size, known.changed) != (found.st_size, found.st_mtime_ns):
            sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
            known = self.known[path] = Stamp(found.st_size, found.st_mtime_ns, sha256)
        return known.sha256

    def place(self, path: str) -> Path:
        """Where a file is."""
        places = {CODE: PACKAGE, **self.places}
        start = next(filter(path.startswith, places), "")
        return places.get(start, self.root) / path.removeprefix(start)


@dataclass(frozen=True)
class Written:
    """A file as a build wrote it."""

    sha256: str
    origin: Origin


@dataclass(frozen=True)
class Record:
    """Everything that was built of a study, by its path from the root."""

    written: dict[str, Written]
    known: dict[str, Stamp]
    rows: Mapping[str, Rows] = field(default_factory=dict)
    """Of the study as it was when the pages of each language were made."""

    def as_json(self) -> dict[str, Any]:
        """The record as JSON has it: what hundreds of pages have in common stands in it once."""
        places: dict[tuple[str, str], int] = {}
        files = {
            path: [file.sha256, [places.setdefault(f, len(places)) for f in file.origin.items()]]
            for path, file in self.written.items()
        }
        return {"facts": list(places), "written": files, "known": self.known, "rows": self.rows}


def write_record(record: Record, folder: Path) -> None:
    """Write the record of a study's reports: whole, or not at all."""
    write(folder / FILE, json.dumps(record.as_json(), ensure_ascii=False).encode())


def read_record(folder: Path) -> Record:
    """The record of a study's reports; an empty one where there is none that can be read."""
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        facts = [(name, value) for name, value in told["facts"]]
        written = {
            path: Written(sha256, dict(facts[place] for place in places))
            for path, (sha256, places) in told["written"].items()
        }
        known = {path: Stamp(*stamp) for path, stamp in told["known"].items()}
        rows = {name: _rows(sheets) for name, sheets in told.get("rows", {}).items()}
        return Record(written, known, rows)
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return Record({}, {})


def _rows(sheets: Mapping[str, Mapping[str, str]]) -> Rows:
    return {sheet: dict(rows) for sheet, rows in sheets.items()}
