"""
Signed notes (C2SP signed-note) and checkpoints (C2SP tlog-checkpoint), with Ed25519.

A note is text, an empty line, and one line a signature. A checkpoint is a note whose text names the
log (its origin), the number of its entries and the root over them. Parsers take the one canonical form only:
a note with a flipped byte is another note or none.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from yakusoku.ledger.tree import HASH

_ED25519 = b"\x01"
_MOST_SIGNATURES = 16
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]+")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")

Sign = Callable[[bytes], bytes]


class UnreadableNoteError(ValueError):
    """The bytes are no note, no checkpoint or no key of the form that is asked for."""


def encode(raw: bytes) -> str:
    """Return standard base 64."""
    return base64.b64encode(raw).decode("ascii")


def decode(said: str) -> bytes:
    """
    Return the bytes of standard base 64 in its one canonical spelling.

    :raises UnreadableNoteError: if it is spelled in any other way
    """
    try:
        raw = base64.b64decode(said, validate=True)
    except (binascii.Error, ValueError):
        raise UnreadableNoteError("this is not base 64") from None
    if encode(raw) != said:
        raise UnreadableNoteError("this is not canonical base 64")
    return raw


@dataclass(frozen=True)
class Key:
    """A public Ed25519 key with the name it signs under."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Return the four bytes by which a signature names its key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def line(self) -> str:
        """Return the verifier key: name, id and key, as one hands it to a verifier."""
        return f"{self.name}+{self.id.hex()}+{encode(_ED25519 + self.public)}"

    def verifies(self, text: bytes, signature: bytes) -> bool:
        """Say whether `signature` is this key's over `text`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


def read_key(line: str) -> Key:
    """
    Return the key of a verifier key line.

    :raises UnreadableNoteError: if the line is malformed or its id belongs to another key
    """
    name, _, rest = line.partition("+")
    _, _, encoded = rest.partition("+")
    raw = decode(encoded)
    if not _NAME.fullmatch(name) or len(raw) != 1 + HASH or raw[:1] != _ED25519:
        raise UnreadableNoteError("this is not an Ed25519 verifier key")
    key = Key(name, raw[1:])
    if key.line() != line:
        raise UnreadableNoteError("the id of the verifier key belongs to another key")
    return key


@dataclass(frozen=True)
class Signature:
    """One signature line of a note."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """Return the line without its line break."""
        return f"— {self.name} {encode(self.key_id + self.signature)}"


@dataclass(frozen=True)
class Note:
    """A signed text. Nothing in it counts before `signed_by` says yes."""

    text: str
    signatures: tuple[Signature, ...]

    def write(self) -> str:
        """Return the whole note."""
        return self.text + "\n" + "".join(f"{one.line()}\n" for one in self.signatures)

    def signed_by(self, key: Key) -> bool:
        """Say whether `key` signed; a bad signature under its name and id spoils the note."""
        own = [one for one in self.signatures if (one.name, one.key_id) == (key.name, key.id)]
        return bool(own) and all(key.verifies(self.text.encode(), one.signature) for one in own)


def sign(text: str, key: Key, signer: Sign) -> Note:
    """Return `text` as a note that `signer` signed under the name of `key`."""
    return Note(text, (Signature(key.name, key.id, signer(text.encode())),))


def _read_signature(line: str) -> Signature:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    raw = decode(encoded)
    if dash != "—" or not _NAME.fullmatch(name) or len(raw) <= 4:
        raise UnreadableNoteError("a signature line is malformed")
    return Signature(name, raw[:4], raw[4:])


def read_note(said: str) -> Note:
    """
    Return the note that `said` spells.

    :raises UnreadableNoteError: if it is malformed in any way
    """
    text, gap, lines = said.rpartition("\n\n")
    if not gap or not lines.endswith("\n") or re.search(r"[\x00-\x09\x0b-\x1f]", said):
        raise UnreadableNoteError("this is not a signed note")
    signed = lines[:-1].split("\n")
    if len(signed) > _MOST_SIGNATURES:
        raise UnreadableNoteError("the note has more signatures than anyone reads")
    return Note(text + "\n", tuple(_read_signature(line) for line in signed))


@dataclass(frozen=True)
class Checkpoint:
    """What a log says about itself: so many entries, and this root over them."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{encode(self.root)}\n"

    def digest(self) -> str:
        """Return SHA-256 of the signed text in hexadecimal: it stands for the checkpoint in a letter."""
        return sha256(self.text().encode()).hexdigest()


def read_checkpoint(text: str) -> Checkpoint:
    """
    Return the checkpoint that the text of a note spells; extension lines are refused, as ours have none.

    :raises UnreadableNoteError: if it is malformed
    """
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0] or not _SIZE.fullmatch(lines[1]):
        raise UnreadableNoteError("this is not a checkpoint")
    root = decode(lines[2])
    if len(root) != HASH:
        raise UnreadableNoteError("the root of a checkpoint has 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root)


def open_checkpoint(said: str, keys: Iterable[Key]) -> Checkpoint:
    """
    Return the checkpoint of a note that at least one of `keys` signed, under the log's own name.

    :raises UnreadableNoteError: if it is malformed or none of the keys signed it
    """
    note = read_note(said)
    checkpoint = read_checkpoint(note.text)
    if not any(key.name == checkpoint.origin and note.signed_by(key) for key in keys):
        raise UnreadableNoteError("none of the keys signed this checkpoint")
    return checkpoint
