"""The questionnaire of the scan: the questions of a study's `items`, on the study's scale."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pandas as pd

from analysis.instrument.paper import (
    CASE_CODE,
    Block,
    Fields,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Points,
    Statements,
    Step,
)
from analysis.language import Language, Text, capitalised
from analysis.schema import AGREEMENT, FACTORS, SHEET, Study

NAME = Text("vragenlijst", "questionnaire")
TITLE = Text("Vragenlijst: innovatie in uw gemeente", "Questionnaire: innovation in municipalities")
OURS = Text(
    "Deze vragen zijn van het project “Innovatie in gemeenten”. Het zijn niet de vragen van de "
    "innovatiescan In2.",
    "These questions are those of the project “Innovatie in gemeenten”. They are not the questions "
    "of the innovation scan In2.",
)
MIXED = Text(
    "Deze vragen zijn deels van het project “Innovatie in gemeenten” en deels van de onderzoeker. "
    "Die van het project zijn niet de vragen van de innovatiescan In2.",
    "These questions are in part those of the project “Innovatie in gemeenten”, in part the "
    "researcher's. Those of the project are not the questions of the innovation scan In2.",
)
THEIRS = Text(
    "Deze vragen zijn gekozen door de onderzoeker.",
    "These questions were chosen by the researcher.",
)
HOW = Text("Zo vult u de vragenlijst in", "How to fill in the questionnaire")
STEPS = (
    Text(
        "Lees elke uitspraak. Omcirkel het getal dat past bij hoe het nu in uw gemeente gaat.",
        "Read each statement. Circle the number that fits how things go in your municipality now.",
    ),
    Text("{low} is: {lowest}. {high} is: {highest}.", "{low} is: {lowest}. {high} is: {highest}."),
    Text("Weet u het niet? Laat de regel dan open.", "Don't you know? Then leave the line open."),
    Text(
        "Er zijn geen goede of foute antwoorden. Schrijf nergens een naam op.",
        "There are no right or wrong answers. Write no name anywhere.",
    ),
)
WHO = Text("Wie vult de vragenlijst in?", "Who fills in the questionnaire?")
NUMBER = Text("Nummer van de invuller", "Number of the respondent")
HEADERS = (Text("Code", "Code"), Text("Uitspraak", "Statement"))
CHOOSE = Text(
    "{factor}: omcirkel bij elke uitspraak een getal", "{factor}: circle a number for each"
)
RESEARCHER = Text("Voor de onderzoeker: deel deze bladzijde niet uit", "For the researcher only")
TYPING = (
    Text(
        "Typ in het tabblad “scores” het getal dat omcirkeld is, ook bij een omgekeerde vraag. Het "
        "programma draait die zelf om.",
        "In the tab “scores”, type the number that is circled, also for a reversed question. The "
        "program turns those itself.",
    ),
    Text(
        "Vraagt u het met Microsoft Forms, LimeSurvey of Qualtrics? Neem de uitspraken letterlijk "
        "over, of gebruik de codes. Vraag ook naar de code van de gemeente. Zet de export in de "
        "map van de studie: het programma maakt er scores van.",
        "Do you ask with Microsoft Forms, LimeSurvey or Qualtrics? Copy the statements to the "
        "letter, or use the codes. Also ask for the code of the municipality. Put the export in "
        "the study's folder: the program makes scores of it.",
    ),
    Text(
        "De vragen staan in het tabblad “{sheet}”. Verandert u ze daar, maak de vragenlijst dan "
        "opnieuw: make instrument STUDY={study}",
        "The questions stand in the tab “{sheet}”. When you change them there, make the "
        "questionnaire again: make instrument STUDY={study}",
    ),
)
REVERSED = Text("Omgekeerde vragen: een hoog getal is ongunstig", "Reversed: a high number is bad")


def questionnaire(
    study: Study, language: Language, scale: tuple[int, int], ours: Collection[str]
) -> Paper:
    """The questionnaire of a study, in one language.

    Args:
        study: its sheet `items` has at least one question.
        scale: the lowest and the highest score.
        ours: the questions that the project brings, by their Dutch text.
    """
    items = study.sheet("items")
    blocks = (
        Paragraph(_source(items, ours).say(language), "Notice"),
        *_opening(scale, language),
        *_factors(study, scale, language),
        *_closing(study, language),
    )
    subtitle = study.say(study.property("title"), language)
    return Paper(NAME.say(language), TITLE.say(language), subtitle, language, blocks)


def _source(items: pd.DataFrame, ours: Collection[str]) -> Text:
    """Whose questions they are: never a word about questions that may be somebody else's."""
    known = items["question"].isin(list(ours))
    if known.all():
        return OURS
    return MIXED if known.any() else THEIRS


def _opening(scale: tuple[int, int], language: Language) -> Iterator[Block]:
    ends = {
        "low": scale[0],
        "high": scale[1],
        "lowest": AGREEMENT[0].say(language),
        "highest": AGREEMENT[-1].say(language),
    }
    yield Heading(HOW.say(language))
    yield Points(tuple(step.say(language, **ends) for step in STEPS))
    yield Heading(WHO.say(language))
    yield Fields(WHO.say(language), ((CASE_CODE.say(language), ()), (NUMBER.say(language), ())))


def _factors(study: Study, scale: tuple[int, int], language: Language) -> Iterator[Block]:
    """The statements of each factor that has any, in the order of the article."""
    items = study.sheet("items")
    asked = [factor for factor in FACTORS if factor in set(items["factor"])]
    for number, factor in enumerate(asked, start=1):
        name = FACTORS[factor].say(language)
        told = _told(study, items[items["factor"] == factor], language)
        yield Heading(f"{number}. {capitalised(name)}")
        yield Statements(
            CHOOSE.say(language, factor=name), _headers(language), told, _scale(scale, language)
        )


def _headers(language: Language) -> tuple[str, str]:
    code, statement = HEADERS
    return code.say(language), statement.say(language)


def _told(study: Study, items: pd.DataFrame, language: Language) -> tuple[tuple[str, str], ...]:
    """The code and the statement of each of some questions."""
    rows = items[["item", "question"]].itertuples(index=False)
    return tuple((str(item), study.say(str(question), language)) for item, question in rows)


def _scale(scale: tuple[int, int], language: Language) -> tuple[Step, ...]:
    low, high = scale
    words = {low: AGREEMENT[0].say(language), high: AGREEMENT[-1].say(language)}
    return tuple(Step(str(n), words.get(n, "")) for n in range(low, high + 1))


def _closing(study: Study, language: Language) -> Iterator[Block]:
    """What only the researcher needs to know; who answers should not see what is reversed."""
    items = study.sheet("items")
    sheet = SHEET["items"].named(language)
    turned = items[items["reverse"] == "yes"]
    yield Heading(RESEARCHER.say(language), new_page=True)
    yield Points(tuple(t.say(language, sheet=sheet, study=study.name) for t in TYPING))
    if len(turned):
        yield Heading(REVERSED.say(language), level=2)
        yield Listing(REVERSED.say(language), _headers(language), _told(study, turned, language))
