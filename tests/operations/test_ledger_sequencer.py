"""The sequencer: indexes, tiles, checkpoints, the file outside; one runner or many."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from tests.operations.ledger_cases import (
    LOG,
    NOW,
    ask,
    do,
    do_many,
    key_file,
    kinds,
    outside,
    run,
    settled,
    unprotected,
)
from tests.operations.own_states import own

if TYPE_CHECKING:
    from yakusoku.site.home import Home

__all__ = ["own"]
pytestmark = pytest.mark.usefixtures("own")


def test_entries_get_their_indexes_in_the_order_of_their_ids() -> None:
    from yakusoku.ledger.queries import entries
    from yakusoku.ledger.sequencer import sequence

    do(5)
    (grown,) = sequence(now=NOW)
    assert (grown.log, grown.origin, grown.first, grown.size) == (LOG, "jcom/1", 0, 5)
    assert [entry.index for entry in entries(LOG)] == [0, 1, 2, 3, 4]


def test_a_second_run_finds_nothing_to_do() -> None:
    from yakusoku.ledger.sequencer import sequence

    settled(5)
    assert sequence(now=NOW) == ()


def test_the_log_goes_on_where_it_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    from yakusoku.ledger import sequencer

    settled(3)
    monkeypatch.setattr(sequencer, "BATCH", 100)
    do_many(600)
    (grown,) = sequencer.sequence(now=NOW)
    assert (grown.first, grown.size) == (3, 603)
    assert not kinds()
    assert ask("SELECT size FROM ledger_checkpoint ORDER BY size")[-1] == (603,)


def outside_lines(home: Home) -> list[bytes]:
    return outside(home).read_bytes().splitlines()


def test_batches_of_any_size_lead_to_the_same_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    from yakusoku.ledger import sequencer
    from yakusoku.ledger.models import Log
    from yakusoku.ledger.tree import leaf_hash, root

    do_many(530)
    for batch in (1, 2, 250, 100, 1000):
        monkeypatch.setattr(sequencer, "BATCH", batch)
        monkeypatch.setattr(sequencer, "_PAUSE", (0, 0))
        sequencer._batch(Log.objects.get(), 10**9)
        do(3)
    sequencer.sequence(now=NOW)
    leaves = [leaf_hash(bytes(body)) for (body,) in ask("SELECT body FROM ledger_entry ORDER BY position")]
    assert ask("SELECT root FROM ledger_checkpoint ORDER BY size DESC LIMIT 1") == [(root(leaves).hex(),)]
    assert not kinds()


def test_every_checkpoint_goes_to_the_file_outside(own: Home) -> None:
    settled(2)
    settled(3)
    notes = [note for (note,) in ask("SELECT note FROM ledger_checkpoint ORDER BY size")]
    assert len(notes) == len(outside_lines(own)) == 2
    assert outside(own).stat().st_mode & 0o777 == 0o600


def test_a_copy_that_was_missed_is_made_by_the_next_run(own: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from yakusoku.ledger import outside as outside_files
    from yakusoku.ledger import sequencer

    settled(2)
    with monkeypatch.context() as died:
        died.setattr(outside_files, "append", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            settled(1)
    assert len(outside_lines(own)) == 1
    assert kinds() == {("outside.late", 2)}
    assert sequencer.sequence(now=NOW) == ()
    assert len(outside_lines(own)) == 2
    assert not kinds()


def test_a_copy_is_never_made_twice(own: Home) -> None:
    from yakusoku.ledger.sequencer import copy_outside

    settled(2)
    assert [copy_outside(LOG) for _ in range(3)] == [0, 0, 0]
    assert len(outside_lines(own)) == 1


def test_a_torn_last_line_is_ended_and_the_copy_made_again(own: Home) -> None:
    settled(2)
    settled(1)
    whole = outside(own).read_bytes()
    outside(own).write_bytes(whole[:-40])
    assert ("outside.torn", None) in kinds()
    settled(1)
    assert len(outside_lines(own)) == 4
    assert kinds() == {("outside.torn", None)}


def test_many_runners_at_once_make_one_log() -> None:
    from django.db import connections

    from yakusoku.ledger.sequencer import sequence

    settled(1)
    failed: list[Exception] = []
    ended = threading.Event()

    def work(job: str) -> None:
        try:
            if job == "do":
                do(40)
            while job == "sequence" and not ended.is_set():
                sequence(now=NOW)
        except Exception as problem:  # noqa: BLE001  any failure of the thread fails the test
            failed.append(problem)
        finally:
            connections.close_all()

    runners = [threading.Thread(target=work, args=("sequence",)) for _ in range(3)]
    doers = [threading.Thread(target=work, args=("do",)) for _ in range(3)]
    for thread in runners + doers:
        thread.start()
    for thread in doers:
        thread.join()
    ended.set()
    for thread in runners:
        thread.join()
    sequence(now=NOW)
    assert not failed
    assert not kinds()
    assert ask("SELECT COUNT(*), MIN(position), MAX(position) FROM ledger_entry") == [(121, 0, 120)]


def test_a_batch_is_a_short_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    from yakusoku.ledger import sequencer

    took: list[float] = []
    real = sequencer._batch

    def timed(*given: object) -> object:
        began = time.process_time()
        done = real(*given)  # type: ignore[arg-type]  # handed through
        took.append(time.process_time() - began)
        return done

    do_many(1100)
    monkeypatch.setattr(sequencer, "_batch", timed)
    sequencer.sequence(now=NOW)
    assert len(took) == 3
    assert min(took[:2]) < 0.05


def test_an_entry_that_waits_too_long_is_an_alarm() -> None:
    from yakusoku.ledger.queries import waiting

    do(2)
    do(1, now=NOW + timedelta(seconds=8))
    (one,) = waiting()
    assert (one.log, one.count, one.since) == (LOG, 3, NOW)
    assert not one.is_alarm(NOW + timedelta(seconds=10))
    assert one.is_alarm(NOW + timedelta(seconds=10, microseconds=1))
    settled(0)
    assert waiting() == ()


def test_damaged_tiles_are_not_continued() -> None:
    from yakusoku.ledger.sequencer import UnableToSequence

    settled(3)
    run("UPDATE ledger_tile SET hashes = %s", bytes(96))
    with pytest.raises(UnableToSequence, match="ledger rebuild"):
        settled(1)


def test_another_key_does_not_sign_for_the_log(own: Home) -> None:
    from yakusoku.ledger.keys import write_key
    from yakusoku.ledger.sequencer import UnableToSequence

    settled(1)
    key_file(own).write_bytes(write_key(bytes(32)))
    with pytest.raises(UnableToSequence, match="not the one"):
        settled(1)


def test_a_log_without_its_key_goes_on_recording_and_waits_with_signing(own: Home) -> None:
    from yakusoku.ledger.ports import UnableToSign
    from yakusoku.ledger.queries import waiting
    from yakusoku.ledger.sequencer import sequence

    settled(1)
    kept = key_file(own).read_bytes()
    key_file(own).unlink()
    do(2)
    with pytest.raises(UnableToSign, match="cannot be read"):
        sequence(now=NOW)
    assert waiting()[0].count == 2
    key_file(own).write_bytes(kept)
    key_file(own).chmod(0o600)
    assert sequence(now=NOW)[0].size == 3


class TestRebuild:
    def test_damaged_tiles_are_made_anew_from_the_entries(self) -> None:
        from yakusoku.ledger.operations import rebuild

        settled(300)
        before = ask("SELECT level, number, hashes FROM ledger_tile ORDER BY level, number")
        run("UPDATE ledger_tile SET hashes = %s WHERE number = 1", bytes(64))
        run("DELETE FROM ledger_tile WHERE level = 1")
        run(
            "INSERT INTO ledger_tile (log_id, level, number, hashes) "
            "SELECT log_id, 5, 7, hashes FROM ledger_tile LIMIT 1"
        )
        assert {kind for kind, _ in kinds()} == {"tile.missing", "tile.hash", "tile.stray"}
        assert rebuild(LOG) == 3
        assert not kinds()
        assert repr(ask("SELECT level, number, hashes FROM ledger_tile ORDER BY level, number")) == repr(
            before
        )
        settled(1)
        assert not kinds()

    def test_nothing_is_made_from_damaged_entries(self) -> None:
        from yakusoku.ledger.operations import UnableToRebuild, rebuild

        settled(3)
        with unprotected():
            run("UPDATE ledger_entry SET body = %s WHERE position = 1", b"{}")
        with pytest.raises(UnableToRebuild):
            rebuild(LOG)

    def test_missing_triggers_are_made_anew(self) -> None:
        from django.db import connection

        from yakusoku.ledger.operations import rebuild

        settled(1)
        on = " ON ledger_entry" if connection.vendor == "postgresql" else ""
        run(f"DROP TRIGGER ledger_entry_keeps{on}")
        assert kinds() == {("database.unprotected", None)}
        rebuild(LOG)
        assert not kinds()


def test_one_log_in_trouble_does_not_keep_the_others_waiting(own: Home) -> None:
    from yakusoku.ledger.ports import UnableToSign
    from yakusoku.ledger.queries import waiting
    from yakusoku.ledger.sequencer import sequence

    do(1, log="a-company")
    do(1)
    key_file(own, "a-company").unlink()
    with pytest.raises(UnableToSign):
        sequence(now=NOW)
    assert [one.log for one in waiting()] == ["a-company"]
