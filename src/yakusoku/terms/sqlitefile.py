"""
What the bytes of a SQLite file say about it, read before SQLite is let at it. Nothing is written.

SQLite itself would fill what is missing: of an empty file it makes a new database and throws away the log that
lies beside it; a page behind the end of the file it reads as zeros. So whoever opens a file that must be there
looks here first. Look while this process has no connection to the file: closing it here lets go of the locks
that this process holds on it (POSIX).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_BEGINNING = 104  # the header and the beginning of the first table, which says what kind of page it is
_TABLES = (5, 13)
_LOG = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_LOG_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}  # the byte order in which its checksums are counted
_LOG_VERSION = 3_007_000
_WORD = 0xFFFF_FFFF


class Trouble(StrEnum):
    """What is wrong with a file."""

    MISSING = "missing"
    EMPTY = "empty"
    ALIEN = "alien"
    CUT = "cut"


@dataclass(frozen=True)
class Header:
    """What the first bytes of a file say: `pages` of `page_size` bytes is its whole length."""

    page_size: int
    pages: int


@dataclass(frozen=True)
class Seen:
    """How a file was found: its length, the length it must have at least, and what is wrong, if anything."""

    size: int
    needed: int
    trouble: Trouble | None


@dataclass(frozen=True)
class _Log:
    """The committed part of a write-ahead log: which pages it holds, and how many the database then has."""

    page_size: int
    pages: int
    held: frozenset[int]
    first: bytes | None


def look(file: Path) -> Seen:
    """
    Return how `file` was found. A log beside it counts: a file that a checkpoint was about to lengthen is whole.

    Looked at twice before something is called wrong, since another process may be writing at this moment.
    """
    seen = _look(file)
    return _look(file) if seen.trouble in {Trouble.ALIEN, Trouble.CUT} else seen


def log_of(file: Path) -> Path:
    """Return the path of the write-ahead log of `file`."""
    return file.with_name(f"{file.name}-wal")


def read_header(beginning: bytes) -> Header | None:
    """Return what the beginning of a file says, or None where no SQLite of ours has written it so."""
    if len(beginning) < _BEGINNING or not beginning.startswith(_MAGIC):
        return None
    size = int.from_bytes(beginning[16:18], "big")
    size = 65_536 if size == 1 else size
    number = {at: int.from_bytes(beginning[at : at + 4], "big") for at in range(24, 96, 4)}
    whole = (
        512 <= size <= 65_536
        and size & (size - 1) == 0
        and beginning[18] in (1, 2)
        and beginning[19] in (1, 2)
        and beginning[20:24] == bytes((0, 64, 32, 32))
        and number[44] <= 4
        and number[56] <= 3
        and beginning[72:92] == bytes(20)
        and number[24] == number[92]  # else the number of pages would not count
        and number[28] > max(number[32], number[36])
        and beginning[_HEADER] in _TABLES
    )
    return Header(size, number[28]) if whole else None


def _look(file: Path) -> Seen:
    try:
        size = file.stat().st_size
    except FileNotFoundError:
        return Seen(0, 0, Trouble.MISSING)
    if not size:
        return Seen(0, 0, Trouble.EMPTY)
    with file.open("rb") as opened:
        header = read_header(opened.read(_BEGINNING))
    needed = header.page_size * header.pages if header else 0
    if header is not None and size >= needed:
        return Seen(size, needed, None)
    log = _read_log(log_of(file))
    if log is None or (header is None and log.first is None):
        return Seen(size, needed, Trouble.CUT if header else Trouble.ALIEN)
    return _beside(log, header, size)


def _beside(log: _Log, header: Header | None, size: int) -> Seen:
    """Return how a file stands that is too short or has no header, with what its log holds."""
    header = read_header(log.first) if log.first else header
    if header is None or header.page_size != log.page_size:
        return Seen(size, 0, Trouble.ALIEN)
    behind = range(size // log.page_size + 1, log.pages + 1)
    whole = all(page in log.held for page in behind)
    return Seen(size, log.page_size * log.pages, None if whole else Trouble.CUT)


def _read_log(path: Path) -> _Log | None:
    """Return the committed part of a log, or None where there is none."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    pages, page_size = 0, 0
    held: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    for number, size_after, page in _frames(content):
        waiting[number] = page[:_BEGINNING]
        if size_after:
            pages, page_size = size_after, len(page)
            held.update(waiting)
            waiting.clear()
    if not pages:
        return None
    return _Log(page_size, pages, frozenset(held), held.get(1))


def _frames(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Give number, size after a commit (else 0) and bytes of each page whose checksum fits, up to the first misfit."""
    if len(content) < _LOG.size:
        return
    magic, version, page_size, _, salt1, salt2, *wanted = _LOG.unpack_from(content)
    order = _LOG_MAGIC.get(magic)
    if order is None or version != _LOG_VERSION:
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
