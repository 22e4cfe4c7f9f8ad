"""The command line: ``python -m analysis report STUDY=… LANGUAGE=…``."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from io import TextIOWrapper

from analysis import main
from analysis.parameters import EVERY


def verify(words: Sequence[str]) -> int:
    """As `verifying.verify`, which is only imported when it is asked for."""
    from analysis import verifying

    return verifying.verify(words)


def sums(words: Sequence[str]) -> int:
    """As `verifying.sums`, which is only imported when it is asked for."""
    from analysis import verifying

    return verifying.sums(words)


def diff(words: Sequence[str], *, old: str, new: str, as_json: bool) -> int:
    """As `diffing.diff`, which is only imported when it is asked for."""
    from analysis import diffing

    return diffing.diff(words, old=old, new=new, as_json=as_json)


def describe(words: Sequence[str]) -> int:
    """As `describing.describe`, which is only imported when it is asked for."""
    from analysis import describing

    return describing.describe(words)


COMMANDS: Mapping[str, tuple[Callable[..., int], str]] = {
    "report": (main.report, "de rapporten maken · build the reports"),
    "status": (main.status, "welke pagina's actueel zijn · which pages are current"),
    "validate": (main.validate, "alleen de gegevens controleren · only check the data"),
    "study": (main.study, "een nieuwe studie beginnen: NAME=… · begin a new study"),
    "instrument": (
        main.instrument,
        "interviewleidraad en vragenlijst opnieuw maken · make the guide and questionnaire again",
    ),
    "verify": (
        verify,
        "twee keer bouwen en elke byte vergelijken · build twice and compare every byte",
    ),
    "sums": (sums, "de controlegetallen opnieuw vastleggen · record the digests anew"),
    "diff": (
        diff,
        "wat er veranderde tussen twee mappen met rapporten · what changed between two reports",
    ),
    "source": (
        main.source,
        "het artikel naast de transcriptie leggen · lay the article beside the transcription",
    ),
    "dictionary": (main.dictionary, "de beschrijving van bladen en frames · the data dictionary"),
    "describe": (
        describe,
        "vernieuwen wat het pakket beschrijft · renew the files that describe the package",
    ),
    "coverage": (main.coverage, "de beweringen bij elke passage · the claims of each passage"),
}
"""What each command does, and what help says of it."""

WORDS = "NAME=value"
PLACES: Mapping[str, Mapping[str, str]] = {
    "source": {
        "text": "uw kopie van het artikel, als tekstbestand · "
        "your copy of the article, as a text file",
    },
    "diff": {
        "old": "de map van de oude rapporten van een studie · the folder of a study's old reports",
        "new": "de map van de nieuwe · the folder of the new ones",
    },
}
"""What some commands take before the settings."""
AS_JSON = {
    "validate": "elk probleem als JSON, voor programma's · every problem as JSON, for programs",
    "diff": "elk verschil als JSON, voor programma's · every difference as JSON, for programs",
}
LISTED = "\n".join(
    ["de instellingen · the settings:"]
    + [
        f"  {p.name.upper()}={p.default}\n      {p.explanation.nl} · {p.explanation.en}"
        for p in EVERY
    ]
)


def parser() -> argparse.ArgumentParser:
    """What the command line takes."""
    told = "Innovatie in gemeenten: van gegevens naar rapporten · from data to reports."
    look = argparse.RawDescriptionHelpFormatter
    whole = argparse.ArgumentParser("analysis", None, told, LISTED, formatter_class=look)
    commands = whole.add_subparsers(metavar="command", required=True)
    for name, (command, what) in COMMANDS.items():
        one = commands.add_parser(
            name, help=what, description=what, epilog=LISTED, formatter_class=look
        )
        for place, told in PLACES.get(name, {}).items():
            one.add_argument(place, metavar=place.upper(), help=told)
        one.add_argument("words", nargs="*", metavar=WORDS, help="een instelling · a setting")
        one.set_defaults(command=command)
    for name, told in AS_JSON.items():
        commands.choices[name].add_argument(
            "--json", action="store_true", dest="as_json", help=told
        )
    return whole


def always_told() -> None:
    """Let a sign that the machine's encoding lacks be told by its number; it stops nothing.

    What is piped on Windows has 256 signs; the error stream does so of its own accord.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def run(words: Sequence[str]) -> int:
    """Do what the command line asks; return the exit status. Without words it explains itself."""
    given = vars(parser().parse_args(words or ["--help"]))
    return int(given.pop("command")(given.pop("words"), **given))


if __name__ == "__main__":
    always_told()
    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Who was reading has had enough, such as `less`; nor is there anybody to tell so.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = main.FAILED
    # What was imported ends with the process; to look through it for garbage takes 0.3 s.
    gc.freeze()
    sys.exit(status)
