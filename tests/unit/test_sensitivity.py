"""What a verdict hangs on: against trying every coding, and every decision, one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import pandas as pd
import pytest
from drawn import CODES, claim, evidence
from hypothesis import given
from hypothesis import strategies as st
from strategies import QUICK

from analysis.claims import Check, Evidence, check_of
from analysis.sensitivity import counts_of, decisions_of

CODINGS = st.lists(
    st.tuples(
        st.frozensets(st.sampled_from(CODES), min_size=1),
        st.none() | st.frozensets(st.sampled_from(CODES), min_size=1),
    ),
    min_size=1,
    max_size=5,
)
"""For each case the codes chosen and, where there are, the codes that could be instead."""

RULES = st.sampled_from([("exactly", "1"), ("most", ""), ("all", ""), ("none", ""), ("few", "")])


Coding = tuple[frozenset[str], frozenset[str] | None]


def split_up(codings: list[Coding]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The codes chosen of each case, and what could be instead where that is something else."""
    chosen = {f"K{n}": set(codes) for n, (codes, _) in enumerate(codings)}
    also = {
        f"K{n}": set(other)
        for n, (codes, other) in enumerate(codings)
        if other is not None and other != codes
    }
    return chosen, also


def asked_of(
    chosen: dict[str, set[str]], also: dict[str, set[str]], rule: tuple[str, str]
) -> tuple[Evidence, dict[str, str], Check]:
    """The evidence, a claim about culture, and its check."""
    found, asked = evidence(chosen, also), claim(*rule, where="scheme=s;code=culture")
    check = check_of(asked, found)
    assert check is not None
    return found, asked, check


class TestCounts:
    @QUICK
    @given(CODINGS, RULES)
    def test_are_what_trying_every_coding_gives(
        self, codings: list[Coding], rule: tuple[str, str]
    ) -> None:
        chosen, also = split_up(codings)
        found, asked, check = asked_of(chosen, also, rule)
        options = [
            [codes, also[case]] if case in also else [codes] for case, codes in chosen.items()
        ]
        tried = [sum("culture" in codes for codes in coding) for coding in product(*options)]
        expected = Counter((count, check.holds((count,), len(chosen))) for count in tried)
        rows = counts_of(asked, found).itertuples(index=False, name=None)
        told = {(count, holds): share * len(tried) for count, holds, share in rows}
        assert told == pytest.approx(dict(expected))

    def test_a_claim_without_a_check_has_none(self) -> None:
        with pytest.raises(ValueError, match="no check"):
            counts_of({"claim": "c", "frame": ""}, evidence({"K0": {"culture"}}))


class TestDecisions:
    @QUICK
    @given(CODINGS, RULES)
    def test_are_what_changing_one_at_a_time_gives(
        self, codings: list[Coding], rule: tuple[str, str]
    ) -> None:
        chosen, also = split_up(codings)
        found, asked, check = asked_of(chosen, also, rule)
        now = sum("culture" in codes for codes in chosen.values())
        expected = {}
        for case, other in also.items():
            count = now - ("culture" in chosen[case]) + ("culture" in other)
            turns = check.holds((count,), len(chosen)) != check.holds((now,), len(chosen))
            if count != now:
                expected[f"{case}.promoting.1"] = (count, count, turns)
        decisions = decisions_of(asked, found).set_index("unit")
        assert {unit: tuple(row) for unit, row in decisions.iterrows()} == expected

    def test_a_second_mention_with_the_same_code_keeps_the_count(self) -> None:
        found = evidence({"K0": {"culture"}}, {"K0": {"people"}})
        codes = found.frames["codes"]
        second = codes[codes["option"] == 0].assign(unit="K0.promoting.2")
        twice = replace(found, frames={**found.frames, "codes": pd.concat([codes, second])})
        asked = claim("one", where="scheme=s;code=culture")
        assert len(decisions_of(asked, found)) == 1
        assert decisions_of(asked, twice).empty
