"""Japanet as a company of the samples."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yakusoku.examples.japanet import tables, words
from yakusoku.examples.japanet.calendar import Calendar
from yakusoku.examples.japanet.clients import clients
from yakusoku.examples.japanet.media import Media
from yakusoku.examples.japanet.orders import Orders
from yakusoku.examples.japanet.recruitment import Recruitment
from yakusoku.examples.people.spellings import spelled
from yakusoku.examples.systems.company import Company, Theirs


def everybody(people: int, /, *, seed: int, as_of: date) -> Iterator[Theirs]:
    """Yield the cast, then `people` drawn adults, each with what they bought, asked, entered and applied for."""
    calendar = Calendar(as_of)
    orders, media, recruitment = Orders(seed, calendar), Media(seed, calendar), Recruitment(seed, calendar)
    for client in clients(people, seed=seed, as_of=as_of):
        somebody = client.person
        rows, ordered = orders.rows_of(client, spelled(somebody, tables.ORDERS, seed=seed))
        rows += media.rows_of(client, spelled(somebody, tables.MEDIA, seed=seed), ordered)
        rows += recruitment.rows_of(client, spelled(somebody, tables.RECRUITMENT, seed=seed))
        yield Theirs(somebody, rows, client.code)


COMPANY = Company(
    code="japanet",
    stores={
        tables.ORDERS: "japanet-orders.sqlite",
        tables.MEDIA: "japanet-media.sqlite",
        tables.RECRUITMENT: "japanet-recruitment.sqlite",
    },
    tables=tables.TABLES,
    everybody=everybody,
    written={
        tables.CUSTOMER: tables.ORDERS,
        tables.CAMPAIGN_ENTRY: tables.MEDIA,
        tables.PROGRAM_APPLICATION: tables.MEDIA,
        tables.APPLICANT: tables.RECRUITMENT,
    },
    lists=((tables.PRODUCT, [tuple(product) for product in words.PRODUCTS]),),
)
