"""
Whether the database still stands where it stood: held against the file outside, before anything is written.

The one question is asked inside the deed's own transaction: does the database hold the newest checkpoint
that the file outside holds? A database that does not was restored to an earlier day, and is read-only.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db import connection

from yakusoku.ledger import outside, ports
from yakusoku.ledger.models import Checkpoint, Log
from yakusoku.ledger.notes import Key, UnreadableNoteError, read_key, read_note
from yakusoku.terms.text import Text, text


class Trouble(StrEnum):
    """Why a log is read-only."""

    BEHIND = "behind"
    FORKED = "forked"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class Standing:
    """One log that cannot be written: what the database holds, what the file outside knows, what to do."""

    log: str
    trouble: Trouble
    file: str
    held: tuple[int, int]
    known: tuple[int, int]
    says: Text
    do: Text

    @property
    def first_lost(self) -> int:
        """Return the index of the first entry that is known to be lost, in the generation of `known`."""
        return self.held[1] if self.held[0] == self.known[0] else 0

    @property
    def lost(self) -> int:
        """Return how many entries are known to be lost; none where the file outside knows nothing more."""
        return max(0, self.known[1] - self.first_lost)


# Known to the database: as a checkpoint it holds, or as the one that a closing acknowledged.
KNOWS = """(
    EXISTS (SELECT 1 FROM ledger_checkpoint c JOIN ledger_log o ON o.id = c.log_id
            WHERE o.name = %s AND o.origin = %s AND c.size = %s AND c.root = %s)
    OR EXISTS (SELECT 1 FROM ledger_log o
               WHERE o.name = %s AND o.origin = %s AND o.known_size = %s AND o.known_root = %s))"""

# Nothing outside yet: right until the first checkpoint has been copied there.
FRESH = """((SELECT COUNT(*) FROM (
    SELECT 1 FROM ledger_checkpoint c JOIN ledger_log o ON o.id = c.log_id
    WHERE o.name = %s AND o.closed_at IS NULL LIMIT 2) few) < 2)"""


def condition(log: str, newest: outside.Newest) -> tuple[str, tuple[str | int, ...]]:
    """Return the SQL condition, with parameters, under which the log may be written."""
    if newest.unreadable:
        return "(1 = 0)", ()
    if newest.recorded is None:
        return FRESH, (log,)
    head = newest.recorded.checkpoint
    one = (log, head.origin, head.size, head.root.hex())
    return KNOWS, (*one, *one)


def in_order(log: str, newest: outside.Newest) -> bool:
    """Say whether the database of this connection holds what the file outside knows of the log."""
    said, values = condition(log, newest)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 WHERE {said}", values)
        return cursor.fetchone() is not None


def _held(log: str) -> tuple[int, int]:
    newest = Checkpoint.objects.filter(log__name=log).order_by("-log__generation", "-size")
    row = newest.values_list("log__generation", "size").first()
    if row is not None:
        return (row[0], row[1])
    opened = Log.objects.filter(name=log).order_by("-generation").values_list("generation", flat=True).first()
    return (opened or 0, 0)


def keys_of(log: str) -> tuple[bytes, ...]:
    """Return the public keys of a log: those its openings name, and the one that signs now, if readable."""
    found: list[bytes] = []
    for line in Log.objects.filter(name=log).order_by("generation").values_list("key", flat=True):
        with suppress(UnreadableNoteError):
            found.append(read_key(line).public)
    with suppress(ports.UnableToSign):
        found.append(ports.wired().signer_for(log).public)
    return tuple(dict.fromkeys(found))


def _why(log: str, newest: outside.Newest, held: tuple[int, int]) -> Trouble:
    if newest.unreadable:
        return Trouble.UNREADABLE
    if newest.recorded is None:
        return Trouble.MISSING
    origin = newest.recorded.checkpoint.origin
    note = read_note(newest.recorded.note)
    keys = [Key(origin, public) for public in keys_of(log)]
    if origin.rpartition("/")[0] != ports.wired().origin_for(log):
        return Trouble.FOREIGN
    if not any(note.signed_by(key) for key in keys):
        named = {(one.name, one.key_id) for one in note.signatures}
        return Trouble.UNREADABLE if any((key.name, key.id) in named for key in keys) else Trouble.FOREIGN
    return Trouble.BEHIND if newest.recorded.place > held else Trouble.FORKED


_SAYS = {
    Trouble.BEHIND: text(
        "the database holds {held} entries of generation {held_generation} of log {log}, but the file "
        "outside ({file}) knows {known} of generation {known_generation}: the database was restored to an "
        "earlier day."
    ),
    Trouble.FORKED: text(
        "the database holds {held} entries of generation {held_generation} of log {log}, but not the "
        "checkpoint over {known} of generation {known_generation} in {file}: its history was replaced."
    ),
    Trouble.MISSING: text(
        "the database holds checkpoints of log {log}, but the file outside, {file}, is missing or empty."
    ),
    Trouble.UNREADABLE: text("the last line of {file} is damaged or its signature does not fit log {log}."),
    Trouble.FOREIGN: text(
        "{file} belongs to another home: another key signed it, or another log than {log}."
    ),
}
_FINISH = text("Run `yakusoku restore finish`: it shows what was lost and opens a new log.")
_PUT_BACK = text(
    "Put the file of this home back. Where there is none any more, move this one away and run "
    "`yakusoku restore finish`."
)


def standing(log: str) -> Standing | None:
    """Return why `log` is read-only, or None where it may be written."""
    newest = outside.newest(ports.wired().outside, log)
    if in_order(log, newest):
        return None
    held = _held(log)
    known = newest.recorded.place if newest.recorded else (0, 0)
    trouble = _why(log, newest, held)
    file = str(outside.file_of(ports.wired().outside, log))
    says = replace(
        _SAYS[trouble],
        places={
            "log": log,
            "file": file,
            "held": held[1],
            "held_generation": held[0],
            "known": known[1],
            "known_generation": known[0],
        },
    )
    do = _PUT_BACK if trouble in {Trouble.UNREADABLE, Trouble.FOREIGN} else _FINISH
    return Standing(log, trouble, file, held, known, says, do)


def logs() -> tuple[str, ...]:
    """Return the names of all logs that the database or the folder outside knows."""
    names = set(Log.objects.values_list("name", flat=True))
    folder = ports.wired().outside
    if folder.is_dir():
        names.update(file.stem for file in folder.glob("*.jsonl"))
    return tuple(sorted(names))


def behind() -> tuple[Standing, ...]:
    """Return every log that is read-only, with the reason; empty where all is well."""
    return tuple(found for found in map(standing, logs()) if found is not None)
