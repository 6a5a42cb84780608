"""Several questions to MariaDB that see the same rows, with a temporary table of ours beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

import pymysql

from yakusoku.stores.ports import BATCH, Raw, UnableToRead, other_columns

_STATEMENT_S = 1800
Spoken: TypeAlias = Any
"""A connection of the driver, which has no types."""
_ERRORS = (pymysql.MySQLError, OSError)


class MariadbSnapshot:
    """One consistent snapshot; only temporary tables are written."""

    def __init__(
        self, name: str, connection: Spoken, translated: Callable[[Exception], UnableToRead]
    ) -> None:
        """Ask over a connection that began its transaction."""
        self._name, self._connection, self._translated = name, connection, translated

    def keep(self, made: str, into: str, batches: Iterable[list[tuple[object, ...]]]) -> None:
        """Make a temporary table and fill it, many rows a statement."""
        fault: UnableToRead | None = None
        try:
            with self._connection.cursor(pymysql.cursors.Cursor) as cursor:
                cursor.execute(made, ())  # a doubled % is one
                for batch in batches:
                    cursor.executemany(into, batch)
        except _ERRORS as error:
            fault = self._translated(error)
        if fault is not None:
            raise fault

    def read(self, sql: str, columns: Sequence[str]) -> Iterator[list[tuple[Raw, ...]]]:
        """Give rows in batches, as they come."""
        fault: UnableToRead | None = None
        try:
            with self._connection.cursor() as cursor:
                cursor.execute(sql, ())
                if tuple(one[0] for one in cursor.description or ()) != tuple(columns):
                    raise other_columns(self._name)
                while batch := cursor.fetchmany(BATCH):
                    yield list(batch)
        except _ERRORS as error:
            fault = self._translated(error)
        if fault is not None:
            raise fault


@contextmanager
def snapshot(
    name: str, connect: Callable[[], Spoken], translated: Callable[[Exception], UnableToRead]
) -> Iterator[MariadbSnapshot]:
    """Give a transaction, which is undone with the block."""
    fault: UnableToRead | None = None
    try:
        connection = connect()
        for statement in (
            f"SET SESSION max_statement_time = {_STATEMENT_S:d}",
            "SET SESSION tx_read_only = 0",  # else not even a temporary table can be made
            "START TRANSACTION WITH CONSISTENT SNAPSHOT",
        ):
            connection.query(statement)
    except _ERRORS as error:
        fault = translated(error)
    if fault is not None:
        raise fault
    try:
        yield MariadbSnapshot(name, connection, translated)
    finally:
        connection.close()
