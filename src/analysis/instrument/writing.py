"""Writes the papers of a study: the interview guide and the questionnaire, both languages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.cleaning import decimal
from analysis.folders import links_elsewhere, study_folder
from analysis.instrument.interview import interview
from analysis.instrument.page import page
from analysis.instrument.paper import Paper
from analysis.instrument.questionnaire import questionnaire
from analysis.instrument.word import word
from analysis.language import LANGUAGES, Text
from analysis.problems import (
    FileChanged,
    InputError,
    Note,
    Place,
    Problem,
    TextUntranslated,
    ValueMalformed,
    refuse,
)
from analysis.schema import SCALE_ENDS, Study
from analysis.study.opening import open_part
from analysis.study.template import START

FOLDER = "instrument"
"""The folder within a study's: what is made stands apart from what is filled in."""
MADE = "made.json"
"""What stands beside the papers: the SHA-256 of each as it was made."""
FORMATS: Mapping[str, Callable[[Paper], bytes]] = {".docx": word, ".html": page}
NEEDED = ("study", "items", "translations")

MOST_STEPS = 11
RENAME = Text(
    "Geef het een andere naam; dan wordt er een nieuw gemaakt.",
    "Give it another name; then a new one is made.",
)
WHOLE_SCALE = Text(
    f"Geef “scale_min” en “scale_max” als hele getallen, met hoogstens {MOST_STEPS} stappen.",
    f"Give “scale_min” and “scale_max” as whole numbers, with at most {MOST_STEPS} steps.",
)


@dataclass(frozen=True)
class Written:
    """The folder of the papers, and what asks for a look."""

    folder: Path
    notes: tuple[Note, ...]


def write_instrument(name: str, root: Path | None = None) -> Written:
    """Write the papers of a study in its folder, from its sheet `items` as it now is.

    Files that it made itself are renewed. Without questions there is no questionnaire.

    Args:
        name: the study's folder in ``data/raw``.
        root: the checkout, if not the one that this package stands in.

    Raises InputError, and writes nothing, when a sheet that it needs has a problem, the scale is
    not one to print, somebody changed a file that would be renewed, or one is a link elsewhere.
    """
    study = open_part(name, NEEDED, root)
    folder = study_folder(name, root) / FOLDER
    elsewhere = links_elsewhere([folder, *folder.glob("*")], folder.parent)
    refuse(list(elsewhere))
    files = {
        f"{paper.name}{suffix}": made(paper)
        for paper in papers(study, _ours(root))
        for suffix, made in FORMATS.items()
    }
    refuse(list(_changed(folder, files)))
    folder.mkdir(exist_ok=True)
    for file, content in files.items():
        (folder / file).write_bytes(content)
    digests = {**_made(folder), **{file: _digest(content) for file, content in files.items()}}
    (folder / MADE).write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")
    return Written(folder, tuple(_untranslated(study)))


def papers(study: Study, ours: Collection[str]) -> list[Paper]:
    """The papers of a study in each language.

    Args:
        study: with its sheets `study`, `items` and `translations`.
        ours: the questions that the project brings, by their Dutch text.

    Raises InputError when there are questions and no scale to print.
    """
    guides = [interview(study, language) for language in LANGUAGES]
    if not len(study.sheet("items")):
        return guides
    scale = scale_of(study)
    return [*guides, *(questionnaire(study, language, scale, ours) for language in LANGUAGES)]


def scale_of(study: Study) -> tuple[int, int]:
    """The lowest and the highest score, whole numbers. Raises InputError for any other scale."""
    told = [study.property(end) for end in SCALE_ENDS]
    try:
        low, high = (decimal(end) for end in told)
    except ValueError:
        low = high = 0.5
    if low != int(low) or high != int(high) or not 1 <= high - low < MOST_STEPS:
        place, given = Place("study", column="value"), " – ".join(filter(None, told))
        raise InputError([ValueMalformed(place, given, WHOLE_SCALE)])
    return int(low), int(high)


def _ours(root: Path | None) -> frozenset[str]:
    """The questions that the project brings."""
    return frozenset(open_part(START["items"], ["items"], root).sheet("items")["question"])


def _changed(folder: Path, files: Collection[str]) -> Iterator[Problem]:
    """Files that are there and are not as they were made."""
    made = _made(folder)
    for file in files:
        path = folder / file
        if path.exists() and made.get(file) != _digest(path.read_bytes()):
            yield FileChanged(Place(f"{FOLDER}/{file}"), right=RENAME)


def _made(folder: Path) -> dict[str, str]:
    """The digest of each file as it was made; of none where that is not known."""
    try:
        found = json.loads((folder / MADE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(file): str(d) for file, d in found.items()} if isinstance(found, dict) else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _untranslated(study: Study) -> Iterator[Note]:
    """The texts of the papers that stand there in Dutch where English is asked."""
    texts = [study.property("title"), *study.sheet("items")["question"]]
    for text in texts:
        if text and study.say(text, "en") == text:
            yield TextUntranslated(Place("translations"), text)
