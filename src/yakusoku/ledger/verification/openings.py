"""The signed opening and closing of each generation, and the file of the signing key."""

from __future__ import annotations

from collections.abc import Sequence

from yakusoku.ledger import logs, notes, ports
from yakusoku.ledger.models import Log
from yakusoku.ledger.verification.faults import Fault, Faults
from yakusoku.terms.text import text


def _signed(note: str | None, said: str, keys: Sequence[notes.Key]) -> notes.Key | None:
    """Return the key that signed exactly `said`."""
    try:
        opened = notes.read_note(note or "")
    except notes.UnreadableNoteError:
        return None
    return next((key for key in keys if opened.text == said and opened.signed_by(key)), None)


def _public(log: str) -> bytes | None:
    try:
        return ports.wired().signer_for(log).public
    except ports.UnableToSign:
        return None


def check(row: Log, faults: Faults) -> notes.Key | None:
    """Hold the row of a generation against its notes; return the key that signed it."""
    where = f"ledger_log {row.origin}"
    try:
        own = notes.read_key(row.key)
    except notes.UnreadableNoteError:
        own = None
    now = _public(row.name)
    keys = [key for key in (own, notes.Key(row.origin, now) if now else None) if key is not None]
    signer = _signed(row.opening, logs.opening_text(row), keys)
    if signer is None:
        faults.add(*_which(row, keys, where))
        signer = _heir(row, keys)
    if row.closed_at is not None and _signed(row.closing, logs.closing_text(row), keys) is None:
        faults.add("log.closing", where)
    return signer


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
    from yakusoku.ledger.models import Checkpoint

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
    signer = ports.wired().signer_for(log)
    try:
        public = signer.public
    except ports.UnableToSign as problem:
        faults.note(Fault(signer.where, None, "key.file", problem.wrong, problem.do))
        return
    newest = generations[-1]
    if notes.Key(newest.origin, public).line() != newest.key:
        why = text(
            "the key in {file} is not the one that log {log} was opened with.", file=signer.where, log=log
        )
        faults.add("key.other", signer.where, why=why)
