"""Case keys on disk: made once, kept from others, wrapped by month, gone for good."""

from __future__ import annotations

import multiprocessing
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.operations.vault_folders import NOW, Folders, wired
from yakusoku.terms import entropy
from yakusoku.vault import digests, image, keyfiles, keys, store, verification, wrapping
from yakusoku.vault.keyfiles import UnableToReadKeys
from yakusoku.vault.rules import FaultKind

NEXT_MONTH = NOW + timedelta(days=20)


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Folders]:
    with wired(tmp_path) as made:
        yield made


def wrapped(folders: Folders, case_id: str) -> bytes:
    with sqlite3.connect(folders.database) as connection:
        asked = "SELECT wrapped FROM case_key WHERE case_id = ?"
        return bytes(connection.execute(asked, (case_id,)).fetchone()[0])


def months(folders: Folders) -> list[str]:
    return [one.id for one in keyfiles.read(folders.keys / "wrapping.json")]


def test_a_key_is_made_once(folders: Folders) -> None:
    keys.ensure(folders.keys, "req_AOKI", now=NOW)
    first = keys.open_key(folders.keys, "req_AOKI")
    keys.ensure(folders.keys, "req_AOKI", now=NOW + timedelta(days=3))

    assert keys.open_key(folders.keys, "req_AOKI") == first
    assert len(first) == 32
    assert keys.cases(folders.keys) == ("req_AOKI",)


def test_each_case_has_its_own_key(folders: Folders) -> None:
    entropy.use(entropy.system)
    for case in ("req_AOKI", "req_BABA"):
        keys.ensure(folders.keys, case, now=NOW)

    assert keys.open_key(folders.keys, "req_AOKI") != keys.open_key(folders.keys, "req_BABA")


def test_files_of_keys_are_for_their_owner_alone(folders: Folders) -> None:
    keys.ensure(folders.keys, "req_AOKI", now=NOW)
    digests.digester(folders.keys, "paper")

    modes = {path.name: path.stat().st_mode & 0o777 for path in folders.keys.iterdir()}

    assert set(modes) == {"case-keys.sqlite", "case-keys.image", "wrapping.json", "digest.key", ".lock"}
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize("name", ["case-keys.sqlite", "wrapping.json", "."])
def test_a_file_that_others_may_read_is_refused(folders: Folders, name: str) -> None:
    keys.ensure(folders.keys, "req_AOKI", now=NOW)
    (folders.keys / name).chmod(0o750 if name == "." else 0o640)

    with pytest.raises(UnableToReadKeys, match="for its owner alone") as refusal:
        keys.open_key(folders.keys, "req_AOKI")

    assert refusal.value.fault.kind is FaultKind.OPEN_TO_OTHERS
    assert "chmod" in refusal.value.do.say("en")
    assert [fault.kind for fault in verification.faults(folders.keys)] == [FaultKind.OPEN_TO_OTHERS]


def test_a_file_of_another_account_is_refused(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    keys.ensure(folders.keys, "req_AOKI", now=NOW)
    monkeypatch.setattr("yakusoku.vault.keyfiles.os.geteuid", lambda: 4711)

    with pytest.raises(UnableToReadKeys, match="another account"):
        keys.open_key(folders.keys, "req_AOKI")


def test_a_lost_database_is_not_begun_anew(folders: Folders) -> None:
    keys.ensure(folders.keys, "req_AOKI", now=NOW)
    for lost in (folders.database.unlink, lambda: folders.database.write_bytes(b"")):
        lost()
        with pytest.raises(UnableToReadKeys) as refusal:
            keys.ensure(folders.keys, "req_BABA", now=NOW)
        assert refusal.value.fault.kind is FaultKind.MISSING
        assert [fault.kind for fault in verification.faults(folders.keys)] == [FaultKind.MISSING]
        folders.database.chmod(0o600)


@pytest.mark.parametrize("cut", [1, 100, 4096, 5000, 8192])
def test_a_cut_database_is_refused_and_named(folders: Folders, cut: int) -> None:
    for number in range(80):
        keys.ensure(folders.keys, f"req_{number}", now=NOW)
    folders.database.write_bytes(folders.database.read_bytes()[:cut])

    with pytest.raises(UnableToReadKeys, match="Restore the keys folder"):
        keys.open_key(folders.keys, "req_0")

    assert {fault.file for fault in verification.faults(folders.keys)} == {"keys/case-keys.sqlite"}


def test_power_that_fails_inside_a_commit_leaves_the_keys_of_before(folders: Folders, tmp_path: Path) -> None:
    for number in range(200):
        keys.ensure(folders.keys, f"req_{number}", now=NOW)
    before = keys.open_key(folders.keys, "req_7")
    with store.writing(folders.keys) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute(
            "UPDATE case_key SET wrapped = zeroblob(48)"
        )  # more than the cache: pages are written
        shutil.copytree(folders.keys, tmp_path / "after" / "keys")  # and here the power failed
        connection.execute("UPDATE case_key SET wrapped = zeroblob(47)")

    with wired(tmp_path / "after") as after:
        assert after.database.read_bytes().count(bytes(48)) > 100
        assert after.database.with_name("case-keys.sqlite-journal").stat().st_size
        assert keys.open_key(after.keys, "req_7") == before
        assert verification.faults(after.keys) == []


def test_lost_wrapping_keys_are_not_made_anew(folders: Folders) -> None:
    keys.ensure(folders.keys, "req_AOKI", now=NOW)
    (folders.keys / "wrapping.json").unlink()

    with pytest.raises(UnableToReadKeys, match="is missing"):
        keys.ensure(folders.keys, "req_BABA", now=NOW)
    faults = verification.faults(folders.keys)

    assert [(fault.about, fault.kind) for fault in faults] == [("req_AOKI", FaultKind.WITHOUT_WRAPPING_KEY)]


def test_an_older_database_that_was_put_back_is_named(folders: Folders) -> None:
    keys.ensure(folders.keys, "req_AOKI", now=NOW)
    older = folders.database.read_bytes()
    keys.ensure(folders.keys, "req_BABA", now=NOW)
    folders.database.write_bytes(older)

    assert [fault.kind for fault in verification.faults(folders.keys)] == [FaultKind.OLDER]


def test_a_note_that_was_being_written_is_written_by_whoever_looks_next(folders: Folders) -> None:
    keys.ensure(folders.keys, "req_AOKI", now=NOW)
    note = image.note_path(folders.database)
    before = note.read_bytes()
    keys.ensure(folders.keys, "req_BABA", now=NOW)
    part = note.with_name(f".{note.name}.part")
    note.replace(part)  # died after the sync and before the rename
    note.write_bytes(before)
    note.chmod(0o600)

    keys.open_key(folders.keys, "req_AOKI")

    assert not part.exists()
    assert note.read_bytes() != before
    assert verification.faults(folders.keys) == []


def test_a_destroyed_key_leaves_no_copy_in_the_file(folders: Folders) -> None:
    entropy.use(entropy.system)
    cases = [f"req_{number:04}" for number in range(400)]
    for case in sorted(cases, key=lambda name: name[::-1]):
        keys.ensure(folders.keys, case, now=NOW)
    gone = {case: wrapped(folders, case) for case in cases[::3]}

    keys.destroy(folders.keys, sorted(gone), now=NOW)
    left = folders.database.read_bytes()

    assert [case for case, secret in gone.items() if secret in left] == []
    assert wrapped(folders, cases[1]) in left
    assert not folders.database.with_name("case-keys.sqlite-journal").exists()
    assert verification.faults(folders.keys) == []


def test_a_destroyed_case_gets_no_new_key(folders: Folders) -> None:
    keys.ensure(folders.keys, "req_AOKI", now=NOW)
    keys.destroy(folders.keys, ["req_AOKI"], now=NOW)

    with pytest.raises(keys.UnableToMakeKey, match="was destroyed"):
        keys.ensure(folders.keys, "req_AOKI", now=NOW)
    with pytest.raises(keys.NoKeyError):
        keys.open_key(folders.keys, "req_AOKI")


def test_the_first_moment_of_destruction_counts(folders: Folders) -> None:
    keys.ensure(folders.keys, "req_AOKI", now=NOW)
    keys.destroy(folders.keys, ["req_AOKI"], now=NOW)
    keys.destroy(folders.keys, ["req_AOKI"], now=NOW + timedelta(days=9))

    assert keys.destroyed(folders.keys) == {"req_AOKI": NOW}


class TestRotation:
    def test_each_month_has_its_wrapping_key(self, folders: Folders) -> None:
        keys.ensure(folders.keys, "req_AOKI", now=NOW)
        keys.ensure(folders.keys, "req_BABA", now=NEXT_MONTH)

        assert months(folders) == [
            "2026-11",
            "2026-12",
        ]
        assert verification.faults(folders.keys) == []

    def test_rotation_wraps_anew_and_removes_the_older_keys(self, folders: Folders) -> None:
        for number in range(1, 4):
            keys.ensure(folders.keys, f"req_{number}", now=NOW)
        before = [keys.open_key(folders.keys, f"req_{number}") for number in range(1, 4)]

        assert wrapping.rotate(folders.keys, now=NEXT_MONTH) == (3, ("2026-11",))
        assert wrapping.rotate(folders.keys, now=NEXT_MONTH) == (0, ())
        assert [keys.open_key(folders.keys, f"req_{number}") for number in range(1, 4)] == before
        assert verification.faults(folders.keys) == []

    def test_a_backup_from_before_the_rotation_opens_nothing(self, folders: Folders) -> None:
        keys.ensure(folders.keys, "req_AOKI", now=NOW)
        backup = folders.database.read_bytes()
        wrapping.rotate(folders.keys, now=NEXT_MONTH)
        folders.database.write_bytes(backup)

        with pytest.raises(UnableToReadKeys, match="2026-11"):
            keys.open_key(folders.keys, "req_AOKI")

    def test_a_clock_that_is_late_does_not_bring_back_a_month(self, folders: Folders) -> None:
        keys.ensure(folders.keys, "req_AOKI", now=NOW)
        wrapping.rotate(folders.keys, now=NEXT_MONTH)
        keys.ensure(folders.keys, "req_BABA", now=NOW)

        assert months(folders) == ["2026-12"]

    def test_a_damaged_key_stops_the_rotation_before_anything_is_removed(self, folders: Folders) -> None:
        keys.ensure(folders.keys, "req_AOKI", now=NOW)
        with sqlite3.connect(folders.database) as connection:
            connection.execute("UPDATE case_key SET wrapped = zeroblob(48)")

        with pytest.raises(UnableToReadKeys, match="req_AOKI"):
            wrapping.rotate(folders.keys, now=NEXT_MONTH)

        assert months(folders) == [
            "2026-11",
            "2026-12",
        ]


def _ensure_many(folder: Path, number: int) -> None:
    for case in range(12):
        keys.ensure(folder, f"req_shared{case}", now=NOW + timedelta(days=case))
        keys.ensure(folder, f"req_own{number}x{case}", now=NOW)
        digests.digester(folder, "paper")(b"x")
        if case % 5 == number:
            wrapping.rotate(folder, now=NOW + timedelta(days=40))


def test_several_processes_make_keys_at_once(folders: Folders) -> None:
    entropy.use(entropy.system)
    context = multiprocessing.get_context("fork")
    running = [context.Process(target=_ensure_many, args=(folders.keys, number)) for number in range(4)]
    for process in running:
        process.start()
    for process in running:
        process.join()

    assert [process.exitcode for process in running] == [0] * 4
    assert len(keys.cases(folders.keys)) == 5 * 12
    assert len({keys.open_key(folders.keys, case) for case in keys.cases(folders.keys)}) == 5 * 12
    assert verification.faults(folders.keys) == []


class TestDigests:
    def test_a_value_has_one_digest_in_a_home(self, folders: Folders) -> None:
        first = digests.digester(folders.keys, "telephone")(b"09012345678")

        assert digests.digester(folders.keys, "telephone")(b"09012345678") == first
        assert len(first) == 64

    def test_digests_of_two_purposes_cannot_be_compared(self, folders: Folders) -> None:
        one, other = (digests.digester(folders.keys, purpose) for purpose in ("telephone", "paper"))

        assert one(b"x") != other(b"x")

    def test_a_lost_digest_key_is_not_made_anew(self, folders: Folders) -> None:
        digests.digester(folders.keys, "telephone")
        (folders.keys / "digest.key").unlink()

        with pytest.raises(UnableToReadKeys, match="is missing"):
            digests.digester(folders.keys, "telephone")
        assert [fault.file for fault in verification.faults(folders.keys)] == ["keys/digest.key"]

    def test_the_digest_key_of_another_home_is_refused(self, folders: Folders, tmp_path: Path) -> None:
        digests.digester(folders.keys, "telephone")
        with wired(tmp_path / "other") as other:
            entropy.use(entropy.system)
            digests.digester(other.keys, "telephone")
        (folders.keys / "digest.key").write_bytes((other.keys / "digest.key").read_bytes())

        with pytest.raises(UnableToReadKeys, match="not what was written"):
            digests.digester(folders.keys, "telephone")
        assert [fault.about for fault in verification.faults(folders.keys)] == ["digest"]
