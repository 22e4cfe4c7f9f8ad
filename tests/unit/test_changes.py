"""What changed between two pages that were written by hand, and reports that cannot be compared."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import made_up
import pytest

from analysis import __main__ as line
from analysis.report.changes import Row, paired
from analysis.report.record import FILE
from analysis.report.rows import rows_of

PANEL = (
    '<section class="run"><h2 id="this-run">Deze uitvoering</h2><table><tbody>'
    '<tr><th scope="row"><code>STUDY</code></th><td>{study}</td><td></td></tr></tbody></table>'
    '<dl><dd><code>{code}</code></dd><dd><span class="version">numpy {version}</span></dd></dl>'
    "</section>"
)


def table(rows: Sequence[tuple[str, str]], anchor: str = "table-1", name: str = "one") -> str:
    body = "".join(f'<tr><th scope="row">{a}</th><td>{b}</td></tr>' for a, b in rows)
    return (
        f'<div class="exhibit table" id="{anchor}" data-name="{name}"><table>'
        f"<caption><strong>Tabel {anchor[6:]}.</strong> Wat er is</caption>"
        f"<tr><th>Wie</th><th>Wat</th></tr>{body}</table></div>"
    )


def claim(name: str, verdict: str) -> str:
    mark = f'<td><span class="verdict x">{verdict}</span></td>' if verdict else "<td>omdat</td>"
    return f'<tr id="claim-{name}"><th scope="row">Zoveel. <small>S.1</small></th>{mark}</tr>'


def reports(
    folder: Path, main: str, study: str = "klein", language: str = "nl", version: str = "1"
) -> Path:
    """A folder of reports of one page."""
    panel = PANEL.format(study=study, code="abc", version=version)
    page = f'<html><main id="main">{main}</main><footer>{panel}</footer></html>'
    path = folder / language / "1-a.html"
    path.parent.mkdir(parents=True)
    path.write_text(page, encoding="utf-8")
    return folder


def told(*words: object) -> tuple[int, str, str]:
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as wrong:
        status = line.run(["diff", *map(str, words)])
    return status, out.getvalue(), wrong.getvalue()


def between(root: Path, old: str, new: str) -> tuple[int, str]:
    """What is told of two pages."""
    pair = (reports(root / "old", old), reports(root / "new", new))
    status, said, wrong = told(*pair)
    assert wrong == ""
    return status, said


class TestPages:
    def test_that_say_the_same_are_the_same(self, tmp_path: Path) -> None:
        assert between(tmp_path, "<p>a</p>", "<p>a</p>")[0] == 0

    def test_rows_are_found_by_their_head_wherever_they_stand(self, tmp_path: Path) -> None:
        old, new = [("A", "1"), ("B", "2")], [("0", "0"), ("A", "1"), ("B", "3")]
        status, said = between(tmp_path, table(old), table(new))
        assert status == 1
        assert "Cellen van tabellen (2)\n" in said
        assert "  1-a, Tabel 1, B, Wat: “2” → “3”\n" in said
        assert "  1-a, Tabel 1, 0: was er niet → “0”\n" in said

    def test_tables_are_found_by_their_name_whatever_their_number(self, tmp_path: Path) -> None:
        old = table([("A", "1")])
        new = table([("X", "1")], name="new") + table([("A", "2")], anchor="table-2")
        said = between(tmp_path, old, new)[1]
        assert "  1-a, Tabel 2, A, Wat: “1” → “2”\n" in said
        assert "  1-a, Tabel 1: was er niet → “Wat er is”\n" in said
        assert "(2)" in said

    @pytest.mark.parametrize(
        ("was", "now", "told"),
        [("klopt", "klopt niet", "“klopt” → “klopt niet”"),
         ("klopt", "", "“klopt” → “niet te toetsen”")],
    )  # fmt: skip
    def test_a_verdict_is_told_by_its_claim(
        self, tmp_path: Path, was: str, now: str, told: str
    ) -> None:
        sides = (f"<table>{claim('x', verdict)}</table>" for verdict in (was, now))
        assert f"Oordelen (1)\n  x, Zoveel.: {told}\n" in between(tmp_path, *sides)[1]

    def test_a_sentence_is_told(self, tmp_path: Path) -> None:
        said = between(tmp_path, "<p>3 van 10</p><p>b</p>", "<p>4 van 10</p><p>b</p>")[1]
        assert "Tekst ertussen (1)\n  1-a: “3 van 10” → “4 van 10”\n" in said

    def test_what_is_in_no_table_or_text_is_told_all_the_same(self, tmp_path: Path) -> None:
        status, said = between(tmp_path, "<svg><path d='1'/></svg>", "<svg><path d='2'/></svg>")
        assert status == 1
        assert "  1-a: veranderd\n" in said

    def test_a_long_text_is_told_from_where_it_differs(self, tmp_path: Path) -> None:
        said = between(tmp_path, f"<p>{'a ' * 200}b</p>", f"<p>{'a ' * 200}c</p>")[1]
        assert "a b” → “…" in said
        assert "a c”\n" in said

    def test_signs_of_control_reach_no_terminal(self, tmp_path: Path) -> None:
        said = between(tmp_path, "<p>a</p>", "<p>\x1b[2J\u202eb</p>")[1]
        assert "[U+001B][2J[U+202E]b" in said

    def test_a_package_is_told_with_its_versions(self, tmp_path: Path) -> None:
        old = reports(tmp_path / "old", "<p>a</p>", version="1")
        new = reports(tmp_path / "new", "<p>a</p>", version="2")
        status, said, _ = told(old, new)
        assert status == 1
        assert "  pakket     numpy: “1” → “2”\n" in said
        assert "Op de pagina's is niets anders." in said

    def test_of_a_second_language_only_what_is_otherwise_is_told(self, tmp_path: Path) -> None:
        for name, word in (("old", "a"), ("new", "b")):
            reports(tmp_path / name, f"<p>{word}</p>")
            reports(tmp_path / name, f"<p>in English {word}</p><p>{word}</p>", language="en")
        said = told(tmp_path / "old", tmp_path / "new")[1]
        assert "Op de pagina's in het Engels:" in said
        assert "“in English a” → “in English b”" in said


def test_of_rows_with_the_same_head_the_most_alike_stand_beside_each_other() -> None:
    one, two = Row("A", {"x": "1", "y": "1"}), Row("A", {"x": "2", "y": "2"})
    other, more = Row("A", {"x": "2", "y": "3"}), Row("A", {"x": "9", "y": "9"})
    assert list(paired([one, two], [more, other, one])) == [(two, other), (None, more)]


class TestReportsThatCannotBeCompared:
    @pytest.fixture
    def good(self, tmp_path: Path) -> Path:
        return reports(tmp_path / "good", "<p>a</p>")

    @pytest.mark.parametrize("language", ["nl", "en"])
    @pytest.mark.parametrize("kind", ["missing", "file", "empty", "inner", "other", "LANGUAGE=en"])
    def test_are_no_reports_whichever_comes_first(
        self, good: Path, tmp_path: Path, kind: str, language: str
    ) -> None:
        bad = {"inner": good / "nl", "LANGUAGE=en": Path(kind)}.get(kind, tmp_path / kind)
        if kind == "file":
            bad.write_text("<main></main>")
        elif kind in ("empty", "other"):
            (bad / "nl").mkdir(parents=True)
            (bad / "nl" / ("a.html" if kind == "other" else "a.txt")).write_text("<p>elders</p>")
        for words in ((bad, good), (good, bad)):
            status, said, wrong = told(*words, f"LANGUAGE={language}")
            assert (status, said) == (2, "")
            assert str(bad) in wrong
            assert {"nl": "geen rapporten", "en": "no reports"}[language] in wrong

    def test_are_of_another_study(self, good: Path, tmp_path: Path) -> None:
        other = reports(tmp_path / "other", "<p>a</p>", study="ander")
        status, said, wrong = told(good, other)
        assert (status, said) == (2, "")
        assert "“klein”. Dit is de studie ander." in wrong

    def test_are_in_another_language(self, good: Path, tmp_path: Path) -> None:
        other = reports(tmp_path / "other", "<p>a</p>", language="en")
        assert told(good, other)[0] == 2

    @pytest.mark.parametrize("record", ['{"written": {"a": ["1", [1]]}}', "[]", "\x00", "{}"])
    def test_a_record_that_is_damaged_is_as_none(self, good: Path, record: str) -> None:
        (good / FILE).write_text(record)
        assert told(good, good)[0] == 0


class TestRowsThatAreKept:
    def test_tell_which_row_changed_and_name_no_respondent(self, tmp_path: Path) -> None:
        scores = [
            {"factor": "risk", "case": "K1", "respondent": f"jansen-{n}", "level": level}
            for n, level in enumerate(("good", "limited"))
        ]
        before = rows_of(made_up.study(tmp_path, {"scores": scores}))
        scores[1]["level"] = "none"
        after = rows_of(made_up.study(tmp_path, {"scores": scores}))
        assert list(before["scores"]) == ["risk · K1"]
        assert before["scores"] != after["scores"]
        assert "jansen" not in str(before)
        assert {name: rows for name, rows in before.items() if name != "scores"} == {
            name: rows for name, rows in after.items() if name != "scores"
        }
