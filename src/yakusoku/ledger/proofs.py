"""
Proofs that leave the building: the file of C2SP tlog-proof, and the short form that fits a letter's QR code.

The file holds everything a stranger needs but the log's public key. The short form holds no proof: it pins
the entry and the state of the log at that moment, so that neither can be exchanged later without being found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from yakusoku.ledger import tree
from yakusoku.ledger.notes import Checkpoint, Key, UnreadableNoteError, decode, encode, open_checkpoint

FIRST = "c2sp.org/tlog-proof@v1"
GROWTH = "yakusoku.ledger/consistency-proof@v1"
_MOST_HASHES = 64
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_STAMP = re.compile(
    r"(?P<address>[^\s#]+)#(?P<index>0|[1-9][0-9]{0,18}) (?P<leaf>[0-9a-f]{64}) (?P<head>[0-9a-f]{64})"
)


class UnreadableProofError(ValueError):
    """The text is not a proof of the form that is asked for."""


def _hashes(lines: Iterable[str]) -> tuple[bytes, ...]:
    try:
        hashes = tuple(decode(line) for line in lines)
    except UnreadableNoteError:
        raise UnreadableProofError("a hash of the proof is malformed") from None
    if len(hashes) > _MOST_HASHES or any(len(one) != tree.HASH for one in hashes):
        raise UnreadableProofError("a proof has at most 64 hashes of 32 bytes")
    return hashes


def _number(line: str, word: str) -> int:
    said = line.removeprefix(f"{word} ")
    if said == line or not _NUMBER.fullmatch(said):
        raise UnreadableProofError(f"the line `{word}` is malformed")
    return int(said)


@dataclass(frozen=True)
class Inclusion:
    """A proof file: an entry stands at `index` in the log of the checkpoint. `extra` is the entry's bytes."""

    index: int
    hashes: tuple[bytes, ...]
    note: str
    extra: bytes | None = None

    def write(self) -> str:
        """Return the file."""
        extra = "" if self.extra is None else f"extra {encode(self.extra)}\n"
        hashes = "".join(f"{encode(one)}\n" for one in self.hashes)
        return f"{FIRST}\n{extra}index {self.index}\n{hashes}\n{self.note}"

    def holds(self, body: bytes, keys: Iterable[Key]) -> Checkpoint | None:
        """Return the checkpoint, if one of `keys` signed it and it includes the entry here, else None."""
        try:
            head = open_checkpoint(self.note, keys)
        except UnreadableNoteError:
            return None
        leaf = tree.leaf_hash(body)
        return head if tree.includes(leaf, self.index, head.size, self.hashes, head.root) else None


def read_inclusion(said: str) -> Inclusion:
    """Return the proof that a file holds. :raises UnreadableProofError: if it is malformed in any way"""
    above, gap, note = said.partition("\n\n")
    lines = above.split("\n")
    if not gap or lines.pop(0) != FIRST or not lines:
        raise UnreadableProofError("this is not a proof of inclusion")
    extra = None
    if lines[0].startswith("extra "):
        try:
            extra = decode(lines.pop(0).removeprefix("extra "))
        except UnreadableNoteError:
            raise UnreadableProofError("the line `extra` is malformed") from None
    if not lines:
        raise UnreadableProofError("the line `index` is missing")
    return Inclusion(_number(lines[0], "index"), _hashes(lines[1:]), note, extra)


@dataclass(frozen=True)
class Growth:
    """A proof file: the log of the newer checkpoint begins with the log of the older one."""

    hashes: tuple[bytes, ...]
    old_note: str
    new_note: str

    def write(self) -> str:
        """Return the file: a title, the hashes, and the two checkpoints, parted by a line of dots."""
        hashes = "".join(f"{encode(one)}\n" for one in self.hashes)
        return f"{GROWTH}\n{hashes}\n{self.old_note}...\n{self.new_note}"

    def holds(self, keys: Iterable[Key]) -> tuple[Checkpoint, Checkpoint] | None:
        """Return both checkpoints if `keys` signed both and the newer extends the older, else None."""
        known = tuple(keys)
        try:
            old, new = open_checkpoint(self.old_note, known), open_checkpoint(self.new_note, known)
        except UnreadableNoteError:
            return None
        same = old.origin == new.origin
        return (
            (old, new) if same and tree.extends(old.size, old.root, new.size, new.root, self.hashes) else None
        )


def read_growth(said: str) -> Growth:
    """Return the proof that a file holds. :raises UnreadableProofError: if it is malformed in any way"""
    above, gap, below = said.partition("\n\n")
    lines = above.split("\n")
    old, dots, new = below.partition("...\n")
    if not gap or not dots or lines[0] != GROWTH:
        raise UnreadableProofError("this is not a proof of consistency")
    return Growth(_hashes(lines[1:]), old, new)


@dataclass(frozen=True)
class Stamp:
    """What a letter's QR code says: `address#index`, the leaf's hash, the checkpoint's hash (hexadecimal)."""

    address: str
    index: int
    leaf_hash: str
    checkpoint_hash: str

    def write(self) -> str:
        """Return the one line."""
        return f"{self.address}#{self.index} {self.leaf_hash} {self.checkpoint_hash}"


def read_stamp(said: str) -> Stamp:
    """Return what the line says. :raises UnreadableProofError: if it is malformed"""
    found = _STAMP.fullmatch(said)
    if found is None:
        raise UnreadableProofError("this is not the short form of a proof")
    return Stamp(found["address"], int(found["index"]), found["leaf"], found["head"])
