"""Requests and the real engine: what fails is noted by name alone, told to the desk, and goes on once repaired."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.examples.people import cast
from yakusoku.jobs import engine
from yakusoku.rights import queries
from yakusoku.rights.rules import State
from yakusoku.stores.adapters.sqlite import SqliteStore
from yakusoku.stores.ports import StoreTable


def drain(desk: Desk) -> None:
    """Let a worker do all that is due."""
    worker = desk.home.worker(lambda: desk.now)
    worker.start()
    try:
        assert worker.drain(seconds=30)
    finally:
        worker.close()


def traces(desk: Desk) -> bytes:
    """Return all bytes of job tables, logs and mails."""
    files = [*desk.home.folder.glob("jobs.sqlite*"), *(desk.home.folder / "log").iterdir()]
    return b"".join(file.read_bytes() for file in (*files, *(desk.home.folder / "mail").iterdir()))


@pytest.mark.parametrize("what", ["device RENAME TO device_gone", "device RENAME device_id TO device_gone"])
def test_a_search_whose_table_or_column_is_gone_fails_is_told_and_goes_on_when_it_is_back(
    at_both: At, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    desk = at_both("ready")
    desk.search()
    desk.write("media", f"ALTER TABLE {what}")
    drain(desk)

    assert desk.state == State.SEARCHING
    assert desk.intents("rights.search") == ["failed"]
    assert desk.intents("mail.rights.stuck") == ["done"]
    assert desk.facts("rights:work:stuck") == {"work": "rights.search"}
    assert '"error": "StoreDrifted"' in caplog.text
    said = traces(desk) + caplog.text.encode()
    for value in (cast.AOKI.family_name, cast.AOKI.telephone or "-", "device_gone"):
        assert value.encode() not in said

    table, _, names = what.partition(" RENAME ")
    before, _, after = names.rpartition("TO ")
    back = f"{table} RENAME {after} TO {before}" if before else f"{after} RENAME TO {table}"
    desk.write("media", f"ALTER TABLE {back}")
    desk.later(minutes=1)
    desk.resume()
    drain(desk)
    assert desk.state == State.REVIEW
    assert desk.tags().count("rights:data:gathered") == 6
    assert queries.request(desk.request).next_step.startswith("yakusoku rights review")


def test_a_store_that_is_down_lets_the_request_wait_and_the_worker_rest(at_both: At) -> None:
    desk = at_both("ready")
    desk.search()
    desk.take_away()
    drain(desk)
    assert desk.state == State.SEARCHING
    desk.put_back()
    desk.later(minutes=4)
    drain(desk)
    assert desk.state == State.SEARCHING
    desk.later(minutes=1)
    drain(desk)
    assert desk.state == State.REVIEW


def test_each_catalogue_is_read_once_in_a_search(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = SqliteStore.tables

    def tables(store: SqliteStore) -> tuple[StoreTable, ...]:
        asked.append(store.name)
        return real(store)

    monkeypatch.setattr(SqliteStore, "tables", tables)
    desk = at("ready")
    desk.search()
    drain(desk)
    assert desk.state == State.REVIEW
    assert sorted(asked) == ["jcom-customers", "jcom-media"]


def test_own_state_that_is_locked_for_a_while_fails_nothing(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from yakusoku.rights import found
    from yakusoku.stores.found import Found

    real, falls = found.keep, [OperationalError("locked")] * 2

    def keep(request: str, result: Found) -> str:
        if falls:
            raise falls.pop()
        return real(request, result)

    monkeypatch.setattr(engine, "PAUSES", [0.0] * 4)
    monkeypatch.setattr(found, "keep", keep)
    desk = at("ready")
    desk.search()
    drain(desk)
    assert desk.state == State.REVIEW


def test_work_that_hangs_can_be_asked_for_again_after_a_quarter_of_an_hour(at: At) -> None:
    from yakusoku.work import operations as work
    from yakusoku.work import ports

    class Nobody:
        def start(self, kind: str, /, **given: object) -> None:
            """Take the burst and forget it."""

    desk = at("ready")
    desk.search()
    ports.wire(starter=Nobody(), mailer=None, composer=None)  # an engine that forgets
    work.dispatch(now=desk.now)
    assert desk.intents("rights.search") == ["started"]
    desk.now += timedelta(minutes=15)
    assert desk.resume() == 1
    desk.work()
    assert desk.state == State.REVIEW
    assert desk.intents("rights.search") == ["done", "done"]
