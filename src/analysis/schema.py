"""The sheets that a researcher fills in and the frames that are built from them.

The one source of validation, data dictionary and documentation: a column's name, kind, allowed
values and description stand here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from analysis.language import Dutch, Language, Text
from analysis.problems import Note

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["text", "list", "integer", "number", "boolean", "ordered"]
Vocabulary = Mapping[str, Text]

SIZE_CLASSES: Vocabulary = {
    "<400": Text("minder dan 400 medewerkers", "fewer than 400 employees"),
    "400-700": Text("400 tot 700 medewerkers", "400 to 700 employees"),
    "700-1200": Text("700 tot 1200 medewerkers", "700 to 1,200 employees"),
    ">1200": Text("meer dan 1200 medewerkers", "more than 1,200 employees"),
}
"""From small to large."""

LISTS: Vocabulary = {
    "origin": Text("totstandkoming", "how it came about"),
    "team": Text("team", "team"),
    "help": Text("hulp van buiten", "help from outside"),
    "promoting": Text("bevorderend", "promoting"),
    "hindering": Text("belemmerend", "hindering"),
}
"""The columns of `cases` that hold a list of mentions, in the order of the article."""

WITHOUT_HELP = r"(geen|nee|no|none)( (hulp|help)\b.*)?|(zonder|without)\b.*"
"""A mention in `help` of a municipality that did without; an empty cell means: not known."""

HELP: Vocabulary = {
    "true": Text("met hulp", "with help"),
    "false": Text("zonder hulp", "without help"),
    "": Text("niet bekend", "not known"),
}
"""What is known of a municipality's help from outside, as `with_help` says it."""

SCHEMES: Vocabulary = {
    "origin": Text("ontstaan en verloop", "beginning and course"),
    "initiator": Text("initiatiefnemer", "initiator"),
    "team": Text("leden van het team", "members of the team"),
    "help": Text("hulp van buiten", "help from outside"),
    "promoting": Text("bevorderend", "promoting"),
    "hindering": Text("belemmerend", "hindering"),
}

FACTORS: Vocabulary = {
    "strategy": Text("strategie en leiding", "strategy and leadership"),
    "risk": Text("risico en sturing", "risk and steering"),
    "network": Text("verbindingen en netwerk", "connections and network"),
    "learning": Text("samen leren", "learning together"),
    "support": Text("ondersteunende organisatie", "supporting organisation"),
    "systematic": Text("systematisch werken", "working systematically"),
    "sustainability": Text("duurzaamheid", "sustainability"),
}
"""In the order of the article: factor 1 to factor 7."""

LEVELS: Vocabulary = {
    "none": Text("geen", "none"),
    "limited": Text("beperkt", "limited"),
    "moderate": Text("matig", "moderate"),
    "reasonable": Text("redelijk", "reasonable"),
    "good": Text("goed", "good"),
}
"""From low to high."""

KINDS: Vocabulary = {
    "count": Text("aantal", "count"),
    "quantifier": Text("telwoord", "quantifier"),
    "ordinal": Text("niveau", "level"),
    "comparison": Text("vergelijking", "comparison"),
    "causal": Text("oorzaak", "cause"),
    "general": Text("algemeen", "general"),
    "definition": Text("omschrijving", "definition"),
    "recommendation": Text("aanbeveling", "recommendation"),
}

QUANTIFIERS: Vocabulary = {
    "exactly": Text("precies", "exactly"),
    "at-least": Text("minstens", "at least"),
    "at-most": Text("hoogstens", "at most"),
    "all": Text("alle", "all"),
    "percentage": Text("in procenten", "in percent"),
    "most": Text("de meeste", "most"),
    "many": Text("veel", "many"),
    "several": Text("een aantal", "several"),
    "few": Text("weinig", "few"),
    "one": Text("één", "one"),
    "none": Text("geen", "none"),
    "more-than": Text("meer dan", "more than"),
    "most-named": Text("het meest genoemd", "most named"),
}

VERDICTS: Vocabulary = {
    "reproduced": Text("klopt", "reproduced"),
    "coding-dependent": Text("hangt af van de codering", "coding-dependent"),
    "contradicted": Text("klopt niet", "contradicted"),
    "partly testable": Text("deels te toetsen", "partly testable"),
    "not testable": Text("niet te toetsen", "not testable"),
}

PHASES: Vocabulary = {
    "search": Text("zoeken", "search"),
    "select": Text("selecteren", "select"),
    "implement": Text("implementeren", "implement"),
    "embed": Text("borgen en uitbouwen", "embed and extend"),
}

AGREEMENT: tuple[Text, ...] = (
    Text("helemaal mee oneens", "strongly disagree"),
    Text("mee oneens", "disagree"),
    Text("niet mee eens en niet mee oneens", "neither agree nor disagree"),
    Text("mee eens", "agree"),
    Text("helemaal mee eens", "strongly agree"),
)
"""The words of the scan's scale, from low to high; its ends hold for a scale of any length."""

SCALE_ENDS = ("scale_min", "scale_max")
"""The properties of a study that give the lowest and the highest score."""

YES_NO: Vocabulary = {"yes": Text("ja", "yes"), "no": Text("nee", "no")}

DUTCH_SHEETS: Mapping[str, str] = {
    "study": "studie",
    "cases": "gemeenten",
    "size_classes": "grootteklassen",
    "items": "vragen",
    "scores": "scores",
    "codebook": "codeboek",
    "codings": "coderingen",
    "claims": "beweringen",
    "recommendations": "aanbevelingen",
    "passages": "passages",
    "translations": "vertalingen",
}
"""What a sheet may be called in Dutch."""

DUTCH_COLUMNS: Mapping[str, str] = {
    "key": "eigenschap",
    "value": "waarde",
    "case": "gemeente",
    "name": "naam",
    "size_class": "grootteklasse",
    "municipalities": "aantal",
    "innovation": "innovatie",
    "origin": "totstandkoming",
    "team": "team",
    "help": "hulp",
    "promoting": "bevorderend",
    "hindering": "belemmerend",
    "item": "vraagcode",
    "factor": "factor",
    "question": "vraag",
    "reverse": "omgekeerd",
    "respondent": "respondent",
    "score": "score",
    "level": "niveau",
    "statement": "uitspraak",
    "locator": "vindplaats",
    "scheme": "schema",
    "list": "lijst",
    "code": "code",
    "label": "label",
    "definition": "definitie",
    "includes": "inclusief",
    "excludes": "exclusief",
    "keywords": "trefwoorden",
    "unit": "vermelding",
    "coder": "codeur",
    "also": "ook",
    "reason": "reden",
    "claim": "bewering",
    "kind": "soort",
    "frame": "frame",
    "where": "voorwaarde",
    "quantifier": "telwoord",
    "partition": "verdeling",
    "untested": "ongetoetst",
    "phase": "fase",
    "recommendation": "aanbeveling",
    "rests_on": "rust_op",
    "about": "onderwerp",
    "assertion": "beweert",
    "text": "tekst",
    "en": "engels",
}
"""What a column of a sheet may be called in Dutch: the same in every sheet."""

EXAMPLES = ("voorbeeld", "example")
"""What a row's case, item, unit or claim is called when the row only shows how to fill in."""

GUIDES = ("uitleg", "explanation")
"""What the tab of a workbook is called that explains it."""

UNIT_PATTERN = r"[^.\s]+\.[a-z]+\.[1-9][0-9]*"


@dataclass(frozen=True)
class Column:
    """One column: what it is called, what may stand in it and what it means."""

    name: str
    description: Text
    kind: Kind = "text"
    required: bool = False
    allowed: Vocabulary = field(default_factory=dict)
    refers: str = ""
    """``sheet.column`` that the values must occur in."""
    separator: str = ""
    """What stands between several values in one cell, where a cell may have several."""
    pattern: str = ""

    @property
    def dutch(self) -> str:
        """The name that the column of a sheet may have in Dutch."""
        return DUTCH_COLUMNS[self.name]

    def named(self, language: Language) -> str:
        """What a workbook in a language calls the column."""
        return self.dutch if language == "nl" else self.name

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Every way in which a fixed value may be written, without case, and that value."""
        words = {word.casefold(): v for v, t in self.allowed.items() for word in (t.nl, t.en)}
        return words | {value.casefold(): value for value in self.allowed}

    def written(self, value: str, language: Language) -> str:
        """How a workbook in a language writes a fixed value; a value without letters is as it is.

        In English it is the value itself: that is what the frames hold.
        """
        known = language == "nl" and value in self.allowed and any(map(str.isalpha, value))
        return self.allowed[value].nl if known else value


@dataclass(frozen=True)
class Sheet:
    """One sheet: its columns, its key and whether it is recorded or judged."""

    name: str
    description: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    required: bool = False
    judged: bool = False
    dropped: tuple[Column, ...] = ()
    """Columns that may stand there and are never read."""

    @property
    def dutch(self) -> str:
        """The name that the sheet may have in Dutch."""
        return DUTCH_SHEETS[self.name]

    def named(self, language: Language) -> str:
        """What a workbook in a language calls the sheet."""
        return self.dutch if language == "nl" else self.name

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError when there is none."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(self._by_name)


@dataclass(frozen=True)
class Frame:
    """One tidy frame that is built: what a row is, and its columns."""

    name: str
    description: Text
    columns: tuple[Column, ...]


CASE = Column("case", Text("de gemeente: een korte code", "the municipality: a short code"))
UNIT = Column(
    "unit",
    Text(
        "de vermelding: gemeente, lijst en plaats in de lijst, met punten ertussen",
        "the mention: case, list and position in the list, with dots between",
    ),
)
LOCATOR = Column(
    "locator",
    Text("waar het in het artikel staat", "where it stands in the article"),
)
SCHEME = Column("scheme", Text("het codeschema", "the coding scheme"))
CODE = Column("code", Text("de code", "the code"))
STATEMENT = Column(
    "statement",
    Text("de bewering, in eigen woorden", "the claim, in the project's own words"),
)


def _mentions(name: str, what: Text) -> Column:
    """A list column of `cases`."""
    nl, en = what.nl, what.en
    return Column(
        name,
        Text(f"{nl}; puntkomma's ertussen", f"{en}; semicolons between"),
        kind="list",
        separator=";",
    )


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "study",
        Text("de studie: één eigenschap per rij", "the study: one property a row"),
        (
            Column(
                "key",
                Text("de eigenschap", "the property"),
                required=True,
                allowed={
                    "title": Text("titel", "title"),
                    "researchers": Text("onderzoekers", "researchers"),
                    "year": Text("jaar", "year"),
                    "source": Text("bron", "source"),
                    "locators": Text("hoe een vindplaats te lezen is", "how to read a locator"),
                    "population": Text("gemeenten in het land", "municipalities in the country"),
                    "scale_min": Text("laagste score", "lowest score"),
                    "scale_max": Text("hoogste score", "highest score"),
                    "coder": Text("codeur wiens keuzes tellen", "coder whose choices are counted"),
                    "synthetic": Text("verzonnen gegevens", "made-up data"),
                    "licence": Text("licentie van de gegevens", "licence of the data"),
                },
            ),
            Column("value", Text("de waarde", "the value")),
        ),
        key=("key",),
        required=True,
    ),
    Sheet(
        "cases",
        Text("de gemeenten: één per rij", "the municipalities: one a row"),
        (
            Column(CASE.name, CASE.description, required=True, pattern=r"[^.;|=\s]+"),
            Column(
                "size_class",
                Text("de grootteklasse, naar medewerkers", "the size class, by employees"),
                kind="ordered",
                required=True,
                allowed=SIZE_CLASSES,
            ),
            Column(
                "innovation",
                Text("de ingebrachte innovatie", "the innovation brought in"),
            ),
            _mentions("origin", Text("hoe de innovatie tot stand kwam", "how it came about")),
            _mentions("team", Text("wie er in het team zaten", "who was in the team")),
            _mentions(
                "help",
                Text(
                    "wie er van buiten hielp (`geen` als niemand hielp)",
                    "who helped from outside (`none` if nobody did)",
                ),
            ),
            _mentions("promoting", Text("wat innovatie bevordert", "what promotes innovation")),
            _mentions("hindering", Text("wat innovatie belemmert", "what hinders innovation")),
        ),
        key=("case",),
        required=True,
        dropped=(
            Column(
                "name",
                Text(
                    "de echte naam van de gemeente; blijft in uw bestand en wordt niet gelezen",
                    "the municipality's real name; it stays in your file and is not read",
                ),
            ),
        ),
    ),
    Sheet(
        "size_classes",
        Text(
            "hoeveel gemeenten het land in elke grootteklasse heeft",
            "how many municipalities the country has in each size class",
        ),
        (
            Column(
                "size_class",
                Text("de grootteklasse, naar medewerkers", "the size class, by employees"),
                required=True,
                allowed=SIZE_CLASSES,
            ),
            Column(
                "municipalities",
                Text("hoeveel gemeenten het land daarin heeft", "how many the country has in it"),
                kind="integer",
                required=True,
            ),
        ),
        key=("size_class",),
    ),
    Sheet(
        "items",
        Text("de vragen van de scan", "the questions of the scan"),
        (
            Column(
                "item",
                Text("de code van de vraag", "the question's code"),
                required=True,
            ),
            Column(
                "factor",
                Text("de factor", "the factor"),
                required=True,
                allowed=FACTORS,
            ),
            Column("question", Text("de vraag", "the question"), required=True),
            Column(
                "reverse",
                Text("omgekeerd gesteld (hoog is slecht)", "put in reverse (high is bad)"),
                allowed=YES_NO,
            ),
        ),
        key=("item",),
    ),
    Sheet(
        "scores",
        Text("oordelen over een factor", "judgements on a factor"),
        (
            Column(
                "factor",
                Text("de factor", "the factor"),
                required=True,
                allowed=FACTORS,
            ),
            Column(
                "case",
                Text(
                    "de gemeente (leeg: er is geen gemeente genoemd)",
                    "the municipality (empty: no municipality is named)",
                ),
                refers="cases.case",
            ),
            Column("respondent", Text("wie het zegt", "who says so")),
            Column("item", Text("de vraag", "the question"), refers="items.item"),
            Column(
                "score",
                Text("de score, een getal", "the score, a number"),
                kind="number",
            ),
            Column("level", Text("het niveau", "the level"), kind="ordered", allowed=LEVELS),
            Column("statement", Text("wat er gezegd wordt", "what is said")),
            LOCATOR,
        ),
        key=("factor", "case", "respondent", "item", "statement"),
    ),
    Sheet(
        "codebook",
        Text("de codes van elk schema", "the codes of each scheme"),
        (
            Column(
                SCHEME.name,
                SCHEME.description,
                required=True,
                pattern=r"[a-z][a-z0-9-]*",
            ),
            Column(
                "list",
                Text(
                    "de lijst waar het schema over gaat",
                    "the list that the scheme is about",
                ),
                required=True,
                allowed=LISTS,
            ),
            Column("code", CODE.description, required=True, pattern=r"[a-z][a-z0-9-]*"),
            Column("label", Text("de code in woorden", "the code in words"), required=True),
            Column("definition", Text("wat eronder valt", "what it stands for")),
            Column("includes", Text("wat er ook onder valt", "what it includes")),
            Column("excludes", Text("wat er niet onder valt", "what it excludes")),
            Column(
                "keywords",
                Text(
                    "woorden waaraan de rekenende codeur de code herkent; `*` staat voor een "
                    "willekeurig begin of eind, `*` alleen voor: als geen andere code past",
                    "words by which the computed coder knows the code; `*` stands for any "
                    "beginning or ending, `*` alone for: when no other code fits",
                ),
                separator=";",
            ),
        ),
        key=("scheme", "code"),
        judged=True,
    ),
    Sheet(
        "codings",
        Text(
            "wat een codeur over een vermelding besliste",
            "a coder's decision on a mention",
        ),
        (
            Column("unit", UNIT.description, required=True, pattern=UNIT_PATTERN),
            Column("scheme", SCHEME.description, required=True, refers="codebook.scheme"),
            Column("coder", Text("de codeur", "the coder"), required=True),
            Column(
                "code",
                Text(
                    "de code, of meer codes met ; ertussen",
                    "the code, or several codes with ; between",
                ),
                required=True,
                separator=";",
            ),
            Column(
                "also",
                Text(
                    "andere coderingen die te verdedigen zijn, met | ertussen",
                    "other codings one could defend, with | between",
                ),
                separator="|",
            ),
            Column("reason", Text("waarom", "why")),
        ),
        key=("unit", "scheme", "coder"),
        judged=True,
    ),
    Sheet(
        "claims",
        Text(
            "de beweringen en hoe elk te toetsen is",
            "the claims and how each is checked",
        ),
        (
            Column(
                "claim",
                Text("de naam van de bewering", "the claim's name"),
                required=True,
                pattern=r"[a-z0-9][a-z0-9-]*",
            ),
            Column("locator", LOCATOR.description, separator=";"),
            Column("kind", Text("het soort bewering", "the kind of claim"), allowed=KINDS),
            Column("statement", STATEMENT.description, required=True),
            Column(
                "frame",
                Text("het frame waarin geteld wordt", "the frame in which to count"),
                allowed={
                    "cases": Text("gemeenten", "municipalities"),
                    "units": Text("vermeldingen", "mentions"),
                    "codes": Text("codes", "codes"),
                    "factors": Text("factoren", "factors"),
                },
            ),
            Column(
                "where",
                Text(
                    "wat een rij moet hebben om mee te tellen: `kolom=waarde`, waarden met |, "
                    "voorwaarden met ;",
                    "what a row must have to count: `column=value`, values with |, "
                    "conditions with ;",
                ),
            ),
            Column(
                "quantifier",
                Text("het telwoord", "the quantifier"),
                allowed=QUANTIFIERS,
            ),
            Column(
                "value",
                Text(
                    "het aantal, het percentage zoals het gedrukt is, de andere voorwaarde of de "
                    "codes die het vaakst genoemd zijn",
                    "the count, the percentage as it is printed, the other condition, or the "
                    "codes that are named most",
                ),
            ),
            Column(
                "partition",
                Text(
                    "de verdeling waar de bewering een deel van is",
                    "the partition that the claim is a part of",
                ),
            ),
            Column(
                "untested",
                Text(
                    "wat er niet aan te toetsen is, en waarom",
                    "what of it cannot be tested, and why",
                ),
            ),
        ),
        key=("claim",),
        judged=True,
    ),
    Sheet(
        "recommendations",
        Text("de aanbevelingen", "the recommendations"),
        (
            Column("phase", Text("de fase", "the phase"), required=True, allowed=PHASES),
            Column(
                "recommendation",
                Text(
                    "de aanbeveling, in eigen woorden",
                    "the advice, in the project's own words",
                ),
                required=True,
            ),
            Column(
                "rests_on",
                Text("de beweringen waarop zij rust", "the claims that it rests on"),
                refers="claims.claim",
                separator=";",
            ),
            LOCATOR,
        ),
        key=("phase", "recommendation"),
        judged=True,
    ),
    Sheet(
        "passages",
        Text("de passages van het artikel", "the passages of the article"),
        (
            Column("locator", LOCATOR.description, required=True),
            Column(
                "about",
                Text("waar de passage over gaat", "what the passage is about"),
                required=True,
            ),
            Column(
                "assertion",
                Text("of er iets beweerd wordt", "whether it claims something"),
                required=True,
                allowed=YES_NO,
            ),
        ),
        key=("locator",),
        judged=True,
    ),
    Sheet(
        "translations",
        Text("teksten van de studie in het Engels", "the study's texts in English"),
        (
            Column("text", Text("de tekst", "the text"), required=True),
            Column(
                "en",
                Text("de tekst in het Engels", "the text in English"),
                required=True,
            ),
        ),
        key=("text",),
    ),
)

SHEET: Mapping[str, Sheet] = {sheet.name: sheet for sheet in SHEETS}

FRAMES: tuple[Frame, ...] = (
    Frame(
        "cases",
        Text("de gemeenten", "the municipalities"),
        (
            CASE,
            SHEET["cases"].column("size_class"),
            SHEET["cases"].column("innovation"),
            Column(
                "with_help",
                Text("of er hulp van buiten was", "whether there was help from outside"),
                kind="boolean",
            ),
        ),
    ),
    Frame(
        "units",
        Text("de vermeldingen", "the mentions"),
        (
            UNIT,
            CASE,
            Column("list", Text("de lijst", "the list"), allowed=LISTS),
            Column(
                "position",
                Text("de plaats in de lijst", "the position"),
                kind="integer",
            ),
            Column("text", Text("de vermelding", "the mention")),
            LOCATOR,
        ),
    ),
    Frame(
        "codes",
        Text(
            "de codes die een vermelding heeft of kan hebben",
            "the codes that a mention has or could have",
        ),
        (
            UNIT,
            CASE,
            SCHEME,
            Column("coder", Text("de codeur", "the coder")),
            Column(
                "option",
                Text(
                    "de hoeveelste codering: 0 is de gekozene",
                    "which coding: 0 is the chosen one",
                ),
                kind="integer",
            ),
            CODE,
            Column(
                "chosen",
                Text(
                    "of de code gekozen is (anders: te verdedigen)",
                    "whether the code was chosen (else: defensible)",
                ),
                kind="boolean",
            ),
        ),
    ),
    Frame(
        "factors",
        Text(
            "de factoren, per gemeente of zonder gemeente",
            "the factors, of one municipality or of none in particular",
        ),
        (
            Column(
                "factor",
                Text("de factor", "the factor"),
                kind="ordered",
                allowed=FACTORS,
            ),
            CASE,
            Column(
                "level",
                Text(
                    "het niveau, als alle oordelen hetzelfde zijn",
                    "the level, where all judgements are the same",
                ),
                kind="ordered",
                allowed=LEVELS,
            ),
            Column("lowest", Text("het laagste oordeel", "the lowest judgement"), "ordered"),
            Column(
                "highest",
                Text("het hoogste oordeel", "the highest judgement"),
                "ordered",
            ),
            Column("score", Text("de score", "the score"), kind="number"),
            Column(
                "respondents",
                Text("het aantal respondenten", "how many respondents"),
                "integer",
            ),
            Column(
                "statements",
                Text("het aantal oordelen", "how many judgements"),
                "integer",
            ),
            LOCATOR,
        ),
    ),
    Frame(
        "agreement",
        Text("hoe vaak de codeurs het eens zijn", "how often the coders agree"),
        (
            SCHEME,
            Column("units", Text("het aantal vermeldingen", "how many mentions"), "integer"),
            Column(
                "agreement",
                Text("deel gelijk gecodeerd", "share coded alike"),
                "number",
            ),
            Column("alpha", Text("Krippendorffs alfa", "Krippendorff's alpha"), "number"),
            Column("alpha_low", Text("ondergrens", "lower bound"), "number"),
            Column("alpha_high", Text("bovengrens", "upper bound"), "number"),
        ),
    ),
    Frame(
        "verdicts",
        Text("het oordeel over elke bewering", "the verdict on each claim"),
        (
            Column("claim", Text("de bewering", "the claim")),
            LOCATOR,
            SHEET["claims"].column("kind"),
            STATEMENT,
            Column("verdict", Text("het oordeel", "the verdict"), allowed=VERDICTS),
            Column(
                "holds",
                Text(
                    "of de bewering klopt bij de gekozen codes",
                    "whether the claim holds at the chosen codes",
                ),
                kind="boolean",
            ),
            Column("count", Text("geteld", "counted"), "integer"),
            Column("n", Text("het aantal gemeenten", "how many municipalities"), "integer"),
            Column(
                "low",
                Text("ondergrens van het deel", "lower bound of the share"),
                "number",
            ),
            Column(
                "high",
                Text("bovengrens van het deel", "upper bound of the share"),
                "number",
            ),
            Column(
                "minimum",
                Text(
                    "het kleinste aantal bij enige codering",
                    "the least count of any coding",
                ),
                "integer",
            ),
            Column(
                "maximum",
                Text(
                    "het grootste aantal bij enige codering",
                    "the largest count of any coding",
                ),
                "integer",
            ),
            Column(
                "share",
                Text(
                    "deel van de coderingen waarbij de bewering klopt",
                    "share of codings under which the claim holds",
                ),
                "number",
            ),
            Column(
                "flip",
                Text(
                    "de minste vermeldingen die anders gecodeerd het oordeel keren",
                    "the fewest mentions that, coded otherwise, turn whether it holds",
                ),
                "integer",
            ),
            Column(
                "flip_units",
                Text("de vermeldingen die het dan zijn", "the mentions that those are"),
            ),
            Column(
                "flip_cases",
                Text(
                    "de minste gemeenten die weggelaten keren of de bewering klopt",
                    "the fewest cases that, left out, turn whether it holds",
                ),
            ),
            Column(
                "leave_one_out",
                Text(
                    "de gemeenten zonder welke, elk apart, het oordeel anders is",
                    "the cases without which, each on its own, the verdict is another",
                ),
            ),
            Column("cases", Text("de gemeenten die tellen", "the cases that count")),
            Column(
                "counterexamples",
                Text("de gemeenten die niet tellen", "the cases that do not"),
            ),
            Column(
                "unknown",
                Text(
                    "de gemeenten waarvan niet bekend is of zij tellen",
                    "the cases of which it is not known whether they count",
                ),
            ),
        ),
    ),
    Frame(
        "partitions",
        Text(
            "verdelingen van de gemeenten, nageteld",
            "partitions of the municipalities, added up",
        ),
        (
            Column("partition", Text("de verdeling", "the partition")),
            Column("claimed", Text("samen beweerd", "claimed together"), "integer"),
            Column("n", Text("het aantal gemeenten", "how many municipalities"), "integer"),
            Column("counted", Text("samen geteld", "counted together"), "integer"),
            Column(
                "unaccounted",
                Text("de gemeenten die nergens tellen", "the cases that count nowhere"),
            ),
            Column(
                "twice",
                Text(
                    "de gemeenten die vaker tellen",
                    "the cases that count more than once",
                ),
            ),
            Column(
                "unknown",
                Text(
                    "de gemeenten waarvan niet bekend is waar zij tellen",
                    "the cases of which it is not known where they count",
                ),
            ),
        ),
    ),
)

MADE_UP = Text(
    "Verzonnen gegevens: niets hiervan is gemeten.", "Made-up data: nothing here was measured."
)
"""What a file of a study with made-up data says of itself."""

FRAME: Mapping[str, Frame] = {frame.name: frame for frame in FRAMES}


@dataclass(frozen=True, eq=False)
class Study:
    """One study: its sheets, normalised and checked, and its own translations.

    It is itself alone, not whatever has the same sheets: what was computed of it is kept by it.
    Every sheet of `SHEETS` is there with all its columns; one that was not given has no rows.
    All cells are text; an empty cell is an empty text.
    """

    name: str
    sheets: Mapping[str, pd.DataFrame]
    notes: tuple[Note, ...] = ()
    """What was read otherwise than it stands, and what asks for a look."""

    def sheet(self, name: str) -> pd.DataFrame:
        """One sheet. Raises KeyError when there is no sheet of that name."""
        return self.sheets[name]

    def property(self, key: str) -> str:
        """A property of the study, or an empty text when it is not given."""
        rows = self.sheets["study"].set_index("key")["value"]
        return str(rows.get(key, ""))

    @cached_property
    def synthetic(self) -> bool:
        """Whether the data are made up. Whatever stands there that is not a no, is a yes."""
        return self.property("synthetic").casefold() not in ("", "no", "nee")

    def say(self, text: str, language: Language) -> str:
        """The study's own text in a language: itself, known to be Dutch, without translation."""
        if language == "nl":
            return text
        if text not in self.english:
            return Dutch(text) if any(map(str.isalpha, text)) else text
        return str(self.english[text])

    @cached_property
    def english(self) -> Mapping[str, str]:
        """The study's texts and their English."""
        rows = self.sheets["translations"]
        return dict(zip(rows["text"], rows["en"], strict=True))
