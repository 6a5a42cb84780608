"""What comes of a set while its rows stream by: ids that are allowed, counts by reason, one digest."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from io import StringIO
from itertools import groupby
from typing import BinaryIO

from yakusoku.consent.audiences.printing import MALFORMED, ODD, TWICE

PART = 100_000
"""Ids are digested by so many."""
_ODD = re.compile(ODD.replace(r"\x{a0}", "\u00a0").replace(r"\x{3000}", "\u3000"))
_PLAIN = re.compile(r"[0-9A-Za-z_.:/@\-\n]+")
_QUOTED = re.compile(r'[",\r\n]')


def is_odd(key: object) -> bool:
    """Return whether something is no id."""
    return key is None or (isinstance(key, str) and _ODD.fullmatch(key) is not None)


class Digest:
    """The digest of ids in their order: of parts of `PART` ids, each its own SHA-256, and then of these."""

    def __init__(self) -> None:
        """Begin with no id."""
        self._left: list[str] = []
        self._parts: list[str] = []

    def add(self, ids: Sequence[str]) -> None:
        """Go on with these ids."""
        self._left += ids
        while len(self._left) >= PART:
            self._close(PART)

    def part(self, digest: str) -> None:
        """Go on with a part that was digested elsewhere."""
        self._parts.append(digest)

    def hexdigest(self) -> str:
        """Return the digest of all."""
        if self._left:
            self._close(len(self._left))
        return sha256("\n".join(self._parts).encode()).hexdigest()

    def _close(self, count: int) -> None:
        self._parts.append(sha256("\n".join(self._left[:count]).encode()).hexdigest())
        del self._left[:count]


class Gathering:
    """Takes the rows of a statement in the order of their ids, and writes those that are allowed."""

    def __init__(self, out: BinaryIO | None, heading: str) -> None:
        """Write to `out`, if there is one, beginning with the heading."""
        self._out = out
        self._digest = Digest()
        self._waiting: list[tuple[object, int]] = []
        self.counts: Counter[int] = Counter()
        if out is not None:
            out.write(lines([heading]))

    @property
    def rows(self) -> int:
        """How many rows came by."""
        return self.counts.total()

    @property
    def allowed(self) -> int:
        """How many are allowed."""
        return self.counts[0]

    def take(self, batch: Sequence[tuple[object, int]]) -> None:
        """Take some rows; the last id waits, as its like may come."""
        rows = [*self._waiting, *batch]
        last = rows[-1][0]
        place = len(rows) - 1
        while place and rows[place - 1][0] == last:
            place -= 1
        self._waiting = rows[place:]
        self._settle(rows[:place])

    def finish(self) -> str:
        """Take what waits, and return the digest of all ids."""
        self._settle(self._waiting)
        self._waiting = []
        return self._digest.hexdigest()

    def _settle(self, rows: Sequence[tuple[object, int]]) -> None:
        keys = [key for key, _ in rows]
        joined = "\n".join(map(str, keys))
        whole = joined.count("\n") == len(keys) - 1 and not {None, ""} & set(keys)
        if whole and len(set(keys)) == len(keys) and _PLAIN.fullmatch(joined):  # nothing that is odd is plain
            self.counts.update(code for _, code in rows)
            self._write([str(key) for key, code in rows if code == 0])
            return
        self._slowly(rows)

    def _slowly(self, rows: Sequence[tuple[object, int]]) -> None:
        for key, same in groupby(rows, key=lambda row: row[0]):
            codes = [code for _, code in same]
            if is_odd(key):
                self.counts[MALFORMED] += len(codes)
            elif len(codes) > 1:
                self.counts[TWICE] += len(codes)
            else:
                self.counts[codes[0]] += 1
                self._write([str(key)] if codes[0] == 0 else [])

    def _write(self, ids: list[str]) -> None:
        if not ids:
            return
        self._digest.add(ids)
        if self._out is not None:
            self._out.write(lines(ids))


def lines(ids: Sequence[str]) -> bytes:
    """Return ids as lines of CSV."""
    joined = "\n".join(ids) + "\n"
    if _QUOTED.search(joined.replace("\n", "")) is None and joined.count("\n") == len(ids):
        return joined.encode()
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([one] for one in ids)
    return out.getvalue().encode()
