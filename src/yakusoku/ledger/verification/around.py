"""What lies around the tree: entries and tiles without a place, entries that wait, triggers, the file itself."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from yakusoku.ledger import notes
from yakusoku.ledger.bodies import UnreadableBodyError, read
from yakusoku.ledger.tiles import beyond
from yakusoku.ledger.verification import rows
from yakusoku.ledger.verification.faults import MOST, Faults
from yakusoku.ledger.verification.walk import tile_name
from yakusoku.terms.text import Text, text

TABLES = ("ledger_entry", "ledger_checkpoint", "ledger_log")


def size_of(log: int, key: notes.Key | None) -> int:
    """Return how far a log must be walked: what its newest signed checkpoint says, or how many have an index."""
    indexed = rows.fetch(
        "SELECT COUNT(*) FROM ledger_entry WHERE log_id = %s AND position IS NOT NULL", (log,)
    )
    return max(_signed_size(log, key), int(indexed[0][0]))


def _signed_size(log: int, key: notes.Key | None) -> int:
    question = "SELECT note FROM ledger_checkpoint WHERE log_id = %s AND id < %s ORDER BY id DESC LIMIT 16"
    found = rows.fetch("SELECT MAX(id) FROM ledger_checkpoint WHERE log_id = %s", (log,))
    last = int(found[0][0] or 0) + 1
    while key is not None and (some := rows.fetch(question, (log, last))):
        for (note,) in some:
            try:
                return notes.open_checkpoint(note, (key,)).size
            except notes.UnreadableNoteError:
                continue
        last -= len(some)
    return 0


def check_covered(log: int, origin: str, size: int, faults: Faults) -> None:
    """See that a checkpoint, whatever is wrong with it, covers every entry that was walked."""
    covered = int(
        rows.fetch("SELECT COALESCE(MAX(size), 0) FROM ledger_checkpoint WHERE log_id = %s", (log,))[0][0]
    )
    if covered < size:
        faults.add("checkpoint.missing", f"ledger_checkpoint {origin} {size}", covered)


def check_strays(log: int, origin: str, size: int, now: Callable[[], int], faults: Faults) -> None:
    """
    Find entries, checkpoints and tiles of a log that have no place in a tree of `size` leaves.

    `now` gives the size by then: what the sequencer added meanwhile is in order.
    """
    astray = (
        "SELECT id, position FROM ledger_entry WHERE log_id = %s "
        "AND position IS NOT NULL AND (position < 0 OR position >= %s) ORDER BY id LIMIT %s"
    )
    larger = "SELECT size FROM ledger_checkpoint WHERE log_id = %s AND size > %s ORDER BY size LIMIT %s"
    strays, heads = rows.fetch(astray, (log, size, MOST)), rows.fetch(larger, (log, size, MOST))
    tiles = _tiles_beyond(log, size)
    newest = now()
    for number, position in strays:
        if not 0 <= position < newest:
            faults.add("entry.stray", f"ledger_entry id {number}", position)
    for (said,) in heads:
        if said > newest:
            faults.add("checkpoint.column", f"ledger_checkpoint {origin} {said}", newest - 1)
    ends = dict(beyond(newest))
    for level, number in tiles:
        if number >= ends.get(level, 0):
            faults.add("tile.stray", tile_name(level, number))


def _tiles_beyond(log: int, size: int) -> list[tuple[int, int]]:
    """Return level and number of the tiles that have no place in a tree of `size` leaves."""
    question = "SELECT number FROM ledger_tile WHERE log_id = %s AND level = %s AND number >= %s LIMIT %s"
    return [
        (level, number)
        for level, first in beyond(size)
        for (number,) in rows.fetch(question, (log, level, first, MOST))
    ]


def check_orphans(faults: Faults) -> None:
    """Find entries that belong to no log."""
    question = (
        "SELECT id FROM ledger_entry WHERE log_id NOT IN (SELECT id FROM ledger_log) ORDER BY id LIMIT %s"
    )
    for (number,) in rows.fetch(question, (MOST,)):
        faults.add("entry.orphan", f"ledger_entry id {number}")


def check_waiting(log: int, name: str, faults: Faults) -> int:
    """Read the entries that wait for their index; return how many there are."""
    question = (
        "SELECT id, body, about, tag, recorded_at FROM ledger_entry "
        "WHERE log_id = %s AND position IS NULL AND id > %s ORDER BY id LIMIT %s"
    )
    count, last = 0, 0
    while some := rows.fetch(question, (log, last, rows.BATCH)):
        for number, body, about, tag, at in some:
            where = f"ledger_entry id {number}"
            try:
                own = read(bytes(body)).log == name
            except (TypeError, UnreadableBodyError):
                own = False
            if not own:
                faults.add("entry.unreadable", where)
            elif differ := rows.differing(bytes(body), about, tag, at):
                faults.add("entry.column", where, why=columns(differ))
        count, last = count + len(some), some[-1][0]
    return count


def columns(names: tuple[str, ...]) -> Text:
    """Return the sentence that names the columns which differ."""
    return text("the columns {names} differ from the bytes of the entry.", names=", ".join(names))


def missing_triggers() -> tuple[str, ...]:
    """Return the names of the triggers that should refuse change and removal, and are not there."""
    found = {name for (name,) in rows.fetch(_TRIGGERS[connection.vendor], ())}
    return tuple(
        f"{table}_{name}"
        for table in TABLES
        for name in _NAMES[connection.vendor]
        if f"{table}_{name}" not in found
    )


def check_triggers(faults: Faults) -> None:
    """See that the database still refuses to change and to remove."""
    for name in missing_triggers():
        faults.add("database.unprotected", name.rpartition("_")[0])


_NAMES = {"sqlite": ("keeps", "stays", "taken"), "postgresql": ("keeps", "stays", "whole")}
_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'
        AND tgrelid IN ('ledger_entry'::regclass, 'ledger_checkpoint'::regclass, 'ledger_log'::regclass)""",
}
