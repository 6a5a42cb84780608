"""A transaction in a SQLite file. It begins as the writer, so nobody else changes the file meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from yakusoku.stores.ports import Raw, UnableToRead

Result = TypeVar("Result")
_START = (
    "PRAGMA foreign_keys = 1",
    "PRAGMA temp_store = 2",  # frozen keys never reach a file of their own
    "PRAGMA secure_delete = 1",  # what is erased is overwritten in the file
    "BEGIN IMMEDIATE",
)


class SqliteSession:
    """One transaction. What the driver says is translated where it is said, so that no error holds its words."""

    def __init__(
        self, path: Path, patience_s: float, translated: Callable[[sqlite3.Error], UnableToRead]
    ) -> None:
        """Open the file, which must be there, and become its writer."""
        self._translated = translated
        self._connection = self._guarded(lambda: self._open(path, patience_s))

    def _open(self, path: Path, patience_s: float) -> sqlite3.Connection:
        address = f"file:{quote(str(path.absolute()))}?mode=rw"
        connection = sqlite3.connect(address, uri=True, timeout=patience_s, isolation_level=None)
        try:
            for statement in _START:
                connection.execute(statement)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run a statement and return how many rows it changed."""
        return self._guarded(lambda: self._connection.execute(sql, tuple(parameters)).rowcount)

    def load(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Give rows to a statement."""
        self._guarded(lambda: self._connection.executemany(sql, rows))

    def ask(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Raw, ...]]:
        """Return all rows of a question."""
        return self._guarded(lambda: self._connection.execute(sql, tuple(parameters)).fetchall())

    def commit(self) -> None:
        """Keep what was written."""
        self._guarded(lambda: self._connection.execute("COMMIT"))
        # Where the store keeps a write-ahead log, the pages of before stay in its file until the log is folded in.
        with suppress(sqlite3.Error):  # it is committed: whoever reads meanwhile leaves that to the next one
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """End the session; what was not committed is undone."""
        self._connection.close()

    def _guarded(self, call: Callable[[], Result]) -> Result:
        try:
            return call()
        except sqlite3.Error as error:
            fault = self._translated(error)
        raise fault  # outside the handler, so that the driver's error is not even its context


@contextmanager
def session(
    path: Path, patience_s: float, translated: Callable[[sqlite3.Error], UnableToRead]
) -> Iterator[SqliteSession]:
    """Give a transaction, which ends with the block."""
    opened = SqliteSession(path, patience_s, translated)
    try:
        yield opened
    finally:
        opened.close()
