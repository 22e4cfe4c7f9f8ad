"""Whether a printed percentage can be: against every count that there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn import claim, evidence, row_of
from hypothesis import given
from hypothesis import strategies as st
from made_up import SHEETS, study

from analysis.inference.granularity import gives, possible_counts
from analysis.problems import InputError


class TestPrinted:
    @pytest.mark.parametrize("printed", ["30", "30,0", "30.00"])
    def test_three_of_ten_is_thirty_percent(self, printed: str) -> None:
        assert possible_counts(10, printed) == [3]

    @pytest.mark.parametrize("printed", ["35", "33", "66,7", "5"])
    def test_no_count_of_ten_is_this(self, printed: str) -> None:
        assert possible_counts(10, printed) == []

    def test_a_half_may_have_gone_either_way(self) -> None:
        assert [gives(1, 8, printed) for printed in ("12", "13", "12,5", "14")] == [
            True, True, True, False,
        ]  # fmt: skip

    @given(st.integers(1, 60), st.data(), st.integers(0, 3))
    def test_what_was_rounded_can_be(self, n: int, data: st.DataObject, decimals: int) -> None:
        count = data.draw(st.integers(0, n))
        assert count in possible_counts(n, f"{100 * count / n:.{decimals}f}")


THREE_OF_TEN = {f"K{n}": {"culture"} if n < 3 else {"rules"} for n in range(10)}


class TestClaim:
    @pytest.mark.parametrize(
        ("printed", "verdict"),
        [("30", "reproduced"), ("40", "contradicted"), ("35", "contradicted")],
    )
    def test_a_percentage_is_held_against_the_count(self, printed: str, verdict: str) -> None:
        asked = claim("percentage", printed, where="scheme=s;code=culture")
        assert row_of(evidence(THREE_OF_TEN), asked)["verdict"] == verdict


class TestValue:
    @pytest.mark.parametrize("value", ["140", "-3", "een derde", "30%", "1e2"])
    def test_a_value_that_is_no_percentage_is_told(self, tmp_path: Path, value: str) -> None:
        claims = [dict(row) for row in SHEETS["claims"]]
        claims[0] |= {"quantifier": "percentage", "value": value}
        with pytest.raises(InputError, match=r"33[.]3"):
            study(tmp_path, {"claims": claims})
