"""The command line: ``python -m analysis report STUDY=… LANGUAGE=…``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

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
    "source": (
        main.source,
        "het artikel naast de transcriptie leggen · lay the article beside the transcription",
    ),
    "dictionary": (main.dictionary, "de beschrijving van bladen en frames · the data dictionary"),
    "coverage": (main.coverage, "de beweringen bij elke passage · the claims of each passage"),
}
"""What each command does, and what help says of it."""

WORDS = "NAME=value"
COPY = "uw kopie van het artikel, als tekstbestand · your copy of the article, as a text file"
AS_JSON = "elk probleem als JSON, voor programma's · every problem as JSON, for programs"
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
        if name == "source":
            one.add_argument("text", metavar="TEXT", help=COPY)
        one.add_argument("words", nargs="*", metavar=WORDS, help="een instelling · a setting")
        one.set_defaults(command=command)
    commands.choices["validate"].add_argument(
        "--json", action="store_true", dest="as_json", help=AS_JSON
    )
    return whole


def run(words: Sequence[str]) -> int:
    """Do what the command line asks; return the exit status. Without words it explains itself."""
    given = vars(parser().parse_args(words or ["--help"]))
    return int(given.pop("command")(given.pop("words"), **given))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
