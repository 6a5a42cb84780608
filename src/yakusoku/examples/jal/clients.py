"""Who deals with the JAL Group, and how: as a member of the mileage club, or as a passenger or buyer alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from yakusoku.examples.people.cast import Known
from yakusoku.examples.people.crowd import crowd
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person
from yakusoku.examples.systems.days import LONGEST

OF_AGE = 18  # 民法第四条
_CAST_FROM = 9_000_000_000
_NUMBERS_FROM = 2_000_000
_CAST_NUMBERS_FROM = 1_000_000
_MEMBERS_IN_100, _BUYERS_IN_100 = 70, 35
_LEFT_IN_100, _STOPPED_IN_100, _SUSPENDED_IN_100 = 7, 10, 2


class Client(NamedTuple):
    """
    One person's dealings, all in days since.

    `joined` and `left` are about the mileage club, None for who is no member or has not left; `bought` is the
    registration in the shop; `stopped` the end of mailings. `second_email` is given in the shop.
    """

    person: Person
    code: str | None
    number: int
    since: int
    joined: int | None
    left: int | None
    bought: int | None
    stopped: int | None
    suspended: bool
    second_email: str | None = None

    @property
    def member_no(self) -> str | None:
        """Return the number of the mileage club; None for who is no member."""
        return None if self.joined is None else f"JM{self.number:010d}"

    @property
    def customer_no(self) -> str:
        """Return the number that the shop gives."""
        return f"JS{self.number:010d}"


def clients(people: int, *, seed: int, as_of: date) -> Iterator[Client]:
    """Return the six of the cast, then `people` adults of `seed`."""
    return crowd(
        people,
        seed=seed,
        as_of=as_of,
        known=_known,
        drawn=lambda somebody: _drawn(somebody, seed) if somebody.age(as_of) >= OF_AGE else None,
    )


def _known(known: Known) -> Client:
    """Return one of the cast: all are members, and the one with two mailboxes bought under the other."""
    place = known.person.number - _CAST_FROM
    since = 1_400 - 100 * place
    buys = known.code in ("aoki", "fukuda")
    return Client(
        known.person,
        known.code,
        _CAST_NUMBERS_FROM + place,
        since=since,
        joined=since,
        left=None,
        bought=500 if buys else None,
        stopped=45 if known.code == "baba" else None,
        suspended=known.code == "doi",
        second_email=known.second_email,
    )


def _drawn(somebody: Person, seed: int) -> Client:
    draws = Draws("jal-client", seed, somebody.number, size=32)
    since = 200 + draws.below(LONGEST - 200)
    member, buyer = draws.below(100) < _MEMBERS_IN_100, draws.below(100) < _BUYERS_IN_100
    left = draws.below(since - 100) if member and draws.below(100) < _LEFT_IN_100 else None
    return Client(
        somebody,
        None,
        _NUMBERS_FROM + somebody.number,
        since=since,
        joined=since if member else None,
        left=left,
        bought=1 + draws.below(since - 1) if buyer else None,
        stopped=draws.below(since) if member and draws.below(100) < _STOPPED_IN_100 else None,
        suspended=member and draws.below(100) < _SUSPENDED_IN_100,
    )
