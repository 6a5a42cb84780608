"""Fills the sample systems of a company with the cast and as many drawn people as are wanted."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from yakusoku.examples.people.cast import CAST
from yakusoku.examples.people.persons import Person
from yakusoku.examples.people.spellings import IN_COMMON, kinds_of, shared_facts, written
from yakusoku.examples.people.truth import Rows, Truth, facts, write_truth
from yakusoku.examples.systems.company import Company, Made, Theirs
from yakusoku.examples.systems.databases import Database, UnableToFill, open_database
from yakusoku.examples.systems.tables import Row, Table
from yakusoku.terms.text import text

_AT_ONCE = 2_000

Progress = Callable[[int, int], None]
"""Is told how many of how many persons are written."""


@dataclass(frozen=True)
class Filled:
    """What was written: how many persons (the cast among them), and rows by table."""

    people: int
    rows: Mapping[Table, int]


@dataclass
class _Filling:
    """One run of `fill`."""

    company: Company
    databases: Mapping[str, Database]
    wanted: int
    progress: Progress | None
    seed: int
    as_of: date
    done: int = 0
    counts: dict[Table, int] = field(default_factory=dict)

    def prepare(self) -> None:
        """Make the tables and write what is nobody's."""
        for table in self.company.tables:
            if self.databases[table.store].has(table):
                raise UnableToFill(
                    text(
                        "the store {store} has a table {table} already.", store=table.store, table=table.name
                    ),
                    do=text("Fill an empty database; nothing was changed in this one."),
                )
            self.databases[table.store].create(table)
            self.counts[table] = 0
        self._write(self.company.lists)

    def run(self, everybody: Iterator[Theirs]) -> Iterator[Truth]:
        """Write everybody in lots, and yield each one's truth when their rows are written."""
        while lot := tuple(islice(everybody, _AT_ONCE)):
            rows: dict[Table, list[Row]] = defaultdict(list)
            for one in lot:
                for table, new in one.rows:
                    rows[table] += new
            self._write(tuple(rows.items()))
            self.done += len(lot)
            if self.progress:
                self.progress(self.done, self.wanted)
            yield from map(self._truth, lot)

    def _truth(self, theirs: Theirs) -> Truth:
        """Return whose rows these are, and which hard cases show in them."""
        whole: dict[Table, list[Row]] = defaultdict(list)
        for table, rows in theirs.rows:
            whole[table] += rows
        person = theirs.person
        found = tuple(
            Rows(table.store, table.name, tuple(table.keys_of(rows)), self._hard(person, table, rows))
            for table, rows in whole.items()
            if rows
        )
        known = facts(person)
        if IN_COMMON & set(self.company.written.values()):
            known |= shared_facts(person, seed=self.seed)
        kinds = kinds_of(person, seed=self.seed, as_of=self.as_of) if self.company.written else ()
        return Truth(person.person_id, known, found, theirs.code, kinds)

    def _hard(self, person: Person, table: Table, rows: Sequence[Row]) -> tuple[str, ...]:
        """Return the kinds that show in rows: those of which a text stands in one of them."""
        if table not in self.company.written:
            return ()
        shows = written(person, self.company.written[table], seed=self.seed).shows
        texts = "\n".join(value for row in rows for value in row if isinstance(value, str))
        return tuple(kind for kind, words in shows.items() if any(one in texts for one in words))

    def _write(self, rows: Made) -> None:
        for table, new in rows:
            self.databases[table.store].write(table, new)
            self.counts[table] += len(new)

    def finish(self) -> None:
        """Make the indexes and keep everything, the store that others point to last."""
        for table in self.company.tables:
            self.databases[table.store].create_indexes(table)
        last_first = (self.databases[store] for store in reversed(tuple(self.company.stores)))
        for database in dict.fromkeys(last_first):
            database.commit()


def fill(
    company: Company,
    urls: Mapping[str, str],
    *,
    people: int,
    seed: int,
    as_of: date,
    truth: Path | None = None,
    progress: Progress | None = None,
) -> Filled:
    """
    Make the tables of every store of `company` at its address and fill them: the cast, then `people` drawn.

    The same `people`, `seed` and `as_of` give the same rows in every kind of database. Each store is filled in
    one transaction. Several stores may lie in one database if none of their tables share a name. Where `truth`
    is given, whose row is whose goes to that file, which must not lie in a home.

    :raises UnableToFill: if a store cannot be opened, or one of the tables is there already
    """
    with ExitStack() as stack:
        by_url: dict[str, Database] = {}
        for store in company.stores:
            if urls[store] not in by_url:
                by_url[urls[store]] = stack.enter_context(closing(open_database(store, urls[store])))
        databases = {store: by_url[urls[store]] for store in company.stores}
        filling = _Filling(company, databases, people + len(CAST), progress, seed, as_of)
        filling.prepare()
        truths = filling.run(company.everybody(people, seed=seed, as_of=as_of))
        if truth is None:
            deque(truths, maxlen=0)
        else:
            write_truth(truth, truths)
        filling.finish()
        return Filled(filling.done, filling.counts)
