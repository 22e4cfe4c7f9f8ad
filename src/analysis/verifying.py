"""The two commands about bytes: whether a build gives the same ones, and what the authors got."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.folders import project_root, study_folder
from analysis.language import Language, Text
from analysis.main import FAILED, answered, settings_of, tell
from analysis.parameters import ORIGINAL
from analysis.report.files import write
from analysis.report.record import differing
from analysis.report.sums import SUMS, Sums, read_sums
from analysis.report.verification import ODD, BuildFailed, built_elsewhere

TWICE_ALIKE = Text(
    "Twee keer gemaakt, op een andere plek en in andere omstandigheden: {n} bestanden, elke byte "
    "gelijk.",
    "Built twice, in another place and other surroundings: {n} files, every byte the same.",
)
UNLIKE = Text(
    "Twee keer gemaakt: van {n} bestanden zijn er {unlike} niet gelijk.",
    "Built twice: of {n} files {unlike} are not the same.",
)
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
    study_folder(run.study, root)
    asked = (run.study, run.baseline, root)
    try:
        ours, again = built_elsewhere(*asked), built_elsewhere(*asked, ODD)
    except BuildFailed as failed:
        tell(str(failed))
        return FAILED
    unlike = list(differing(ours.outputs, again.outputs))
    print((UNLIKE if unlike else TWICE_ALIKE).say(reader, n=len(ours.outputs), unlike=len(unlike)))
    tell(*unlike)
    if run.study != ORIGINAL:
        return FAILED if unlike else 0
    theirs = read_sums((root / SUMS).read_text(encoding="utf-8"))
    return held_against(ours, theirs, reader) or (FAILED if unlike else 0)


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
        found = built_elsewhere(ORIGINAL, ORIGINAL, root)
    except BuildFailed as failed:
        tell(str(failed))
        return FAILED
    write(root / SUMS, found.text().encode())
    print(RECORDED.say(reader, n=len(found.outputs), file=SUMS))
    return 0
