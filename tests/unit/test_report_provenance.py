"""What a page says it was made from."""

from __future__ import annotations

import hashlib
import platform
import re
from pathlib import Path

from analysis.parameters import PARAMETERS, settings
from analysis.report.provenance import provenance, shown_settings, versions
from analysis.report.record import Digests


def test_inputs_have_the_digest_of_their_bytes_and_no_place_on_the_machine(tmp_path: Path) -> None:
    path = tmp_path / "data" / "a.csv"
    path.parent.mkdir()
    path.write_bytes(b"a,b\n")
    (told,) = provenance([path], Digests(tmp_path)).inputs
    assert (told.path, told.sha256) == ("data/a.csv", hashlib.sha256(b"a,b\n").hexdigest())


def test_versions_are_those_of_python_and_the_direct_dependencies() -> None:
    told = dict(versions())
    assert told["Python"] == platform.python_version()
    assert {"papermill", "nbconvert", "pandas"} <= set(told)
    assert "pytest" not in told
    assert all(re.match(r"\d", version) for version in told.values())


def test_every_parameter_is_explained_in_the_language() -> None:
    told = shown_settings(settings(language="en", seed=7), "en")
    assert [setting.name for setting in told] == [p.name.upper() for p in PARAMETERS]
    assert {setting.name: setting.value for setting in told}["SEED"] == "7"
    assert [setting.explanation for setting in told] == [p.explanation.en for p in PARAMETERS]
