"""How records lie in files: keys as two numbers, months, shares of the keys, and when files are put together (pure)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ROW_GROUP = 8192  # a look-up decodes one of these in each file; DuckDB skips the others by their least and greatest key
SHARE = 1 << 18
"""About how many rows a file of a settled month has: its footer must stay small, since each look-up reads one."""

LATENESS = timedelta(days=7)  # after its end, a month waits so long for late batches before it is settled
QUIET = timedelta(days=100)  # and so long before it is settled again with what came later still
FEW = 16
"""So many files of one size are put together into one of the next size."""

_KEY = struct.Struct(">qq")
_LEAST, _SPAN = -(1 << 63), 1 << 64


@dataclass(frozen=True, slots=True)
class Part:
    """
    One file: where it lies, what it holds, and the range of the first numbers of its keys.

    `settled`: it is one of the shares of its month. `size` counts how often its rows were put together.
    """

    name: str
    rows: int
    length: int
    digest: str
    least: int
    greatest: int
    size: int
    settled: bool

    @property
    def month(self) -> str:
        """The month of its batches, such as 2026-11."""
        return month_of_name(self.name)


def pair(person: bytes) -> tuple[int, int]:
    """Return a person's key as the two signed numbers that files hold."""
    high, low = _KEY.unpack(person)
    return high, low


def person(high: int, low: int) -> bytes:
    """Return the key that two numbers stand for."""
    return _KEY.pack(high, low)


def month_of(day: date) -> str:
    """Return the month of a day."""
    return f"{day:%Y-%m}"


def month_of_name(name: str) -> str:
    """Return the month of a file's name."""
    return name.partition("/")[0].removeprefix("month=")


def age(month: str, as_of: date) -> timedelta:
    """Return how long ago a month ended."""
    year, number = map(int, month.split("-"))
    return as_of - date(year + number // 12, number % 12 + 1, 1)


def shares(rows: int) -> tuple[tuple[int, int], ...]:
    """
    Return the ranges of first numbers into which a month of so many rows is cut: a power of two, each as wide.

    Keys are digests, so ranges of one width hold about as many persons each.
    """
    count = 1
    while rows > count * SHARE * 3 // 2:
        count *= 2
    width = _SPAN // count
    return tuple((_LEAST + number * width, _LEAST + (number + 1) * width - 1) for number in range(count))


@dataclass(frozen=True)
class Merge:
    """Files of one month to be put together: into its shares where `settles`, else into one file."""

    month: str
    parts: tuple[Part, ...]
    settles: bool


def merge(month: str, parts: Sequence[Part], *, as_of: date, thinned: bool) -> Merge | None:
    """
    Return what is to be put together in a month, or nothing.

    `thinned`: rows of it were dropped, and their bytes must go. Every file costs each look-up, every settling the
    whole month: so a month is settled soon after its end, and again when late files no longer come and are worth it.
    """
    loose = [part for part in parts if not part.settled]
    settled = any(part.settled for part in parts)
    if thinned:
        return Merge(month, tuple(parts), settles=settled or age(month, as_of) >= LATENESS)
    if loose and not settled and age(month, as_of) >= LATENESS:
        return Merge(month, tuple(parts), settles=True)
    if settled and age(month, as_of) >= QUIET and _are_worth_it(loose, parts):
        return Merge(month, tuple(parts), settles=True)
    for size in sorted({part.size for part in loose}):
        same = tuple(part for part in loose if part.size == size)
        if len(same) >= FEW:
            return Merge(month, same, settles=False)
    return None


def _are_worth_it(loose: Sequence[Part], parts: Sequence[Part]) -> bool:
    late = sum(part.rows for part in loose)
    return bool(loose) and (len(loose) >= FEW or late * 64 >= sum(part.rows for part in parts))
