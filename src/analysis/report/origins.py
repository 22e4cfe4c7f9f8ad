"""What a page comes from: its notebook, the study, the settings, and the code that it reaches."""

from __future__ import annotations

import ast
import platform
import sysconfig
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from analysis.folders import files_below
from analysis.report.record import CODE, PACKAGE

SURROUNDINGS = ("execution", "export", "kernels", "shell", "warm")
"""The parts of `report` that every page goes through."""
STATEMENTS = ("body", "orelse", "finalbody", "handlers", "cases")
"""What of a node of code holds statements."""
TEMPLATES = PACKAGE / "report" / "templates"


def code_of_page(cells: str) -> frozenset[str]:
    """The files of this package that make a page: what its notebook reaches, and what writes it.

    Args:
        cells: the code of the notebook.
    """
    around = filter(None, (_file(f"analysis.report.{name}") for name in SURROUNDINGS))
    reached = _reached({*_imports(cells), *around})
    return frozenset(map(_name, {*reached, *files_below(TEMPLATES)}))


def code_of(*modules: str) -> frozenset[str]:
    """The files of this package that some of its modules reach, themselves among them."""
    return frozenset(
        map(_name, {*_reached(filter(None, map(_file, modules))), *files_below(TEMPLATES)})
    )


def packages() -> str:
    """Python and every installed package with their versions, one a line."""
    installed = Path(sysconfig.get_paths()["purelib"]).glob("*.dist-info")
    return "\n".join([f"Python-{platform.python_version()}", *sorted(p.stem for p in installed)])


def _name(file: Path) -> str:
    return CODE + file.relative_to(PACKAGE).as_posix()


def _reached(start: Iterable[Path]) -> set[Path]:
    """The files that some files import, and what those import, themselves among them."""
    found, waiting = set[Path](), set(start)
    while waiting:
        found |= waiting
        waiting = {other for file in waiting for other in _imported(file)} - found
    return found


@cache
def _imported(file: Path) -> frozenset[Path]:
    """The files of this package that a file of it imports, wherever in it."""
    return frozenset(_imports(file.read_text(encoding="utf-8")))


def _imports(code: str) -> Iterator[Path]:
    """The files of this package that code imports, with the packages around them.

    Of code that is no plain Python, such as a cell with a magic, all of them.
    """
    try:
        names = list(_imported_names(ast.parse(code)))
    except SyntaxError:
        yield from PACKAGE.rglob("*.py")
        return
    parts = [name.split(".") for name in names]
    around = {".".join(part[:n]) for part in parts for n in range(1, len(part) + 1)}
    yield from filter(None, map(_file, around))


def _imported_names(tree: ast.Module) -> Iterator[str]:
    for node in _statements(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis"):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("analysis"))


def _statements(within: ast.AST) -> Iterator[ast.AST]:
    """Every statement in code: no expression holds an import, and those are most of a tree."""
    for held in STATEMENTS:
        for one in getattr(within, held, ()):
            yield one
            yield from _statements(one)


@cache
def _file(module: str) -> Path | None:
    """The file of a module of this package, of a package its ``__init__``; None of another name."""
    path = PACKAGE.joinpath(*module.split(".")[1:])
    files = (path / "__init__.py", path.with_suffix(".py"))
    return next((file for file in files if file.is_file()), None)
