"""JALUX as a company of the samples."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yakusoku.examples.jalux import tables, travel
from yakusoku.examples.jalux.clients import clients
from yakusoku.examples.jalux.sales import Sales, product_rows
from yakusoku.examples.systems.company import Company, Theirs
from yakusoku.examples.systems.days import Days


def everybody(people: int, /, *, seed: int, as_of: date) -> Iterator[Theirs]:
    """Yield the cast, then `people` who bought, flew, read or applied."""
    days = Days(as_of)
    sales = Sales(seed, days)
    for client in clients(people, seed=seed, as_of=as_of):
        rows = (*sales.rows_of(client), *travel.rows_of(client, days, seed=seed))
        yield Theirs(client.person, rows, client.code)


COMPANY = Company(
    code="jalux",
    stores={tables.SALES: "jalux-sales.sqlite", tables.TRAVEL: "jalux-travel.sqlite"},
    tables=tables.TABLES,
    everybody=everybody,
    written={
        tables.CUSTOMER: "jalux-sales",
        tables.APPLICANT: "jalux-recruitment",
        tables.PASSENGER: "jalux-travel",
    },
    lists=((tables.PRODUCT, product_rows()),),
    unserved={
        "jp.recruitment": "The text is about customers; no purpose of it is about those who apply for work.",
    },
)
