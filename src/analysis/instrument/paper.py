"""A paper to print or fill in, as blocks: the same for Word and for the printable page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from analysis.language import Language, Text

CASE_CODE = Text("Code van de gemeente", "Code of the municipality")
"""What every paper asks for, and never the municipality's name."""


@dataclass(frozen=True)
class Heading:
    """A heading, by itself at the top of a new page where that is asked."""

    kind: ClassVar[str] = "heading"
    text: str
    level: Literal[1, 2] = 1
    new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a notice stands out, what is small steps back."""

    kind: ClassVar[str] = "paragraph"
    text: str
    style: Literal["Normal", "Notice", "Small"] = "Normal"


@dataclass(frozen=True)
class Points:
    """A list of points."""

    kind: ClassVar[str] = "points"
    items: tuple[str, ...]


@dataclass(frozen=True)
class Room:
    """Room to write in."""

    kind: ClassVar[str] = "room"
    label: str
    """What is to be written there, for who cannot see it."""
    lines: int


@dataclass(frozen=True)
class Fields:
    """What is to be filled in, one a row: what it is, and the choices if there are any."""

    kind: ClassVar[str] = "fields"
    caption: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Step:
    """One step of a scale: the number, and the words of an end."""

    number: str
    words: str = ""


@dataclass(frozen=True)
class Statements:
    """Statements, each with its code and every step of the scale to choose from."""

    kind: ClassVar[str] = "statements"
    caption: str
    headers: tuple[str, str]
    rows: tuple[tuple[str, str], ...]
    scale: tuple[Step, ...]


@dataclass(frozen=True)
class Listing:
    """A table to read."""

    kind: ClassVar[str] = "listing"
    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Points | Room | Fields | Statements | Listing


@dataclass(frozen=True)
class Paper:
    """One paper in one language."""

    name: str
    """Of its files, without what comes after the point."""
    title: str
    subtitle: str
    language: Language
    blocks: tuple[Block, ...]
