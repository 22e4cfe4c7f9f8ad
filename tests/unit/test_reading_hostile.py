"""Damaged, enormous and hostile files end in a study or a list of problems, and stay untouched."""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from made_up import NAME, write
from spreadsheets import CONTENT, folder, tabs, write_csv, write_ods, write_xlsx

from analysis.problems import FileTooLarge, InputError, Problem, SheetUnreadable
from analysis.study import archives, grids, open_study

DAMAGED = int(os.environ.get("DAMAGED_WORKBOOKS", "100"))
"""How many damaged workbooks of each kind are tried; more by hand."""

WRITERS: dict[str, Callable[..., Path]] = {"study.xlsx": write_xlsx, "study.ods": write_ods}

in_each = pytest.mark.parametrize("file", WRITERS)


def refused(root: Path) -> list[type[Problem]]:
    with pytest.raises(InputError) as error:
        open_study(NAME, root)
    assert all(problem.say("nl") and problem.say("en") for problem in error.value.problems)
    return [type(problem) for problem in error.value.problems]


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    """A workbook with each of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, change(name, content))


def with_damaged_bytes(path: Path, draw: random.Random) -> None:
    """Bytes of the file itself changed, cut off or doubled."""
    content = bytearray(path.read_bytes())
    for _ in range(draw.randint(1, 20)):
        content[draw.randrange(len(content))] = draw.randrange(256)
    cut = draw.choice([len(content), draw.randrange(len(content))])
    path.write_bytes(bytes(content[:cut]))


def with_damaged_parts(path: Path, draw: random.Random) -> None:
    """The XML of some parts changed, the zip around it whole."""

    def damaged(_name: str, content: bytes) -> bytes:
        if draw.random() < 0.5:
            return content
        text = bytearray(content)
        for _ in range(draw.randint(1, 3)):
            at = draw.randrange(len(text))
            text[at : at + draw.choice([0, 1, 1, 5])] = draw.choice(JUNK)
        return bytes(text)

    rewritten(path, damaged)


JUNK = [
    b"",
    b"0",
    b"9",
    b"-1",
    b"99999999",
    b"x",
    b'"',
    b"<",
    b">",
    b"&#0;",
    b"\xff",
    b"s",
    b"A1:Z",
]


def with_damaged_values(path: Path, draw: random.Random) -> None:
    """Numbers, references and kinds changed, the XML around them whole."""

    def damaged(_name: str, content: bytes) -> bytes:
        text = content.decode("utf-8")
        return re.sub(r'(?<=[">])[A-Za-z0-9:.]+(?=["<])', changed, text).encode()

    def changed(found: re.Match[str]) -> str:
        return draw.choice(VALUES) if draw.random() < 0.03 else found[0]

    rewritten(path, damaged)


VALUES = [
    "", "0", "-1", "1e400", "nan", "99999999999999999999", "x", "A1", "XFD1048576", "s", "b", "e",
    "d", "n", "str", "inlineStr", "date", "float", "A1:XFD1048576", "B2:A1", "rId99", "true", "..",
]  # fmt: skip


def with_damaged_tabs(path: Path, draw: random.Random) -> None:
    """Cells, rows and tabs of the study taken away, doubled or given another type."""
    whole = {name: [list(row) for row in rows] for name, rows in tabs().items()}
    for _ in range(draw.randint(1, 8)):
        rows = whole[draw.choice(list(whole))]
        row = draw.choice(rows) if rows else []
        match draw.randrange(5):
            case 0 if row:
                row[draw.randrange(len(row))] = draw.choice(
                    [1, 2.5, True, "", "x", "é\n", "=1", 1e300]
                )
            case 1 if rows:
                del rows[draw.randrange(len(rows))]
            case 2 if rows:
                rows.append(list(row))
            case 3:
                rows.insert(0, [])
            case 4:
                draw.shuffle(rows)
    WRITERS[path.name](path, whole)


DAMAGES = [with_damaged_bytes, with_damaged_parts, with_damaged_values, with_damaged_tabs]


class TestDamagedWorkbooks:
    @in_each
    @pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
    def test_end_in_a_study_or_problems(
        self, tmp_path: Path, file: str, damage: Callable[[Path, random.Random], None]
    ) -> None:
        path = folder(tmp_path) / file
        whole = WRITERS[file](path, tabs()).read_bytes()
        for seed in range(DAMAGED // len(DAMAGES)):
            path.write_bytes(whole)
            damage(path, random.Random(seed))
            before = path.read_bytes()
            try:
                open_study(NAME, tmp_path)
            except InputError as error:
                said = "\n".join(
                    p.say(language) for p in error.problems for language in ("nl", "en")
                )
                assert said.encode("utf-8")
            assert path.read_bytes() == before

    def test_that_are_no_zip_say_what_to_do(self, tmp_path: Path) -> None:
        (folder(tmp_path) / "study.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 an old or locked workbook")
        assert refused(tmp_path) == [SheetUnreadable]

    def test_that_are_folders_are_no_files(self, tmp_path: Path) -> None:
        (write(tmp_path) / "study.xlsx").mkdir()
        assert len(open_study(NAME, tmp_path).sheet("cases")) == 3


DOCTYPES = [
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
]


class TestEntities:
    @in_each
    @pytest.mark.parametrize("doctype", DOCTYPES)
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_are_never_followed(
        self, tmp_path: Path, file: str, doctype: str, encoding: str
    ) -> None:
        path = WRITERS[file](folder(tmp_path) / file, tabs())

        def declared(name: str, content: bytes) -> bytes:
            if not name.endswith(("sheet1.xml", "content.xml")):
                return content
            text = content.decode("utf-8").partition("?>")[2] or content.decode("utf-8")
            head = f'<?xml version="1.0" encoding="{encoding}"?>'
            return (head + doctype + text).encode(encoding)

        rewritten(path, declared)
        assert refused(tmp_path) == [SheetUnreadable]


def bomb(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


class TestLimits:
    @in_each
    def test_refuse_a_zip_bomb_before_it_is_unpacked(
        self, tmp_path: Path, file: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = folder(tmp_path) / file
        path.write_bytes(bomb(**{"content.xml": bytes(archives.MAX_UNPACKED + 1)}))
        monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("unpacked"))
        assert path.stat().st_size < 1_000_000
        assert refused(tmp_path) == [FileTooLarge]

    @pytest.mark.parametrize("file", ["study.xlsx", "study.ods", "cases.csv"])
    def test_refuse_a_large_file(self, tmp_path: Path, file: str) -> None:
        write(tmp_path)
        with (folder(tmp_path) / file).open("wb") as enormous:
            enormous.truncate(archives.MAX_FILE + 1)
        assert refused(tmp_path) == [FileTooLarge]

    @pytest.mark.parametrize(
        "cell", [(grids.MAX_ROWS + 1, 1), (1, grids.MAX_COLUMNS + 1), (1048576, 16384)]
    )
    def test_refuse_a_cell_far_away(self, tmp_path: Path, cell: tuple[int, int]) -> None:
        path = write_xlsx(folder(tmp_path) / "study.xlsx", tabs())
        book = openpyxl.load_workbook(path)
        book["cases"].cell(*cell).value = "x"
        book.save(path)
        assert refused(tmp_path) == [FileTooLarge]

    @pytest.mark.parametrize(
        "repeated", ['table:number-rows-repeated="60000"', 'table:number-rows-repeated="49000"']
    )
    def test_refuse_what_is_repeated_too_often(self, tmp_path: Path, repeated: str) -> None:
        cell = (
            '<table:table-cell table:number-columns-repeated="150"><text:p>x</text:p>'
            "</table:table-cell>"
        )
        table = (
            f'<table:table table:name="cases"><table:table-row {repeated}>{cell}'
            "</table:table-row></table:table>"
        )
        content = CONTENT.format(tables=table).encode()
        (folder(tmp_path) / "study.ods").write_bytes(bomb(**{"content.xml": content}))
        assert refused(tmp_path) == [FileTooLarge]

    def test_refuse_xml_that_is_too_deep(self, tmp_path: Path) -> None:
        content = CONTENT.format(tables="<a>" * 100_000 + "</a>" * 100_000).encode()
        (folder(tmp_path) / "study.ods").write_bytes(bomb(**{"content.xml": content}))
        assert refused(tmp_path) == [FileTooLarge]

    def test_refuse_too_many_rows_of_csv(self, tmp_path: Path) -> None:
        rows = "".join(f"K{n},<400\n" for n in range(grids.MAX_ROWS + 1))
        (write_csv(folder(tmp_path)) / "cases.csv").write_text("case,size_class\n" + rows)
        assert refused(tmp_path) == [FileTooLarge]

    def test_are_not_reached_by_a_merged_area_of_the_whole_tab(self, tmp_path: Path) -> None:
        path = write_xlsx(folder(tmp_path) / "study.xlsx", tabs(), {"cases": "J1:J2"})
        rewritten(path, lambda _, content: content.replace(b"J1:J2", b"J1:XFD1048576"))
        assert len(open_study(NAME, tmp_path).sheet("cases")) == 3

    def test_say_what_they_are(self, tmp_path: Path) -> None:
        (folder(tmp_path) / "study.ods").write_bytes(bomb(a=bytes(archives.MAX_UNPACKED + 1)))
        with pytest.raises(InputError, match="at most 100 MB when unpacked"):
            open_study(NAME, tmp_path)
