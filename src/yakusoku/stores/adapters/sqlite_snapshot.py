"""Several questions to a SQLite file that see the same rows, with a table of ours beside them, in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from yakusoku.stores.ports import BATCH, Raw, UnableToRead, other_columns


class SqliteSnapshot:
    """One reading transaction; only tables of ours, which no file holds, are written."""

    def __init__(
        self, name: str, connection: sqlite3.Connection, translated: Callable[[Exception], UnableToRead]
    ) -> None:
        """Begin to read over a connection that cannot write to the file."""
        self._name, self._connection, self._translated = name, connection, translated

    def keep(self, made: str, into: str, batches: Iterable[list[tuple[object, ...]]]) -> None:
        """Make and fill a table of ours."""
        fault: UnableToRead | None = None
        try:
            self._connection.execute(made)
            for batch in batches:
                self._connection.executemany(into, batch)
        except sqlite3.Error as error:
            fault = self._translated(error)
        if fault is not None:
            raise fault

    def read(self, sql: str, columns: Sequence[str]) -> Iterator[list[tuple[Raw, ...]]]:
        """Give rows in batches."""
        fault: UnableToRead | None = None
        try:
            cursor = self._connection.execute(sql)
            if tuple(one[0] for one in cursor.description or ()) != tuple(columns):
                raise other_columns(self._name)
            while batch := cursor.fetchmany(BATCH):
                yield batch
        except sqlite3.Error as error:
            fault = self._translated(error)
        if fault is not None:
            raise fault


@contextmanager
def snapshot(
    name: str, connect: Callable[[], sqlite3.Connection], translated: Callable[[Exception], UnableToRead]
) -> Iterator[SqliteSnapshot]:
    """Give a transaction, which ends with the block."""
    fault: UnableToRead | None = None
    try:
        connection = connect()
        connection.execute("PRAGMA temp_store = 2")  # no row of ours reaches a file
        connection.execute("PRAGMA query_only = 0")  # the file itself was opened for reading alone
        connection.execute("BEGIN")
    except sqlite3.Error as error:
        fault = translated(error)
    if fault is not None:
        raise fault
    try:
        yield SqliteSnapshot(name, connection, translated)
    finally:
        connection.close()
