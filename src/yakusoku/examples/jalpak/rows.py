"""The rows of one person in both stores."""

from __future__ import annotations

from datetime import date, timedelta

from yakusoku.examples.jalpak import tables, words
from yakusoku.examples.jalpak.stories import Journey, Member
from yakusoku.examples.jalpak.trips import Trip
from yakusoku.examples.people.persons import Person
from yakusoku.examples.systems.tables import Row, Table

_SHOPS_AHEAD, _LODGING_AHEAD = 5, 10  # days before departure
_CHILD, _CHILD_PERCENT = 12, 75


def booking(somebody: Person, trip: Trip, as_of: date, fax: str | None) -> Row:
    """Return the row of a booking, made by `somebody`."""
    status = "after" if trip.returns < as_of else "before"
    return (
        trip.booking_no,
        trip.plan.code,
        trip.distributor,
        somebody.family.kanji,
        somebody.given.kanji,
        somebody.family.kana,
        somebody.given.kana,
        somebody.postal_code,
        somebody.prefecture,
        somebody.city,
        somebody.street,
        somebody.building,
        somebody.telephone,
        somebody.mobile,
        fax,
        somebody.email,
        trip.booked.isoformat(),
        trip.departs.isoformat(),
        trip.returns.isoformat(),
        trip.deposit_yen,
        words.STATUSES[status],
    )


def participant(somebody: Person, journey: Journey, jmb_no: str | None) -> Row:
    """Return the row of one who travels."""
    trip = journey.trip
    age = somebody.age(trip.departs)
    fare = trip.plan.fare_yen * _CHILD_PERCENT // 100 if age < _CHILD else trip.plan.fare_yen
    return (
        journey.participant_no,
        trip.booking_no,
        somebody.family.kanji,
        somebody.given.kanji,
        _romaji(somebody),
        somebody.birth_date.isoformat(),
        age,
        words.SEXES[somebody.sex],
        somebody.mobile,
        somebody.email,
        journey.passport_no,
        jmb_no,
        trip.plan.flight_out,
        trip.plan.flight_back,
        fare,
        trip.booked.isoformat(),
        trip.booked.isoformat() if journey.consented else None,
        trip.booked.isoformat() if journey.shops_stopped else None,
    )


def of_journey(somebody: Person, journey: Journey, as_of: date) -> list[tuple[Table, list[Row]]]:
    """Return what was arranged, provided and met with on a journey; nothing lies after `as_of`."""
    return [
        (tables.ARRANGEMENT, _arrangement(journey, as_of)),
        (tables.LODGING_LIST, _lodging(somebody, journey, as_of)),
        (tables.SHOP_EXPORT, _shops(somebody, journey, as_of)),
        (tables.ACCIDENT, _accident(journey, as_of)),
    ]


def _arrangement(journey: Journey, as_of: date) -> list[Row]:
    if journey.arrangement is None:
        return []
    asked, told = journey.trip.booked, journey.trip.booked + timedelta(days=6)
    kind, detail = journey.arrangement
    done = told <= as_of
    outcome = (words.ARRANGED if journey.possible else words.IMPOSSIBLE) if done else words.PENDING
    row = (f"S{journey.participant_no[1:]}", journey.participant_no, kind, detail, asked.isoformat())
    return [(*row, asked.isoformat(), outcome, told.isoformat() if done else None)]


def _lodging(somebody: Person, journey: Journey, as_of: date) -> list[Row]:
    trip = journey.trip
    sent = max(trip.booked, trip.departs - timedelta(days=_LODGING_AHEAD))
    if sent > as_of or not journey.consented:
        return []
    who = (somebody.name, somebody.age(trip.departs), words.SEXES[somebody.sex], somebody.mobile)
    return [
        (
            journey.participant_no,
            night,
            trip.plan.lodging,
            *who,
            f"{sent.isoformat()}T10:30:00",
            words.BY_WIRE,
        )
        for night in range(1, trip.plan.nights + 1)
    ]


def _shops(somebody: Person, journey: Journey, as_of: date) -> list[Row]:
    trip = journey.trip
    sent = max(trip.booked, trip.departs - timedelta(days=_SHOPS_AHEAD))
    if not journey.for_shops or sent > as_of:
        return []
    row = (f"X{journey.participant_no[1:]}", journey.participant_no, words.SHOPS[trip.plan.destination])
    what = (_romaji(somebody), journey.passport_no, trip.plan.flight_out)
    return [(*row, *what, f"{sent.isoformat()}T03:00:00", words.BY_WIRE)]


def _accident(journey: Journey, as_of: date) -> list[Row]:
    met, trip = journey.accident, journey.trip
    if met is None or trip.returns >= as_of:
        return []
    written = trip.returns + timedelta(days=3 + met.days % 9)
    closed = written + timedelta(days=20 + met.days)
    happened = trip.departs + timedelta(days=met.days % (trip.plan.nights + 1))
    return [
        (
            f"A{journey.participant_no[1:]}",
            journey.participant_no,
            happened.isoformat(),
            trip.plan.destination,
            met.kind,
            met.insurer,
            written.isoformat() if written <= as_of else None,
            met.claimed_yen,
            closed.isoformat() if closed <= as_of else None,
        )
    ]


def contact(somebody: Person, member: Member) -> Row:
    """Return the row of a contact in marketing."""
    return (
        member.contact_no,
        member.jmb_no,
        somebody.family.kanji,
        somebody.given.kanji,
        somebody.family.kana,
        somebody.given.kana,
        somebody.birth_date.isoformat(),
        words.SEXES[somebody.sex],
        somebody.postal_code,
        f"{somebody.prefecture}{somebody.city}{somebody.street} {somebody.building}".rstrip(),
        somebody.mobile,
        member.email,
        member.registered.isoformat(),
        member.registered.isoformat() if member.mail_agreed else None,
        (member.registered + timedelta(days=20)).isoformat() if member.post_stopped else None,
        member.restricted,
    )


def _romaji(somebody: Person) -> str:
    return f"{somebody.family.romaji} {somebody.given.romaji}"
