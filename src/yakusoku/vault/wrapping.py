"""Wrapping: a case key is kept encrypted under the wrapping key of a month, bound to its case."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from yakusoku.terms import entropy
from yakusoku.terms.text import text
from yakusoku.vault import keyfiles
from yakusoku.vault.envelope import joined
from yakusoku.vault.keyfiles import RESTORE, Secret, UnableToReadKeys, shown
from yakusoku.vault.rules import FaultKind, KeyFault, month_of
from yakusoku.vault.store import DATABASE, GONE, VERSION, WRAPPING, missing, reading, unreadable, writing

ROWS = "SELECT case_id, wrapping, nonce, wrapped, made_at FROM case_key"
_BATCH = 500
_OTHERS = ROWS + " WHERE wrapping <> ? LIMIT ?"


@dataclass(frozen=True)
class Row:
    """A wrapped key as it is stored."""

    case_id: str
    wrapping: str
    nonce: bytes
    wrapped: bytes = field(repr=False)
    made_at: str

    @property
    def context(self) -> bytes:
        """Return what the wrap is bound to."""
        return joined("yakusoku case key", str(VERSION), self.case_id, self.wrapping, self.made_at)


def wrap(key: bytes, case_id: str, wrapping: Secret, *, made_at: str) -> Row:
    """Return `key` wrapped for its case; the nonce belongs to this case, month, moment and key."""
    mark = hashlib.sha256(key).hexdigest()
    nonce = entropy.draw(12, why=f"vault:wrap:{case_id}:{wrapping.id}:{made_at}:{mark}")
    bare = Row(case_id, wrapping.id, nonce, b"", made_at)
    return Row(case_id, wrapping.id, nonce, AESGCM(wrapping.value).encrypt(nonce, key, bare.context), made_at)


def unwrap(row: Row, wrapping: dict[str, Secret], folder: Path) -> tuple[KeyFault | None, bytes | None]:
    """Return the key of `row`, or what is wrong with it."""
    file = shown(folder / DATABASE)
    secret = wrapping.get(row.wrapping)
    if secret is None:
        says = text(
            "the key of {case} is wrapped by {id}, which is not there.",
            case=row.case_id,
            id=str(row.wrapping),
        )
        return KeyFault(file, row.case_id, FaultKind.WITHOUT_WRAPPING_KEY, says, RESTORE), None
    try:
        return None, AESGCM(secret.value).decrypt(row.nonce, row.wrapped, row.context)
    except (InvalidTag, ValueError, TypeError, AttributeError):
        says = text("the stored key of {case} is not what was written.", case=str(row.case_id))
        return KeyFault(file, str(row.case_id), FaultKind.ALTERED, says, RESTORE), None


def wrapping_key(connection: sqlite3.Connection, folder: Path, *, now: datetime) -> Secret:
    """
    Return this month's wrapping key, made where there is none; never one of a month that was rotated away.

    If the process dies here: a wrapping key that wraps nothing, which is used next or rotated away.

    :raises UnableToReadKeys: if the file was altered, or is missing though it wraps keys
    """
    secrets = keyfiles.read(folder / WRAPPING)
    if secrets and secrets[-1].id >= month_of(now):
        return secrets[-1]
    if not secrets and connection.execute("SELECT 1 FROM case_key LIMIT 1").fetchone():
        raise UnableToReadKeys(missing(folder / WRAPPING))
    made = Secret(month_of(now), entropy.draw(32, why=f"vault:wrapping-key:{month_of(now)}"))
    keyfiles.write(folder / WRAPPING, (*secrets, made))
    return made


def rotate(folder: Path, *, now: datetime) -> tuple[int, tuple[str, ...]]:
    """
    Wrap every case key by this month's wrapping key and remove the older ones; return how many and which.

    Backups of the database from earlier months then open only with backups of the earlier wrapping keys.
    If the process dies here: some keys are wrapped anew and all wrapping keys are there, or one is noted as
    gone and still there; call again, and the later moment is noted.
    """
    wrapped = 0
    while moved := _rewrap_some(folder, now=now):
        wrapped += moved
    with writing(folder) as connection:
        unused = _unused(connection, folder)
        if unused:
            connection.execute(GONE)
        for one in unused:
            noted = (one, moment_of(now), gone_proof(one, moment_of(now)))
            connection.execute("INSERT OR REPLACE INTO gone VALUES (?, ?, ?)", noted)
    if unused:  # first the note, then the file: a key that is gone always has its day
        with writing(folder) as connection:
            left = set(_unused(connection, folder)) & set(unused)
            kept = tuple(one for one in keyfiles.read(folder / WRAPPING) if one.id not in left)
            keyfiles.write(folder / WRAPPING, kept)
    return wrapped, unused


def _unused(connection: sqlite3.Connection, folder: Path) -> tuple[str, ...]:
    """Return the wrapping keys that wrap nothing; the newest one is what the next key is wrapped by."""
    used = {one for (one,) in connection.execute("SELECT DISTINCT wrapping FROM case_key")}
    return tuple(one.id for one in keyfiles.read(folder / WRAPPING)[:-1] if one.id not in used)


def gone(folder: Path) -> dict[str, datetime]:
    """Return when each wrapping key was removed, but not of those that are here (again), by month."""
    with reading(folder) as connection:
        here = {one.id for one in keyfiles.read(folder / WRAPPING)}
        return {
            month: datetime.fromisoformat(at) for month, at, _ in gone_rows(connection) if month not in here
        }


def gone_rows(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return month, moment and check value of each note; none where an earlier version made the store."""
    known = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gone'"
    ).fetchone()
    return (
        connection.execute("SELECT wrapping, gone_at, proof FROM gone ORDER BY wrapping").fetchall()
        if known
        else []
    )


def gone_proof(month: str, at: str) -> str:
    """Return the check value of a note that a wrapping key is gone."""
    return hashlib.sha256(joined("yakusoku wrapping key gone", month, at)).hexdigest()[:32]


def moment_of(now: datetime) -> str:
    """Return `now` so that texts sort as moments do."""
    return now.astimezone(UTC).isoformat(timespec="microseconds")


def _rewrap_some(folder: Path, *, now: datetime) -> int:
    with writing(folder) as connection:
        if connection.execute("SELECT 1 FROM case_key LIMIT 1").fetchone() is None:
            return 0
        current = wrapping_key(connection, folder, now=now)
        wrapping = {one.id: one for one in keyfiles.read(folder / WRAPPING)}
        rows = [Row(*found) for found in connection.execute(_OTHERS, (current.id, _BATCH)).fetchall()]
        for row in rows:
            fault, key = unwrap(row, wrapping, folder)
            if key is None:
                raise UnableToReadKeys(fault or unreadable(folder / DATABASE))
            new = wrap(key, row.case_id, current, made_at=row.made_at)
            connection.execute(
                "UPDATE case_key SET wrapping = ?, nonce = ?, wrapped = ? WHERE case_id = ?",
                (new.wrapping, new.nonce, new.wrapped, row.case_id),
            )
    return len(rows)
