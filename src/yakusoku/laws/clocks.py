"""Periods that law or a promise counts, each ending on a day (or at a moment) with its article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from pydantic import Field, model_validator

from yakusoku.laws import counting
from yakusoku.laws.calendars import Calendar, japan
from yakusoku.laws.grounds import Because, Due, DueAt, Refused
from yakusoku.laws.values import Dated, Entry, InForce, Status, UnableToApplyLaw, look_up, packaged
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict, Wrong
from yakusoku.terms.text import text


class ClockValue(Dated):
    """
    How a period is counted; `counts` says it in words, `counts_status` how well that is known.

    At most one of `days`, `months` and `hours` is given; with none, a promise names the number. `warns` is the day
    of a soft target. `steps` is a second reading in steps of months, of which the earlier day counts. Only a clock
    with `pauses` may be stopped; the others run from their beginning whatever happens.
    """

    law: str
    starts: Bilingual
    counts: Bilingual
    counts_status: Status | None = None
    days: int | None = Field(default=None, ge=1)
    months: int | None = Field(default=None, ge=1)
    hours: int | None = Field(default=None, ge=1)
    warns: int | None = Field(default=None, ge=1)
    steps: tuple[int, ...] = ()
    first: Literal["counted", "not_counted"] = "not_counted"
    moves: Literal["never", "japan", "europe"] = "never"
    pauses: bool = False

    @model_validator(mode="after")
    def _one_measure(self) -> ClockValue:
        if len([one for one in (self.days, self.months, self.hours) if one is not None]) > 1:
            says = text("A period is counted in days, in months or in hours.")
            raise Wrong(says, text("Keep one of the three."))
        return self


class ClocksFile(Strict):
    """The whole file."""

    yakusoku: Literal[1]
    clocks: dict[str, Entry[ClockValue]]


@dataclass(frozen=True)
class Pause:
    """Days on which the company waited for the person: from `begin` on, and no longer on `end`."""

    begin: date
    end: date


def clock(code: str, *, as_of: date) -> InForce[ClockValue]:
    """Return how the period `code` is counted. :raises UnableToApplyLaw: if there is none, or not on that day"""
    return look_up(packaged(ClocksFile, "clocks.yaml").clocks, code, as_of, area="laws")


def clock_codes() -> frozenset[str]:
    """Return the codes of all periods."""
    return frozenset(packaged(ClocksFile, "clocks.yaml").clocks)


def suit_open(arrival: date, *, refused_on: date | None = None) -> Due:
    """
    Return the first day on which the person may go to court, if no answer came (article 39).

    A refusal opens it at once. The clock runs from arrival (or from when the request should normally have
    arrived) and never pauses.

    :raises UnableToApplyLaw: if the request arrived before our data of law begins
    """
    value = clock("suit-open", as_of=arrival).value
    opens = counting.days_later(arrival, value.days or 0)
    if refused_on is not None:
        opens = max(arrival, min(opens, refused_on))
    return Due(opens, Because("laws.suit-open", article=value.article))


def house_target(arrival: date, days: int, *, clause: str | None = None, pauses: Iterable[Pause] = ()) -> Due:
    """
    Return the day by which the company means to answer: `days` calendar days after arrival.

    The Act says "without delay" (遅滞なく) and names no number; `clause` is the promise that does. A day inside one of
    `pauses` is not counted; no clock of law has such days.

    :raises UnableToApplyLaw: if the request arrived before our data of law begins
    :raises ValueError: if `days` is negative
    """
    if days < 0:
        raise ValueError("a target lies after arrival")
    value = clock("house-target", as_of=arrival).value
    because = Because("laws.house-target", clause=clause, article=value.article)
    target = arrival + timedelta(days=days)
    for pause in _apart(pauses, arrival):
        if pause.begin <= target:
            target += pause.end - pause.begin
    return Due(target, because)


def _apart(pauses: Iterable[Pause], arrival: date) -> list[Pause]:
    """Return the pauses after arrival in order, those that touch or overlap as one, so that no day counts twice."""
    whole: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: one.begin):
        begin = max(pause.begin, arrival + timedelta(days=1))
        if whole and begin <= whole[-1].end:
            whole[-1] = Pause(whole[-1].begin, max(whole[-1].end, pause.end))
        elif begin < pause.end:
            whole.append(Pause(begin, pause.end))
    return whole


def due(code: str, start: date, *, calendar: Calendar | None = None) -> Due:
    """
    Return the last day of the period `code` that begins with `start`, by the law of that day.

    `calendar` says which days are closed where they move the end: Japan's without overrides if none is given. A
    European period has no such default, since its holidays are those of one state (`calendars.europe`).

    :raises UnableToApplyLaw: if there is no such period, it was not in force, or it is counted in hours or not at all
    :raises ValueError: for a European period without its calendar, or a calendar of the wrong side
    """
    found = clock(code, as_of=start)
    value = found.value
    if value.days is None and value.months is None:
        raise _has_no_day(found)
    last = _last_day(value, start)
    because = Because(f"laws.{code}", article=value.article)
    if value.moves == "never":
        return Due(last, because)
    on = _calendar(value.moves, calendar).next_open(last)
    return Due(on, because, counted_to=last if on != last else None)


def warned(code: str, start: date) -> Due:
    """
    Return the soft target of a period, before its last day.

    :raises UnableToApplyLaw: if there is no such period, it was not in force, or it has no soft target
    """
    found = clock(code, as_of=start)
    if found.value.warns is None:
        raise _has_no_day(found)
    on = counting.days_later(start, found.value.warns, counted=found.value.first == "counted")
    return Due(on, Because(f"laws.{code}.warns", article=found.value.article))


def due_at(code: str, start: datetime) -> DueAt:
    """
    Return the moment at which a period in hours ends, in UTC; no closed day moves it.

    :raises UnableToApplyLaw: if there is no such period, it was not in force, or it is not counted in hours
    :raises ValueError: if `start` has no time zone
    """
    if start.tzinfo is None:
        raise ValueError("a moment has a time zone")
    began = start.astimezone(UTC)
    found = clock(code, as_of=began.date())
    if found.value.hours is None:
        raise _has_no_day(found)
    because = Because(f"laws.{code}", article=found.value.article)
    return DueAt(began + timedelta(hours=found.value.hours), because)


def gdpr_answer(receipt: date, *, calendar: Calendar, extension_told_on: date | None = None) -> Due:
    """
    Return the last day for an answer under the GDPR: a month from receipt, or three where the person was told why.

    A pending identity check does not stop it: whether it does in law is open, and the day without a stop is safe.

    :raises UnableToApplyLaw: if the request came before the GDPR applied, or the extension was told too late
    """
    first = due("gdpr-answer", receipt, calendar=calendar)
    if extension_told_on is None:
        return first
    by = due("gdpr-extension-notice", receipt, calendar=calendar)
    if extension_told_on > by.on:
        reason = text(
            "The person was told of the extension on {day}, after {last}.",
            day=extension_told_on.isoformat(),
            last=by.on.isoformat(),
        )
        do = text("Answer at once: the first month counts, and it is over.")
        raise UnableToApplyLaw(Refused(reason, by.because, do))
    return due("gdpr-extension", receipt, calendar=calendar)


def _last_day(value: ClockValue, start: date) -> date:
    counted = value.first == "counted"
    if value.days is not None:
        return counting.days_later(start, value.days, counted=counted)
    last = counting.same_day_later(start, value.months or 0)
    step = start
    for months in value.steps:
        step = counting.same_day_later(step, months)
    return min(last, step) if value.steps else last


def _calendar(moves: str, calendar: Calendar | None) -> Calendar:
    if moves == "japan":
        calendar = calendar or japan()
    if calendar is None:
        raise ValueError("a European period needs the calendar of its state: calendars.europe")
    if (moves == "japan") != calendar.is_japan:
        raise ValueError("this calendar belongs to another law")
    return calendar


def _has_no_day(found: InForce[ClockValue]) -> UnableToApplyLaw:
    reason = text("“{what}” is not a period that ends in this way.", what=found.name)
    do = text("Read how it is counted ({how}).", how=found.value.counts)
    return UnableToApplyLaw(Refused(reason, Because(f"laws.{found.code}", article=found.value.article), do))
