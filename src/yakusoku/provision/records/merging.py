"""Putting the files of a month together, and holding what was written to what was given."""

from __future__ import annotations

from datetime import date

from yakusoku.provision.records import layout, tables
from yakusoku.provision.records.folder import Folder, damaged
from yakusoku.provision.records.layout import Merge
from yakusoku.provision.records.manifest import Change, UnableToReadRecords, sums
from yakusoku.stores.adapters.duckdb_engine import UnableToCompute
from yakusoku.terms.text import text

_WHOLE = (-(1 << 63), (1 << 63) - 1)


def merged(folder: Folder, month: str, *, as_of: date) -> int:
    """Put together what is due in a month; return how many rows were written."""
    written = 0
    while (due := _due(folder, month, as_of)) is not None:
        written += _merge(folder, due)
    return written


def _due(folder: Folder, month: str, as_of: date) -> Merge | None:
    parts = folder.manifest.of_month(month)
    thinned = folder.manifest.rows[month] != sum(part.rows for part in parts)
    return layout.merge(month, parts, as_of=as_of, thinned=thinned)


def _merge(folder: Folder, due: Merge) -> int:
    """Write one change of a month: the new files are held to the manifest before the old ones go."""
    files = folder.files(due.parts)
    rows = sum(part.rows for part in due.parts)
    ranges = layout.shares(rows) if due.settles else (_WHOLE,)
    first = max(int(part.name.rpartition("/")[2].split(".")[0].split("-")[0]) for part in due.parts)
    size = max(part.size for part in due.parts) + 1
    try:
        before = tables.totals(folder.engine, files)
        left_out = [number for number in before if number not in folder.manifest.kept]
        parts = []
        for share, within in enumerate(ranges):
            name = f"month={due.month}/{first:08d}-{size}-{share:03d}.parquet"
            file = folder.temporary(name)
            tables.write_merged(folder.engine, files, file, within=within, without=left_out)
            made = tables.part(folder.engine, name, file, size=size, settled=due.settles)
            parts.append(made) if made.rows else file.unlink()
        after = tables.totals(folder.engine, [folder.temporary(part.name) for part in parts]) if parts else {}
    except UnableToCompute:
        raise _cause(folder, due) from None
    _hold(folder, due, before, after)
    folder.commit(Change(parts=parts, gone=[part.name for part in due.parts]))
    return sum(part.rows for part in parts)


def _hold(folder: Folder, due: Merge, before: tables.Dated, after: tables.Dated) -> None:
    """
    Refuse to let old files go unless the new ones hold what the manifest says, batch by batch.

    A file that was damaged where the engine cannot see it is found here, and never written anew under a new digest.
    """
    kept = folder.manifest.kept
    alive = {number: found for number, found in before.items() if number in kept}
    if len(due.parts) == len(folder.manifest.of_month(due.month)):
        of_month = (one for one in kept.values() if one.rows and layout.month_of(one.batch.day) == due.month)
        said = sums(of_month)
    else:
        said = sums(kept[number] for number in alive)
    if not alive == after == said:
        raise _cause(folder, due)


def _cause(folder: Folder, due: Merge) -> UnableToReadRecords:
    for part in due.parts:
        file = folder.path / part.name
        if tables.digest_of(file) != part.digest:
            return damaged(file)
    return UnableToReadRecords(
        text("the files of {month} could not be put together.", month=due.month),
        do=text("They are as they were. Make room on the disk, then try again."),
    )
