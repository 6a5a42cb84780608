"""A store in MariaDB: read by a streaming cursor in a read-only snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pymysql

from yakusoku.stores.adapters import mariadb_connection
from yakusoku.stores.adapters.mariadb_connection import Place
from yakusoku.stores.adapters.mariadb_session import session
from yakusoku.stores.adapters.mariadb_shapes import shapes
from yakusoku.stores.ports import (
    BATCH,
    DialectName,
    Family,
    Raw,
    Session,
    StoreColumn,
    StoreTable,
    UnableToRead,
    other_columns,
)
from yakusoku.stores.shapes import Shape

_STATEMENT_S = 120.0
_LOCK_S = 5
FAMILIES: dict[str, Family] = {
    "char": "text", "varchar": "text", "tinytext": "text", "text": "text", "mediumtext": "text", "longtext": "text",
    "enum": "text", "set": "text",
    "tinyint": "integer", "smallint": "integer", "mediumint": "integer", "int": "integer", "bigint": "integer",
    "year": "integer",
    "float": "float", "double": "float", "decimal": "float",
    "date": "date", "datetime": "timestamp", "timestamp": "timestamp",
    "binary": "bytes", "varbinary": "bytes", "tinyblob": "bytes", "blob": "bytes", "mediumblob": "bytes",
    "longblob": "bytes", "bit": "bytes",
}  # fmt: skip
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

    Each question has a connection and a read-only snapshot of its own; the server sends rows as they are taken, and
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

    def __repr__(self) -> str:
        return f"MariadbStore({self.name!r})"

    def read(
        self, sql: str, parameters: Sequence[object], columns: Sequence[str]
    ) -> Iterator[list[tuple[Raw, ...]]]:
        """Give the rows of `sql` in batches. :raises UnableToRead: as the port says"""
        fault: UnableToRead | None = None
        try:
            with self._streaming() as cursor:
                cursor.execute(sql, tuple(parameters))
                if tuple(one[0] for one in cursor.description or ()) != tuple(columns):
                    raise other_columns(self.name)
                while batch := cursor.fetchmany(BATCH):
                    yield list(batch)
        except (pymysql.MySQLError, OSError) as error:
            fault = self._translated(error)
        if fault is not None:  # raised here, outside, so that the driver's error is not even its context
            raise fault

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

    def shapes(self) -> tuple[Shape, ...]:
        """Return the shapes of tables and views. :raises UnableToRead: as the port says"""

        def ask(sql: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
            return [row for batch in self.read(sql, (), columns) for row in batch]

        return shapes(ask, family)

    def session(self) -> AbstractContextManager[Session]:
        """Open a transaction that may write. :raises UnableToRead: as the port says"""
        return session(self._place, self._lock_s, self._translated)

    @contextmanager
    def _streaming(self) -> Iterator[Any]:
        connection = self._place.connect(_Leaving)
        cursor = connection.cursor()
        try:
            with connection.cursor(pymysql.cursors.Cursor) as first:
                first.execute(f"SET SESSION max_statement_time = {self._statement_s:f}")
                first.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                first.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
            yield cursor
        finally:
            cursor.close()
            connection.close()

    def _translated(self, error: Exception) -> UnableToRead:
        return mariadb_connection.translated(self.name, error)


def family(type_name: str, whole: str) -> Family:
    """Return what MariaDB's words for types mean; its own word for truth is a number of one digit."""
    return "boolean" if whole.startswith("tinyint(1)") else FAMILIES.get(type_name.lower(), "other")
