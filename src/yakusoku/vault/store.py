"""
The store of case keys: one SQLite file outside the database and outside its backups.

Journal mode DELETE, so that at rest there is one file and nothing beside it that a backup could miss or keep;
`synchronous=EXTRA`, so that a key that was made survives power loss; `secure_delete`, and a rebuild after
each destruction, so that no wrapped key stays in unused bytes. Every call opens and closes the file: nothing
is inherited by a fork and no key stays in memory.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from yakusoku.terms.files import sync_folder
from yakusoku.terms.text import text
from yakusoku.vault import image, keyfiles
from yakusoku.vault.keyfiles import RESTORE, UnableToReadKeys, shown
from yakusoku.vault.lock import held
from yakusoku.vault.rules import FaultKind, KeyFault

DATABASE = "case-keys.sqlite"
WRAPPING = "wrapping.json"
DIGEST = "digest.key"
VERSION = 1
_APPLICATION = 0x59414B53
_SETTINGS = (
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "secure_delete = ON",
    "cell_size_check = ON",
    "temp_store = MEMORY",  # the rebuild writes no copy into a folder for temporary files
)
GONE = (
    "CREATE TABLE IF NOT EXISTS gone (wrapping TEXT PRIMARY KEY, gone_at TEXT NOT NULL, proof TEXT NOT NULL)"
)
"""Wrapping keys that were removed. A store that an earlier version made gets the table when it first needs it."""

_SCHEMA = (
    """CREATE TABLE case_key (
        case_id TEXT PRIMARY KEY, wrapping TEXT NOT NULL, nonce BLOB NOT NULL, wrapped BLOB NOT NULL,
        made_at TEXT NOT NULL, needed_at TEXT NOT NULL
    )""",
    "CREATE TABLE destroyed (case_id TEXT PRIMARY KEY, destroyed_at TEXT NOT NULL, proof TEXT NOT NULL)",
    "CREATE TABLE made (file TEXT PRIMARY KEY, proof TEXT NOT NULL)",
    GONE,
    f"PRAGMA application_id = {_APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """
    Give the store for reads; no writer changes database or wrapping keys meanwhile.

    :raises UnableToReadKeys: if the files are open to others, missing or damaged
    """
    _prepare(folder)
    with held(folder, shared=True), _connected(folder / DATABASE) as connection:
        yield connection


@contextmanager
def writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """
    Give the store for one transaction, alone in all processes; it is synced and noted when this returns.

    If the process dies here: the transaction is there or not; a note that is older than the database is
    replaced by the next writer.

    :raises UnableToReadKeys: as `reading`
    """
    _prepare(folder)
    with held(folder), _connected(folder / DATABASE) as connection:
        before = connection.total_changes
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        if connection.total_changes != before:
            image.note(folder / DATABASE)


def rebuild(folder: Path) -> None:
    """Write the database anew, so that pages keep no copy of a row that was removed."""
    _prepare(folder)
    with held(folder), _connected(folder / DATABASE) as connection:
        connection.execute("VACUUM")
        image.note(folder / DATABASE)


def _prepare(folder: Path) -> None:
    """Make the store at its first use; where a journal lies beside it, look again under the lock."""
    fault = keyfiles.guard(folder) if folder.exists() else missing(folder)
    if fault is not None:
        raise UnableToReadKeys(fault)
    database = folder / DATABASE
    if not _is_at_rest(database):
        with held(folder):
            _create(database)
    elif image.is_torn(database):
        with held(folder):
            if image.is_torn(database) and _is_at_rest(database):
                image.note(database)


def _is_at_rest(database: Path) -> bool:
    """Return whether the database is made, and no journal beside it waits to be rolled back."""
    journal = database.with_name(f"{DATABASE}-journal")
    return database.exists() and bool(database.stat().st_size) and not journal.exists()


def _create(database: Path) -> None:
    """
    Make the tables where there are none.

    If the process dies here: an empty file or one without tables, which the next call fills. An empty file
    beside files of keys is no beginning but a loss, and refused.
    """
    if not database.exists():
        os.close(os.open(database, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600))
        sync_folder(database.parent)
    with _connected(database, fresh=True) as connection:
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return
        if any((database.parent / name).exists() for name in (WRAPPING, DIGEST)):
            raise UnableToReadKeys(missing(database))
        connection.execute("BEGIN IMMEDIATE")
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.execute("COMMIT")
    image.note(database)


@contextmanager
def _connected(database: Path, *, fresh: bool = False) -> Iterator[sqlite3.Connection]:
    fault = keyfiles.guard(database)
    if fault is not None:
        raise UnableToReadKeys(fault)
    address = f"{database.absolute().as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=30)) as connection:
            connection.text_factory = _readable
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
            if not fresh:
                _check_version(connection, database)
            yield connection
    except (sqlite3.Error, UnicodeDecodeError) as problem:  # they hold SQL and file names, never a value
        raise UnableToReadKeys(unreadable(database)) from problem


def _readable(raw: bytes) -> str:
    """Return text even where a byte was flipped, so that the row can be named."""
    return raw.decode(errors="replace")


def _check_version(connection: sqlite3.Connection, database: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if (application, version) != (_APPLICATION, VERSION):
        raise UnableToReadKeys(unreadable(database))


def unreadable(database: Path) -> KeyFault:
    """Return the fault of a database that SQLite or this version cannot read."""
    says = text("{file} cannot be read: it is damaged, cut, or of another version.", file=shown(database))
    return KeyFault(shown(database), "", FaultKind.UNREADABLE, says, RESTORE)


def missing(path: Path) -> KeyFault:
    """Return the fault of a file that must be there."""
    says = text("{file} is missing or empty, though this home has used it.", file=shown(path))
    return KeyFault(shown(path), "", FaultKind.MISSING, says, RESTORE)
