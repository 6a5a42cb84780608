"""Deeds of no meaning, and the ways in which a test looks at and damages what they left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yakusoku.ledger.tags import Kind, Tag, register
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.site.home import Home

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LOG = "jcom"
ABOUT = "req_0123456789ABCDEF"
BY = "stf_0123456789ABCDEF"
DONE = Tag("test:thing:done", text("A thing was done"), {"number": Kind.COUNT, "digest": Kind.DIGEST})
register(DONE)


def do(count: int = 1, *, log: str = LOG, now: datetime = NOW) -> list[int]:
    """Do so many deeds; return the ids of their entries."""
    from yakusoku.ledger.deeds import deed

    made = []
    for number in range(count):
        with deed(DONE, log=log, about=ABOUT, by=BY, now=now) as entry:
            entry.say(number=number)
        if entry.id is not None:
            made.append(entry.id)
    return made


def do_many(count: int, *, log: str = LOG) -> None:
    """Leave what so many deeds leave, without doing each: for tests that need a long log."""
    from yakusoku.ledger.bodies import Body, stamp
    from yakusoku.ledger.models import Entry, Log

    do(1, log=log)
    row = Log.objects.get(name=log, closed_at__isnull=True)
    made = []
    for number in range(1, count):
        salt = number.to_bytes(16, "big")
        body = Body(log, DONE.name, ABOUT, BY, stamp(NOW), {"number": number}, salt)
        made.append(Entry(log=row, body=body.write(), about=body.about, tag=body.tag, recorded_at=body.at))
    Entry.objects.bulk_create(made)


def settled(count: int = 1, *, log: str = LOG) -> list[int]:
    """Do so many deeds, then index and sign them."""
    from yakusoku.ledger.sequencer import sequence

    made = do(count, log=log) if count < 20 else []
    if count >= 20:
        do_many(count, log=log)
    sequence(now=NOW)
    return made


def run(statement: str, *values: str | int | bytes | None) -> int:
    """Run a statement on own state; return how many rows it changed."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def ask(question: str, *values: str | int | bytes | None) -> list[tuple[Any, ...]]:
    """Ask own state."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())


@contextmanager
def unprotected() -> Iterator[None]:
    """Take the triggers away as somebody with all rights can, and put them back."""
    from django.db import connection

    names = [(f"ledger_{table}", f"ledger_{table}_{name}") for table in ("entry", "checkpoint", "log")
             for name in ("keeps", "stays")]  # fmt: skip
    if connection.vendor == "postgresql":
        run("SET session_replication_role = replica")
        yield
        run("SET session_replication_role = DEFAULT")
        return
    kept = [ask("SELECT sql FROM sqlite_master WHERE name = %s", name)[0][0] for _, name in names]
    run("PRAGMA foreign_keys = OFF")
    run("PRAGMA ignore_check_constraints = ON")
    for _, name in names:
        run(f"DROP TRIGGER {name}")
    yield
    for said in kept:
        run(str(said).replace("%", "%%"))
    run("PRAGMA ignore_check_constraints = OFF")
    run("PRAGMA foreign_keys = ON")


def outside(home: Home, log: str = LOG) -> Path:
    """Return the file of checkpoints outside the database."""
    return home.folder / "outside" / f"{log}.jsonl"


def key_file(home: Home, log: str = LOG) -> Path:
    """Return the file of the signing key."""
    return home.folder / "keys" / f"ledger-{log}.key"


def kinds(log: str = LOG) -> set[tuple[str, int | None]]:
    """Verify; return kind and entry of each finding."""
    from yakusoku.ledger.queries import verify

    return {(fault.kind, fault.entry) for fault in verify(log).findings}
