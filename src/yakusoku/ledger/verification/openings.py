"""The signed opening and closing of each generation, and the file of the signing key."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from yakusoku.ledger import logs, notes, outside, ports, signers
from yakusoku.ledger.models import Checkpoint, Log
from yakusoku.ledger.rules import ROTATED
from yakusoku.ledger.verification.faults import Fault, Faults
from yakusoku.terms.text import text


def _signed(note: str | None, said: str, keys: Sequence[notes.Key]) -> notes.Key | None:
    """Return the key that signed exactly `said`."""
    try:
        opened = notes.read_note(note or "")
    except notes.UnreadableNoteError:
        return None
    return next((key for key in keys if opened.text == said and opened.signed_by(key)), None)


def check(row: Log, faults: Faults, heir: Log | None = None) -> notes.Key | None:
    """Hold the row of a generation, which `heir` follows, against its notes; return the key that signed it."""
    where = f"ledger_log {row.origin}"
    try:
        own = notes.read_key(row.key)
    except notes.UnreadableNoteError:
        own = None
    keys = [own] if own else []
    keys += [notes.Key(row.origin, public) for public in signers.publics(row.name)]
    signer = _signed(row.opening, logs.opening_text(row), keys)
    if signer is None:
        faults.add(*_which(row, keys, where))
        signer = _heir(row, keys)
    said = logs.closing_text(row, heir.key if heir else None)
    if row.closed_at is not None and _signed(row.closing, said, keys) is None:
        faults.add("log.closing", where)
    if row.closed_because == ROTATED:
        _check_whole(row, faults)
    return signer


def _check_whole(row: Log, faults: Faults) -> None:
    """See that a generation whose key was rotated still holds all that it had: nothing of it was given up."""
    newest = Checkpoint.objects.filter(log=row).order_by("-size").first()
    if newest is None or (newest.size, newest.root) != (row.known_size, row.known_root):
        faults.add("log.short", f"ledger_log {row.origin}", newest.size if newest else 0)


def check_chain(generations: Sequence[Log], faults: Faults) -> None:
    """See that each key was named by the one before it, in a closing of the database or of the file outside."""
    for row, heir in pairwise(generations):
        try:
            old, new = notes.read_key(row.key), notes.read_key(heir.key)
        except notes.UnreadableNoteError:
            continue  # told of the row itself
        if old.public == new.public or row.closed_because == ROTATED:
            continue  # its closing was held against the key of the next generation
        kept = outside.successions(ports.wired().outside, row.name).get(row.origin)
        if kept is None or kept.heir != new or not kept.note.signed_by(old):
            faults.add("log.chain", f"ledger_log {heir.origin}")


def _which(row: Log, keys: Sequence[notes.Key], where: str) -> tuple[str, str]:
    """Say whether the key's column is wrong, which the opening repeats, or something else of the opening."""
    for key in keys:
        told = Log(
            origin=row.origin,
            name=row.name,
            generation=row.generation,
            opened_at=row.opened_at,
            key=key.line(),
        )
        if _signed(row.opening, logs.opening_text(told), keys):
            return "log.key", where
    return "log.opening", where


def _heir(row: Log, keys: Sequence[notes.Key]) -> notes.Key | None:
    """Return the key that signed the first checkpoint, where the opening does not say."""
    note = Checkpoint.objects.filter(log=row).order_by("size").values_list("note", flat=True).first()
    for key in keys:
        try:
            notes.open_checkpoint(note or "", (key,))
        except notes.UnreadableNoteError:
            continue
        return key
    return None


def check_key_file(log: str, generations: Sequence[Log], faults: Faults) -> None:
    """See whether the log can go on signing with the key it was opened with."""
    if not generations:
        return
    newest = generations[-1]
    signer = signers.of(newest)
    try:
        public = signer.public
    except ports.UnableToSign as problem:
        faults.note(Fault(signer.where, None, "key.file", problem.wrong, problem.do))
        return
    if notes.Key(newest.origin, public).line() != newest.key:
        why = text(
            "the key in {file} is not the one that log {log} was opened with.", file=signer.where, log=log
        )
        faults.add("key.other", signer.where, why=why)
