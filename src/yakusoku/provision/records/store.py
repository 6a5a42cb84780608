"""The store of records in Parquet: append, find, list, drop, put together, verify."""

from __future__ import annotations

import errno
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from yakusoku.provision.ports import Batch, Row
from yakusoku.provision.records import layout, tables
from yakusoku.provision.records.folder import Folder, damaged
from yakusoku.provision.records.layout import Part
from yakusoku.provision.records.manifest import Change, Kept, Manifest, UnableToReadRecords, sums
from yakusoku.provision.records.merging import merged
from yakusoku.stores.adapters.duckdb_engine import Engine, UnableToCompute, opened
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

Found = TypeVar("Found")
_TRIES = 3
_KEYS = 500  # so many persons a statement


class UnableToKeepRecords(UnableTo):
    """A batch was not kept; nothing of it is found."""

    asked = text("keep the records of a batch")


class ParquetRecords:
    """
    Keeps records of persons in Parquet files below one folder, a folder a company.

    Threads do not share one; processes may: one writes at a time, readers wait for nobody.
    """

    def __init__(self, root: Path) -> None:
        """Keep records below `root`."""
        self._root = root
        self._folders: dict[str, Folder] = {}
        self._opened: Engine | None = None

    def append(self, batch: Batch, persons: Iterable[bytes]) -> int:
        """
        Keep the persons of a batch, each once, and return how many they are; see `ports.RecordStore`.

        :raises UnableToKeepRecords: if it cannot be kept whole, or other persons were kept under this batch before
        :raises UnableToReadRecords: if the manifest is damaged
        """
        return self.append_all(batch.controller, [(batch, persons)])[0]

    def append_all(
        self, controller: str, batches: Sequence[tuple[Batch, Iterable[bytes]]]
    ) -> tuple[int, ...]:
        """
        Keep many batches of one company at once, all of them or none: one file a month and two syncs in all.

        :raises UnableToKeepRecords: if they cannot be kept whole, or other persons were kept under one before
        :raises UnableToReadRecords: if the manifest is damaged
        """
        ids = [batch.public_id for batch, _ in batches]
        if len(set(ids)) != len(ids) or any(batch.controller != controller for batch, _ in batches):
            raise UnableToKeepRecords(
                text("a batch is named twice, or is of another company."), do=text("Give each batch once.")
            )
        folder = self._folder(controller)
        try:
            with folder.written() as manifest:
                return _append(folder, manifest, batches)
        except (OSError, UnableToCompute) as error:
            raise _not_kept(error) from None

    def find(self, controller: str, persons: Collection[bytes]) -> Iterator[Row]:
        """
        Yield in which batches any of these persons stand, each row once.

        :raises UnableToReadRecords: if a file is missing or damaged
        """
        keys = sorted({layout.pair(one) for one in persons})
        for start in range(0, len(keys), _KEYS):
            yield from self._read(controller, keys[start : start + _KEYS])

    def persons(self, batch: Batch) -> Iterator[bytes]:
        """
        Yield the persons of one batch, sorted; none where nothing is kept under it.

        :raises UnableToReadRecords: if a file is missing or damaged
        """
        folder = self._folder(batch.controller)

        def read() -> list[tuple[int, int]]:
            number = folder.manifest.numbers.get(batch.public_id)
            if number is None:
                return []
            month = layout.month_of(folder.manifest.kept[number].batch.day)
            parts = folder.manifest.of_month(month)
            return tables.members(self._engine, folder.files(parts), number) if parts else []

        for high, low in self._tried(folder, read):
            yield layout.person(high, low)

    def drop(self, controller: str, batches: Collection[Batch]) -> int:
        """
        Forget batches whole and return how many rows went.

        No reader finds them from then on. The files of a month all of whose batches went are taken away at once;
        otherwise their bytes go when files are next put together.

        :raises UnableToReadRecords: if the manifest is damaged
        """
        folder = self._folder(controller)
        with folder.written() as manifest:
            numbers = [manifest.numbers.get(one.public_id) for one in batches]
            known = sorted({one for one in numbers if one is not None})
            if not known:
                return 0
            going: Counter[str] = Counter()
            for one in known:
                going[layout.month_of(manifest.kept[one].batch.day)] += manifest.kept[one].rows
            empty = [month for month, rows in going.items() if manifest.rows[month] == rows]
            gone = [part.name for month in empty for part in manifest.of_month(month)]
            folder.commit(Change(dropped=known, gone=gone))
            return going.total()

    def put_together(self, controller: str, *, as_of: date) -> int:
        """
        Put small files together, settle months that are over, and let the bytes of dropped batches go; count rows.

        Each month is one change of the manifest; a process that dies leaves every month as it was or as it will be.

        :raises UnableToReadRecords: if a file is missing or damaged: what is damaged is never written anew
        """
        folder, written = self._folder(controller), 0
        with folder.written() as manifest:
            for month in sorted(manifest.months):
                written += merged(folder, month, as_of=as_of)
        return written

    def batches(self, controller: str) -> tuple[Batch, ...]:
        """Return the batches that are kept, so that one which no deed knows can be dropped."""
        folder = self._folder(controller)
        folder.manifest.refreshed()
        return tuple(kept.batch for kept in folder.manifest.kept.values())

    def verify(self, controller: str) -> tuple[Path, ...]:
        """Return the files that are missing or not as they were written, every byte read."""
        folder = self._folder(controller)
        folder.manifest.refreshed()
        return tuple(folder.unsound())

    def files(self, controller: str) -> tuple[Path, ...]:
        """Return the files that count, for any reader of Parquet."""
        folder = self._folder(controller)
        folder.manifest.refreshed()
        return tuple(folder.path / name for name in sorted(folder.manifest.parts))

    def close(self) -> None:
        """Let the engine go."""
        if self._opened is not None:
            self._opened.close()
        self._opened = None
        self._folders.clear()

    @property
    def _engine(self) -> Engine:
        if self._opened is None:
            self._opened = opened(spill=self._root / ".spill")
        return self._opened

    def _folder(self, controller: str) -> Folder:
        if controller not in self._folders:
            self._folders[controller] = Folder(self._root / controller, controller, self._engine)
        return self._folders[controller]

    def _read(self, controller: str, keys: Sequence[tuple[int, int]]) -> list[Row]:
        folder = self._folder(controller)

        def read() -> list[tuple[int, int, int]]:
            highs = [high for high, _ in keys]
            parts = [part for part in folder.manifest.parts.values() if _may_hold(part, highs)]
            return tables.look(self._engine, folder.files(parts), keys) if parts else []

        kept = folder.manifest.kept
        return [
            Row(layout.person(high, low), kept[number].batch.public_id)
            for high, low, number in self._tried(folder, read)
            if number in kept
        ]

    def _tried(self, folder: Folder, read: Callable[[], list[Found]]) -> list[Found]:
        """Read what counts now; where files went meanwhile since others took their place, read again."""
        for _ in range(_TRIES):
            folder.manifest.refreshed()
            try:
                return read()
            except (UnableToReadRecords, UnableToCompute) as error:
                if not folder.manifest.refreshed():
                    raise _named(folder, error) from None
        return read()


def _may_hold(part: Part, highs: Sequence[int]) -> bool:
    """Return whether one of these numbers lies in a file's range; they are sorted."""
    at = bisect_left(highs, part.least)
    return at < len(highs) and highs[at] <= part.greatest


def _append(
    folder: Folder, manifest: Manifest, batches: Sequence[tuple[Batch, Iterable[bytes]]]
) -> tuple[int, ...]:
    first = manifest.last + 1
    numbered = [(number, batch) for number, (batch, _) in enumerate(batches, first)]
    source = folder.pending / "incoming.csv"
    with source.open("wb") as file:
        for number, (_, persons) in enumerate(batches, first):
            file.write(tables.lines(number, persons))
    found = tables.load(folder.engine, source)
    source.unlink()
    every = [Kept(number, batch, *found.get(number, (0, 0, 0))) for number, batch in numbered]
    new = [one for one in every if not _is_known(manifest, one)]
    parts = []
    for month, group in groupby(sorted(new, key=_month), key=_month):
        days = [(one.number, one.batch.day) for one in group if one.rows]
        if days:
            name = f"month={month}/{first:08d}.parquet"
            tables.write_incoming(folder.engine, days, folder.temporary(name))
            parts.append(tables.part(folder.engine, name, folder.temporary(name), size=0, settled=False))
    if new:
        folder.commit(Change(batches=new, parts=parts))
    return tuple(one.rows for one in every)


def _month(one: Kept) -> str:
    return layout.month_of(one.batch.day)


def _is_known(manifest: Manifest, one: Kept) -> bool:
    number = manifest.numbers.get(one.batch.public_id)
    if number is None:
        return False
    before = manifest.kept[number]
    if before.batch == one.batch and sums([before])[number] == sums([one])[one.number]:
        return True
    raise UnableToKeepRecords(
        text("other persons were kept under {batch} before.", batch=one.batch.public_id),
        do=text("A record is not changed: make another."),
    )


def _not_kept(error: Exception) -> UnableToKeepRecords:
    number = error.errno if isinstance(error, OSError) else None
    wrong = (
        text("the disk is full, or the file may not grow.")
        if number in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
        else text("the files could not be written ({kind}).", kind=type(error).__name__)
    )
    return UnableToKeepRecords(wrong, do=text("Nothing of it was kept. Make room, then give it again."))


def _named(folder: Folder, error: UnableTo) -> UnableTo:
    """Return a refusal that names the file: where the engine gave up, the first whose bytes do not hold."""
    if isinstance(error, UnableToReadRecords):
        return error
    for file in folder.unsound():
        return damaged(file)
    return error
