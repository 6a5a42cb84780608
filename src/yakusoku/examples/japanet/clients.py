"""Who deals with Japanet, and how: as a customer, or only by a call, an entry or an application."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from yakusoku.examples.japanet.calendar import LONGEST
from yakusoku.examples.people.cast import Known
from yakusoku.examples.people.crowd import crowd
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person

OF_AGE = 18  # 民法第四条
_CAST_FROM = 9_000_000_000
_NUMBERS_FROM = 2_000_000
_CAST_NUMBERS_FROM = 1_000_000
_STRANGERS_IN_100 = 7
_MEMBERS_IN_100 = 55
_LEFT_IN_100 = 5
_SUSPENDED_IN_1000 = 4


class Client(NamedTuple):
    """
    One person's dealings. `since`: days since the registration as a customer, None for who never bought anything.

    `joined` and `left` are days since the registration on the website and since its end, `mail_stopped` and
    `catalog_stopped` days since a stop. `reach`: the telephone number by which nobody else is reached,
    since a fixed line that a household shares is none. `second_email` is another mailbox of theirs.
    """

    person: Person
    code: str | None
    number: int
    since: int | None
    joined: int | None
    left: int | None
    mail_stopped: int | None
    catalog_stopped: int | None
    suspended: bool
    reach: str | None
    second_email: str | None

    @property
    def customer_no(self) -> str:
        """Return the number that the order system gives."""
        return f"JN{self.number:09d}"

    @property
    def member_no(self) -> str:
        """Return the number that the website gives to who registers there."""
        return f"W{self.number:09d}"


def clients(people: int, *, seed: int, as_of: date) -> Iterator[Client]:
    """Return the six of the cast, then `people` adults of `seed`."""
    return crowd(
        people,
        seed=seed,
        as_of=as_of,
        known=_known,
        drawn=lambda somebody: _drawn(somebody, seed) if somebody.age(as_of) >= OF_AGE else None,
    )


def _reach(somebody: Person) -> str | None:
    return somebody.mobile or (somebody.telephone if somebody.household is None else None)


def _known(known: Known) -> Client:
    """Return one of the cast: Chiba, a minor, bought nothing, Baba stopped all mailings, Doi's use is suspended."""
    somebody, stopped = known.person, 400 if known.code == "baba" else None
    return Client(
        person=somebody,
        code=known.code,
        number=_CAST_NUMBERS_FROM + somebody.number - _CAST_FROM,
        since=None if known.code == "chiba" else 1_234,
        joined=None if known.code == "chiba" else 900,
        left=None,
        mail_stopped=stopped,
        catalog_stopped=stopped,
        suspended=known.code == "doi",
        reach=_reach(somebody),
        second_email=known.second_email,
    )


def _drawn(somebody: Person, seed: int) -> Client:
    draws = Draws("japanet-client", seed, somebody.number, size=32)
    since: int | None = 30 + draws.below(LONGEST - 30)
    reach = _reach(somebody)
    if draws.below(100) < _STRANGERS_IN_100 and (reach or somebody.email):
        since = None
    back, joined = since or 1, None
    if since is not None and somebody.email and draws.below(100) < _MEMBERS_IN_100:
        joined = draws.below(since + 1)
    return Client(
        person=somebody,
        code=None,
        number=_NUMBERS_FROM + somebody.number,
        since=since,
        joined=joined,
        left=draws.below(joined + 1) if joined is not None and draws.below(100) < _LEFT_IN_100 else None,
        mail_stopped=draws.below(back) if draws.below(100) < 12 else None,
        catalog_stopped=draws.below(back) if draws.below(100) < 9 else None,
        suspended=draws.below(1000) < _SUSPENDED_IN_1000,
        reach=reach,
        second_email=None,
    )
