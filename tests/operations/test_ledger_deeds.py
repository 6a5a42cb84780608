"""A deed: one transaction, one entry, one line; on both kinds of own state."""

from __future__ import annotations

import contextvars
import json
import logging
import threading
from typing import TYPE_CHECKING

import pytest

from tests.operations.ledger_cases import ABOUT, BY, DONE, LOG, NOW, ask, do
from tests.operations.own_states import own
from yakusoku.ledger.tags import Tag, UnableToRecord
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.site.home import Home

__all__ = ["own"]
pytestmark = pytest.mark.usefixtures("own")


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """The lines of deeds."""
    logger = logging.getLogger("yakusoku.deed")
    logger.addHandler(caplog.handler)
    caplog.set_level(logging.INFO, "yakusoku.deed")
    return caplog


def count() -> int:
    return int(str(ask("SELECT COUNT(*) FROM ledger_entry")[0][0]))


class Sorry(Exception):
    """Raised by a deed's body."""


def test_a_deed_leaves_one_entry_without_an_index(own: Home) -> None:
    from yakusoku.ledger.queries import entries

    made = do()[0]
    (entry,) = entries(LOG)
    assert (entry.id, entry.index, entry.tag, entry.about, entry.by) == (made, None, DONE.name, ABOUT, BY)
    assert (entry.at, dict(entry.facts)) == (NOW, {"number": 0})


def test_the_line_of_a_deed_says_ids_and_no_values(lines: pytest.LogCaptureFixture) -> None:
    do()
    said = [json.loads(record.message) for record in lines.records if record.name == "yakusoku.deed"]
    assert len(said) == 1
    assert set(said[0]) == {"request", "tag", "duration_ms", "log", "by"}
    assert said[0]["request"] == ABOUT
    assert said[0]["tag"] == DONE.name
    assert said[0]["duration_ms"] >= 0


def failing(*, within: bool = False) -> None:
    """Do a deed that changes something, perhaps has a deed within, and fails at its end."""
    from yakusoku.ledger.deeds import deed
    from yakusoku.ledger.models import Log

    with deed(DONE, log=LOG, about=ABOUT, by=BY, now=NOW):
        Log.objects.create(name="inner", generation=1, origin="inner/1", key="", opened_at="", opening="")
        if within:
            do()
        raise Sorry


def test_a_deed_that_raises_leaves_nothing(lines: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Sorry):
        failing()
    assert count() == 0
    assert not [record for record in lines.records if record.name == "yakusoku.deed"]


def test_a_deed_within_a_deed_writes_none_of_its_own(lines: pytest.LogCaptureFixture) -> None:
    from yakusoku.ledger.deeds import deed
    from yakusoku.ledger.queries import entries

    with deed(DONE, log=LOG, about=ABOUT, by=BY, now=NOW) as outer:
        with deed(DONE, log=LOG, about="req_AAAAAAAAAAAAAAAA", by=BY, now=NOW) as inner:
            inner.say(number=2)
        outer.say(number=1)
    assert [(entry.about, dict(entry.facts)) for entry in entries(LOG)] == [(ABOUT, {"number": 1})]
    assert sum(record.name == "yakusoku.deed" for record in lines.records) == 1
    assert inner.id is None


def test_a_deed_within_that_fails_is_undone_and_the_outer_goes_on() -> None:
    from yakusoku.ledger.deeds import deed
    from yakusoku.ledger.models import Log

    with deed(DONE, log=LOG, about=ABOUT, by=BY, now=NOW) as outer:
        with pytest.raises(Sorry):
            failing()
        outer.say(number=1)
    assert count() == 1
    assert not Log.objects.filter(name="inner").exists()


def test_an_outer_failure_undoes_the_deed_within() -> None:
    with pytest.raises(Sorry):
        failing(within=True)
    assert count() == 0


def test_deeds_one_after_another_in_one_context_have_an_entry_each() -> None:
    do(3)
    assert count() == 3


def test_the_entry_and_its_line_wait_for_the_transaction_around(lines: pytest.LogCaptureFixture) -> None:
    from django.db import transaction

    with transaction.atomic():
        do()
        assert count() == 1
        assert not lines.records
        transaction.set_rollback(True)
    assert count() == 0
    assert not lines.records


def test_a_deed_begun_after_a_commit_is_a_deed_of_its_own() -> None:
    from django.db import transaction

    from yakusoku.ledger.deeds import deed

    with deed(DONE, log=LOG, about=ABOUT, by=BY, now=NOW):
        transaction.on_commit(do)
    assert count() == 2


def test_a_thread_that_took_the_context_along_has_its_own_deed(own: Home) -> None:
    """The thread has another connection, so the deed that runs here is not its own."""
    from django.db import connection

    from yakusoku.ledger.deeds import _Running, _running, _within

    token = _running.set(_Running(connection.copy()))
    try:
        assert not _within()
        do()
    finally:
        _running.reset(token)
    assert count() == 1


def test_threads_do_deeds_at_once() -> None:
    from django.db import connections

    do()
    failed: list[Exception] = []

    def work() -> None:
        try:
            do(5)
        except Exception as problem:  # noqa: BLE001  any failure of the thread fails the test
            failed.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=contextvars.copy_context().run, args=(work,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert count() == 21


def test_an_unregistered_tag_does_no_deed() -> None:
    from yakusoku.ledger.deeds import deed

    unknown = Tag("test:nobody:registered", text("Nothing"), {})
    with (
        pytest.raises(UnableToRecord, match="not on the list"),
        deed(unknown, log=LOG, about=ABOUT, by=BY, now=NOW),
    ):
        pytest.fail("the body must not run")


@pytest.mark.parametrize(
    "names",
    [{"log": "J:COM"}, {"log": ""}, {"about": "山田"}, {"by": "taro@example.jp"}, {"about": "090-1234-5678"}],
)
def test_a_deed_names_ids_and_codes_only(names: dict[str, str]) -> None:
    from yakusoku.ledger.deeds import deed

    said = {"log": LOG, "about": ABOUT, "by": BY, **names}
    with pytest.raises(UnableToRecord), deed(DONE, now=NOW, **said):
        pytest.fail("the body must not run")
    assert count() == 0


def test_a_fact_is_said_once() -> None:
    from yakusoku.ledger.deeds import deed

    with deed(DONE, log=LOG, about=ABOUT, by=BY, now=NOW) as entry:
        entry.say(number=1)
        entry.say(number=1)
        with pytest.raises(UnableToRecord, match="said before"):
            entry.say(number=2)


def test_every_entry_has_random_bytes_of_its_own(own: Home) -> None:
    from yakusoku.ledger.queries import entries
    from yakusoku.terms import entropy

    entropy.use(entropy.system)
    do(2)
    one, other = entries(LOG)
    assert one.leaf_hash != other.leaf_hash


def test_two_controllers_have_two_logs() -> None:
    from yakusoku.ledger.queries import entries

    do(2)
    do(1, log="jalpak")
    assert len(entries(LOG)) == 2
    assert len(entries("jalpak")) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET body = about",
        "UPDATE ledger_entry SET about = 'x'",
        "UPDATE ledger_entry SET tag = 'x'",
        "UPDATE ledger_entry SET recorded_at = 'x'",
        "UPDATE ledger_entry SET position = NULL",
        "UPDATE ledger_entry SET position = position + 7",
        "UPDATE ledger_entry SET id = id + 7",
        "DELETE FROM ledger_entry",
        "DELETE FROM ledger_checkpoint",
        "UPDATE ledger_checkpoint SET size = size + 1",
        "DELETE FROM ledger_log",
        "INSERT OR REPLACE INTO ledger_checkpoint SELECT * FROM ledger_checkpoint",
        "TRUNCATE ledger_entry",
        "UPDATE ledger_log SET key = 'x'",
        "UPDATE ledger_log SET origin = 'x'",
    ],
)
def test_the_database_itself_refuses_to_change_the_past(statement: str) -> None:
    from django.db import DatabaseError, connection, transaction

    from tests.operations.ledger_cases import run, settled

    if ("TRUNCATE" if connection.vendor == "sqlite" else "OR REPLACE") in statement:
        return  # the other kind of database does not know these words
    settled(2)
    if "SET body" in statement:
        statement = "UPDATE ledger_entry SET body = (SELECT body FROM ledger_entry WHERE position = 1)"
    with pytest.raises(DatabaseError, match="the ledger only grows"), transaction.atomic():
        run(statement)
