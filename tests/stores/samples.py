"""The sample systems of a company, filled, with ways to ask them: for the tests of every company."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import psycopg

from yakusoku.datamap import queries as datamaps
from yakusoku.datamap.graph import walk
from yakusoku.datamap.parts import Collection, DataMap
from yakusoku.examples.people.truth import Key, Truth, read_truth
from yakusoku.examples.systems.company import Company
from yakusoku.examples.systems.filling import Filled, fill
from yakusoku.examples.systems.tables import Table
from yakusoku.stores import operations, registry
from yakusoku.stores.adapters.mariadb_connection import Place
from yakusoku.stores.plans import compile_disclosure
from yakusoku.terms.personal import Personal

AS_OF = date(2026, 11, 23)
Whose = set[tuple[str, str, Key]]
"""Store, table and primary key of rows."""


def map_of(code: str) -> DataMap:
    """Return the packaged data map of a company."""
    return datamaps.load(Path(str(files("yakusoku.examples") / "data" / code / "datamap")))[0]


@dataclass(frozen=True)
class Samples:
    """A company's stores, filled, at `urls`; who is who stands in `truth`."""

    company: Company
    urls: Mapping[str, str]
    truth: Path
    filled: Filled

    def ask(self, store: str, statement: str) -> list[tuple[object, ...]]:
        """Return the rows of a statement, as the driver gives them."""
        url = self.urls[store]
        if url.startswith("postgresql"):
            with psycopg.connect(url) as server:
                return server.execute(statement.encode()).fetchall()
        if url.startswith("mariadb"):
            with closing(Place.read(url).connect()) as opened, opened.cursor() as cursor:
                cursor.execute(statement.replace('"', "`"))
                return list(cursor.fetchall())
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
            return file.execute(statement).fetchall()

    def column(self, table: Table, name: str) -> list[object]:
        """Return one column of a table."""
        return [value for (value,) in self.ask(table.store, f'SELECT "{name}" FROM "{table.name}"')]

    def table(self, name: str) -> Table:
        """Return the table of this name, or `store.name`."""
        [found] = [one for one in self.company.tables if name in (one.name, str(one))]
        return found

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        """Return everybody of the truth file."""
        return tuple(read_truth(self.truth))

    @cached_property
    def datamap(self) -> DataMap:
        """Return the data map, without what is in stores that are not filled here."""
        return map_of(self.company.code)

    def cast(self, code: str) -> Truth:
        """Return one of the cast."""
        [found] = [one for one in self.truths if one.cast == code]
        return found

    def rows_of(self, somebody: Truth) -> Whose:
        """Return which rows are somebody's, by the truth file."""
        return {(rows.store, rows.table, key) for rows in somebody.rows for key in rows.keys}

    def identities_of(self, somebody: Truth) -> dict[str, set[str]]:
        """Return where a search begins once staff confirmed each of this person's rows that holds an identity."""
        found: dict[str, set[str]] = {}
        collections = {(one.store, one.address.collection): one for one in self.datamap.collections.values()}
        for rows in somebody.rows:
            table = next(
                one for one in self.company.tables if (one.store, one.name) == (rows.store, rows.table)
            )
            begins = _begins(collections[rows.store, rows.table])
            for name, identity in begins.items():
                values = self._values(table, name, frozenset(rows.keys))
                found.setdefault(identity, set()).update(values)
        return {identity: values for identity, values in found.items() if values}

    def _values(self, table: Table, name: str, keys: frozenset[Key]) -> set[str]:
        columns = ", ".join(f'"{column.name}"' for column in table.key)
        asked = self.ask(table.store, f'SELECT "{name}", {columns} FROM "{table.name}"')
        return {str(value) for value, *key in asked if value is not None and _key(key) in keys}

    def disclosed(self, identities: Mapping[str, set[str]]) -> Whose:
        """Return which rows the plan of disclosure finds from these identities."""
        registry.wire(dict(self.urls))
        plan = compile_disclosure(self.datamap, walk(self.datamap, sorted(identities)), registry.dialects())
        given = {name: [Personal(one) for one in sorted(values)] for name, values in identities.items()}
        found = operations.run(plan, identities=given)
        whose: Whose = set()
        for step in plan.steps:
            at = [step.columns.index(name) for name in step.key]
            for row in found[step.address].rows.reveal():
                whose.add((step.store, step.collection, _key([row[place] for place in at])))
        registry.wire({})
        return whose


def _begins(collection: Collection) -> dict[str, str]:
    """Return the columns with an identity that a search begins from: those of the key, else all (as the desk does)."""
    holders = [one for one in collection.fields if one.identity]
    own = [one for one in holders if one.primary_key] or holders
    return {one.name: one.identity for one in own if one.identity}


def _key(parts: list[object]) -> Key:
    key = tuple(part if isinstance(part, int) else str(part) for part in parts)
    return key[0] if len(key) == 1 else key


def in_sqlite(company: Company, folder: Path, *, people: int, seed: int = 1) -> Samples:
    """Fill the stores of a company in files below `folder`."""
    urls = {name: f"sqlite:///{folder}/{file}" for name, file in company.stores.items()}
    return _filled(company, urls, folder, people=people, seed=seed)


def on_server(
    company: Company, folder: Path, new: Callable[[], str], *, people: int, seed: int = 1
) -> Samples:
    """Fill the stores of a company in databases of their own; the truth lies below `folder`."""
    return _filled(company, {name: new() for name in company.stores}, folder, people=people, seed=seed)


def _filled(company: Company, urls: Mapping[str, str], folder: Path, *, people: int, seed: int) -> Samples:
    truth = folder / "truth.jsonl"
    made = fill(company, urls, people=people, seed=seed, as_of=AS_OF, truth=truth)
    return Samples(company, urls, truth, made)


def contents(samples: Samples) -> Iterator[tuple[str, list[str]]]:
    """Yield each table's rows as sorted text that is the same for every kind of database."""
    for table in samples.company.tables:
        rows = samples.ask(table.store, f'SELECT * FROM "{table.name}"')
        yield str(table), sorted(repr([_plain(value) for value in row]) for row in rows)


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value
