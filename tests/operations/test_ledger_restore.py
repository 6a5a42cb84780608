"""A database that was restored to an earlier day: read-only until the restore is finished, under a new origin."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
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
    from collections.abc import Iterator

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


def test_a_deed_that_was_running_is_refused_at_its_end(own: Home) -> None:
    from tests.operations.ledger_cases import ABOUT, DONE
    from yakusoku.ledger.deeds import deed

    settled(3)
    settled(2)
    kept = outside(own).read_bytes()
    outside(own).write_bytes(kept.splitlines(keepends=True)[0])
    restored = kept

    def running() -> None:
        with deed(DONE, log=LOG, about=ABOUT, by=BY, now=NOW):
            outside(own).write_bytes(restored.replace(b"jcom/1\\n5", b"jcom/1\\n6"))

    with pytest.raises(UnableToRecord):
        running()


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


class TestTheFileOutside:
    @pytest.mark.parametrize("make", [Path.unlink, lambda path: path.write_bytes(b"")])
    def test_missing(self, own: Home, make: Callable[[Path], object]) -> None:
        from yakusoku.ledger import queries

        settled(3)
        settled(2)
        make(outside(own))
        assert (behind().trouble, behind().lost) == ("missing", 0)
        with pytest.raises(UnableToRecord, match="missing or empty"):
            do()
        assert finish().origin == "jcom/2"
        assert queries.behind() == ()
        assert len(outside(own).read_bytes().splitlines()) == 3
        assert not kinds()

    def test_missing_before_the_first_copy_was_made_is_in_order(self, own: Home) -> None:
        settled(3)
        outside(own).unlink()
        do()
        settled(1)
        assert not kinds()

    def test_older_than_the_database_is_caught_up(self, own: Home) -> None:
        settled(3)
        kept = outside(own).read_bytes()
        settled(2)
        settled(2)
        outside(own).write_bytes(kept)
        do()
        settled(1)
        assert len(outside(own).read_bytes().splitlines()) == 4
        assert not kinds()

    def test_from_another_home(self, own: Home, tmp_path: Path) -> None:
        from yakusoku.ledger import notes
        from yakusoku.ledger.keys import FileSigner, write_key
        from yakusoku.ledger.outside import write_line

        settled(3)
        (tmp_path / "other.key").write_bytes(write_key(bytes(32)))
        (tmp_path / "other.key").chmod(0o600)
        signer = FileSigner(tmp_path / "other.key")
        head = notes.Checkpoint("jcom/1", 7, bytes(32))
        note = notes.sign(head.text(), notes.Key("jcom/1", signer.public), signer.sign).write()
        kept = outside(own).read_bytes()
        outside(own).write_bytes(write_line("checkpoint", {"note": note}) + b"\n")
        refused(behind(), "foreign")
        outside(own).write_bytes(kept)
        do()

    def test_of_another_log(self, own: Home) -> None:
        settled(3)
        settled(4, log="jalpak")
        shutil.copyfile(outside(own, "jalpak"), outside(own))
        from yakusoku.ledger import queries

        (found,) = queries.behind()
        refused(found, "foreign")

    @pytest.mark.parametrize("part", [b'"kind"', b"jcom/1", b"\\n5\\n"])
    def test_with_a_damaged_last_line(self, own: Home, part: bytes) -> None:
        settled(3)
        settled(2)
        one, two = outside(own).read_bytes().splitlines(keepends=True)
        outside(own).write_bytes(one + two.replace(part, part.upper().replace(b"5", b"6")))
        assert outside(own).read_bytes() != one + two
        assert behind().trouble in {"unreadable", "foreign"}
        refused(behind(), behind().trouble)

    def test_with_a_signature_that_does_not_fit(self, own: Home) -> None:
        from yakusoku.ledger import notes
        from yakusoku.ledger.outside import write_line

        settled(3)
        settled(2)
        one, _ = outside(own).read_bytes().splitlines(keepends=True)
        note = notes.read_note(last_note(own))
        forged = notes.Note(note.text.replace("\n5\n", "\n6\n"), note.signatures)
        outside(own).write_bytes(one + write_line("checkpoint", {"note": forged.write()}) + b"\n")
        refused(behind(), "unreadable")

    def test_with_a_torn_last_line_is_read_up_to_there(self, own: Home) -> None:
        settled(3)
        settled(2)
        outside(own).write_bytes(outside(own).read_bytes()[:-30])
        do()
        settled(1)
        assert {kind for kind, _ in kinds()} == {"outside.torn"}


def refused(found: Standing, trouble: str) -> None:
    """Nothing is written, nor is the restore finished, on the word of a file that cannot be believed."""
    from yakusoku.ledger.restore import UnableToFinishRestore

    assert found.trouble == trouble
    assert "Put the file of this home back" in found.do.say("en")
    with pytest.raises(UnableToRecord):
        do()
    with pytest.raises(UnableToFinishRestore):
        finish()


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


class TestPowerLoss:
    """SQLite files cut as a power loss cuts them."""

    @contextmanager
    def cut(self, home: Home, name: str, size: int) -> Iterator[None]:
        from django.db import connection

        connection.close()
        folder = home.folder
        kept = {file: file.read_bytes() for file in folder.glob("own.sqlite*")}
        (folder / name).write_bytes((folder / name).read_bytes()[:size])
        (folder / "own.sqlite-shm").unlink(missing_ok=True)
        yield
        connection.close()
        for file in folder.glob("own.sqlite*"):
            file.unlink()
        for file, content in kept.items():
            file.write_bytes(content)

    def test_a_cut_wal_is_in_order_or_behind_and_never_in_between(self, home: Home) -> None:
        from django.db import connection

        from yakusoku.ledger import queries

        run("PRAGMA wal_checkpoint(TRUNCATE)")
        run("PRAGMA wal_autocheckpoint = 0")
        raw = connection.connection
        settled(2)
        settled(3)
        do(1)
        wal = (home.folder / "own.sqlite-wal").read_bytes()
        copies = home.folder.parent / "copies"
        shutil.copytree(home.folder, copies)
        raw.close()
        connection.close()
        for file in home.folder.glob("own.sqlite*"):
            file.unlink()
        for file in copies.glob("own.sqlite*"):
            shutil.copyfile(file, home.folder / file.name)
        seen = set()
        for size in (*range(0, len(wal), len(wal) // 60), len(wal) - 1, len(wal)):
            with self.cut(home, "own.sqlite-wal", size):
                found = {one.trouble.value for one in queries.behind()}
                seen |= found or {"in order"}
                faults = {kind.partition(".")[0] for kind, _ in kinds()}
                assert faults <= {"outside", "standing"}, (size, kinds())
                assert bool(found) == ("standing" in faults)
        assert seen == {"in order", "behind"}

    def test_a_cut_main_file_is_found(self, home: Home) -> None:
        from yakusoku.ledger import queries

        settled(300)
        run("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = (home.folder / "own.sqlite").stat().st_size
        for size in (whole - 4096, whole // 2 // 4096 * 4096, whole // 2 + 100, 4096):
            with self.cut(home, "own.sqlite", size):
                assert not queries.verify(LOG).holds
        assert queries.verify(LOG).holds


def test_the_key_is_needed_to_finish(late: Home) -> None:
    from yakusoku.ledger.ports import UnableToSign

    key_file(late).unlink()
    with pytest.raises(UnableToSign):
        finish()
    assert behind().trouble == "behind"
