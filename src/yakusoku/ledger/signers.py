"""Which key signs for which generation of a log: the first one, or one that was made when keys were rotated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from django.db.models import Max

from yakusoku.ledger import outside, ports
from yakusoku.ledger.models import Log
from yakusoku.ledger.notes import Key, UnreadableNoteError, read_key, read_note
from yakusoku.ledger.rules import ROTATED


def made(log: str) -> Iterator[ports.Signer]:
    """Give every signer of `log` that has a key, the newest first."""
    newest = Log.objects.filter(name=log).aggregate(newest=Max("generation"))["newest"] or 1
    known = outside.newest(ports.wired().outside, log).recorded
    for since in range(max(newest, known.generation if known else 1) + 1, 0, -1):
        signer = ports.wired().signer_for(log, since)
        if signer.made:
            yield signer


def publics(log: str) -> tuple[bytes, ...]:
    """Return the public keys of `log` whose signers can be used, the newest first."""
    found = []
    for signer in made(log):
        with suppress(ports.UnableToSign):
            found.append(signer.public)
    return tuple(found)


def of(row: Log) -> ports.Signer:
    """Return the signer that a generation was opened with; where it has no key, the one that should have it."""
    with suppress(UnreadableNoteError):
        wanted = read_key(row.key).public
        for signer in made(row.name):
            with suppress(ports.UnableToSign):
                if signer.public == wanted:
                    return signer
    before = Log.objects.filter(name=row.name, generation__lt=row.generation, closed_because=ROTATED)
    rotated = before.order_by("-generation").values_list("generation", flat=True).first()
    return ports.wired().signer_for(row.name, 1 if rotated is None else rotated + 1)


def that_signed(log: str, known: outside.Recorded) -> ports.Signer:
    """Return the signer that signed a checkpoint of the file outside; the first one where none did."""
    note = read_note(known.note)
    for signer in made(log):
        with suppress(ports.UnableToSign):
            if note.signed_by(Key(known.checkpoint.origin, signer.public)):
                return signer
    return ports.wired().signer_for(log, 1)
