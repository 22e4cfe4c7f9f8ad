"""The command line: ``python -m analysis report STUDY=… LANGUAGE=…``."""

from __future__ import annotations

from typing import Annotated

import typer

from analysis import main
from analysis.parameters import EVERY

LISTED = "\n\n".join(
    f"{p.name.upper()}={p.default}: {p.explanation.nl} · {p.explanation.en}" for p in EVERY
)
Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NAME=value ...]", help="de instellingen · the settings"),
]

app = typer.Typer(
    help="Innovatie in gemeenten: van gegevens naar rapporten · from data to reports.",
    epilog=LISTED,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command(epilog=LISTED)
def report(words: Words = None) -> None:
    """De rapporten maken · build the reports."""
    raise typer.Exit(main.report(words or []))


@app.command(epilog=LISTED)
def validate(words: Words = None) -> None:
    """Alleen de gegevens controleren · only check the data."""
    raise typer.Exit(main.validate(words or []))


@app.command()
def study(words: Words = None) -> None:
    """Een nieuwe studie beginnen: NAME=… · begin a new study."""
    raise typer.Exit(main.study(words or []))


@app.command()
def dictionary() -> None:
    """De beschrijving van alle bladen en frames tonen · print the data dictionary."""
    raise typer.Exit(main.dictionary())


@app.command(epilog=LISTED)
def coverage(words: Words = None) -> None:
    """Tonen welke beweringen voor elke passage staan · print the claims of each passage."""
    raise typer.Exit(main.coverage(words or []))


if __name__ == "__main__":
    app(prog_name="python -m analysis")
