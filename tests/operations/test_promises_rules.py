"""States come together worst first, and evidence grows old."""

from __future__ import annotations

from datetime import date
from itertools import combinations_with_replacement

import pytest

from yakusoku.promises.rules import State, aged, months_later, together

SHOWN = (State.KEPT, State.AT_RISK, State.BROKEN, State.NO_EVIDENCE, State.NOT_CALLED_ON)


def test_the_worst_of_several_states_counts() -> None:
    worst = (State.BROKEN, State.AT_RISK, State.NO_EVIDENCE, State.NOT_CALLED_ON, State.KEPT)
    for one, other in combinations_with_replacement(SHOWN, 2):
        assert together([one, other]) == min((one, other), key=worst.index)
        assert together([other, one]) == together([one, other])


def test_nothing_at_all_is_no_evidence() -> None:
    assert together([]) is State.NO_EVIDENCE


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (date(2026, 11, 5), State.KEPT),
        (date(2027, 11, 5), State.KEPT),
        (date(2027, 11, 6), State.AT_RISK),
        (date(2028, 11, 5), State.AT_RISK),
        (date(2028, 11, 6), State.NO_EVIDENCE),
    ],
)
def test_a_year_after_its_newest_evidence_a_clause_is_at_risk_and_after_two_has_none(
    as_of: date, state: State
) -> None:
    assert aged(State.KEPT, seen_on=date(2026, 11, 5), months=12, as_of=as_of) is state


def test_that_a_contact_answered_counts_for_a_month() -> None:
    assert aged(State.KEPT, seen_on=date(2026, 1, 31), months=1, as_of=date(2026, 2, 28)) is State.KEPT
    assert aged(State.KEPT, seen_on=date(2026, 1, 31), months=1, as_of=date(2026, 3, 1)) is State.AT_RISK


@pytest.mark.parametrize("state", [State.BROKEN, State.AT_RISK, State.NOT_CALLED_ON, State.NO_EVIDENCE])
def test_what_is_not_kept_does_not_get_better_or_worse_with_age(state: State) -> None:
    assert aged(state, seen_on=date(2020, 1, 1), months=1, as_of=date(2026, 1, 1)) is state


def test_a_month_without_that_day_ends_on_its_last() -> None:
    assert months_later(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert months_later(date(2026, 12, 31), 12) == date(2027, 12, 31)


def test_every_state_is_said_in_both_languages() -> None:
    for language in ("en", "ja"):
        assert len({state.says.say(language) for state in State}) == len(State)
