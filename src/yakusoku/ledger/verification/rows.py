"""Reads the rows of a log in batches of sixteen tiles, on the plain cursor, and hashes what it reads."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from yakusoku.ledger import bodies
from yakusoku.ledger.tiles import WIDTH

BATCH = 16 * WIDTH
_DEPTH = 3

_ENTRIES = """
SELECT position, body FROM ledger_entry
WHERE log_id = %s AND position >= %s AND position < %s ORDER BY position"""
_TILES = (
    "SELECT number, hashes FROM ledger_tile WHERE log_id = %s AND level = %s AND number >= %s AND number < %s"
)
_HEADS = """
SELECT size, root, note FROM ledger_checkpoint
WHERE log_id = %s AND size > %s AND size <= %s ORDER BY size"""


def fetch(question: str, values: Sequence[str | int]) -> list[tuple[Any, ...]]:
    """
    Return all rows of a bounded question; on SQLite also those whose text is no text any more.

    :raises DatabaseError: if the database cannot read them
    """
    try:
        return _ask(question, values)
    except DatabaseError:
        if connection.vendor != "sqlite" or connection.connection is None:
            raise
    raw = connection.connection
    usual, raw.text_factory = raw.text_factory, lambda text: text.decode("utf-8", "backslashreplace")
    try:
        return _ask(question, values)
    finally:
        raw.text_factory = usual


def _ask(question: str, values: Sequence[str | int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())


def entries(log: int, start: int, end: int) -> list[tuple[Any, ...]]:
    """Return the entries of the log with an index from `start` up to `end`, in order."""
    return fetch(_ENTRIES, (log, start, end))


def stretches(log: int, size: int) -> Iterator[tuple[int, int, list[tuple[Any, ...]]]]:
    """
    Give start, end and entries of each batch of a log of `size` entries.

    PostgreSQL prepares the next batches while this one is hashed. SQLite works in this very process, so
    nothing is won there; nor inside a transaction, which another connection does not see.
    """
    spans = [(start, min(start + BATCH, size)) for start in range(0, size, BATCH)]
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield from ((start, end, entries(log, start, end)) for start, end in spans)
        return
    ahead = _Ahead()
    try:
        waiting = deque(ahead.ask(log, *span) for span in spans[:_DEPTH])
        for number, (start, end) in enumerate(spans):
            found = waiting.popleft().result()
            waiting.extend(ahead.ask(log, *span) for span in spans[number + _DEPTH : number + _DEPTH + 1])
            yield start, end, found
    finally:
        ahead.close()


class _Ahead:
    """A thread that reads ahead with a connection of its own."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger-verify")
        self._own = self._thread.submit(self._connect).result()

    @staticmethod
    def _connect() -> BaseDatabaseWrapper:
        own = connections.create_connection(DEFAULT_DB_ALIAS)
        own.ensure_connection()
        return own

    def ask(self, log: int, start: int, end: int) -> Future[list[tuple[Any, ...]]]:
        return self._thread.submit(self._ask, (log, start, end))

    def _ask(self, values: tuple[int, int, int]) -> list[tuple[Any, ...]]:
        with self._own.wrap_database_errors, self._own.connection.cursor(binary=True) as cursor:
            cursor.execute(_ENTRIES, values)
            return list(cursor.fetchall())

    def close(self) -> None:
        self._thread.submit(self._own.close).result()
        self._thread.shutdown()


def tiles(log: int, level: int, start: int, end: int) -> dict[int, bytes]:
    """Return stored tiles of a level by number, from `start` up to `end`."""
    return {number: as_bytes(hashes) for number, hashes in fetch(_TILES, (log, level, start, end))}


def heads(log: int, start: int, end: int) -> list[tuple[int, str, str]]:
    """Return size, root and note of the checkpoints above `start` and up to `end`."""
    return [(size, root, note) for size, root, note in fetch(_HEADS, (log, start, end))]


def as_bytes(value: object) -> bytes:
    """Return stored bytes; what is stored as anything else is damaged and counts as empty."""
    return bytes(value) if isinstance(value, bytes | memoryview) else b""


def leaves(rows: Sequence[tuple[Any, ...]], start: int, end: int) -> list[bytes | None]:
    """Return the leaf hashes of the entries from `start` up to `end`; None where there is none."""
    if [row[0] for row in rows] == list(range(start, end)):
        with suppress(TypeError):  # a body that is no bytes: looked at one by one
            return [sha256(b"\x00" + body).digest() for _, body in rows]
    found: list[bytes | None] = [None] * (end - start)
    for position, body in rows:
        if isinstance(position, int):
            found[position - start] = sha256(b"\x00" + as_bytes(body)).digest()
    return found


def columns(log: int, index: int) -> tuple[str, ...]:
    """Return the names of the columns that differ from the bytes of the entry at `index`."""
    question = "SELECT body, about, tag, recorded_at FROM ledger_entry WHERE log_id = %s AND position = %s"
    return next((differing(as_bytes(body), *said) for body, *said in fetch(question, (log, index))), ())


def differing(raw: bytes, about: object, tag: object, at: object) -> tuple[str, ...]:
    """Return the names of the columns that differ from the bytes; all of them where those are malformed."""
    try:
        body = bodies.read(raw)
    except bodies.UnreadableBodyError:
        return ("about", "tag", "recorded_at")
    pairs = (("about", about, body.about), ("tag", tag, body.tag), ("recorded_at", at, body.at))
    return tuple(name for name, column, said in pairs if column != said)
