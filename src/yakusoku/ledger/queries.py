"""Reads: entries, proofs, what waits for its index, where the database stands, verification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from yakusoku.ledger import bodies, chain, notes, outside, ports, proofs, signers, tiles, tree
from yakusoku.ledger.models import Checkpoint, Entry, Log, Tile
from yakusoku.ledger.rules import ROTATED
from yakusoku.ledger.standing import Standing, Trouble, behind, logs
from yakusoku.ledger.tags import Fact
from yakusoku.ledger.verification import openings
from yakusoku.ledger.verification.faults import Fault, Faults
from yakusoku.ledger.verification.verify import Verification, verify
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

__all__ = [
    "Fault", "Proof", "Seen", "Standing", "Trouble", "UnableToProve", "Verification", "Waiting",
    "beginning", "begun", "behind", "entries", "growth", "key", "key_chain", "logs", "proof",
    "unusable_keys", "verify", "waiting",
]  # fmt: skip

LATE = timedelta(seconds=10)
"""A committed entry that waits longer for its index is an alarm."""


class UnableToProve(UnableTo):
    """There is no proof of that entry."""

    asked = text("prove an entry of the ledger")


@dataclass(frozen=True)
class Seen:
    """One entry, as it was recorded. `index` is None until the sequencer gave it one."""

    id: int
    address: str
    index: int | None
    tag: str
    about: str
    by: str
    at: datetime
    facts: Mapping[str, Fact]
    leaf_hash: str


@dataclass(frozen=True)
class Waiting:
    """Committed entries of a log that have no index yet."""

    log: str
    count: int
    since: datetime

    def is_alarm(self, now: datetime) -> bool:
        """Say whether the oldest one waits longer than it may."""
        return now - self.since > LATE


@dataclass(frozen=True)
class Proof:
    """
    Proof of one entry. Hashes are 64 hexadecimal digits; `full` is the file as C2SP tlog-proof has it.

    The checkpoint is the one at the entry's own size, so the same entry has the same proof on every day.
    """

    address: str
    index: int
    leaf_hash: str
    checkpoint_hash: str
    full: str

    def stamp(self) -> str:
        """Return the short form for a QR code."""
        return proofs.Stamp(self.address, self.index, self.leaf_hash, self.checkpoint_hash).write()


def entries(
    log: str, about: str | None = None, *, after: int = 0, limit: int | None = None
) -> tuple[Seen, ...]:
    """Return the entries of `log` (about one thing, if asked) as recorded, with ids above `after`."""
    rows = Entry.objects.filter(log__name=log, id__gt=after).order_by("id")
    if about is not None:
        rows = rows.filter(about=about)
    found = rows.values_list("id", "log__origin", "position", "body")
    return tuple(_seen(*row) for row in (found if limit is None else found[:limit]))


def _seen(number: int, address: str, index: int | None, raw: bytes | memoryview) -> Seen:
    body = bodies.read(bytes(raw))
    leaf = tree.leaf_hash(bytes(raw)).hex()
    moment = bodies.moment(body.at)
    return Seen(number, address, index, body.tag, body.about, body.by, moment, body.facts, leaf)


def waiting() -> tuple[Waiting, ...]:
    """Return, for each log with committed entries that have no index, how many there are and since when."""
    found = []
    for log in Log.objects.order_by("name").values_list("name", flat=True).distinct():
        rows = Entry.objects.filter(log__name=log, position__isnull=True)
        oldest = rows.order_by("recorded_at").values_list("recorded_at", flat=True).first()
        if oldest is not None:
            found.append(Waiting(log, rows.count(), bodies.moment(oldest)))
    return tuple(found)


def key(log: str, *, origin: str | None = None) -> str:
    """
    Return the verifier key of a generation of `log`, by default the newest, to hand to whoever verifies.

    :raises UnableToProve: if there is no such log
    """
    rows = Log.objects.filter(name=log, **({"origin": origin} if origin else {}))
    line = rows.order_by("-generation").values_list("key", flat=True).first()
    if line is None:
        raise UnableToProve(
            text("there is no log {log}.", log=log),
            do=text("`yakusoku ledger verify` lists the logs there are."),
        )
    return line


def begun(log: str) -> datetime | None:
    """Return when the first generation of `log` was opened; None where there is no such log."""
    at = Log.objects.filter(name=log).order_by("generation").values_list("opened_at", flat=True).first()
    return None if at is None else bodies.moment(at)


def key_chain(log: str) -> str:
    """
    Return the file by which a verifier comes from the first key of `log`, or a later one, to all after it.

    :raises UnableToProve: if there is no such log
    """
    key(log)
    kept = outside.successions(ports.wired().outside, log)
    said: list[str] = []
    for row, heir in pairwise(Log.objects.filter(name=log).order_by("generation")):
        if row.closed_because == ROTATED:
            said.append(row.closing or "")
        elif row.origin in kept and kept[row.origin].heir.line() == heir.key:
            said.append(kept[row.origin].note.write())
        said.append(heir.opening)
    return chain.write(said)


def beginning(log: str) -> str:
    """
    Return the origin with which `log` began, or began anew after its newest restore; rotated keys change nothing.

    :raises UnableToProve: if there is no such log
    """
    key(log)
    rows = list(Log.objects.filter(name=log).order_by("generation"))
    anew = [heir.origin for row, heir in pairwise(rows) if row.closed_because != ROTATED]
    return anew[-1] if anew else rows[0].origin


def unusable_keys() -> tuple[Fault, ...]:
    """Return what keeps open logs from signing: a key file that is missing, damaged, open to others or another."""
    faults = Faults()
    for log in Log.objects.filter(closed_at__isnull=True).order_by("name"):
        openings.check_key_file(log.name, (log,), faults)
    return faults.sorted()


def _node(log: Log) -> tree.Node:
    def read(level: int, number: int) -> bytes:
        row = (
            Tile.objects.filter(log=log, level=level, number=number).values_list("hashes", flat=True).first()
        )
        return b"" if row is None else bytes(row)

    return tiles.nodes(read)


def proof(log: str, entry_id: int) -> Proof:
    """
    Return the proof of an entry, made from the stored tiles and checked before it is handed out.

    :raises UnableToProve: if there is no such entry, it has no index yet, or the log is damaged
    """
    entry = Entry.objects.select_related("log").filter(log__name=log, id=entry_id).first()
    if entry is None:
        raise UnableToProve(
            text("log {log} holds no entry {entry}.", log=log, entry=entry_id),
            do=text("`yakusoku ledger entries` lists what it holds."),
        )
    if entry.position is None:
        raise UnableToProve(
            text("entry {entry} has no index yet.", entry=entry_id),
            do=text("Run `yakusoku ledger sequence`."),
        )
    try:
        head, note = _head_at(entry.log, entry.position + 1)
        made = tree.inclusion(entry.position, head.size, _node(entry.log))
    except ValueError:
        raise _damaged(log) from None
    whole = proofs.Inclusion(entry.position, made, note, bytes(entry.body))
    if whole.holds(bytes(entry.body), (notes.read_key(entry.log.key),)) is None:
        raise _damaged(log)
    leaf = tree.leaf_hash(bytes(entry.body)).hex()
    return Proof(entry.log.origin, entry.position, leaf, head.digest(), whole.write())


def _damaged(log: str) -> UnableToProve:
    return UnableToProve(text("log {log} is damaged.", log=log), do=text("Run `yakusoku ledger verify`."))


def _head_at(log: Log, size: int) -> tuple[notes.Checkpoint, str]:
    """
    Return the checkpoint over `size` entries: stored, or signed now that the stored one above extends it.

    Ed25519 signs one text with one signature. Where the key is not at hand, the stored one above is returned.

    :raises ValueError: if the tiles do not lead to a stored checkpoint
    """
    row = Checkpoint.objects.filter(log=log, size__gte=size).order_by("size").first()
    if row is None:
        raise ValueError("no checkpoint covers the entry")
    key = notes.read_key(log.key)
    above = notes.open_checkpoint(row.note, (key,))
    if above.size == size:
        return above, row.note
    node = _node(log)
    head = notes.Checkpoint(log.origin, size, tree.range_hash(0, size, node))
    if not tree.extends(size, head.root, above.size, above.root, tree.consistency(size, above.size, node)):
        raise ValueError("the tiles do not lead to the checkpoint")
    signer = signers.of(log)
    try:
        if signer.public != key.public:
            return above, row.note
        return head, notes.sign(head.text(), key, signer.sign).write()
    except ports.UnableToSign:
        return above, row.note


def growth(log: str, old_note: str) -> str:
    """
    Return the file that proves that the newest checkpoint of `log` extends the older one that somebody kept.

    :raises UnableToProve: if the older one is not of this log, or the log does not extend it
    """
    try:
        old = notes.read_checkpoint(notes.read_note(old_note).text)
    except notes.UnreadableNoteError:
        raise UnableToProve(
            text("this is not a checkpoint."), do=text("Pass the checkpoint as it was received, unchanged.")
        ) from None
    row = (
        Checkpoint.objects.select_related("log")
        .filter(log__name=log, log__origin=old.origin)
        .order_by("-size")
        .first()
    )
    if row is None or row.size < old.size:
        raise UnableToProve(
            text("log {log} has no checkpoint that is as new as this one.", log=log),
            do=text("Run `yakusoku ledger verify`: the database may be behind."),
        )
    try:
        made = tree.consistency(old.size, row.size, _node(row.log))
    except ValueError:
        raise _damaged(log) from None
    whole = proofs.Growth(made, old_note, row.note)
    if whole.holds((notes.read_key(row.log.key),)) is None:
        raise UnableToProve(
            text("log {log} does not extend this checkpoint: its history was changed.", log=log),
            do=text("Keep the checkpoint: it is the evidence. Then run `yakusoku ledger verify`."),
        )
    return whole.write()
