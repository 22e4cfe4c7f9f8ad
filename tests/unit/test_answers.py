"""Of which cases is known what a claim asks: held against every way to fill in the blanks."""

from __future__ import annotations

from itertools import product

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from strategies import QUICK

from analysis.answers import unknown_cases
from analysis.conditions import fits, parse
from analysis.schema import FRAME

SIZES, HELP = ("<400", ">1200"), (True, False)
CASES = FRAME["cases"].columns
CODES = FRAME["codes"].columns
ASKED = (
    "with_help=true", "with_help=false", "with_help=true|false", "size_class=<400",
    "with_help=true;size_class=<400", "case=K0;with_help=true", "",
)  # fmt: skip


def cases_of(rows: list[tuple[str, bool | None]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["size_class", "with_help"])
    names = [f"K{n}" for n, _ in enumerate(rows)]
    return frame.assign(case=names, with_help=frame["with_help"].astype("boolean"))


class TestOneRowACase:
    @QUICK
    @given(
        st.lists(
            st.tuples(st.sampled_from(SIZES), st.sampled_from([*HELP, None])),
            min_size=1,
            max_size=4,
        ),
        st.sampled_from(ASKED),
    )
    def test_unknown_is_what_filling_in_the_blanks_changes(
        self, rows: list[tuple[str, bool | None]], asked: str
    ) -> None:
        condition = parse(asked)
        blanks = [n for n, (_, helped) in enumerate(rows) if helped is None]
        found = []
        for filled in product(HELP, repeat=len(blanks)):
            answers = dict(zip(blanks, filled, strict=True))
            whole = [(size, answers.get(n, helped)) for n, (size, helped) in enumerate(rows)]
            frame = cases_of(whole)
            found.append(set(frame.loc[fits(condition, frame), "case"]))
        expected = set.union(*found) - set.intersection(*found)
        frame = cases_of(rows)
        # What asks only whether there is an answer is known: a blank is none.
        asks_for_any = asked == "with_help=true|false"
        told = unknown_cases(condition, frame, frame["case"], CASES)
        assert told == (set() if asks_for_any else expected)


def codes_of(answers: dict[tuple[str, str], set[str]]) -> pd.DataFrame:
    rows = [
        (case, f"{case}.{scheme}.1", scheme, code)
        for (case, scheme), codes in answers.items()
        for code in sorted(codes)
    ]
    return pd.DataFrame(rows, columns=["case", "unit", "scheme", "code"])


class TestManyRowsACase:
    ANSWERS = codes_of(
        {
            ("K1", "promoting"): {"culture"},
            ("K1", "hindering"): {"rules"},
            ("K2", "promoting"): {"rules"},
            ("K3", "hindering"): {"culture"},
        }
    )

    def unknown(self, asked: str) -> set[str]:
        return unknown_cases(parse(asked), self.ANSWERS, ["K1", "K2", "K3", "K4"], CODES)

    def test_a_question_that_was_left_blank_may_have_any_answer(self) -> None:
        assert self.unknown("scheme=promoting;code=culture") == {"K3", "K4"}

    def test_one_of_two_questions_is_not_enough_unless_its_answer_fits(self) -> None:
        assert self.unknown("scheme=promoting|hindering;code=culture") == {"K2", "K4"}

    def test_without_a_question_every_question_is_asked(self) -> None:
        assert self.unknown("code=culture") == {"K2", "K4"}

    def test_whether_there_is_an_answer_is_known_of_all(self) -> None:
        assert self.unknown("scheme=promoting") == set()

    def test_of_another_case_it_is_known(self) -> None:
        assert self.unknown("case=K1;scheme=promoting;code=people") == set()
        assert self.unknown("case=K3;scheme=promoting;code=people") == {"K3"}
