"""Small stores with planted rows, on SQLite, PostgreSQL and MariaDB."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from yakusoku.datamap.graph import walk
from yakusoku.datamap.parts import DataMap
from yakusoku.stores import operations, registry
from yakusoku.stores.adapters.mariadb import MariadbStore
from yakusoku.stores.adapters.mariadb_connection import Place
from yakusoku.stores.adapters.postgres import PostgresStore
from yakusoku.stores.adapters.sqlite import SqliteStore
from yakusoku.stores.found import Found
from yakusoku.stores.plans import Plan, compile_disclosure
from yakusoku.stores.ports import DialectName, Store
from yakusoku.stores.receipts import make_table
from yakusoku.terms.personal import Personal


@dataclass(frozen=True)
class Filled:
    """A database of the test's own, connected as the store `main`."""

    kind: DialectName
    url: str

    @property
    def json(self) -> str:
        """Return the type of a column for JSON."""
        return {"sqlite": "text", "postgresql": "jsonb", "mariadb": "json"}[self.kind]

    @property
    def verbatim(self) -> str:
        """Return a type of column that keeps JSON as it was written."""
        return {"sqlite": "text", "postgresql": "json", "mariadb": "longtext"}[self.kind]

    def run(self, *statements: str) -> None:
        """Run statements as the company's own program would."""
        for statement in statements:
            self.write(statement, [()])

    def write(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement once for each row; placeholders are `?`."""
        if self.kind == "sqlite":
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as file:
                file.executemany(statement, rows)
                file.commit()
            return
        with self._connected() as connection, connection.cursor() as cursor:
            for row in rows:
                cursor.execute(self._spoken(statement, bool(list(row))), row or None)
            connection.commit()

    def _connected(self) -> Any:
        return Place.read(self.url).connect() if self.kind == "mariadb" else psycopg.connect(self.url)

    def _spoken(self, statement: str, filled: bool) -> str:
        """Return a statement in the words of this database: placeholders, and in MariaDB its own quotes."""
        if self.kind == "mariadb":
            statement = statement if "`" in statement else statement.replace('"', "`")
            if statement.startswith("CREATE TABLE"):  # MariaDB takes no text without a length as a key
                statement = re.sub(r"\btext\b", "varchar(190)", statement)
        return statement.replace("?", "%s") if filled else statement

    def rows(self, table: str) -> list[tuple[object, ...]]:
        """Return all rows of a table, sorted."""
        return sorted(self.asked(f"SELECT * FROM {table}"), key=repr)

    def asked(self, question: str) -> list[tuple[object, ...]]:
        """Return the rows of a question."""
        if self.kind == "sqlite":
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as file:
                return file.execute(question).fetchall()
        with self._connected() as connection, connection.cursor() as cursor:
            cursor.execute(self._spoken(question, False))
            return list(cursor.fetchall())

    @property
    def store(self) -> Store:
        """Return the store under test."""
        return registry.get("main")

    def wire(self, *, receipts: bool = False, **others: str) -> None:
        """Connect the store anew, with others beside it."""
        urls = {"main": self.url, **others}
        registry.wire(urls, receipts=list(urls) if receipts else ())
        if receipts:
            for name in urls:
                with registry.get(name).session() as session:
                    make_table(session)
                    session.commit()

    def hurry(self) -> None:
        """Let the store under test wait only a moment for locks."""
        kinds: dict[str, Callable[[], Store]] = {
            "sqlite": lambda: SqliteStore("main", self.url, patience_s=0.05),
            "postgresql": lambda: PostgresStore("main", self.url, lock_ms=50),
            "mariadb": lambda: MariadbStore("main", self.url, lock_s=1),
        }
        registry._stores["main"] = kinds[self.kind]()

    @contextmanager
    def holding(self, statement: str) -> Iterator[None]:
        """Hold what `statement` changes in a transaction of another, and undo it."""
        if self.kind == "sqlite":
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), isolation_level=None)) as file:
                file.execute("BEGIN IMMEDIATE")
                yield
            return
        connection = self._connected()
        try:
            with connection.cursor() as cursor:
                if self.kind == "mariadb":
                    cursor.execute("BEGIN")
                cursor.execute(statement)
                yield
            connection.rollback()
        finally:
            connection.close()

    def end_sessions(self) -> None:
        """End every other session of the database, as a server that stops does."""
        if self.kind == "sqlite":
            return
        with self._connected() as connection, connection.cursor() as cursor:
            if self.kind == "postgresql":
                cursor.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                return
            cursor.execute(
                "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()"
            )
            for (number,) in cursor.fetchall():
                cursor.execute(f"KILL HARD CONNECTION {number}")


def make(kind: DialectName, request: pytest.FixtureRequest) -> Filled:
    """Return an empty database of `kind`, connected as `main`."""
    if kind == "sqlite":
        folder: Path = request.getfixturevalue("tmp_path")
        url = f"sqlite:///{folder / 'store.db'}"
        sqlite3.connect(folder / "store.db").close()
    else:
        url = request.getfixturevalue("postgres_url" if kind == "postgresql" else "mariadb_url")
    registry.wire({"main": url})
    return Filled(kind, url)


def planned(datamap: DataMap, *identities: str) -> Plan:
    """Return the plan of disclosure over the connected stores."""
    return compile_disclosure(datamap, walk(datamap, identities), registry.dialects())


def disclosed(datamap: DataMap, **identities: str | Sequence[str]) -> dict[str, Found]:
    """Run the whole plan from these identities and return what was found by collection (`d:name`)."""
    given = {
        key: [Personal(one) for one in ([value] if isinstance(value, str) else value)]
        for key, value in identities.items()
    }
    return operations.run(planned(datamap, *identities), identities=given)


def keys(found: Found) -> list[object]:
    """Return the first column of every row."""
    return [row[0] for row in found.rows.reveal()]
