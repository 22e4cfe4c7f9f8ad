"""The first page: what the study is, what was reproduced and what was not."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, FileSystemLoader

from analysis.language import Text
from analysis.parameters import FORMATS
from analysis.report.outline import Outline
from analysis.report.shell import TEMPLATE, TEMPLATES, Shell
from analysis.results import Results
from analysis.schema import VERDICTS
from analysis.tables.references import claim_anchor, verdict_mark

CLAIMS_PAGE = "5-conclusions"
LISTED = ("contradicted", "coding-dependent")
"""The verdicts whose claims are named on the index."""
FACTS = ("researchers", "year", "source")

WORDS: dict[str, Text] = {
    "what": Text("De studie", "The study"),
    "researchers": Text("Onderzoekers", "Researchers"),
    "year": Text("Jaar", "Year"),
    "source": Text("Bron", "Source"),
    "cases": Text("Gemeenten", "Municipalities"),
    "units": Text("Vermeldingen", "Mentions"),
    "claims": Text("Beweringen", "Claims"),
    "outcome": Text("Welke beweringen kloppen", "Which claims hold"),
    "no_claims": Text(
        "Deze studie heeft geen beweringen, dus valt er niets te toetsen.",
        "This study has no claims, so there is nothing to check.",
    ),
    "contradicted": Text("Wat niet klopt", "What was contradicted"),
    "coding-dependent": Text(
        "Wat van de codering afhangt", "What depends on the coding"
    ),
    "pages": Text("De pagina's", "The pages"),
    "downloads": Text("Om mee verder te werken", "To work on with"),
    "dictionary": Text(
        "Elk blad en elk frame, met de betekenis van elke kolom.",
        "Every sheet and every frame, with what each column means.",
    ),
    "no_downloads": Text(
        "Er zijn nog geen bestanden om te downloaden. Dit commando maakt een PDF, een "
        "Word-document, een werkmap voor Excel, en de tabellen en figuren als losse bestanden:",
        "There are no files to download yet. This command makes a PDF, a Word document, a workbook "
        "for Excel, and the tables and figures as separate files:",
    ),
    "not_made": Text("Deze pagina is nog niet gemaakt.", "This page has not been made yet."),
}  # fmt: skip
OF = Text("{n} van de {all} in het land", "{n} of the {all} in the country")
HELD = Text(
    "De bron doet {n} beweringen. Hier staat hoe vaak elk oordeel voorkomt; de pagina Conclusies "
    "legt de oordelen uit.",
    "The source makes {n} claims. Here is how often each verdict occurs; the page Conclusions "
    "explains the verdicts.",
)


@dataclass(frozen=True)
class Count:
    """How many claims have a verdict."""

    verdict: str
    mark: str
    n: int


@dataclass(frozen=True)
class Finding:
    """One claim by name, with a link to the row that says why, where there is one."""

    statement: str
    href: str


def index_page(
    results: Results, shell: Shell, made: Container[str], downloads: Mapping[str, str]
) -> str:
    """The index of one language.

    Args:
        results: what the study gave, in the language of the page.
        shell: the surroundings of the page.
        made: the files of the pages that there are; the others are not linked to.
        downloads: for each format besides pages its file.
    """
    return environment().get_template("first.html.j2").render(
        shell=shell,
        outline=Outline(titled=True),
        say={name: results.say(text) for name, text in WORDS.items()},
        held=HELD.say(results.language, n=len(results.verdicts)),
        facts=facts(results),
        counts=counts(results),
        findings={name: findings(results, name, made) for name in LISTED},
        pages=[(page, page.file in made) for page in shell.site.pages],
        downloads=[(results.say(FORMATS[name].label), file) for name, file in downloads.items()],
        formats=" ".join(name for name, form in FORMATS.items() if form.file),
    )  # fmt: skip


@cache
def environment() -> Environment:
    """Jinja with the project's template; what it fills in is escaped."""
    return Environment(loader=FileSystemLoader(TEMPLATES / TEMPLATE), autoescape=True)


def facts(results: Results) -> list[tuple[str, str]]:
    """What is known of the study, under its name; what is not given is left out."""
    given = {name: results.say(results.study.property(name)) for name in FACTS}
    given["cases"] = _cases(results)
    given["units"] = str(len(results.units))
    return [(results.say(WORDS[name]), value) for name, value in given.items() if value]


def _cases(results: Results) -> str:
    n, every = len(results.cases), results.study.property("population")
    return OF.say(results.language, n=n, all=every) if every else str(n)


def counts(results: Results) -> list[Count]:
    """How many claims have each verdict, in the order of the verdicts."""
    found = results.verdicts["verdict"].value_counts()
    return [
        Count(verdict.replace(" ", "-"), verdict_mark(results, verdict), int(found.get(verdict, 0)))
        for verdict in VERDICTS
    ]


def findings(results: Results, verdict: str, made: Container[str]) -> list[Finding]:
    """The claims with a verdict, in the order of the register."""
    page = f"{CLAIMS_PAGE}.html"
    rows = results.verdicts[results.verdicts["verdict"] == verdict]
    return [
        Finding(results.say(statement), f"{page}#{claim_anchor(claim)}" if page in made else "")
        for claim, statement in zip(rows["claim"], rows["statement"], strict=True)
    ]
