"""
The sequencer: gives committed entries their index, writes tiles, signs, and copies checkpoints outside.

A function under a lock, in short transactions; whoever calls it (the worker's loop, the end of a command, two
of them at once) gets the same log. After the commit the checkpoint goes to the file outside the database; a
process that dies between leaves a copy to be made, which the next run makes first.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from yakusoku.ledger import notes, outside, ports, signers, standing
from yakusoku.ledger.models import Checkpoint, Entry, Log, Tile
from yakusoku.ledger.rules import ROTATED
from yakusoku.ledger.tiles import Edge, Place, widths
from yakusoku.ledger.tree import leaf_hash
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

BATCH = 512
_LOCK = 0x79616B75_6C656467  # one number for "yakusoku ledger" in PostgreSQL's space of advisory locks
_PAUSE = (0.005, 0.05)


class UnableToSequence(UnableTo):
    """A log cannot be continued as it stands, so nothing is signed."""

    asked = text("index and sign the entries of a log")


@dataclass(frozen=True)
class Sequenced:
    """One log that grew: its first new index, its size now, and the digest of its newest checkpoint."""

    log: str
    origin: str
    first: int
    size: int
    checkpoint: str


def sequence(*, now: datetime) -> tuple[Sequenced, ...]:
    """
    Index and sign every entry committed before this call, of every open log; safe to run many times at once.

    Returns the logs that grew. Where another runner holds the lock, it does the work and this returns early.

    :raises UnableToSequence: if a log is read-only or its tiles do not fit its newest checkpoint
    :raises UnableToSign: if the key of a log cannot be used
    """
    del now  # checkpoints carry no time of their own: each entry says when
    grown: list[Sequenced] = []
    refused: list[UnableTo] = []
    for log in Log.objects.filter(closed_at__isnull=True).order_by("name"):
        try:
            one = sequence_log(log)
        except (UnableToSequence, ports.UnableToSign) as refusal:
            refused.append(refusal)  # the other companies' logs do not wait for this one
            continue
        if one is not None:
            grown.append(one)
    if refused:
        raise refused[0]
    return tuple(grown)


def sequence_log(log: Log) -> Sequenced | None:
    """
    Index and sign every entry of one open log that was committed before this call; None where there was none.

    :raises UnableToSequence: as `sequence`
    :raises UnableToSign: as `sequence`
    """
    copy_outside(log.name)
    if log.generation > 1:
        carry(log)
    last = Entry.objects.filter(log=log, position__isnull=True).order_by("-id").values_list("id", flat=True)
    until, whole = last.first(), None
    while until is not None:
        began = time.perf_counter()
        batch = _batch(log, until)
        if batch is None:
            break
        copy_outside(log.name)
        whole = Sequenced(
            log.name, log.origin, whole.first if whole else batch.first, batch.size, batch.checkpoint
        )
        if not Entry.objects.filter(log=log, position__isnull=True, id__lte=until).exists():
            break
        shortest, longest = _PAUSE
        time.sleep(min(max(time.perf_counter() - began, shortest), longest))  # let the others write
    return whole


def _batch(log: Log, until: int) -> Sequenced | None:
    """Index one batch in one transaction; None where there is nothing, or another runner is at it."""
    with transaction.atomic():
        if not lock() or not Log.objects.filter(pk=log.pk, closed_at__isnull=True).exists():
            return None
        rows = list(
            Entry.objects.filter(log=log, position__isnull=True, id__lte=until)
            .order_by("id")
            .values_list("id", "body")[:BATCH]
        )
        if not rows:
            return None
        copy_outside(log.name)  # so that the file never lacks more than the newest checkpoint
        _refuse_unless_in_order(log.name)
        return index(log, rows)


def carry(log: Log) -> int:
    """Take entries without an index over from closed generations; a deed may have been running when one closed."""
    waiting = Entry.objects.filter(log__name=log.name, log__closed_at__isnull=False, position__isnull=True)
    return waiting.update(log=log) if waiting.exists() else 0


def index(log: Log, rows: Sequence[tuple[int, bytes | memoryview]]) -> Sequenced:
    """
    Give entries (id, body) the next indexes, in this order, and sign; inside the transaction of who holds the lock.

    :raises UnableToSequence: if the tiles do not fit the newest checkpoint, or the key is another
    """
    edge = _edge(log)
    first = edge.size
    edge.append(leaf_hash(bytes(body)) for _, body in rows)
    _place([number for number, _ in rows], first)
    keep_tiles(log, edge.changed)
    head = notes.Checkpoint(log.origin, edge.size, edge.root())
    _sign(log, head)
    return Sequenced(log.name, log.origin, first, edge.size, head.digest())


def lock(*, wait: bool = False) -> bool:
    """Take the lock until the end of the transaction. SQLite has it: the transaction began IMMEDIATE."""
    if connection.vendor != "postgresql":
        return True
    asked = "pg_advisory_xact_lock(%s) IS NOT NULL" if wait else "pg_try_advisory_xact_lock(%s)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", [_LOCK])
        return bool(cursor.fetchone()[0])


def _refuse_unless_in_order(log: str) -> None:
    found = standing.standing(log)
    if found is not None:
        raise UnableToSequence(found.says, do=found.do)


def _edge(log: Log) -> Edge:
    """Return the right edge of the tree as stored, after holding it against the newest checkpoint."""
    newest = Checkpoint.objects.filter(log=log).order_by("-size").first()
    size = newest.size if newest else 0
    wanted = Q(pk__in=[])
    for level, number in widths(size):
        wanted |= Q(level=level, number=number)
    rows = Tile.objects.filter(wanted, log=log).values_list("level", "number", "hashes")
    try:
        edge = Edge(size, {(level, number): bytes(hashes) for level, number, hashes in rows})
    except ValueError:
        edge = None
    if newest is None and edge is not None:
        return edge
    if edge is None or newest is None or edge.root().hex() != newest.root:
        raise UnableToSequence(
            text("the tiles of log {log} do not fit its newest checkpoint.", log=log.name),
            do=text("Run `yakusoku ledger verify`; `yakusoku ledger rebuild` makes damaged tiles anew."),
        )
    return edge


def _place(numbers: Sequence[int], first: int) -> None:
    """Give the entries their index, in order; entries that have one already are a fault."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "UPDATE ledger_entry SET position = placed.position FROM unnest(%s::bigint[], %s::bigint[]) "
                "AS placed(id, position) WHERE ledger_entry.id = placed.id AND ledger_entry.position IS NULL",
                (list(numbers), list(range(first, first + len(numbers)))),
            )
        else:
            cursor.executemany(
                "UPDATE ledger_entry SET position = %s WHERE id = %s AND position IS NULL",
                [(first + step, number) for step, number in enumerate(numbers)],
            )
        if cursor.rowcount != len(numbers):
            raise UnableToSequence(
                text("an entry was indexed by someone who did not hold the lock."),
                do=text("Run `yakusoku ledger verify`."),
            )


def keep_tiles(log: Log, changed: Mapping[Place, bytes]) -> None:
    """Store tiles; one that is there already is replaced."""
    Tile.objects.bulk_create(
        [Tile(log=log, level=level, number=number, hashes=tile) for (level, number), tile in changed.items()],
        update_conflicts=True,
        unique_fields=["log", "level", "number"],
        update_fields=["hashes"],
    )


def _sign(log: Log, head: notes.Checkpoint) -> None:
    signer = signers.of(log)
    key = notes.Key(log.origin, signer.public)
    if key.line() != log.key:
        raise UnableToSequence(
            text("the signing key of log {log} is not the one it was opened with.", log=log.name),
            do=text("Put the key file back from the backup of the keys."),
        )
    note = notes.sign(head.text(), key, signer.sign).write()
    Checkpoint.objects.create(log=log, size=head.size, root=head.root.hex(), note=note)


def missing_outside(log: str) -> int:
    """Return how many checkpoints of `log` follow the newest one that the file outside holds."""
    return _beyond(log, outside.newest(ports.wired().outside, log).recorded).count()


def _beyond(log: str, newest: outside.Recorded | None) -> QuerySet[Checkpoint]:
    later = Checkpoint.objects.filter(log__name=log)
    if newest is None:
        return later
    generation, size = newest.place
    return later.filter(Q(log__generation=generation, size__gt=size) | Q(log__generation__gt=generation))


def copy_outside(log: str) -> int:
    """
    Append to the file outside every checkpoint that it does not hold yet; return how many.

    Nothing is appended where the database does not hold the newest checkpoint of the file.

    :raises UnableToSequence: if the log is read-only
    """
    folder = ports.wired().outside
    newest = outside.newest(folder, log).recorded
    missing = _beyond(log, newest)
    if not missing.exists():
        return 0
    with outside.alone(folder):
        if outside.newest(folder, log).recorded != newest:
            return copy_outside(log)
        _refuse_unless_in_order(log)
        said = list(missing.order_by("log__generation", "size").values_list("log__generation", "note"))
        last = newest.generation if newest else 0
        for generation, note in said:
            if generation > last:
                _copy_closing(log, generation - 1, folder)
                last = generation
            outside.append(folder, log, outside.CHECKPOINT, {"note": note})
    return len(said)


def _copy_closing(log: str, generation: int, folder: Path) -> None:
    """Keep outside what names the next key, before its first checkpoint: a restored database may not know it."""
    closed = Log.objects.filter(name=log, generation=generation, closed_because=ROTATED)
    for closing in closed.values_list("closing", flat=True):
        outside.append(folder, log, outside.KEY, {"note": closing})
