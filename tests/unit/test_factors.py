"""The seven factors: a level only where all give the same, and scores as they were given."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import QUICK

from analysis.factors import COLUMNS, judgements, tidy_factors
from analysis.schema import FACTORS, LEVELS, SHEET

LEVEL = st.sampled_from([*LEVELS, ""])


def sheet(name: str, rows: list[dict[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(SHEET[name].names), dtype=object).fillna("")


def said(level: str = "", **more: str) -> dict[str, str]:
    return {"factor": "risk", "case": "K1", "respondent": "r1", "level": level, **more}


def scored(score: str, item: str = "q1", **more: str) -> dict[str, str]:
    return said(score=score, item=item, **more)


ITEMS = sheet(
    "items",
    [
        {"item": "q1", "factor": "risk", "question": "Mag het?", "reverse": "no"},
        {"item": "q2", "factor": "risk", "question": "Is het eng?", "reverse": "yes"},
        {"item": "q3", "factor": "risk", "question": "En nu?"},
    ],
)


def factors(
    *rows: dict[str, str], scale: tuple[float, float] | None = (1, 5)
) -> list[dict[str, object]]:
    frame = tidy_factors(sheet("scores", list(rows)), ITEMS, scale)
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def factor(*rows: dict[str, str], scale: tuple[float, float] | None = (1, 5)) -> dict[str, object]:
    (row,) = factors(*rows, scale=scale)
    return row


class TestJudgements:
    def test_turns_the_scores_of_a_reversed_question_and_no_others(self) -> None:
        rows = [scored("2"), scored("2", item="q2"), scored("2", item="q3"), scored("2", item="")]
        assert list(judgements(sheet("scores", rows), ITEMS, (1, 5))["score"]) == [2, 4, 2, 2]

    def test_turns_on_a_scale_that_does_not_begin_at_one(self) -> None:
        rows = sheet("scores", [scored("3", item="q2")])
        assert list(judgements(rows, ITEMS, (0, 10))["score"]) == [7]

    @QUICK
    @given(st.integers(0, 100))
    def test_a_turned_score_stays_on_the_scale_and_turned_twice_is_itself(
        self, tenths: int
    ) -> None:
        score = tenths / 10
        once = judgements(sheet("scores", [scored(str(score), item="q2")]), ITEMS, (0, 10))
        (turned,) = once["score"]
        assert 0 <= turned <= 10
        assert score == pytest.approx(10 - turned)

    def test_reads_a_comma_before_decimals_as_a_point(self) -> None:
        rows = sheet("scores", [scored("3,5"), scored("3.5"), scored("2,5", item="q2")])
        assert list(judgements(rows, ITEMS, (1, 5))["score"]) == [3.5, 3.5, 3.5]

    def test_what_has_no_score_stays_without_also_when_it_is_turned(self) -> None:
        rows = sheet("scores", [scored(""), scored("", item="q2")])
        assert judgements(rows, ITEMS, (1, 5))["score"].isna().all()

    def test_puts_levels_in_order_and_leaves_a_missing_one_missing(self) -> None:
        levels = judgements(sheet("scores", [said("good"), said("")]), ITEMS, None)["level"]
        assert list(levels.cat.categories) == list(LEVELS)
        assert levels.isna().tolist() == [False, True]


class TestTidyFactors:
    def test_has_a_level_where_all_judgements_give_the_same(self) -> None:
        row = factor(said("good"), said("good", respondent="r2"))
        assert (row["level"], row["lowest"], row["highest"]) == ("good", "good", "good")

    def test_says_between_which_levels_where_judgements_differ(self) -> None:
        row = factor(said("moderate"), said("none", respondent="r2"), said("good", statement="x"))
        assert pd.isna(row["level"])  # type: ignore[call-overload]
        assert (row["lowest"], row["highest"]) == ("none", "good")

    def test_a_judgement_without_a_level_takes_no_level_away(self) -> None:
        assert factor(said("good"), said("", statement="geen woord"))["level"] == "good"

    @pytest.mark.parametrize("column", ["level", "lowest", "highest", "score"])
    def test_what_nobody_said_is_missing(self, column: str) -> None:
        assert pd.isna(factor(said(""))[column])  # type: ignore[call-overload]

    @QUICK
    @given(st.lists(LEVEL, min_size=1, max_size=5))
    def test_never_has_a_level_that_nobody_said(self, levels: list[str]) -> None:
        row = factor(*(said(level, statement=str(n)) for n, level in enumerate(levels)))
        told = {row[c] for c in ("level", "lowest", "highest") if isinstance(row[c], str)}
        assert told <= set(levels) - {""}

    @QUICK
    @given(st.lists(LEVEL, min_size=1, max_size=5).flatmap(st.permutations))
    def test_the_order_of_the_judgements_makes_no_difference(self, levels: list[str]) -> None:
        rows = [said(level, respondent=f"r{n}") for n, level in enumerate(levels)]
        compared = ["level", "lowest", "highest", "statements", "respondents"]
        here, there = (
            tidy_factors(sheet("scores", order), ITEMS, None)[compared]
            for order in (rows, rows[::-1])
        )
        pd.testing.assert_frame_equal(here, there)

    def test_every_respondent_weighs_the_same_however_much_they_said(self) -> None:
        # By hand: r1 gives 1, 1 and 1, so 1; r2 gives 5; the mean of 1 and 5 is 3.
        rows = [scored("1", statement=str(n)) for n in range(3)]
        more = [scored("5", item=item, respondent="r2") for item in ("q1", "q3")]
        assert factor(*rows, *more)["score"] == 3

    def test_who_answered_less_than_half_of_the_questions_has_no_score(self) -> None:
        rows = [scored("1", item=item) for item in ("q1", "q3")]
        assert factor(*rows, scored("5", respondent="r2"))["score"] == 1

    def test_an_average_can_be_the_middle_one(self) -> None:
        rows = [scored(score, item=item) for score, item in (("1", "q1"), ("1", "q3"))]
        rows += [scored("5", item=i, respondent=r) for r in ("r2", "r3") for i in ("q1", "q3")]
        frame = tidy_factors(sheet("scores", rows), ITEMS, (1, 5), "median")
        assert list(frame["score"]) == [5]

    def test_the_mean_is_of_turned_scores(self) -> None:
        # By hand: 4, and 2 turned on a scale of 1 to 5 is 4.
        assert factor(scored("4"), scored("2", item="q2"))["score"] == 4

    def test_a_level_makes_no_score_and_a_score_no_level(self) -> None:
        assert pd.isna(factor(said("good"))["score"])  # type: ignore[call-overload]
        assert pd.isna(factor(scored("5"))["level"])  # type: ignore[call-overload]

    def test_counts_respondents_once_and_every_statement(self) -> None:
        more = [said("good", statement="a"), said("good", respondent="r2")]
        row = factor(said("good"), *more, said("good", respondent=""))
        assert (row["respondents"], row["statements"]) == (2, 4)

    def test_names_each_place_once_in_the_order_in_which_they_are_said(self) -> None:
        row = factor(said("good", locator="S.2; S.1"), said("good", locator="S.1; S.3"))
        assert row["locator"] == "S.2; S.1; S.3"

    def test_keeps_apart_what_is_said_of_one_and_of_all_together(self) -> None:
        rows = factors(said("good"), said("none", case=""))
        assert {row["case"]: row["level"] for row in rows} == {"K1": "good", "": "none"}

    def test_goes_in_the_order_of_the_factors_then_of_the_cases(self) -> None:
        named = [("support", "K1"), ("strategy", "K2"), ("strategy", "K1")]
        rows = factors(*(said("good", factor=name, case=case) for name, case in named))
        assert [(row["factor"], row["case"]) for row in rows] == sorted(
            named, key=lambda pair: (list(FACTORS).index(pair[0]), pair[1])
        )

    def test_has_no_row_for_a_factor_of_which_nothing_is_said(self) -> None:
        assert [row["factor"] for row in factors(said("good"))] == ["risk"]

    def test_without_judgements_has_its_columns_and_no_rows(self) -> None:
        frame = tidy_factors(sheet("scores", []), sheet("items", []), None)
        assert list(frame.columns) == COLUMNS
        assert frame.empty
