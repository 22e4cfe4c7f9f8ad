"""The shape of the code: layers, purity, sizes, names, and thin notebooks."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest

from analysis.folders import project_root
from analysis.parameters import PARAMETERS

ROOT = project_root()
PACKAGE = ROOT / "src" / "analysis"
MODULES = sorted(PACKAGE.rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

LAYERS = (
    "language", "timeless", "wordfile", "problems", "parameters", "schema", "dictionary",
    "coverage", "citation", "cleaning", "conditions", "answers", "folders", "study", "instrument",
    "source", "codes", "factors", "inference",
    "multiverse", "claims", "sensitivity", "trail", "whatif", "results", "comparison", "exhibits",
    "replication", "tables", "figures", "sentences", "report", "main", "verifying", "diffing",
    "describing",
    "__main__",
)  # fmt: skip
"""Bottom up: each part imports only from parts before it."""

IMPURE = (
    "folders", "study", "instrument", "source", "report", "main", "verifying", "diffing",
    "describing", "__main__",
)  # fmt: skip


def part_of(path: Path) -> str:
    """The layer that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file: those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module and not node.level, f"{path.name} imports relative to itself"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(path: Path) -> Iterator[str]:
    """The last name of everything that a file calls: `eval` also in `frame.eval(...)`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr


def functions() -> Iterator[tuple[str, int]]:
    """Every function with its length in lines, its docstring left out."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                docstring = node.body[0] if ast.get_docstring(node) else None
                if docstring:
                    lines -= (docstring.end_lineno or 0) - docstring.lineno + 1
                yield f"{path.name}:{node.name}", lines


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
class TestEveryModule:
    def test_imports_only_from_the_layers_below_it(self, path: Path) -> None:
        part = part_of(path)
        if part == "__init__":
            return
        ours = {name.split(".")[1] for name in imported(path) if name.startswith("analysis.")}
        allowed = LAYERS[: LAYERS.index(part) + 1]
        assert ours - set(allowed) == set()

    def test_reads_and_writes_nothing_unless_it_stands_at_the_edge(self, path: Path) -> None:
        if part_of(path) in IMPURE:
            return
        modules = {name.split(".")[0] for name in imported(path)}
        assert modules & {"os", "pathlib", "shutil", "sys", "tempfile", "subprocess"} == set()
        assert set(called(path)) & {"open", "print", "input", "read_csv", "to_csv"} == set()

    def test_imports_nothing_that_reads_or_writes_unless_it_stands_at_the_edge(
        self, path: Path
    ) -> None:
        if part_of(path) in IMPURE:
            return
        edge = {f"analysis.{part}" for part in IMPURE}
        assert edge & {".".join(name.split(".")[:2]) for name in imported(path)} == set()

    def test_runs_no_text_as_code(self, path: Path) -> None:
        running = {"eval", "exec", "query", "__import__", "import_module"}
        assert set(called(path)) & running == set()
        assert {"pickle", "marshal", "shelve"} & set(imported(path)) == set()

    def test_is_named_for_what_lives_there(self, path: Path) -> None:
        assert path.stem not in {"utils", "helpers", "common", "misc"}


class TestFunctions:
    def test_half_are_under_eight_lines(self) -> None:
        assert median(lines for _, lines in functions()) < 8

    def test_nine_tenths_are_under_twenty_five(self) -> None:
        assert quantiles([lines for _, lines in functions()], n=10)[-1] < 25

    def test_none_is_over_forty(self) -> None:
        assert [name for name, lines in functions() if lines > 40] == []


class TestImportCycles:
    def test_there_is_none_between_modules(self) -> None:
        paths = {
            ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path
            for path in MODULES
        }
        graph = {name: set(imported(path)) & set(paths) for name, path in paths.items()}
        while free := {name for name, needs in graph.items() if not needs & graph.keys() - {name}}:
            graph = {name: needs for name, needs in graph.items() if name not in free}
        assert sorted(graph) == []


def cells_of(path: Path, kind: str) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == kind]


def source_of(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
class TestEveryNotebook:
    def test_is_committed_without_outputs(self, path: Path) -> None:
        assert [c for c in cells_of(path, "code") if c["outputs"] or c["execution_count"]] == []

    def test_is_thin(self, path: Path) -> None:
        # The cell of parameters has a line for each; a test below holds it against them.
        told = [
            c for c in cells_of(path, "code") if "parameters" not in c["metadata"].get("tags", [])
        ]
        sources = [source_of(cell) for cell in told]
        assert [s for s in sources if len(s.splitlines()) > 10 or re.search(r"\bdef\b", s)] == []

    def test_imports_neither_the_report_nor_the_command(self, path: Path) -> None:
        code = "\n".join(source_of(cell) for cell in cells_of(path, "code"))
        assert not re.search(r"analysis\.(report|main)|import (report|main)", code)

    def test_declares_every_parameter_with_its_type_default_and_explanation(
        self, path: Path
    ) -> None:
        declared = [
            source_of(cell)
            for cell in cells_of(path, "code")
            if "parameters" in cell["metadata"].get("tags", [])
        ]
        lines = [
            f"{p.name}: {p.type.__name__} = {json.dumps(p.default)}"
            f"  # {p.explanation.nl} · {p.explanation.en}"
            for p in PARAMETERS
        ]
        assert declared == ["\n".join(lines)]

    def test_tells_its_story_in_both_languages_by_turns(self, path: Path) -> None:
        tags = [cell["metadata"]["tags"] for cell in cells_of(path, "markdown")]
        assert tags == [["nl"], ["en"]] * (len(tags) // 2)
