"""The pages of the 2015 study, made once by the real command, as a reader gets them."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from checkout import built
from nbclient import NotebookClient

from analysis.folders import project_root
from analysis.parameters import ORIGINAL
from analysis.report.pages import find_pages
from analysis.report.provenance import versions
from analysis.report.record import differing
from analysis.report.sums import SUMS, outputs_of, read_sums

ROOT = project_root()
PAGES = ["index", *(page.name for page in find_pages(ROOT / "notebooks", compared=False))]
NUMBER = re.compile(r"\d+(?:\.\d+)*")
THOUSANDS = {"nl": r"(?<=\d)\.(?=\d{3}\b)", "en": r"(?<=\d),(?=\d{3}\b)"}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that `report` made."""
    return built(tmp_path_factory) / "reports" / ORIGINAL


def page(reports: Path, language: str, name: str) -> BeautifulSoup:
    text = (reports / language / f"{name}.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


def numbers_of(soup: BeautifulSoup, language: str) -> list[str]:
    """The numbers in a page's text with one decimal sign and none for thousands; no code."""
    main = soup.select_one("main")
    assert main is not None
    for code in main.select("pre"):
        code.decompose()
    text = re.sub(THOUSANDS[language], "", main.get_text(" "))
    return NUMBER.findall(re.sub(r"(?<=\d),(?=\d)", ".", text))


def test_every_byte_is_as_recorded(reports: Path) -> None:
    recorded = read_sums((ROOT / SUMS).read_text(encoding="utf-8"))
    if recorded.versions != dict(versions()):
        pytest.skip("the digests were recorded with other versions of Python or packages")
    ours = outputs_of(ORIGINAL, reports.parents[1])
    assert list(differing(ours, recorded.outputs)) == [], "make sums"


class TestEveryPage:
    @pytest.mark.parametrize("name", PAGES)
    def test_carries_the_same_numbers_in_both_languages(self, reports: Path, name: str) -> None:
        dutch, english = (numbers_of(page(reports, lang, name), lang) for lang in ("nl", "en"))
        assert dutch
        assert sorted(dutch) == sorted(english)

    @pytest.mark.parametrize("language", ["nl", "en"])
    @pytest.mark.parametrize("name", PAGES)
    def test_links_only_to_what_is_there(self, reports: Path, language: str, name: str) -> None:
        broken = []
        for link in page(reports, language, name).select("a[href]"):
            file, _, anchor = str(link["href"]).partition("#")
            target = (reports / language / (file or f"{name}.html")).resolve()
            if not target.is_file() or (
                anchor and f'id="{anchor}"' not in target.read_text("utf-8")
            ):
                broken.append(link["href"])
        assert broken == []

    @pytest.mark.parametrize("kind", ["table", "figure"])
    @pytest.mark.parametrize("name", PAGES)
    def test_numbers_its_exhibits_in_the_order_in_which_they_stand(
        self, reports: Path, name: str, kind: str
    ) -> None:
        found = page(reports, "nl", name).select(f"[id^={kind}-].exhibit")
        numbers = [int(str(exhibit["id"]).split("-")[1]) for exhibit in found]
        article = [n for n in numbers if n <= 3]
        assert numbers == article + sorted(set(numbers) - set(article))

    @pytest.mark.parametrize("language", ["nl", "en"])
    @pytest.mark.parametrize("name", PAGES)
    def test_shows_no_missing_number_and_no_error(
        self, reports: Path, language: str, name: str
    ) -> None:
        text = page(reports, language, name).get_text(" ")
        assert not re.search(r"\b(?:nan|NaN|NaT)\b|<NA>|Traceback", text)

    @pytest.mark.parametrize("language", ["nl", "en"])
    @pytest.mark.parametrize("name", PAGES)
    def test_asks_nothing_of_another_machine(self, reports: Path, language: str, name: str) -> None:
        soup = page(reports, language, name)
        asked = [t.get("src") or t.get("href") for t in soup.select("[src], link[href]")]
        assert [address for address in asked if not str(address).startswith("data:")] == []


class TestTheTrail:
    """From the verdicts to the rows behind them and back, as a reader follows the links."""

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_leads_from_each_municipality_to_just_the_claims_that_count_it(
        self, reports: Path, language: str
    ) -> None:
        rows = page(reports, language, "9-evidence").select("tr[id^=case-]")
        named = {
            (str(row["id"]).removeprefix("case-"), str(link["href"]).partition("#claim-")[2])
            for row in rows
            for link in row.select("td:nth-of-type(1) a")
        }
        frame = pd.read_csv(reports.parents[1] / "data/processed/gemeenten-2015/verdicts.csv")
        frame = frame[frame["cases"].notna()]
        counted = zip(frame["claim"], frame["cases"], strict=True)
        assert named == {(case, claim) for claim, cell in counted for case in cell.split("; ")}

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_leads_from_a_claim_to_mentions_whose_codes_name_it(
        self, reports: Path, language: str
    ) -> None:
        pages = {f"{name}.html": page(reports, language, name) for name in PAGES}
        codes = pd.read_csv(ROOT / "data/raw/gemeenten-2015/judged/claims.csv")
        on_codes = set(codes.loc[codes["frame"] == "codes", "claim"])
        followed = 0
        for row in pages["5-conclusions.html"].select("tr[id^=claim-]:has(.cases)"):
            if str(row["id"]).removeprefix("claim-") not in on_codes:
                continue
            for link in row.select(".cases")[0].select("a"):
                claims = claims_at(pages, str(link["href"]))
                assert str(row["id"]) in claims, link
                followed += 1
        assert followed

    def test_gives_every_mention_a_place_and_leads_there_from_the_articles_tables(
        self, reports: Path
    ) -> None:
        units = pd.read_csv(reports.parents[1] / "data/processed/gemeenten-2015/units.csv")
        places, links = set(), set()
        for name in PAGES:
            soup = page(reports, "nl", name)
            places |= {str(m["id"]).removeprefix("unit-") for m in soup.select(".mention")}
            articles = soup.select(":is(#table-1, #table-2, #table-3) td li a")
            links |= {str(link["href"]).partition("#unit-")[2] for link in articles}
        assert places == links == set(units["unit"])

    @pytest.mark.parametrize("name", PAGES)
    def test_has_the_same_places_in_each_language_and_none_twice(
        self, reports: Path, name: str
    ) -> None:
        dutch, english = (
            [str(tag["id"]) for tag in page(reports, lang, name).select("tr[id], .mention, .place")]
            for lang in ("nl", "en")
        )
        assert dutch == english
        assert len(dutch) == len(set(dutch))


def claims_at(pages: dict[str, BeautifulSoup], address: str) -> set[str]:
    """The ids of the claims that the codes of the mention at an address lead to."""
    file, _, anchor = address.partition("#")
    found = set()
    for code in pages[file].select(f"[id='{anchor}'] .codes a"):
        there, _, row = str(code["href"]).partition("#")
        claims = pages[there].select(f"tr[id='{row}'] td a[href*='#claim-']")
        found |= {str(claim["href"]).partition("#")[2] for claim in claims}
    return found


class TestTable1:
    def test_has_ten_rows_in_four_classes(self, reports: Path) -> None:
        table = page(reports, "nl", "1-innovations").select_one("#table-1")
        assert table is not None
        assert len(table.select("tbody th[scope=row]")) == 10
        assert len(table.select("tbody th[scope=colgroup]")) == 4


class TestTable3:
    def test_gives_every_mention_as_an_item_of_its_own(self, reports: Path) -> None:
        table = page(reports, "nl", "3-promoting-hindering").select_one("#table-3")
        assert table is not None
        # 25 promoting and 21 hindering mentions: the units counted by hand in the article.
        assert len(table.select("td li")) == 25 + 21


class TestANotebookOpenedByHand:
    def test_shows_what_the_report_shows(self, reports: Path) -> None:
        path = ROOT / "notebooks" / "2-collaboration.ipynb"
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}).execute()
        shown = [
            BeautifulSoup(output["data"]["text/html"], "html.parser").get_text(" ", strip=True)
            for cell in notebook.cells
            for output in cell.get("outputs", [])
            if "text/html" in output.get("data", {})
        ]
        text = page(reports, "nl", "2-collaboration").get_text(" ", strip=True)
        assert len(shown) > 3
        assert [
            piece for piece in shown if " ".join(piece.split()) not in " ".join(text.split())
        ] == []
