"""
What a write-ahead log of SQLite holds, read beside its file: which pages are committed, and whether it goes on there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BEGINNING = 104
"""Bytes of a first page that are kept: the header, and what says what kind of page the first table begins with."""
_LOG = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}  # the byte order in which its checksums are counted
_VERSION = 3_007_000
_WORD = 0xFFFF_FFFF
_FIRST_PAGE = b"\0\0\0\1"
_CHANGES = slice(24, 28)


@dataclass(frozen=True)
class Committed:
    """The committed part of a log: which pages it holds, the beginning of the first, and how many there are in all."""

    page_size: int
    pages: int
    held: frozenset[int]
    first: bytes | None


def read_log(path: Path) -> Committed | None:
    """Return the committed part of a log, or None where there is none."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    pages, page_size = 0, 0
    held: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    for number, size_after, page in _frames(content):
        waiting[number] = page[:BEGINNING]
        if size_after:
            pages, page_size = size_after, len(page)
            held.update(waiting)
            waiting.clear()
    if not pages:
        return None
    return Committed(page_size, pages, frozenset(held), held.get(1))


def continues(log: Path, changes: int) -> bool:
    """
    Say whether a log goes on where the file stands, and was not left behind by another state of the file.

    Each first page in the log counts one change more than that before it, or as many where one writer wrote both.
    A log without a first page tells nothing. Its checksums are counted only where something does not fit.
    """
    if _follows(changes, list(_counts(log))):
        return True
    try:
        content = log.read_bytes()
    except FileNotFoundError:
        return True
    whole = [int.from_bytes(page[_CHANGES], "big") for number, _, page in _frames(content) if number == 1]
    return _follows(changes, whole)


def _follows(changes: int, counts: list[int]) -> bool:
    return not counts or changes == counts[0] - 1 or changes in counts


def _counts(log: Path) -> Iterator[int]:
    """Give the count of changes of each first page that a log holds, by the heads of its frames alone."""
    try:
        opened = log.open("rb")
    except FileNotFoundError:
        return
    with opened:
        beginning = opened.read(_LOG.size)
        if len(beginning) < _LOG.size:
            return
        page_size, salts = _LOG.unpack(beginning)[2], beginning[16:24]
        while len(head := opened.read(_FRAME.size + 28)) == _FRAME.size + 28 and head[8:16] == salts:
            if head[:4] == _FIRST_PAGE:
                yield int.from_bytes(head[-4:], "big")
            opened.seek(page_size - 28, 1)


def _frames(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Give number, size after a commit (else 0) and bytes of each page whose checksum fits, up to the first misfit."""
    if len(content) < _LOG.size:
        return
    magic, version, page_size, _, salt1, salt2, *wanted = _LOG.unpack_from(content)
    order = _MAGIC.get(magic)
    if order is None or version != _VERSION:
        return
    sums = _summed(content[:24], order, (0, 0))
    if sums != tuple(wanted):
        return
    step = _FRAME.size + page_size
    for at in range(_LOG.size, len(content) - step + 1, step):
        number, size_after, *salts, sum1, sum2 = _FRAME.unpack_from(content, at)
        page = content[at + _FRAME.size : at + step]
        sums = _summed(content[at : at + 8] + page, order, sums)
        if salts != [salt1, salt2] or sums != (sum1, sum2) or not number:
            return
        yield number, size_after, page


def _summed(content: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    """Return SQLite's running checksum over pairs of 32-bit numbers."""
    one, other = sums
    for first, second in struct.iter_unpack(f"{order}2I", content):
        one = (one + first + other) & _WORD
        other = (other + second + one) & _WORD
    return one, other
