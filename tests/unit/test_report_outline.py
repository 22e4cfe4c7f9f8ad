"""The headings of a page and its contents."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.report.outline import Outline


def test_the_first_h1_stays_and_the_next_becomes_an_h2() -> None:
    outline = Outline()
    assert [outline.add(1, text)[0] for text in ("een", "twee")] == [1, 2]
    assert [section.text for section in outline.sections] == ["twee"]


def test_an_h3_stands_below_the_h2_before_it() -> None:
    outline = Outline()
    for level, text in [(1, "titel"), (2, "a"), (3, "a1"), (3, "a2"), (2, "b"), (4, "niet")]:
        outline.add(level, text)
    told = {
        section.text: [below.text for below in section.sections] for section in outline.sections
    }
    assert told == {"a": ["a1", "a2"], "b": []}


def test_an_h3_without_an_h2_is_not_lost() -> None:
    outline = Outline()
    outline.add(3, "alleen")
    assert [section.text for section in outline.sections] == ["alleen"]


@given(st.lists(st.tuples(st.integers(1, 6), st.text())))
def test_there_is_at_most_one_h1_and_anchors_are_never_the_same(
    headings: list[tuple[int, str]],
) -> None:
    outline = Outline()
    shown = [outline.add(level, text) for level, text in headings]
    assert sum(level == 1 for level, _ in shown) <= 1
    assert len({anchor for _, anchor in shown}) == len(shown)


def test_anchors_do_not_follow_the_words() -> None:
    dutch, english = Outline(), Outline()
    assert dutch.add(2, "De innovaties") == english.add(2, "The innovations")
