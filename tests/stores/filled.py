"""Small stores with planted rows, on SQLite, PostgreSQL and MariaDB."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from yakusoku.datamap.graph import walk
from yakusoku.datamap.parts import DataMap
from yakusoku.stores import operations, registry
from yakusoku.stores.adapters.mariadb_connection import Place
from yakusoku.stores.found import Found
from yakusoku.stores.plans import Plan, compile_disclosure
from yakusoku.stores.ports import DialectName, Store
from yakusoku.terms.personal import Personal


@dataclass(frozen=True)
class Filled:
    """A database of the test's own, connected as the store `main`."""

    kind: DialectName
    url: str

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
            statement = statement.replace('"', "`")
            if statement.startswith("CREATE TABLE"):  # MariaDB takes no text without a length as a key
                statement = re.sub(r"\btext\b", "varchar(190)", statement)
        return statement.replace("?", "%s") if filled else statement

    def rows(self, table: str) -> list[tuple[object, ...]]:
        """Return all rows of a table, sorted."""
        if self.kind == "sqlite":
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as file:
                return sorted(file.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
        with self._connected() as connection, connection.cursor() as cursor:
            cursor.execute(self._spoken(f"SELECT * FROM {table}", False))
            return sorted(cursor.fetchall(), key=repr)

    @property
    def store(self) -> Store:
        """Return the store under test."""
        return registry.get("main")


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
