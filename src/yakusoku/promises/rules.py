"""States of a clause, how several of them come to one, and how evidence grows old. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from yakusoku.terms.text import Text, text

REGULARLY = 12
"""Months for which evidence counts where the clause says no more than "regularly"."""


class State(StrEnum):
    """How a clause stands, or one part of it. The order is the one in which sums are printed."""

    KEPT = "kept"
    AT_RISK = "at-risk"
    BROKEN = "broken"
    NO_EVIDENCE = "no-evidence"
    NOT_CALLED_ON = "not-called-on"
    HEADING = "heading"
    NOT_ENCODED = "not-encoded"

    @property
    def says(self) -> Text:
        """Return the state in words."""
        return _WORDS[self]


_WORDS = {
    State.KEPT: text("kept"),
    State.AT_RISK: text("at risk"),
    State.BROKEN: text("broken"),
    State.NO_EVIDENCE: text("no evidence yet"),
    State.NOT_CALLED_ON: text("not called on"),
    State.HEADING: text("heading"),
    State.NOT_ENCODED: text("not encoded"),
}
EVIDENT = frozenset({State.KEPT, State.AT_RISK, State.BROKEN})
"""States for which something was seen."""

_WORST_FIRST = (State.BROKEN, State.AT_RISK, State.NO_EVIDENCE, State.NOT_CALLED_ON, State.KEPT)


def together(states: Iterable[State]) -> State:
    """Return what several states come to: the worst of them; nothing at all is no evidence."""
    found = set(states)
    return next((state for state in _WORST_FIRST if state in found), State.NO_EVIDENCE)


def aged(state: State, *, seen_on: date | None, months: int, as_of: date) -> State:
    """
    Return `state` as it counts on `as_of`: what was kept is at risk when its newest evidence is older
    than `months`, and has no evidence when it is older than twice that. Other states do not age.
    """
    if state is not State.KEPT or seen_on is None:
        return state
    if as_of > months_later(seen_on, 2 * months):
        return State.NO_EVIDENCE
    return State.AT_RISK if as_of > months_later(seen_on, months) else state


def months_later(day: date, months: int) -> date:
    """Return the same day `months` later, or the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
