"""`yakusoku upgrade`: backup, migration, verification, refusals; whoever dies leaves the old or the new state."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.common import golden
from tests.conftest import NOW
from tests.operations import doors
from tests.operations.ledger_cases import settled
from tests.operations.own_states import own

if TYPE_CHECKING:
    from yakusoku.cli.upgrading import Upgraded
    from yakusoku.site.home import Home

__all__ = ["own"]

STEP = "vault.0002_escrow_and_wrapping_keys"


def back() -> None:
    """Take own state one release back: the newest step of the vault is undone."""
    from django.core.management import call_command

    call_command("migrate", "vault", "0001", verbosity=0, interactive=False)


@pytest.fixture
def older(own: Home) -> Iterator[Home]:
    """A home with a log and a key, one release back."""
    from yakusoku.vault import operations as vault

    vault.ensure_case_key(case_id="req_00000000000A0K1A", now=NOW)
    settled(3)
    back()
    own.close()
    yield own
    if not is_current():
        upgrade(own, at=own.folder.parent / "last")


def is_current() -> bool:
    from yakusoku.site import versions

    return not versions.version().missing


def upgrade(home: Home, *, at: Path | None = None, **given: Any) -> Upgraded:
    from yakusoku.cli.upgrading import Asked
    from yakusoku.site.upgrade import upgrade as done

    places = {"to": at / "own", "keys_to": at / "keys"} if at else {}
    return done(home.folder, asked=Asked(**{**places, **given}), now=NOW)


def test_a_home_of_the_release_before_opens_through_upgrade_alone(older: Home) -> None:
    from yakusoku.site.home import make_home, open_home
    from yakusoku.site.integrity import UnableToOpenHome

    with pytest.raises(UnableToOpenHome, match=r"earlier version.*yakusoku upgrade"):
        open_home(older.folder)
    with pytest.raises(UnableToOpenHome, match="yakusoku upgrade"):
        make_home(older.folder)
    assert not is_current()

    done = upgrade(older)

    assert (done.steps, done.holds, done.unfinished) == ((STEP,), True, None)
    assert [one.entries for one in done.verifications] == [3]
    open_home(older.folder).close()
    assert not (older.folder / "upgrade.json").exists()
    assert upgrade(older, at=older.folder.parent / "again").steps == ()


def test_the_backup_is_whole_apart_and_of_the_state_before(older: Home) -> None:
    done = upgrade(older)

    assert done.own_backup.parent == older.folder.parent / "home-backups"
    assert done.keys_backup.parent == older.folder.parent / "home-key-backups"
    said = json.loads((done.own_backup / "backup.json").read_text())
    assert STEP not in said["steps"]
    whole = done.own_backup / said["file"]
    assert whole.stat().st_mode & 0o777 == 0o600
    kept = {path.name: path.read_bytes() for path in done.keys_backup.iterdir()}
    assert set(kept) == {"case-keys.sqlite", "case-keys.image", "wrapping.json", "ledger-jcom.key"}
    assert kept["wrapping.json"] == (older.folder / "keys" / "wrapping.json").read_bytes()
    assert done.keys_backup.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in done.keys_backup.iterdir()} == {0o600}
    if whole.suffix == ".sqlite":
        with sqlite3.connect(whole) as copy:
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
            assert copy.execute("SELECT COUNT(*) FROM ledger_entry").fetchone() == (3,)
        assert "ledger_log" in tables
        assert "vault_escrow_deed" not in tables


def test_a_backup_brings_the_home_back_and_the_ledger_says_how_much_is_lost(home: Home) -> None:
    from yakusoku.ledger import queries
    from yakusoku.site.home import open_home

    settled(3)
    done = upgrade(home, backup_only=True)
    assert (done.steps, done.verifications) == ((), ())
    open_home(home.folder)
    settled(2)
    home.close()
    for path in home.folder.glob("own.sqlite*"):
        path.unlink()
    shutil.copy(done.own_backup / "own.sqlite", home.folder / "own.sqlite")

    open_home(home.folder)

    (behind,) = queries.behind()
    assert (behind.held, behind.known) == ((1, 3), (1, 5))


class TestRefusals:
    def refused(self, home: Home, **given: Any) -> str:
        from yakusoku.terms.errors import UnableTo

        with pytest.raises(UnableTo) as refusal:
            upgrade(home, **given)
        assert not (home.folder / "upgrade.json").exists()
        assert not list(home.folder.parent.glob("home-backups/*"))
        return refusal.value.say("en")

    def test_while_a_worker_lives(self, older: Home) -> None:
        from yakusoku.work import operations as work

        work.beat("worker-2", holder="elsewhere:1", now=NOW)
        assert "the worker in slot worker-2 lives" in self.refused(older)
        work.beat("worker-2", holder="elsewhere:1", now=NOW - timedelta(seconds=40))
        assert upgrade(older).steps == (STEP,)

    def test_when_own_state_is_behind_its_file_outside(self, older: Home) -> None:
        from yakusoku.ledger import outside

        file = outside.file_of(older.folder / "outside", "jcom")
        kept = file.read_bytes()
        file.unlink()
        settled(0)
        file.write_bytes(kept.replace(b'"kind"', b'"kinD"'))
        assert "is damaged or its signature does not fit" in self.refused(older)
        file.write_bytes(kept)
        assert not is_current()

    def test_when_own_state_is_newer_than_the_program(self, own: Home) -> None:
        from django.db import connection

        from yakusoku.site.home import open_home
        from yakusoku.site.integrity import UnableToOpenHome

        settled(1)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('vault', '9999_later', %s)", [NOW]
            )
        assert "later version of Yakusoku (vault.9999_later)" in self.refused(own)
        with pytest.raises(UnableToOpenHome, match="later version"):
            open_home(own.folder)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_later'")

    def test_when_keys_are_damaged(self, older: Home) -> None:
        file = older.folder / "keys" / "wrapping.json"
        kept = file.read_bytes()
        file.write_bytes(kept[:-1])
        assert "wrapping.json" in self.refused(older)
        file.write_bytes(kept)
        assert not is_current()

    def test_while_another_upgrade_runs(self, older: Home) -> None:
        import fcntl

        with (older.folder / ".upgrade.lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            assert "another upgrade of this home is running" in self.refused(older)

    def test_a_backup_that_is_not_apart(self, older: Home, tmp_path: Path) -> None:
        (tmp_path / "there").mkdir()
        for given in (
            {"to": older.folder / "backup"},
            {"to": tmp_path / "one", "keys_to": tmp_path / "one" / "keys"},
            {"to": tmp_path / "there"},
        ):
            assert "apart from what" in (said := self.refused(older, **given)) or "there already" in said
        assert not is_current()


class TestPostgres:
    """What a server's own program does, and what is said where it is not here."""

    URL = "postgresql://desk:se%20cret@db.example.jp:5433/own?sslmode=require&prepare_threshold=none"

    def test_the_command_that_is_said_is_exact_and_holds_no_password(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from yakusoku.site import backup

        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(backup.UnableToBackUp) as refusal:
            backup.own_state(self.URL, tmp_path, tmp_path / "own", dump=None, steps=())
        said = refusal.value.say("en")
        assert (
            "pg_dump --format=custom --file=own.dump "
            "--dbname='postgresql://desk@db.example.jp:5433/own?sslmode=require' Then run"
        ) in said
        assert "cret" not in said
        assert not (tmp_path / "own").exists()

    def test_a_dump_that_was_made_by_hand_is_taken_and_another_file_is_not(self, tmp_path: Path) -> None:
        from yakusoku.site import backup

        made = tmp_path / "own.dump"
        made.write_bytes(b"-- a plain dump")
        with pytest.raises(backup.UnableToBackUp, match="no dump of pg_dump"):
            backup.own_state(self.URL, tmp_path, tmp_path / "own", dump=made, steps=())
        made.write_bytes(b"PGDMP\x01")
        backup.own_state(self.URL, tmp_path, tmp_path / "own", dump=made, steps=("a.0001_b",))
        assert (tmp_path / "own" / "own.dump").read_bytes() == b"PGDMP\x01"

    def test_a_program_that_fails_is_told_with_its_command(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from yakusoku.site import backup

        program = tmp_path / "pg_dump"
        program.write_text("#!/bin/sh\necho secret words >&2\nexit 3\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        with pytest.raises(backup.UnableToBackUp, match=r"failed \(exit code 3\)") as refusal:
            backup.own_state(self.URL, tmp_path, tmp_path / "own", dump=None, steps=())
        assert "secret" not in refusal.value.say("en")


def test_a_migration_that_fails_leaves_the_old_state(older: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import DatabaseError

    from yakusoku.site import home as site
    from yakusoku.site.upgrade import UnableToUpgrade

    migrate = site.migrate_own

    def fails() -> None:
        migrate()
        raise DatabaseError("words of a driver")

    with monkeypatch.context() as patched:
        patched.setattr(site, "migrate_own", fails)
        with pytest.raises(UnableToUpgrade, match="undone: own state is the old one") as refusal:
            upgrade(older)
    assert "words of a driver" not in refusal.value.say("en")
    assert not is_current()
    done = upgrade(older, at=older.folder.parent / "again")
    assert done.unfinished is not None
    assert (done.unfinished.is_new, done.steps) == (False, (STEP,))


def _dies(home: Home, armed: int, at: Path) -> tuple[str, ...]:
    """Upgrade in a process that is gone at its `armed`-th commit, rename, sync or unlink; return what it passed."""
    home.close()
    passed = at.with_suffix(".passed")
    child = os.fork()
    if child == 0:
        from tests.faults.points import Points, install

        signal.alarm(120)  # a child that waits for a thread it has not is gone, and the test says so
        points: Any = Points()
        labels: list[str] = []

        def count(label: str) -> None:
            labels.append(label)
            if len(labels) == armed:
                os.kill(os.getpid(), signal.SIGKILL)

        points.at = count
        install(points)
        try:
            upgrade(home, at=at)
            passed.write_text("\n".join(labels))
        except BaseException:  # noqa: BLE001  the child may not return into the test
            os._exit(1)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code == (-signal.SIGKILL if armed else 0)
    return () if armed else tuple(passed.read_text().splitlines())


def _chosen(labels: tuple[str, ...]) -> list[int]:
    """Return where to die: once at each kind of point of the upgrade itself, and around the commit that migrates."""
    own = [number for number, label in enumerate(labels, start=1) if "site." in label]
    first = {labels[number - 1]: number for number in reversed(own)}
    commits = {number for number in own if labels[number - 1].startswith("own commit")}
    return sorted({*first.values(), *commits} - {number for number in own if "sync" in labels[number - 1]})


def test_whoever_dies_anywhere_in_an_upgrade_leaves_the_old_state_or_the_new_and_is_told_which(
    own: Home, tmp_path: Path
) -> None:
    from yakusoku.vault import operations as vault

    home = own

    vault.ensure_case_key(case_id="req_00000000000A0K1A", now=NOW)
    settled(3)
    back()
    labels = _dies(home, 0, tmp_path / "quiet")
    assert is_current()
    seen = set()
    for armed in _chosen(labels):
        back()
        _dies(home, armed, tmp_path / f"died{armed}")
        new, began = is_current(), (home.folder / "upgrade.json").exists()
        home.close()
        done = upgrade(home, at=tmp_path / f"again{armed}")
        assert done.holds, armed
        assert done.steps == (() if new else (STEP,)), armed
        assert (done.unfinished is not None) == began, armed
        if done.unfinished is not None:
            assert done.unfinished.is_new == new, armed
        seen.add((new, began))
    assert seen == {(False, False), (False, True), (True, True), (True, False)}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_printed(home: Home, tmp_path: Path, language: str) -> None:
    from yakusoku.work import operations as work

    settled(3)
    back()
    said: list[str] = []

    def typed(*words: str) -> None:
        done = doors.run(home.folder, *words, now=NOW, language=language)
        shown = f"$ yakusoku {' '.join(words)}\n{done.output}[{done.exit_code}]\n"
        said.append(shown.replace(str(tmp_path), "apart"))

    typed("ledger", "verify")
    work.beat("worker-1", holder="elsewhere:1", now=NOW)
    typed("upgrade")
    work.release("worker-1", holder="elsewhere:1")
    (home.folder / "upgrade.json").write_text(
        '{"began": "2026-11-23T23:00:00+00:00", "backup": "/backups/1"}'
    )
    typed("upgrade")
    typed("upgrade")
    typed("upgrade", "--to", str(tmp_path / "b"), "--keys-to", str(tmp_path / "k"), "--backup-only")
    (home.folder / "keys" / "ledger-jcom.key").chmod(0o644)
    typed("upgrade", "--to", str(tmp_path / "c"), "--keys-to", str(tmp_path / "l"))
    golden.check(f"cli/upgrade.{language}.txt", "\n".join(said))
