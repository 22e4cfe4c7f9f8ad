"""One source for how the package is cited: what is made of it, and what it must agree with."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
import yaml

from analysis.citation import LICENCES, citation_cff, codecheck, codemeta
from analysis.folders import project_root
from analysis.parameters import ORIGINAL
from analysis.report.provenance import package
from analysis.study import open_study

ROOT = project_root()
PACKAGE = package()


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


class TestEveryFile:
    def test_has_the_version_and_the_article_from_the_one_source(self) -> None:
        other = replace(
            PACKAGE, version="9.8.7", article=replace(PACKAGE.article, title="Andere: titel")
        )
        cff, meta = yaml.safe_load(citation_cff(other)), json.loads(codemeta(other))
        assert (cff["version"], meta["version"]) == ("9.8.7", "9.8.7")
        told = yaml.safe_load(codecheck(other, []))["paper"]["title"]
        assert {told, cff["references"][0]["title"], meta["referencePublication"]["name"]} == {
            "Andere: titel"
        }

    def test_of_the_check_is_an_explicit_document_with_paths_from_the_root(self) -> None:
        text = codecheck(PACKAGE, [("reports/a.html", "Figure 1")])
        assert text.startswith("---\n")
        assert yaml.safe_load(text)["manifest"] == [
            {"file": "reports/a.html", "comment": "Figure 1"}
        ]

    def test_of_the_check_names_no_checker_and_no_certificate(self) -> None:
        told = yaml.safe_load(codecheck(PACKAGE, []))
        assert set(told) == {"version", "manifest", "paper"}


class TestTheSource:
    def test_has_the_year_of_the_licence(self) -> None:
        assert f"Copyright (c) {PACKAGE.year} {PACKAGE.authors[0]}" in text_of("LICENSE")
        assert LICENCES[PACKAGE.licence] in text_of("LICENSE")

    def test_has_the_authors_of_the_study(self) -> None:
        researchers = open_study(ORIGINAL).property("researchers")
        assert re.findall(r"\w+(?= en|$)", researchers) == [
            person.family for person in PACKAGE.article.authors
        ]

    @pytest.mark.parametrize("study", [ORIGINAL, "voorbeeld-scan"])
    def test_each_study_says_the_licence_that_stands_beside_the_data(self, study: str) -> None:
        licence = open_study(study).property("licence")
        assert LICENCES[licence] in text_of("data/LICENSE.md")
