"""What happens on journeys and to members: drawn for most, told for the cast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from yakusoku.examples.jalpak import words
from yakusoku.examples.jalpak.trips import OF_AGE, Trip, order
from yakusoku.examples.people.cast import CAST
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person


class Accident(NamedTuple):
    """What went wrong, for which an insurer pays; `days` spreads the days of the case."""

    kind: str
    insurer: str
    claimed_yen: int
    days: int


class Journey(NamedTuple):
    """One person on one trip. `consented`: to the provision that the trip needs; `arrangement`: kind and detail."""

    participant_no: str
    trip: Trip
    passport_no: str | None
    consented: bool
    shops_stopped: bool
    arrangement: tuple[str, str] | None = None
    possible: bool = True
    accident: Accident | None = None

    @property
    def for_shops(self) -> bool:
        """Return whether shops at the destination may get the three items: abroad, with consent, not stopped."""
        return self.trip.plan.abroad and self.consented and not self.shops_stopped


class Member(NamedTuple):
    """A contact in marketing."""

    contact_no: str
    jmb_no: str | None
    email: str | None
    registered: date
    mail_agreed: bool
    post_stopped: bool
    restricted: bool = False


Told = Callable[[Journey], Journey]

_TOLD: dict[str, Told] = {
    "aoki": lambda one: one._replace(arrangement=words.ARRANGEMENTS[1], possible=True),
    "baba": lambda one: one._replace(shops_stopped=True),
    "endo": lambda one: one._replace(accident=Accident(words.ACCIDENTS[1], words.INSURERS[0], 68_000, 200)),
}


def journey(
    somebody: Person, trip: Trip, place: int, draws: Draws, code: str | None, *, gone: bool
) -> Journey:
    """Return how `somebody` takes part in their trip number `place`; nobody is `gone` who has not consented."""
    drawn = Journey(
        f"T{somebody.number:010d}-{place}",
        trip,
        f"XX{order(somebody):07d}" if trip.plan.abroad else None,  # no passport begins with XX
        consented=draws.below(100) < 80 or gone,
        shops_stopped=draws.below(100) < 12,
    )
    if code is not None:
        return _TOLD.get(code, _as_drawn)(drawn._replace(consented=True, shops_stopped=False))
    if draws.below(100) < 6:
        drawn = drawn._replace(arrangement=draws.pick(words.ARRANGEMENTS), possible=draws.below(100) < 85)
    if draws.below(100) < 4:
        kind, insurer = draws.pick(words.ACCIDENTS), draws.pick(words.INSURERS)
        drawn = drawn._replace(
            accident=Accident(kind, insurer, 1_000 * (5 + draws.below(120)), draws.below(60))
        )
    return drawn


def _as_drawn(one: Journey) -> Journey:
    return one


def member(somebody: Person, draws: Draws, code: str | None, as_of: date) -> Member | None:
    """Return the contact that marketing has of `somebody`, or None; it has none of minors."""
    registered = as_of - timedelta(days=100 + draws.below(900))
    jmb_no = f"JMB{order(somebody):07d}" if draws.below(100) < 60 or code else None
    drawn = Member(
        f"M{somebody.number:010d}",
        jmb_no,
        somebody.email,
        registered,
        mail_agreed=somebody.email is not None and draws.below(100) < 65,
        post_stopped=draws.below(100) < 10,
    )
    wanted = draws.below(100) < 55 or code is not None
    if somebody.age(as_of) < OF_AGE or not wanted:
        return None
    if code is None:
        return drawn
    return drawn._replace(
        email=CAST[code].second_email or somebody.email,
        mail_agreed=code != "baba",
        post_stopped=code == "baba",
        restricted=code == "doi",
    )
