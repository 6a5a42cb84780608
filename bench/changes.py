"""Rows of one person masked and erased through a plan, beside count, statement and check by hand, in one run."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import psycopg
from tests.common.mariadb_server import OwnServer as MariadbServer
from tests.common.mariadb_server import programs as mariadb_programs
from tests.common.mariadb_server import reachable as mariadb_reachable
from tests.common.postgres_server import reachable as postgres_reachable
from tests.rules.datamap_files.maps import collection, datamap, field

from yakusoku.datamap.graph import walk
from yakusoku.datamap.parts import DataMap
from yakusoku.stores import operations, registry
from yakusoku.stores.adapters.mariadb_connection import Place
from yakusoku.stores.executing import Execution, confirm, execute
from yakusoku.stores.frozen import Frozen, freeze
from yakusoku.stores.orders import Order, Put
from yakusoku.stores.planning import Counted, Tables, compile_change
from yakusoku.stores.plans import compile_disclosure
from yakusoku.terms.personal import Personal

_ROWS = 100_000
_OTHERS = 100_000
_RUNS = 3
_TABLES = 100
MASKS = (Put("note", "null"), Put("place", "constant", "–"))


@dataclass(frozen=True)
class Engine:
    """A database of one kind, with ways to speak to it by hand."""

    kind: str
    url: str
    mark: str

    def connect(self) -> Any:
        """Return a connection of the driver."""
        if self.kind == "sqlite":
            return sqlite3.connect(self.url.removeprefix("sqlite:///"), isolation_level=None)
        return (
            psycopg.connect(self.url, autocommit=True)
            if self.kind == "postgresql"
            else Place.read(self.url).connect()
        )

    def run(self, *statements: str) -> None:
        """Run statements, each committed."""
        with closing(self.connect()) as connection, closing(connection.cursor()) as cursor:
            for statement in statements:
                cursor.execute(statement)


def run() -> Iterator[str]:
    """Yield two lines for each kind of database, one for many small tables, and the bookkeeping by itself."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for engine in _engines(folder, stack):
            registry.wire({"main": engine.url})
            for verb in ("mask", "erase"):
                yield from _compared(engine, verb)
            yield _small(engine)
            registry.wire({})


def _engines(folder: Path, stack: ExitStack) -> Iterator[Engine]:
    (folder / "bench.db").touch()
    yield Engine("sqlite", f"sqlite:///{folder}/bench.db", "?")
    if postgres := postgres_reachable():
        name = postgres.rpartition("/")[0] + "/yakusoku_bench"
        for statement in (
            "DROP DATABASE IF EXISTS yakusoku_bench WITH (FORCE)",
            "CREATE DATABASE yakusoku_bench",
        ):
            Engine("postgresql", postgres, "%s").run(statement)
        yield Engine("postgresql", name, "%s")
        Engine("postgresql", postgres, "%s").run("DROP DATABASE yakusoku_bench WITH (FORCE)")
    if (mariadb := mariadb_reachable()) is None and (found := mariadb_programs()):
        server = MariadbServer(folder.parent / f"{folder.name}-mariadb")
        mariadb = server.join(found)
        stack.callback(server.leave)
    if mariadb:
        Engine("mariadb", mariadb, "%s").run("CREATE OR REPLACE DATABASE yakusoku_bench")
        yield Engine("mariadb", mariadb.replace("/?", "/yakusoku_bench?"), "%s")


def _map(tables: int) -> DataMap:
    person = collection(
        "d.person", field("id", key=True), field("email", identity="email", data_type="string")
    )
    texts = [field(name, data_type="string") for name in ("note", "place")]
    made = [
        collection(f"d.t{at}", field("id", key=True), field("p", "from d.person.id"), *texts)
        for at in range(tables)
    ]
    return datamap(person, *made)


def _fill(engine: Engine, tables: int, mine: int, others: int) -> None:
    rows = [
        (number, number % 2 if others else 1, "a note of some length", "somewhere")
        for number in range(mine + others)
    ]
    with closing(engine.connect()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute("DROP TABLE IF EXISTS person")
        cursor.execute("CREATE TABLE person (id integer NOT NULL PRIMARY KEY, email varchar(20))")
        cursor.execute("INSERT INTO person VALUES (1, 'a'), (0, 'b')")
        for at in range(tables):
            cursor.execute(f"DROP TABLE IF EXISTS t{at}")
            cursor.execute(
                f"CREATE TABLE t{at} (id integer NOT NULL PRIMARY KEY, p integer, note varchar(90), place varchar(90))"
            )
            cursor.execute(f"CREATE INDEX t{at}_p ON t{at} (p)")
            cursor.execute("BEGIN")
            cursor.executemany(f"INSERT INTO t{at} VALUES ({', '.join([engine.mark] * 4)})", rows)
            cursor.execute("COMMIT")


def _compared(engine: Engine, verb: str) -> Iterator[str]:
    ours, hand, kept = [], [], []
    for _ in range(_RUNS):
        _fill(engine, 1, _ROWS, _OTHERS)
        began = perf_counter()
        one = _prepared(1, verb)
        kept.append(perf_counter() - began)
        ours.append(_taken(partial(execute, one)))
        confirmed = _taken(partial(confirm, one, ""))
        _fill(engine, 1, _ROWS, _OTHERS)
        hand.append(_taken(lambda: _by_hand(engine, 1, verb, _ROWS)))
    ratio = median(ours) / median(hand)
    title = (
        f"{engine.kind}, {_ROWS:,} rows {verb}ed"
        if verb == "mask"
        else f"{engine.kind}, {_ROWS:,} rows erased"
    )
    yield f"{title:38} ours {median(ours):7.3f} s, by hand {median(hand):7.3f} s: {ratio:5.2f} times"
    yield f"{'  bookkeeping':38} search, plan, freeze {median(kept):7.3f} s, read back again {confirmed:7.3f} s"


def _small(engine: Engine) -> str:
    ours, hand = [], []
    for _ in range(_RUNS):
        _fill(engine, _TABLES, 10, 0)
        one = _prepared(_TABLES, "mask")
        ours.append(_taken(partial(execute, one)))
        _fill(engine, _TABLES, 10, 0)
        hand.append(_taken(lambda: _by_hand(engine, _TABLES, "mask", 10)))
    title = f"{engine.kind}, {_TABLES} tables of 10 rows masked"
    ratio = median(ours) / median(hand)
    return f"{title:38} ours {median(ours):7.3f} s, by hand {median(hand):7.3f} s: {ratio:5.2f} times"


def _prepared(tables: int, verb: str) -> Execution:
    """Search, plan and freeze, as the deeds do; sealing and the ledger are measured elsewhere."""
    mapped = _map(tables)
    plan = compile_disclosure(mapped, walk(mapped, ["email"]), registry.dialects())
    found = operations.run(plan, identities={"email": [Personal("a")]})
    puts = MASKS if verb == "mask" else ()
    orders = [
        Counted(Order(f"d:t{at}", verb, puts), found[f"d:t{at}"].count)  # type: ignore[arg-type]  # one of the verbs
        for at in range(tables)
    ]
    compiled = compile_change(
        mapped, plan, orders, Tables(registry.dialects(), {"main": registry.get("main").shapes()})
    )
    kept = Frozen.from_bytes(freeze(compiled.plan, compiled.orders, found).to_bytes())
    return Execution(compiled.plan, "main", kept, "chg_0000000000000001", "2026-11-24", _digest)


def _digest(value: bytes) -> str:
    return hashlib.sha256(value).hexdigest()


def _by_hand(engine: Engine, tables: int, verb: str, rows: int) -> None:
    """Count, change and check in one transaction, as a careful colleague would write it."""
    with closing(engine.connect()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute("BEGIN IMMEDIATE" if engine.kind == "sqlite" else "BEGIN")
        for at in range(tables):
            assert _count(cursor, f"SELECT count(*) FROM t{at} WHERE p = 1") == rows
            if verb == "mask":
                cursor.execute(f"UPDATE t{at} SET note = NULL, place = {engine.mark} WHERE p = 1", ("–",))
            else:
                cursor.execute(f"DELETE FROM t{at} WHERE p = 1")
            assert cursor.rowcount == rows
            left = "p = 1" if verb == "erase" else "p = 1 AND (note IS NOT NULL OR place <> '–')"
            assert _count(cursor, f"SELECT count(*) FROM t{at} WHERE {left}") == 0
        cursor.execute("COMMIT")


def _count(cursor: Any, question: str) -> int:
    cursor.execute(question)
    return int(cursor.fetchone()[0])


def _taken(call: Callable[[], object]) -> float:
    began = perf_counter()
    call()
    return perf_counter() - began
