"""
Whether the database still stands where it stood: held against the file outside, before anything is written.

The one question is asked inside the deed's own transaction: does the database hold the newest checkpoint
that the file outside holds? A database that does not was restored to an earlier day, and is read-only.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum

from yakusoku.ledger import outside, ports, signers
from yakusoku.ledger.models import Checkpoint, Log
from yakusoku.ledger.notes import Key, UnreadableNoteError, read_key, read_note
from yakusoku.ledger.rules import ROTATED
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


@dataclass(frozen=True)
class Leave:
    """
    Leave to write to a log: its open row, and the SQL condition, with values, under which the leave still stands.

    The condition names rows by id, so that asking it again with every deed costs next to nothing.
    """

    newest: outside.Newest
    log_id: int | None
    condition: str
    values: tuple[str | int, ...]


_CHECKPOINT = "EXISTS (SELECT 1 FROM ledger_checkpoint c WHERE c.id = %s AND c.size = %s AND c.root = %s)"
_CLOSING = "EXISTS (SELECT 1 FROM ledger_log o WHERE o.id = %s AND o.known_size = %s AND o.known_root = %s)"
_FRESH = "(SELECT COUNT(*) FROM (SELECT 1 FROM ledger_checkpoint c WHERE c.log_id = %s LIMIT 2) few) < 2"


def leave(log: str, newest: outside.Newest) -> Leave | None:
    """
    Return leave to write to `log`, or None where the database does not hold what the file outside knows of it.

    It holds it as a checkpoint, or as what a closing acknowledged. Where the file knows nothing, the open
    generation has at most the one checkpoint that is still on its way there.
    """
    opened = Log.objects.filter(name=log, closed_at__isnull=True).values_list("id", flat=True).first()
    if newest.unreadable:
        return None
    if newest.recorded is None:
        few = opened is None or Checkpoint.objects.filter(log_id=opened).count() < 2
        return Leave(newest, opened, _FRESH, (opened or 0,)) if few else None
    head = newest.recorded.checkpoint
    here = {"size": head.size, "root": head.root.hex()}
    held = Checkpoint.objects.filter(log__name=log, log__origin=head.origin, **here).values_list(
        "id", flat=True
    )
    if (number := held.first()) is not None:
        return Leave(newest, opened, _CHECKPOINT, (number, head.size, head.root.hex()))
    known = {"known_size": head.size, "known_root": head.root.hex()}
    given_up = Log.objects.filter(name=log, origin=head.origin, **known).exclude(closed_because=ROTATED)
    closed = given_up.values_list("id", flat=True)
    if (number := closed.first()) is not None:
        return Leave(newest, opened, _CLOSING, (number, head.size, head.root.hex()))
    return None


def _held(log: str) -> tuple[int, int]:
    newest = Checkpoint.objects.filter(log__name=log).order_by("-log__generation", "-size")
    row = newest.values_list("log__generation", "size").first()
    if row is not None:
        return (row[0], row[1])
    opened = Log.objects.filter(name=log).order_by("-generation").values_list("generation", flat=True).first()
    return (opened or 0, 0)


def keys_of(log: str) -> tuple[bytes, ...]:
    """Return the public keys of a log: those its openings name, and those that can sign."""
    found: list[bytes] = []
    for line in Log.objects.filter(name=log).order_by("generation").values_list("key", flat=True):
        with suppress(UnreadableNoteError):
            found.append(read_key(line).public)
    return tuple(dict.fromkeys((*found, *signers.publics(log))))


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
_PUT_BACK_WHOLE = text(
    "First put the file back from where it was moved or from its backup, and look again. Only where it is lost: "
    "`yakusoku restore finish` shows what was lost and opens a new log."
)
_PUT_BACK = text(
    "Put the file of this home back. Where there is none any more, move this one away and run "
    "`yakusoku restore finish`."
)

_DO = {
    Trouble.MISSING: _PUT_BACK_WHOLE,
    Trouble.UNREADABLE: _PUT_BACK,
    Trouble.FOREIGN: _PUT_BACK,
}


def standing(log: str) -> Standing | None:
    """Return why `log` is read-only, or None where it may be written."""
    newest = outside.newest(ports.wired().outside, log)
    if leave(log, newest) is not None:
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
    do = _DO.get(trouble, _FINISH)
    return Standing(log, trouble, file, held, known, says, do)


def logs() -> tuple[str, ...]:
    """Return the names of all logs that the database or the folder outside knows."""
    names = set(Log.objects.values_list("name", flat=True))
    return tuple(sorted(names.union(outside.logs(ports.wired().outside))))


def behind() -> tuple[Standing, ...]:
    """Return every log that is read-only, with the reason; empty where all is well."""
    return tuple(found for found in map(standing, logs()) if found is not None)
