"""Composes: what each command does, from words to files and messages."""

from __future__ import annotations

import errno
import json
import os
import shlex
import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from analysis.folders import elsewhere, to_write_in
from analysis.language import LANGUAGES, Language, Text, literal
from analysis.parameters import PLACE, RUN, Settings, formats_of, is_folder_name, parse, settings
from analysis.problems import (
    EXIT_STATUS,
    InputError,
    Note,
    ParameterProblem,
    Problem,
    Warned,
    one_of,
    refuse,
    seen,
)

if TYPE_CHECKING:
    from analysis.report.execution import PageFailed
    from analysis.report.status import Standing
    from analysis.results import Results

EVERY_CASE = "all"
"""The word that asks a profile of each municipality."""

LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a machine says its user's language, such as ``en_GB.UTF-8``; the first that does counts."""

FAILED = 1
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM

PROBLEMS = Text(
    "Problemen gevonden: {n}. Er is niets gemaakt.", "Problems found: {n}. Nothing made."
)
STOPPED = Text("Afgebroken. Wat er stond, is heel gebleven.", "Stopped. What was there is whole.")
FAILURES = Text("Niet gemaakt: {n} pagina('s).", "Not made: {n} page(s).")
SHOWN = 4
"""How many pages are named at the end, and how many failures told in full; of hundreds the first
will do."""
FAILURES_TOLD = Text("Niet gemaakt, en waarom:", "Not made, and why:")
WARNING = Text("Let op: {note}", "Note: {note}")
MORE = Text(" (en nog {n} keer zoiets)", " (and {n} more like it)")
NO_PAGE = Text(
    "Geen eigen pagina voor {cases}. Zo'n code kan geen naam van een bestand zijn, of lijkt te "
    "veel op een andere.",
    "No page for {cases}. Such a code cannot be the name of a file, or is too much like another.",
)
WHICH = Text("Zeg van welke studie.", "Say of which study.")
NO_NAME = Text("Geef de nieuwe studie een naam.", "Give the new study a name.")
FILL_IN = Text(
    "Vul {path} in. Daarna: make validate STUDY={name}",
    "Fill in {path}. Then: make validate STUDY={name}",
)
FIELD = Text(
    "Interviewleidraad en vragenlijst (Word, en een pagina om af te drukken): {path}",
    "Interview guide and questionnaire (Word, and a page to print): {path}",
)
NOTHING = Text("Alles is actueel: niets te maken.", "All is current: nothing to make.")
CURRENT_PAGES = Text("Actueel: {n} van {all}.", "Current: {n} of {all}.")
CELLS = Text(
    "Gevonden: {n} van {all} cellen. De pagina is voor u alleen: de tekst is van de uitgever.",
    "Found: {n} of {all} cells. The page is for you alone: the text is its publisher's.",
)
OPEN = Text("Open {path}", "Open {path}")
IN_ORDER = Text(
    "{study}: in orde. Gemeenten: {cases}, vermeldingen: {units}, beweringen: {claims}.",
    "{study}: in order. Municipalities: {cases}, mentions: {units}, claims: {claims}.",
)


WAITING = Text(
    "Een andere build van deze studie loopt nog; deze begint daarna.",
    "Another build of this study is still running; this one begins after it.",
)
DISK: Mapping[int, Text] = {
    errno.ENOSPC: Text("de schijf is vol", "the disk is full"),
    errno.EDQUOT: Text("uw ruimte op de schijf is op", "your room on the disk is used up"),
    errno.EFBIG: Text("het bestand wordt te groot", "the file becomes too large"),
    errno.EACCES: Text("u mag hier niet lezen of schrijven", "you may not read or write here"),
    errno.EPERM: Text("u mag hier niet lezen of schrijven", "you may not read or write here"),
    errno.EROFS: Text("hier kan niet geschreven worden", "this cannot be written to"),
    errno.ENAMETOOLONG: Text("deze naam is te lang", "this name is too long"),
    errno.EEXIST: Text("hier staat een bestand en geen map", "this is a file and not a folder"),
    errno.ENOTDIR: Text("hier staat een bestand en geen map", "this is a file and not a folder"),
}
"""What can be wrong with a disk, by the number that the system gives it."""
UNWRITTEN = Text(
    "Gestopt: {why}{where}. Wat er al stond, staat er nog.",
    "Stopped: {why}{where}. What was there is still there.",
)


class Terminated(BaseException):
    """The process was asked to end. Like Ctrl-C no error, so that nothing takes it for one."""


ENDS: Mapping[int, type[BaseException]] = {
    signal.SIGINT: KeyboardInterrupt,
    signal.SIGTERM: Terminated,
}
"""What is raised when a signal says that the process must end."""

IMPORTING = "<frozen importlib"
"""How the names of the files begin that hold Python's own code for imports."""
MOMENT = 0.01
"""How many seconds later an interruption is tried again."""


def report(words: Sequence[str]) -> int:
    """Build the pages of a study; return the exit status.

    Args:
        words: ``NAME=value``, as in `parameters`. Without LANGUAGE in both languages.
    """
    return answered(words, _report)


def validate(words: Sequence[str], *, as_json: bool = False) -> int:
    """Check the data of a study; return the exit status.

    Args:
        words: as for `report`.
        as_json: whether to print every problem and every note as JSON, for programs.
    """
    return answered(words, _validate_as_json if as_json else _validate)


def study(words: Sequence[str]) -> int:
    """Make a new study with an empty workbook and its papers; return the exit status.

    Args:
        words: ``NAME=…``, and LANGUAGE for the language of the workbook.
    """
    named = ["STUDY=" + w.partition("=")[2] if w.lower().startswith("name=") else w for w in words]
    return answered(named, _study)


def _study(values: Mapping[str, object], reader: Language) -> int:
    from analysis.study.template import new_study

    if "study" not in values:
        raise InputError([ParameterProblem(PLACE, "NAME=", NO_NAME)])
    path = new_study(str(values["study"]), reader)
    _papers(str(values["study"]), reader)
    print(FILL_IN.say(reader, path=near(path), name=shlex.quote(path.parent.name)))
    return 0


def instrument(words: Sequence[str]) -> int:
    """Write the interview guide and the questionnaire of a study; return the exit status.

    Args:
        words: ``STUDY=…``.
    """
    return answered(words, _instrument)


def _instrument(values: Mapping[str, object], reader: Language) -> int:
    if "study" not in values:
        raise InputError([ParameterProblem(PLACE, "STUDY=", WHICH)])
    _papers(str(values["study"]), reader)
    return 0


def _papers(name: str, reader: Language) -> None:
    from analysis.instrument.writing import write_instrument

    written = write_instrument(name)
    tell(*told_notes(written.notes, reader))
    print(FIELD.say(reader, path=near(written.folder)))


def source(words: Sequence[str], *, text: str) -> int:
    """Lay a reader's copy of the article beside the transcription; return the exit status.

    Args:
        words: LANGUAGE, for the language of the page.
        text: the file with the article's text.
    """
    return answered(words, lambda _values, reader: _source(text, reader))


def _source(text: str, reader: Language) -> int:
    from analysis.source.writing import lay_beside

    laid = lay_beside(Path(text), reader)
    print(CELLS.say(reader, n=laid.found, all=laid.all))
    print(OPEN.say(reader, path=near(laid.path)))
    return 0 if laid.found == laid.all else FAILED


def answered(words: Sequence[str], command: Any) -> int:
    """A command's exit status, with what went wrong told in the reader's language."""
    reader = language_of(words)
    try:
        with interruptible():
            return int(command(parse(words), reader))
    except InputError as error:
        tell(*told_notes(error.notes, reader), *(p.say(reader) for p in error.problems))
        tell(PROBLEMS.say(reader, n=len(error.problems)))
        return EXIT_STATUS
    except KeyboardInterrupt:
        tell(STOPPED.say(reader))
        return INTERRUPTED
    except Terminated:
        tell(STOPPED.say(reader))
        return TERMINATED
    except BrokenPipeError:
        raise
    except OSError as error:
        known = DISK.get(error.errno or 0)
        why = known.say(reader) if known else error.strerror or str(error)
        where = f" ({error.filename})" if error.filename else ""
        tell(UNWRITTEN.say(reader, why=why, where=where))
        return FAILED


def language_of(words: Sequence[str]) -> Language:
    """The reader's language: LANGUAGE where the words give one, else the machine's, else Dutch."""
    given = {name.lower(): value for name, _, value in (word.partition("=") for word in words)}
    machine = next(filter(None, map(os.environ.get, LOCALE)), "")
    asked = (given.get("language"), machine[:2])
    return next((known for word in asked for known in LANGUAGES if known == word), LANGUAGES[0])


def _report(values: Mapping[str, object], reader: Language) -> int:
    folder = elsewhere(str(values.get("reports", "")))
    standing = standing_of(of_page(values), folder, formats_of(values.get("formats", "")))
    if not values.get("case") and standing.stands_whole():
        print(NOTHING.say(reader))
        return tell_outcome(standing.indexes, [], reader)
    if folder:
        to_write_in(folder)
    return _build(values, standing, reader)


def _build(values: Mapping[str, object], standing: Standing, reader: Language) -> int:
    from analysis.report.offering import unmakeable
    from analysis.report.server import have_home, server_runs

    refuse(unmakeable(standing.downloads))
    have_home()
    folders = standing.folders
    if not (values.get("plain") or values.get("scheduler")):
        # It imports what notebooks need while this process reads the study and imports the rest.
        server_runs(standing.runs[0])
    checked(values)
    from analysis.report.files import alone

    with alone(folders.reports, lambda: tell(WAITING.say(reader))):
        # Again: while another build ran, the study may have changed. If not, it is not read anew.
        results = checked(values)
        told = next(iter(results.values()))
        from analysis.report.building import How, build, build_profiles

        how = How(**of_run(values))
        if told.settings.case:
            outcome = build_profiles(results, asked_cases(told, reader), folders, how)
        else:
            outcome = build(results, folders, how, formats=standing.asked)
    return tell_outcome(outcome.indexes, outcome.failures, reader)


def checked(values: Mapping[str, object]) -> dict[Language, Results]:
    """What a study gives, as `opened`, when the study beside it is in order too."""
    from analysis.study import open_study

    results = opened(of_page(values))
    told = next(iter(results.values()))
    if told.settings.compared:
        open_study(told.settings.baseline)
    return results


def standing_of(
    values: Mapping[str, object], folder: Path | None, formats: Sequence[str] = ()
) -> Standing:
    """What was built of a study, here or elsewhere, to be held against what there is now."""
    from analysis.folders import project_root
    from analysis.report.status import Folders, Standing

    runs = settings_of(values)
    return Standing(Folders.of(runs[0].study, project_root(), folder), runs, formats)


def status(words: Sequence[str]) -> int:
    """Tell of each page of a study whether it is current; return the exit status.

    With CASE of each profile that is asked for.

    Args:
        words: as for `report`.
    """
    return answered(words, _status)


def _status(values: Mapping[str, object], reader: Language) -> int:
    from analysis.report.status import CURRENT

    standing = standing_of(of_page(values), elsewhere(str(values.get("reports", ""))))
    if values.get("case"):
        told = next(iter(opened(of_page(values)).values()))
        statuses = standing.profile_statuses(asked_cases(told, reader))
    else:
        statuses = standing.statuses()
    for page in statuses:
        print(replace(page, path=near(standing.digests.place(page.path))).say(reader))
    current = sum(page.word == CURRENT for page in statuses)
    print(CURRENT_PAGES.say(reader, n=current, all=len(statuses)))
    return 0 if current == len(statuses) else FAILED


def asked_cases(results: Results, reader: Language) -> list[str]:
    """The municipalities that a profile is asked of; of all, those without a page are told.

    Raises InputError for one that is unknown or can have no page.
    """
    cases = list(results.cases["case"])
    known = with_page(cases)
    if results.settings.case == EVERY_CASE:
        if left_out := [case for case in cases if case not in known]:
            told = NO_PAGE.say(reader, cases=", ".join(left_out))
            tell(seen(WARNING.say(reader, note=told)))
        return known
    if results.settings.case not in known:
        raise InputError([_no_profile(results.settings.case, cases, known)])
    return [results.settings.case]


def _no_profile(case: str, cases: Sequence[str], known: Sequence[str]) -> Problem:
    """Why there is no page about a municipality: it is none, or its code can name no page."""
    if case in cases:
        right = NO_PAGE.filled(cases=literal(case))
    else:
        right = one_of(case, [*known, EVERY_CASE])
    return ParameterProblem(PLACE, f"CASE={case}", right)


def with_page(cases: Sequence[str]) -> list[str]:
    """The municipalities whose code can name a file that is theirs alone on any system."""
    first = {case.casefold(): case for case in reversed(cases)}
    return [case for case in cases if is_folder_name(case) and first[case.casefold()] == case]


def of_page(values: Mapping[str, object]) -> dict[str, object]:
    """The values that decide what stands on the pages."""
    names = {parameter.name for parameter in RUN}
    return {name: value for name, value in values.items() if name not in names}


def of_run(values: Mapping[str, object]) -> dict[str, Any]:
    """How the pages are to be made, as `How` takes it."""
    how: dict[str, Any] = {
        "plain": bool(values.get("plain")),
        "scheduler": values.get("scheduler", ""),
    }
    return how | ({"at_a_time": values["jobs"]} if values.get("jobs") else {})


def opened(values: Mapping[str, object]) -> dict[Language, Results]:
    """What a study gives, in each language that is asked for. Raises InputError."""
    from analysis.results import Results
    from analysis.study import open_study

    runs = settings_of(values)
    study = open_study(runs[0].study)
    return {run.language: Results(study, run) for run in runs}


def settings_of(values: Mapping[str, object]) -> list[Settings]:
    """The settings of each language: the one that is given, else all."""
    languages = [values["language"]] if "language" in values else LANGUAGES
    return [settings(**{**values, "language": language}) for language in languages]


def tell_outcome(pages: Sequence[Path], failures: Sequence[PageFailed], reader: Language) -> int:
    """Tell which pages failed and where to begin reading; return the exit status."""
    for failure in failures[:SHOWN]:
        tell("", failure.say(reader))
    for page in pages[:SHOWN]:
        print(OPEN.say(reader, path=near(page)))
    if failures:
        tell("", FAILURES_TOLD.say(reader), *(f"  {f.in_short(reader)}" for f in failures))
        tell(FAILURES.say(reader, n=len(failures)))
    return FAILED if failures else 0


def _validate(values: Mapping[str, object], reader: Language) -> int:
    results = next(iter(opened(of_page(values)).values()))
    tell(*told_notes(results.study.notes, reader))
    told = IN_ORDER.say(
        reader,
        study=results.study.name,
        cases=len(results.cases),
        units=len(results.units),
        claims=len(results.study.sheet("claims")),
    )
    print(told)
    return 0


def _validate_as_json(values: Mapping[str, object], reader: Language) -> int:
    from analysis.study import open_study

    name = settings(**of_page(values)).study
    problems: Sequence[Problem] = ()
    try:
        notes = open_study(name).notes
    except InputError as error:
        problems, notes = error.problems, error.notes
    told = {
        "study": name,
        "problems": [problem.as_dict(reader) for problem in problems],
        "notes": [note.as_dict(reader) for note in notes],
    }
    # In ASCII, which no encoding of a machine can change.
    print(json.dumps(told, indent=1))
    return EXIT_STATUS if problems else 0


def told_notes(notes: Sequence[Note], reader: Language) -> Iterator[str]:
    """Each warning in full; of what was read otherwise, the first of each kind and how many."""
    for note in notes:
        if isinstance(note, Warned):
            yield WARNING.say(reader, note=note.say(reader))
    kinds = dict.fromkeys(type(note) for note in notes if not isinstance(note, Warned))
    for kind in kinds:
        first, *more = (note for note in notes if type(note) is kind)
        yield first.say(reader) + (MORE.say(reader, n=len(more)) if more else "")


def near(path: Path) -> str:
    """A path as seen from where the command was given, where it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def tell(*lines: str) -> None:
    """Say lines on the error stream."""
    for line in lines:
        print(line, file=sys.stderr)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C and a request to end the process interrupt it, wherever that is safe."""
    # Who started this process may have it deaf to Ctrl-C, in the background say.
    heard = [number for number in ENDS if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, interrupt) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def interrupt(number: int, frame: FrameType | None) -> None:
    """Interrupt, but not amid Python's own code for imports: then a moment later.

    An error that is raised while Python holds its lock on imports leaves it locked for good, and
    threads that import anything wait for ever.
    """
    if os.name == "posix" and frame and frame.f_code.co_filename.startswith(IMPORTING):
        threading.Timer(MOMENT, os.kill, (os.getpid(), number)).start()
        return
    raise ENDS[number]


def dictionary(words: Sequence[str]) -> int:
    """Print the data dictionary."""
    return answered(words, _dictionary)


def _dictionary(_values: Mapping[str, object], _reader: Language) -> int:
    from analysis.dictionary import dictionary as page

    sys.stdout.write(page())
    return 0


def coverage(words: Sequence[str]) -> int:
    """Print which claims stand for each passage of a study's source."""
    return answered(words, _coverage)


def _coverage(values: Mapping[str, object], _reader: Language) -> int:
    from analysis.coverage import coverage as page
    from analysis.study import open_study

    sys.stdout.write(page(open_study(settings(**of_page(values)).study)))
    return 0
