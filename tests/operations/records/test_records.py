"""Records in Parquet: kept once, found whole, put together, dropped, and damage named."""

from __future__ import annotations

import random
import resource
import signal
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.operations.records.model import COMPANY, LATER, batch, flip, found, persons, wanted
from yakusoku.provision.ports import Batch, RecordStore
from yakusoku.provision.records.manifest import UnableToReadRecords
from yakusoku.provision.records.store import ParquetRecords, UnableToKeepRecords

duckdb = pytest.importorskip("duckdb")

POOL = persons(3000)
BEGIN = date(2026, 1, 10)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ParquetRecords]:
    kept = ParquetRecords(tmp_path)
    yield kept
    kept.close()


def filled(store: ParquetRecords, days: int = 60, nightly: bool = True) -> dict[Batch, set[bytes]]:
    """Keep three batches a day, one of them late, as life is."""
    chance, kept = random.Random(3), {}
    for day in range(days):
        on = BEGIN + timedelta(days=day)
        each = [
            (batch(day * 3 + n, on - timedelta(days=30 * (n == 2))), chance.choices(POOL, k=40))
            for n in range(3)
        ]
        store.append_all(COMPANY, each)
        kept.update({one: set(members) for one, members in each})
        if nightly:
            store.put_together(COMPANY, as_of=on)
    return kept


def test_it_is_a_record_store(store: ParquetRecords) -> None:
    fits: RecordStore = store
    assert fits.append(batch(1, BEGIN), POOL[:5]) == 5


def test_every_row_is_found_once_before_and_after_files_are_put_together(store: ParquetRecords) -> None:
    kept = filled(store)
    asked = POOL[:700]
    assert found(store, asked) == wanted(kept, asked)
    loose = len(store.files(COMPANY))
    assert store.put_together(COMPANY, as_of=LATER) > 0
    assert len(store.files(COMPANY)) == 4 < loose  # one a month: December to March
    assert found(store, asked) == wanted(kept, asked)
    assert store.put_together(COMPANY, as_of=LATER) == 0


def test_the_persons_of_a_batch_come_sorted_and_once(store: ParquetRecords) -> None:
    one = batch(1, BEGIN)
    assert store.append(one, [*POOL[:50], *POOL[:50]]) == 50
    assert list(store.persons(one)) == sorted(POOL[:50])
    assert list(store.persons(batch(2, BEGIN))) == []


def test_a_batch_without_persons_is_kept_as_such(store: ParquetRecords) -> None:
    one = batch(1, BEGIN)
    assert store.append(one, []) == 0
    assert store.batches(COMPANY) == (one,)
    assert list(store.persons(one)) == []


def test_a_batch_given_again_changes_nothing(store: ParquetRecords) -> None:
    one = batch(1, BEGIN)
    store.append(one, POOL[:50])
    before = store.files(COMPANY)
    assert store.append(one, reversed(POOL[:50])) == 50
    assert store.files(COMPANY) == before
    assert found(store, POOL[:1]) == {POOL[0]: [one.public_id]}


@pytest.mark.parametrize("other", [POOL[1:51], POOL[:49], POOL[:51]])
def test_other_persons_under_a_batch_are_refused(store: ParquetRecords, other: list[bytes]) -> None:
    store.append(batch(1, BEGIN), POOL[:50])
    with pytest.raises(UnableToKeepRecords, match="other persons were kept under prv_0000000000000001"):
        store.append_all(COMPANY, [(batch(2, BEGIN), POOL[:5]), (batch(1, BEGIN), other)])
    assert store.batches(COMPANY) == (batch(1, BEGIN),)


def test_a_company_does_not_see_the_records_of_another(store: ParquetRecords) -> None:
    store.append(batch(1, BEGIN), POOL[:5])
    assert list(store.find("jal", POOL[:5])) == []


def test_what_is_dropped_is_not_found_and_a_month_goes_whole(store: ParquetRecords, tmp_path: Path) -> None:
    kept = filled(store)
    january = [one for one in kept if one.day < date(2026, 2, 1)]
    store.put_together(COMPANY, as_of=LATER)
    going, last = january[:-2], january[-2:]
    assert store.drop(COMPANY, going) == sum(len(kept.pop(one)) for one in going)
    assert found(store, POOL[:300]) == wanted(kept, POOL[:300])
    assert store.put_together(COMPANY, as_of=LATER) > 0  # the bytes of what was dropped go
    assert found(store, POOL[:300]) == wanted(kept, POOL[:300])
    assert store.drop(COMPANY, last) == sum(len(kept.pop(one)) for one in last)
    assert not list(tmp_path.glob("*/month=2026-01/*.parquet"))
    assert store.drop(COMPANY, [*going, *last]) == 0
    assert found(store, POOL[:300]) == wanted(kept, POOL[:300])


def test_the_bytes_of_a_dropped_batch_are_in_no_file_after_the_night(store: ParquetRecords) -> None:
    filled(store, days=3)
    alone = persons(1, seed=99)[0]
    store.append(batch(900, BEGIN), [alone])
    store.drop(COMPANY, [batch(900, BEGIN)])
    store.put_together(COMPANY, as_of=BEGIN)
    high = int.from_bytes(alone[:8], "big", signed=True)
    files = [str(file) for file in store.files(COMPANY)]
    sql = "SELECT count(*) FROM read_parquet($files) WHERE person_high = $high"
    assert duckdb.connect().execute(sql, {"files": files, "high": high}).fetchall() == [(0,)]


def test_any_reader_of_parquet_finds_the_same_rows(store: ParquetRecords, tmp_path: Path) -> None:
    kept = filled(store)
    plain = duckdb.connect()
    one = max(POOL, key=lambda person: sum(person in members for members in kept.values()))
    high, low = (int.from_bytes(half, "big", signed=True) for half in (one[:8], one[8:]))
    sql = f"""
        SELECT said.id, rows.day, rows.month
        FROM read_parquet('{tmp_path}/{COMPANY}/month=*/*.parquet', hive_partitioning = true) AS rows
        JOIN (SELECT unnest(batches) AS b, b[1]::INT AS number, b[2]->>'$' AS id
              FROM read_json('{tmp_path}/{COMPANY}/manifest.jsonl', format = 'newline_delimited',
                             columns = {{'batches': 'JSON[][]'}})) AS said ON said.number = rows.batch
        WHERE rows.person_high = $high AND rows.person_low = $low ORDER BY ALL"""
    rows = plain.execute(sql, {"high": high, "low": low}).fetchall()
    expected = sorted((b.public_id, b.day, f"{b.day:%Y-%m}") for b, members in kept.items() if one in members)
    assert len(expected) > 2
    assert [(id_, day, str(month)[:7]) for id_, day, month in rows] == expected


def test_files_hold_numbers_only(store: ParquetRecords) -> None:
    filled(store, days=2)
    rows = "read_parquet($f, hive_partitioning = false)"
    sql = f"SELECT DISTINCT column_name, column_type FROM (DESCRIBE SELECT * FROM {rows})"
    columns = duckdb.connect().execute(sql, {"f": [str(one) for one in store.files(COMPANY)]}).fetchall()
    assert sorted(columns) == [
        ("batch", "INTEGER"), ("day", "DATE"), ("person_high", "BIGINT"), ("person_low", "BIGINT"),
    ]  # fmt: skip


def test_a_missing_file_is_named(store: ParquetRecords) -> None:
    filled(store)
    file = store.files(COMPANY)[0]
    file.unlink()
    with pytest.raises(UnableToReadRecords, match=file.name):
        found(store, POOL)
    assert store.verify(COMPANY) == (file,)


def test_a_cut_file_is_named(store: ParquetRecords) -> None:
    filled(store)
    file = store.files(COMPANY)[0]
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(UnableToReadRecords, match=file.name):
        found(store, POOL)


@pytest.mark.parametrize("at", [60, 500, -4])
def test_a_flipped_bit_is_named_by_verify_and_never_written_anew(store: ParquetRecords, at: int) -> None:
    filled(store)
    file = store.files(COMPANY)[0]
    flip(file, at)
    before = store.files(COMPANY)
    assert store.verify(COMPANY) == (file,)
    with pytest.raises(UnableToReadRecords, match=file.name):
        store.put_together(COMPANY, as_of=LATER)
    assert store.verify(COMPANY) == (file,)
    assert file in before


def test_each_flipped_byte_of_a_small_file_is_refused_when_files_are_put_together(tmp_path: Path) -> None:
    """Whatever a flip does, merged rows are those that were kept, or nothing is merged."""
    chance = random.Random(5)
    kept = {batch(n, BEGIN): set(chance.sample(POOL, 5)) for n in range(2)}
    for trial in range(40):
        store = ParquetRecords(tmp_path / str(trial))
        for one, members in kept.items():
            store.append(one, members)
        file = store.files(COMPANY)[0]
        flip(file, chance.randrange(file.stat().st_size))
        try:
            store.put_together(COMPANY, as_of=LATER)
        except UnableToReadRecords:
            assert store.verify(COMPANY) == (file,)
        else:
            assert found(store, POOL[:200]) == wanted(kept, POOL[:200])
        store.close()


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_damaged_line_of_the_manifest_is_named(tmp_path: Path, line: int) -> None:
    store = ParquetRecords(tmp_path)
    for number in range(3):
        store.append(batch(number, BEGIN), POOL[:5])
    path = tmp_path / COMPANY / "manifest.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:line], lines[line].replace(b"prv_", b"prx_"), *lines[line + 1 :]]))
    with pytest.raises(UnableToReadRecords, match=f"line {line + 1} of .*manifest.jsonl"):
        ParquetRecords(tmp_path).batches(COMPANY)


def test_a_line_taken_out_of_the_manifest_is_noticed(tmp_path: Path) -> None:
    store = ParquetRecords(tmp_path)
    for number in range(3):
        store.append(batch(number, BEGIN), POOL[:5])
    path = tmp_path / COMPANY / "manifest.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[2])
    with pytest.raises(UnableToReadRecords, match="line 2 of"):
        ParquetRecords(tmp_path).batches(COMPANY)


def test_a_torn_last_line_was_never_said(tmp_path: Path) -> None:
    store = ParquetRecords(tmp_path)
    store.append(batch(1, BEGIN), POOL[:5])
    path = tmp_path / COMPANY / "manifest.jsonl"
    with path.open("ab") as file:
        file.write(path.read_bytes()[:-20])
    again = ParquetRecords(tmp_path)
    assert again.batches(COMPANY) == (batch(1, BEGIN),)
    assert again.append(batch(2, BEGIN), POOL[:7]) == 7
    assert ParquetRecords(tmp_path).batches(COMPANY) == (batch(1, BEGIN), batch(2, BEGIN))


def test_a_reader_goes_on_while_another_puts_files_together(tmp_path: Path) -> None:
    writer, reader = ParquetRecords(tmp_path), ParquetRecords(tmp_path)
    kept = filled(writer, nightly=False)
    assert found(reader, POOL[:50]) == wanted(kept, POOL[:50])
    writer.put_together(COMPANY, as_of=LATER)
    assert found(reader, POOL[:50]) == wanted(kept, POOL[:50])


@pytest.mark.parametrize("room", [0, 100, 1500, 2200])
def test_a_full_disk_keeps_nothing_and_says_so(store: ParquetRecords, room: int) -> None:
    store.append(batch(1, BEGIN), POOL[:5])
    before = {file: file.read_bytes() for file in store.files(COMPANY)}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        with pytest.raises(UnableToKeepRecords, match="Nothing of it was kept"):
            store.append(batch(2, BEGIN), POOL)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert {file: file.read_bytes() for file in store.files(COMPANY)} == before
    assert store.batches(COMPANY) == (batch(1, BEGIN),)
    assert store.append(batch(2, BEGIN), POOL) == len(POOL)
    assert found(store, POOL[:3]) == {
        one: [batch(1, BEGIN).public_id, batch(2, BEGIN).public_id] for one in POOL[:3]
    }


def test_without_duckdb_it_says_what_to_install(
    store: ParquetRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(Exception, match=r"pip install 'yakusoku\[sets\]'"):
        store.append(batch(1, BEGIN), POOL[:1])
