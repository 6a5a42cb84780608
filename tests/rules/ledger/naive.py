"""RFC 9162 section 2.1 written down word by word: slow, recursive, and therefore the judge of the fast one."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

LEAVES = [
    bytes.fromhex(said)
    for said in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
"""The eight entries of the test vectors of Certificate Transparency."""


def split(size: int) -> int:
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def head(entries: Sequence[bytes]) -> bytes:
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = split(len(entries))
    return sha256(b"\x01" + head(entries[:k]) + head(entries[k:])).digest()


def path(index: int, entries: Sequence[bytes]) -> list[bytes]:
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if index < k:
        return [*path(index, entries[:k]), head(entries[k:])]
    return [*path(index - k, entries[k:]), head(entries[:k])]


def subproof(old: int, entries: Sequence[bytes], whole: bool) -> list[bytes]:
    size = len(entries)
    if old == size:
        return [] if whole else [head(entries)]
    k = split(size)
    if old <= k:
        return [*subproof(old, entries[:k], whole), head(entries[k:])]
    return [*subproof(old - k, entries[k:], False), head(entries[:k])]


def entries(size: int) -> list[bytes]:
    return [f"entry {index}".encode() for index in range(size)]
