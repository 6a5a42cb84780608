"""The server for tests is itself tested: fresh databases, shared, stopped, cleared."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.common import postgres, postgres_server
from tests.common.postgres import Server, database_of


def test_every_call_gives_a_database_of_its_own(new_postgres: Callable[[], str]) -> None:
    urls = [new_postgres(), new_postgres()]
    for url in urls:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE only_mine (number int)")
    assert len({database_of(url) for url in urls}) == 2


def test_a_template_is_filled_once_and_copied(postgres_server: Server) -> None:
    filled = []

    def fill(url: str) -> None:
        filled.append(url)
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")

    for _ in range(2):
        url = postgres_server.create(postgres_server.template("kept", fill))
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
        postgres_server.drop(url)
    assert len(filled) == 1


def test_databases_of_a_killed_run_are_dropped_by_the_next(postgres_server: Server) -> None:
    killed = Server(postgres_server.url)
    url = killed.create()
    killed._admin.close()

    Server(postgres_server.url).close()

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_only_databases_of_tests_are_ever_dropped(postgres_server: Server) -> None:
    with pytest.raises(ValueError, match="not a test's database"):
        postgres_server.drop(postgres_server.url)


def test_our_own_server_starts_serves_two_and_stops_with_the_last(tmp_path: Path) -> None:
    found = postgres_server.programs()
    if found is None:
        pytest.skip("no programs of PostgreSQL on this machine")
    folder = postgres_server.PLACE / f"yakusoku-{os.getpid()}-{tmp_path.name}"
    first, second = postgres_server.OwnServer(folder), postgres_server.OwnServer(folder)
    url = first.join(found)
    assert second.join(found) == url

    first.leave()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    second.leave()

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    assert {path.name for path in folder.iterdir()} == {"gate.lock", "users.lock"}
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def test_without_a_server_the_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(postgres_server.ASKED, postgres_server.WITHOUT)
    reason = postgres._server.__wrapped__()
    assert isinstance(reason, str)
    assert postgres.SKIPPED in reason
