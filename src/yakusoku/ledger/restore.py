"""
What follows a restore: a database that is behind its outside checkpoint is taken into use again.

The old log is closed with what is known of it, a new origin is opened, and its first entry names the old
checkpoint: what was lost stays lost, and everybody can see how much it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import perf_counter

from django.db import transaction

from yakusoku.ledger import deeds, logs, notes, outside, ports, sequencer, signers, standing
from yakusoku.ledger.bodies import stamp
from yakusoku.ledger.models import Checkpoint, Entry, Log
from yakusoku.ledger.standing import Standing, Trouble
from yakusoku.ledger.tags import RESTORED, reference
from yakusoku.ledger.tree import EMPTY
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text


class UnableToFinishRestore(UnableTo):
    """The restore cannot be finished as things stand."""

    asked = text("finish the restore of a log")


@dataclass(frozen=True)
class Finished:
    """
    A log that was taken into use again: what was lost, what was replayed, and the new origin.

    `carried` entries had no index yet and go on in the new log.
    """

    standing: Standing
    origin: str
    first_entry: int
    replayed: int
    carried: int


def finish(*, log: str, by: str, now: datetime) -> Finished:
    """
    Take a log that is read-only into use again: replay, close the old origin, open the next one.

    One transaction with one entry, which is the first of the new log and names the old checkpoint.

    :raises UnableToFinishRestore: if the log is in order, or the file outside cannot be believed
    :raises UnableToSign: if the key of the log cannot be used
    """
    with transaction.atomic():
        sequencer.lock(wait=True)
        found = _found(log)
        known = outside.newest(ports.wired().outside, log).recorded
        old = Log.objects.filter(name=log).order_by("-generation").first()
        held = _held(old) if old else notes.Checkpoint(log, 0, EMPTY)
        head = known.checkpoint if known else held
        generation = 1 + max(old.generation if old else 0, known.generation if known else 0)
        _close(log, old, held, known, found.trouble, now)
        logs.open_log(log, generation, now=now, signer=_signer(log, old, known))
        replayed = _replay(log, now)
        entry = deeds.Entry(RESTORED, log, log, reference("by", by), stamp(now))
        entry.say(because=found.trouble, generation=generation - 1, held=held.size, known=head.size)
        entry.say(held_checkpoint=held.digest(), known_checkpoint=head.digest(), replayed=replayed)
        new = Log.objects.get(name=log, generation=generation)
        first = first_entry(new, entry)
        sequencer.index(new, [(first, entry.raw)])
        carried = sequencer.carry(new)
    sequencer.copy_outside(log)
    return Finished(found, new.origin, first, replayed, carried)


def _signer(log: str, old: Log | None, known: outside.Recorded | None) -> ports.Signer:
    """Return the newest key of the log that anything is known of: of the file outside, or of the database."""
    if known is not None and known.generation > (old.generation if old else 0):
        return signers.that_signed(log, known)
    return signers.of(old) if old else ports.wired().signer_for(log)


def first_entry(new: Log, entry: deeds.Entry) -> int:
    """
    Write the first entry of a generation that is being opened, and return its id.

    The question that every deed asks first is what is being settled here.
    """
    row = Entry.objects.create(
        log=new, body=entry.seal(), about=entry.about, tag=entry.tag.name, recorded_at=entry.at
    )
    transaction.on_commit(partial(deeds.tell, entry, perf_counter()))
    return row.id


def _found(log: str) -> Standing:
    found = standing.standing(log)
    if found is None:
        raise UnableToFinishRestore(
            text("log {log} is in order.", log=log), do=text("Nothing is to be done.")
        )
    if found.trouble in {Trouble.UNREADABLE, Trouble.FOREIGN}:
        raise UnableToFinishRestore(found.says, do=found.do)
    return found


def _held(row: Log) -> notes.Checkpoint:
    newest = Checkpoint.objects.filter(log=row).order_by("-size").first()
    if newest is None:
        return notes.Checkpoint(row.origin, 0, EMPTY)
    return notes.Checkpoint(row.origin, newest.size, bytes.fromhex(newest.root))


def _close(
    log: str,
    old: Log | None,
    held: notes.Checkpoint,
    known: outside.Recorded | None,
    trouble: Trouble,
    now: datetime,
) -> None:
    """Close the open generation; where the file outside knows a later one, note that one as lost."""
    same = known is not None and old is not None and known.generation == old.generation
    if old is not None and old.closed_at is None:
        logs.close_log(old, known=known.checkpoint if known and same else held, because=trouble, now=now)
    if known is not None and known.generation > (old.generation if old else 0):
        signer = _signer(log, old, known)
        logs.lost_log(log, known.generation, known=known.checkpoint, because=trouble, now=now, signer=signer)


def _replay(log: str, now: datetime) -> int:
    """Let each room do again what the file outside remembers; there is none yet that asked for it."""
    return sum(
        replay.replay(log=log, lines=_lines(log, replay.kind), now=now) for replay in ports.wired().replays
    )


def _lines(log: str, kind: str) -> Iterator[Mapping[str, object]]:
    for _, raw, complete in outside.lines(ports.wired().outside, log):
        try:
            said = outside.read_line(raw) if complete else {}
        except outside.UnreadableLineError:
            continue
        if said.get("kind") == kind:
            yield said
