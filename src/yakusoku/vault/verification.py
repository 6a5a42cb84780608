"""Looks at every byte that keys stand in, and says which file and which case is wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from yakusoku.terms.text import text
from yakusoku.vault import image, keyfiles
from yakusoku.vault.keyfiles import RESTORE, Secret, UnableToReadKeys, altered, shown
from yakusoku.vault.keys import proof_of
from yakusoku.vault.rules import FaultKind, KeyFault
from yakusoku.vault.store import DATABASE, DIGEST, WRAPPING, missing, reading, unreadable
from yakusoku.vault.wrapping import ROWS, Row, gone_proof, gone_rows, unwrap


def faults(folder: Path) -> list[KeyFault]:
    """Return everything that is wrong with the files of keys; a home without keys yet has no faults."""
    if not folder.is_dir():
        return [missing(folder)]
    found = [fault for path in (folder, *_files(folder)) if (fault := keyfiles.guard(path))]
    wrapping, wrong = _secrets(folder / WRAPPING)
    digest, wrong_digest = _secrets(folder / DIGEST)
    found += wrong + wrong_digest
    database = folder / DATABASE
    if not database.exists() or not database.stat().st_size:
        used = any((folder / name).exists() for name in (WRAPPING, DIGEST))
        return found + ([missing(database)] if used else [])
    if not any(fault.kind in (FaultKind.OPEN_TO_OTHERS, FaultKind.FOREIGN_OWNER) for fault in found):
        found += _database(folder, {one.id: one for one in wrapping}, digest)
    return found


def _files(folder: Path) -> list[Path]:
    return [path for name in (DATABASE, WRAPPING, DIGEST) if (path := folder / name).exists()]


def _secrets(path: Path) -> tuple[tuple[Secret, ...], list[KeyFault]]:
    return keyfiles.inspect(path) if path.exists() else ((), [])


def _database(folder: Path, wrapping: dict[str, Secret], digest: tuple[Secret, ...]) -> list[KeyFault]:
    found: list[KeyFault] = []
    database = folder / DATABASE
    try:
        with reading(folder) as connection:
            noted = image.faults(database)
            found += _rows(connection, folder, wrapping)
            found += _destroyed(connection, database)
            found += _gone(connection, database)
            found += [] if found or noted else _digest(connection, folder, digest)
            if not found and connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                found.append(unreadable(database))
            found += [
                fault
                for fault in noted
                if fault.file != shown(database) or not any(one.file == fault.file for one in found)
            ]
    except UnableToReadKeys as unable:
        found.append(unable.fault)
    return found


def _rows(connection: sqlite3.Connection, folder: Path, wrapping: dict[str, Secret]) -> list[KeyFault]:
    rows = (Row(*found) for found in connection.execute(ROWS + " ORDER BY case_id"))
    return [fault for row in rows if (fault := unwrap(row, wrapping, folder)[0])]


def _destroyed(connection: sqlite3.Connection, database: Path) -> list[KeyFault]:
    found = []
    for case_id, at, proof in connection.execute("SELECT case_id, destroyed_at, proof FROM destroyed"):
        if proof != proof_of(str(case_id), str(at)):
            says = text("the note of destruction of {case} is not what was written.", case=str(case_id))
            found.append(KeyFault(shown(database), str(case_id), FaultKind.ALTERED, says, RESTORE))
    return found


def _gone(connection: sqlite3.Connection, database: Path) -> list[KeyFault]:
    found = []
    for month, at, proof in gone_rows(connection):
        if proof != gone_proof(str(month), str(at)):
            says = text("the note that wrapping key {id} is gone is not what was written.", id=str(month))
            found.append(KeyFault(shown(database), str(month), FaultKind.ALTERED, says, RESTORE))
    return found


def _digest(connection: sqlite3.Connection, folder: Path, digest: tuple[Secret, ...]) -> list[KeyFault]:
    """Check that the digest key is the one that was made here; asked only where the database is whole."""
    noted = connection.execute("SELECT proof FROM made WHERE file = ?", (DIGEST,)).fetchone()
    if noted and not (folder / DIGEST).exists():
        return [missing(folder / DIGEST)]
    if noted and digest and digest[0].check != noted[0]:
        return [altered(folder / DIGEST, digest[0].id)]
    return []
