"""
The folder of one company's records: its lock, its manifest, and files that are there whole or not at all.

A file is written under a name that no reader takes, synced, given its name, and counts when the manifest says so. A
process that dies on the way leaves what nobody counts; the next writer sweeps it away.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from yakusoku.provision.records import tables
from yakusoku.provision.records.layout import Part
from yakusoku.provision.records.manifest import Change, Manifest, UnableToReadRecords
from yakusoku.stores.adapters.duckdb_engine import Engine
from yakusoku.terms.files import sync_folder
from yakusoku.terms.text import text

_LOCK = ".lock"
_PENDING = ".pending"
_BUSY = b"busy"


class Folder:
    """One company's records on disk."""

    def __init__(self, path: Path, controller: str, engine: Engine) -> None:
        """Open the records of a company; nothing is made before the first batch."""
        self.path = path
        self.engine = engine
        self.manifest = Manifest(path, controller)
        self._clean = False

    @property
    def pending(self) -> Path:
        """Where files lie that are being written."""
        return self.path / _PENDING

    @contextmanager
    def written(self) -> Iterator[Manifest]:
        """Hold the lock of the folder and give its manifest, read to the end; what a dead writer left is swept."""
        self.pending.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            self.manifest.refreshed()
            if not self._clean or os.pread(handle, len(_BUSY), 0) == _BUSY:
                self._sweep()
            os.pwrite(handle, _BUSY, 0)
            self._clean = False
            yield self.manifest
            os.ftruncate(handle, 0)
            self._clean = True
        finally:
            os.close(handle)

    def temporary(self, name: str) -> Path:
        """Return where the file that will have this name is written."""
        return self.pending / name.replace("/", "-")

    def place(self, parts: Sequence[Part]) -> None:
        """Give files that were written and synced their names, so that the names survive power loss."""
        months = {part.name.partition("/")[0] for part in parts}
        for month in sorted(months):
            folder = self.path / month
            if not folder.exists():
                folder.mkdir(mode=0o700)
                sync_folder(self.path)
        for part in parts:
            self.temporary(part.name).replace(self.path / part.name)
        for month in sorted(months):
            sync_folder(self.path / month)

    def commit(self, change: Change) -> None:
        """Say a change; from then on it counts, and files that no longer do are taken away."""
        self.place(change.parts)
        self.manifest.add(change)
        for name in change.gone:
            (self.path / name).unlink()

    def files(self, parts: Sequence[Part]) -> list[Path]:
        """
        Return where files lie.

        :raises UnableToReadRecords: if one is missing or has another length
        """
        found = []
        for part in parts:
            file = self.path / part.name
            try:
                length = file.stat().st_size
            except FileNotFoundError:
                raise gone(file) from None
            if length != part.length:
                raise damaged(file)
            found.append(file)
        return found

    def unsound(self) -> Iterator[Path]:
        """Yield the files that are missing or do not have the bytes that were written."""
        for part in tuple(self.manifest.parts.values()):
            file = self.path / part.name
            if not file.exists() or tables.digest_of(file) != part.digest:
                yield file

    def _sweep(self) -> None:
        for file in self.pending.iterdir():
            if file.is_file():
                file.unlink()
        for file in self.path.glob("month=*/*.parquet"):
            if str(file.relative_to(self.path)) not in self.manifest.parts:
                file.unlink()


def gone(file: Path) -> UnableToReadRecords:
    """Return the refusal that names a missing file."""
    return UnableToReadRecords(
        text("{file} is missing.", file=file), do=text("Bring it back from the backup of that day.")
    )


def damaged(file: Path) -> UnableToReadRecords:
    """Return the refusal that names a damaged file."""
    return UnableToReadRecords(
        text("{file} is not as it was written.", file=file),
        do=text("Bring it back from the backup of that day."),
    )
