"""J:COM as a company of the samples: all of it, and the part in which the walk of the demo is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from yakusoku.examples.jcom import agency, agency_tables, platform, service_tables, tables
from yakusoku.examples.jcom.contracts import Holder, holders
from yakusoku.examples.jcom.rows import Calendar, Maker, channel_rows
from yakusoku.examples.jcom.times import Times
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.systems.company import Company, Made, Theirs
from yakusoku.examples.systems.tables import Row, Table


def everybody(people: int, /, *, seed: int, as_of: date) -> Iterator[Theirs]:
    """Yield the cast, then `people` drawn adults, each with everything that all systems hold of them."""
    maker = Maker(seed, Calendar(as_of))
    for holder in holders(people, seed=seed, as_of=as_of):
        made = maker.rows_of(holder)
        yield Theirs(holder.person, (*made, *_further(holder, made, maker)), holder.code)


def _walked(people: int, /, *, seed: int, as_of: date) -> Iterator[Theirs]:
    """Yield the same people with the rows of the customer system and the media platform alone."""
    maker = Maker(seed, Calendar(as_of))
    for holder in holders(people, seed=seed, as_of=as_of):
        yield Theirs(holder.person, maker.rows_of(holder), holder.code)


def _further(holder: Holder, made: Made, maker: Maker) -> Iterator[tuple[Table, Sequence[Row]]]:
    """Yield what the other systems hold; a box that was operated is one of the contract's devices."""
    devices = [row for table, rows in made if table is tables.DEVICE for row in rows]
    for contract in holder.contracts:
        times = Times.of(maker.calendar, contract)
        draws = Draws("jcom-further", maker.seed, int(contract.subscriber_no[1:]), size=200)
        own = [row for row in devices if row[1] == contract.subscriber_no]
        yield from platform.rows_of(contract, times, draws, devices=own, code=holder.code)
        yield from agency.rows_of(contract, times, draws)
    yield from agency.applications_of(holder.person, maker.calendar, seed=maker.seed, code=holder.code)


COMPANY = Company(
    code="jcom",
    stores={
        tables.CUSTOMERS: "customers.sqlite",
        tables.MEDIA: "media.sqlite",
        service_tables.SERVICE: "service.sqlite",
        agency_tables.AGENCY: "agency.sqlite",
    },
    tables=(*tables.TABLES, *service_tables.TABLES, *agency_tables.TABLES),
    everybody=everybody,
    written={tables.SUBSCRIBER: tables.CUSTOMERS, agency_tables.APPLICANT: "jcom-recruitment"},
    lists=((tables.CHANNEL, channel_rows()),),
    unserved={
        "jp.communication_secrecy.log": "Calls and connections are kept for billing; no purpose names them.",
        "jp.credit.record": "A credit bureau is asked under the terms of contract; the text does not say so.",
        "jp.recruitment": "The text speaks of customers alone, and nobody who applies for work is one.",
    },
)

WALKED = replace(
    COMPANY,
    stores={name: COMPANY.stores[name] for name in (tables.CUSTOMERS, tables.MEDIA)},
    tables=tables.TABLES,
    everybody=_walked,
    by_hand=False,
)
"""
The part of J:COM in which the walk is done: the customer system and the media platform, without the places that
people search, since a search that must wait for people cannot be finished yet.
"""
