"""Records whose writer dies at every rename, sync and unlink: nothing is lost, nothing is found twice."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.faults.points import Points
from tests.operations.records.model import COMPANY, LATER, batch, found, persons, wanted
from yakusoku.provision.ports import Batch
from yakusoku.provision.records.store import ParquetRecords

pytest.importorskip("duckdb")

POOL = persons(200)
BEGIN = date(2026, 1, 10)
NEW = (batch(900, BEGIN), batch(901, BEGIN + timedelta(days=40)))


def before(folder: Path) -> dict[Batch, set[bytes]]:
    """Keep twenty batches of two months."""
    store, kept = ParquetRecords(folder), {}
    for number in range(20):
        one = batch(number, BEGIN + timedelta(days=2 * number))
        kept[one] = set(POOL[number : number + 50])
        store.append(one, kept[one])
    store.close()
    return kept


def add(store: ParquetRecords) -> None:
    """Keep two batches more, of two months."""
    store.append_all(COMPANY, [(one, POOL[:80]) for one in NEW])


def settle(store: ParquetRecords) -> None:
    """Put both months together."""
    store.put_together(COMPANY, as_of=LATER)


def drop(store: ParquetRecords) -> None:
    """Drop the first month whole and a batch of the second."""
    store.drop(COMPANY, going())


def going() -> list[Batch]:
    """Return what `drop` drops."""
    every = [batch(number, BEGIN + timedelta(days=2 * number)) for number in range(20)]
    return [one for one in every if one.day < date(2026, 2, 3)]


def after(kept: dict[Batch, set[bytes]], deed: Callable[[ParquetRecords], None]) -> dict[Batch, set[bytes]]:
    """Return what should be kept when a deed is done."""
    if deed is add:
        return {**kept, **{one: set(POOL[:80]) for one in NEW}}
    if deed is drop:
        return {one: members for one, members in kept.items() if one not in going()}
    return kept


def child(
    folder: Path, deed: Callable[[ParquetRecords], None], armed: tuple[str, int] | None, record: Path
) -> int:
    """Do a deed in a process of its own, dying at a point, and return how it ended."""
    pid = os.fork()
    if pid == 0:
        status = 1
        signal.alarm(120)  # a child that waits for a thread it has not is gone, and the test says so
        try:
            points = Points(armed=armed)
            module: Any = os
            for name in ("replace", "fsync", "unlink"):
                setattr(module, name, points.around(name, getattr(os, name)))
            deed(ParquetRecords(folder))
            record.write_text(json.dumps(points.passed), encoding="utf-8")
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.parametrize("deed", [add, settle, drop], ids=lambda deed: str(deed.__name__))
def test_records_outlive_a_death_at_every_point(
    tmp_path: Path, deed: Callable[[ParquetRecords], None]
) -> None:
    room = tmp_path / "before"
    kept = before(room)
    done, record = after(kept, deed), tmp_path / "points.json"
    shutil.copytree(room, tmp_path / "quiet")
    assert child(tmp_path / "quiet", deed, None, record) == 0
    points = json.loads(record.read_text(encoding="utf-8"))
    tried = 0
    for label, times in points.items():
        for passing in range(1, times + 1):
            home = tmp_path / f"trial-{tried}"
            shutil.copytree(room, home)
            assert child(home, deed, (label, passing), record) == -signal.SIGKILL, label
            read = ParquetRecords(home)
            seen = found(read, POOL)
            assert seen in (wanted(kept, POOL), wanted(done, POOL)), f"half a deed after {label} {passing}"
            deed(read)  # whoever died asks again
            assert found(read, POOL) == wanted(done, POOL), f"{label} {passing}"
            counted = {str(one) for one in read.files(COMPANY)}
            on_disk = {str(one) for one in (home / COMPANY).rglob("*") if one.is_file()} - counted
            assert {Path(one).name for one in on_disk} == {".lock", "manifest.jsonl"}, (
                f"left over after {label}"
            )
            assert read.verify(COMPANY) == ()
            read.close()
            tried += 1
    assert tried >= 8
