"""What was built of a study as an RO-Crate, version 1.2: for archives, and programs that read them.

The crate is the folder of the study's reports. What was made elsewhere, and what all came from, is
named by its own SHA-256 (RFC 6920), so that it is the same thing wherever it is.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from analysis.citation import LICENCES, Article, Package, licence_address
from analysis.language import LANGUAGES
from analysis.parameters import ORIGINAL
from analysis.report.record import digest_of
from analysis.report.runs import CRATE, NAME, Run
from analysis.schema import MADE_UP, Study

Entity = dict[str, Any]

VERSION = "https://w3id.org/ro/crate/1.2"
TYPES: Mapping[str, str] = {
    ".html": "text/html",
    ".json": "application/json",
    ".csv": "text/csv",
    ".ipynb": "application/x-ipynb+json",
    ".zip": "application/zip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
"""What a file is, by the end of its name; the machine's own list differs from place to place."""
NO_LICENCE = "No licence was given: ask the researchers."


@dataclass(frozen=True)
class Crate:
    """What a crate tells of."""

    study: Study
    package: Package
    runs: Sequence[Run]
    folder: str
    """The folder of the reports, from the root, with a slash at its end."""
    sizes: Mapping[str, int]
    """The bytes of each file in the folder, by its path from the root."""
    sha256: Mapping[str, str]
    """The digest of each file in the folder."""

    def text(self) -> str:
        """``ro-crate-metadata.json``. The same things give the same bytes."""
        graph = [*self._head(), *sorted(self._rest(), key=lambda entity: str(entity["@id"]))]
        told = {"@context": f"{VERSION}/context", "@graph": graph}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    def _head(self) -> Iterator[Entity]:
        yield {
            "@id": CRATE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": VERSION},
            "about": {"@id": "./"},
        }
        yield {"@id": "./", "@type": "Dataset", **dict(self._root())}

    def _root(self) -> Iterator[tuple[str, Any]]:
        """What is told of the whole."""
        title = self.study.property("title")
        yield "name", self.study.say(title, "en") if title else self.study.name
        yield "description", self._description()
        # A build has no time of its own: the same files give the same crate, whenever it is made.
        yield "datePublished", str(self.package.year)
        yield "license", self._licence()
        if researchers := self.study.property("researchers"):
            yield "creditText", self.study.say(researchers, "en")
        if self.study.name == ORIGINAL:
            # A citation must have an address, and the article has none.
            yield "isBasedOn", {"@id": "#article"}
        yield "hasPart", [{"@id": self._id(path)} for path in sorted(self.sha256)]
        yield "mentions", [{"@id": f"#run-{run.id}"} for run in self.runs]

    def _description(self) -> str:
        made = f"Made from data/raw/{self.study.name} by {self.package.name} {self.package.version}"
        return f"{made}. {MADE_UP.en}" if self.study.synthetic else f"{made}."

    def _licence(self) -> object:
        given = self.study.property("licence")
        return {"@id": licence_address(given)} if given in LICENCES else given or NO_LICENCE

    def _rest(self) -> Iterator[Entity]:
        """What is told of each part, and of what it came from."""
        yield from map(self._file, sorted(self.sha256))
        yield from self._elsewhere()
        for run in self.runs:
            yield self._action(run)
        yield from _each(map(_parameters, self.runs))
        yield from _each(map(_built_with, self.runs))
        given = self.study.property("licence")
        if given in LICENCES:
            kind = {"@id": licence_address(given), "@type": "CreativeWork"}
            yield kind | {"name": LICENCES[given], "description": given}
        if self.study.name == ORIGINAL:
            yield from _article(self.package.article)

    def _file(self, path: str) -> Entity:
        """A file of the crate."""
        inside = path.removeprefix(self.folder)
        language = inside.partition("/")[0]
        of_language = {"inLanguage": language} if language in LANGUAGES else {}
        told = {
            "@id": self._id(path),
            "@type": "File",
            "name": inside,
            "contentSize": str(self.sizes[path]),
            "sha256": self.sha256[path],
        }
        return told | _format(path) | of_language

    def _elsewhere(self) -> Iterator[Entity]:
        """What stands in no crate; two files with the same content are the same thing."""
        for sha256, paths in sorted(self._outside.items()):
            names = {"name": ", ".join(sorted(paths)), "sha256": sha256}
            yield {"@id": _named(sha256), "@type": "DigitalDocument", **names, **_format(paths[0])}

    @cached_property
    def _outside(self) -> Mapping[str, list[str]]:
        """The paths of each content that stands outside the folder, by its SHA-256."""
        found: dict[str, list[str]] = {}
        for run in self.runs:
            for path, sha256 in {**run.inputs, **run.outputs}.items():
                known = found.setdefault(sha256, []) if self._stands_outside(path, sha256) else []
                known += [] if path in known else [path]
        return found

    def _stands_outside(self, path: str, sha256: str) -> bool:
        return bool(sha256) and self.sha256.get(path) != sha256

    def _action(self, run: Run) -> Entity:
        """A run: from what, with what, into what."""
        return {
            "@id": f"#run-{run.id}",
            "@type": "CreateAction",
            "name": f"The making of {', '.join(run.outputs)}",
            "instrument": [{"@id": entity["@id"]} for entity in _built_with(run)],
            "object": [*self._ids(run.inputs), *({"@id": e["@id"]} for e in _parameters(run))],
            "result": _alone_or_all(self._ids(run.outputs)),
        }

    def _ids(self, files: Mapping[str, str]) -> list[Entity]:
        """Names for files: within the crate their place in it, elsewhere their content."""
        names = (
            _named(sha256) if self._stands_outside(path, sha256) else self._id(path)
            for path, sha256 in files.items()
            if sha256
        )
        return [{"@id": name} for name in dict.fromkeys(names)]

    def _id(self, path: str) -> str:
        return quote(path.removeprefix(self.folder))


def _each(sets: Iterable[Iterable[Entity]]) -> Iterable[Entity]:
    """Every entity of some sets once."""
    return {entity["@id"]: entity for entities in sets for entity in entities}.values()


def _alone_or_all(entities: list[Entity]) -> Entity | list[Entity]:
    """What JSON-LD asks for: no list around a thing that is alone."""
    return entities[0] if len(entities) == 1 else entities


def _named(sha256: str) -> str:
    """The name of a content, by RFC 6920."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _format(path: str) -> dict[str, str]:
    kind = TYPES.get(PurePosixPath(path).suffix.lower())
    return {"encodingFormat": kind} if kind else {}


def _parameters(run: Run) -> list[Entity]:
    """The settings of a run, each with its value."""
    return [
        {"@id": f"#{quote(f'{name}={value}')}", "@type": "PropertyValue", "name": name}
        | {"value": value}
        for name, value in run.parameters.items()
    ]


def _built_with(run: Run) -> list[Entity]:
    """The code of a run, and the versions that it ran with; `provenance.json` lists the files."""
    versions = ", ".join(f"{name} {version}" for name, version in run.environment.items())
    code, environment = digest_of(run.code), digest_of(run.environment)
    return [
        {"@id": f"#code-{code}", "@type": "CreativeWork", "name": "Code"}
        | {"description": f"{len(run.code)} files, listed in {NAME} under {code}"},
        {"@id": f"#environment-{environment}", "@type": "CreativeWork", "name": "Environment"}
        | {"description": versions},
    ]


def _article(article: Article) -> Iterator[Entity]:
    people = [
        {"@id": f"#{p.name.replace(' ', '-')}", "@type": "Person", "name": p.name}
        for p in article.authors
    ]
    yield {
        "@id": "#article",
        "@type": "Article",
        "name": article.title,
        "author": [{"@id": person["@id"]} for person in people],
        "datePublished": str(article.year),
        "description": article.reference,
    }
    yield from people
