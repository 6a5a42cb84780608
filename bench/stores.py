"""Disclosure through the plan beside the same SELECTs by hand on the driver, in one run."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from bench.engines import Engine, compared, engines, fill, mapped, paired
from yakusoku.datamap import graph, queries
from yakusoku.examples import homes
from yakusoku.stores import operations, plans, registry
from yakusoku.terms.personal import Personal

_RUNS, _SMALL_RUNS = 9, 41
_VIEWINGS = 100_000
_TABLES, _EACH = 40, 5


def run() -> Iterator[str]:
    """Yield lines for a person with few rows, with a hundred thousand, and with few in many tables, by store."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "stores").mkdir()
        homes.copy_jcom(folder)
        homes.fill_jcom(folder, people=1000, seed=1, as_of=date(2026, 11, 2), truth=None)
        registry.wire({key: url.replace("stores/", f"{folder}/stores/") for key, url in homes.STORES.items()})
        yield _compared("Aoki, 60 rows of 6 collections", folder)
        _watch(folder)
        yield _compared(f"Aoki, {_VIEWINGS:,} viewings more", folder)
    with engines() as found:
        for engine in found:
            fill(engine, _TABLES, _EACH, 0)
            yield _of_tables(engine, _TABLES, _EACH, _SMALL_RUNS)
            fill(engine, 1, _VIEWINGS, _VIEWINGS)
            yield _of_tables(engine, 1, _VIEWINGS, _RUNS)


def _compared(title: str, folder: Path) -> str:
    datamap, _ = queries.load(folder / "datamap")
    plan = plans.compile_disclosure(datamap, graph.walk(datamap, ["subscriber_no"]), registry.dialects())
    identities = {"subscriber_no": [Personal("J0001000001")]}
    return _line(title, lambda: operations.run(plan, identities=identities), lambda: _by_hand(folder))


def _of_tables(engine: Engine, tables: int, rows: int, runs: int) -> str:
    whole = mapped(tables)
    plan = plans.compile_disclosure(whole, graph.walk(whole, ["email"]), registry.dialects())
    identities = {"email": [Personal("a")]}
    title = f"{engine.kind}, {tables} {'table' if tables == 1 else 'tables'} of {rows:,} rows"
    return _line(
        title,
        lambda: operations.run(plan, identities=identities),
        lambda: _tables_by_hand(engine, tables),
        runs,
    )


def _tables_by_hand(engine: Engine, tables: int) -> int:
    """Read the person and every table over one connection, by the person's number."""
    with closing(engine.connect()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute(f"SELECT * FROM person WHERE email = {engine.mark}", ("a",))
        [(number, _)] = cursor.fetchall()
        count = 1
        for at in range(tables):
            cursor.execute(f"SELECT * FROM t{at} WHERE p = {engine.mark}", (number,))
            count += len(cursor.fetchall())
    return count


def _line(title: str, ours: Callable[[], object], hand: Callable[[], object], runs: int = _RUNS) -> str:
    """Do both in turns, so that other work on the machine slows both."""
    return compared(title, [paired(ours, hand, hand_first=at % 2 == 1) for at in range(runs)])


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
