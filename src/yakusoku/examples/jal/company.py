"""The JAL Group as a company of the samples."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yakusoku.examples.jal import tables
from yakusoku.examples.jal.clients import clients
from yakusoku.examples.jal.rows import Maker
from yakusoku.examples.systems.company import Company, Theirs
from yakusoku.examples.systems.days import Days


def everybody(people: int, /, *, seed: int, as_of: date) -> Iterator[Theirs]:
    """Yield the cast, then `people` adults who are members, fly or buy."""
    maker = Maker(seed, Days(as_of))
    for client in clients(people, seed=seed, as_of=as_of):
        yield Theirs(client.person, tuple(maker.rows_of(client)), client.code)


_NO_PURPOSE = "The published text is a basic policy: it names no purpose for any data."
_HELD = (
    "jp.address", "jp.address.building", "jp.billing.amount", "jp.billing.payment", "jp.campaign_entry", "jp.inquiry",
    "jp.inquiry.internal_note", "jp.membership", "jp.membership.mileage", "jp.membership.number", "jp.name_kana",
    "jp.name_kana.first", "jp.name_kana.last", "jp.name_romaji", "jp.order", "jp.reservation", "jp.travel.boarding",
    "jp.travel.flight_number", "jp.travel.itinerary", "jp.travel.special_arrangement", "jp.travel.ticket",
    "user.contact.address", "user.contact.address.city", "user.contact.address.postal_code",
    "user.contact.address.state", "user.contact.address.street", "user.contact.email", "user.contact.phone_number",
    "user.demographic.date_of_birth", "user.demographic.gender", "user.name", "user.name.first", "user.name.last",
    "user.privacy_preferences", "user.unique_id",
)  # fmt: skip

COMPANY = Company(
    code="jal",
    stores={
        tables.MEMBERSHIP: "jal-membership.sqlite",
        tables.FLIGHTS: "jal-flights.sqlite",
        tables.SHOP: "jal-shop.sqlite",
    },
    tables=tables.TABLES,
    everybody=everybody,
    written={
        tables.MEMBER: "jal-membership",
        tables.RESERVATION: "jal-flights",
        tables.SHOP_CUSTOMER: "jal-shop",
        tables.PARTNER_STAY: "jal-partner",
    },
    unserved=dict.fromkeys(_HELD, _NO_PURPOSE),
)
