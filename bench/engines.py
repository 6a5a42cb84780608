"""Databases of three kinds with rows of one person beside another's, for benchmarks that compare with work by hand."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
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

from yakusoku.datamap.parts import DataMap
from yakusoku.stores import registry
from yakusoku.stores.adapters.mariadb_connection import Place


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


@contextmanager
def engines() -> Iterator[Iterator[Engine]]:
    """Give a database of each kind that this machine has, wired as the store `main` while it is used."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        yield _wired(_engines(folder, stack))


def _wired(made: Iterator[Engine]) -> Iterator[Engine]:
    for engine in made:
        registry.wire({"main": engine.url})
        yield engine
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


def mapped(tables: int) -> DataMap:
    """Return the map of a person and tables that name the person."""
    person = collection(
        "d.person", field("id", key=True), field("email", identity="email", data_type="string")
    )
    texts = [field(name, data_type="string") for name in ("note", "place")]
    made = [
        collection(f"d.t{at}", field("id", key=True), field("p", "from d.person.id"), *texts)
        for at in range(tables)
    ]
    return datamap(person, *made)


def fill(engine: Engine, tables: int, mine: int, others: int) -> None:
    """Make the tables anew, each with rows of the person, and of another between them."""
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


Pair = tuple[float, float]
"""Seconds of ours and by hand, one right after the other."""


def paired(
    ours: Callable[[], object],
    hand: Callable[[], object],
    *,
    before: Callable[[], object] = lambda: None,
    hand_first: bool = False,
) -> Pair:
    """Return what both take in turns; `before` is done before each of them, and takes no part."""
    calls = [hand, ours] if hand_first else [ours, hand]
    found = []
    for call in calls:
        before()
        found.append(taken(call))
    return (found[1], found[0]) if hand_first else (found[0], found[1])


def compared(title: str, pairs: Sequence[Pair]) -> str:
    """
    Return the line of a comparison: the median of what each pair says, so that other work on the machine slows both.

    Behind it stand the least and the greatest of them.
    """
    ours, hand = median(one for one, _ in pairs), median(other for _, other in pairs)
    ratios = sorted(one / other for one, other in pairs)
    said = f"{median(ratios):5.2f} times ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    return f"{title:40} ours {ours:7.4f} s, by hand {hand:7.4f} s: {said}"


def taken(call: Callable[[], object]) -> float:
    """Return how many seconds a call takes."""
    began = perf_counter()
    call()
    return perf_counter() - began
