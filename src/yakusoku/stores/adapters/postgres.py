"""A store in PostgreSQL: read through a server-side cursor in a read-only snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing
from typing import Any

import psycopg
from psycopg import RawCursor
from psycopg.pq import TransactionStatus
from psycopg.types.string import TextLoader

from yakusoku.stores.adapters.postgres_session import session
from yakusoku.stores.adapters.postgres_shapes import family_of, shapes
from yakusoku.stores.adapters.postgres_snapshot import snapshot
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
    refused,
    unavailable,
)
from yakusoku.stores.shapes import Shape
from yakusoku.stores.stretches import Reader

_CONNECT_S = 10
_STATEMENT_MS = 120_000
_LOCK_MS = 5_000
_BEGIN = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_FETCH = f"FETCH FORWARD {BATCH:d} FROM yakusoku".encode()
_TABLES = """
SELECT n.nspname::text AS schema, pg_table_is_visible(c.oid) AS plain, c.relname::text AS tab,
       a.attname::text AS col, format_type(a.atttypid, NULL) AS type
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
  AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
  AND has_table_privilege(c.oid, 'SELECT')
ORDER BY n.nspname, c.relname, a.attnum
"""


class PostgresStore:
    """
    Reads a PostgreSQL database.

    Each question has a read-only REPEATABLE READ transaction of its own; the server keeps the rows and gives them
    by `BATCH`, and ends a statement that takes longer than two minutes.
    """

    dialect: DialectName = "postgresql"

    def __init__(
        self, name: str, url: str, *, statement_ms: int = _STATEMENT_MS, lock_ms: int = _LOCK_MS
    ) -> None:
        """Remember the address, which may hold a password and is never shown. Nothing is opened yet."""
        self.name = name
        self._url = url
        self._statement_ms = statement_ms
        self._lock_ms = lock_ms
        self._reader = Reader(self._connect, (psycopg.Error,), self._translated, lambda one: one.closed)

    def __repr__(self) -> str:
        return f"PostgresStore({self.name!r})"

    def read(
        self, sql: str, parameters: Sequence[object], columns: Sequence[str]
    ) -> Iterator[list[tuple[Raw, ...]]]:
        """Give the rows of `sql` in batches. :raises UnableToRead: as the port says"""

        def ask(connection: psycopg.Connection[Any]) -> Iterator[list[tuple[Raw, ...]]]:
            cursor = _begun(connection, sql, parameters)
            if tuple(one.name for one in cursor.description or ()) != tuple(columns):
                raise other_columns(self.name)
            while batch := cursor.fetchall():
                yield batch
                if len(batch) < BATCH:
                    return
                cursor.execute(_FETCH)

        return self._reader.read(ask)

    def ping(self) -> None:
        """Ask for one row. :raises UnableToRead: as the port says"""
        for _ in self.read("SELECT 1 AS n", (), ("n",)):
            pass

    def tables(self) -> tuple[StoreTable, ...]:
        """Return the tables and views that may be read. :raises UnableToRead: as the port says"""
        found: dict[tuple[str, str, bool], list[StoreColumn]] = {}
        for batch in self.read(_TABLES, (), ("schema", "plain", "tab", "col", "type")):
            for schema, plain, table, column, type_name in batch:
                family = family_of(str(type_name))
                columns = found.setdefault((str(schema), str(table), bool(plain)), [])
                columns.append(StoreColumn(str(column), str(type_name), family))
        return tuple(
            StoreTable(schema, name, tuple(columns), plain)
            for (schema, name, plain), columns in sorted(found.items())
        )

    def shapes(self, within: Session | None = None) -> tuple[Shape, ...]:
        """Return the shapes of tables and views. :raises UnableToRead: as the port says"""
        if within is not None:
            return shapes(within.ask)
        fault: UnableToRead | None = None
        try:
            with closing(self._connect()) as connection:
                return shapes(lambda sql: connection.execute(sql.encode()).fetchall())
        except psycopg.Error as error:
            fault = self._translated(error)
        raise fault

    def session(self) -> AbstractContextManager[Session]:
        """Open a transaction that may write. :raises UnableToRead: as the port says"""
        return session(self._url, self._lock_ms, self._translated)

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Open a transaction that changes no row. :raises UnableToRead: as the port says"""
        return snapshot(self.name, self._connect, self._translated)

    def _connect(self) -> psycopg.Connection[Any]:
        connection = psycopg.connect(self._url, connect_timeout=_CONNECT_S, application_name="yakusoku")
        try:
            connection.autocommit = True  # each question begins its transaction itself
            connection.prepare_threshold = None
            for name in ("json", "jsonb"):  # as it is written: order, spaces and numbers
                connection.adapters.register_loader(name, TextLoader)
            limit = self._statement_ms
            connection.execute(
                f"SET statement_timeout = {limit:d}; SET TIME ZONE 'UTC'; SET default_transaction_read_only = on;"
                " SET work_mem = '64MB'"  # 100,000 rows are sorted at once, and not in a file of the server
            )
        except psycopg.Error:
            connection.close()
            raise
        return connection

    def _translated(self, error: Exception) -> UnableToRead:
        waits = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
        code = getattr(error, "sqlstate", "") or ""
        return unavailable(self.name, code) if waits else refused(self.name, code)


def _begun(connection: psycopg.Connection[Any], sql: str, parameters: Sequence[object]) -> RawCursor[Any]:
    """Return a cursor with the first rows, for which the server is spoken to once; a question before ends here."""
    with connection.pipeline():
        if connection.info.transaction_status is not TransactionStatus.IDLE:
            connection.execute(b"ROLLBACK")
        connection.execute(_BEGIN)
        RawCursor(connection).execute(
            f"DECLARE yakusoku NO SCROLL CURSOR FOR {sql}".encode(), list(parameters)
        )
        return RawCursor(connection).execute(_FETCH)
