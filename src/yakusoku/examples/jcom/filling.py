"""Fills J:COM's sample systems with the cast and as many drawn subscribers as are wanted."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from yakusoku.examples.jcom.contracts import Holder, holders
from yakusoku.examples.jcom.databases import Database, UnableToFill, open_database
from yakusoku.examples.jcom.rows import Calendar, Made, Maker, Row, channel_rows
from yakusoku.examples.jcom.schema import CHANNEL, CUSTOMERS, MEDIA, TABLES, Table
from yakusoku.examples.people.cast import CAST
from yakusoku.examples.people.truth import Key, Rows, Truth, facts, write_truth
from yakusoku.terms.text import text

_AT_ONCE = 2_000

Progress = Callable[[int, int], None]
"""Is told how many of how many persons are written."""


@dataclass(frozen=True)
class Filled:
    """What was written: how many persons (the cast among them), and rows by table."""

    people: int
    rows: Mapping[str, int]


@dataclass
class _Filling:
    """One run of `fill`."""

    databases: Mapping[str, Database]
    maker: Maker
    wanted: int
    progress: Progress | None
    done: int = 0
    counts: dict[str, int] = field(default_factory=lambda: {table.name: 0 for table in TABLES})

    def run(self, everybody: Iterator[Holder]) -> Iterator[Truth]:
        """Write everybody in lots, and yield each one's truth when their rows are written."""
        while lot := tuple(islice(everybody, _AT_ONCE)):
            rows: dict[Table, list[Row]] = defaultdict(list)
            truths = []
            for holder in lot:
                made = self.maker.rows_of(holder)
                for table, new in made:
                    rows[table] += new
                truths.append((holder, made))
            self._write(rows)
            self.done += len(lot)
            if self.progress:
                self.progress(self.done, self.wanted)
            yield from (_truth(holder, made) for holder, made in truths)

    def _write(self, rows: Mapping[Table, list[Row]]) -> None:
        for table, new in rows.items():
            self.databases[table.store].write(table, new)
            self.counts[table.name] += len(new)

    def prepare(self) -> None:
        """Make the tables and the channels."""
        for table in TABLES:
            self.databases[table.store].run(table.create())
        self._write({CHANNEL: list(channel_rows())})

    def finish(self) -> None:
        """Make the indexes and keep everything, the store that others point to last."""
        for table in TABLES:
            for statement in table.create_indexes():
                self.databases[table.store].run(statement)
        for database in dict.fromkeys((self.databases[MEDIA], self.databases[CUSTOMERS])):
            database.commit()


def _truth(holder: Holder, made: Made) -> Truth:
    keys: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for table, rows in made:
        keys[table.store, table.name] += [row[0] for row in rows if row[0] is not None]
    theirs = tuple(Rows(store, table, tuple(found)) for (store, table), found in keys.items() if found)
    return Truth(holder.person.person_id, facts(holder.person), theirs, holder.code)


def fill(
    customers_url: str,
    media_url: str,
    *,
    people: int,
    seed: int,
    as_of: date,
    truth: Path | None = None,
    progress: Progress | None = None,
) -> Filled:
    """
    Make the tables of both sample stores and fill them: the six of the cast, then `people` drawn adults.

    The same `people`, `seed` and `as_of` give the same rows in SQLite and PostgreSQL. Each store is
    filled in one transaction. Where `truth` is given, whose row is whose goes to that file, which must
    not lie in a home.

    :raises UnableToFill: if a store cannot be opened, or one of the tables is there already
    """
    with ExitStack() as stack:
        databases: dict[str, Database] = {}
        for store, url in ((CUSTOMERS, customers_url), (MEDIA, media_url)):
            shared = databases.get(CUSTOMERS) if url == customers_url else None
            databases[store] = shared or stack.enter_context(closing(open_database(store, url)))
        _refuse_full(databases)
        filling = _Filling(databases, Maker(seed, Calendar(as_of)), people + len(CAST), progress)
        filling.prepare()
        truths = filling.run(holders(people, seed=seed, as_of=as_of))
        if truth is None:
            deque(truths, maxlen=0)
        else:
            write_truth(truth, truths)
        filling.finish()
        return Filled(filling.done, filling.counts)


def _refuse_full(databases: Mapping[str, Database]) -> None:
    for table in TABLES:
        if databases[table.store].has(table):
            raise UnableToFill(
                text("the store {store} has a table {table} already.", store=table.store, table=table.name),
                do=text("Fill an empty database; nothing was changed in this one."),
            )
