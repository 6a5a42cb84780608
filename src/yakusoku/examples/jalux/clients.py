"""Who deals with JALUX, and how: as a customer, a passenger, a reader of news, an applicant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from yakusoku.examples.jalux import words
from yakusoku.examples.people.cast import Known
from yakusoku.examples.people.crowd import crowd
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person
from yakusoku.examples.systems.days import LONGEST

OF_AGE = 18  # 民法第四条
_CAST_FROM = 9_000_000_000
_NUMBERS_FROM = 2_000_000
_CAST_NUMBERS_FROM = 1_000_000
_CUSTOMERS_IN_100, _TRAVELERS_IN_100, _READERS_IN_100, _APPLICANTS_IN_100 = 62, 55, 40, 4
_MEMBERS_IN_100, _IN_EEA_IN_100, _TRIPS_OF_FAMILIES_IN_100 = 45, 12, 80
_STOPPED_IN_100, _SUSPENDED_IN_100 = 8, 2


class Trip(NamedTuple):
    """A trip that the head of a household books for all who live there: the head's number, days since, flight."""

    head: int
    flown: int
    flight: int


class Client(NamedTuple):
    """
    One person's dealings. `since`: days since the first of them; `stopped`: days since mailings were stopped.

    `country`: where the person was when applying. `trip` is one that the whole household made.
    """

    person: Person
    code: str | None
    number: int
    since: int
    country: str
    customer: bool
    traveler: bool
    member: bool
    applicant: bool
    mailbox: str | None
    stopped: int | None
    suspended: bool
    trip: Trip | None = None

    @property
    def customer_no(self) -> str:
        """Return the number that the shop gives."""
        return f"JX{self.number:010d}"

    @property
    def passenger_no(self) -> str:
        """Return the number that the travel agency gives."""
        return f"P{self.number:010d}"

    @property
    def jmb_no(self) -> str:
        """Return the number of the mileage bank."""
        return f"JMB{self.number:010d}"


def passenger_no(number: int) -> str:
    """Return the number that the travel agency gives to a drawn person."""
    return f"P{_NUMBERS_FROM + number:010d}"


def clients(people: int, *, seed: int, as_of: date) -> Iterator[Client]:
    """Return the six of the cast, then `people` of `seed`: adults, and minors on a trip of their family."""
    return crowd(
        people, seed=seed, as_of=as_of, known=_known, drawn=lambda somebody: _drawn(somebody, seed, as_of)
    )


def _known(known: Known) -> Client:
    """Return one of the cast; the minor has only traveled, one asked for a position in Europe."""
    somebody = known.person
    number = _CAST_NUMBERS_FROM + somebody.number - _CAST_FROM
    adult = known.guardian is None
    return Client(
        somebody,
        known.code,
        number,
        since=1_100 - 50 * (somebody.number - _CAST_FROM),
        country="FR" if known.code == "endo" else words.AT_HOME,
        customer=adult,
        traveler=True,
        member=adult,
        applicant=known.code == "endo",
        mailbox=known.second_email or somebody.email,
        stopped=60 if known.code == "baba" else None,
        suspended=known.code == "doi",
    )


def _drawn(somebody: Person, seed: int, as_of: date) -> Client | None:
    trip = _trip(somebody, seed)
    adult = somebody.age(as_of) >= OF_AGE
    if not adult and trip is None:
        return None
    draws = Draws("jalux-client", seed, somebody.number, size=32)
    since = 120 + draws.below(LONGEST - 120)
    abroad = adult and draws.below(100) < _IN_EEA_IN_100
    country = draws.pick(words.IN_EEA) if abroad else words.AT_HOME
    customer, traveler = draws.below(100) < _CUSTOMERS_IN_100, draws.below(100) < _TRAVELERS_IN_100
    reader, applicant = draws.below(100) < _READERS_IN_100, draws.below(100) < _APPLICANTS_IN_100
    member, stopped = draws.below(100) < _MEMBERS_IN_100, draws.below(100) < _STOPPED_IN_100
    customer = adult and (customer or not traveler)
    return Client(
        somebody,
        None,
        _NUMBERS_FROM + somebody.number,
        since=since,
        country=country,
        customer=customer,
        traveler=adult and traveler,
        member=customer and member,
        applicant=adult and applicant,
        mailbox=somebody.email if adult and reader else None,
        stopped=draws.below(since) if stopped else None,
        suspended=customer and draws.below(100) < _SUSPENDED_IN_100,
        trip=trip,
    )


def _trip(somebody: Person, seed: int) -> Trip | None:
    """Return the trip of the person's household; all who live there find the same."""
    if somebody.household is None:
        return None
    draws = Draws("jalux-trip", seed, somebody.household, size=16)
    if draws.below(100) >= _TRIPS_OF_FAMILIES_IN_100:
        return None
    return Trip(somebody.household, 20 + draws.below(1_000), draws.below(len(words.FLIGHTS)))
