"""J:COM as a company of the samples."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yakusoku.examples.jcom import tables
from yakusoku.examples.jcom.contracts import holders
from yakusoku.examples.jcom.rows import Calendar, Maker, channel_rows
from yakusoku.examples.systems.company import Company, Theirs


def everybody(people: int, /, *, seed: int, as_of: date) -> Iterator[Theirs]:
    """Yield the cast, then `people` drawn adults, each with contracts and what came of them."""
    maker = Maker(seed, Calendar(as_of))
    for holder in holders(people, seed=seed, as_of=as_of):
        yield Theirs(holder.person, maker.rows_of(holder), holder.code)


COMPANY = Company(
    code="jcom",
    stores={tables.CUSTOMERS: "customers.sqlite", tables.MEDIA: "media.sqlite"},
    tables=tables.TABLES,
    everybody=everybody,
    lists=((tables.CHANNEL, channel_rows()),),
)
