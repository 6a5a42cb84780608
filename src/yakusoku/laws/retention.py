"""
How long statutes want records kept, and until when a promised maximum lets data stay.

A statute keeps the papers it names, not the whole row; `keeps` says which kinds of data those papers carry. Whether
data are then kept, held or erased is decided above this room; these are its inputs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from yakusoku.laws import counting
from yakusoku.laws.grounds import Because, Due, Refused
from yakusoku.laws.values import (
    Dated,
    Entry,
    InForce,
    Status,
    UnableToApplyLaw,
    all_in_force,
    look_up,
    packaged,
)
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict
from yakusoku.terms.text import text


class Start(Strict):
    """The event from which a period runs, by the code that a data map uses for its day."""

    code: str
    says: Bilingual


class RetentionValue(Dated):
    """
    How long the records stay.

    `months` is None where a period exists and its number is not known here, or it lasts as long as a task. `counted`:
    the first day counts. `after_months`: it begins the day after that many months. `most`: a maximum, not a duty.
    `also`: articles that say the same. `keeps_status` is about our reading of which kinds of data the papers carry.
    """

    months: int | None = Field(default=None, ge=1)
    starts: Start
    starts_status: Status = "verified"
    counted: bool = False
    after_months: int = Field(default=0, ge=0)
    eased_after_months: int | None = Field(default=None, ge=1)
    eased: Bilingual | None = None
    at_hand_months: int | None = Field(default=None, ge=1)
    lasting: Bilingual | None = None
    most: bool = False
    whose: Bilingual
    keeps: tuple[str, ...] = ()
    keeps_status: Status = "unverified"
    also: tuple[str, ...] = ()


class RetentionFile(Strict):
    """The whole file."""

    yakusoku: Literal[1]
    periods: dict[str, Entry[RetentionValue]]


@dataclass(frozen=True)
class Claim:
    """A record that a statute wants: by which period, and the day of the event from which that runs."""

    period: str
    event_on: date


def period(code: str, *, as_of: date) -> InForce[RetentionValue]:
    """Return the period `code`. :raises UnableToApplyLaw: if there is none, or it was not in force that day"""
    return look_up(_file().periods, code, as_of, area="laws.retention")


def periods(*, as_of: date) -> tuple[InForce[RetentionValue], ...]:
    """Return every period on `as_of`, in the order of the file."""
    return all_in_force(_file().periods, as_of, area="laws.retention")


def keep_until(code: str, event_on: date) -> Due:
    """
    Return the last day on which the statute wants the record kept, counted from the event by the law of that day.

    Where a statute counts from a day and not with it, the longer of two readings is taken: the anniversary is inside.
    An event before our data begin is counted by the earliest rule that we know: keeping can be mended, erasing not.

    :raises UnableToApplyLaw: if there is no such period, it ended before, it is a maximum, or has no number here
    """
    found = period(code, as_of=_known_from(code, event_on))
    if found.value.months is None or found.value.most:
        raise _no_number(found)
    because = Because(f"laws.retention.{code}", article=found.value.article)
    return Due(_last_day(found.value, found.value.months, event_on), because)


def eased_from(code: str, event_on: date) -> Due | None:
    """
    Return the day from which less is enough (`RetentionValue.eased`), or None where a period is never eased.

    :raises UnableToApplyLaw: if there is no such period, or it ended before that day
    """
    found = period(code, as_of=_known_from(code, event_on))
    if found.value.eased_after_months is None:
        return None
    last = _last_day(found.value, found.value.eased_after_months, event_on)
    because = Because(f"laws.retention.{code}.eased", article=found.value.article)
    return Due(last + timedelta(days=1), because)


def keep_all_until(claims: Iterable[Claim]) -> Due | None:
    """
    Return the latest of the days until which the statutes want a record kept, or None where none does.

    :raises UnableToApplyLaw: as `keep_until`
    """
    dues = [keep_until(claim.period, claim.event_on) for claim in claims]
    return max(dues, key=lambda due: due.on) if dues else None


def last_permitted(event_on: date, months: int, *, clause: str | None = None) -> Due:
    """
    Return the last day on which data may stay under a promised maximum: the anniversary of the event.

    29 February has its anniversary on 28 February. Whatever is still there is erased by the day after.

    :raises ValueError: if `months` is negative
    """
    because = Because("laws.retention.last-permitted", clause=clause, article="A22")
    return Due(counting.same_day_later(event_on, months), because)


def _last_day(value: RetentionValue, months: int, event_on: date) -> date:
    first = event_on
    if value.after_months:
        first = counting.kept_through(event_on, value.after_months) + timedelta(days=1)
    if value.counted:
        return counting.kept_through(first, months, counted=True)
    return counting.safe_kept_through(first, months)


def _known_from(code: str, day: date) -> date:
    """Return `day`, or the first day on which our data know the period, whichever is later."""
    entry = _file().periods.get(code)
    return max(day, min(entry.values)) if entry else day


def _file() -> RetentionFile:
    return packaged(RetentionFile, "retention.yaml")


def _no_number(found: InForce[RetentionValue]) -> UnableToApplyLaw:
    if found.value.most:
        reason = text("“{what}” is a maximum and no duty to keep.", what=found.name)
        do = text("Erase when it is no longer needed; this period ends the keeping, it does not demand it.")
    else:
        reason = text("Our data of law has no number for “{what}”.", what=found.name)
        do = text("Have counsel name the period, and write it into the policy's retention.")
    because = Because(f"laws.retention.{found.code}", article=found.value.article)
    return UnableToApplyLaw(Refused(reason, because, do))
