"""The same pages by tools that others would take: Snakemake with two jobs, and ploomber-engine.

Neither is a dependency: uv fetches them for the one command, so this needs the internet.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from analysis.language import LANGUAGES
from analysis.report.pages import find_pages
from benchmarks.builds import Ways, loop_commands, seconds

UV = ["-m", "uv"]
PLOOMBER = ("ploomber-engine", "ploomber-core", "debuglater", "posthog")
"""What it brings that is not here; the rest is."""

ALL_RULE = """rule all:
    input: {outputs}
"""
RULE = """
rule page_{number}:
    output: "{output}"
    shell: "{run} && {export}"
"""
IN_ONE_PROCESS = """
import os, sys
place, notebooks, *asked = sys.argv[1:]
os.environ["PLOOMBER_STATS_ENABLED"] = "false"
os.chdir(notebooks)
sys.path.append(place)
from nbconvert import HTMLExporter
from ploomber_engine import execute_notebook
for path, out, language in zip(*[iter(asked)] * 3):
    given = {"language": language}
    executed = execute_notebook(path, out, parameters=given, progress_bar=False, log_output=False)
    open(out + ".html", "w", encoding="utf-8").write(HTMLExporter().from_notebook_node(executed)[0])
"""


def snakemake(root: Path) -> float:
    """Snakemake, with the two commands of the plain loop as a rule for each page."""
    rules = list(_rules(root))
    outputs = ", ".join(f'"{output}"' for output, _ in rules)
    text = ALL_RULE.format(outputs=outputs) + "".join(rule for _, rule in rules)
    (root / "Snakefile").write_text(text, encoding="utf-8")
    # Once before, so that fetching it is not measured.
    seconds(root, [*UV, "tool", "run", "snakemake", "--version"])
    return seconds(root, [*UV, "tool", "run", "snakemake", "--cores", "2", "--quiet", "all"])


def _rules(root: Path) -> Iterator[tuple[str, str]]:
    """For each page the file that its rule makes, and the rule."""
    for number, (run, export) in enumerate(loop_commands(root)):
        output = export[-1].removesuffix(".ipynb") + ".html"
        commands = (" ".join([sys.executable, *command]) for command in (run, export))
        yield output, RULE.format(number=number, output=output, **dict(
            zip(("run", "export"), commands, strict=True)
        ))  # fmt: skip


def ploomber(root: Path) -> float:
    """ploomber-engine, which runs a notebook without a kernel, and nbconvert, in one process."""
    place, notebooks = root / "ploomber", root / "notebooks"
    seconds(root, [*UV, "pip", "install", "--no-deps", "--target", str(place), *PLOOMBER])
    asked = [
        word
        for language in LANGUAGES
        for page in find_pages(notebooks, compared=False)
        for word in (str(page.path), str(root / f"{language}-{page.name}.ipynb"), language)
    ]
    return seconds(root, ["-c", IN_ONE_PROCESS, str(place), str(notebooks), *asked])


WAYS: Ways = {
    "Snakemake, two jobs": snakemake,
    "ploomber-engine, one process": ploomber,
}
