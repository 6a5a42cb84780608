"""A transaction in PostgreSQL that waits only so long for rows that another holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, TypeVar

import psycopg
from psycopg import IsolationLevel, RawCursor

from yakusoku.stores.ports import Raw, UnableToRead

Result = TypeVar("Result")
_CONNECT_S = 10
_STATEMENT_MS = 1_800_000


class PostgresSession:
    """One transaction. What the driver says is translated where it is said, so that no error holds its words."""

    def __init__(self, url: str, lock_ms: int, translated: Callable[[psycopg.Error], UnableToRead]) -> None:
        """Connect; the transaction begins with the first statement."""
        self._translated = translated
        self._connection = self._guarded(lambda: self._open(url, lock_ms))

    def _open(self, url: str, lock_ms: int) -> psycopg.Connection[Any]:
        connection = psycopg.connect(url, connect_timeout=_CONNECT_S, application_name="yakusoku")
        try:
            connection.isolation_level = IsolationLevel.READ_COMMITTED
            connection.prepare_threshold = None  # each statement comes once
            connection.execute(
                f"SET lock_timeout = {lock_ms:d}; SET statement_timeout = {_STATEMENT_MS:d}; SET TIME ZONE 'UTC';"
                " SET client_min_messages = error; SET synchronous_commit = on"
            )
        except psycopg.Error:
            connection.close()
            raise
        return connection

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run a statement and return how many rows it changed."""
        return self._guarded(lambda: self._cursor(sql, parameters).rowcount)

    def load(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Give rows to a COPY."""
        self._guarded(lambda: self._copy(sql, list(rows)))

    def ask(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Raw, ...]]:
        """Return all rows of a question."""
        return self._guarded(lambda: self._cursor(sql, parameters).fetchall())

    def commit(self) -> None:
        """Keep what was written."""
        self._guarded(self._connection.commit)

    def close(self) -> None:
        """End the session; what was not committed is undone."""
        self._connection.close()

    def _cursor(self, sql: str, parameters: Sequence[object]) -> RawCursor[Any]:
        return RawCursor(self._connection).execute(sql.encode(), list(parameters))

    def _copy(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        with RawCursor(self._connection).copy(sql.encode()) as copy:
            if {int}.issuperset(map(type, chain.from_iterable(rows))):  # nothing to be escaped
                copy.write("".join("\t".join(map(str, row)) + "\n" for row in rows))
                return
            for row in rows:
                copy.write_row(row)

    def _guarded(self, call: Callable[[], Result]) -> Result:
        try:
            return call()
        except psycopg.Error as error:
            fault = self._translated(error)
        raise fault  # outside the handler, so that the driver's error is not even its context


@contextmanager
def session(
    url: str, lock_ms: int, translated: Callable[[psycopg.Error], UnableToRead]
) -> Iterator[PostgresSession]:
    """Give a transaction, which ends with the block."""
    opened = PostgresSession(url, lock_ms, translated)
    try:
        yield opened
    finally:
        opened.close()
