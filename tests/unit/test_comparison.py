"""Two made-up studies side by side."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import SHEETS
from made_up import study as made_study

from analysis.comparison import code_shares, crossed, travelling
from analysis.exhibits import Lacking
from analysis.figures import code_shares as figure_of_shares
from analysis.inference import differences
from analysis.parameters import settings
from analysis.results import Results
from analysis.sentences import comparison_in_short
from analysis.tables import code_shares as table_of_shares
from analysis.tables import factors_beside, travels, travels_in_short
from analysis.tables.comparison import WHY_NOT

CLAIMS = [
    {"claim": "people-all", "frame": "codes", "where": "scheme=promoting;code=people",
     "quantifier": "most"},
    {"claim": "people-two", "frame": "codes", "where": "scheme=promoting;code=people",
     "quantifier": "exactly", "value": "2"},
    {"claim": "rules-none", "frame": "codes", "where": "scheme=hindering;code=rules",
     "quantifier": "none"},
    {"claim": "open", "untested": "niet gepubliceerd"},
]  # fmt: skip


def claims() -> list[dict[str, str]]:
    return [{"locator": "T", "kind": "count", "statement": row["claim"], **row} for row in CLAIMS]


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("there")
    return Results(made_study(folder, {"claims": claims(), "recommendations": []}), settings())


def here_with(tmp_path: Path, **changed: list[dict[str, str]]) -> Results:
    sheets = {"claims": [], "recommendations": [], **changed}
    return Results(made_study(tmp_path, sheets), settings(language="en"))


def without(sheet: str, **gone: str) -> list[dict[str, str]]:
    (column, value), *_ = gone.items()
    return [dict(row) for row in SHEETS[sheet] if row.get(column, "") != value]


class TestTravelling:
    def test_the_same_data_give_the_same_verdicts(self, tmp_path: Path, there: Results) -> None:
        compared = travelling(here_with(tmp_path), there).set_index("claim")
        asked = compared[compared["why_not"] == ""]
        assert list(asked["there"]) == list(asked["here"])
        assert set(asked.index) == {"people-all", "rules-none"}

    def test_a_number_of_over_there_is_not_asked(self, tmp_path: Path, there: Results) -> None:
        compared = travelling(here_with(tmp_path), there).set_index("claim")
        assert compared.loc["people-two", "why_not"] == "count"
        assert compared.loc["people-two", "here"] == ""

    def test_a_code_that_the_codebook_lacks_is_not_asked(
        self, tmp_path: Path, there: Results
    ) -> None:
        changed = {
            "codebook": without("codebook", code="rules"),
            "codings": without("codings", scheme="hindering"),
        }
        compared = travelling(here_with(tmp_path, **changed), there).set_index("claim")
        assert compared.loc["rules-none", "why_not"] == "codes"

    def test_what_was_not_recorded_is_not_asked(self, tmp_path: Path, there: Results) -> None:
        cases = [{**row, "hindering": ""} for row in SHEETS["cases"]]
        codings = without("codings", scheme="hindering")
        here = here_with(tmp_path, cases=cases, codings=codings)
        compared = travelling(here, there).set_index("claim")
        assert compared.loc["rules-none", "why_not"] == "data"

    def test_the_cross_table_counts_what_was_asked(self, tmp_path: Path, there: Results) -> None:
        compared = travelling(here_with(tmp_path), there)
        assert crossed(compared).to_numpy().sum() == 2


class TestCodeShares:
    def test_the_same_study_differs_by_nothing(self, tmp_path: Path, there: Results) -> None:
        shares = code_shares(here_with(tmp_path), there)
        assert (shares["difference"] == 0).all()
        assert ((shares["low"] < 0) & (shares["high"] > 0)).all()

    def test_only_cases_that_answered_count(self, tmp_path: Path, there: Results) -> None:
        cases = [{**row, "hindering": "" if row["case"] == "K3" else row["hindering"]}
                 for row in SHEETS["cases"]]  # fmt: skip
        codings = [dict(r) for r in SHEETS["codings"] if r["unit"] != "K3.hindering.1"]
        shares = code_shares(here_with(tmp_path, cases=cases, codings=codings), there)
        rules = shares[shares["code"] == "rules"].iloc[0]
        assert (rules["n_here"], rules["n_there"]) == (2, 3)


class TestPage:
    def test_everything_is_shown_in_both_languages(self, tmp_path: Path, there: Results) -> None:
        here = here_with(tmp_path)
        shown = [travels_in_short, travels, table_of_shares, factors_beside, figure_of_shares,
                 comparison_in_short]  # fmt: skip
        for show in shown:
            said = show(here, there)
            assert not isinstance(said, Lacking)
            assert "nan" not in said._repr_html_().lower().replace("financ", "")

    def test_each_reason_has_its_words(self) -> None:
        assert set(WHY_NOT) == {"count", "codes", "data"}

    def test_without_claims_there_it_says_so(self, tmp_path: Path) -> None:
        here = here_with(tmp_path)
        assert isinstance(travels(here, here), Lacking)
        assert isinstance(comparison_in_short(here, here), Lacking)


class TestDifference:
    @pytest.mark.parametrize(("n", "m"), [(3, 5), (8, 10)])
    @pytest.mark.parametrize("p", [0.1, 0.5, 0.8])
    @pytest.mark.parametrize("q", [0.05, 0.4, 0.8])
    def test_the_interval_covers_as_often_as_promised(
        self, n: int, m: int, p: float, q: float
    ) -> None:
        from scipy.stats import binom

        covered = sum(
            binom.pmf(k, n, p) * binom.pmf(j, m, q)
            for k in range(n + 1)
            for j in range(m + 1)
            for low, high in [differences.interval(k, n, j, m, 0.95)]
            if low <= p - q <= high
        )
        assert covered >= 0.95

    def test_it_can_tell_two_sure_groups_apart(self) -> None:
        low, high = differences.interval(30, 30, 0, 30, 0.95)
        assert low > 0.5
        assert high == pytest.approx(1)
