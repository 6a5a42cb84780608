"""The verification of a log: every generation, from the key file to the file outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db import DatabaseError

from yakusoku.ledger import notes, standing
from yakusoku.ledger.models import Log
from yakusoku.ledger.tiles import WIDTH, Reader
from yakusoku.ledger.verification import around, copies, heads, openings, rows
from yakusoku.ledger.verification.beside import Beside, beside, look_over, odd_columns
from yakusoku.ledger.verification.faults import Fault, Faults
from yakusoku.ledger.verification.walk import Walk
from yakusoku.terms.findings import Severity
from yakusoku.terms.text import text


@dataclass(frozen=True)
class Verification:
    """
    What was looked at and what was found. `waiting` entries are committed and have no index yet.

    `more` counts findings beyond the thousand that are listed.
    """

    log: str
    generations: int
    entries: int
    checkpoints: int
    waiting: int
    findings: tuple[Fault, ...]
    more: int

    @property
    def holds(self) -> bool:
        """Say whether nothing was found but advice."""
        return not self.more and all(fault.severity is not Severity.ERROR for fault in self.findings)


def verify(log: str) -> Verification:
    """
    Hold every stored byte of `log` against its signed checkpoints, in flat memory; nothing is written.

    Entries, copied columns, tiles, checkpoints, openings and closings, the key, the triggers, the file outside.
    What is claimed without an earlier checkpoint from elsewhere is consistency, not truth.
    """
    faults = Faults()
    counts = [0, 0, 0, 0]
    try:
        with beside() as helper:
            _verify(log, helper, faults, counts)
    except DatabaseError as problem:
        why = text("the database cannot be read: {why}.", why=str(problem))
        faults.add("database.damaged", "database", why=why)
    generations, entries, checkpoints, waiting = counts
    found = faults.sorted()
    return Verification(log, generations, entries, checkpoints, waiting, found, faults.count - len(found))


def _verify(log: str, helper: Beside, faults: Faults, counts: list[int]) -> None:
    damaged = helper.do(look_over)
    try:
        generations = list(Log.objects.filter(name=log).order_by("generation"))
        for row, heir in zip(generations, (*generations[1:], None), strict=False):
            key = openings.check(row, faults, heir)
            entries, checkpoints = _walk(row, key, helper, faults)
            waiting = around.check_waiting(row.id, log, faults)
            counts[:] = [sum(pair) for pair in zip(counts, (1, entries, checkpoints, waiting), strict=True)]
    finally:
        for table, why in damaged():
            faults.add("database.damaged", table, why=text("the database is damaged here: {why}.", why=why))
    openings.check_chain(generations, faults)
    openings.check_key_file(log, generations, faults)
    around.check_orphans(faults)
    around.check_triggers(faults)
    copies.check(log, generations, faults)
    found = standing.standing(log)
    if found is not None:
        faults.note(Fault(found.file, found.held[1], f"standing.{found.trouble}", found.says, found.do))


def _walk(row: Log, key: notes.Key | None, helper: Beside, faults: Faults) -> tuple[int, int]:
    """Walk one generation; return how many entries and checkpoints it has."""
    size = around.size_of(row.id, key)
    odd = helper.do(partial(odd_columns, row.id, size))
    now = partial(around.size_of, row.id, key)
    walk = Walk(_reader(row.id), faults.add, now)
    signed, wrong = 0, set[int]()
    for start, end, found in rows.stretches(row.id, size):
        leaves = rows.leaves(found, start, end)
        stored = rows.tiles(row.id, 0, start // WIDTH, -(-end // WIDTH))
        said = heads.read(row, key, start, end, faults)
        signed += said.count
        for first in range(start, end, WIDTH):
            last = min(first + WIDTH, end)
            tile = stored.get(first // WIDTH, b"")
            wrong |= walk.tile(leaves[first - start : last - start], tile, said.between(first, last))
        if None in leaves:
            _tell_missing(leaves, start, faults)
    walk.finish()
    _tell(row.id, wrong, odd(), faults)
    around.check_covered(row.id, row.origin, size, faults)
    around.check_strays(row.id, row.origin, size, now, faults)
    return size, signed


def _tell_missing(leaves: Sequence[bytes | None], start: int, faults: Faults) -> None:
    for index, leaf in enumerate(leaves, start):
        if leaf is None:
            faults.add("entry.missing", "ledger_entry", index)


def _tell(log: int, wrong: set[int], odd: tuple[tuple[int, ...], int], faults: Faults) -> None:
    """Name what the walk said of the entries, and the columns of entries whose bytes are right."""
    for index in sorted(wrong):
        faults.add("entry.body", "ledger_entry", index)
    listed, count = odd
    for index in listed:
        if index not in wrong:
            faults.add("entry.column", "ledger_entry", index, why=around.columns(rows.columns(log, index)))
    faults.count += count - len(listed)


def _reader(log: int) -> Reader:
    def read(level: int, number: int) -> bytes:
        return rows.tiles(log, level, number, number + 1).get(number, b"")

    return read
