"""Statements over the files of records, and the engine that runs them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from yakusoku.provision.records.layout import ROW_GROUP, Part
from yakusoku.stores.adapters.duckdb_engine import Engine, quoted

Sums = dict[int, tuple[int, int, int]]
Dated = dict[int, tuple[int, int, int, date]]

# An unsigned number becomes the signed one of the same bits.
_SIGNED = (
    "({0} & 9223372036854775807)::BIGINT + if({0} > 9223372036854775807, -9223372036854775808, 0)::BIGINT"
)
_LINES = """
CREATE OR REPLACE TEMP TABLE incoming AS
SELECT DISTINCT batch, {high} AS person_high, {low} AS person_low
FROM (SELECT batch, ('0x' || key[1:16])::UBIGINT AS high, ('0x' || key[17:32])::UBIGINT AS low
      FROM read_csv({file}, header = false, auto_detect = false, delim = ',', quote = '',
                    columns = {{'batch': 'INTEGER', 'key': 'VARCHAR'}}))
"""
_SUMS = "SELECT batch, count(*), bit_xor(person_high), bit_xor(person_low) FROM {rows} GROUP BY batch"
_ROWS = "read_parquet($files, hive_partitioning = false)"
_LOOK = "SELECT person_high, person_low, batch FROM {rows} WHERE {wanted}"
_WITHIN = """
SELECT person_high, person_low, batch, day FROM read_parquet({files}, hive_partitioning = false)
WHERE person_high BETWEEN {least} AND {greatest} AND batch NOT IN ({without})
"""
_COPY = """
COPY ({rows} ORDER BY person_high, person_low, batch) TO {file}
(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group})
"""


def lines(number: int, persons: Iterable[bytes]) -> bytes:
    """Return the persons of one batch as lines of the file that the engine loads."""
    joined = b"".join(persons)
    if not joined:
        return b""
    return f"{number},{joined.hex(chr(10), -16)}\n".replace("\n", f"\n{number},").encode()[
        : -len(f"{number},")
    ]


def load(engine: Engine, file: Path) -> Sums:
    """Load what is to be kept, each person once a batch; return what each batch comes to."""
    engine.ask(_LINES.format(file=quoted(file), high=_SIGNED.format("high"), low=_SIGNED.format("low")))
    return {
        number: (rows, high, low) for number, rows, high, low in engine.ask(_SUMS.format(rows="incoming"))
    }


def write_incoming(engine: Engine, days: Sequence[tuple[int, date]], file: Path) -> None:
    """Write what was loaded of some batches, sorted by person, each row with the day of its batch."""
    engine.ask(
        "CREATE OR REPLACE TEMP TABLE days AS SELECT unnest($n::INTEGER[]) AS batch, unnest($d::DATE[]) AS day",
        {"n": [number for number, _ in days], "d": [day for _, day in days]},
    )
    rows = "SELECT person_high, person_low, batch, day FROM incoming JOIN days USING (batch)"
    engine.ask(_COPY.format(rows=rows, file=quoted(file), group=ROW_GROUP))


def write_merged(
    engine: Engine, files: Sequence[Path], file: Path, *, within: tuple[int, int], without: Iterable[int]
) -> None:
    """Write the rows of files whose keys begin within a range, sorted by person, without some batches."""
    listed = f"[{', '.join(quoted(one) for one in files)}]"
    left_out = ", ".join(str(number) for number in without) or "-1"
    rows = _WITHIN.format(files=listed, least=within[0], greatest=within[1], without=left_out)
    engine.ask(_COPY.format(rows=rows, file=quoted(file), group=ROW_GROUP))


def totals(engine: Engine, files: Sequence[Path]) -> Dated:
    """Return what files come to, by number of batch; a batch of two days comes to neither."""
    sql = _SUMS.format(rows=_ROWS).replace("SELECT batch,", "SELECT batch, day,") + ", day"
    found = engine.ask(sql, {"files": [str(one) for one in files]})
    return {number: (count, high, low, day) for number, day, count, high, low in found}


def look(
    engine: Engine, files: Sequence[Path], keys: Sequence[tuple[int, int]]
) -> list[tuple[int, int, int]]:
    """Return the rows of persons: both numbers of the key and the number of the batch."""
    highs = ", ".join(str(high) for high, _ in keys)
    wanted = "person_high = " + highs if len(keys) == 1 else f"person_high IN ({highs})"
    found = engine.ask(_LOOK.format(rows=_ROWS, wanted=wanted), {"files": [str(one) for one in files]})
    known = set(keys)
    return [(high, low, batch) for high, low, batch in found if (high, low) in known]


def members(engine: Engine, files: Sequence[Path], batch: int) -> list[tuple[int, int]]:
    """Return the persons of one batch, in the order of their keys as bytes."""
    return [
        (high, low)
        for high, low in engine.ask(
            """SELECT person_high, person_low FROM read_parquet($files, hive_partitioning = false)
               WHERE batch = $batch ORDER BY person_high < 0, person_high, person_low < 0, person_low""",
            {"files": [str(one) for one in files], "batch": batch},
        )
    ]


def part(engine: Engine, name: str, file: Path, *, size: int, settled: bool) -> Part:
    """Sync a file that was just written, and return what the manifest says of it."""
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    found = engine.ask(
        """SELECT min(row_group_num_rows), min(stats_min::BIGINT), max(stats_max::BIGINT)
           FROM parquet_metadata($file) WHERE path_in_schema = 'person_high'""",
        {"file": str(file)},
    )
    rows = engine.ask("SELECT num_rows FROM parquet_file_metadata($file)", {"file": str(file)})[0][0]
    _, least, greatest = found[0]
    return Part(name, int(rows), file.stat().st_size, digest_of(file), least, greatest, size, settled)


def digest_of(file: Path) -> str:
    """Return the digest of a file's bytes."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
