"""When what an ended request kept goes: what was found, then the answer, then the key of the whole case. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from yakusoku.terms.text import Text, text


class Step(StrEnum):
    """What goes, in the order in which it goes."""

    FOUND = "found"
    ANSWER = "answer"
    CASE = "case"

    @property
    def says(self) -> Text:
        """Return in words what goes."""
        return {
            Step.FOUND: text("what was found and frozen"),
            Step.ANSWER: text("letters and package"),
            Step.CASE: text("the key, and with it the whole case"),
        }[self]


class Blocker(StrEnum):
    """Why an ended request is still needed."""

    WORK = "work"
    STOP = "stop"
    HOLD = "hold"
    BESIDE = "beside"
    ERRAND = "errand"
    RETURNED = "returned"
    MONEY = "money"

    @property
    def says(self) -> Text:
        """Return the reason in words."""
        return _IN_WORDS[self]


_IN_WORDS = {
    Blocker.WORK: text("work for it has not ended"),
    Blocker.STOP: text("use or provision is stopped for it"),
    Blocker.HOLD: text("a hold reaches the person"),
    Blocker.BESIDE: text("somebody is still to be told, or something to be passed on"),
    Blocker.ERRAND: text("an errand is open"),
    Blocker.RETURNED: text("the answer came back, and nobody looked into the address"),
    Blocker.MONEY: text("money has to go back to the person"),
}


@dataclass(frozen=True)
class Keep:
    """For how many days after its end a request keeps what was found, the answer, and its key."""

    found: int = 90
    answer: int = 1095
    case: int = 1825


def days(ended_on: date, keep: Keep) -> dict[Step, date]:
    """Return the day from which each thing goes: never before the end, and none before the one ahead of it."""
    found = max(keep.found, 0)
    answer = max(keep.answer, found)
    kept = {Step.FOUND: found, Step.ANSWER: answer, Step.CASE: max(keep.case, answer)}
    return {step: ended_on + timedelta(days=much) for step, much in kept.items()}


def past(ended_on: date, keep: Keep, *, left: Collection[Step], today: date) -> tuple[Step, ...]:
    """Return what of `left` has reached its day, in order."""
    return tuple(step for step, on in days(ended_on, keep).items() if step in left and on <= today)


def due(
    ended_on: date, keep: Keep, *, left: Collection[Step], blockers: Collection[Blocker], today: date
) -> Step | None:
    """Return the furthest step that is to be taken today, which takes the others along; None while anything blocks."""
    reached = past(ended_on, keep, left=left, today=today)
    return reached[-1] if reached and not blockers else None
