"""
Writing to the sample stores. They play the company's own systems, so this is their program and not our
adapter.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from yakusoku.examples.systems.dialects import MARIADB, POSTGRESQL, SQLITE
from yakusoku.examples.systems.tables import Row, Table
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

if TYPE_CHECKING:
    import psycopg

_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql://", "postgres://")
_MARIADB = "mariadb://"


class UnableToFill(UnableTo):
    """The sample systems were not filled; nothing was written."""

    asked = text("fill the sample systems")


class Database(Protocol):
    """A store open for filling, in one transaction: everything is there after `commit`, or nothing."""

    def has(self, table: Table) -> bool:
        """Return whether a table of this name is there."""
        ...

    def create(self, table: Table) -> None:
        """Make the table, without its indexes."""
        ...

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows, many at once."""
        ...

    def create_indexes(self, table: Table) -> None:
        """Make the indexes of a table that has its rows."""
        ...

    def commit(self) -> None:
        """Keep everything written."""
        ...

    def close(self) -> None:
        """Let go; what was not committed is gone."""
        ...


class SqliteDatabase:
    """A store in one SQLite file."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it, and take its write lock."""
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("BEGIN IMMEDIATE")

    def has(self, table: Table) -> bool:
        """Return whether a table of this name is there."""
        found = self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table.name,))
        return found.fetchone() is not None

    def create(self, table: Table) -> None:
        """Make the table, without its indexes."""
        self._connection.execute(SQLITE.create(table))

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows, many at once."""
        places = ", ".join("?" for _ in table.columns)
        statement = " ".join(("INSERT INTO", SQLITE.name(table.name), "VALUES (", places, ")"))
        self._connection.executemany(statement, rows)

    def create_indexes(self, table: Table) -> None:
        """Make the indexes of a table that has its rows."""
        for statement in SQLITE.create_indexes(table):
            self._connection.execute(statement)

    def commit(self) -> None:
        """Keep everything written."""
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go; what was not committed is gone."""
        self._connection.close()


class PostgresDatabase:
    """A store in one PostgreSQL database."""

    def __init__(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        """Fill through `connection`, which is not in autocommit."""
        self._connection = connection

    def has(self, table: Table) -> bool:
        """Return whether a table of this name is in the search path."""
        name = POSTGRESQL.name(table.name)
        found = self._connection.execute("SELECT to_regclass(%s)", (name,)).fetchone()
        return found is not None and found[0] is not None

    def create(self, table: Table) -> None:
        """Make the table, without its indexes."""
        self._connection.execute(POSTGRESQL.create(table).encode())

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows, many at once."""
        names = ", ".join(map(POSTGRESQL.name, table.column_names))
        statement = f"COPY {POSTGRESQL.name(table.name)} ({names}) FROM STDIN"
        with self._connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            for row in rows:
                copy.write_row(row)

    def create_indexes(self, table: Table) -> None:
        """Make the indexes of a table that has its rows."""
        for statement in POSTGRESQL.create_indexes(table):
            self._connection.execute(statement.encode())

    def commit(self) -> None:
        """Keep everything written."""
        self._connection.commit()

    def close(self) -> None:
        """Let go; what was not committed is gone."""
        self._connection.close()


class MariadbDatabase:
    """
    A store in one MariaDB database. Its server keeps each table as soon as it is made, whatever comes after.

    So what was not committed is taken away again by `close`; a process that dies before leaves tables behind.
    """

    def __init__(self, connection: Any) -> None:  # noqa: ANN401  the driver has no types
        """Fill through `connection`."""
        self._connection = connection
        self._made: list[Table] = []
        self._run("SET SESSION autocommit = 0")

    def has(self, table: Table) -> bool:
        """Return whether a table of this name is there."""
        asked = "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = %s"
        with self._connection.cursor() as cursor:
            cursor.execute(asked, (table.name,))
            return cursor.fetchone() is not None

    def create(self, table: Table) -> None:
        """Make the table, without its indexes."""
        self._run(MARIADB.create(table))
        self._made.append(table)

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows, many at once."""
        names = ", ".join(map(MARIADB.name, table.column_names))
        places = ", ".join("%s" for _ in table.columns)
        statement = " ".join(("INSERT INTO", MARIADB.name(table.name), "(", names, ") VALUES (", places, ")"))
        with self._connection.cursor() as cursor:
            cursor.executemany(statement, rows)

    def create_indexes(self, table: Table) -> None:
        """Make the indexes of a table that has its rows."""
        for statement in MARIADB.create_indexes(table):
            self._run(statement)

    def commit(self) -> None:
        """Keep everything written."""
        self._connection.commit()
        self._made = []

    def close(self) -> None:
        """Let go; what was not committed is gone."""
        for table in self._made:
            self._run(f"DROP TABLE {MARIADB.name(table.name)}")
        self._connection.close()

    def _run(self, statement: str) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(statement)


def open_database(store: str, url: str) -> Database:
    """
    Return the database at `url`.

    That is `sqlite:///` and a path (four slashes for one from the root), `postgresql://` or `mariadb://`.

    :raises UnableToFill: if it cannot be opened or the address is of another kind; the message holds no
    address
    """
    if url.startswith(_SQLITE):
        return _open_sqlite(store, Path(url.removeprefix(_SQLITE)))
    if url.startswith(_POSTGRES):
        return _open_postgres(store, url)
    if url.startswith(_MARIADB):
        return _open_mariadb(store, url)
    raise UnableToFill(
        text("the address of the store {store} is of no kind that the sample knows.", store=store),
        do=text("Give sqlite:///path, postgresql://server/database or mariadb://server/database."),
    )


def _open_sqlite(store: str, path: Path) -> Database:
    try:
        return SqliteDatabase(path)
    except sqlite3.Error:
        raise UnableToFill(
            text("the file of the store {store} cannot be opened for writing.", store=store),
            do=text("Make its folder, or close the program that has it open, and try again."),
        ) from None


def _open_postgres(store: str, url: str) -> Database:
    import psycopg

    try:
        return PostgresDatabase(psycopg.connect(url))
    except psycopg.Error:
        raise _not_let_in(store) from None


def _open_mariadb(store: str, url: str) -> Database:
    import pymysql

    from yakusoku.stores.adapters.mariadb_connection import Place

    try:
        return MariadbDatabase(Place.read(url).connect())
    except (pymysql.MySQLError, OSError):
        raise _not_let_in(store) from None


def _not_let_in(store: str) -> UnableToFill:
    return UnableToFill(
        text("the server of the store {store} does not let us in.", store=store),
        do=text("Start it, or correct its address, and try again."),
    )
