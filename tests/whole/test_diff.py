"""What changed between two reports: each kind of change is made, and told for what it is."""

from __future__ import annotations

import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import made_up
import pytest
from checkout import command

from analysis import __main__ as line
from analysis.folders import project_root
from analysis.report.record import FILE


def told(*words: object) -> tuple[int, str, str]:
    """The status of the command, and what it says on both streams."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as wrong:
        status = line.run(["diff", *map(str, words)])
    return status, out.getvalue(), wrong.getvalue()


def found(old: Path, new: Path) -> dict[str, Any]:
    """What changed, for programs."""
    told_for_programs: dict[str, Any] = json.loads(told(old, new, "--json")[1])
    return told_for_programs


CODINGS, CASES, CODEBOOK = (
    f"data/raw/{made_up.NAME}/{name}.csv" for name in ("judged/codings", "cases", "judged/codebook")
)
CODE = "src/analysis/tables/claims.py"
CHANGES = (
    (CODINGS, "K1.promoting.1,promoting,hand,culture", "K1.promoting.1,promoting,hand,people"),
    (CASES, "goede mensen,regels", "veel goede mensen,regels"),
    (CODEBOOK, ",regel*", ",regel*; wet*"),
    (CODE, 'Text("Geteld", "Counted")', 'Text("Gevonden", "Found")'),
)
"""One coding, one cell of the data, one row of the codebook, one line of code."""
SETTING = "CONFIDENCE=0.9"


def made(root: Path, *words: str) -> None:
    study = (f"STUDY={made_up.NAME}", f"BASELINE={made_up.NAME}", "LANGUAGE=nl")
    done = command(root, "report", *study, *words)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The reports of a small study before and after one of each was changed."""
    root = tmp_path_factory.mktemp("site")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(project_root() / "src", root / "src", ignore=ignored)
    made_up.write(root)
    (root / "notebooks").mkdir()
    for name in ("3-promoting-hindering", "5-conclusions"):
        shutil.copy(project_root() / "notebooks" / f"{name}.ipynb", root / "notebooks")
    made(root)
    reports = root / "reports" / made_up.NAME
    shutil.copytree(reports, root / "before")
    for path, old, new in CHANGES:
        text = (root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (root / path).write_text(text.replace(old, new), encoding="utf-8")
    made(root, SETTING)
    return root / "before", reports


class TestWhatChanged:
    def test_is_named_by_input(self, pair: tuple[Path, Path]) -> None:
        changes = found(*pair)
        assert {(one["kind"], one["name"]) for one in changes["inputs"]} == {
            ("data", CODINGS), ("data", CASES), ("data", CODEBOOK), ("code", CODE),
            ("setting", "CONFIDENCE"),
        }  # fmt: skip
        assert {one["name"] for one in changes["rows"]} == {
            "codings, K1.promoting.1 · promoting · hand",
            "cases, K1",
            "codebook, hindering · rules",
        }  # fmt: skip

    def test_is_named_by_verdict(self, pair: tuple[Path, Path]) -> None:
        assert {
            "where": ["culture-two", "Twee noemen cultuur."],
            "was": "hangt af van de codering", "now": "klopt niet",
        } in found(*pair)["pages"]["nl"]["verdicts"]  # fmt: skip

    @pytest.mark.parametrize(
        ("kind", "where", "was", "now"),
        [
            ("cells", ["3-promoting-hindering", "Tabel 8", "cultuur", "Aantal"], "2", "1"),
            ("cells", ["3-promoting-hindering", "Tabel 3", "K1", "Bevorderend"],
             "cultuur; goede mensen", "cultuur; veel goede mensen"),
            ("cells", ["5-conclusions", "Tabel 19", "kolom Geteld"], "", None),
            ("cells", ["5-conclusions", "Tabel 19", "kolom Gevonden"], None, ""),
            ("figures", ["3-promoting-hindering", "Figuur 3", "cultuur", "K1"], "1", "0"),
        ],
    )  # fmt: skip
    def test_is_named_by_cell(
        self, pair: tuple[Path, Path], kind: str, where: list[str], was: str, now: str
    ) -> None:
        listed = found(*pair)["pages"]["nl"][kind]
        assert {"where": where, "was": was, "now": now} in listed

    def test_is_told_in_words_of_the_reader(self, pair: tuple[Path, Path]) -> None:
        status, said, wrong = told(*pair, "LANGUAGE=en")
        assert (status, wrong) == (1, "")
        assert "  row        codings, K1.promoting.1 · promoting · hand: changed" in said
        assert "  setting    CONFIDENCE: “0.95” → “0.9”" in said
        status, said, wrong = told(*pair)
        assert (status, wrong) == (1, "")
        assert "  rij        codings, K1.promoting.1 · promoting · hand: veranderd" in said
        assert "  instelling CONFIDENCE: “0.95” → “0.9”" in said

    def test_is_known_without_the_record_as_far_as_the_pages_tell(
        self, pair: tuple[Path, Path], tmp_path: Path
    ) -> None:
        shutil.copytree(pair[0], tmp_path / "old")
        (tmp_path / "old" / FILE).unlink()
        changes = found(tmp_path / "old", pair[1])
        assert {one["name"] for one in changes["inputs"]} == {
            CODINGS, CASES, CODEBOOK, "src/analysis/", "CONFIDENCE",
        }  # fmt: skip
        assert changes["rows"] is None
        assert "niet bewaard" in told(tmp_path / "old", pair[1])[1]

    def test_is_nothing_between_a_report_and_a_copy_of_it(
        self, pair: tuple[Path, Path], tmp_path: Path
    ) -> None:
        shutil.copytree(pair[0], tmp_path / "copy")
        status, said, wrong = told(pair[0], tmp_path / "copy")
        assert (status, wrong) == (0, "")
        assert said == "Gelijk: klein, 4 pagina's, en alles waaruit ze gemaakt zijn.\n"
