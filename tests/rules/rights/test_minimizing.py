"""When what an ended request kept goes: never before its end, in order, and not while something needs it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakusoku.rights.minimizing import Blocker, Keep, Step, days, due

END = date(2027, 1, 31)
KEEP = Keep(found=10, answer=100, case=1000)
ALL = tuple(Step)


@pytest.mark.parametrize(
    ("after", "left", "step"),
    [
        (-1, ALL, None),
        (0, ALL, None),
        (9, ALL, None),
        (10, ALL, Step.FOUND),
        (99, ALL, Step.FOUND),
        (99, (Step.ANSWER, Step.CASE), None),
        (100, ALL, Step.ANSWER),
        (100, (Step.FOUND, Step.CASE), Step.FOUND),
        (999, (Step.CASE,), None),
        (1000, (Step.CASE,), Step.CASE),
        (1000, ALL, Step.CASE),
        (5000, (), None),
    ],
)
def test_the_furthest_step_that_has_reached_its_day_is_taken(
    after: int, left: tuple[Step, ...], step: Step | None
) -> None:
    today = END + timedelta(days=after)
    assert due(END, KEEP, left=left, blockers=(), today=today) is step


def test_a_shorter_number_does_not_overtake_what_goes_before_it() -> None:
    on = days(END, Keep(found=30, answer=10, case=0))
    assert set(on.values()) == {END + timedelta(days=30)}


keeps = st.builds(Keep, *[st.integers(-5, 4000)] * 3)
lefts = st.sets(st.sampled_from(Step))


@given(keeps, lefts, st.integers(-4000, -1))
def test_nothing_goes_before_the_end(keep: Keep, left: set[Step], before: int) -> None:
    assert due(END, keep, left=left, blockers=(), today=END + timedelta(days=before)) is None
    on = days(END, keep)
    assert END <= on[Step.FOUND] <= on[Step.ANSWER] <= on[Step.CASE]


@given(keeps, lefts, st.sets(st.sampled_from(Blocker), min_size=1), st.integers(-10, 9000))
def test_whatever_needs_it_keeps_it(keep: Keep, left: set[Step], blockers: set[Blocker], after: int) -> None:
    assert due(END, keep, left=left, blockers=blockers, today=END + timedelta(days=after)) is None


@given(keeps, lefts, st.integers(0, 9000), st.integers(0, 9000))
def test_what_was_due_once_stays_due(keep: Keep, left: set[Step], after: int, more: int) -> None:
    first = due(END, keep, left=left, blockers=(), today=END + timedelta(days=after))
    later = due(END, keep, left=left, blockers=(), today=END + timedelta(days=after + more))
    if first is not None:
        assert later is not None
        assert ALL.index(later) >= ALL.index(first)
