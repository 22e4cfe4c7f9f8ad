"""The data dictionary: every sheet and frame of the schema as one Markdown page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from analysis.language import Language, Text, capitalised, literal
from analysis.schema import FRAMES, SHEET, SHEETS, Column, Sheet

HEAD = """# Data dictionary

Made from `src/analysis/schema.py` by `.venv/bin/python -m analysis dictionary`.

## Sheets: what is filled in

In `data/raw/<study>/`: CSV files, judged sheets in `judged/` there, or the tabs of one `study.xlsx`
or `study.ods`. Sheets, columns and fixed values may be written in either language, in any
case. Empty means missing.
"""

FRAMES_HEAD = """
## Frames: what is built

In `data/processed/<study>/`, one CSV a frame.
"""

TABLE_HEAD = """
| column | in Dutch | in English | must have | allowed |
| --- | --- | --- | --- | --- |
"""

REFERS = Text("een waarde uit `{column}`", "a value of `{column}`")
SEVERAL = Text("meer dan een, met `{separator}` ertussen", "several, with `{separator}` between")
KINDS: Mapping[str, Text] = {
    "number": Text("een getal", "a number"),
    "integer": Text("een heel getal", "a whole number"),
    "boolean": Text("true of false", "true or false"),
}


def dictionary() -> str:
    """The whole page."""
    sheets = (
        _section(_title(sheet), _about(sheet), map(_named_twice, (*sheet.columns, *sheet.dropped)))
        for sheet in SHEETS
    )
    frames = (
        _section(f.name, f"{f.description.nl} · {f.description.en}", map(_named_once, f.columns))
        for f in FRAMES
    )
    return HEAD + "".join(sheets) + FRAMES_HEAD + "".join(frames)


def _about(sheet: Sheet) -> str:
    place = "judged" if sheet.judged else "recorded"
    need = "required" if sheet.required else "optional"
    key = ", ".join(f"`{name}`" for name in sheet.key)
    text = f"{sheet.description.nl} · {sheet.description.en}"
    return f"{text} ({place}, {need}; one row for each {key})"


def _title(sheet: Sheet) -> str:
    return " · ".join(dict.fromkeys((sheet.name, sheet.dutch)))


def _section(title: str, about: str, rows: Iterable[str]) -> str:
    return f"\n### {title}\n\n{capitalised(about)}.\n{TABLE_HEAD}" + "\n".join(rows) + "\n"


def _named_twice(column: Column) -> str:
    """The row of a column that may have its Dutch name too."""
    return _row(column, " · ".join(f"`{n}`" for n in dict.fromkeys((column.name, column.dutch))))


def _named_once(column: Column) -> str:
    return _row(column, f"`{column.name}`")


def _row(column: Column, name: str) -> str:
    cells = [
        name,
        column.description.nl,
        column.description.en,
        "yes" if column.required else "",
        ", ".join(_allowed(column)),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def allowed(column: Column, language: Language) -> Iterator[str]:
    """What may stand in a column: each fixed value in words, then how it is written."""
    yield from (text.say(language) for text in column.allowed.values())
    yield from (text.say(language) for text in _form(column))


def _form(column: Column) -> Iterator[Text]:
    """How what stands in a column is written."""
    if column.refers:
        yield _reference(column)
    if column.separator:
        yield SEVERAL.filled(separator=literal(column.separator))
    if column.kind in KINDS:
        yield KINDS[column.kind]


def _reference(column: Column) -> Text:
    """What a column refers to, as a workbook in each language calls it."""
    name, _, referred = column.refers.partition(".")
    sheet = SHEET[name]

    def said(language: Language) -> str:
        place = f"{sheet.named(language)}.{sheet.column(referred).named(language)}"
        return REFERS.say(language, column=place)

    return Text(literal(said("nl")), literal(said("en")))


def _fixed(value: tuple[str, Text]) -> str:
    """A fixed value, with what it means to a reader of Dutch."""
    name, text = value
    return f"`{name}`" if name == text.nl else f"`{name}` ({text.nl})"


def _allowed(column: Column) -> Iterator[str]:
    """What may stand in a column, in Markdown."""
    yield from map(_fixed, column.allowed.items())
    yield from (text.en for text in _form(column))
