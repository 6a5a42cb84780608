"""
The manifest of one company's records: a file that only grows, one line a change, synced before the change counts.

Each line holds its own digest and that of the line before it. A last line without an end was never said; any other
line that does not hold is damage, and is named.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from yakusoku.provision.ports import Batch
from yakusoku.provision.records.layout import Part, month_of, month_of_name
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.files import sync_folder
from yakusoku.terms.text import text

NAME = "manifest.jsonl"
_FIRST = "0" * 64


class UnableToReadRecords(UnableTo):
    """The records cannot be read as they were kept."""

    asked = text("read the records of persons")


@dataclass(frozen=True, slots=True)
class Kept:
    """A batch as it was kept: its number in the files, and how many persons it has, with the sums of their keys."""

    number: int
    batch: Batch
    rows: int
    high: int
    low: int


@dataclass(frozen=True)
class Change:
    """What one line says: batches and files that count from now on, files that no longer do, batches dropped."""

    batches: Sequence[Kept] = ()
    parts: Sequence[Part] = ()
    gone: Sequence[str] = ()
    dropped: Sequence[int] = ()


@dataclass
class Manifest:
    """The manifest as far as it was read; `refreshed` reads on. `rows` counts those not dropped, by month."""

    folder: Path
    controller: str
    kept: dict[int, Kept] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    months: dict[str, dict[str, Part]] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)
    last: int = 0
    _read: int = 0
    _digest: str = _FIRST
    _lines: int = 0

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / NAME

    def of_month(self, month: str) -> tuple[Part, ...]:
        """Return the files of a month."""
        return tuple(self.months.get(month, {}).values())

    def refreshed(self) -> bool:
        """
        Read what was added since the last look; return whether anything was.

        :raises UnableToReadRecords: if a line does not hold
        """
        if not self.path.exists():
            if self._read:
                raise self._damaged(0)
            return False
        length = self.path.stat().st_size
        if length == self._read:
            return False
        if length < self._read:
            raise self._damaged(self._lines)
        with self.path.open("rb") as file:
            file.seek(self._read)
            added = file.read()
        whole = added[: added.rfind(b"\n") + 1]
        for line in whole.splitlines(keepends=True):
            self._take(line)
        return bool(whole)

    def add(self, change: Change) -> None:
        """Say a change, synced: when this returns it counts. The caller has the lock and has read to the end."""
        plain = _plain(change)
        body = json.dumps({**plain, "before": self._digest}, separators=(",", ":"))
        line = f'{body[:-1]},"digest":"{hashlib.sha256(body.encode()).hexdigest()}"}}\n'.encode()
        new = not self.path.exists()
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "r+b", buffering=0) as file:
            file.truncate(
                self._read
            )  # a torn end was never said, and a reader must not take it for a beginning
            file.seek(self._read)
            written = 0
            while written < len(line):
                written += file.write(line[written:])
            os.fsync(file.fileno())
        if new:
            sync_folder(self.folder)
        self._take(line)

    def _take(self, line: bytes) -> None:
        body, _, digest = line.rpartition(b',"digest":"')
        body += b"}"
        if digest[:64].decode("ascii", "replace") != hashlib.sha256(body).hexdigest():
            raise self._damaged(self._lines + 1)
        plain: dict[str, Any] = json.loads(body)
        if plain["before"] != self._digest:
            raise self._damaged(self._lines + 1)
        self._fold(plain)
        self._read += len(line)
        self._lines += 1
        self._digest = digest[:64].decode()

    def _fold(self, plain: Mapping[str, Any]) -> None:
        for number, public_id, day, *sums in plain["batches"]:
            batch = Batch(self.controller, public_id, date.fromisoformat(day))
            self.kept[number] = Kept(number, batch, *sums)
            self.rows[month_of(batch.day)] += sums[0]
            self.numbers[public_id] = number
            self.last = max(self.last, number)
        for name in plain["gone"]:
            del self.months[month_of_name(name)][name]
            del self.parts[name]
        for one in plain["files"]:
            part = self.parts[one[0]] = Part(*one)
            self.months.setdefault(part.month, {})[part.name] = part
        for number in plain["dropped"]:
            kept = self.kept.pop(number)
            del self.numbers[kept.batch.public_id]
            self.rows[month_of(kept.batch.day)] -= kept.rows

    def _damaged(self, line: int) -> UnableToReadRecords:
        return UnableToReadRecords(
            text("line {line} of {file} does not hold.", line=line, file=self.path),
            do=text("Bring that file back from a backup of the same day as the files beside it."),
        )


def _plain(change: Change) -> dict[str, Any]:
    return {
        "batches": [
            [one.number, one.batch.public_id, one.batch.day.isoformat(), one.rows, one.high, one.low]
            for one in change.batches
        ],
        "files": [_listed(part) for part in change.parts],
        "gone": list(change.gone),
        "dropped": list(change.dropped),
    }


def _listed(part: Part) -> list[Any]:
    return [
        part.name, part.rows, part.length, part.digest, part.least, part.greatest, part.size, part.settled,
    ]  # fmt: skip


def sums(kept: Iterable[Kept]) -> dict[int, tuple[int, int, int, date]]:
    """Return what files must come to, by number of batch: rows, the sums of both numbers of the keys, and the day."""
    return {one.number: (one.rows, one.high, one.low, one.batch.day) for one in kept}
