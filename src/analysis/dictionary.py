"""The data dictionary: every sheet and frame of the schema as one Markdown page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.schema import FRAMES, SHEETS, Column, Sheet

HEAD = """# Data dictionary

Made from `src/analysis/schema.py` by `.venv/bin/python -m analysis dictionary`.

## Sheets: what is filled in

In `data/raw/<study>/`, as CSV; judged sheets in `judged/` there. Empty means missing.
"""

FRAMES_HEAD = """
## Frames: what is built

In `data/processed/<study>/`, one CSV a frame.
"""

TABLE_HEAD = """
| column | in Dutch | in English | must have | allowed |
| --- | --- | --- | --- | --- |
"""


def dictionary() -> str:
    """The whole page."""
    sheets = (_section(sheet.name, _about(sheet), sheet.columns) for sheet in SHEETS)
    frames = (
        _section(f.name, f"{f.description.nl} · {f.description.en}", f.columns) for f in FRAMES
    )
    return HEAD + "".join(sheets) + FRAMES_HEAD + "".join(frames)


def _about(sheet: Sheet) -> str:
    place = "judged" if sheet.judged else "recorded"
    need = "required" if sheet.required else "optional"
    key = ", ".join(f"`{name}`" for name in sheet.key)
    text = f"{sheet.description.nl} · {sheet.description.en}"
    return f"{text} ({place}, {need}; one row for each {key})"


def _section(name: str, about: str, columns: Iterable[Column]) -> str:
    rows = "\n".join(map(_row, columns))
    return f"\n### {name}\n\n{about[0].upper()}{about[1:]}.\n{TABLE_HEAD}{rows}\n"


def _row(column: Column) -> str:
    cells = [
        f"`{column.name}`",
        column.description.nl,
        column.description.en,
        "yes" if column.required else "",
        ", ".join(_allowed(column)),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _allowed(column: Column) -> Iterator[str]:
    """What may stand in a column, in words."""
    yield from (f"`{value}`" for value in column.allowed)
    if column.refers:
        yield f"a value of `{column.refers}`"
    if column.separator:
        yield f"several, with `{column.separator}` between"
    if column.kind in ("number", "integer", "boolean"):
        yield {"number": "a number", "integer": "a whole number", "boolean": "true or false"}[
            column.kind
        ]
