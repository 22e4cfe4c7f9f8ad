"""The frames of a study described for programs: a Data Package, version 2, made from the schema."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.citation import LICENCES
from analysis.language import Language
from analysis.results import Results
from analysis.schema import FRAME, MADE_UP, Column

NAME = "datapackage.json"
PROFILES = "https://datapackage.org/profiles/2.0/"
LANGUAGE: Language = "en"
"""What names and descriptions are in: a package has one language, and programs' users share it."""

TYPES: Mapping[str, str] = {
    "text": "string", "list": "string", "ordered": "string", "integer": "integer",
    "number": "number", "boolean": "boolean",
}  # fmt: skip
"""The type of a field by the kind of the column; a list is a text with signs between."""


def datapackage(results: Results, files: Iterable[Path]) -> dict[str, Any]:
    """The package of a study whose frames stand in these files, named after them."""
    study = results.study
    return {
        "$schema": f"{PROFILES}datapackage.json",
        "name": study.name,
        **dict(_told(results)),
        "resources": [_resource(file) for file in files],
    }


def _told(results: Results) -> Iterator[tuple[str, object]]:
    """What the study says of itself, where it does."""
    study = results.study
    if title := study.property("title"):
        yield "title", study.say(title, LANGUAGE)
    if study.synthetic:
        yield "description", MADE_UP.say(LANGUAGE)
    if licence := study.property("licence"):
        # Their names have no spaces: “CC BY 4.0” is CC-BY-4.0.
        named = {"name": re.sub(r"[^A-Za-z0-9._-]+", "-", licence)}
        yield "licenses", [{**named, "title": LICENCES.get(licence, licence)}]
    if source := study.property("source"):
        yield "sources", [{"title": study.say(source, LANGUAGE)}]


def _resource(file: Path) -> dict[str, Any]:
    frame, content = FRAME[file.stem], file.read_bytes()
    return {
        "name": frame.name,
        "type": "table",
        "path": file.name,
        "description": frame.description.say(LANGUAGE),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "$schema": f"{PROFILES}tableschema.json",
            "fields": [_field(column) for column in frame.columns],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": TYPES[column.kind],
        "description": column.description.say(LANGUAGE),
    }
    if column.allowed and not column.separator:
        labels = {value: text.say(LANGUAGE) for value, text in column.allowed.items()}
        field["categories"] = [{"value": v, "label": label} for v, label in labels.items()]
        field["categoriesOrdered"] = column.kind == "ordered"
    return field
