"""A transaction in MariaDB that waits only so long for rows that another holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, TypeVar

import pymysql

from yakusoku.stores.adapters.mariadb_connection import Place
from yakusoku.stores.ports import Raw, UnableToRead

Result = TypeVar("Result")
_STATEMENT_S = 1800
_MEMORY_BYTES = 256 * 1024 * 1024
"""What the server may keep in memory of a change: its default of 16 MB sends larger ones to its disk, row by row."""
_AT_ONCE = 5_000


class MariadbSession:
    """One transaction. What the driver says is translated where it is said, so that no error holds its words."""

    def __init__(self, place: Place, lock_s: int, translated: Callable[[Exception], UnableToRead]) -> None:
        """Connect and begin; each statement sees what is committed when it begins."""
        self._translated = translated
        self._connection = self._guarded(lambda: self._open(place, lock_s))

    def _open(self, place: Place, lock_s: int) -> Any:  # noqa: ANN401  the driver has no types
        connection = place.connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SET SESSION innodb_lock_wait_timeout = {lock_s:d}, SESSION lock_wait_timeout = {lock_s:d}"
                )
                cursor.execute(f"SET SESSION max_statement_time = {_STATEMENT_S:d}")
                cursor.execute(
                    f"SET SESSION tmp_memory_table_size = {_MEMORY_BYTES:d},"
                    f" SESSION max_heap_table_size = {_MEMORY_BYTES:d}"
                )
                cursor.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")
                cursor.execute("START TRANSACTION")
        except pymysql.MySQLError:
            connection.close()
            raise
        return connection

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run a statement and return how many rows it changed."""
        return self._guarded(lambda: self._execute(sql, parameters)[0])

    def load(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Give rows to a statement, many at a time."""
        self._guarded(lambda: self._load(sql, list(rows)))

    def ask(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Raw, ...]]:
        """Return all rows of a question."""
        return self._guarded(lambda: self._execute(sql, parameters)[1])

    def commit(self) -> None:
        """Keep what was written."""
        self._guarded(self._connection.commit)

    def close(self) -> None:
        """End the session; what was not committed is undone."""
        self._connection.close()

    def _execute(self, sql: str, parameters: Sequence[object]) -> tuple[int, list[tuple[Raw, ...]]]:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, tuple(parameters))
            return int(cursor.rowcount), list(cursor.fetchall())

    def _load(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        with self._connection.cursor() as cursor:
            if {int}.issuperset(
                map(type, chain.from_iterable(rows))
            ):  # nothing to be escaped: ten times as quick
                into = sql.partition(" VALUES ")[0]
                for at in range(0, len(rows), _AT_ONCE):
                    written = ("(" + ",".join(map(str, row)) + ")" for row in rows[at : at + _AT_ONCE])
                    cursor.execute(f"{into} VALUES {','.join(written)}")
            else:
                cursor.executemany(sql, rows)

    def _guarded(self, call: Callable[[], Result]) -> Result:
        try:
            return call()
        except (pymysql.MySQLError, OSError) as error:
            fault = self._translated(error)
        raise fault  # outside the handler, so that the driver's error is not even its context


@contextmanager
def session(
    place: Place, lock_s: int, translated: Callable[[Exception], UnableToRead]
) -> Iterator[MariadbSession]:
    """Give a transaction, which ends with the block."""
    opened = MariadbSession(place, lock_s, translated)
    try:
        yield opened
    finally:
        opened.close()
