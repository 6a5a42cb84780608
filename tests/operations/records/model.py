"""Records as they should be: what was kept, in plain sets, beside the store that keeps them in files."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from yakusoku.provision.ports import Batch
from yakusoku.provision.records.store import ParquetRecords

COMPANY = "jalpak"
LATER = date(2027, 6, 1)


def persons(count: int, seed: int = 7) -> list[bytes]:
    """Return so many keys."""
    chance = random.Random(seed)
    return [chance.randbytes(16) for _ in range(count)]


def batch(number: int, day: date) -> Batch:
    """Return the batch of a number."""
    return Batch(COMPANY, f"prv_{number:016d}", day)


def found(store: ParquetRecords, asked: Iterable[bytes]) -> dict[bytes, list[str]]:
    """Return the batches of each of these persons, sorted, as often as they were found."""
    of: dict[bytes, list[str]] = {one: [] for one in asked}
    for row in store.find(COMPANY, list(of)):
        of[row.person].append(row.batch)
    return {one: sorted(batches) for one, batches in of.items()}


def wanted(kept: dict[Batch, set[bytes]], asked: Iterable[bytes]) -> dict[bytes, list[str]]:
    """Return what `found` should give."""
    return {one: sorted(b.public_id for b, members in kept.items() if one in members) for one in asked}


def flip(file: Path, at: int) -> None:
    """Flip one bit of a file."""
    content = bytearray(file.read_bytes())
    content[at] ^= 0x10
    file.write_bytes(bytes(content))
