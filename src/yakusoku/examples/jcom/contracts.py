"""Who holds which contract: the cast first, then adults drawn where the sample company has subscribers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple

from yakusoku.examples.jcom.words import AREAS
from yakusoku.examples.people.cast import CAST, Known
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person, person

OF_AGE = 18  # 民法第四条
_NUMBERS_FROM = 2_000_000
_CAST_FROM = 1_000_001
_LONGEST = 2_100  # days: no contract is older, so that each began under the notice of 1 April 2020 or later
_ENDED_IN_100 = 4


class Contract(NamedTuple):
    """One contract: subscriber number, mailbox, first and last day (None: it runs)."""

    subscriber_no: str
    email: str | None
    since: date
    until: date | None


class Holder(NamedTuple):
    """A person with their contracts; `code` names one of the cast."""

    person: Person
    contracts: tuple[Contract, ...]
    code: str | None = None


def subscriber_no(number: int) -> str:
    """Return a subscriber number: J and ten digits."""
    return f"J{number:010d}"


def _known(place: int, known: Known, as_of: date) -> Holder:
    """Return one of the cast, who all joined 1,234 days ago; one with two mailboxes had a contract before."""
    now = Contract(
        subscriber_no(_CAST_FROM + place), known.person.email, as_of - timedelta(days=1_234 - place), None
    )
    if known.second_email is None:
        return Holder(known.person, (now,), known.code)
    before = Contract(
        subscriber_no(_CAST_FROM + place - 500_000),
        known.second_email,
        as_of - timedelta(days=_LONGEST),
        as_of - timedelta(days=1_300),
    )
    return Holder(known.person, (before, now), known.code)


def _drawn(somebody: Person, seed: int, as_of: date) -> Holder:
    draws = Draws("jcom-contract", seed, somebody.number, size=24)
    days = 30 + draws.below(_LONGEST - 30)
    until = None
    if draws.below(100) < _ENDED_IN_100:
        until = as_of - timedelta(days=draws.below(days))
    contract = Contract(
        subscriber_no(_NUMBERS_FROM + somebody.number), somebody.email, as_of - timedelta(days=days), until
    )
    return Holder(somebody, (contract,))


def holders(people: int, *, seed: int, as_of: date) -> Iterator[Holder]:
    """Yield the six of the cast, then `people` adults of `seed`."""
    for place, known in enumerate(CAST.values()):
        yield _known(place, known, as_of)
    prefectures = tuple(AREAS)
    found = 0
    for number in count():
        if found == people:
            return
        somebody = person(seed, number, as_of=as_of, prefectures=prefectures)
        if somebody.age(as_of) >= OF_AGE:
            found += 1
            yield _drawn(somebody, seed, as_of)
