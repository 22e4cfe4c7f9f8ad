"""How this package and its article are cited: the files that say so, made from `pyproject.toml`."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

CITE = "If you use this package, please cite it and the article it replicates."
LICENCES: Mapping[str, str] = {
    "MIT": "MIT License",
    "CC-BY-4.0": "Creative Commons Attribution 4.0 International",
    "CC0-1.0": "Creative Commons Zero v1.0 Universal",
}
"""What a licence is called, by its short name on SPDX's list."""
CODECHECK = "https://codecheck.org.uk/spec/config/1.0/"
"""The version of its configuration that asks of authors no more than is known of these."""


@dataclass(frozen=True)
class Person:
    """An author of the article."""

    given: str
    family: str

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.given} {self.family}"


@dataclass(frozen=True)
class Article:
    """The article that is replicated."""

    title: str
    authors: tuple[Person, ...]
    journal: str
    year: int
    issue: str
    notes: str

    @property
    def reference(self) -> str:
        """Where it appeared: ``BNG Magazine 2016-2``."""
        return f"{self.journal} {self.year}-{self.issue}"


@dataclass(frozen=True)
class Package:
    """This package as others cite it."""

    name: str
    title: str
    description: str
    version: str
    year: int
    """The year of this version."""
    licence: str
    """Of the code, by its short name on SPDX's list; the data say their own."""
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    python: str
    """Which versions of Python it runs on."""
    dependencies: tuple[str, ...]
    article: Article


def read_package(text: str) -> Package:
    """The package that a `pyproject.toml` describes. Raises KeyError when it lacks a fact."""
    told = tomllib.loads(text)
    project, cited = told["project"], told["tool"]["citation"]
    article = dict(cited["article"])
    authors = tuple(Person(**author) for author in article.pop("authors"))
    return Package(
        name=project["name"],
        title=cited["title"],
        description=project["description"],
        version=project["version"],
        year=cited["year"],
        licence=project["license"],
        authors=tuple(author["name"] for author in project["authors"]),
        keywords=tuple(project["keywords"]),
        python=project["requires-python"],
        dependencies=tuple(project["dependencies"]),
        article=Article(authors=authors, **article),
    )


def licence_address(licence: str) -> str:
    """Where the text of a licence of `LICENCES` is."""
    return f"https://spdx.org/licenses/{licence}"


def citation_cff(package: Package) -> str:
    """``CITATION.cff``: the package, and the article under its references."""
    article = package.article
    cited = {
        "type": "magazine-article",
        "title": article.title,
        "authors": [{"family-names": p.family, "given-names": p.given} for p in article.authors],
        "journal": article.journal,
        "year": article.year,
        "issue": article.issue,
        "notes": article.notes,
    }
    return _yaml(
        {
            "cff-version": "1.2.0",
            "title": package.title,
            "message": CITE,
            "type": "software",
            "version": package.version,
            "license": package.licence,
            "authors": [{"name": name} for name in package.authors],
            "keywords": list(package.keywords),
            "references": [cited],
        }
    )


def codemeta(package: Package) -> str:
    """``codemeta.json``, version 3.0."""
    told = {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "identifier": package.name,
        "name": package.title,
        "description": package.description,
        "version": package.version,
        "copyrightYear": package.year,
        "license": licence_address(package.licence),
        "author": [{"@type": "Organization", "name": name} for name in package.authors],
        "keywords": list(package.keywords),
        "programmingLanguage": "Python",
        "runtimePlatform": f"Python {package.python}",
        "softwareRequirements": list(package.dependencies),
        "referencePublication": _publication(package.article),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _publication(article: Article) -> dict[str, Any]:
    people = [
        {"@type": "Person", "givenName": p.given, "familyName": p.family} for p in article.authors
    ]
    return {
        "@type": "Article",
        "name": article.title,
        "author": people,
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": article.issue,
            "isPartOf": {"@type": "Periodical", "name": article.journal},
        },
        "datePublished": str(article.year),
    }


def codecheck(package: Package, outputs: Iterable[tuple[str, str]]) -> str:
    """``codecheck.yml``: what a checker must get again. What a checker adds, a checker adds.

    Args:
        package: the package whose article is checked.
        outputs: the path of each file from the root, and what is in it.
    """
    article = package.article
    told = {
        "version": CODECHECK,
        "manifest": [{"file": file, "comment": comment} for file, comment in outputs],
        "paper": {
            "title": article.title,
            "authors": [{"name": person.name} for person in article.authors],
            "reference": article.reference,
        },
    }
    return "---\n" + _yaml(told)


def _yaml(told: Mapping[str, object]) -> str:
    import yaml

    made = "# Made from pyproject.toml: .venv/bin/python -m analysis describe\n"
    return made + yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=100)
