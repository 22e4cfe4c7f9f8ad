"""The interview guide: the open questions behind Tables 1 to 3, in the order of the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.instrument.paper import (
    CASE_CODE,
    Block,
    Fields,
    Heading,
    Paper,
    Paragraph,
    Points,
    Room,
)
from analysis.language import Language, Text
from analysis.schema import SHEET, SIZE_CLASSES, Study

NAME = Text("interviewleidraad", "interview-guide")
TITLE = Text("Interviewleidraad: innovatie in gemeenten", "Interview guide: municipal innovation")
OWN = Text(
    "Deze vragen zijn van dit project. De antwoorden vormen de tabellen 1, 2 en 3 van het rapport.",
    "These questions are the project's own. The answers make Tables 1, 2 and 3 of the report.",
)
BEFORE = Text("Voor het gesprek", "Before the interview")
ADVICE = (
    Text(
        "Vertel waar het onderzoek over gaat en wat er met de antwoorden gebeurt. "
        "Vraag of dat goed is.",
        "Tell what the study is about and what happens with the answers. Ask for consent.",
    ),
    Text(
        "Stel elke vraag zoals zij hier staat. De punten eronder zijn om door te vragen.",
        "Ask each question as it stands here. The points below it are to ask on.",
    ),
    Text(
        "Schrijf op wat er gezegd wordt, in de woorden van de ander. Leg niemand een antwoord "
        "in de mond.",
        "Write down what is said, in the other's own words. Do not suggest an answer.",
    ),
    Text(
        "Schrijf geen namen op. Gebruik voor de gemeente de code uit het werkboek.",
        "Write down no names. For the municipality, use its code in the workbook.",
    ),
    Text(
        "Typ de antwoorden na afloop over in het werkboek, met een puntkomma tussen twee "
        "antwoorden.",
        "Afterwards type the answers into the workbook, with a semicolon between two answers.",
    ),
)
ABOUT = Text("Het gesprek", "The interview")
SIZE = Text("Medewerkers van de gemeente", "Employees of the municipality")
WITH = Text("Functie van de gesprekspartner", "Position of the person interviewed")
DATE = Text("Datum", "Date")
WHERE = Text(
    "In het werkboek: tabblad “{sheet}”, kolom “{column}”.",
    "In the workbook: tab “{sheet}”, column “{column}”.",
)
ANSWER = Text("Ruimte voor het antwoord", "Room for the answer")
LINES = 9
"""Of room for each answer: two questions with their points fill a page."""

TABLES: Mapping[Text, tuple[str, ...]] = {
    Text(
        "Tabel 1: de innovatie en hoe zij tot stand kwam",
        "Table 1: the innovation and how it came about",
    ): ("innovation", "origin"),
    Text("Tabel 2: het team en de hulp van buiten", "Table 2: the team and help from outside"): (
        "team",
        "help",
    ),
    Text(
        "Tabel 3: wat innovatie bevordert en belemmert",
        "Table 3: what promotes and what hinders innovation",
    ): ("promoting", "hindering"),
}
"""The columns of the sheet `cases` that each table shows."""

QUESTIONS: Mapping[str, tuple[Text, ...]] = {
    "innovation": (
        Text(
            "Welke vernieuwing in de dienstverlening wilt u bespreken?",
            "Which innovation in your services do you want to discuss?",
        ),
        Text("Wat was er nieuw aan?", "What was new about it?"),
        Text(
            "Wat merken inwoners of ondernemers ervan?",
            "What do residents or businesses notice of it?",
        ),
    ),
    "origin": (
        Text("Hoe is deze vernieuwing tot stand gekomen?", "How did this innovation come about?"),
        Text("Wat was de aanleiding?", "What gave rise to it?"),
        Text("Wie kwam met het idee?", "Who came with the idea?"),
        Text("Welke stappen zijn daarna gezet?", "Which steps were taken after that?"),
    ),
    "team": (
        Text("Wie hebben er in het team aan gewerkt?", "Who worked on it in the team?"),
        Text(
            "Van welke afdelingen kwamen zij? Noem functies, geen namen.",
            "From which departments did they come? Give positions, no names.",
        ),
        Text("Wie leidde het team?", "Who led the team?"),
    ),
    "help": (
        Text("Wie van buiten de gemeente heeft geholpen?", "Who from outside helped?"),
        Text("Waarmee hielpen zij?", "What did they help with?"),
        Text(
            "Hielp er niemand? Schrijf dan “geen”. Is het niet bekend, laat het dan leeg.",
            "Did nobody help? Then write “none”. If it is not known, leave it empty.",
        ),
    ),
    "promoting": (
        Text(
            "Wat bevordert innovatie in uw gemeente?",
            "What promotes innovation in your municipality?",
        ),
        Text("Waaraan merkt u dat?", "How do you notice that?"),
        Text("Wat nog meer?", "What else?"),
    ),
    "hindering": (
        Text(
            "Wat belemmert innovatie in uw gemeente?",
            "What hinders innovation in your municipality?",
        ),
        Text("Waaraan merkt u dat?", "How do you notice that?"),
        Text("Wat nog meer?", "What else?"),
    ),
}
"""For each column the open question, and the points to ask on."""


def interview(study: Study, language: Language) -> Paper:
    """The interview guide of a study, in one language."""
    subtitle = study.say(study.property("title"), language)
    blocks = (*_opening(language), *_tables(language))
    return Paper(NAME.say(language), TITLE.say(language), subtitle, language, blocks)


def _opening(language: Language) -> Iterator[Block]:
    sizes = tuple(size.say(language) for size in SIZE_CLASSES.values())
    yield Paragraph(OWN.say(language), "Notice")
    yield Heading(BEFORE.say(language))
    yield Points(tuple(advice.say(language) for advice in ADVICE))
    yield Heading(ABOUT.say(language))
    yield Fields(
        ABOUT.say(language),
        (
            (CASE_CODE.say(language), ()),
            (SIZE.say(language), sizes),
            (WITH.say(language), ()),
            (DATE.say(language), ()),
        ),
    )


def _tables(language: Language) -> Iterator[Block]:
    number = 0
    for table, columns in TABLES.items():
        yield Heading(table.say(language), new_page=True)
        for column in columns:
            number += 1
            yield from _question(number, column, language)


def _question(number: int, column: str, language: Language) -> Iterator[Block]:
    question, *points = (text.say(language) for text in QUESTIONS[column])
    sheet = SHEET["cases"]
    names = sheet.named(language), sheet.column(column).named(language)
    yield Heading(f"{number}. {question}", level=2)
    yield Points(tuple(points))
    yield Room(f"{ANSWER.say(language)} {number}", LINES)
    yield Paragraph(WHERE.say(language, sheet=names[0], column=names[1]), "Small")
