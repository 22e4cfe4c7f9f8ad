"""Checks of claims on a drawn frame: comparisons, what is named most, and partitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, combinations, combinations_with_replacement

import pandas as pd
import pytest
from drawn import CODES, claim, evidence, row_of, sheet
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import QUICK

from analysis.claims import Evidence, claimed, count_of, partitions
from analysis.multiverse import flip

FRAME = st.lists(st.frozensets(st.sampled_from(CODES)), min_size=1, max_size=6)
"""For each case the codes that its mentions were given."""


def drawn(frame: list[frozenset[str]]) -> dict[str, set[str]]:
    return {f"K{n}": set(codes) for n, codes in enumerate(frame)}


def named_by(cases: Mapping[str, set[str]], code: str) -> int:
    return sum(code in codes for codes in cases.values())


def subsets(codes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(codes, k) for k in range(len(codes) + 1))


class TestMoreThan:
    @QUICK
    @given(FRAME)
    def test_holds_where_more_cases_fit_the_first_than_the_second(
        self, frame: list[frozenset[str]]
    ) -> None:
        cases = drawn(frame)
        asked = claim("more-than", "scheme=s;code=people", "scheme=s;code=culture")
        row = row_of(evidence(cases), asked)
        more = named_by(cases, "culture") > named_by(cases, "people")
        assert row["verdict"] == ("reproduced" if more else "contradicted")
        assert row["count"] == named_by(cases, "culture")

    def test_as_many_is_not_more(self) -> None:
        asked = claim("more-than", "code=people", "code=culture")
        row = row_of(evidence({"K1": {"culture"}, "K2": {"people"}}), asked)
        assert row["verdict"] == "contradicted"

    def test_a_case_that_could_go_either_way_makes_it_depend_on_the_coding(self) -> None:
        found = evidence({"K1": {"culture"}, "K2": {"culture"}, "K3": {"people"}},
                         {"K1": {"people"}})  # fmt: skip
        row = row_of(found, claim("more-than", "code=people", "code=culture"))
        assert (row["verdict"], row["flip"]) == ("coding-dependent", 1)
        assert (row["share"], row["flip_units"]) == (0.5, "K1.promoting.1")


class TestMostNamed:
    @QUICK
    @given(FRAME)
    def test_holds_where_no_other_code_is_named_by_more_cases(
        self, frame: list[frozenset[str]]
    ) -> None:
        cases = drawn(frame)
        row = row_of(evidence(cases), claim("most-named", "culture"))
        most = named_by(cases, "culture") >= max(named_by(cases, code) for code in CODES)
        assert row["verdict"] == ("reproduced" if most else "contradicted")

    @QUICK
    @given(FRAME)
    def test_of_two_codes_wants_both_before_every_other(self, frame: list[frozenset[str]]) -> None:
        cases = drawn(frame)
        row = row_of(evidence(cases), claim("most-named", "culture|people"))
        fewest = min(named_by(cases, "culture"), named_by(cases, "people"))
        assert bool(row["holds"]) is (fewest >= named_by(cases, "rules"))
        assert row["count"] == sum(bool(codes & {"culture", "people"}) for codes in cases.values())

    @settings(QUICK, max_examples=30)
    @given(FRAME, FRAME, st.sampled_from(["culture", "culture|people"]), st.integers(0, 2))
    def test_leaving_out_codes_that_are_beaten_changes_nothing(
        self, frame: list[frozenset[str]], also: list[frozenset[str]], named: str, silent: int
    ) -> None:
        cases = drawn(frame)
        other = {case: codes or {"other"} for case, codes in drawn(also).items() if case in cases}
        found = with_silent(evidence(cases, other), silent)
        count = count_of(claim("most-named", named), found)
        assert count is not None
        whole = replace(count, check=replace(count.check, idle=lambda least, most, silent: ()))
        assert (count.share, count.verdict) == (whole.share, whole.verdict)
        flips = [flip(each.outcomes, each.holds) for each in (count, whole)]
        assert [None if units is None else len(units) for units in flips[:1]] == [
            None if units is None else len(units) for units in flips[1:]
        ]

    def test_codes_that_are_beaten_cost_nothing(self) -> None:
        named = {f"K{n}": {"culture"} for n in range(9)}
        found = evidence(named, {"K0": {"people"}, "K1": {"rules"}})
        count = count_of(claim("most-named", "culture"), found)
        assert count is not None
        # By hand: culture is named by 7, 8 or 9 of them; the others never by more than one.
        assert sorted(sums[0] for sums in count.outcomes) == [7, 8, 9]

    def test_shared_first_is_first(self) -> None:
        found = evidence({"K1": {"culture"}, "K2": {"people"}})
        assert row_of(found, claim("most-named", "culture"))["verdict"] == "reproduced"

    def test_the_code_for_otherwise_is_not_compared_with(self) -> None:
        found = evidence({"K1": {"culture"}, "K2": {"other"}, "K3": {"other"}})
        assert row_of(found, claim("most-named", "culture"))["verdict"] == "reproduced"

    def test_of_every_code_there_is_nothing_to_compare_with(self) -> None:
        found = evidence({"K1": {"culture"}})
        asked = claim("most-named", "culture|people|rules")
        assert row_of(found, asked)["verdict"] == "reproduced"


class TestVerdicts:
    def test_without_a_check_only_says_that_it_cannot_be_tested(self) -> None:
        asked = claim("", where="", untested="Niet gemeten.") | {"frame": ""}
        row = row_of(evidence({"K1": {"culture"}}), asked)
        assert row["verdict"] == "not testable"
        assert row[["count", "n", "low", "share", "flip", "holds"]].isna().all()
        assert (row[["cases", "counterexamples", "flip_units", "flip_cases"]] == "").all()

    def test_with_a_part_that_is_not_published_is_partly_testable(self) -> None:
        asked = claim("all", where="code=culture", untested="De rest is niet gepubliceerd.")
        assert row_of(evidence({"K1": {"culture"}}), asked)["verdict"] == "partly testable"

    def test_names_the_cases_that_count_and_those_that_do_not(self) -> None:
        found = evidence({"K1": {"people"}, "K2": {"culture"}, "K3": {"people", "culture"}})
        row = row_of(found, claim("exactly", "2", "code=culture"))
        assert (row["cases"], row["counterexamples"]) == ("K2; K3", "K1")

    def test_the_case_without_which_the_verdict_is_another_is_named(self) -> None:
        found = evidence({"K1": {"people"}, "K2": {"culture"}, "K3": {"culture"}})
        assert row_of(found, claim("all", where="code=culture"))["leave_one_out"] == "K1"

    def test_of_one_case_none_is_left_out(self) -> None:
        row = row_of(evidence({"K1": {"culture"}}), claim("all", where="code=culture"))
        assert (row["leave_one_out"], row["flip_cases"]) == ("", "")

    def test_in_the_frame_cases_no_coding_matters(self) -> None:
        asked = claim("exactly", "1", "case=K1") | {"frame": "cases"}
        row = row_of(evidence({"K1": {"culture"}, "K2": {"people"}}, {"K1": {"people"}}), asked)
        assert (row["count"], row["minimum"], row["maximum"]) == (1, 1, 1)


def parts(*members: tuple[str, str, str], **more: str) -> pd.DataFrame:
    rows = [
        claim(quantifier, value, where, partition="p") | {"claim": f"c{n}"} | more
        for n, (quantifier, value, where) in enumerate(members)
    ]
    return sheet("claims", rows)


def among(found: Evidence, *cases: str) -> Evidence:
    """The same codes, in a study with these cases."""
    return replace(found, frames={**found.frames, "cases": pd.DataFrame({"case": cases})})


class TestPartitions:
    def test_add_up_where_every_case_counts_once(self) -> None:
        found = evidence({"K1": {"culture"}, "K2": {"people"}, "K3": {"people"}})
        claims = parts(("one", "", "code=culture"), ("exactly", "2", "code=people"))
        (row,) = partitions(claims, found).to_dict("records")
        assert row == {
            "partition": "p", "claimed": 3, "n": 3, "counted": 3, "unaccounted": "", "twice": "",
            "unknown": "",
        }  # fmt: skip

    def test_name_the_cases_that_count_nowhere_and_those_that_count_twice(self) -> None:
        found = evidence({"K1": {"culture", "people"}, "K2": {"people"}, "K3": {"rules"}})
        claims = parts(("one", "", "code=culture"), ("exactly", "2", "code=people"))
        (row,) = partitions(claims, found).to_dict("records")
        assert (row["counted"], row["unaccounted"], row["twice"]) == (2, "K3", "K1")

    def test_tell_apart_who_counts_nowhere_and_of_whom_that_is_not_known(self) -> None:
        found = with_silent(evidence({"K1": {"culture"}, "K2": {"rules"}}), 1)
        claims = parts(("one", "", "code=culture"), ("exactly", "2", "code=people"))
        (row,) = partitions(claims, found).to_dict("records")
        assert (row["unaccounted"], row["unknown"]) == ("K2", "S0")

    def test_count_nothing_where_no_member_has_a_check(self) -> None:
        found = evidence({"K1": {"culture"}})
        claims = parts(("exactly", "4", ""), ("one", "", ""), frame="", untested="x")
        (row,) = partitions(claims, found).to_dict("records")
        assert (row["claimed"], row["n"]) == (5, 1)
        assert pd.isna(row["counted"])
        assert (row["unaccounted"], row["twice"]) == ("", "")

    def test_of_claims_without_one_are_none(self) -> None:
        found = evidence({"K1": {"culture"}})
        assert partitions(sheet("claims", [claim("one")]), found).empty

    @QUICK
    @given(FRAME)
    def test_every_case_counts_somewhere_or_is_left_over(self, frame: list[frozenset[str]]) -> None:
        found = evidence(drawn(frame))
        claims = parts(*(("one", "", f"code={code}") for code in CODES))
        (row,) = partitions(claims, found).to_dict("records")
        left = [case for case in str(row["unaccounted"]).split("; ") if case]
        assert row["counted"] + len(left) == row["n"] == len(frame)


def with_silent(found: Evidence, silent: int) -> Evidence:
    """The same study with so many more cases, which answered nothing."""
    cases = [*found.cases, *(f"S{n}" for n in range(silent))]
    return replace(found, frames={**found.frames, "cases": pd.DataFrame({"case": cases})})


def helped(*known: bool | None) -> Evidence:
    """A study of which only the help is known, or not."""
    names = [f"K{n}" for n, _ in enumerate(known, start=1)]
    cases = pd.DataFrame({"case": names, "with_help": pd.array(known, dtype="boolean")})
    return replace(evidence({"K1": {"culture"}}), frames={"cases": cases})


class TestWhoAnswered:
    def test_a_case_without_an_answer_is_not_counted_as_no(self) -> None:
        found = with_silent(evidence({"K1": {"culture"}, "K2": {"rules"}}), 1)
        row = row_of(found, claim("few", where="scheme=s;code=culture"))
        assert (row["count"], row["n"], row["counterexamples"]) == (1, 2, "K2")
        assert row["unknown"] == "S0"

    def test_whether_all_answered_is_asked_of_every_case(self) -> None:
        row = row_of(with_silent(evidence({"K1": {"culture"}}), 1), claim("all", where="scheme=s"))
        assert (row["verdict"], row["counterexamples"]) == ("contradicted", "S0")

    @pytest.mark.parametrize(
        ("quantifier", "value", "verdict"),
        [
            ("exactly", "1", "partly testable"),
            ("exactly", "2", "not testable"),
            ("exactly", "3", "contradicted"),
            ("at-least", "1", "reproduced"),
            ("at-most", "1", "partly testable"),
            ("at-most", "2", "reproduced"),
            ("at-most", "0", "contradicted"),
            ("all", "", "contradicted"),
            ("most", "", "not testable"),
        ],
    )
    def test_help_that_is_not_known_may_be_there_or_not(
        self, quantifier: str, value: str, verdict: str
    ) -> None:
        asked = claim(quantifier, value, where="with_help=true") | {"frame": "cases"}
        row = row_of(helped(True, False, None), asked)
        assert (row["verdict"], row["count"], row["n"], row["unknown"]) == (verdict, 1, 2, "K3")

    @settings(QUICK, max_examples=20)
    @given(
        FRAME,
        st.integers(0, 2),
        st.sampled_from(
            [
                *(("exactly", n, "scheme=s;code=culture") for n in "012"),
                *(("most", "", "scheme=s;code=culture"), ("few", "", "scheme=s;code=culture")),
                ("more-than", "scheme=s;code=people", "scheme=s;code=culture"),
                *(("most-named", named, "scheme=s") for named in ("culture", "culture|people")),
            ]
        ),
    )
    def test_what_is_reproduced_or_contradicted_stays_so_whatever_the_silent_say(
        self, frame: list[frozenset[str]], silent: int, asked: tuple[str, str, str]
    ) -> None:
        told, cases = claim(*asked), drawn(frame)
        row = row_of(with_silent(evidence(cases), silent), told)
        answers = combinations_with_replacement(map(set, subsets(CODES)), silent)
        filled = [cases | {f"S{n}": codes for n, codes in enumerate(said)} for said in answers]
        found = {row_of(evidence(every), told)["verdict"] for every in filled}
        if row["verdict"] in ("reproduced", "contradicted"):
            assert found == {row["verdict"]}
        else:
            assert len(found) == 2 or row["holds"] is not (found == {"reproduced"})

    def test_a_percentage_is_of_those_who_answered(self) -> None:
        asked = claim("percentage", "50", where="with_help=true") | {"frame": "cases"}
        row = row_of(helped(True, False, None), asked)
        assert (row["verdict"], row["unknown"]) == ("reproduced", "K3")

    def test_a_case_that_did_not_answer_can_be_left_out_too(self) -> None:
        # By hand: without K3 the one is certain.
        asked = claim("exactly", "1", where="with_help=true") | {"frame": "cases"}
        assert "K3" in row_of(helped(True, False, None), asked)["leave_one_out"]

    def test_where_nobody_answered_nothing_can_be_tested(self) -> None:
        asked = claim("few", where="scheme=t;code=culture")
        row = row_of(evidence({"K1": {"culture"}}), asked)
        assert (row["verdict"], row["unknown"]) == ("not testable", "K1")


class TestClaimed:
    @pytest.mark.parametrize(
        ("quantifier", "value", "expected"),
        [("one", "", 1), ("exactly", "0", 0), ("exactly", "4", 4)],
    )
    def test_is_the_number_of_cases_that_a_claim_speaks_of(
        self, quantifier: str, value: str, expected: int
    ) -> None:
        assert claimed(claim(quantifier, value)) == expected
