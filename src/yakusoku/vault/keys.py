"""Case keys: made before the deed that needs them, opened for sealing, destroyed for good."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from yakusoku.terms import entropy
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import keyfiles
from yakusoku.vault.envelope import joined
from yakusoku.vault.keyfiles import UnableToReadKeys
from yakusoku.vault.store import DATABASE, WRAPPING, reading, rebuild, unreadable, writing
from yakusoku.vault.wrapping import ROWS, Row, unwrap, wrap, wrapping_key

_TOUCH = timedelta(hours=1)


class UnableToMakeKey(UnableTo):
    """A case gets no key."""

    asked = text("make a key for a case")


class NoKeyError(Exception):
    """The case has no key; `destroyed_at` says when it was destroyed, if it ever had one."""

    def __init__(self, case_id: str, destroyed_at: datetime | None) -> None:
        """Say for which case."""
        self.destroyed_at = destroyed_at
        super().__init__(case_id)


def ensure(folder: Path, case_id: str, *, now: datetime) -> None:
    """
    Make the case's key where there is none; when this returns it survives power loss.

    A key that exists is noted as needed, at most once an hour, so that the sweep of orphans leaves it.

    :raises UnableToMakeKey: if the case's key was destroyed
    """
    with reading(folder) as connection:
        found = connection.execute("SELECT needed_at FROM case_key WHERE case_id = ?", (case_id,)).fetchone()
    if found is not None and now - datetime.fromisoformat(found[0]) < _TOUCH:
        return
    with writing(folder) as connection:
        touched = connection.execute(
            "UPDATE case_key SET needed_at = max(needed_at, ?) WHERE case_id = ?", (stamp(now), case_id)
        )
        if touched.rowcount:
            return
        if _destroyed_at(connection, case_id) is not None:
            raise UnableToMakeKey(
                text(
                    "the key of {case} was destroyed, and a destroyed case is never opened again.",
                    case=case_id,
                ),
                do=text("Open a new case."),
            )
        wrapping = wrapping_key(connection, folder, now=now)
        row = wrap(entropy.draw(32, why=f"vault:case-key:{case_id}"), case_id, wrapping, made_at=stamp(now))
        connection.execute(
            "INSERT INTO case_key VALUES (?, ?, ?, ?, ?, ?)",
            (row.case_id, row.wrapping, row.nonce, row.wrapped, row.made_at, row.made_at),
        )


def open_key(folder: Path, case_id: str) -> bytes:
    """
    Return the case's key.

    :raises NoKeyError: if it was never made, or is destroyed
    :raises UnableToReadKeys: if the key, its wrapping key or a file was altered
    """
    with reading(folder) as connection:
        row = row_of(connection, case_id)
        if row is None:
            raise NoKeyError(case_id, _destroyed_at(connection, case_id))
        fault, key = unwrap(row, {one.id: one for one in keyfiles.read(folder / WRAPPING)}, folder)
    if key is None or fault is not None:
        raise UnableToReadKeys(fault or unreadable(folder / DATABASE))
    return key


def has_key(folder: Path, case_id: str) -> bool:
    """Return whether the store holds a key of the case; not whether it opens."""
    with reading(folder) as connection:
        return row_of(connection, case_id) is not None


def cases(folder: Path) -> tuple[str, ...]:
    """Return the ids of all cases that have a key, sorted."""
    with reading(folder) as connection:
        return tuple(case for (case,) in connection.execute("SELECT case_id FROM case_key ORDER BY case_id"))


def destroyed(folder: Path) -> dict[str, datetime]:
    """Return when each destroyed key was destroyed."""
    with reading(folder) as connection:
        rows = connection.execute("SELECT case_id, destroyed_at FROM destroyed ORDER BY case_id").fetchall()
    return {case: datetime.fromisoformat(at) for case, at in rows}


def destroy(folder: Path, case_ids: Sequence[str], *, now: datetime) -> None:
    """
    Remove the keys and note the moment; a moment already noted stays where no key had come back.

    If the process dies here: the rows are gone or not; a second call does what is left, the rebuild included.
    """
    with writing(folder) as connection:
        for case_id in case_ids:
            removed = connection.execute("DELETE FROM case_key WHERE case_id = ?", (case_id,)).rowcount
            at = None if removed else _destroyed_at(connection, case_id)
            moment = stamp(at or now)
            connection.execute(
                "INSERT OR REPLACE INTO destroyed VALUES (?, ?, ?)",
                (case_id, moment, proof_of(case_id, moment)),
            )
    rebuild(folder)


def stale(folder: Path, *, before: datetime) -> tuple[str, ...]:
    """Return the cases whose key was last needed before that moment, sorted."""
    asked = "SELECT case_id FROM case_key WHERE needed_at < ? ORDER BY case_id"
    with reading(folder) as connection:
        return tuple(case for (case,) in connection.execute(asked, (stamp(before),)))


def forget(folder: Path, case_ids: Collection[str], *, before: datetime) -> tuple[str, ...]:
    """Remove keys of cases that never came to be, except those needed since `before`; return which."""
    gone = []
    with writing(folder) as connection:
        for case_id in sorted(case_ids):
            removed = connection.execute(
                "DELETE FROM case_key WHERE case_id = ? AND needed_at < ?", (case_id, stamp(before))
            )
            if removed.rowcount:
                gone.append(case_id)
    if gone:
        rebuild(folder)
    return tuple(gone)


def row_of(connection: sqlite3.Connection, case_id: str) -> Row | None:
    """Return the stored row of the case."""
    found = connection.execute(ROWS + " WHERE case_id = ?", (case_id,)).fetchone()
    return Row(*found) if found else None


def stamp(moment: datetime) -> str:
    """Return `moment` so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def proof_of(case_id: str, moment: str) -> str:
    """Return the check value of a note of destruction."""
    return hashlib.sha256(joined("yakusoku destroyed", case_id, moment)).hexdigest()[:32]


def _destroyed_at(connection: sqlite3.Connection, case_id: str) -> datetime | None:
    found = connection.execute("SELECT destroyed_at FROM destroyed WHERE case_id = ?", (case_id,)).fetchone()
    return datetime.fromisoformat(found[0]) if found else None
