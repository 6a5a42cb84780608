"""
What power loss leaves: a home whose whole walk lies in logs that no checkpoint folded in, and cuts of its files.

A state of the database is read without changing a byte: deeds are its entries, effects the rows they made.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

# What each deed leaves beside its entry: a deed without its row, or a row without its deed, would be half a deed.
EFFECTS = {
    "staff:member:added": ("SELECT count(*) FROM staff_member",),
    "rights:request:received": (
        "SELECT count(*) FROM rights_request",
        "SELECT count(*) FROM work_intent WHERE kind = 'mail.rights.arrived'",
    ),
    "rights:request:triaged": (
        "SELECT count(*) FROM rights_request WHERE state <> 'received'",
        "SELECT count(*) FROM rights_fee",
    ),
    "rights:person:linked": ("SELECT count(*) FROM rights_person_link",),
    "rights:identity:confirmed": ("SELECT count(*) FROM rights_identity_check",),
    "rights:fee:paid": ("SELECT count(*) FROM rights_fee WHERE paid_at IS NOT NULL",),
    "rights:search:started": (
        "SELECT count(*) FROM rights_search",
        "SELECT count(*) FROM work_intent WHERE kind = 'rights.search'",
    ),
    "rights:data:gathered": ("SELECT count(*) FROM rights_finding",),
    "rights:search:finished": (
        "SELECT count(*) FROM rights_search WHERE finished_at IS NOT NULL",
        "SELECT count(*) FROM work_intent WHERE kind = 'mail.rights.searched'",
    ),
    "rights:item:reviewed": ("SELECT count(*) FROM rights_review_item",),
    "rights:answer:prepared": (
        "SELECT count(*) FROM rights_request WHERE prepared_by <> ''",
        "SELECT count(*) FROM work_intent WHERE kind = 'mail.rights.prepared'",
    ),
    "rights:answer:approved": (
        "SELECT count(*) FROM rights_request WHERE approved_by <> ''",
        "SELECT count(*) FROM work_intent WHERE kind = 'rights.build'",
    ),
    "rights:answer:built": (
        "SELECT count(*) FROM rights_request WHERE package_digest <> ''",
        "SELECT count(*) FROM work_intent WHERE kind = 'mail.rights.built'",
    ),
    "rights:answer:dispatched": ("SELECT count(*) FROM rights_dispatch",),
    "rights:request:closed": (
        "SELECT count(*) FROM rights_request WHERE closed_at IS NOT NULL",
        "SELECT count(*) FROM work_intent WHERE kind = 'rights.papers'",
    ),
    "rights:papers:destroyed": (
        "SELECT count(*) FROM rights_identity_check WHERE image_destroyed_at IS NOT NULL",
    ),
}

Deed = tuple[str, str]


@dataclass(frozen=True)
class State:
    """What a database says: its deeds in their order, and one digest over every row of every table."""

    deeds: tuple[Deed, ...]
    digest: str
    halves: tuple[str, ...]


def crash(home: Path, target: Path) -> None:
    """Copy a home as power loss at this moment leaves it: files as they are, connections never closed."""
    shutil.copytree(home, target)


def logged(home: Path) -> tuple[Deed, ...]:
    """Return the deeds that the log of deeds names, one a line, in the order of their commits."""
    lines = (home / "log" / "deeds.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple((said["tag"], said["request"]) for said in map(json.loads, lines))


def ends(log: Path) -> list[tuple[int, bool]]:
    """Return where each frame of a write-ahead log ends, and whether it commits."""
    content = log.read_bytes()
    step = 24 + int(struct.unpack_from(">I", content, 8)[0])
    starts = range(32, len(content) - step + 1, step)
    return [(at + step, struct.unpack_from(">I", content, at + 4)[0] != 0) for at in starts]


@contextmanager
def reading(file: Path) -> Iterator[sqlite3.Connection]:
    """Open a database so that no byte of it or of its log changes."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        yield connection
    file.with_name(f"{file.name}-shm").unlink(missing_ok=True)


def state(file: Path) -> State:
    """Return what the database at `file` says."""
    with reading(file) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
        ]
        digest = hashlib.sha256()
        for name in names:
            for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1"):
                digest.update(repr((name, row)).encode())
        deeds = tuple(connection.execute("SELECT tag, about FROM ledger_entry ORDER BY id"))
        return State(deeds, digest.hexdigest(), tuple(_halves(connection, deeds)))


def _halves(connection: sqlite3.Connection, deeds: Iterable[Deed]) -> Iterator[str]:
    counted = Counter(tag for tag, _ in deeds)
    for tag, questions in EFFECTS.items():
        for question in questions:
            (rows,) = connection.execute(question).fetchone()
            if rows != counted[tag]:
                yield f"{tag}: {counted[tag]} entries, {rows} rows of: {question}"


def cut(file: Path, length: int) -> None:
    """Let the file end there."""
    os.truncate(file, length)


def everything(folder: Path) -> dict[str, str]:
    """Return the digest of every file below `folder`, so that a test can say that nothing was written."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
