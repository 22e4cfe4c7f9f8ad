"""Damaged, enormous and hostile files end in a study or a list of problems, and stay untouched."""

from __future__ import annotations

import io
import os
import random
import re
import socket
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import made_up
import openpyxl
import pytest
from made_up import NAME, write
from spreadsheets import CONTENT, folder, tabs, write_csv, write_ods, write_xlsx

from analysis.instrument.writing import write_instrument
from analysis.problems import FileTooLarge, InputError, LinkElsewhere, Problem, SheetUnreadable
from analysis.schema import SHEET
from analysis.study import archives, grids, open_study
from analysis.study.cells import is_contact
from analysis.study.files import MAX_SIGNS
from analysis.study.headers import column_named

DAMAGED = int(os.environ.get("DAMAGED_WORKBOOKS", "40"))
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
    '<!DOCTYPE x [<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;]>',
    '<!DOCTYPE x PUBLIC "-//W3C//DTD XHTML 1.0//EN" "file:///etc/passwd">',
    "<!DOCTYPE x ["
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>",
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


FORMULAS = [
    "cmd|'/C calc'!A0",
    'WEBSERVICE("http://127.0.0.1:9/")',
    'HYPERLINK("file:///etc/passwd","klik")',
    'DDE("cmd","/C calc","x")',
    "'file:///etc/[passwd]x'!A1",
    "'[1]blad'!A1",
    'INDIRECT("[http://127.0.0.1:9/x.xlsx]x!A1")',
    'CALL("kernel32","WinExec","JCJ","calc",0)',
]
EXTRA: dict[str, bytes] = {
    "../../../../tmp/ingebroken": b"x",
    "/tmp/ingebroken": b"x",
    "C:\\ingebroken": b"x",
    "xl/worksheets/../../../../ingebroken": b"x",
    "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0",
    "xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd"/>'
    b"</externalLink>",
    "xl/externalLinks/_rels/externalLink1.xml.rels": b'<Relationships><Relationship Id="rId1" '
    b'TargetMode="External" Target="file:///etc/passwd"/></Relationships>',
    "xl/connections.xml": b"<connections><connection><webPr url='http://127.0.0.1:9/'/>"
    b"</connection></connections>",
    "xl/embeddings/oleObject1.bin": b"MZ",
    "customUI/customUI.xml": b"<customUI onLoad='x'/>",
    "CON": b"x",
}
"""Parts that a workbook may have besides, by their name in its zip."""


@pytest.fixture
def untouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A root beside which nothing appears, and no address is asked for, while a study is read."""

    def reached(*_given: object, **_more: object) -> None:
        pytest.fail("it reached out")

    for module, name in ((socket.socket, "connect"), (subprocess, "Popen"), (os, "system")):
        monkeypatch.setattr(module, name, reached)
    root = tmp_path / "root"
    yield root
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    known = (root / "data" / "raw" / NAME, root / "pyproject.toml")
    assert all(any(map(path.is_relative_to, known)) for path in left)
    assert not Path("/tmp/ingebroken").exists()


class TestWhatPointsElsewhere:
    @pytest.mark.parametrize("formula", FORMULAS)
    def test_a_formula_gives_what_was_kept_of_it_and_is_never_computed(
        self, untouched: Path, formula: str
    ) -> None:
        path = write_xlsx(folder(untouched) / "study.xlsx", tabs())
        computed = f"<c r='C3' t='str'><f>{escape(formula)}</f><v>bewaard</v></c>".encode()

        def changed(name: str, content: bytes) -> bytes:
            return re.sub(rb'<c r="C3".*?</c>', computed, content) if "sheet2" in name else content

        rewritten(path, changed)
        assert open_study(NAME, untouched).sheet("cases")["innovation"].iloc[1] == "bewaard"

    @pytest.mark.parametrize("extra", EXTRA)
    @in_each
    def test_a_part_besides_is_not_looked_at(self, untouched: Path, file: str, extra: str) -> None:
        path = WRITERS[file](folder(untouched) / file, tabs())
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(extra, EXTRA[extra])
        assert len(open_study(NAME, untouched).sheet("cases")) == 3

    @pytest.mark.parametrize(
        "target", ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd"]
    )
    def test_a_tab_that_is_said_to_be_elsewhere_is_no_tab(
        self, untouched: Path, target: str
    ) -> None:
        path = write_xlsx(folder(untouched) / "study.xlsx", tabs())
        rewritten(path, lambda name, content: re.sub(
            rb"(/xl/)?worksheets/sheet2.xml", target.encode(), content)
            if name.endswith("workbook.xml.rels") else content)  # fmt: skip
        assert refused(untouched) == [SheetUnreadable]

    def test_another_file_is_not_put_in_the_place_of_an_element(self, untouched: Path) -> None:
        path = write_ods(folder(untouched) / "study.ods", tabs())
        include = b"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' parse='text' href="
        inside = include + b"'file:///etc/passwd'/></office:spreadsheet>"
        rewritten(path, lambda _, content: content.replace(b"</office:spreadsheet>", inside))
        sheets = open_study(NAME, untouched).sheets
        assert not any("root:" in str(frame.to_dict()) for frame in sheets.values())

    @pytest.mark.parametrize("name", ["cases.csv", "judged/codings.csv", "study.xlsx"])
    def test_a_link_out_of_the_folder_is_refused(self, untouched: Path, name: str) -> None:
        path = write(untouched) / name
        path.unlink(missing_ok=True)
        path.symlink_to("/etc/passwd")
        assert refused(untouched) == [LinkElsewhere]

    def test_a_link_within_the_folder_is_a_file(self, tmp_path: Path) -> None:
        path = write(tmp_path) / "cases.csv"
        path.rename(path.with_name("cases.txt"))
        path.symlink_to(path.with_name("cases.txt"))
        assert len(open_study(NAME, tmp_path).sheet("cases")) == 3

    @pytest.mark.parametrize("link", ["instrument", "instrument/made.json", "instrument/x.docx"])
    def test_papers_are_never_written_through_a_link(self, tmp_path: Path, link: str) -> None:
        target = tmp_path / "elders"
        path = write(tmp_path) / link
        path.parent.mkdir(exist_ok=True)
        path.symlink_to(target, target_is_directory=link == "instrument")
        if link == "instrument":
            target.mkdir()
        with pytest.raises(InputError) as error:
            write_instrument(NAME, tmp_path)
        assert {type(problem) for problem in error.value.problems} == {LinkElsewhere}
        assert not target.exists() or not list(target.iterdir())


class TestLongTexts:
    @in_each
    def test_of_ten_million_signs_are_refused(self, tmp_path: Path, file: str) -> None:
        path = WRITERS[file](folder(tmp_path) / file, tabs())
        rewritten(path, lambda _, part: part.replace(b"balie dicht", b"a" * 10_000_000))
        assert refused(tmp_path) == [FileTooLarge]

    def test_in_csv_are_refused(self, tmp_path: Path) -> None:
        write(tmp_path, made_up.with_cell("cases", 0, "innovation", "a" * 10_000_000))
        assert set(refused(tmp_path)) <= {FileTooLarge, SheetUnreadable}

    def test_with_a_null_byte_are_refused_in_csv(self, tmp_path: Path) -> None:
        write(tmp_path, made_up.with_cell("cases", 0, "innovation", "a\x00b"))
        assert refused(tmp_path) == [SheetUnreadable]

    @pytest.mark.parametrize("sign", ["a", "a.", "0 ", "[", "a@", "+1", "-", "1_"])
    def test_that_are_as_long_as_may_be_take_no_time(self, tmp_path: Path, sign: str) -> None:
        long = (sign * MAX_SIGNS)[:MAX_SIGNS]
        begun = time.process_time()
        assert not is_contact(long) or sign in ("0 ", "+1")
        column_named(long, SHEET["cases"])
        assert time.process_time() - begun < 2
