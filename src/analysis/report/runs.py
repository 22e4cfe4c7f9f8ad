"""What was made from what: the record of a study told for others, without times or places."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from analysis.citation import Package
from analysis.report.provenance import dependencies
from analysis.report.record import CODE, Digests, Origin, Record, digest_of
from analysis.report.status import ACCOUNT, LINKS, PACKAGES

NAME, CRATE = ACCOUNT


@dataclass(frozen=True)
class Run:
    """One making of one or more files: what went in, and what came out."""

    parameters: Mapping[str, str]
    """The settings by name."""
    links: Mapping[str, str]
    """Which other pages, languages and downloads a page leads to."""
    inputs: Mapping[str, str]
    """The SHA-256 of the data, of the notebook, and for a download of the pages, by path."""
    code: Mapping[str, str]
    """The SHA-256 of each file of code, by path."""
    environment: Mapping[str, str]
    """The versions of Python and of the direct dependencies."""
    outputs: Mapping[str, str]
    """The SHA-256 of what was made, by path."""

    @property
    def id(self) -> str:
        """The SHA-256 of all that went in: the same for whoever starts with the same."""
        told = (self.parameters, self.links, self.inputs, self.code, self.environment)
        return hashlib.sha256("".join(map(digest_of, told)).encode()).hexdigest()


def runs_of(record: Record, digests: Digests) -> list[Run]:
    """Every run of which there is still an output as it was written, by the first output's path."""
    standing = {
        path: written
        for path, written in sorted(record.written.items())
        if not path.endswith(ACCOUNT) and digests.of(path) == written.sha256
    }
    runs: dict[str, Run] = {}
    for path, written in standing.items():
        run = _run(written.origin, {path: written.sha256})
        known = runs.setdefault(run.id, run)
        runs[run.id] = replace(known, outputs={**known.outputs, **run.outputs})
    return list(runs.values())


def _run(origin: Origin, outputs: Mapping[str, str]) -> Run:
    def those(kind: Callable[[str], bool]) -> dict[str, str]:
        return {name: value for name, value in sorted(origin.items()) if kind(name)}

    return Run(
        parameters=those(str.isupper),
        links=those(lambda name: name in LINKS),
        inputs=those(lambda name: "/" in name and not name.startswith(CODE)),
        code=those(lambda name: name.startswith(CODE)),
        environment=_environment(origin.get(PACKAGES, "")),
        outputs=outputs,
    )


def _environment(packages: str) -> dict[str, str]:
    """Python and the direct dependencies, of all that was installed: the rest differs by system."""
    installed = (line.rpartition("-") for line in packages.split("\n"))
    versions = {_plain(name): version for name, _, version in installed}
    named = ["Python", *dependencies()]
    return {name: versions[_plain(name)] for name in named if _plain(name) in versions}


def _plain(name: str) -> str:
    """A package's name however it is spelled."""
    return re.sub(r"[-_.]+", "-", name).lower()


def provenance_json(study: str, package: Package, runs: Iterable[Run]) -> str:
    """``provenance.json``: every run, and each set of files or versions once, under its digest."""
    runs = list(runs)
    told = {
        "study": study,
        "package": {"name": package.name, "version": package.version},
        "inputs": _once(run.inputs for run in runs),
        "code": _once(run.code for run in runs),
        "environments": _once(run.environment for run in runs),
        "runs": [dict(_told(run)) for run in runs],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _once(sets: Iterable[Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    return dict(sorted((digest_of(told), told) for told in sets))


def _told(run: Run) -> Iterator[tuple[str, Any]]:
    yield "id", run.id
    yield "parameters", run.parameters
    yield "links", run.links
    yield "inputs", digest_of(run.inputs)
    yield "code", digest_of(run.code)
    yield "environment", digest_of(run.environment)
    yield "outputs", run.outputs
