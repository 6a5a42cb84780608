"""A flipped byte anywhere in a log of a thousand entries is found and named: file, entry, kind."""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.operations.ledger_cases import (
    LOG,
    NOW,
    ask,
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
    from yakusoku.ledger.queries import Fault, Verification
    from yakusoku.site.home import Home

__all__ = ["own"]

SIZE = 1000
PLACES = (0, 1, 255, 256, 257, 299, 300, 511, 512, 699, 767, 768, 998, 999)


@pytest.fixture
def long(own: Home) -> Home:
    """A home whose log has a thousand entries under three checkpoints."""
    for count in (300, 400, 300):
        settled(count)
    return own


def verify() -> Verification:
    from yakusoku.ledger import queries

    return queries.verify(LOG)


def named() -> list[tuple[str, str, int | None]]:
    """Verify; return file, kind and entry of each finding."""
    return [(fault.file, fault.kind, fault.entry) for fault in verify().findings]


def flip(raw: bytes, at: int, bit: int = 0) -> bytes:
    changed = bytearray(raw)
    changed[at] ^= 1 << bit
    return bytes(changed)


@contextmanager
def changed(table: str, column: str, where: str, change: Callable[[Any], Any]) -> Iterator[None]:
    """Change one stored value behind the back of everybody, and put it back."""
    ((number, kept),) = ask(f"SELECT id, {column} FROM {table} WHERE {where}")
    value = bytes(kept) if isinstance(kept, bytes | memoryview) else kept
    with unprotected():
        run(f"UPDATE {table} SET {column} = %s WHERE id = %s", change(value), number)
    yield
    with unprotected():
        run(f"UPDATE {table} SET {column} = %s WHERE id = %s", value, number)


def flip_at(at: int) -> Callable[[bytes], bytes]:
    return lambda raw: flip(raw, at)


def flip_text(at: int) -> Callable[[str], str]:
    return lambda said: said[:at] + chr(ord(said[at]) ^ 1) + said[at + 1 :]


def test_a_log_in_order_has_no_findings(long: Home) -> None:
    found = verify()
    assert (found.log, found.generations, found.entries, found.checkpoints, found.waiting) == (
        LOG,
        1,
        SIZE,
        3,
        0,
    )
    assert found.findings == ()
    assert found.holds


def test_a_flipped_byte_of_any_entry_is_named(long: Home) -> None:
    length = len(ask("SELECT body FROM ledger_entry WHERE position = 0")[0][0])
    for step, place in enumerate(PLACES):
        for at in {0, step * 17 % length, length // 2, length - 1}:
            with changed("ledger_entry", "body", f"position = {place}", flip_at(at)):
                assert named() == [("ledger_entry", "entry.body", place)], (place, at)
    assert not named()


@pytest.mark.parametrize("column", ["about", "tag", "recorded_at"])
def test_a_flipped_byte_of_any_copied_column_is_named(long: Home, column: str) -> None:
    for place in PLACES:
        with changed("ledger_entry", column, f"position = {place}", flip_text(place % 10)):
            (fault,) = verify().findings
            assert (fault.file, fault.kind, fault.entry) == ("ledger_entry", "entry.column", place)
            assert column in fault.says.say("en")


def test_a_column_that_is_no_text_any_more_is_named(home: Home) -> None:
    settled(30)
    with unprotected():
        run("UPDATE ledger_entry SET about = CAST(x'ff41' AS TEXT) WHERE position = 7")
        run("UPDATE ledger_entry SET body = 'text' WHERE position = 8")
    assert named() == [("ledger_entry", "entry.column", 7), ("ledger_entry", "entry.body", 8)]


@pytest.mark.parametrize("place", [0, 256, 999])
def test_an_entry_without_its_index_is_named(long: Home, place: int) -> None:
    with changed("ledger_entry", "position", f"position = {place}", lambda _: None):
        assert kinds() == {("entry.missing", place)}
    with changed("ledger_entry", "position", f"position = {place}", lambda _: 5000):
        assert kinds() == {("entry.missing", place), ("entry.stray", 5000)}


def test_an_entry_that_went_to_another_log_is_named(long: Home) -> None:
    with changed("ledger_entry", "log_id", "position = 300", lambda _: 77):
        assert kinds() == {("entry.missing", 300), ("entry.orphan", None)}


def test_a_removed_entry_is_named(long: Home) -> None:
    with unprotected():
        run("DELETE FROM ledger_entry WHERE position = 700")
    assert kinds() == {("entry.missing", 700)}


def test_a_flipped_byte_of_any_tile_is_named(long: Home) -> None:
    for level, number, hashes in ask("SELECT level, number, hashes FROM ledger_tile ORDER BY level, number"):
        for at in {0, 33, len(hashes) // 2, len(hashes) - 1}:
            entry = number * 256 + at // 32 if level == 0 else (at // 32) * 256
            with changed(
                "ledger_tile",
                "hashes",
                f"level = {level} AND number = {number}",
                flip_at(at),
            ):
                assert named() == [(f"ledger_tile {level}/{number}", "tile.hash", entry)]


@pytest.mark.parametrize(
    ("level", "number", "change", "kind"),
    [
        (0, 1, lambda raw: raw[:-32], "tile.missing"),
        (0, 3, lambda raw: raw[:-32], "tile.missing"),
        (0, 3, lambda raw: raw + bytes(32), "tile.stray"),
        (0, 3, lambda raw: raw + bytes(1), "tile.stray"),
        (1, 0, lambda raw: raw[:-32], "tile.missing"),
        (1, 0, lambda raw: raw + bytes(32), "tile.stray"),
        (1, 0, lambda raw: b"", "tile.missing"),
    ],
)
def test_a_tile_of_another_length_is_named(
    long: Home, level: int, number: int, change: Callable[[bytes], bytes], kind: str
) -> None:
    with changed("ledger_tile", "hashes", f"level = {level} AND number = {number}", change):
        assert (f"ledger_tile {level}/{number}", kind, number * 256) in named()


def test_a_tile_in_another_place_is_named(long: Home) -> None:
    with changed("ledger_tile", "number", "level = 0 AND number = 2", lambda _: 99):
        assert kinds() == {("tile.missing", 512), ("tile.stray", None)}
    with changed("ledger_tile", "level", "level = 0 AND number = 2", lambda _: 8):
        assert kinds() == {("tile.missing", 512), ("tile.stray", None)}


@pytest.mark.parametrize("size", [300, 700, 1000])
def test_a_flipped_byte_of_any_checkpoint_is_named(long: Home, size: int) -> None:
    ((note,),) = ask("SELECT note FROM ledger_checkpoint WHERE size = %s", size)
    for at in range(0, len(note), 5):
        with changed("ledger_checkpoint", "note", f"size = {size}", flip_text(at)):
            assert ("ledger_checkpoint jcom/1 " + str(size), "checkpoint.note", size - 1) in named(), at
    with changed("ledger_checkpoint", "root", f"size = {size}", flip_text(9)):
        assert ("ledger_checkpoint jcom/1 " + str(size), "checkpoint.column", size - 1) in named()
    with changed("ledger_checkpoint", "size", f"size = {size}", lambda said: said + 1):
        assert any(kind == "checkpoint.column" for _, kind, _ in named())


def test_a_removed_checkpoint_is_named(long: Home) -> None:
    with unprotected():
        run("DELETE FROM ledger_checkpoint WHERE size = 700")
    assert named() == [(f"{outside(long)}:2", "outside.unknown", 699)]


@pytest.mark.parametrize("column", ["name", "origin", "key", "opened_at", "opening"])
def test_a_flipped_byte_of_the_opening_is_named(long: Home, column: str) -> None:
    from yakusoku.ledger import queries

    ((said,),) = ask(f"SELECT {column} FROM ledger_log")
    for at in sorted({0, len(said) // 3, len(said) // 2, len(said) - 2}):
        with changed("ledger_log", column, "generation = 1", flip_text(at)):
            found = [fault for log in queries.logs() for fault in queries.verify(log).findings]
            assert any(fault.kind in {"log.opening", "log.key"} for fault in found), at
            assert not all(fault.file.startswith("ledger_entry") for fault in found)


def test_another_generation_is_named(long: Home) -> None:
    with changed("ledger_log", "generation", "generation = 1", lambda _: 2):
        assert ("log.opening", None) in kinds()


def test_a_flipped_byte_of_the_file_outside_is_named_with_its_line(long: Home) -> None:
    file = outside(long)
    whole = file.read_bytes()
    ends = [at for at, letter in enumerate(whole) if letter == ord("\n")]
    for at in sorted({*range(0, len(whole), 7), *ends, *(end - 1 for end in ends)}):
        file.write_bytes(flip(whole, at, at % 8))
        lines = {f"{file}:{1 + whole[:at].count(10)}", f"{file}:{2 + whole[:at].count(10)}"}
        found = [fault for fault in verify().findings if fault.kind != "outside.late"]
        assert any(fault.file in lines or fault.file == str(file) for fault in found), (at, found)
        assert not verify().holds or at == len(whole) - 1
    file.write_bytes(whole)
    assert not named()


def test_a_removed_or_moved_line_is_named(long: Home) -> None:
    file = outside(long)
    one, two, three = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(one + three)
    assert kinds() == {("outside.missing", 699)}
    file.write_bytes(two + one + three)
    assert ("outside.order", 299) in kinds()
    file.write_bytes(one + two + two + three)
    assert kinds() == {("outside.order", 699)}
    file.write_bytes(one + two)
    assert kinds() == {("outside.late", 999)}


def test_a_flipped_byte_of_the_key_file_is_named(long: Home) -> None:
    file = key_file(long)
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.write_bytes(flip(whole, at, at % 8))
        assert named() == [(str(file), "key.file", None)], at
    file.write_bytes(whole)
    assert not named()


def test_a_key_file_that_others_can_read_is_named(long: Home) -> None:
    key_file(long).chmod(0o640)
    (fault,) = verify().findings
    assert (fault.file, fault.kind) == (str(key_file(long)), "key.file")
    assert "0640" in fault.says.say("en")


def test_another_key_is_named(long: Home) -> None:
    from yakusoku.ledger.keys import write_key

    key_file(long).write_bytes(write_key(bytes(range(32))))
    assert kinds() == {("key.other", None)}


def test_a_waiting_entry_is_read_too(long: Home) -> None:
    do_many(2)
    assert verify().waiting == 2
    with changed("ledger_entry", "about", "id = (SELECT MAX(id) FROM ledger_entry)", flip_text(2)):
        assert {fault.kind for fault in verify().findings} == {"entry.column"}
    with changed("ledger_entry", "body", "id = (SELECT MAX(id) FROM ledger_entry)", flip_at(0)):
        assert {fault.kind for fault in verify().findings} == {"entry.unreadable"}


def test_several_faults_are_all_named(long: Home) -> None:
    with (
        changed("ledger_entry", "body", "position = 3", flip_at(9)),
        changed("ledger_entry", "body", "position = 600", flip_at(9)),
        changed("ledger_entry", "tag", "position = 4", flip_text(1)),
        changed("ledger_tile", "hashes", "level = 0 AND number = 1", flip_at(40)),
    ):
        assert kinds() == {("entry.body", 3), ("entry.body", 600), ("entry.column", 4), ("tile.hash", 257)}


def test_a_history_written_anew_does_not_lead_to_what_was_signed(long: Home) -> None:
    """Body and tiles agree with one another; only the signed roots do not."""
    from yakusoku.ledger.tiles import Edge
    from yakusoku.ledger.tree import leaf_hash

    with changed(
        "ledger_entry", "body", "position = 400", lambda raw: raw.replace(b'"number":100', b'"number":101')
    ):
        edge = Edge(0, {})
        edge.append(
            leaf_hash(bytes(body)) for (body,) in ask("SELECT body FROM ledger_entry ORDER BY position")
        )
        for (level, number), tile in edge.changed.items():
            run("UPDATE ledger_tile SET hashes = %s WHERE level = %s AND number = %s", tile, level, number)
        assert named() == [("ledger_checkpoint 700", "checkpoint.root", 300)]


def test_a_verification_beside_a_running_sequencer_finds_nothing(long: Home) -> None:
    from django.db import connections

    from yakusoku.ledger.sequencer import sequence

    ended = threading.Event()

    def work() -> None:
        while not ended.is_set():
            do_many(40)
            sequence(now=NOW)
        connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    found: list[Fault] = []
    for _ in range(15):
        found += [fault for fault in verify().findings if fault.kind != "outside.late"]
    ended.set()
    worker.join()
    assert not found


def test_a_thousand_faults_are_listed_and_the_rest_is_counted(own: Home) -> None:
    settled(1100)
    with unprotected():
        run("UPDATE ledger_entry SET about = 'x'")
    found = verify()
    assert len(found.findings) == 1000
    assert found.more == 100
    assert not found.holds


def test_a_flipped_byte_of_the_database_file_is_found(home: Home, tmp_path: Path) -> None:
    """Bytes of the file itself: either the ledger reads as before, or the verification says that it does not."""
    from django.db import DatabaseError, connection

    settled(300)
    run("PRAGMA wal_checkpoint(TRUNCATE)")
    file = home.folder / "own.sqlite"
    whole = file.read_bytes()

    def read() -> object:
        tables = ("ledger_entry", "ledger_tile", "ledger_checkpoint", "ledger_log")
        return [ask(f"SELECT * FROM {table} ORDER BY id") for table in tables]

    before, chance, differed = read(), random.Random(7), 0
    pages = [at for at in range(0, len(whole), 4096) if b"test:thing:done" in whole[at : at + 4096]]
    for _ in range(120):
        at = chance.choice(pages) + chance.randrange(4096)
        connection.close()
        file.write_bytes(flip(whole, at, chance.randrange(8)))
        for beside in ("own.sqlite-wal", "own.sqlite-shm"):
            (home.folder / beside).unlink(missing_ok=True)
        try:
            same = read() == before
        except DatabaseError:
            same = False
        connection.close()
        differed += not same
        assert same or not verify().holds, at
    assert differed > 40
    connection.close()
    shutil.copyfile(file, tmp_path / "last.sqlite")
