"""A store in a SQLite file: read by a connection that cannot write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from urllib.parse import quote, unquote

from yakusoku.stores.adapters.sqlite_session import session
from yakusoku.stores.adapters.sqlite_shapes import CATALOGUE, Ask, shapes
from yakusoku.stores.adapters.sqlite_snapshot import snapshot
from yakusoku.stores.ports import (
    BATCH,
    DialectName,
    Family,
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

_SCHEME = "sqlite:///"
_WAITS = {
    5,
    6,
    7,
    9,
    10,
    13,
    14,
    15,
}  # busy, locked, memory, interrupt, input/output, full, cannot open, protocol
_PATIENCE_S = 5.0
_START = (
    "PRAGMA temp_store = 2",  # what is sorted never reaches a file of its own
    "PRAGMA cache_size = -65536",  # KiB, where they are needed: 100,000 rows are sorted at once
    "PRAGMA query_only = 1",
)
_FAMILIES: tuple[tuple[str, Family], ...] = (
    ("BOOL", "boolean"), ("TIMESTAMP", "timestamp"), ("DATETIME", "timestamp"), ("DATE", "date"),
    ("INT", "integer"),
    ("CHAR", "text"), ("CLOB", "text"), ("TEXT", "text"), ("BLOB", "bytes"), ("JSON", "json"),
    ("REAL", "float"), ("FLOA", "float"), ("DOUB", "float"), ("NUM", "float"), ("DEC", "float"),
)  # fmt: skip


class SqliteStore:
    """Reads a SQLite file; threads never share a connection."""

    dialect: DialectName = "sqlite"

    def __init__(self, name: str, url: str, *, patience_s: float = _PATIENCE_S) -> None:
        """Remember where the file lies: `sqlite:///relative` or `sqlite:////absolute`; wait that long for a lock."""
        self.name = name
        self._patience_s = patience_s
        self._known: tuple[list[tuple[Raw, ...]], tuple[Shape, ...]] | None = None
        self._path = Path(unquote(url.removeprefix(_SCHEME).partition("?")[0]))
        self._reader = Reader(self._connect, (sqlite3.Error,), self._translated, lambda _: False)

    def __repr__(self) -> str:
        return f"SqliteStore({self.name!r})"

    def read(
        self, sql: str, parameters: Sequence[object], columns: Sequence[str]
    ) -> Iterator[list[tuple[Raw, ...]]]:
        """Give the rows of `sql` in batches. :raises UnableToRead: as the port says"""

        def ask(connection: sqlite3.Connection) -> Iterator[list[tuple[Raw, ...]]]:
            cursor = connection.execute(sql, tuple(parameters))
            if tuple(one[0] for one in cursor.description or ()) != tuple(columns):
                raise other_columns(self.name)
            while batch := cursor.fetchmany(BATCH):
                yield batch
                if len(batch) < BATCH:
                    return

        return self._reader.read(ask)

    def ping(self) -> None:
        """Read the head of the file. :raises UnableToRead: as the port says"""
        for _ in self.read("SELECT count(*) AS n FROM sqlite_schema", (), ("n",)):
            pass

    def tables(self) -> tuple[StoreTable, ...]:
        """Return tables and views, not SQLite's own. :raises UnableToRead: as the port says"""
        sql = (
            "SELECT s.name AS tab, i.name AS col, i.type AS type FROM sqlite_schema AS s"
            " JOIN pragma_table_xinfo(s.name) AS i"
            " WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND i.hidden <> 1"
            " ORDER BY s.name, i.cid"
        )
        found: dict[str, list[StoreColumn]] = {}
        for batch in self.read(sql, (), ("tab", "col", "type")):
            for table, column, type_name in batch:
                made = StoreColumn(str(column), str(type_name), _family(str(type_name)))
                found.setdefault(str(table), []).append(made)
        return tuple(StoreTable(None, name, tuple(columns)) for name, columns in sorted(found.items()))

    def shapes(self, within: Session | None = None) -> tuple[Shape, ...]:
        """Return the shapes of tables and views. :raises UnableToRead: as the port says"""
        if within is not None:
            return self._shapes(within.ask)
        fault: UnableToRead | None = None
        try:
            with closing(self._connect()) as connection:
                return self._shapes(lambda sql: connection.execute(sql).fetchall())
        except sqlite3.Error as error:
            fault = self._translated(error)
        raise fault

    def _shapes(self, ask: Ask) -> tuple[Shape, ...]:
        """Return what the catalogue tells; where its texts are those of the last time, so are the shapes."""
        texts = ask(CATALOGUE)
        if self._known is None or self._known[0] != texts:
            self._known = (texts, shapes(ask, _family))
        return self._known[1]

    def session(self) -> AbstractContextManager[Session]:
        """Open a transaction that may write. :raises UnableToRead: as the port says"""
        return session(self._path, self._patience_s, self._translated)

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Open a transaction that changes no row. :raises UnableToRead: as the port says"""
        return snapshot(self.name, self._connect, self._translated)

    def _connect(self) -> sqlite3.Connection:
        address = f"file:{quote(str(self._path.absolute()))}?mode=ro"
        connection = sqlite3.connect(address, uri=True, timeout=self._patience_s, isolation_level=None)
        for statement in _START:
            connection.execute(statement)
        return connection

    def _translated(self, error: Exception) -> UnableToRead:
        code = getattr(error, "sqlite_errorcode", None)
        name = getattr(error, "sqlite_errorname", "")
        waits = code is not None and code & 0xFF in _WAITS
        return unavailable(self.name, name) if waits else refused(self.name, name)


def _family(type_name: str) -> Family:
    """Return what SQLite's free words for types mean; a column without one takes anything."""
    words = type_name.upper()
    if not words:
        return "any"
    return next((family for word, family in _FAMILIES if word in words), "other")
