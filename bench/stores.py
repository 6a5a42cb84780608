"""Disclosure through the plan beside the same SELECTs by hand on the driver, in one run."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from yakusoku.datamap import graph, queries
from yakusoku.examples import homes
from yakusoku.stores import operations, plans, registry
from yakusoku.terms.personal import Personal

_RUNS = 7
_VIEWINGS = 100_000


def run() -> Iterator[str]:
    """Yield one line for a person with few rows and one for a person with a hundred thousand."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "stores").mkdir()
        homes.copy_jcom(folder)
        homes.fill_jcom(folder, people=1000, seed=1, as_of=date(2026, 11, 2), truth=None)
        registry.wire({key: url.replace("stores/", f"{folder}/stores/") for key, url in homes.STORES.items()})
        yield _compared("Aoki, 60 rows of 6 collections", folder)
        _watch(folder)
        yield _compared(f"Aoki, {_VIEWINGS:,} viewings more", folder)


def _compared(title: str, folder: Path) -> str:
    datamap, _ = queries.load(folder / "datamap")
    plan = plans.compile_disclosure(datamap, graph.walk(datamap, ["subscriber_no"]), registry.dialects())
    identities = {"subscriber_no": [Personal("J0001000001")]}
    ours = _median(lambda: operations.run(plan, identities=identities))
    hand = _median(lambda: _by_hand(folder))
    return f"{title:34} ours {ours:7.4f} s, by hand {hand:7.4f} s: {ours / hand:5.2f} times"


def _by_hand(folder: Path) -> int:
    """Read the same rows as a colleague would write it: two connections, six statements."""
    count = 0
    number = ("J0001000001",)
    for file, statements in (
        ("customers", ("subscriber", "billing", "inquiry")),
        ("media", ("call_recording", "device")),
    ):
        with sqlite3.connect(f"file:{folder}/stores/{file}.sqlite?mode=ro", uri=True) as connection:
            for table in statements:
                found = connection.execute(
                    f"SELECT * FROM {table} WHERE subscriber_no = ?", number
                ).fetchall()
                count += len(found)
            if file == "media":
                devices = [row[0] for row in found]
                marks = ", ".join("?" * len(devices))
                count += len(
                    connection.execute(
                        f"SELECT * FROM viewing WHERE device_id IN ({marks})", devices
                    ).fetchall()
                )
        connection.close()
    return count


def _watch(folder: Path) -> None:
    """Let Aoki watch a hundred thousand programs more."""
    with sqlite3.connect(folder / "stores" / "media.sqlite") as connection:
        device, *_ = connection.execute(
            "SELECT device_id FROM device WHERE subscriber_no = 'J0001000001'"
        ).fetchone()
        connection.executemany(
            "INSERT INTO viewing VALUES (?, ?, '2026-10-01 20:00', 101, 'ニュース', 30)",
            ((10_000_000 + number, device) for number in range(_VIEWINGS)),
        )
    connection.close()


def _median(call: Callable[[], object]) -> float:
    taken = []
    for _ in range(_RUNS):
        began = perf_counter()
        call()
        taken.append(perf_counter() - began)
    return median(taken)
