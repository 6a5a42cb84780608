"""
What records of persons cost: months of daily batches, some late, then files put together, then single persons.

`python -m bench.records 200000000 36` measures so many rows over so many months.
Keys are made outside the measured time: a program that provides
has them. Persons and recipients are drawn as life draws them, few of them often and most of them seldom.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import md5
from pathlib import Path
from time import perf_counter
from typing import Any

from yakusoku.provision.ports import Batch
from yakusoku.provision.records.store import ParquetRecords

ROWS, MONTHS = 4_000_000, 6
DAYS, RECIPIENTS, ROWS_PER_PERSON = 30, 200, 20
LATE, LATE_DAYS = 0.05, 75
BEGIN, COMPANY = date(2024, 1, 1), "bench"
ASKED = 1000


def run(rows: int = ROWS, months: int = MONTHS) -> Iterator[str]:
    """Yield a line a figure."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("YAKUSOKU_BENCH_FOLDER")) as folder:
        store = ParquetRecords(Path(folder))
        population = max(rows // ROWS_PER_PERSON, 1000)
        days = months * DAYS
        kept, appending, nightly = _life(store, rows, population, days)
        loose = len(store.files(COMPANY))
        began = perf_counter()
        store.put_together(COMPANY, as_of=BEGIN + timedelta(days=days + 200))
        final = perf_counter() - began
        whole = appending + nightly + final
        files = store.files(COMPANY)
        size = sum(file.stat().st_size for file in files)
        said = (Path(folder) / COMPANY / "manifest.jsonl").stat().st_size
        yield f"{kept:,} rows of up to {population:,} persons in {days} daily batches of {RECIPIENTS} recipients"
        yield f"written {appending:.1f} s, nights {nightly:.1f} s, the last night {final:.1f} s"
        yield f"files               {loose:12,d} before the last night, {len(files):,} after it"
        yield f"over the whole      {kept / whole:12,.0f} rows/s  (aim 1,000,000)"
        beside = f"with the manifest {(size + said) / kept:.2f}"
        yield f"size                {size / kept:12.2f} bytes/row (aim 16), {beside}"
        yield from _asked(store, population)
        began = perf_counter()
        first = [one for one in store.batches(COMPANY) if f"{one.day:%Y-%m}" == f"{BEGIN:%Y-%m}"]
        gone = store.drop(COMPANY, first)
        yield f"a month dropped     {perf_counter() - began:12.3f} s, {gone:,} rows"
        yield f"peak memory         {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:12,.0f} MB"
        store.close()


def _life(store: ParquetRecords, rows: int, population: int, days: int) -> tuple[int, float, float]:
    """Keep every day's batches and work every night; return rows kept, seconds of days, seconds of nights."""
    import duckdb

    drawn = duckdb.connect()
    drawn.execute("SET threads = 2")
    chance = random.Random(6)
    kept, appending, nightly = 0, 0.0, 0.0
    for number in range(days):
        day = BEGIN + timedelta(days=number)
        batches = _day(drawn, chance, number, day, rows // days, population)
        began = perf_counter()
        kept += sum(store.append_all(COMPANY, batches))
        done = perf_counter()
        store.put_together(COMPANY, as_of=day)
        appending, nightly = appending + done - began, nightly + perf_counter() - done
    return kept, appending, nightly


def _day(
    drawn: Any, chance: random.Random, number: int, day: date, rows: int, population: int
) -> list[tuple[Batch, list[bytes]]]:
    """Draw a day: persons and recipients by Zipf's law; one batch a recipient, some of them of an earlier day."""
    found = drawn.execute(
        f"""SELECT recipient, string_agg(md5(person::VARCHAR), '') FROM (
              SELECT floor(exp(ln({RECIPIENTS + 1}) * random()))::INT AS recipient,
                     floor(exp(ln({population + 1}) * random()))::BIGINT AS person
              FROM range({rows})) GROUP BY recipient"""
    ).fetchall()
    made = []
    for recipient, joined in found:
        whole = bytes.fromhex(joined)
        late = chance.randrange(1, LATE_DAYS) if chance.random() < LATE else 0
        batch = Batch(COMPANY, f"prv_{number:08d}{recipient:08d}", max(day - timedelta(days=late), BEGIN))
        made.append((batch, [whole[at : at + 16] for at in range(0, len(whole), 16)]))
    return made


def _asked(store: ParquetRecords, population: int) -> Iterator[str]:
    """Ask for persons drawn evenly from all; the first ones warm what an open store keeps."""
    chance = random.Random(8)
    drawn = (str(chance.randrange(1, population + 1)).encode() for _ in range(ASKED + 100))
    keys = [md5(one, usedforsecurity=False).digest() for one in drawn]  # stands in for a keyed digest
    times, rows = [], 0
    for key in keys:
        began = perf_counter()
        rows += sum(1 for _ in store.find(COMPANY, [key]))
        times.append((perf_counter() - began) * 1000)
    warm = sorted(times[100:])
    middle, most = warm[len(warm) // 2], warm[int(len(warm) * 0.95)]
    yield f"one person          {middle:12.1f} ms in the middle, {most:.1f} ms at the 95th percentile (aim 60)"
    yield f"found               {rows:12,d} rows of {len(keys):,} persons"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in run(*map(int, sys.argv[1:])))
