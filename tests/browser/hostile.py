"""A made-up study with the texts that break a page: long, unbroken, right to left, HTML."""

from __future__ import annotations

from pathlib import Path

from made_up import write

NAME = "lastig"
N = 80

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
TEXTS = (
    LONG,
    "https://voorbeeld.invalid/" + "pad/" * 40,
    "الابتكار في البلديات يبدأ من الموظفين",
    "שיתוף פעולה עם ספק (2015), 30%",
    "🚀👩‍👩‍👧‍👦 idee 🏳️‍🌈 van de straat",
    "<script>alert(1)</script><b>vet",
    '" onmouseover="alert(1)" x="',
    "a\u0301\u0323\u0330" * 30,
    "維基百科維基百科維基百科維基百科維基百科維基百科維基百科維基百科",
    "cultuur " * 40,
    "{{ 7 * 7 }} ${x} {naam} \\",
)
SIZES = ("<400", "400-700", "700-1200", ">1200")


def cases() -> list[dict[str, str]]:
    """Eighty cases, each with another of the texts in each of its cells."""
    return [
        {
            "case": f"G{number}",
            "size_class": SIZES[number % 4],
            **{
                column: TEXTS[(number + place) % len(TEXTS)].replace(";", ",")
                for place, column in enumerate(
                    ("innovation", "origin", "team", "help", "promoting", "hindering")
                )
            },
        }
        for number in range(1, N + 1)
    ]


def claims() -> list[dict[str, str]]:
    """A claim for each of the texts, with a check and without."""
    told = [
        {"claim": f"told-{n}", "statement": text, "frame": "codes",
         "where": "scheme=promoting;code=culture", "quantifier": "at-least", "value": "3"}
        for n, text in enumerate(TEXTS)
    ]  # fmt: skip
    untold = [
        {"claim": f"untold-{n}", "statement": f"{n} {text}", "kind": "causal", "untested": text}
        for n, text in enumerate(TEXTS)
    ]
    return told + untold


def write_hostile(root: Path) -> None:
    """Write the study below a root."""
    codes = [
        {"scheme": scheme, "list": scheme, "code": code, "label": label, "keywords": words}
        for scheme in ("promoting", "hindering")
        for code, label, words in (
            ("culture", LONG, "cultuur"),
            ("ideas", "🚀 <b>ideeën</b>", "idee"),
            ("arabic", TEXTS[2], "الابتكار"),
            ("other", "overig", "*"),
        )
    ]
    coded = [
        {"unit": f"G{number}.promoting.1", "scheme": "promoting", "coder": "hand",
         "code": "culture" if number % 3 else "other",
         "also": "ideas | arabic" if number < 12 else "", "reason": TEXTS[number % len(TEXTS)]}
        for number in range(1, N + 1)
    ]  # fmt: skip
    said = [
        {"factor": "risk", "case": f"G{n}", "respondent": "onderzoekers", "level": "limited",
         "statement": text, "locator": "S.risk"}
        for n, text in enumerate(TEXTS, 1)
    ]  # fmt: skip
    write(
        root,
        {
            "study": [
                {"key": "title", "value": f"{TEXTS[5]} {LONG}"},
                {"key": "year", "value": "2020"},
            ],
            "cases": cases(),
            "scores": said,
            "codebook": codes,
            "codings": coded,
            "claims": claims(),
            "recommendations": [
                {"phase": "search", "recommendation": text, "rests_on": "told-0; told-1"}
                for text in TEXTS
            ],
            "translations": [],
        },
        NAME,
    )
