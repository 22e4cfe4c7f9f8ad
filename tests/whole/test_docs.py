"""The documentation says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from analysis.coverage import claims_by_locator, coverage
from analysis.describing import descriptions
from analysis.dictionary import dictionary
from analysis.folders import project_root
from analysis.language import Language
from analysis.parameters import ORIGINAL, PARAMETERS
from analysis.report.sums import SUMS, read_sums
from analysis.schema import FRAMES, LEVELS, VERDICTS
from analysis.study import open_study
from analysis.tables.claims import MEANING

ROOT = project_root()
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
TARGETS = re.findall(r"\.PHONY: (.*)", MAKEFILE)[0].split()


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


class TestDataDictionary:
    def test_is_what_the_schema_gives(self) -> None:
        assert text_of("docs/data-dictionary.md") == dictionary()


class TestCoverage:
    def test_is_what_the_register_gives(self) -> None:
        assert text_of("docs/coverage.md") == coverage(open_study("gemeenten-2015"))

    def test_every_passage_that_claims_something_has_a_claim_and_no_other_has(self) -> None:
        study = open_study("gemeenten-2015")
        passages = study.sheet("passages")
        asserting = passages.loc[passages["assertion"] == "yes", "locator"]
        assert set(asserting) == set(claims_by_locator(study))


class TestDescriptions:
    @pytest.mark.parametrize("path", descriptions())
    def test_is_what_the_package_says_of_itself(self, path: str) -> None:
        assert text_of(path) == descriptions()[path], ".venv/bin/python -m analysis describe"

    def test_names_only_files_that_a_build_makes(self) -> None:
        named = {entry["file"] for entry in yaml.safe_load(text_of("codecheck.yml"))["manifest"]}
        made = set(read_sums(text_of(SUMS)).outputs)
        frames = {f"data/processed/{ORIGINAL}/{frame.name}.csv" for frame in FRAMES}
        assert named <= made | frames


class TestMakefile:
    @pytest.mark.parametrize("target", [name for name in TARGETS if name != "help"])
    def test_explains_every_target_bare(self, target: str) -> None:
        assert f'"make {target} ' in MAKEFILE

    @pytest.mark.parametrize("readme", ["README.md", "README.nl.md"])
    @pytest.mark.parametrize("target", [name for name in TARGETS if name != "help"])
    def test_every_target_is_in_the_readme(self, target: str, readme: str) -> None:
        assert f"make {target}" in text_of(readme)


class TestReadme:
    @pytest.mark.parametrize("readme", ["README.md", "README.nl.md"])
    def test_names_only_targets_that_exist(self, readme: str) -> None:
        assert set(re.findall(r"`make ([a-z]+)", text_of(readme))) <= set(TARGETS)

    @pytest.mark.parametrize("readme", ["README.md", "README.nl.md"])
    @pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda p: p.name)
    def test_names_every_parameter(self, readme: str, parameter: object) -> None:
        assert f"`{parameter.name.upper()}=" in text_of(readme)  # type: ignore[attr-defined]

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_links_only_to_files_that_exist(self, page: Path) -> None:
        links = re.findall(r"\]\(((?!https?:)[^)#]+)", page.read_text(encoding="utf-8"))
        assert [link for link in links if not (page.parent / link).exists()] == []

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_names_only_tests_and_benchmarks_that_exist(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")
        named = re.findall(r"tests/[\w/]+\.py", text)
        named += [f"benchmarks/{name}.py" for name in re.findall(r"-m benchmarks\.(\w+)", text)]
        assert [name for name in named if not (ROOT / name).exists()] == []

    @pytest.mark.parametrize(("readme", "language"), [("README.md", "en"), ("README.nl.md", "nl")])
    @pytest.mark.parametrize("verdict", VERDICTS)
    def test_says_of_a_verdict_what_the_pages_say(
        self, readme: str, language: Language, verdict: str
    ) -> None:
        row = f"| {VERDICTS[verdict].say(language)} | {MEANING[verdict].say(language)} |"
        assert row in text_of(readme)


class TestGlossary:
    @pytest.mark.parametrize("word", [*VERDICTS, *LEVELS])
    def test_explains_every_verdict_and_level(self, word: str) -> None:
        assert f"| {word} |" in text_of("GLOSSARY.md")
