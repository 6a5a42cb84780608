"""
The sealed envelope, version 1: pure cryptography, any length in bounded memory.

    YKS1 | salt (32) | commitment (32) | piece | piece | … | last piece

Each envelope has a key of its own: HKDF-SHA256 over the case key with the salt, and with domain, case id and
label in `info`. Half of the output is the AES-256-GCM key, half the commitment, so a wrong key or label is
known before anything is opened, and no envelope opens under two keys. Pieces hold 64 KiB, the last one the
rest. The nonce is the number of the piece and a flag on the last one (the STREAM construction of Hoang,
Reyhanitabar, Rogaway and Vizár), so pieces cannot be left out, exchanged or cut off. The associated data are
domain, case id and label again.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"YKS1"
SALT = 32
PIECE = 64 * 1024
_TAG = 16
_COMMITMENT = 32
_HEAD = len(MAGIC) + SALT + _COMMITMENT


class BrokenEnvelopeError(Exception):
    """The envelope does not open; the message names the part and holds no value."""


def joined(*parts: str | bytes) -> bytes:
    """Return `parts` with their lengths before them, so that no two lists give the same bytes."""
    raw = [part.encode() if isinstance(part, str) else part for part in parts]
    return b"".join(len(part).to_bytes(8, "big") + part for part in raw)


@dataclass(frozen=True)
class Binding:
    """The case key and what an envelope is bound to."""

    key: bytes = field(repr=False)
    domain: str
    case_id: str
    label: str

    @property
    def context(self) -> bytes:
        """Return domain, case and label as unambiguous bytes."""
        return joined(self.domain, self.case_id, self.label)

    def digest(self, pieces: Iterable[bytes]) -> str:
        """Return a digest that only the case key can make; it names the draw of one salt."""
        state = hmac.new(self.key, b"yakusoku content\0" + self.context, hashlib.sha256)
        for piece in pieces:
            state.update(piece)
        return state.hexdigest()

    def _derive(self, salt: bytes) -> tuple[AESGCM, bytes]:
        info = b"yakusoku envelope 1\0" + self.context
        both = HKDF(SHA256(), length=32 + _COMMITMENT, salt=salt, info=info).derive(self.key)
        return AESGCM(both[:32]), both[32:]

    def seal(self, pieces: Iterable[bytes], *, salt: bytes) -> Iterator[bytes]:
        """Yield the envelope of the concatenated `pieces` (of any sizes); `salt` is never used twice."""
        cipher, commitment = self._derive(salt)
        yield MAGIC + salt + commitment
        for number, (piece, last) in enumerate(_evenly(pieces, PIECE)):
            yield cipher.encrypt(_nonce(number, last=last), piece, self.context)

    def unseal(self, sealed: Iterable[bytes]) -> Iterator[bytes]:
        """
        Yield the content, each piece authenticated; only the end shows that nothing was cut off.

        :raises BrokenEnvelopeError: if it was altered or cut, or sealed under another key, case or label
        """
        head, body = _split_head(sealed)
        cipher, commitment = self._derive(head[len(MAGIC) : len(MAGIC) + SALT])
        if not hmac.compare_digest(commitment, head[len(MAGIC) + SALT :]):
            raise BrokenEnvelopeError("key, case or label")
        for number, (piece, last) in enumerate(_evenly(body, PIECE + _TAG)):
            try:
                yield cipher.decrypt(_nonce(number, last=last), piece, self.context)
            except (InvalidTag, ValueError):
                raise BrokenEnvelopeError(f"piece {number + 1}") from None


def read_pieces(file: BinaryIO, size: int = PIECE) -> Iterator[bytes]:
    """Yield the rest of `file` in pieces of at most `size` bytes."""
    while piece := file.read(size):
        yield piece


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _evenly(pieces: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Cut the stream into pieces of `size` and say which is last; an empty stream is one empty piece."""
    rest = bytearray()
    for piece in pieces:
        rest += piece
        while len(rest) > size:
            yield bytes(rest[:size]), False
            del rest[:size]
    yield bytes(rest), True


def _split_head(sealed: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    source = iter(sealed)
    start = b""
    while len(start) < _HEAD and (piece := next(source, None)) is not None:
        start += piece
    if len(start) < _HEAD or not start.startswith(MAGIC):
        raise BrokenEnvelopeError("head")

    def body() -> Iterator[bytes]:
        yield start[_HEAD:]
        yield from source

    return start[:_HEAD], body()
