"""What stands on the pages: numbered tables and figures, sentences, and what is lacking.

Each shows itself in a notebook as HTML. Text that comes from a study is always escaped; only
what this package writes itself is markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Literal

import pandas as pd
from markupsafe import Markup, escape

from analysis.language import Language, Text, capitalised

Element = Any
"""An element of a table, as lxml reads it: it has no types."""

MISSING = "–"
"""What stands where there is no value."""

WORD = {
    "table": Text("Tabel", "Table"),
    "figure": Text("Figuur", "Figure"),
}


@dataclass(frozen=True)
class Exhibit:
    """A table or figure as it is announced: its name, the page it stands on and its caption."""

    kind: Literal["table", "figure"]
    name: str
    page: str
    caption: Text
    instead: str = ""
    """The figure in whose place this one stands where there are too many cases for it."""

    @property
    def number(self) -> int:
        """Its number among those of its kind: Tables 1 to 3 are the article's own."""
        return [e.name for e in EXHIBITS if e.kind == self.kind].index(self.name) + 1

    @property
    def anchor(self) -> str:
        """Its id on its page."""
        return f"{self.kind}-{self.number}"

    def title(self, language: Language) -> str:
        """``Tabel 1``."""
        return f"{WORD[self.kind].say(language)} {self.number}"


EXHIBITS: tuple[Exhibit, ...] = (
    Exhibit(
        "table",
        "innovations",
        "1-innovations",
        Text(
            "Innovaties in {n} gemeenten en hoe ze tot stand kwamen",
            "Innovations in {n} municipalities and how they came about",
        ),
    ),
    Exhibit(
        "table",
        "collaboration",
        "2-collaboration",
        Text("Team en hulp van buiten", "Team and help from outside"),
    ),
    Exhibit(
        "table",
        "promoting-hindering",
        "3-promoting-hindering",
        Text(
            "Wat innovatie bevordert en wat haar belemmert",
            "What promotes innovation and what hinders it",
        ),
    ),
    Exhibit(
        "table",
        "origin-codes",
        "1-innovations",
        Text(
            "Ontstaan en verloop: wat er gezegd is, in hoeveel gemeenten",
            "Beginning and course: what is said of them, in how many municipalities",
        ),
    ),
    Exhibit(
        "table",
        "initiator-codes",
        "1-innovations",
        Text(
            "Wie het initiatief nam: in hoeveel gemeenten",
            "Who took the initiative: in how many municipalities",
        ),
    ),
    Exhibit(
        "table",
        "help-by-size",
        "2-collaboration",
        Text(
            "Met en zonder hulp van buiten, naar grootte",
            "With and without help from outside, by size",
        ),
    ),
    Exhibit(
        "table",
        "team-codes",
        "2-collaboration",
        Text("Wie er in het team zaten: in hoeveel gemeenten", "Who was in the team: in how many "
             "municipalities"),
    ),
    Exhibit(
        "table",
        "promoting-codes",
        "3-promoting-hindering",
        Text(
            "Wat innovatie bevordert: door hoeveel gemeenten genoemd",
            "What promotes innovation: named by how many municipalities",
        ),
    ),
    Exhibit(
        "table",
        "hindering-codes",
        "3-promoting-hindering",
        Text(
            "Wat innovatie belemmert: door hoeveel gemeenten genoemd",
            "What hinders innovation: named by how many municipalities",
        ),
    ),
    Exhibit(
        "table",
        "factor-scores",
        "4-factors",
        Text("De factoren, van hoog naar laag", "The factors, from high to low"),
    ),
    Exhibit(
        "table",
        "strengths",
        "4-factors",
        Text("Sterke en zwakke punten per gemeente", "Strengths and weaknesses by municipality"),
    ),
    Exhibit(
        "table",
        "reliability",
        "4-factors",
        Text("Hoe betrouwbaar de scores zijn", "How reliable the scores are"),
    ),
    Exhibit(
        "table",
        "size-differences",
        "4-factors",
        Text("Verschillen naar grootte", "Differences by size"),
    ),
    Exhibit(
        "table",
        "factor-pairs",
        "4-factors",
        Text("Welke factoren samengaan", "Which factors go together"),
    ),
    Exhibit(
        "table",
        "factors-by-case",
        "4-factors",
        Text("Niveau per factor en gemeente", "Level by factor and municipality"),
    ),
    Exhibit(
        "table",
        "levels-by-size",
        "4-factors",
        Text("Of een niveau met de grootte oploopt", "Whether a level rises with size"),
    ),
    Exhibit(
        "table",
        "factors",
        "4-factors",
        Text(
            "De zeven factoren: wat er van elk gezegd is",
            "The seven factors: what is said of each",
        ),
    ),
    Exhibit(
        "table",
        "verdict-counts",
        "5-conclusions",
        Text("Hoeveel beweringen kloppen", "How many claims are borne out"),
    ),
    Exhibit(
        "table",
        "verdicts",
        "5-conclusions",
        Text(
            "De beweringen die aan de tabellen te toetsen zijn",
            "The claims that can be checked against the tables",
        ),
    ),
    Exhibit(
        "table",
        "partitions",
        "5-conclusions",
        Text("Aantallen die samen moeten kloppen", "Counts that should add up"),
    ),
    Exhibit(
        "table",
        "recommendations",
        "5-conclusions",
        Text(
            "De aanbevelingen en waar ze op rusten", "The recommendations and what they rest on"
        ),
    ),
    Exhibit(
        "table",
        "untestable",
        "5-conclusions",
        Text(
            "De beweringen die niet te toetsen zijn, en waarom",
            "The claims that cannot be checked, and why",
        ),
    ),
    Exhibit(
        "table",
        "interval-methods",
        "6-robustness",
        Text(
            "Tussen welke grenzen een deel kan liggen, op verschillende manieren",
            "The bounds within which a share can lie, in several ways",
        ),
    ),
    Exhibit(
        "table",
        "weighed-shares",
        "6-robustness",
        Text("Het deel achter elke bewering, gewogen", "The share behind each claim, weighed"),
    ),
    Exhibit(
        "table",
        "ranges",
        "6-robustness",
        Text("Wat de telwoorden betekenen", "What the counting words mean"),
    ),
    Exhibit(
        "table",
        "thresholds",
        "6-robustness",
        Text(
            "Waar een telwoord mag beginnen of eindigen",
            "Where a counting word may begin or end",
        ),
    ),
    Exhibit(
        "table",
        "one-otherwise",
        "6-robustness",
        Text(
            "Wat er van de beweringen wordt als één vermelding anders gecodeerd is",
            "What becomes of the claims if one mention is coded otherwise",
        ),
    ),
    Exhibit(
        "table",
        "decisions",
        "6-robustness",
        Text(
            "De vermeldingen die ook anders te coderen zijn",
            "The mentions that could be coded otherwise",
        ),
    ),
    Exhibit(
        "table",
        "fragile",
        "6-robustness",
        Text("Wat een bewering zou keren", "What would turn a claim"),
    ),
    Exhibit(
        "table",
        "agreement",
        "6-robustness",
        Text("Hoe vaak de codeurs het eens zijn", "How often the coders agree"),
    ),
    Exhibit(
        "table",
        "disagreements",
        "6-robustness",
        Text(
            "De vermeldingen waarover de codeurs verschillen",
            "The mentions on which the coders differ",
        ),
    ),
    Exhibit(
        "table",
        "travels-in-short",
        "7-comparison",
        Text("Daar geoordeeld, hier geoordeeld", "Judged there, judged here"),
    ),
    Exhibit(
        "table",
        "travels",
        "7-comparison",
        Text(
            "De beweringen van {there}, gevraagd aan {here}",
            "The claims of {there}, put to {here}",
        ),
    ),
    Exhibit(
        "table",
        "code-shares",
        "7-comparison",
        Text("Hoe vaak elke code, hier en daar", "How often each code, here and there"),
    ),
    Exhibit(
        "table",
        "factors-beside",
        "7-comparison",
        Text("De factoren, hier en daar", "The factors, here and there"),
    ),
    Exhibit(
        "table",
        "innovations-mentions",
        "1-innovations",
        Text(
            "De codes van elke vermelding over ontstaan en verloop",
            "The codes of each mention on beginning and course",
        ),
    ),
    Exhibit(
        "table",
        "collaboration-mentions",
        "2-collaboration",
        Text(
            "De codes van elke vermelding over team en hulp",
            "The codes of each mention on team and help",
        ),
    ),
    Exhibit(
        "table",
        "promoting-hindering-mentions",
        "3-promoting-hindering",
        Text(
            "De codes van elke vermelding over wat bevordert en belemmert",
            "The codes of each mention on what promotes and hinders",
        ),
    ),
    Exhibit(
        "table",
        "uses",
        "9-evidence",
        Text(
            "Waar elke gemeente meetelt, en waar zij te zien is",
            "Where each municipality counts, and where it is shown",
        ),
    ),
    Exhibit(
        "figure",
        "cases-by-size",
        "0-overview",
        Text("Gemeenten naar grootte", "Municipalities by size"),
    ),
    Exhibit(
        "figure",
        "help-by-size",
        "2-collaboration",
        Text("Hulp van buiten, naar grootte", "Help from outside, by size"),
    ),
    Exhibit(
        "figure",
        "promoting",
        "3-promoting-hindering",
        Text("Wat bevordert, per gemeente", "What promotes, by municipality"),
    ),
    Exhibit(
        "figure",
        "hindering",
        "3-promoting-hindering",
        Text("Wat belemmert, per gemeente", "What hinders, by municipality"),
    ),
    Exhibit(
        "figure",
        "factors-by-case",
        "4-factors",
        Text("Elke factor bij elke gemeente", "Each factor in each municipality"),
    ),
    Exhibit(
        "figure",
        "factors-spread",
        "4-factors",
        Text("Hoeveel gemeenten hoe scoren", "How many municipalities score how"),
        instead="factors-by-case",
    ),
    Exhibit(
        "figure",
        "factors-by-size",
        "4-factors",
        Text("De factoren naar grootteklasse", "The factors by size class"),
    ),
    Exhibit(
        "figure",
        "levels",
        "4-factors",
        Text("Niveaus per factor", "Levels by factor"),
    ),
    Exhibit(
        "figure",
        "profile",
        "8-profile",
        Text("De gemeente naast de andere", "The municipality beside the others"),
    ),
    Exhibit(
        "figure",
        "verdicts-by-coding",
        "5-conclusions",
        Text(
            "De beweringen die van de codering afhangen, en de beslissingen erachter. Links een "
            "stip voor elk aantal: hoe meer coderingen het geven, hoe groter; gevuld waar de "
            "bewering dan klopt; de streep is het aantal bij onze codes. Rechts een ruit voor "
            "elke beslissing die het aantal verandert; gevuld als die de bewering doet omslaan",
            "The claims that depend on the coding, and the decisions behind them. On the left a "
            "dot for each count: the more codings give it, the larger; filled where the claim then "
            "holds; the stroke is the count at our codes. On the right a diamond for each decision "
            "that moves the count; filled where it alone turns the claim",
        ),
    ),
    Exhibit(
        "figure",
        "intervals",
        "6-robustness",
        Text(
            "Hoe zeker een aantal onder weinig gemeenten is. De stip is het deel van deze "
            "gemeenten; de balk zegt welk deel van alle gemeenten daar nog bij past",
            "How sure a count among few municipalities is. The dot is the share of these "
            "municipalities; the bar tells what share of all municipalities still fits it",
        ),
    ),
    Exhibit(
        "figure",
        "codings",
        "6-robustness",
        Text(
            "Aantallen bij alle te verdedigen coderingen. De stip is het aantal bij de gekozen "
            "codes; de balk reikt van het kleinste tot het grootste aantal",
            "Counts over all defensible codings. The dot is the count at the chosen codes; the "
            "bar reaches from the least to the largest count",
        ),
    ),
    Exhibit(
        "figure",
        "code-shares",
        "7-comparison",
        Text("Het verschil tussen hier en daar", "The difference between here and there"),
    ),
)  # fmt: skip


def exhibit(kind: Literal["table", "figure"], name: str) -> Exhibit:
    """The exhibit of that kind and name. Raises KeyError when there is none."""
    return {(e.kind, e.name): e for e in EXHIBITS}[kind, name]


def markup(cell: object, language: Language) -> Markup:
    """A cell as HTML: several values as a list, a missing one as a dash, all text escaped."""
    if isinstance(cell, Markup):
        return cell
    if isinstance(cell, Text):
        return escape(cell.say(language))
    if isinstance(cell, list):
        items = [Markup("<li>{}</li>").format(markup(item, language)) for item in cell]
        return Markup("<ul>{}</ul>").format(Markup("").join(items)) if cell else Markup(MISSING)
    if isinstance(cell, str) and cell:
        return escape(cell)
    return Markup(MISSING) if cell == "" or pd.isna(cell) else escape(str(cell))  # type: ignore[call-overload]


def link(text: str, href: str) -> Markup:
    """A link within the reports."""
    return Markup('<a href="{}">{}</a>').format(href, text)


LONG = 30
"""In signs: a table with a longer text in a cell is read on a phone as a card a row."""


Columns = Mapping[Text, Sequence[object]]
"""Cells under their headers. A cell is text, a number, a `Text`, markup, or a list of these."""


def as_script(name: str, data: Mapping[str, object]) -> Markup:
    """Data for the page's script, which is never run: in it no ``<`` can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    script = Markup('<script type="application/json" data-of="{}">{}</script>')
    return script.format(name, Markup(text))


@dataclass(frozen=True)
class Table:
    """A numbered table."""

    exhibit: Exhibit
    language: Language
    columns: Columns
    row: Text
    """The header of the column that heads each row."""
    group: Text | None = None
    """The header of the column by whose values the rows stand together, in order."""
    numbers: tuple[Text, ...] = ()
    """The headers of the columns of numbers, which stand to the right."""
    anchors: Sequence[str] = ()
    """An id for each row, where rows can be linked to."""
    note: Text | None = None
    note_values: Mapping[str, object] = field(default_factory=dict)
    caption_values: Mapping[str, object] = field(default_factory=dict)
    data: Mapping[str, object] = field(default_factory=dict)
    """What the page's script reads to let the table answer. Without it the table is whole."""

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The cells as great-tables wants them, under the headers in words.

        All are markup but the groups, which great-tables escapes itself.
        """
        return pd.DataFrame(
            {
                self._head(header): [
                    self._plain(cell) if header == self.group else markup(cell, self.language)
                    for cell in cells
                ]
                for header, cells in self.columns.items()
            },
            dtype=object,
        )

    def _plain(self, cell: object) -> str:
        """A cell as bare text."""
        return cell.say(self.language) if isinstance(cell, Text) else str(cell)

    def _head(self, header: Text) -> str:
        """A header in words, with a capital."""
        return capitalised(header.say(self.language))

    def __repr__(self) -> str:
        """Its title: what a notebook keeps beside its HTML must not hang on a terminal's width."""
        return f"{self.exhibit.title(self.language)}. {self._caption}"

    @property
    def _caption(self) -> str:
        return self.exhibit.caption.say(self.language, **self.caption_values)

    def _repr_html_(self) -> str:
        caption = self._caption
        table = self._captioned(self._great_table(), caption)
        said = self.note.say(self.language, **self.note_values) if self.note else ""
        note = Markup('<p class="note">{}</p>').format(said) if said else ""
        return Markup(
            '<div class="exhibit table{3}" id="{0}" data-name="{5}"><div class="scroll" '
            'role="region" aria-labelledby="{0}-caption" tabindex="0">{1}</div>{2}{4}</div>'
        ).format(
            self.exhibit.anchor,
            table,
            note,
            self._kinds,
            as_script(self.exhibit.name, self.data) if self.data else "",
            self.exhibit.name,
        )

    @property
    def _kinds(self) -> str:
        """What the style sheet knows of the table: whether its texts are long, or it judges."""
        judges = any('class="verdict' in str(cell) for cell in self.frame.to_numpy().flat)
        return f"{' cards' if self._long else ''}{' judged' if judges else ''}"

    @cached_property
    def _long(self) -> bool:
        """Whether a cell beside the heads of the rows has a long text."""
        beside = [header for header in self.columns if header not in (self.row, self.group)]
        cells = (self.frame[self._head(header)] for header in beside)
        return any(len(cell.striptags()) > LONG for column in cells for cell in column)

    def _captioned(self, page: str, caption: str) -> Markup:
        """The table of a great-tables page with a real caption and ids, and without its style.

        The style is 8 kB for each table; the page says it once.
        """
        from lxml.html import document_fromstring, fragment_fromstring, tostring

        table = next(document_fromstring(page).iter("table"))
        table.insert(0, fragment_fromstring(_caption(self.exhibit, self.language, caption)))
        rows = table.xpath("tbody/tr[th/@scope='row']")
        for row, anchor in zip(rows, self.anchors, strict=False):
            row.set("id", anchor)
        if self._long:
            _label(rows, [head.text_content() for head in table.iterfind("thead//th")])
        return Markup(tostring(table, encoding="unicode", with_tail=False))

    def _great_table(self) -> str:
        from great_tables import GT

        row, numbers = self._head(self.row), [self._head(number) for number in self.numbers]
        group = self._head(self.group) if self.group else None
        table = GT(self.frame, rowname_col=row, groupname_col=group, id=self.exhibit.anchor)
        table = table.tab_stubhead(row)
        shown = [name for name in self.frame.columns if name not in (row, group)]
        table = table.fmt(str, columns=[row, *shown]).cols_align("left", columns=shown)
        return table.cols_align("right", columns=numbers).as_raw_html()


def _caption(exhibit: Exhibit, language: Language, caption: str) -> Markup:
    number = Markup("<strong>{}.</strong> {}").format(exhibit.title(language), caption)
    return Markup('<caption id="{}-caption">{}</caption>').format(exhibit.anchor, number)


def _label(rows: Iterable[Element], heads: Sequence[str]) -> None:
    """Say of each cell beside the head of its row which column it is in, for a card to show."""
    for row in rows:
        for cell, head in zip(row.iterfind("td"), heads[1:], strict=False):
            cell.set("data-label", head)


@dataclass(frozen=True)
class Figure:
    """A numbered figure with the text that says what it shows, and the data behind it."""

    exhibit: Exhibit
    language: Language
    svg: str
    """The drawing, without title or text alternative of its own."""
    data: pd.DataFrame
    mark: str = ""
    """What the caption says of the data beside what they are, such as that they are made up."""

    def __repr__(self) -> str:
        """Its title, as of a table."""
        return f"{self.exhibit.title(self.language)}. {self._caption}"

    @property
    def _caption(self) -> str:
        return f"{self.exhibit.caption.say(self.language)}{self.mark}"

    def _repr_html_(self) -> str:
        caption = self._caption
        summary = Text("De gegevens als tabel", "The data as a table").say(self.language)
        return Markup(
            '<figure class="exhibit" id="{0}" data-name="{6}"><div class="scroll" role="region" '
            'aria-labelledby="{0}-caption" tabindex="0">{1}</div>'
            '<figcaption id="{0}-caption"><strong>{2}.</strong> {3}</figcaption>'
            '<details><summary>{4}</summary><div class="scroll" role="region" aria-label="{4}" '
            'tabindex="0">{5}</div></details></figure>'
        ).format(
            self.exhibit.anchor,
            Markup(self.svg),
            self.exhibit.title(self.language),
            caption,
            summary,
            plain_table(self.data, caption, self.language),
            self.exhibit.name,
        )


def plain_table(frame: pd.DataFrame, caption: str, language: Language) -> Markup:
    """A small table without number: the data behind a figure."""
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(c) for c in frame.columns)
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            markup(first, language),
            Markup("").join(Markup("<td>{}</td>").format(markup(cell, language)) for cell in rest),
        )
        for first, *rest in frame.itertuples(index=False)
    )
    return Markup(
        '<table class="data"><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(caption, head, body)


@dataclass(frozen=True)
class Sentences:
    """A paragraph whose numbers were computed."""

    sentences: tuple[str | Markup, ...]

    def _repr_html_(self) -> str:
        return Markup("<p>{}</p>").format(Markup(" ").join(self.sentences))


@dataclass(frozen=True)
class Lacking:
    """What stands where a study does not have what a table or figure needs."""

    OPENS: ClassVar[str] = '<p class="lacking">'
    """How its HTML begins, by which it is known on a page."""

    sentence: str

    def _repr_html_(self) -> str:
        return Markup("{}{}</p>").format(Markup(self.OPENS), self.sentence)
