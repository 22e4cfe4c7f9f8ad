"""How many notebooks run at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.report import room

MB = 2**20


@pytest.mark.parametrize(
    ("memory", "cores", "asked"),
    [
        pytest.param(512 * MB, 8, 1, id="little memory: one"),
        pytest.param(256 * MB, 8, 1, id="too little memory: one all the same"),
        pytest.param(768 * MB, 8, 4, id="some memory: what fits"),
        pytest.param(16_000 * MB, 2, 4, id="much memory: two a core"),
    ],
)
def test_as_many_run_as_the_machine_has_room_for(memory: int, cores: int, asked: int) -> None:
    assert room.at_a_time(memory, cores) == asked


def test_a_container_has_no_more_than_it_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "limited").write_text("536870912\n")
    (tmp_path / "unlimited").write_text("max\n")
    paths = (f"{tmp_path}/limited", f"{tmp_path}/unlimited", f"{tmp_path}/absent")
    assert room.allowed(paths) == [512 * MB]
