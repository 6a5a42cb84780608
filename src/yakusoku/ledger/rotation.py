"""
The signing key of a log is put aside for a new one: the old key names it, and the new one opens the next generation.

An origin has one key, as C2SP verifiers expect, so the log goes on under the next origin. What was proven under the
old one stays proven by the old key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yakusoku.ledger import deeds, logs, notes, ports, sequencer, signers, standing
from yakusoku.ledger.bodies import stamp
from yakusoku.ledger.models import Checkpoint, Log
from yakusoku.ledger.restore import first_entry
from yakusoku.ledger.rules import ROTATED
from yakusoku.ledger.tags import KEY_ROTATED, reference
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text


class UnableToRotateKey(UnableTo):
    """The key of a log cannot be put aside as things stand."""

    asked = text("rotate the signing key of a log")


@dataclass(frozen=True)
class RotatedKey:
    """
    A log that goes on with another key: old and new verifier key, where the new one lies, the first entry.

    `carried` entries had no index yet and go on in the new generation. `put_aside` is where the old key lies.
    """

    log: str
    old: str
    new: str
    where: str
    put_aside: str
    size: int
    first_entry: int
    carried: int


def rotate(*, log: str, by: str, now: datetime) -> RotatedKey:
    """
    Index what waits, make a new key, close the open generation in its favor, open the next one with it.

    One transaction with one entry, the first of the new generation, which names the last checkpoint of the old
    one. If the process dies before: the new key lies there unused and the next call takes it. After: the next
    run of the sequencer copies to the file outside what it lacks.

    :raises UnableToRotateKey: if there is no open log, nothing was signed yet, or another process was first
    :raises UnableToSequence: if the log is read-only
    :raises UnableToSign: if the old key or a new one that lies there cannot be used
    """
    by = reference("by", by)
    row = _open(log)
    _refuse_unless_in_order(log)
    if notes.Key(row.origin, signers.of(row).public).line() != row.key:
        raise logs.another_key(log)
    sequencer.sequence_log(row)
    signer = ports.wired().signer_for(log, row.generation + 1)
    signer.prepare()
    with transaction.atomic():
        sequencer.lock(wait=True)
        if _open(log).pk != row.pk:
            raise _moved(log)
        _refuse_unless_in_order(log)
        done = _rotated(row, signer, by, now)
    sequencer.copy_outside(log)
    return done


def _rotated(row: Log, signer: ports.Signer, by: str, now: datetime) -> RotatedKey:
    head = _head(row)
    aside = signers.of(row)
    heir = notes.Key(f"{ports.wired().origin_for(row.name)}/{row.generation + 1}", signer.public)
    logs.close_log(row, known=head, because=ROTATED, now=now, heir=heir.line())
    logs.open_log(row.name, row.generation + 1, now=now, signer=signer)
    new = Log.objects.get(name=row.name, generation=row.generation + 1)
    entry = deeds.Entry(KEY_ROTATED, row.name, row.name, by, stamp(now))
    entry.say(generation=row.generation, size=head.size, checkpoint=head.digest())
    first = first_entry(new, entry)
    sequencer.index(new, [(first, entry.raw)])
    carried = sequencer.carry(new)
    return RotatedKey(row.name, row.key, new.key, signer.where, aside.where, head.size, first, carried)


def _refuse_unless_in_order(log: str) -> None:
    if found := standing.standing(log):
        raise sequencer.UnableToSequence(found.says, do=found.do)


def _open(log: str) -> Log:
    row = Log.objects.filter(name=log, closed_at__isnull=True).first()
    if row is None:
        raise UnableToRotateKey(
            text("there is no open log {log}.", log=log),
            do=text("`yakusoku ledger verify` lists the logs there are."),
        )
    return row


def _moved(log: str) -> UnableToRotateKey:
    return UnableToRotateKey(
        text("another process closed log {log} at this moment.", log=log),
        do=text("Run `yakusoku ledger verify` and look which generation is open now."),
    )


def _head(row: Log) -> notes.Checkpoint:
    newest = Checkpoint.objects.filter(log=row).order_by("-size").first()
    if newest is None:
        raise UnableToRotateKey(
            text("log {log} has no signed entry yet.", log=row.name),
            do=text("Nothing rests on its key. Rotate it when there is something."),
        )
    return notes.Checkpoint(row.origin, newest.size, bytes.fromhex(newest.root))
