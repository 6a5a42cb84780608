"""The rows of the air travel agency: who flies, who booked, who boarded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from yakusoku.examples.jalux import tables, words
from yakusoku.examples.jalux.clients import Client, passenger_no
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.spellings import spelled
from yakusoku.examples.systems.days import LONGEST, Days
from yakusoku.examples.systems.tables import Row, Table

Made = tuple[Table, Sequence[Row]]
_FLIGHTS = (1, 1, 2, 3)
_CANCELED_IN_100 = 8
_ROWS_OF_SEATS, _LETTERS = 45, "ABCDEFGHK"
_CLOSES = 15  # minutes before departure at which boarding ends


class _Flown(NamedTuple):
    """One journey: days since the flight, since its booking and since its canceling (None: it was flown)."""

    number: str
    flight: words.Flight
    flown: int
    booked: int
    canceled: int | None


def rows_of(client: Client, days: Days, *, seed: int) -> Iterator[tuple[Table, Sequence[Row]]]:
    """Yield every row of a person in the travel agency's store; who flies with the family need not book."""
    if not client.traveler and client.trip is None:
        return
    draws = Draws("jalux-travel", seed, client.number, size=96)
    journeys = list(_journeys(client, draws)) if client.traveler else []
    own = [*journeys, *_booked_for_all(client)]
    yield tables.PASSENGER, [_passenger(client, seed)]
    yield tables.RESERVATION, [_reservation(client, one, days) for one in own]
    boarded = [_boarding(client, one, days, draws) for one in journeys if one.canceled is None]
    if client.trip is not None:
        boarded.append(_boarding(client, _of_the_family(client), days, draws))
    yield tables.BOARDING, boarded


def _journeys(client: Client, draws: Draws) -> Iterator[_Flown]:
    for place in range(1, 1 + (2 if client.code else draws.pick(_FLIGHTS))):
        flown = draws.below(client.since) - 60
        booked = min(LONGEST, flown + 61 + draws.below(50))
        canceled = None
        if draws.below(100) < _CANCELED_IN_100 and not client.code:
            canceled = max(0, flown) + draws.below(booked - max(0, flown))
        flight = draws.pick(words.FLIGHTS)
        yield _Flown(f"R{client.number:010d}-{place}", flight, flown, booked, canceled)


def _of_the_family(client: Client) -> _Flown:
    trip = client.trip
    if trip is None:
        raise ValueError("this client's family made no trip")
    number = f"R{passenger_no(trip.head)[1:]}-F"
    return _Flown(number, words.FLIGHTS[trip.flight], trip.flown, trip.flown + 45, None)


def _booked_for_all(client: Client) -> Iterator[_Flown]:
    if client.trip is not None and client.trip.head == client.person.number:
        yield _of_the_family(client)


def _passenger(client: Client, seed: int) -> Row:
    written = spelled(client.person, "jalux-travel", seed=seed)
    return (
        client.passenger_no,
        client.customer_no if client.customer else None,
        f"{written.family.romaji} {written.given.romaji}",
        written.birth_date.isoformat(),
        written.mobile or written.telephone,
        written.email,
        client.jmb_no if client.member else None,
        client.country,
    )


def _reservation(client: Client, one: _Flown, days: Days) -> Row:
    return (
        one.number,
        client.passenger_no,
        days.on(one.booked),
        one.flight.number,
        days.on(one.flown),
        one.flight.origin,
        one.flight.destination,
        one.flight.yen,
        None if one.canceled is None else days.on(one.canceled),
    )


def _boarding(client: Client, one: _Flown, days: Days, draws: Draws) -> Row:
    """Return the ticket; a flight that is still to come has no boarding, and some have no seat yet."""
    seat = f"{1 + draws.below(_ROWS_OF_SEATS)}{draws.pick(tuple(_LETTERS))}"
    gone = one.flown > 0
    return (
        f"T{client.number:010d}-{one.number[1:]}",
        one.number,
        client.passenger_no,
        one.flight.number,
        days.on(one.flown),
        seat if gone or draws.below(2) else None,
        days.at(one.flown, one.flight.departs - _CLOSES) if gone else None,
    )
