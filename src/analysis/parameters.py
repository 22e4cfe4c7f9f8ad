"""The settings of a run, declared once.

The notebooks' `parameters` cells, the command line, `make` and the pages' panel follow from here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

from analysis.language import LANGUAGES, Language, Text
from analysis.problems import ParameterProblem, Place, Problem, one_of, refuse

PLACE = Place("make")

ADDRESS = r"tcp://([\w.-]+|\[[0-9a-fA-F:.]+\]):\d{1,5}"
"""An address in a network: ``tcp://host:port``; one of version 6 stands in brackets."""

ORIGINAL = "gemeenten-2015"
"""The study that this package replicates, and that other studies are compared with."""

FOLDER = Text("Geef de naam van een map in data/raw.", "Give the name of a folder in data/raw.")
ONCE = Text("Geef elke instelling één keer.", "Give each setting once.")
SHARE = Text(
    "Geef een deel van 0 tot 1, zoals 0.3333 voor een derde.",
    "Give a share from 0 to 1, like 0.3333 for a third.",
)


@dataclass(frozen=True)
class Parameter:
    """One setting: its name, type, default, the values it can have, and what it is for."""

    name: str
    type: type
    default: str | float | int
    explanation: Text
    fits: Callable[[object], bool]
    right: Text


DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"
}
"""What Windows takes for a device and not for a file, with whatever after a point."""
LONGEST_NAME = 100
"""In signs: systems allow 255 bytes, and a path holds a name more than once."""


def is_folder_name(name: str) -> bool:
    """Whether a text can be the name of one folder on any system, and leads nowhere else."""
    whole = name.strip(" ") == name.rstrip(".") == name and name.isprintable()
    device = name.partition(".")[0].strip().casefold() in DEVICES
    short = 0 < len(name) <= LONGEST_NAME
    return whole and short and not device and not set(name) & set('/\\:*?"<>|')


class Format(NamedTuple):
    """A form in which the pages are offered."""

    label: Text
    file: str = ""
    """From the folder of a language; the pages themselves have many."""


FORMATS: Mapping[str, Format] = {
    "html": Format(Text("De pagina's", "The pages")),
    "pdf": Format(Text("Alles als PDF", "All as PDF"), "downloads/report.pdf"),
    "docx": Format(Text("Alles voor Word", "All for Word"), "downloads/report.docx"),
    "xlsx": Format(Text("Tabellen voor Excel", "Tables for Excel"), "downloads/tables.xlsx"),
    "csv": Format(Text("Tabellen als CSV", "Tables as CSV"), "downloads/tables.zip"),
    "svg": Format(Text("Figuren als SVG", "Figures as SVG"), "downloads/figures.zip"),
}
"""What the pages can be made into; the first is always made."""


def formats_of(words: object) -> list[str]:
    """The formats that are asked for, with spaces or commas between, in the order of `FORMATS`."""
    return [name for name in FORMATS if name in _listed(words)]


def _listed(words: object) -> list[str]:
    return str(words).lower().replace(",", " ").split()


PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        "study",
        str,
        ORIGINAL,
        Text("de studie: een map in data/raw", "the study: a folder in data/raw"),
        lambda value: isinstance(value, str) and is_folder_name(value),
        FOLDER,
    ),
    Parameter(
        "language",
        str,
        "nl",
        Text("de taal van de pagina's: nl of en", "the language of the pages: nl or en"),
        lambda value: value in LANGUAGES,
        Text("Goed is: nl, en.", "Right is: nl, en."),
    ),
    Parameter(
        "baseline",
        str,
        ORIGINAL,
        Text(
            "de studie ernaast: een map in data/raw",
            "the study beside it: a folder in data/raw",
        ),
        lambda value: isinstance(value, str) and is_folder_name(value),
        FOLDER,
    ),
    Parameter(
        "confidence",
        float,
        0.95,
        Text("de betrouwbaarheid van intervallen", "the confidence level of intervals"),
        lambda value: isinstance(value, float) and 0.5 <= value < 1,
        Text(
            "Geef een getal van 0.5 tot 1, zoals 0.95.",
            "Give a number from 0.5 to 1, like 0.95.",
        ),
    ),
    Parameter(
        "seed",
        int,
        2015,
        Text("het begingetal van het toeval", "the seed of the random numbers"),
        lambda value: type(value) is int and value >= 0,
        Text("Geef een heel getal vanaf 0.", "Give a whole number from 0."),
    ),
    Parameter(
        "most",
        float,
        0.5,
        Text("“de meeste”: meer dan dit deel", "“most”: more than this share"),
        lambda value: isinstance(value, float) and 0 <= value < 1,
        SHARE,
    ),
    Parameter(
        "many",
        float,
        0.3333,
        Text("“veel”: meer dan dit deel", "“many”: more than this share"),
        lambda value: isinstance(value, float) and 0 <= value < 1,
        SHARE,
    ),
    Parameter(
        "several",
        int,
        2,
        Text("“een aantal”: minstens zoveel", "“several”: at least so many"),
        lambda value: type(value) is int and value >= 1,
        Text("Geef een heel getal vanaf 1.", "Give a whole number from 1."),
    ),
    Parameter(
        "few",
        float,
        0.3333,
        Text("“weinig”: hoogstens dit deel", "“few”: at most this share"),
        lambda value: isinstance(value, float) and 0 <= value < 1,
        SHARE,
    ),
    Parameter(
        "average",
        str,
        "mean",
        Text("scores: mean (gemiddelde) of median", "scores: mean or median"),
        lambda value: value in ("mean", "median"),
        Text("Goed is: mean, median.", "Right is: mean, median."),
    ),
    Parameter(
        "case",
        str,
        "",
        Text("profiel van één gemeente (all: alle)", "profile of one municipality (all: each)"),
        lambda value: isinstance(value, str),
        Text("Geef de code van een gemeente.", "Give the code of a municipality."),
    ),
)


PAGE_ALONE = ("language", "baseline", "case")
"""The settings that decide what stands on a page, and not what is computed."""

RUN: tuple[Parameter, ...] = (
    Parameter(
        "jobs",
        int,
        0,
        Text("notebooks tegelijk (0: wat past)", "notebooks at a time (0: what fits)"),
        lambda value: type(value) is int and value >= 0,
        Text("Geef een heel getal vanaf 0.", "Give a whole number from 0."),
    ),
    Parameter(
        "plain",
        int,
        0,
        Text("1: elk notebook een nieuw Python", "1: a new Python for every notebook"),
        lambda value: value in (0, 1),
        Text("Goed is: 0, 1.", "Right is: 0, 1."),
    ),
    Parameter(
        "formats",
        str,
        "html",
        Text(f"wat er gemaakt wordt: {', '.join(FORMATS)}", f"what is made: {', '.join(FORMATS)}"),
        lambda value: (
            bool(str(value).strip())
            and set(str(value).lower().replace(",", " ").split()) <= set(FORMATS)
        ),
        Text(
            f"Goed is: {', '.join(FORMATS)}, met spaties ertussen.",
            f"Right is: {', '.join(FORMATS)}, with spaces between.",
        ),
    ),
    Parameter(
        "reports",
        str,
        "",
        Text("een andere map voor alles wat gemaakt wordt", "another folder for all that is made"),
        lambda value: isinstance(value, str),
        Text("Geef een map.", "Give a folder."),
    ),
    Parameter(
        "scheduler",
        str,
        "",
        Text(
            "een Dask-cluster dat de pagina's maakt: tcp://…",
            "a Dask cluster that makes the pages: tcp://…",
        ),
        lambda value: value == "" or re.fullmatch(ADDRESS, str(value)) is not None,
        Text(
            "Geef het adres van een scheduler, zoals tcp://127.0.0.1:8786.",
            "Give the address of a scheduler, like tcp://127.0.0.1:8786.",
        ),
    ),
)
"""How pages are made; what stands on them does not depend on it, so notebooks do not have it."""

EVERY = (*PARAMETERS, *RUN)
"""What `make` and the command line take."""


@dataclass(frozen=True)
class Settings:
    """The settings of one page: every parameter with a value of its type."""

    study: str
    language: Language
    baseline: str
    confidence: float
    seed: int
    most: float
    many: float
    several: int
    few: float
    average: str
    case: str

    @property
    def compared(self) -> bool:
        """Whether the study is to be laid beside another: not beside itself."""
        return self.baseline != self.study

    @property
    def of_frames(self) -> dict[str, str | float | int]:
        """The settings that decide what is computed: those of a page alone do not."""
        return {name: v for name, v in self.as_dict().items() if name not in PAGE_ALONE}

    def as_dict(self) -> dict[str, str | float | int]:
        """The settings as papermill wants them."""
        return asdict(self)


def settings(**values: object) -> Settings:
    """Settings from Python values; what is not given has its default.

    Raises InputError for an unknown name or a value of the wrong type, which papermill
    would pass on silently.
    """
    refuse([*unknown_names(values, PARAMETERS), *wrong_values(values)])
    return Settings(**{p.name: values.get(p.name, p.default) for p in PARAMETERS})  # type: ignore[arg-type]


def parse(words: Sequence[str]) -> dict[str, object]:
    """``STUDY=…`` words, as make and the command line take them, to named values.

    Only what is given is returned. Raises InputError with every word that is not right.
    """
    given = [(name.lower(), value) for name, _, value in (word.partition("=") for word in words)]
    twice = [name for name, often in Counter(name for name, _ in given).items() if often > 1]
    values = {name: typed(name, value) for name, value in given}
    problems = [ParameterProblem(PLACE, name.upper(), ONCE) for name in twice]
    refuse([*problems, *unknown_names(values, EVERY), *wrong_values(values)])
    return values


def typed(name: str, value: str) -> object:
    """A word as a value of its parameter's type, or the word itself where it is not one."""
    types = {parameter.name: parameter.type for parameter in EVERY}
    try:
        return types.get(name, str)(value.strip())
    except ValueError:
        return value


def unknown_names(values: Mapping[str, object], known: Sequence[Parameter]) -> list[Problem]:
    """A problem for each name that is no parameter, with the nearest that is."""
    names = [parameter.name for parameter in known]
    return [
        ParameterProblem(PLACE, name.upper(), one_of(name.upper(), (n.upper() for n in names)))
        for name in values
        if name not in names
    ]


def wrong_values(values: Mapping[str, object]) -> list[Problem]:
    """A problem for each value that is not of its parameter's type or range."""
    return [
        ParameterProblem(
            PLACE, f"{parameter.name.upper()}={values[parameter.name]}", parameter.right
        )
        for parameter in EVERY
        if parameter.name in values and not parameter.fits(values[parameter.name])
    ]
