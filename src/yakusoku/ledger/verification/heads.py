"""The checkpoints of a stretch of the log: read, opened with the log's key, held against their columns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from yakusoku.ledger import notes
from yakusoku.ledger.models import Log
from yakusoku.ledger.verification import rows
from yakusoku.ledger.verification.faults import Faults
from yakusoku.ledger.verification.walk import Head


@dataclass(frozen=True)
class Said:
    """The heads that are signed, by size, and how many rows there were."""

    heads: tuple[Head, ...]
    count: int

    def between(self, start: int, end: int) -> tuple[Head, ...]:
        """Return the heads above `start` and up to `end`."""
        if not self.heads:
            return ()
        sizes = [head.size for head in self.heads]
        return self.heads[bisect_right(sizes, start) : bisect_right(sizes, end)]


def read(log: Log, key: notes.Key | None, start: int, end: int, faults: Faults) -> Said:
    """Return the signed heads above `start` and up to `end`, and name the rows that are none."""
    found = rows.heads(log.id, start, end)
    opened = [_open(log, key, row, faults) for row in found]
    return Said(tuple(sorted((one for one in opened if one), key=lambda head: head.size)), len(found))


def _open(log: Log, key: notes.Key | None, row: tuple[int, str, str], faults: Faults) -> Head | None:
    size, root, note = row
    where = f"ledger_checkpoint {log.origin} {size}"
    try:
        head = notes.open_checkpoint(note, (key,) if key else ())
    except notes.UnreadableNoteError:
        faults.add("checkpoint.note", where, size - 1)
        return None
    if (head.origin, head.size, head.root.hex()) != (log.origin, size, root):
        faults.add("checkpoint.column", where, size - 1)
    return Head(head.size, head.root)
