"""The rows of a person in the three stores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from yakusoku.examples.jal import tables, words
from yakusoku.examples.jal.clients import Client
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person
from yakusoku.examples.people.spellings import spelled
from yakusoku.examples.systems.days import Days
from yakusoku.examples.systems.tables import Row, Table

Made = tuple[Table, Sequence[Row]]
_POSTINGS = (0, 1, 2, 4)
_POSTED_AFTER = 3  # days after the flight
_FLIGHTS = (1, 1, 2, 3, 4)
_ORDERS = (1, 1, 2, 3)
_CANCELED_IN_100, _ASSISTED_IN_100, _ENTERS_IN_100, _STAYS_IN_100 = 7, 9, 20, 18
_CLOSES = 10  # minutes before departure at which boarding ends
_LETTERS = ("A", "B", "C", "D", "E", "F", "G", "H", "K")


class _Flown(NamedTuple):
    """One journey: flight, days since it, since its booking and since its canceling (None: it was flown)."""

    number: str
    flight: words.Flight
    flown: int
    booked: int
    canceled: int | None


@dataclass
class Maker:
    """Makes rows and counts the keys that such systems number through."""

    seed: int
    days: Days
    postings: int = 0
    entries: int = 0
    inquiries: int = 0
    assistances: int = 0

    def rows_of(self, client: Client) -> Iterator[Made]:
        """Yield every row of a person, the member first."""
        draws = Draws("jal", self.seed, client.number, size=224)
        journeys = list(_journeys(client, draws))
        if client.member_no is not None:
            yield from self._membership(client, client.member_no, journeys, draws)
        yield from self._flights(client, journeys, draws)
        if client.bought is not None:
            yield from self._shop(client, client.bought, draws)

    def _membership(
        self, client: Client, member_no: str, journeys: Sequence[_Flown], draws: Draws
    ) -> Iterator[Made]:
        written = spelled(client.person, "jal-membership", seed=self.seed)
        yield tables.MEMBER, [self._member(client, written, member_no, draws)]
        yield tables.MILEAGE, self._mileage(client, member_no, journeys, draws)
        yield tables.CAMPAIGN_ENTRY, self._entries(client, member_no, draws)
        yield tables.INQUIRY, self._inquiries(client, member_no, draws)
        yield tables.PARTNER_STAY, self._stays(client, member_no, draws)

    def _member(self, client: Client, written: Person, member_no: str, draws: Draws) -> Row:
        return (
            member_no,
            written.family.kanji,
            written.given.kanji,
            written.family.kana,
            written.given.kana,
            f"{written.family.romaji} {written.given.romaji}",
            written.birth_date.isoformat(),
            words.SEXES[written.sex],
            written.postal_code,
            written.prefecture,
            written.city,
            written.street,
            written.building or None,
            written.telephone,
            written.mobile,
            written.email,
            draws.pick(words.TIERS),
            self.days.on(client.since),
            self._maybe(client.left),
            self._maybe(client.stopped),
            self.days.on(20) if client.suspended else None,
        )

    def _mileage(self, client: Client, member_no: str, journeys: Sequence[_Flown], draws: Draws) -> list[Row]:
        """A flight under the member's number brings its miles some days later; purchases and stays bring others."""
        posted = [
            (one.flown - _POSTED_AFTER, one.flight.miles, words.FLOWN)
            for one in journeys
            if one.canceled is None and one.flown >= _POSTED_AFTER and _counted(client, one)
        ]
        for _ in range(draws.pick(_POSTINGS)):
            miles = 50 * (1 + draws.below(40))
            posted.append((self._while_a_member(client, draws), miles, draws.pick(words.BESIDE_FLIGHTS)))
        rows: list[Row] = []
        for back, miles, reason in sorted(posted, reverse=True):
            self.postings += 1
            rows.append((self.postings, member_no, self.days.on(back), miles, reason))
        return rows

    def _entries(self, client: Client, member_no: str, draws: Draws) -> list[Row]:
        if draws.below(100) >= _ENTERS_IN_100:
            return []
        self.entries += 1
        entered = self._while_a_member(client, draws)
        sent = self.days.past(entered - 90) if draws.below(4) == 0 else None
        return [(self.entries, member_no, draws.pick(words.CAMPAIGNS), self.days.on(entered), sent)]

    def _inquiries(self, client: Client, member_no: str, draws: Draws) -> list[Row]:
        rows: list[Row] = []
        for _ in range(draws.below(3)):
            self.inquiries += 1
            asked = self._while_a_member(client, draws)
            at = self.days.at(asked, 540 + draws.below(600))
            subject, note = draws.pick(words.SUBJECTS)
            answered = self.days.past(asked - draws.below(6))
            rows.append((self.inquiries, member_no, at, draws.pick(words.CHANNELS), subject, answered, note))
        return rows

    def _stays(self, client: Client, member_no: str, draws: Draws) -> list[Row]:
        """A partner writes the member down anew, as the guest said it at its counter."""
        if draws.below(100) >= _STAYS_IN_100 and client.code != "aoki":
            return []
        written = spelled(client.person, "jal-partner", seed=self.seed)
        stayed = self._while_a_member(client, draws)
        return [
            (
                f"H{client.number:010d}",
                member_no,
                draws.pick(words.PARTNERS),
                f"{written.family.kanji} {written.given.kanji}",
                _address(written),
                self.days.on(stayed),
                8_000 + 1_000 * draws.below(40),
            )
        ]

    def _flights(self, client: Client, journeys: Sequence[_Flown], draws: Draws) -> Iterator[Made]:
        yield tables.RESERVATION, [self._reservation(client, one) for one in journeys]
        yield tables.BOARDING, [self._boarding(one, draws) for one in journeys if one.canceled is None]
        yield tables.ASSISTANCE, list(self._assistances(journeys, draws))

    def _reservation(self, client: Client, one: _Flown) -> Row:
        written = spelled(client.person, "jal-flights", seed=self.seed)
        return (
            one.number,
            client.member_no if _counted(client, one) else None,
            f"{written.family.romaji} {written.given.romaji}",
            written.mobile or written.telephone,
            written.email,
            self.days.on(one.booked),
            one.flight.number,
            self.days.on(one.flown),
            one.flight.origin,
            one.flight.destination,
            one.flight.yen,
            self._maybe(one.canceled),
        )

    def _boarding(self, one: _Flown, draws: Draws) -> Row:
        gone = one.flown > 0
        seat = f"{1 + draws.below(45)}{draws.pick(_LETTERS)}"
        return (
            f"T{one.number[1:]}",
            one.number,
            seat if gone or draws.below(2) else None,
            self.days.at(one.flown, one.flight.departs - _CLOSES) if gone else None,
        )

    def _assistances(self, journeys: Sequence[_Flown], draws: Draws) -> Iterator[Row]:
        for one in journeys:
            if draws.below(100) < _ASSISTED_IN_100:
                self.assistances += 1
                asked = max(0, one.booked - draws.below(5))
                yield self.assistances, one.number, draws.pick(words.ASSISTANCES), self.days.on(asked)

    def _shop(self, client: Client, bought: int, draws: Draws) -> Iterator[Made]:
        written = spelled(client.person, "jal-shop", seed=self.seed)
        customer: Row = (
            client.customer_no,
            client.member_no if draws.below(100) < 60 and not client.second_email else None,
            f"{written.family.kanji} {written.given.kanji}",
            f"{written.family.kana} {written.given.kana}",
            written.postal_code,
            _address(written),
            written.mobile or written.telephone,
            client.second_email or written.email,
            self.days.on(bought),
        )
        yield tables.SHOP_CUSTOMER, [customer]
        yield (
            tables.SHOP_ORDER,
            [self._order(client, bought, place, draws) for place in range(draws.pick(_ORDERS))],
        )

    def _order(self, client: Client, bought: int, place: int, draws: Draws) -> Row:
        ordered = draws.below(bought + 1)
        product, yen = draws.pick(words.PRODUCTS)
        return (
            f"O{client.number:010d}-{place + 1}",
            client.customer_no,
            self.days.on(ordered),
            self.days.past(ordered - 1 - draws.below(5)),
            product,
            yen * (1 + draws.below(2)),
            draws.pick(words.METHODS),
        )

    def _while_a_member(self, client: Client, draws: Draws) -> int:
        last = client.left or 0
        return last + draws.below(client.since - last)

    def _maybe(self, back: int | None) -> str | None:
        return None if back is None else self.days.on(back)


def _journeys(client: Client, draws: Draws) -> Iterator[_Flown]:
    for place in range(1, 1 + (2 if client.code else draws.pick(_FLIGHTS))):
        flown = draws.below(client.since - 61) - 60
        booked = flown + 61 + draws.below(60)
        canceled = None
        if draws.below(100) < _CANCELED_IN_100 and not client.code:
            canceled = max(0, flown) + draws.below(booked - max(0, flown))
        yield _Flown(f"R{client.number:010d}-{place}", draws.pick(words.FLIGHTS), flown, booked, canceled)


def _counted(client: Client, one: _Flown) -> bool:
    """Return whether the journey is the member's: it was booked before the membership ended."""
    return client.left is None or one.booked > client.left


def _address(written: Person) -> str:
    return f"{written.prefecture}{written.city}{written.street} {written.building}".rstrip()
