"""The two commands about bytes: whether a build gives the same ones, and what the authors got."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analysis.folders import project_root, study_folder
from analysis.language import Language, Text
from analysis.main import FAILED, answered, settings_of, tell
from analysis.parameters import FORMATS, ORIGINAL
from analysis.report.files import write
from analysis.report.offering import unmakeable
from analysis.report.record import differing
from analysis.report.sums import SUMS, Sums, read_sums
from analysis.report.verification import ODD, USUAL, BuildFailed, Built, built_elsewhere

TWICE_ALIKE = Text(
    "Twee keer gemaakt, op een andere plek en in andere omstandigheden: {n} bestanden, elke byte "
    "gelijk.",
    "Built twice, in another place and other surroundings: {n} files, every byte the same.",
)
UNLIKE = Text(
    "Twee keer gemaakt: van {n} bestanden zijn er {unlike} niet gelijk.",
    "Built twice: of {n} files {unlike} are not the same.",
)
NOT_MADE = Text("Niet gemaakt en dus niet vergeleken: {why}", "Not made, so not compared: {why}")
AS_RECORDED = Text(
    "Gelijk aan wat de auteurs kregen ({file}): {n} van {n} bestanden.",
    "The same as what the authors got ({file}): {n} of {n} files.",
)
NOT_AS_RECORDED = Text(
    "Anders dan wat de auteurs kregen ({file}): {unlike} van {n} bestanden. Wat er verschilt:",
    "Other than what the authors got ({file}): {unlike} of {n} files. What differs:",
)
VERSION = Text(
    "  versie   {name}: hier {here}, daar {there}", "  version  {name}: here {here}, there {there}"
)
INPUT = Text("  invoer   {path}", "  input    {path}")
OUTPUT = Text("  uitvoer  {path}", "  output   {path}")
RECORDED = Text("{file}: {n} bestanden vastgelegd.", "{file}: {n} files recorded.")


def verify(words: Sequence[str]) -> int:
    """Build a study twice in different surroundings and compare every byte; the exit status.

    Args:
        words: STUDY and BASELINE, as for `report`.
    """
    return answered(words, _verify)


def _verify(values: Mapping[str, object], reader: Language) -> int:
    run, root = settings_of(values)[0], project_root()
    for study in (run.study, run.baseline):
        study_folder(study, root)
    asked = (run.study, run.baseline, root)
    lacking = unmakeable(FORMATS)
    formats = [name for name in FORMATS if not unmakeable([name])]
    try:
        ours, again = (built_elsewhere(*asked, where, formats) for where in (USUAL, ODD))
    except BuildFailed as failed:
        tell(str(failed))
        return FAILED
    unlike = [*unlike_of(ours, again)]
    print((UNLIKE if unlike else TWICE_ALIKE).say(reader, n=len(ours.outputs), unlike=len(unlike)))
    tell(*(NOT_MADE.say(reader, why=problem.say(reader)) for problem in lacking), *unlike)
    if run.study != ORIGINAL:
        return FAILED if unlike else 0
    theirs = read_sums((root / SUMS).read_text(encoding="utf-8"))
    return held_against(ours.pages, theirs, reader) or (FAILED if unlike else 0)


def unlike_of(ours: Built, again: Built) -> Iterator[str]:
    """The files of which two builds gave other bytes, before or after the formats were made."""
    pages = differing(ours.pages.outputs, again.pages.outputs)
    yield from dict.fromkeys((*pages, *differing(ours.outputs, again.outputs)))


def held_against(ours: Sums, theirs: Sums, reader: Language) -> int:
    """Tell whether a build gave what the authors got; and if not, what is not as theirs was."""
    unlike = list(differing(ours.outputs, theirs.outputs))
    if not unlike:
        print(AS_RECORDED.say(reader, n=len(ours.outputs), file=SUMS))
        return 0
    tell(NOT_AS_RECORDED.say(reader, unlike=len(unlike), n=len(theirs.outputs), file=SUMS))
    for name in differing(ours.versions, theirs.versions):
        pair = (ours.versions.get(name, "\u2013"), theirs.versions.get(name, "\u2013"))
        tell(VERSION.say(reader, name=name, here=pair[0], there=pair[1]))
    tell(*(INPUT.say(reader, path=path) for path in differing(ours.inputs, theirs.inputs)))
    tell(*(OUTPUT.say(reader, path=path) for path in unlike))
    return FAILED


def sums(words: Sequence[str]) -> int:
    """Record the digests of the 2015 study anew; the exit status.

    Args:
        words: none but LANGUAGE, for the reader.
    """
    return answered(words, _sums)


def _sums(_values: Mapping[str, object], reader: Language) -> int:
    root = project_root()
    try:
        found = built_elsewhere(ORIGINAL, ORIGINAL, root).pages
    except BuildFailed as failed:
        tell(str(failed))
        return FAILED
    write(root / SUMS, found.text().encode())
    print(RECORDED.say(reader, n=len(found.outputs), file=SUMS))
    return 0
