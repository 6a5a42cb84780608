"""
What the bytes of a SQLite file say about it, read before SQLite is let at it. Nothing is written.

SQLite itself would fill what is missing: of an empty file it makes a new database and throws away the log that
lies beside it; a page behind the end of the file it reads as zeros. So whoever opens a file that must be there
looks here first. Look while this process has no connection to the file: closing it here lets go of the locks
that this process holds on it (POSIX).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from yakusoku.terms.sqlitelog import BEGINNING, Committed, continues, read_log

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_TABLES = (5, 13)


class Trouble(StrEnum):
    """What is wrong with a file."""

    MISSING = "missing"
    EMPTY = "empty"
    ALIEN = "alien"
    CUT = "cut"
    LONG = "long"
    MIXED = "mixed"


@dataclass(frozen=True)
class Header:
    """What the first bytes of a file say: `pages` of `page_size` bytes is its whole length; `changes` counts up."""

    page_size: int
    pages: int
    changes: int


@dataclass(frozen=True)
class Seen:
    """How a file was found: its length, the length it must have at least, and what is wrong, if anything."""

    size: int
    needed: int
    trouble: Trouble | None


def look(file: Path) -> Seen:
    """
    Return how `file` was found. A log beside it counts: a file that a checkpoint was about to lengthen is whole.

    Looked at twice before something is called wrong, since another process may be writing at this moment.
    """
    seen = _look(file)
    return seen if seen.trouble in {None, Trouble.MISSING, Trouble.EMPTY} else _look(file)


def log_of(file: Path) -> Path:
    """Return the path of the write-ahead log of `file`."""
    return file.with_name(f"{file.name}-wal")


def read_header(beginning: bytes) -> Header | None:
    """Return what the beginning of a file says, or None where no SQLite of ours has written it so."""
    if len(beginning) < BEGINNING or not beginning.startswith(_MAGIC):
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
        and (number[56] == 1 or (number[56] == 0 and number[28] == 1))  # UTF-8, or nothing in it yet
        and beginning[72:92] == bytes(20)
        and number[24] == number[92]  # else the number of pages would not count
        and number[28] >= number[32]  # the first free page
        and number[28] > number[36]  # the number of free pages
        and number[52] == number[64] == 0  # ours give free pages back by vacuum, never by themselves
        and beginning[_HEADER] in _TABLES
    )
    return Header(size, number[28], number[24]) if whole else None


def _look(file: Path) -> Seen:
    try:
        size = file.stat().st_size
    except FileNotFoundError:
        return Seen(0, 0, Trouble.MISSING)
    if not size:
        return Seen(0, 0, Trouble.EMPTY)
    with file.open("rb") as opened:
        header = read_header(opened.read(BEGINNING))
    seen = _measured(file, header, size)
    if seen.trouble is None and header is not None and not continues(log_of(file), header.changes):
        return Seen(seen.size, seen.needed, Trouble.MIXED)
    return seen


def _measured(file: Path, header: Header | None, size: int) -> Seen:
    """Return how a file stands by its header and its length."""
    needed = header.page_size * header.pages if header else 0
    if header is not None and size == needed:
        return Seen(size, needed, None)
    log = read_log(log_of(file))
    if log is not None and (header or log.first):
        return _beside(log, header, size)
    if header is None:
        return Seen(size, needed, Trouble.ALIEN)
    return Seen(size, needed, Trouble.CUT if size < needed else Trouble.LONG)


def _beside(log: Committed, header: Header | None, size: int) -> Seen:
    """Return how a file stands that has no header or another length, with what its log holds."""
    header = read_header(log.first) if log.first else header
    if header is None or header.page_size != log.page_size:
        return Seen(size, 0, Trouble.ALIEN)
    behind = range(size // log.page_size + 1, log.pages + 1)
    whole = all(page in log.held for page in behind)
    return Seen(size, log.page_size * log.pages, None if whole else Trouble.CUT)
