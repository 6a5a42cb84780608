"""A database that was restored to an earlier day: read-only until the restore is finished, under a new origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.operations.ledger_cases import (
    BY,
    LOG,
    NOW,
    ask,
    do,
    key_file,
    kinds,
    outside,
    run,
    settled,
    unprotected,
)
from tests.operations.own_states import own
from yakusoku.ledger.tags import UnableToRecord

if TYPE_CHECKING:
    from yakusoku.ledger.queries import Standing
    from yakusoku.ledger.restore import Finished
    from yakusoku.site.home import Home

__all__ = ["own"]


def behind() -> Standing:
    from yakusoku.ledger import queries

    (found,) = queries.behind()
    return found


def finish() -> Finished:
    from yakusoku.ledger.restore import finish as done

    return done(log=LOG, by=BY, now=NOW)


def restored_to(size: int) -> None:
    """Take everything after the checkpoint over `size` entries away, as a restored backup does."""
    with unprotected():
        ((checkpoint, log),) = ask("SELECT id, log_id FROM ledger_checkpoint WHERE size = %s", size)
        run("DELETE FROM ledger_checkpoint WHERE id > %s", checkpoint)
        run("DELETE FROM ledger_entry WHERE position >= %s OR position IS NULL", size)
        run("DELETE FROM ledger_tile")
    from yakusoku.ledger.models import Log
    from yakusoku.ledger.sequencer import keep_tiles
    from yakusoku.ledger.tiles import Edge
    from yakusoku.ledger.tree import leaf_hash

    edge = Edge(0, {})
    edge.append(leaf_hash(bytes(body)) for (body,) in ask("SELECT body FROM ledger_entry ORDER BY position"))
    keep_tiles(Log.objects.get(id=log), edge.changed)


@pytest.fixture
def late(own: Home) -> Home:
    """A home whose database knows two of the three checkpoints that the file outside knows."""
    for count in (3, 2, 4):
        settled(count)
    restored_to(5)
    return own


def test_a_home_in_order_is_not_behind(own: Home) -> None:
    from yakusoku.ledger import queries

    settled(2)
    assert queries.behind() == ()


def test_a_database_behind_is_read_only_and_says_why(late: Home) -> None:
    found = behind()
    assert (found.trouble, found.held, found.known) == ("behind", (1, 5), (1, 9))
    assert (found.first_lost, found.lost) == (5, 4)
    with pytest.raises(UnableToRecord, match=r"restored to an earlier day.*restore finish"):
        do()
    assert ask("SELECT COUNT(*) FROM ledger_entry") == [(5,)]


def test_nothing_is_signed_behind_the_file_outside(late: Home) -> None:
    from yakusoku.ledger.sequencer import UnableToSequence, copy_outside, sequence

    with unprotected():
        run("UPDATE ledger_entry SET position = NULL WHERE position = 4")
    with pytest.raises(UnableToSequence, match="earlier day"):
        sequence(now=NOW)
    run(
        "INSERT INTO ledger_checkpoint (log_id, size, root, note) "
        "SELECT log_id, 99, root, note FROM ledger_checkpoint LIMIT 1"
    )
    with pytest.raises(UnableToSequence, match="restore finish"):
        copy_outside(LOG)
    assert len(outside(late).read_bytes().splitlines()) == 3


def test_a_deed_whose_database_loses_the_checkpoint_is_refused_at_its_end(own: Home) -> None:
    """The question is asked once more with the entry itself, in one statement."""
    from tests.operations.ledger_cases import ABOUT, DONE
    from yakusoku.ledger.deeds import deed

    settled(3)

    def losing() -> None:
        with deed(DONE, log=LOG, about=ABOUT, by=BY, now=NOW), unprotected():
            run("DELETE FROM ledger_checkpoint")

    with pytest.raises(UnableToRecord):
        losing()
    assert ask("SELECT COUNT(*) FROM ledger_checkpoint") == [(1,)]


def test_verify_says_it_too(late: Home) -> None:
    assert ("standing.behind", 5) in kinds()
    assert ("outside.unknown", 8) in kinds()


def test_finishing_opens_a_new_origin_whose_first_entry_names_the_old_checkpoint(late: Home) -> None:
    from yakusoku.ledger import notes, queries

    known = notes.read_checkpoint(notes.read_note(last_note(late)).text)
    done = finish()
    assert (done.origin, done.replayed, done.carried, done.standing.lost) == ("jcom/2", 0, 0, 4)
    entry = queries.entries(LOG)[-1]
    assert (entry.address, entry.index, entry.tag) == ("jcom/2", 0, "ledger:restore:finished")
    facts = dict(entry.facts)
    assert facts.pop("held_checkpoint")
    assert facts == {
        "because": "behind",
        "generation": 1,
        "held": 5,
        "known": 9,
        "known_checkpoint": known.digest(),
        "replayed": 0,
    }
    assert not kinds()
    assert queries.behind() == ()


def last_note(home: Home) -> str:
    from yakusoku.ledger import outside as files

    found = files.newest(home.folder / "outside", LOG).recorded
    assert found is not None
    return found.note


def test_after_finishing_deeds_go_on_in_the_new_log(late: Home) -> None:
    from yakusoku.ledger import queries

    finish()
    settled(3)
    assert [(entry.address, entry.index) for entry in queries.entries(LOG)][-4:] == [
        ("jcom/2", 0),
        ("jcom/2", 1),
        ("jcom/2", 2),
        ("jcom/2", 3),
    ]
    assert not kinds()
    last = queries.entries(LOG)[-1]
    assert queries.proof(LOG, last.id).address == "jcom/2"
    assert queries.proof(LOG, queries.entries(LOG)[0].id).address == "jcom/1"


def test_a_restore_is_finished_once(late: Home) -> None:
    from yakusoku.ledger.restore import UnableToFinishRestore

    finish()
    with pytest.raises(UnableToFinishRestore, match="in order"):
        finish()


def test_dying_between_finishing_and_copying_loses_nothing(
    late: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yakusoku.ledger import outside as files
    from yakusoku.ledger import queries
    from yakusoku.ledger.sequencer import sequence

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as died:
        died.setattr(files, "append", die)
        with pytest.raises(KeyboardInterrupt):
            finish()
    assert queries.behind() == ()
    settled(1)
    sequence(now=NOW)
    assert not kinds()


def test_entries_that_had_no_index_are_carried_over(own: Home) -> None:
    from yakusoku.ledger import queries
    from yakusoku.ledger.sequencer import sequence

    settled(3)
    settled(2)
    restored_to(3)
    with unprotected():
        run("INSERT INTO ledger_entry (log_id, body, about, tag, recorded_at) "
            "SELECT log_id, body, about, tag, recorded_at FROM ledger_entry WHERE position = 2")  # fmt: skip
    assert finish().carried == 1
    sequence(now=NOW)
    assert [(entry.address, entry.index) for entry in queries.entries(LOG)][3:] == [
        ("jcom/2", 1),
        ("jcom/2", 0),
    ]
    assert not kinds()


def test_a_log_that_was_opened_after_the_backup_is_known_from_outside(own: Home) -> None:
    from yakusoku.ledger import queries

    settled(3)
    settled(2)
    with unprotected():
        for table in ("tile", "checkpoint", "entry", "log"):
            run(f"DELETE FROM ledger_{table}")
    assert (behind().held, behind().known, behind().lost) == ((0, 0), (1, 5), 5)
    with pytest.raises(UnableToRecord, match="earlier day"):
        do()
    assert finish().origin == "jcom/2"
    assert [entry.index for entry in queries.entries(LOG)] == [0]
    assert not kinds()


def test_a_second_restore_opens_a_third_origin(late: Home) -> None:
    finish()
    settled(2)
    with unprotected():
        run("DELETE FROM ledger_checkpoint WHERE log_id <> (SELECT MIN(id) FROM ledger_log)")
        run("DELETE FROM ledger_tile WHERE log_id <> (SELECT MIN(id) FROM ledger_log)")
        run("DELETE FROM ledger_entry WHERE log_id <> (SELECT MIN(id) FROM ledger_log)")
        run("DELETE FROM ledger_log WHERE generation = 2")
        run(
            "UPDATE ledger_log SET closed_at = NULL, closed_because = NULL, closing = NULL, "
            "known_size = NULL, known_root = NULL"
        )
    assert (behind().held, behind().known) == ((1, 5), (2, 3))
    assert finish().origin == "jcom/3"
    settled(1)
    assert {kind for kind, _ in kinds()} <= {"outside.unknown"}


@dataclass
class Tombstones:
    """Does what a room with tombstones will do."""

    kind: str = "tombstone"
    seen: list[object] = field(default_factory=list)

    def replay(self, *, log: str, lines: Iterable[Mapping[str, object]], now: datetime) -> int:
        self.seen = [line["key"] for line in lines]
        return len(self.seen)


def test_what_rooms_remember_outside_is_replayed(own: Home) -> None:
    from yakusoku.ledger import outside as files
    from yakusoku.ledger import ports

    replay = Tombstones()
    wired = ports.wired()
    ports.wire(wired.signer_for, wired.outside, replays=(replay,))
    settled(3)
    with files.alone(wired.outside):
        files.append(wired.outside, LOG, "tombstone", {"key": "a"})
        files.append(wired.outside, LOG, "tombstone", {"key": "b"})
    settled(2)
    assert not kinds()
    restored_to(3)
    assert finish().replayed == 2
    assert replay.seen == ["a", "b"]
    assert not kinds()


def test_a_history_that_was_replaced_is_seen(own: Home) -> None:
    """Restored, and written on by a program that did not look at the file outside."""
    from yakusoku.ledger import queries

    settled(3)
    settled(2)
    restored_to(3)
    kept = outside(own).read_bytes()
    outside(own).write_bytes(kept.splitlines(keepends=True)[0])
    settled(4)
    outside(own).write_bytes(kept)
    assert (behind().trouble, behind().held, behind().known) == ("forked", (1, 7), (1, 5))
    assert ("standing.forked", 7) in kinds()
    assert finish().origin == "jcom/2"
    settled(1)
    assert queries.behind() == ()
    assert not kinds()


def test_the_key_is_needed_to_finish(late: Home) -> None:
    from yakusoku.ledger.ports import UnableToSign

    key_file(late).unlink()
    with pytest.raises(UnableToSign):
        finish()
    assert behind().trouble == "behind"


@pytest.mark.parametrize("column", ["closed_at", "closed_because", "known_size", "known_root", "closing"])
def test_a_changed_closing_is_named(late: Home, column: str) -> None:
    finish()
    ((kept,),) = ask(f"SELECT {column} FROM ledger_log WHERE generation = 1")
    other = kept + 1 if isinstance(kept, int) else kept.replace("1", "2").replace("b", "c")
    with unprotected():
        run(f"UPDATE ledger_log SET {column} = %s WHERE generation = 1", other)
    assert ("log.closing", None) in kinds()


def test_a_deed_that_was_running_when_its_log_closed_goes_on_in_the_next(late: Home) -> None:
    from yakusoku.ledger import queries
    from yakusoku.ledger.sequencer import sequence

    finish()
    with unprotected():
        run("INSERT INTO ledger_entry (log_id, body, about, tag, recorded_at) "
            "SELECT log_id, body, about, tag, recorded_at FROM ledger_entry WHERE position = 4")  # fmt: skip
    assert [one.count for one in queries.waiting()] == [1]
    sequence(now=NOW)
    assert (queries.entries(LOG)[-1].address, queries.entries(LOG)[-1].index) == ("jcom/2", 1)
    assert not kinds()
