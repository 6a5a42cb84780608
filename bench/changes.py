"""Rows of one person masked and erased through a plan, beside count, statement and check by hand, in one run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from bench.engines import Engine, Pair, compared, engines, fill, mapped, paired, taken
from yakusoku.datamap.graph import walk
from yakusoku.stores import operations, registry
from yakusoku.stores.executing import Execution, confirm, execute
from yakusoku.stores.frozen import Frozen, freeze
from yakusoku.stores.listing import listed
from yakusoku.stores.orders import Order, Put
from yakusoku.stores.planning import Counted, Tables, compile_change
from yakusoku.stores.plans import compile_disclosure
from yakusoku.terms.personal import Personal

_ROWS = 100_000
_OTHERS = 100_000
_RUNS, _SMALL_RUNS = 5, 9
_TABLES = 100
MASKS = (Put("note", "null"), Put("place", "constant", "–"))


def run() -> Iterator[str]:
    """Yield two lines for each kind of database, two for many small tables, and the bookkeeping by itself."""
    with engines() as found:
        for engine in found:
            for verb in ("mask", "erase"):
                yield from _compared(engine, verb)
            yield _small(engine)
            yield _looking(_TABLES)


def _compared(engine: Engine, verb: str) -> Iterator[str]:
    pairs: list[Pair] = []
    kept, confirmed = [], []
    for at in range(_RUNS):
        fill(engine, 1, _ROWS, _OTHERS)
        began = perf_counter()
        one = _prepared(1, verb)
        kept.append(perf_counter() - began)
        ours = partial(execute, one)
        again = partial(fill, engine, 1, _ROWS, _OTHERS)
        hand = partial(_by_hand, engine, 1, verb, _ROWS)
        pairs.append(paired(ours, hand, before=again, hand_first=at % 2 == 1))
        fill(engine, 1, _ROWS, _OTHERS)
        execute(one)
        confirmed.append(taken(partial(confirm, one, "")))
    title = f"{engine.kind}, {_ROWS:,} rows {'masked' if verb == 'mask' else 'erased'}"
    yield compared(title, pairs)
    yield (
        f"{'  bookkeeping':38} search, plan, freeze {median(kept):7.3f} s,"
        f" read back again {median(confirmed):7.3f} s"
    )


def _looking(tables: int) -> str:
    """Return the line of what both the planning and the execution do first, whatever the change is about."""
    store = registry.get("main")
    seen = median(taken(store.shapes) for _ in range(_RUNS))
    return f"{'  of which':38} looking at {tables} tables, their keys and triggers {seen:7.3f} s"


def _small(engine: Engine) -> str:
    pairs = []
    for at in range(_SMALL_RUNS):
        fill(engine, _TABLES, 10, 0)
        one = _prepared(_TABLES, "mask")
        again = partial(fill, engine, _TABLES, 10, 0)
        hand = partial(_by_hand, engine, _TABLES, "mask", 10)
        pairs.append(paired(partial(execute, one), hand, before=again, hand_first=at % 2 == 1))
    return compared(f"{engine.kind}, {_TABLES} tables of 10 rows masked", pairs)


def _prepared(tables: int, verb: str) -> Execution:
    """Search, plan and freeze, as the deeds do; sealing and the ledger are measured elsewhere."""
    whole = mapped(tables)
    plan = compile_disclosure(whole, walk(whole, ["email"]), registry.dialects())
    found = operations.run(plan, identities={"email": [Personal("a")]})
    puts = MASKS if verb == "mask" else ()
    orders = []
    for one in (found[f"d:t{at}"] for at in range(tables)):
        order = Order(one.address, verb, puts)  # type: ignore[arg-type]  # one of the verbs
        orders.append(Counted(order, one.count, listed(plan.step(one.address), order, one)))
    compiled = compile_change(
        whole, plan, orders, Tables(registry.dialects(), {"main": registry.get("main").shapes()})
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
