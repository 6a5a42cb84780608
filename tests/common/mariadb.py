"""
Fixtures that give a fresh MariaDB database on a real server.

`YAKUSOKU_TEST_MARIADB` names a server (`mariadb://user@host/?unix_socket=…`), or is `own` or `none`; otherwise one is
started from Debian's programs. Without any, such tests are skipped and the end of the run says so; with `CI=true` they
fail.
"""

from __future__ import annotations

import atexit
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

import pymysql
import pytest

from tests.common.mariadb_server import ASKED, WITHOUT, NoServerError, OwnServer, programs, reachable
from yakusoku.stores.adapters.mariadb_connection import Place

_PREFIX = "yakusoku_test"
_FIXTURES = frozenset({"mariadb_url", "new_mariadb", "mariadb_server"})
SKIPPED = "no MariaDB server"


@dataclass
class Server:
    """
    A server that lets us make databases, named `yakusoku_test_<run>_<number>`.

    While a run lives it holds a lock of that name; databases of runs whose lock is free were left behind by a killed
    run and are dropped when the next one begins.
    """

    url: str
    run: int = field(default_factory=lambda: secrets.randbits(31))
    _made: int = 0

    def __post_init__(self) -> None:
        """Connect, take this run's lock and clear what killed runs left."""
        self._admin = Place.read(self.url).connect()
        self._ask("SELECT GET_LOCK(%s, 0)", f"{_PREFIX}_{self.run}")
        self._clear()

    def create(self) -> str:
        """Make a database and return its address."""
        self._made += 1
        name = f"{_PREFIX}_{self.run}_{self._made}"
        self._ask(f"CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci")
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def put_back(self, url: str, kept: str) -> None:
        """Let a database hold the tables and rows of another, and nothing else."""
        here, there = Place.read(url).database, Place.read(kept).database
        self._ask(f"USE {here}")
        self._ask("SET SESSION foreign_key_checks = 0")
        for (table,) in self._ask("SHOW TABLES"):
            self._ask(f"DROP TABLE `{table}`")
        for (table,) in self._ask(f"SHOW TABLES FROM {there}"):
            [(_, create)] = self._ask(f"SHOW CREATE TABLE {there}.`{table}`")
            self._ask(str(create).replace("%", "%%"))
            self._ask(f"INSERT INTO `{table}` SELECT * FROM {there}.`{table}`")
        self._ask("SET SESSION foreign_key_checks = 1")

    def drop(self, url: str) -> None:
        """Remove a database of ours."""
        name = Place.read(url).database
        if not name.startswith(f"{_PREFIX}_"):
            raise ValueError(f"{name} is not a test's database")
        self._ask(f"DROP DATABASE IF EXISTS {name}")

    def close(self) -> None:
        """Drop this run's databases and let go of the server."""
        with suppress(pymysql.MySQLError):
            for name in self._named(f"{_PREFIX}_{self.run}_"):
                self._ask(f"DROP DATABASE {name}")
        self._admin.close()

    def _clear(self) -> None:
        for name in self._named(f"{_PREFIX}_"):
            run = name.removeprefix(f"{_PREFIX}_").split("_")[0]
            if (
                run.isdigit()
                and int(run) != self.run
                and self._ask("SELECT IS_FREE_LOCK(%s)", f"{_PREFIX}_{run}") == [(1,)]
            ):
                self._ask(f"DROP DATABASE IF EXISTS {name}")

    def _named(self, start: str) -> list[str]:
        return [str(name) for (name,) in self._ask("SHOW DATABASES") if str(name).startswith(start)]

    def _ask(self, sql: str, *values: str) -> list[tuple[object, ...]]:
        with self._admin.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())


@lru_cache(maxsize=1)
def _server() -> Server | str:
    """Return the server of this process, or why there is none."""
    if os.environ.get(ASKED) == WITHOUT:
        return f"{SKIPPED}: {ASKED}={WITHOUT}"
    try:
        if url := reachable():
            return Server(url)
        found = programs()
        if found is None:
            return f"{SKIPPED}: {ASKED} names none, and Debian's programs (mariadb-server) are not here"
        own = OwnServer()
        atexit.register(own.leave)
        return Server(own.join(found))
    except (NoServerError, OSError, pymysql.MySQLError) as reason:
        return f"{SKIPPED}: {reason}"


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[Server]:
    """Give the server itself; the test is skipped where there is none, and fails where `CI=true`."""
    server = _server()
    if isinstance(server, str):
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(f"{server}. In CI a test that needs a server must run.", pytrace=False)
        pytest.skip(server)
    yield server
    server.close()
    _server.cache_clear()


@pytest.fixture
def new_mariadb(mariadb_server: Server) -> Iterator[Callable[[], str]]:
    """Give a function that returns the address of one more fresh database at each call."""
    made: list[str] = []

    def new() -> str:
        made.append(mariadb_server.create())
        return made[-1]

    yield new
    for url in made:
        mariadb_server.drop(url)


@pytest.fixture
def mariadb_url(new_mariadb: Callable[[], str]) -> str:
    """Give the address of a fresh, empty database that is dropped after the test."""
    return new_mariadb()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for one of these fixtures as needing a server."""
    for item in items:
        if _FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("server")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly how many tests did not run for want of a server."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    without = [reason for reason in skipped if SKIPPED in reason]
    if without:
        terminalreporter.section("MARIADB TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(without)} tests were skipped: {without[0]}")
