"""Several questions to PostgreSQL that see the same rows, with a temporary table of ours beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import RawCursor

from yakusoku.stores.ports import BATCH, Raw, UnableToRead, other_columns

_STATEMENT_MS = 1_800_000
_FETCH = f"FETCH FORWARD {BATCH:d} FROM yakusoku".encode()


class PostgresSnapshot:
    """One REPEATABLE READ transaction that ends without a commit."""

    def __init__(
        self, name: str, connection: psycopg.Connection[Any], translated: Callable[[Exception], UnableToRead]
    ) -> None:
        """Ask over a connection that began its transaction."""
        self._name, self._connection, self._translated = name, connection, translated

    def keep(self, made: str, into: str, batches: Iterable[list[tuple[object, ...]]]) -> None:
        """Make a temporary table and fill it by COPY."""
        fault: UnableToRead | None = None
        try:
            self._connection.execute(made.encode())
            with RawCursor(self._connection).copy(into.encode()) as copy:
                for batch in batches:
                    for row in batch:
                        copy.write_row(row)
        except psycopg.Error as error:
            fault = self._translated(error)
        if fault is not None:
            raise fault

    def read(self, sql: str, columns: Sequence[str]) -> Iterator[list[tuple[Raw, ...]]]:
        """Give rows in batches; the server keeps the others."""
        fault: UnableToRead | None = None
        try:
            self._connection.execute(f"DECLARE yakusoku NO SCROLL CURSOR FOR {sql}".encode())
            cursor = RawCursor(self._connection).execute(_FETCH)
            if tuple(one.name for one in cursor.description or ()) != tuple(columns):
                raise other_columns(self._name)
            while batch := cursor.fetchall():
                yield batch
                cursor.execute(_FETCH)
            self._connection.execute(b"CLOSE yakusoku")
        except psycopg.Error as error:
            fault = self._translated(error)
        if fault is not None:
            raise fault


@contextmanager
def snapshot(
    name: str,
    connect: Callable[[], psycopg.Connection[Any]],
    translated: Callable[[Exception], UnableToRead],
) -> Iterator[PostgresSnapshot]:
    """Give a transaction, which is undone with the block."""
    fault: UnableToRead | None = None
    try:
        connection = connect()
        connection.execute(f"SET statement_timeout = {_STATEMENT_MS:d}".encode())
        # A temporary table is written to, so the transaction may write; nothing else in it does, and it is undone.
        connection.execute(b"BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE")
    except psycopg.Error as error:
        fault = translated(error)
    if fault is not None:
        raise fault
    try:
        yield PostgresSnapshot(name, connection, translated)
    finally:
        connection.close()
