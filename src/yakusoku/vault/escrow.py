"""
The escrow: files of keys sealed so that any two of its holders open them together, and one alone learns nothing.

    yakusoku escrow 1                                     #check
    made MOMENT                                           #check
    holder NAME PUBLIC                                    #check    one line a holder
    pair NAME NAME PART PART                              #check    one line for each two holders
    content NONCE-AND-FILES                               #check
    sha256 OVER-THE-LINES-ABOVE

The content is AES-256-GCM under a key of its own. For each two holders the key is cut in two parts (the second is
the key XOR the first, which is random), and each part is sealed to its holder by HPKE (RFC 9180: X25519,
HKDF-SHA256, AES-256-GCM), bound to the head and to the pair. Each line has a check, so that damage is named.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import combinations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from yakusoku.terms import entropy
from yakusoku.vault.envelope import joined
from yakusoku.vault.holders import Holder, Opened, decoded, encoded

TITLE = "yakusoku escrow 1"
LEAST, MOST = 2, 8
"""How many holders an escrow has: two that must come together, and others for whoever is away."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_CHECK = 8


class BrokenEscrowError(Exception):
    """The escrow is not what was written, or not for these holders; the message names the line or the reason."""


@dataclass(frozen=True)
class Escrow:
    """An escrow that was read; nothing in it is opened yet."""

    made: str
    holders: tuple[Holder, ...]
    pairs: Mapping[tuple[str, str], tuple[bytes, bytes]] = field(repr=False)
    content: bytes = field(repr=False)

    def open(self, one: Opened, other: Opened) -> dict[str, bytes]:
        """Return the files. :raises BrokenEscrowError: if these are not two of its holders, or it was altered"""
        known = {holder.name: holder for holder in self.holders}
        for opened in (one, other):
            if known.get(opened.holder.name) != opened.holder:
                raise BrokenEscrowError("holder")
        first, second = sorted((one, other), key=lambda opened: opened.holder.name)
        pair = (first.holder.name, second.holder.name)
        if pair not in self.pairs:
            raise BrokenEscrowError("holder")
        head = _head(self.made, self.holders)
        try:
            parts = [
                _SUITE.decrypt(sealed, opened.key, _info(head, pair, opened.holder))
                for sealed, opened in zip(self.pairs[pair], (first, second), strict=True)
            ]
            key = bytes(left ^ right for left, right in zip(*parts, strict=True))
            said = json.loads(AESGCM(key).decrypt(self.content[:12], self.content[12:], head))
        except (InvalidTag, ValueError):
            raise BrokenEscrowError("content") from None
        return {name: decoded(raw) for name, raw in said.items()}


def _head(made: str, holders: Sequence[Holder]) -> bytes:
    lines = [f"holder {one.name} {encoded(one.public)}" for one in holders]
    return "\n".join([TITLE, f"made {made}", *lines]).encode()


def _info(head: bytes, pair: tuple[str, str], holder: Holder) -> bytes:
    return joined("yakusoku escrow part", head, *pair, holder.name)


def seal(files: Mapping[str, bytes], holders: Sequence[Holder], *, made: str) -> bytes:
    """Return an escrow of `files`; holders are two to eight and have different names and keys."""
    ordered = tuple(sorted(holders, key=lambda one: one.name))
    mark = sha256(joined(made, *(one.public for one in ordered), *files.values())).hexdigest()
    key = entropy.draw(32, why=f"vault:escrow:{made}:{mark}")
    nonce = entropy.draw(12, why=f"vault:escrow-nonce:{made}:{mark}")
    head = _head(made, ordered)
    lines = head.decode().split("\n")
    for one, other in combinations(ordered, 2):
        part = entropy.draw(32, why=f"vault:escrow-part:{made}:{mark}:{one.name}:{other.name}")
        rest = bytes(left ^ right for left, right in zip(key, part, strict=True))
        pair = (one.name, other.name)
        sealed = (
            _SUITE.encrypt(cut, holder.key(), _info(head, pair, holder))
            for cut, holder in ((part, one), (rest, other))
        )
        lines.append(f"pair {one.name} {other.name} {' '.join(map(encoded, sealed))}")
    said = json.dumps({name: encoded(files[name]) for name in sorted(files)}).encode()
    lines.append(f"content {encoded(nonce + AESGCM(key).encrypt(nonce, said, head))}")
    return _written(lines)


def _written(lines: Sequence[str]) -> bytes:
    checked = "".join(f"{line} #{_check(line)}\n" for line in lines)
    return f"{checked}sha256 {sha256(checked.encode()).hexdigest()}\n".encode()


def _check(line: str) -> str:
    return sha256(line.encode()).hexdigest()[:_CHECK]


def read(content: bytes) -> Escrow:
    """Return the escrow that a file holds. :raises BrokenEscrowError: with the number of the line that was altered"""
    lines = _lines(content)
    holders, pairs = [], {}
    try:
        if lines[0] != TITLE:
            raise BrokenEscrowError("line 1")
        for line in lines[2:-1]:
            kind, *parts = line.split(" ")
            if kind == "holder":
                holders.append(Holder(parts[0], decoded(parts[1])))
            elif kind == "pair":
                pairs[parts[0], parts[1]] = (decoded(parts[2]), decoded(parts[3]))
        made, body = lines[1].removeprefix("made "), decoded(lines[-1].removeprefix("content "))
    except (ValueError, IndexError):
        raise BrokenEscrowError("line 1") from None
    return Escrow(made, tuple(holders), pairs, body)


def _lines(content: bytes) -> list[str]:
    """Return the lines without their checks, after the checks and the sum over all were found right."""
    raw = content.split(b"\n")
    found = []
    for number, line in enumerate(raw[:-2], start=1):
        said, _, check = line.decode("ascii", "replace").rpartition(" #")
        if not said or _check(said) != check:
            raise BrokenEscrowError(f"line {number}")
        found.append(said)
    if len(found) < 4 or _written(found) != content:
        raise BrokenEscrowError(f"line {max(1, len(raw) - 1)}")
    return found
