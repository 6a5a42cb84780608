"""JALPAK as a company of the samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from yakusoku.examples.jalpak import rows, stories, tables, words
from yakusoku.examples.jalpak.stories import Member
from yakusoku.examples.jalpak.trips import Trip, cast_trip, order, travelers, trips_of
from yakusoku.examples.people.cast import CAST
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person
from yakusoku.examples.people.spellings import spelled
from yakusoku.examples.systems.company import Company, Made, Theirs
from yakusoku.examples.systems.tables import Row, Table

_OPENS, _OPEN_MINUTES = 540, 480
_SENT_BEFORE = timedelta(days=10)  # by then carriers and lodgings know who comes, so consent is there


def everybody(people: int, /, *, seed: int, as_of: date) -> Iterator[Theirs]:
    """Yield the cast, each with one trip, then `people` who travel alone or with their household."""
    for code, known in CAST.items():
        maker = _Maker(known.person, code, seed, as_of)
        yield Theirs(known.person, maker.made((cast_trip(code, as_of),), books=code != "chiba"), code)
    for somebody in travelers(people, seed=seed, as_of=as_of):
        head = somebody.number if somebody.household is None else somebody.household
        trips = trips_of(head, seed=seed, as_of=as_of)
        maker = _Maker(somebody, None, seed, as_of)
        yield Theirs(somebody, maker.made(trips, books=head == somebody.number))


@dataclass(frozen=True)
class _Maker:
    """Makes the rows of one person."""

    somebody: Person
    code: str | None
    seed: int
    as_of: date

    def made(self, trips: tuple[Trip, ...], *, books: bool) -> Made:
        """Return every row of the person; `books`: the bookings are theirs."""
        draws = Draws("jalpak", self.seed, self.somebody.number, size=128)
        member = stories.member(self.somebody, draws, self.code, self.as_of)
        found: list[tuple[Table, list[Row]]] = []
        found += self._journeys(trips, draws, member)
        if books:
            found += self._bookings(trips, draws)
        if member is not None:
            found += self._marketing(member, trips, draws)
        found += [(tables.INQUIRY, self._inquiry(draws)), (tables.GUEST, self._guest(draws))]
        return found

    def _written(self, system: str) -> Person:
        return spelled(self.somebody, f"jalpak-{system}", seed=self.seed)

    def _journeys(
        self, trips: tuple[Trip, ...], draws: Draws, member: Member | None
    ) -> list[tuple[Table, list[Row]]]:
        written = self._written("tours")
        jmb_no = member.jmb_no if member else None
        found: list[tuple[Table, list[Row]]] = []
        for place, trip in enumerate(trips, 1):
            if trip.booked < self.somebody.birth_date:
                continue
            gone = trip.departs <= self.as_of + _SENT_BEFORE
            one = stories.journey(self.somebody, trip, place, draws, self.code, gone=gone)
            found.append((tables.PARTICIPANT, [rows.participant(written, one, jmb_no)]))
            found += rows.of_journey(written, one, self.as_of)
        return found

    def _bookings(self, trips: tuple[Trip, ...], draws: Draws) -> list[tuple[Table, list[Row]]]:
        written = self._written("tours")
        fax = written.telephone if draws.below(100) < 15 else None
        booked = [rows.booking(written, trip, self.as_of, fax) for trip in trips]
        paid = [self._payment(trip, draws) for trip in trips if trip.by_card]
        return [(tables.BOOKING, booked), (tables.CARD_PAYMENT, paid)]

    def _payment(self, trip: Trip, draws: Draws) -> Row:
        brand, digits = draws.pick(words.BRANDS), draws.below(10_000)
        token = f"tok-{draws.below(16**12):012x}"
        at = f"{trip.booked.isoformat()}T{9 + draws.below(12):02d}:{draws.below(60):02d}:00"
        number = f"C{trip.booking_no[1:]}"
        return (number, trip.booking_no, brand, f"{digits:04d}", token, trip.deposit_yen, at)

    def _marketing(
        self, member: Member, trips: tuple[Trip, ...], draws: Draws
    ) -> list[tuple[Table, list[Row]]]:
        contact = rows.contact(self._written("marketing"), member)
        return [
            (tables.CONTACT, [contact]),
            (tables.QUESTIONNAIRE, self._answers(member, trips, draws)),
            (tables.GROUP_LIST, self._given(member, draws)),
        ]

    def _answers(self, member: Member, trips: tuple[Trip, ...], draws: Draws) -> list[Row]:
        found: list[Row] = []
        for trip in trips:
            answered = trip.returns + timedelta(days=4 + draws.below(20))
            stars = 1 + draws.below(5)
            opinion = draws.pick((None, *words.OPINIONS))
            if answered <= self.as_of and (draws.below(100) < 35 or self.code):
                number = f"Q{self.somebody.number:010d}-{trip.booking_no[-1]}"
                row = (number, member.contact_no, trip.plan.code, answered.isoformat(), stars, opinion)
                found.append(row)
        return found

    def _given(self, member: Member, draws: Draws) -> list[Row]:
        """Return to which companies of the group the contact was given: members of JMB whose use is not restricted."""
        first = draws.below(len(words.COMPANIES))
        if member.jmb_no is None or member.restricted:
            return []
        given = (member.registered + timedelta(days=30)).isoformat()
        purpose = words.PURPOSES[first % 2]
        return [
            (
                member.contact_no,
                words.COMPANIES[(first + step) % len(words.COMPANIES)],
                member.jmb_no,
                purpose,
                given,
            )
            for step in range(1 + first % 2)
        ]

    def _inquiry(self, draws: Draws) -> list[Row]:
        days, minute = draws.below(400), _OPENS + draws.below(_OPEN_MINUTES)
        subject, note = draws.pick(words.INQUIRIES)
        channel = draws.pick(words.CHANNELS)
        if draws.below(100) >= 18 and self.code not in ("aoki", "endo"):
            return []
        received = self.as_of - timedelta(days=days)
        closed = received + timedelta(days=3)
        at = f"{received.isoformat()}T{minute // 60:02d}:{minute % 60:02d}:00"
        written = self._written("inquiries")
        who = (written.name, written.email, written.telephone or written.mobile)
        until = closed.isoformat() if closed <= self.as_of else None
        return [(f"I{self.somebody.number:010d}", at, channel, *who, subject, note, until)]

    def _guest(self, draws: Draws) -> list[Row]:
        """Return what another company entrusted about the person: its guest, in its work."""
        received = self.as_of - timedelta(days=draws.below(300))
        place = draws.below(len(words.CLIENTS))
        if draws.below(100) >= 7 and self.code != "fukuda":
            return []
        one = self.somebody
        number = f"G{order(one):09d}"
        who = (one.family.kanji, one.given.kanji, one.mobile, one.email)
        return [(number, words.CLIENTS[place], *who, received.isoformat(), words.INSTRUCTIONS[place])]


COMPANY = Company(
    code="jalpak",
    stores={tables.TOURS: "jalpak-tours.sqlite", tables.MARKETING: "jalpak-marketing.sqlite"},
    tables=tables.TABLES,
    everybody=everybody,
    written={
        tables.BOOKING: "jalpak-tours",
        tables.PARTICIPANT: "jalpak-tours",
        tables.CONTACT: "jalpak-marketing",
        tables.INQUIRY: "jalpak-inquiries",
    },
    lists=((tables.PLAN, [tuple(plan) for plan in words.PLANS]),),
)
