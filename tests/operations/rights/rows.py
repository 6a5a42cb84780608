"""What the stores hold: every row with its digest, so that a test can say which changed, and nothing else did."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

Rows = dict[tuple[str, str, str], str]
"""By store, table and the row's primary key: a digest of the whole row."""


def everything(home: Path) -> Rows:
    """Return every row of every store of a home."""
    found: Rows = {}
    for file in sorted((home / "stores").glob("*.sqlite")):
        with closing(sqlite3.connect(file)) as store:
            names = store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (table,) in sorted(names):
                columns = store.execute(f'PRAGMA table_info("{table}")').fetchall()
                parts = [at for at, *_, number in columns if number]
                for row in store.execute(f'SELECT * FROM "{table}"'):
                    key = (file.stem, table, repr([row[at] for at in parts] or row))
                    found[key] = hashlib.sha256(repr(row).encode()).hexdigest()
    return found


def gone(before: Rows, after: Rows) -> dict[str, int]:
    """Count by table the rows that went."""
    return _count(before.keys() - after.keys())


def changed(before: Rows, after: Rows) -> dict[str, int]:
    """Count by table the rows that hold something else."""
    return _count({key for key in before.keys() & after.keys() if before[key] != after[key]})


def _count(keys: set[tuple[str, str, str]]) -> dict[str, int]:
    tables = [table for _, table, _ in keys]
    return {table: tables.count(table) for table in sorted(set(tables))}


def held(home: Path, value: str) -> list[str]:
    """Return the files of the stores, their logs included, that hold a value."""
    return [file.name for file in sorted((home / "stores").iterdir()) if value.encode() in file.read_bytes()]


def orphans(home: Path) -> int:
    """Count the viewings whose device is gone."""
    with closing(sqlite3.connect(home / "stores" / "media.sqlite")) as store:
        [[found]] = store.execute(
            "SELECT count(*) FROM viewing WHERE device_id NOT IN (SELECT device_id FROM device)"
        ).fetchall()
    return int(found)


def of_subscriber(home: Path, family: str, given: str) -> set[tuple[str, str, str]]:
    """Return the keys of everything that J:COM's two systems of the walk hold about one subscriber."""
    with closing(sqlite3.connect(home / "stores" / "customers.sqlite")) as store:
        [[number]] = store.execute(
            "SELECT subscriber_no FROM subscriber WHERE family_name = ? AND given_name = ?", (family, given)
        ).fetchall()
        found = {("customers", "subscriber", repr([number]))}
        for table, key in (("billing", "bill_no"), ("inquiry", "inquiry_no")):
            of = store.execute(f"SELECT {key} FROM {table} WHERE subscriber_no = ?", (number,))
            found |= {("customers", table, repr(list(row))) for row in of}
    with closing(sqlite3.connect(home / "stores" / "media.sqlite")) as store:
        for table, key, where in (
            ("device", "device_id", "subscriber_no = ?"),
            ("call_recording", "recording_id", "subscriber_no = ?"),
            ("viewing", "viewing_id", "device_id IN (SELECT device_id FROM device WHERE subscriber_no = ?)"),
        ):
            of = store.execute(f"SELECT {key} FROM {table} WHERE {where}", (number,))
            found |= {("media", table, repr(list(row))) for row in of}
    return found
