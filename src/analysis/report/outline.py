"""The headings of a page, collected while it is rendered: one h1, and the rest as a contents."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Section:
    """One heading of the contents, with those of the level below it."""

    text: str
    anchor: str
    sections: list[Section] = field(default_factory=list)


@dataclass
class Outline:
    """The headings of one page."""

    titled: bool = False
    """Whether the page has its h1."""
    sections: list[Section] = field(default_factory=list)
    """The h2 headings, and below them the h3."""
    count: int = 0

    def add(self, level: int, text: str) -> tuple[int, str]:
        """Take up a heading; return the level it is shown at and its anchor.

        The anchor is a number, not the words, so that it is the same in each language.
        """
        level = max(level, 2) if self.titled else level
        anchor = f"section-{self.count}"
        self.titled, self.count = self.titled or level == 1, self.count + 1
        below = self.sections[-1].sections if level == 3 and self.sections else self.sections
        if level in (2, 3):
            below.append(Section(text, anchor))
        return level, anchor
