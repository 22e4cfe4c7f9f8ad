"""The pictures in the documentation: each is shown somewhere, and can be taken anew."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest

from analysis.folders import project_root
from browser.pages import ARTICLE, Reports
from browser.pictures import PICTURES, Picture, take

ROOT = project_root()


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
class TestPictures:
    def test_is_taken_of_what_it_shows(
        self, browser: Any, reports: Reports, tmp_path: Path, picture: Picture
    ) -> None:
        taken = take(browser, picture, reports.of(ARTICLE), tmp_path).read_bytes()
        width, height = struct.unpack(">II", taken[16:24])
        assert width == picture.size[0]
        assert height == picture.size[1] if not picture.figure else 400 < height < 900

    def test_stands_in_the_documentation(self, picture: Picture) -> None:
        texts = [*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")]
        shown = [path for path in texts if f"{picture.name}.png)" in path.read_text("utf-8")]
        assert len(shown) == 1
        assert (ROOT / "docs" / f"{picture.name}.png").exists()
