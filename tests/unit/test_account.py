"""What is told of each file that was built: what it was made from, for people and for archives."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import made_up
import pytest

from analysis.parameters import ORIGINAL
from analysis.report.crate import NO_LICENCE, Crate
from analysis.report.provenance import package
from analysis.report.record import Digests, Record, Written, digest_of
from analysis.report.runs import Run, provenance_json, runs_of
from analysis.schema import MADE_UP, Study

A, B, C = (hashlib.sha256(letter.encode()).hexdigest() for letter in "abc")
FOLDER = "reports/klein/"
PAGE = f"{FOLDER}nl/1-a.html"
RUN = Run(
    parameters={"LANGUAGE": "nl", "CASE": ""},
    links={"titles": "A\nB"},
    inputs={"data/raw/klein/cases.csv": A, "data/raw/klein/items.csv": A},
    code={"src/analysis/a.py": B},
    environment={"Python": "3.12.1", "pandas": "3.0.0"},
    outputs={PAGE: C},
)


def crate(study: Study, *runs: Run) -> dict[str, Any]:
    """A crate of some runs by the ids of its entities."""
    inside = {p: s for run in runs for p, s in run.outputs.items() if p.startswith(FOLDER)}
    made = Crate(study, package(), runs, FOLDER, dict.fromkeys(inside, 7), inside)
    graph = json.loads(made.text())["@graph"]
    told = {entity["@id"]: entity for entity in graph}
    assert len(told) == len(graph), "an id twice"
    return told


def referred(value: object) -> Iterator[str]:
    """Every id that something refers to."""
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield str(value["@id"])
        for part in value.values():
            yield from referred(part)
    elif isinstance(value, list):
        for part in value:
            yield from referred(part)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return made_up.study(tmp_path)


def with_property(study: Study, key: str, value: str) -> Study:
    sheet = study.sheet("study")
    row = {**dict.fromkeys(sheet.columns, ""), "key": key, "value": value}
    longer = sheet.__class__([*sheet.to_dict("records"), row], columns=sheet.columns)
    return replace(study, sheets={**study.sheets, "study": longer})


class TestRuns:
    def test_of_files_with_the_same_origin_are_one(self, tmp_path: Path) -> None:
        for name in ("a.csv", "b.csv"):
            (tmp_path / name).write_bytes(b"x")
        sha = Digests(tmp_path).of("a.csv")
        origin = {"data/raw/k/c.csv": A, "SEED": "1", "packages": "Python-3.12.1"}
        record = Record({n: Written(sha, origin) for n in ("b.csv", "a.csv")}, {})
        (run,) = runs_of(record, Digests(tmp_path))
        assert list(run.outputs) == ["a.csv", "b.csv"]
        assert (run.inputs, run.parameters) == ({"data/raw/k/c.csv": A}, {"SEED": "1"})

    def test_that_differ_in_nothing_that_is_told_are_one(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"x")
        (tmp_path / "b.csv").write_bytes(b"x")
        sha = Digests(tmp_path).of("a.csv")
        lists = ("Python-3.12.1\nappnope-0.1", "Python-3.12.1")
        written = {n: Written(sha, {"packages": p}) for n, p in zip("ab", lists, strict=True)}
        record = Record({f"{name}.csv": file for name, file in written.items()}, {})
        assert len(runs_of(record, Digests(tmp_path))) == 1

    def test_of_a_file_that_is_gone_or_another_are_not_told(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"changed by hand")
        record = Record({"a.csv": Written(A, {}), "gone.csv": Written(B, {})}, {})
        assert runs_of(record, Digests(tmp_path)) == []

    def test_name_the_versions_of_direct_dependencies_alone(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"x")
        packages = "Python-3.12.1\ngreat_tables-1.0\nappnope-0.1\npandas-3.0.0"
        written = Written(Digests(tmp_path).of("a.csv"), {"packages": packages})
        (run,) = runs_of(Record({"a.csv": written}, {}), Digests(tmp_path))
        told = {"Python": "3.12.1", "great-tables": "1.0", "pandas": "3.0.0"}
        assert run.environment == told

    def test_have_an_id_of_all_that_went_in_and_of_nothing_else(self) -> None:
        turned = dict(reversed(list(RUN.parameters.items())))
        assert replace(RUN, parameters=turned, outputs={}).id == RUN.id
        parts = ("parameters", "links", "inputs", "code", "environment")
        others = [replace(RUN, **{part: {"X": "1"}}).id for part in parts]
        assert len({RUN.id, *others}) == 6

    def test_the_id_of_files_is_that_of_what_sha256sum_prints(self, tmp_path: Path) -> None:
        for name in ("b", "a"):
            (tmp_path / name).write_text(name)
        printed = subprocess.run(["sha256sum", "a", "b"], cwd=tmp_path, capture_output=True)
        told = {name: Digests(tmp_path).of(name) for name in ("b", "a")}
        assert digest_of(told) == hashlib.sha256(printed.stdout).hexdigest()

    def test_are_told_with_each_set_once(self) -> None:
        other = replace(RUN, parameters={"LANGUAGE": "en"}, outputs={f"{FOLDER}en/1-a.html": B})
        told = json.loads(provenance_json("klein", package(), [RUN, other]))
        assert [run["code"] for run in told["runs"]] == [digest_of(RUN.code)] * 2
        assert told["code"] == {digest_of(RUN.code): RUN.code}
        assert [run["id"] for run in told["runs"]] == [RUN.id, other.id]


class TestCrate:
    def test_describes_everything_that_it_refers_to(self, study: Study) -> None:
        told = crate(study, RUN)
        outside = {"https://w3id.org/ro/crate/1.2"}
        assert set(referred(list(told.values()))) - set(told) == outside

    def test_has_the_parts_that_stand_in_its_folder(self, study: Study) -> None:
        frame = "data/processed/klein/cases.csv"
        told = crate(study, RUN, replace(RUN, parameters={}, outputs={frame: B}))
        assert told["./"]["hasPart"] == [{"@id": "nl/1-a.html"}]
        part = told["nl/1-a.html"]
        assert (part["sha256"], part["contentSize"], part["inLanguage"]) == (C, "7", "nl")
        assert [e["name"] for e in told.values() if e.get("sha256") == B] == [frame]

    def test_names_files_with_the_same_content_as_one(self, study: Study) -> None:
        (entity,) = (e for e in crate(study, RUN).values() if e.get("sha256") == A)
        assert entity["name"] == "data/raw/klein/cases.csv, data/raw/klein/items.csv"
        assert entity["@id"].startswith("ni:///sha-256;")

    def test_says_of_a_download_that_it_came_from_the_pages(self, study: Study) -> None:
        made = replace(RUN, inputs={PAGE: C}, outputs={f"{FOLDER}nl/downloads/tables.zip": B})
        told = crate(study, RUN, made)
        assert {"@id": "nl/1-a.html"} in told[f"#run-{made.id}"]["object"]

    def test_writes_a_name_with_a_space_as_an_address(self, study: Study) -> None:
        told = crate(study, replace(RUN, outputs={f"{FOLDER}nl/profiles/A 1.html": C}))
        assert told["./"]["hasPart"] == [{"@id": "nl/profiles/A%201.html"}]

    def test_has_no_time(self, study: Study) -> None:
        assert crate(study, RUN)["./"]["datePublished"] == str(package().year)

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ("CC-BY-4.0", {"@id": "https://spdx.org/licenses/CC-BY-4.0"}),
            ("Alleen voor ons", "Alleen voor ons"),
            ("", NO_LICENCE),
        ],
    )
    def test_has_the_licence_that_the_study_gives(
        self, study: Study, given: str, told: object
    ) -> None:
        assert crate(with_property(study, "licence", given), RUN)["./"]["license"] == told

    def test_says_that_data_are_made_up(self, study: Study) -> None:
        made_up_study = with_property(study, "synthetic", "yes")
        assert MADE_UP.en in crate(made_up_study, RUN)["./"]["description"]
        assert MADE_UP.en not in crate(study, RUN)["./"]["description"]

    def test_leads_to_the_article_for_the_study_of_the_article_alone(self, study: Study) -> None:
        original = replace(study, name=ORIGINAL)
        assert crate(original, RUN)["#article"]["name"] == package().article.title
        assert "#article" not in crate(study, RUN)
