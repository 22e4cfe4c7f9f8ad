"""What surrounds the content of every page: header, navigation, panel; in words and links."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from analysis.language import LANGUAGE_NAMES, Language, Text
from analysis.parameters import Settings
from analysis.report.checks import CHECKS, Check
from analysis.report.pages import DICTIONARY, INDEX, Page
from analysis.report.provenance import Provenance, shown_settings
from analysis.schema import Study

TEMPLATES = Path(__file__).parent / "templates"
TEMPLATE = "report"
UNCHECKED = (INDEX, DICTIONARY)
"""The pages of no notebook: what stands on them is the project's own, and held by its tests."""

WORDS: Mapping[str, Text] = {
    "skip": Text("Naar de inhoud", "Skip to the content"),
    "pages": Text("Pagina's", "Pages"),
    "on_this_page": Text("Op deze pagina", "On this page"),
    "home": Text("In één oogopslag", "At a glance"),
    "language": Text("Taal", "Language"),
    "downloads": Text("Downloads", "Downloads"),
    "dictionary": Text("Wat de gegevens betekenen", "What the data mean"),
    "menu": Text("Inhoud", "Contents"),
    "code": Text("Code", "Code"),
    "show_code": Text("Alle code tonen", "Show all code"),
    "hide_code": Text("Alle code verbergen", "Hide all code"),
    "previous": Text("Vorige", "Previous"),
    "next": Text("Volgende", "Next"),
    "this_run": Text("Deze uitvoering", "This run"),
    "about_run": Text(
        "Waaruit deze pagina gemaakt is. Wie met hetzelfde begint, krijgt dezelfde pagina.",
        "What this page was made from. Whoever starts with the same gets the same page.",
    ),
    "settings": Text("Instellingen", "Settings"),
    "setting": Text("Instelling", "Setting"),
    "value": Text("Waarde", "Value"),
    "meaning": Text("Betekenis", "Meaning"),
    "inputs": Text("Invoer", "Input"),
    "file": Text("Bestand", "File"),
    "checks": Text("Nagegaan voor de pagina er kwam", "Checked before the page was kept"),
    "versions": Text("Versies", "Versions"),
    "made_by": Text(
        "SHA-256 van de code achter deze pagina", "SHA-256 of the code behind this page"
    ),
    "ran": Text(
        "SHA-256 van het notebook zoals het is gedraaid: elke cel met de uitkomst",
        "SHA-256 of the notebook as it ran: each cell with its outcome",
    ),
    "printed": Text("geeft als uitvoer", "prints"),
    "picture": Text("Afbeelding zonder beschrijving", "Picture without a description"),
    "synthetic": Text(
        "Verzonnen gegevens: deze studie is een voorbeeld. Niets hiervan is gemeten.",
        "Made-up data: this study is an example. Nothing here was measured.",
    ),
}
"""What the shell says, by the name that the templates use."""


@dataclass(frozen=True)
class Link:
    """One page in the navigation."""

    title: str
    file: str
    current: bool = False


@dataclass(frozen=True)
class Site:
    """What is the same for every page of a build."""

    study: Study
    pages: Sequence[Page]
    languages: Sequence[Language]
    """The languages that there are pages in."""
    provenance: Provenance
    alone: bool = False
    """Whether each page stands by itself and leads to no other."""


@dataclass(frozen=True)
class Shell:
    """The surroundings of one page, as the templates read them."""

    site: Site
    settings: Settings
    file: str
    code: str
    """The SHA-256 of the code that made the page."""
    ran: str = ""
    """The SHA-256 of the notebook as it ran, if a notebook made the page."""

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.settings.language

    @property
    def study_title(self) -> str:
        """The study's title in the page's language; its name where it has none."""
        title = self.site.study.property("title") or self.site.study.name
        return self.site.study.say(title, self.language)

    @property
    def synthetic(self) -> bool:
        """Whether the study's data are made up."""
        return self.site.study.synthetic

    @property
    def up(self) -> str:
        """The way from the page to the folder of its language."""
        return "../" * self.file.count("/")

    @property
    def words(self) -> dict[str, str]:
        """The shell's own words in the page's language."""
        return {name: text.say(self.language) for name, text in WORDS.items()}

    @property
    def links(self) -> list[Link]:
        """Every page of this language, the index first."""
        if self.site.alone:
            return [Link(self.site.pages[0].titles[self.language], self.file, current=True)]
        files = [(self.words["home"], INDEX)]
        files += [(page.titles[self.language], page.file) for page in self.site.pages]
        files.append((self.words["dictionary"], DICTIONARY))
        return [Link(title, file, file == self.file) for title, file in files]

    @property
    def title(self) -> str:
        """The title of this page."""
        return next(link.title for link in self.links if link.current)

    @property
    def window_title(self) -> str:
        """What the browser calls the page; bare text, since a title has no markup."""
        return f"{self.title} · {self.study_title}"

    @property
    def neighbours(self) -> tuple[Link | None, Link | None]:
        """The pages before and after this one."""
        links: list[Link | None] = [None, *self.links, None]
        here = next(i for i, link in enumerate(links) if link and link.current)
        return links[here - 1], links[here + 1]

    @property
    def switch(self) -> list[tuple[str, str]]:
        """The other languages of this page: code and name."""
        others = [language for language in self.site.languages if language != self.language]
        return [(language, LANGUAGE_NAMES[language]) for language in others]

    @property
    def run(self) -> dict[str, Any]:
        """What the panel shows."""
        return {
            "settings": shown_settings(self.settings, self.language),
            "inputs": self.site.provenance.inputs,
            "versions": self.site.provenance.versions,
            "code": self.code,
            "ran": self.ran,
            "checks": [check.says.say(self.language) for check in self._checks],
        }

    @property
    def _checks(self) -> Sequence[Check]:
        return () if self.file in UNCHECKED else CHECKS

    @property
    def style(self) -> str:
        """The one style sheet."""
        return template_text("style.css")

    @property
    def script(self) -> str:
        """The one script, an extra: the page works without it."""
        return template_text("script.js")

    @property
    def policy(self) -> str:
        """What a browser may do with the page: show it, and run the one script; no requests.

        Styles are allowed inline because drawings carry theirs on their shapes.
        """
        sha = base64.b64encode(hashlib.sha256(self.script.encode()).digest()).decode()
        return (
            f"default-src 'none'; script-src 'sha256-{sha}'; style-src 'unsafe-inline'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )


@cache
def template_text(name: str) -> str:
    """A file of the template as it is, without the blank around it."""
    return (TEMPLATES / TEMPLATE / name).read_text(encoding="utf-8").strip()
