"""
A deed: one transaction, one entry, one log line.

The entry's bytes are inserted without an index in the transaction that makes the deed true, so a deed that
happened has its entry and an entry has its deed. Indexing is the sequencer's work and takes no lock here.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from yakusoku.ledger import outside, ports
from yakusoku.ledger.bodies import MOST, SALT, Body, stamp
from yakusoku.ledger.logs import check_name, open_log
from yakusoku.ledger.models import Log
from yakusoku.ledger.standing import Leave, leave, standing
from yakusoku.ledger.tags import Fact, Tag, UnableToRecord, check, reference, require
from yakusoku.terms import entropy
from yakusoku.terms.text import text

__all__ = ["Entry", "UnableToRecord", "deed"]

_lines = logging.getLogger("yakusoku.deed")


@dataclass
class Entry:
    """The entry of a deed that is being done. `id` is there once the deed's body has ended."""

    tag: Tag
    log: str
    about: str
    by: str
    at: str
    id: int | None = None
    raw: bytes = b""
    _facts: dict[str, Fact] = field(default_factory=dict)

    def say(self, **facts: object) -> None:
        """
        Add facts to the entry.

        :raises UnableToRecord: if the tag does not declare one, or its value has another form or was said
        """
        for name, fact in check(self.tag, facts).items():
            if self._facts.setdefault(name, fact) != fact:
                raise UnableToRecord(
                    text(
                        "the fact {fact} of the tag {tag} was said before, and differently.",
                        fact=name,
                        tag=self.tag.name,
                    ),
                    do=text("Say each fact once."),
                )

    def seal(self) -> bytes:
        """
        Return the bytes of the entry, with 16 fresh random bytes in them; `raw` then holds them.

        :raises UnableToRecord: if they are more than an entry may be
        """
        salt = entropy.draw(SALT, why=f"ledger:{self.tag.name}:{self.about}:{self.at}")
        self.raw = Body(self.log, self.tag.name, self.about, self.by, self.at, self._facts, salt).write()
        if len(self.raw) > MOST:
            raise UnableToRecord(
                text("the entry of the tag {tag} is longer than an entry may be.", tag=self.tag.name),
                do=text("Say counts and digests instead of lists."),
            )
        return self.raw


@dataclass(frozen=True)
class _Running:
    """The deed of this context, and the connection whose transaction it holds."""

    connection: BaseDatabaseWrapper


_running: ContextVar[_Running | None] = ContextVar("yakusoku_deed", default=None)


def _within() -> bool:
    """Say whether a deed of this very connection is running: another thread has its own transaction."""
    running = _running.get()
    own = transaction.get_connection()
    return running is not None and running.connection is own and own.in_atomic_block


@contextmanager
def deed(tag: Tag, *, log: str, about: str, by: str, now: datetime) -> Iterator[Entry]:
    """
    Do a deed: open a transaction, run the body, write exactly one entry, commit, and log one line.

    `log` names the controller, `about` what the deed is about, `by` who did it: public ids or codes. The body
    adds facts with `entry.say(…)`. A deed within a deed shares its transaction (as a savepoint) and
    writes neither entry nor line. Where the body raises, nothing is left.

    :raises UnableToRecord: if tag, facts or names are not of the closed forms, or the log is read-only
    """
    require(tag)
    check_name(log)
    entry = Entry(tag, log, reference("about", about), reference("by", by), stamp(now))
    if _within():
        with transaction.atomic():
            yield entry
        return
    began = perf_counter()  # a duration for the log line; nothing is decided by it
    with transaction.atomic():
        given = _leave(log)  # refused before the body runs; whether it still stands is asked with the entry
        token = _running.set(_Running(transaction.get_connection()))
        try:
            yield entry
        finally:
            _running.reset(token)
        _write(entry, given, now)
        transaction.on_commit(lambda: tell(entry, began))


_leaves: dict[str, Leave] = {}


def _leave(log: str) -> Leave:
    """
    Return leave to write to the log: asked once, and again whenever the file outside has changed.

    :raises UnableToRecord: if the log is read-only
    """
    newest = outside.newest(ports.wired().outside, log)
    kept = _leaves.get(log)
    if kept is None or kept.newest != newest:
        given = leave(log, newest)
        if given is None:
            _leaves.pop(log, None)
            raise _refusal(log)
        kept = _leaves[log] = given
    return kept


def _refusal(log: str) -> UnableToRecord:
    found = standing(log)
    if found is not None:
        return UnableToRecord(found.says, do=found.do)
    return UnableToRecord(
        text("log {log} is closed and no new one was opened.", log=log),
        do=text("Run `yakusoku restore finish`."),
    )


def _write(entry: Entry, given: Leave, now: datetime) -> None:
    entry.seal()
    if _insert(entry, given):
        return
    _leaves.pop(entry.log, None)  # another home, a log not opened yet, or a database restored under our feet
    if _leave(entry.log).log_id is None and not Log.objects.filter(name=entry.log).exists():
        open_log(entry.log, 1, now=now)
        _leaves.pop(entry.log)
    if not _insert(entry, _leave(entry.log)):
        raise _refusal(entry.log)


_INSERT = """
INSERT INTO ledger_entry (log_id, body, about, tag, recorded_at)
SELECT id, %s, %s, %s, %s FROM ledger_log WHERE id = %s AND name = %s AND closed_at IS NULL AND """


def _insert(entry: Entry, given: Leave) -> bool:
    """Insert the entry into the open log if the leave still stands: one statement, so nothing comes between."""
    if given.log_id is None:
        return False
    own = connection.vendor == "postgresql"
    values = (entry.raw, entry.about, entry.tag.name, entry.at, given.log_id, entry.log, *given.values)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT + given.condition + (" RETURNING id" if own else ""), values)
        if cursor.rowcount != 1:
            return False
        entry.id = cursor.fetchone()[0] if own else cursor.lastrowid
    return True


def tell(entry: Entry, began: float) -> None:
    """Write the one line of the deed, after its commit: ids and codes, never values."""
    said = {
        "request": entry.about,
        "tag": entry.tag.name,
        "duration_ms": round((perf_counter() - began) * 1000, 3),
        "log": entry.log,
        "by": entry.by,
    }
    _lines.info(json.dumps(said, sort_keys=True))
