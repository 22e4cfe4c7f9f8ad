"""The code of the notebooks as plain Python in one process: what the pages cost without kernels.

Prints the seconds that imports took and those that the work took.
"""

import time

START = time.perf_counter()

import ast
from pathlib import Path

import great_tables  # noqa: F401
import krippendorff  # noqa: F401
import seaborn  # noqa: F401
import statsmodels.stats.proportion  # noqa: F401

from analysis import figures, sentences, tables  # noqa: F401
from analysis.language import LANGUAGES
from analysis.report.pages import find_pages
from analysis.study import open_study  # noqa: F401

IMPORTED = time.perf_counter()


def run(code: str) -> str:
    """Run the code of a page; return all that a notebook would show, as HTML."""
    names: dict[str, object] = {}
    return "".join(_shown(statement, names) for statement in ast.parse(code).body)


def _shown(statement: ast.stmt, names: dict[str, object]) -> str:
    """What one statement of a page shows."""
    if isinstance(statement, ast.Expr):
        shown = eval(compile(ast.Expression(statement.value), "page", "eval"), names)
        return str(shown._repr_html_())
    exec(compile(ast.Module([statement], []), "page", "exec"), names)
    return ""


if __name__ == "__main__":
    for language in LANGUAGES:
        for page in find_pages(Path("notebooks"), compared=False):
            run(page.code.replace('language: str = "nl"', f'language: str = "{language}"'))
    print(IMPORTED - START, time.perf_counter() - IMPORTED)
