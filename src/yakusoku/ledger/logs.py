"""Opening a log: its key is made, its origin named, and the opening signed."""

from __future__ import annotations

import re
from datetime import datetime

from yakusoku.ledger import notes, ports, signers
from yakusoku.ledger.bodies import stamp
from yakusoku.ledger.models import Log
from yakusoku.ledger.rules import CLOSED, OPENED, ROTATED, SUCCEEDED
from yakusoku.ledger.tags import UnableToRecord
from yakusoku.terms.text import text

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


def check_name(log: str) -> None:
    """Let only names of logs pass. :raises UnableToRecord: if `log` cannot be one"""
    if not _NAME.fullmatch(log):
        raise UnableToRecord(
            text("a log is named by its controller, in small letters, digits and hyphens."),
            do=text("Pass the controller's id, such as `jcom`."),
        )


def opening_text(row: Log) -> str:
    """Return what the signed opening of a log says: all columns that are written when it opens."""
    return f"{OPENED}\n{row.origin}\n{row.name} {row.generation}\n{row.opened_at}\n{row.key}\n"


def closing_text(row: Log, heir: str | None = None) -> str:
    """
    Return what the signed closing of a log says: all columns that are written when it closes.

    Where the key was rotated, the closing names `heir`, the verifier key of the next generation.
    """
    said = f"{row.origin}\n{row.closed_at}\n{row.closed_because}\n{row.known_size} {row.known_root}\n"
    return f"{SUCCEEDED}\n{said}next {heir}\n" if row.closed_because == ROTATED else f"{CLOSED}\n{said}"


def _new(name: str, generation: int, signer: ports.Signer, *, now: datetime) -> Log:
    """Return the row of a generation with its signed opening, not yet stored."""
    wired = ports.wired()
    key = notes.Key(f"{wired.origin_for(name)}/{generation}", signer.public)
    row = Log(name=name, generation=generation, origin=key.name, key=key.line(), opened_at=stamp(now))
    row.opening = notes.sign(opening_text(row), key, signer.sign).write()
    return row


def open_log(name: str, generation: int, *, now: datetime, signer: ports.Signer | None = None) -> None:
    """
    Open a generation of a log with `signer`, by default with the first key, made where there is none.

    Where another process was first, nothing happens.

    :raises UnableToSign: if the key of the log cannot be used
    """
    if signer is None:
        signer = ports.wired().signer_for(name)
        signer.prepare()
    row = _new(name, generation, signer, now=now)
    Log.objects.bulk_create([row], ignore_conflicts=True)


def close_log(
    row: Log,
    *,
    known: notes.Checkpoint,
    because: str,
    now: datetime,
    signer: ports.Signer | None = None,
    heir: str | None = None,
) -> None:
    """
    Close a generation; `known` is how far it is known to have come, which is what the file outside says.

    `heir` is the key that goes on where this one is rotated. The key that closes is the one that opened.

    :raises UnableToSign: if that key cannot be used
    """
    signer = signer or signers.of(row)
    row.closed_at, row.closed_because = stamp(now), because
    row.known_size, row.known_root = known.size, known.root.hex()
    key = notes.Key(row.origin, signer.public)
    if key.line() != row.key:
        raise another_key(row.name)
    row.closing = notes.sign(closing_text(row, heir), key, signer.sign).write()
    fields = ["closed_at", "closed_because", "known_size", "known_root", "closing"]
    row.save(update_fields=None if row.pk is None else fields)


def another_key(log: str) -> ports.UnableToSign:
    """Return the refusal to sign for a generation with a key that did not open it."""
    return ports.UnableToSign(
        text("the signing key of log {log} is not the one it was opened with.", log=log),
        do=text("Put the key file back from the backup of the keys."),
    )


def lost_log(
    name: str,
    generation: int,
    *,
    known: notes.Checkpoint,
    because: str,
    now: datetime,
    signer: ports.Signer,
) -> None:
    """
    Store a generation that the database lost as a whole: closed from the start, with what is known of it.

    :raises UnableToSign: if the key of the log cannot be used
    """
    row = _new(name, generation, signer, now=now)
    close_log(row, known=known, because=because, now=now, signer=signer)
