"""Who travels when: everybody alone, or a household together on a booking of its head."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple

from yakusoku.examples.jalpak import words
from yakusoku.examples.jalpak.words import Plan
from yakusoku.examples.people.cast import CAST
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person, person

OF_AGE = 18  # 民法第四条
_HOW_MANY = (1,) * 6 + (2,) * 3 + (3,)
_AHEAD, _BACK = 60, 700  # days from today in which departures lie
_CAST_FROM = 9_000_000_000
_CASTS_ORDER = 1_000
_DEPOSIT_PERCENT = 20
_OLDEST = 3  # years from which bookings are: who books was of age then


class Trip(NamedTuple):
    """One booking: its number, the plan, the days of booking, departure and return, where and how it was made."""

    booking_no: str
    plan: Plan
    booked: date
    departs: date
    returns: date
    distributor: str | None
    by_card: bool

    @property
    def deposit_yen(self) -> int:
        """Return what is paid with the application."""
        return self.plan.fare_yen * _DEPOSIT_PERCENT // 100


def order(somebody: Person) -> int:
    """Return a number below ten million that no other person has, for numbers that systems give."""
    if somebody.number > _CAST_FROM:
        return somebody.number - _CAST_FROM
    return _CASTS_ORDER + somebody.number


def trips_of(head: int, *, seed: int, as_of: date) -> tuple[Trip, ...]:
    """Return the trips that the person of number `head` booked, the oldest first."""
    draws = Draws("jalpak-trip", seed, head, size=96)
    often = draws.pick(_HOW_MANY)
    days = sorted(_AHEAD - draws.below(_AHEAD + _BACK) for _ in range(often))
    return tuple(
        _trip(head, place, as_of + timedelta(days=day), draws, as_of) for place, day in enumerate(days, 1)
    )


def _trip(head: int, place: int, departs: date, draws: Draws, as_of: date) -> Trip:
    plan = draws.pick(words.PLANS)
    booked = min(departs - timedelta(days=14 + draws.below(120)), as_of)
    return Trip(
        f"B{head:010d}-{place}",
        plan,
        booked,
        departs,
        departs + timedelta(days=plan.nights + plan.abroad),
        draws.pick(words.DISTRIBUTORS),
        draws.below(100) < 70,
    )


def cast_trip(code: str, as_of: date) -> Trip:
    """Return the one trip of one of the cast: Chiba, a minor, travels on Aoki's booking."""
    booker = "aoki" if code == "chiba" else code
    place = list(CAST).index(booker)
    departs = as_of - timedelta(days=40 + 7 * place)
    plan = words.PLANS[place % 4]
    return Trip(
        f"B{CAST[booker].person.number:010d}-1",
        plan,
        departs - timedelta(days=60),
        departs,
        departs + timedelta(days=plan.nights + 1),
        None,
        by_card=True,
    )


def travelers(people: int, *, seed: int, as_of: date) -> Iterator[Person]:
    """Yield `people` persons who are of age, or travel with the head of their household."""
    found = 0
    for number in count():
        if found == people:
            return
        somebody = person(seed, number, as_of=as_of)
        if somebody.household is not None or somebody.age(as_of) >= OF_AGE + _OLDEST:
            found += 1
            yield somebody
