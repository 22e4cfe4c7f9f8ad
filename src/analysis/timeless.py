"""Packages of files, such as Word and Excel keep, that carry no time: always the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime

MADE = datetime(1980, 1, 1)
"""The time of everything in a package, so that it follows from the study alone: the first that
zip knows."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Named parts as a zip file, in their order."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            part.create_system = 0
            archive.writestr(part, content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def parts_of(whole: bytes) -> dict[str, bytes]:
    """The parts of a zip file by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
