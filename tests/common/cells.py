"""
Every cell of every table of a company's stores, on any engine, in one spelling.

A digest a row says which rows are no longer what they were; the cells themselves say whose values still stand where.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg

from yakusoku.examples.people.truth import Key, read_truth
from yakusoku.stores.adapters.mariadb_connection import Place

Where = tuple[str, str, Key]
"""Store, table and primary key of a row."""
_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
    "mariadb": "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()",
}
_OURS = "yakusoku_receipt"


@dataclass(frozen=True)
class Cells:
    """What stores hold: by row, every column with its value as text, or None."""

    rows: Mapping[Where, Mapping[str, str | None]]

    @cached_property
    def digests(self) -> dict[Where, str]:
        """Return one digest for each row."""
        return {
            where: hashlib.sha256(repr(sorted(row.items())).encode()).hexdigest()
            for where, row in self.rows.items()
        }

    def gone(self, after: Cells) -> set[Where]:
        """Return the rows that are not there any more."""
        return self.digests.keys() - after.digests.keys()

    def new(self, after: Cells) -> set[Where]:
        """Return the rows that were not there."""
        return after.digests.keys() - self.digests.keys()

    def changed(self, after: Cells) -> set[Where]:
        """Return the rows that are there and hold something else."""
        both = self.digests.keys() & after.digests.keys()
        return {where for where in both if self.digests[where] != after.digests[where]}

    def texts(self, of: set[Where] | None = None) -> set[str]:
        """Return every text of these rows, or of all."""
        rows = self.rows.values() if of is None else (self.rows[where] for where in of)
        return {value for row in rows for value in row.values() if value}


def cells(urls: Mapping[str, str], *, ours: bool = False) -> Cells:
    """Read all tables of these stores; with `ours`, also the table of receipts that a store may keep for us."""
    found: dict[Where, dict[str, str | None]] = {}
    for store, url in sorted(urls.items()):
        with _opened(url) as ask:
            for (table,) in sorted(ask(_TABLES[_kind(url)])):
                if ours or table != _OURS:
                    found.update(_rows(store, str(table), url, ask))
    return Cells(found)


def theirs(truth: Path, code: str) -> set[Where]:
    """Return which rows are those of one of the cast, by the truth file."""
    [one] = [each for each in read_truth(truth) if each.cast == code]
    return {(rows.store, rows.table, key) for rows in one.rows for key in rows.keys}


def places(folder: Path, urls: Mapping[str, str]) -> dict[str, str]:
    """Return addresses with those of files made absolute from a home."""
    start = "sqlite:///stores/"
    return {
        name: f"sqlite:///{folder}/stores/{url.removeprefix(start)}" if url.startswith(start) else url
        for name, url in urls.items()
    }


def _kind(url: str) -> str:
    return url.partition(":")[0]


@contextmanager
def _opened(url: str) -> Iterator[Any]:
    if _kind(url) == "sqlite":
        address = f"file:{url.removeprefix('sqlite:///')}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as opened:
            yield lambda question: opened.execute(question).fetchall()
        return
    connection = psycopg.connect(url) if _kind(url) == "postgresql" else Place.read(url).connect()
    with closing(connection), connection.cursor() as cursor:

        def ask(question: str) -> list[tuple[Any, ...]]:
            cursor.execute(question)
            return list(cursor.fetchall())

        yield ask


def _rows(store: str, table: str, url: str, ask: Any) -> Iterator[tuple[Where, dict[str, str | None]]]:
    columns, key = _columns(table, url, ask)
    quote = "`" if _kind(url) == "mariadb" else '"'
    names = ", ".join(f"{quote}{name}{quote}" for name in columns)
    for row in ask(f"SELECT {names} FROM {quote}{table}{quote}"):
        plain = {name: _plain(value) for name, value in zip(columns, row, strict=True)}
        parts = tuple(_part(row[columns.index(name)]) for name in key)
        yield (store, table, parts[0] if len(parts) == 1 else parts), plain


def _columns(table: str, url: str, ask: Any) -> tuple[list[str], list[str]]:
    """Return the columns of a table, and those of its key."""
    if _kind(url) == "sqlite":
        told = ask(f'PRAGMA table_info("{table}")')
        return [one[1] for one in told], [one[1] for one in sorted(told, key=lambda one: one[5]) if one[5]]
    here = "current_schema()" if _kind(url) == "postgresql" else "DATABASE()"
    columns = ask(
        f"SELECT column_name FROM information_schema.columns WHERE table_schema = {here}"
        f" AND table_name = '{table}' ORDER BY ordinal_position"
    )
    key = ask(
        "SELECT k.column_name FROM information_schema.key_column_usage AS k"
        " JOIN information_schema.table_constraints AS c ON c.constraint_name = k.constraint_name"
        " AND c.table_schema = k.table_schema AND c.table_name = k.table_name"
        f" WHERE c.constraint_type = 'PRIMARY KEY' AND k.table_schema = {here} AND k.table_name = '{table}'"
        " ORDER BY k.ordinal_position"
    )
    return [one for (one,) in columns], [one for (one,) in key]


def _part(value: Any) -> str | int:
    return value if isinstance(value, int) else str(value)


def _plain(value: object) -> str | None:
    """Return a value as the same text, whatever its database calls it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
