"""A store in MariaDB: read by a streaming cursor in a read-only snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

import pymysql

from yakusoku.stores.adapters import mariadb_connection
from yakusoku.stores.adapters.mariadb_connection import Place
from yakusoku.stores.adapters.mariadb_session import session
from yakusoku.stores.adapters.mariadb_shapes import family, shapes
from yakusoku.stores.adapters.mariadb_snapshot import snapshot
from yakusoku.stores.ports import (
    BATCH,
    DialectName,
    Raw,
    Session,
    Snapshot,
    StoreColumn,
    StoreTable,
    UnableToRead,
    other_columns,
)
from yakusoku.stores.shapes import Shape
from yakusoku.stores.stretches import Reader, stretch

_STATEMENT_S = 120.0
_LOCK_S = 5
_TABLES = (
    "SELECT t.table_schema AS sch, t.table_name AS tab, c.column_name AS col, c.data_type AS type,"
    " c.column_type AS whole FROM information_schema.tables AS t JOIN information_schema.columns AS c"
    " ON c.table_schema = t.table_schema AND c.table_name = t.table_name"
    " WHERE t.table_schema = DATABASE() ORDER BY t.table_name, c.ordinal_position"
)


class _Leaving(pymysql.cursors.SSCursor):  # type: ignore[misc]  # the driver has no types
    """A streaming cursor that is left where it stands: who stops early waits for no rows that nobody wants."""

    def close(self) -> None:
        """Leave; the connection is closed next, and with it the question on the server."""
        if self._result is not None:
            self._result.unbuffered_active = False
        self.connection = None

    __del__ = close


class MariadbStore:
    """
    Reads a MariaDB database.

    Each question has a read-only snapshot of its own; the server sends rows as they are taken, and
    ends a statement that takes longer than two minutes.
    """

    dialect: DialectName = "mariadb"

    def __init__(
        self, name: str, url: str, *, statement_s: float = _STATEMENT_S, lock_s: int = _LOCK_S
    ) -> None:
        """Remember the address, which may hold a password and is never shown. Nothing is opened yet."""
        self.name = name
        self._place = Place.read(url)
        self._statement_s = statement_s
        self._lock_s = lock_s
        errors = (pymysql.MySQLError, OSError)
        self._reader = Reader(self._connect, errors, self._translated, lambda one: not one.open)

    def __repr__(self) -> str:
        return f"MariadbStore({self.name!r})"

    def read(
        self, sql: str, parameters: Sequence[object], columns: Sequence[str]
    ) -> Iterator[list[tuple[Raw, ...]]]:
        """Give the rows of `sql` in batches. :raises UnableToRead: as the port says"""

        def ask(connection: Any) -> Iterator[list[tuple[Raw, ...]]]:  # noqa: ANN401  the driver has no types
            with connection.cursor() as cursor:
                cursor.execute(sql, tuple(parameters))
                if tuple(one[0] for one in cursor.description or ()) != tuple(columns):
                    raise other_columns(self.name)
                while batch := cursor.fetchmany(BATCH):
                    yield list(batch)

        return self._reader.read(ask)

    def ping(self) -> None:
        """Ask for one row. :raises UnableToRead: as the port says"""
        for _ in self.read("SELECT 1 AS n", (), ("n",)):
            pass

    def tables(self) -> tuple[StoreTable, ...]:
        """Return the tables and views of the database. :raises UnableToRead: as the port says"""
        found: dict[tuple[str, str], list[StoreColumn]] = {}
        for batch in self.read(_TABLES, (), ("sch", "tab", "col", "type", "whole")):
            for schema, table, column, type_name, whole in batch:
                made = StoreColumn(str(column), str(whole), family(str(type_name), str(whole)))
                found.setdefault((str(schema), str(table)), []).append(made)
        return tuple(
            StoreTable(schema, name, tuple(columns)) for (schema, name), columns in sorted(found.items())
        )

    def shapes(self, within: Session | None = None) -> tuple[Shape, ...]:
        """Return the shapes of tables and views. :raises UnableToRead: as the port says"""
        if within is not None:
            return shapes(lambda sql, _: within.ask(sql))

        def ask(sql: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
            return [row for batch in self.read(sql, (), columns) for row in batch]

        with stretch():
            return shapes(ask)

    def session(self) -> AbstractContextManager[Session]:
        """Open a transaction that may write. :raises UnableToRead: as the port says"""
        return session(self._place, self._lock_s, self._translated)

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Open a transaction that changes no row. :raises UnableToRead: as the port says"""
        return snapshot(self.name, self._connect, self._translated)

    def _connect(self) -> Any:  # noqa: ANN401  the driver has no types
        connection = self._place.connect(_Leaving)
        try:
            connection.query(
                f"SET SESSION max_statement_time = {self._statement_s:f}, SESSION tx_isolation = 'REPEATABLE-READ',"
                " SESSION tx_read_only = 1"  # each question is a transaction of its own, without being begun
            )
        except pymysql.MySQLError:
            connection.close()
            raise
        return connection

    def _translated(self, error: Exception) -> UnableToRead:
        return mariadb_connection.translated(self.name, error)
