"""
The upgrade of a home: a backup, the migration of own state in one transaction, a verification of ledger and keys.

If the process dies anywhere, own state is the old one or the new one, never between; a note in the home, written
before the migration, lets the next call say which.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import DatabaseError, connection, connections, transaction

from yakusoku.cli.upgrading import Asked, Unfinished, Upgraded
from yakusoku.site import backup, databases, home, integrity, versions
from yakusoku.site.settings import Settings, read_settings
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.files import sync_folder, write_whole
from yakusoku.terms.findings import Severity
from yakusoku.terms.text import text

_NOTE = "upgrade.json"
_LOCK = ".upgrade.lock"
_EVER = timedelta(days=-36500)


class UnableToUpgrade(UnableTo):
    """The home is not upgraded. Unless the refusal says otherwise, nothing was changed."""

    asked = text("upgrade this home")


def upgrade(folder: Path, /, *, asked: Asked, now: datetime) -> Upgraded:
    """
    Back up own state and keys, bring own state to this version, verify ledger and keys.

    :raises UnableToConfigure: if there is no home, or its configuration is wrong
    :raises UnableToOpenHome: if own state is missing, damaged or away
    :raises UnableToUpgrade: if a worker lives, another upgrade runs, own state is behind its file outside, is of a
        later version, or keys are damaged (nothing was changed); or if the migration failed (it is undone)
    :raises UnableToBackUp: if there is no backup (nothing was changed)
    """
    folder = folder.resolve()
    settings = read_settings(folder)
    own = settings.own.database
    integrity.require_whole(own, folder)
    home.point_django(databases.database(own, folder))
    integrity.require_tables(own, folder)
    home.wire(folder, settings)
    try:
        with _alone(folder):
            return _upgraded(folder, settings, asked, now)
    finally:
        connections.close_all()


def _upgraded(folder: Path, settings: Settings, asked: Asked, now: datetime) -> Upgraded:
    found = versions.version()
    _refuse_later(found)
    _refuse_unless_at_rest(folder, settings, now)
    unfinished = _unfinished(folder, found)
    at = backup.places(folder, own=asked.to, keys=asked.keys_to, now=now)
    backup.own_state(settings.own.database, folder, at.own, dump=asked.dump, steps=_went_through(found))
    backup.keys(folder / settings.keys.folder, at.keys)
    done = Upgraded(at.own, at.keys, settings.keys.backup_days, (), unfinished)
    if asked.backup_only:
        return done
    if found.missing:
        said = {"began": now.astimezone(UTC).isoformat(), "backup": str(at.own)}
        write_whole(folder / _NOTE, f"{json.dumps(said, sort_keys=True)}\n".encode())
        _migrate()
    done = _verified(done, found.missing, now)
    _forget(folder)
    return done


def _went_through(found: versions.Version) -> tuple[str, ...]:
    return tuple(step for step in versions.known() if step not in found.missing)


def _refuse_later(found: versions.Version) -> None:
    if found.foreign:
        raise UnableToUpgrade(
            text("own state is of a later version of Yakusoku ({step}).", step=found.foreign[-1]),
            do=text("Install that version again, or put the backup back that was taken before its upgrade."),
        )


def _refuse_unless_at_rest(folder: Path, settings: Settings, now: datetime) -> None:
    """Refuse where a worker lives, own state is behind or damaged, or keys are: a backup of these is none."""
    from yakusoku.ledger import queries as ledger
    from yakusoku.vault import queries as vault
    from yakusoku.work import queries as work

    dead = work.dead_slots(now=now)
    for slot in work.dead_slots(now=now, older_than=_EVER):
        if slot not in dead:
            raise UnableToUpgrade(
                text("the worker in slot {slot} lives.", slot=slot),
                do=text(
                    "Stop it, and every other program that has this home open. One that was killed counts as dead"
                    " after thirty seconds."
                ),
            )
    for standing in ledger.behind():
        raise UnableToUpgrade(standing.says, do=standing.do)
    own, jobs = settings.own.database, settings.jobs.database
    for finding in integrity.examine(own=own, jobs=jobs, folder=folder):
        if finding.severity is Severity.ERROR:
            raise UnableToUpgrade(finding.says, do=finding.do)
    for fault in vault.verify_keys():
        raise UnableToUpgrade(fault.says, do=fault.do)


def _migrate() -> None:
    """Do every missing step in one transaction. SQLite asks that constraints be off before it begins."""
    connections.close_all()
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA foreign_keys = OFF")
    try:
        with transaction.atomic():
            home.migrate_own()
    except DatabaseError as problem:
        raise UnableToUpgrade(
            text(
                "the migration failed ({kind}) and was undone: own state is the old one.",
                kind=type(problem).__name__,
            ),
            do=text("Install the version of before, and report this with the output of `yakusoku doctor`."),
        ) from problem
    finally:
        connections.close_all()  # the next connection has its constraints on again


def _verified(done: Upgraded, steps: tuple[str, ...], now: datetime) -> Upgraded:
    from yakusoku.ledger import operations as ledger
    from yakusoku.vault import queries as vault

    versions.require_current()
    found = ledger.verify_all(now=now)
    return Upgraded(
        done.own_backup,
        done.keys_backup,
        done.backup_days,
        steps,
        done.unfinished,
        found.done,
        found.refused,
        vault.verify_keys(),
    )


def _unfinished(folder: Path, found: versions.Version) -> Unfinished | None:
    """Return the upgrade that a process began and did not end; a note that cannot be read tells nothing."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads((folder / _NOTE).read_bytes())
        return Unfinished(datetime.fromisoformat(said["began"]), str(said["backup"]), not found.missing)
    return None


def _forget(folder: Path) -> None:
    if (folder / _NOTE).exists():
        (folder / _NOTE).unlink()
        sync_folder(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one upgrade of a home run at a time; the system frees the lock when its holder dies."""
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise UnableToUpgrade(
            text("another upgrade of this home is running."), do=text("Wait for its end.")
        ) from None
    finally:
        os.close(handle)
