"""Over random small schemas and data: what is erased or masked is the person's own, and nobody else's row differs."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.filled import planned
from yakusoku.datamap.parts import DataMap
from yakusoku.stores import operations, registry
from yakusoku.stores.executing import Execution, confirm, execute
from yakusoku.stores.found import Found
from yakusoku.stores.frozen import Frozen, freeze
from yakusoku.stores.listing import listed
from yakusoku.stores.orders import Order, Put
from yakusoku.stores.planning import Counted, Tables, compile_change
from yakusoku.stores.plans import Plan
from yakusoku.stores.shared import shared_rows
from yakusoku.terms.personal import Personal

_TABLES = 4
WHO = {"who": [Personal("0")]}
Row = tuple[int, int | None, int | None, int, str]

links = some.lists(some.tuples(some.sampled_from(["from", "to"]), some.integers(0, _TABLES - 1)), max_size=2)
small = some.one_of(some.none(), some.integers(0, 3))
rows = some.lists(some.tuples(small, small, some.sampled_from(["", "0", "x", "é", "É", "𠮷"])), max_size=5)
schemas = some.lists(some.tuples(links, some.booleans(), rows), min_size=_TABLES, max_size=_TABLES)
verbs = some.lists(some.sampled_from(["erase", "mask", "leave"]), min_size=_TABLES, max_size=_TABLES)


@pytest.fixture(autouse=True)
def _unwired() -> Iterator[None]:
    yield
    registry.wire({})


def _map(drawn: list[list[tuple[str, int]]]) -> DataMap:
    made = []
    for number, mine in enumerate(drawn):
        names = dict(zip(("x", "y"), mine, strict=False))
        fields = [field("id", key=True)]
        for name in ("x", "y"):
            way, target = names.get(name, ("", number))
            fields.append(field(name, *([f"{way} d.t{target}.id"] if target != number else [])))
        fields.append(field("who", identity="who" if number == 0 else None))
        made.append(collection(f"d.t{number}", *fields, field("note", data_type="string")))
    return datamap(*made)


def _fill(
    path: Path, drawn: list[tuple[list[tuple[str, int]], bool, list[tuple[int | None, int | None, str]]]]
) -> None:
    with closing(sqlite3.connect(path)) as file:
        for number, (_, numbered, mine) in enumerate(drawn):
            without = "" if numbered else " WITHOUT ROWID"
            file.execute(
                f"CREATE TABLE t{number} (id INTEGER NOT NULL PRIMARY KEY, x INTEGER, y INTEGER, who INTEGER,"
                f" note TEXT COLLATE NOCASE){without}"
            )
            for key, one in enumerate(mine):
                file.execute(
                    f"INSERT INTO t{number} VALUES (?, ?, ?, ?, ?)", (key, *one[:2], key % 2, one[2])
                )
        file.commit()


def _digests(path: Path) -> dict[tuple[str, int], str]:
    """Return a digest for every row of every table."""
    with closing(sqlite3.connect(path)) as file:
        return {
            (f"d:t{number}", row[0]): hashlib.sha256(repr(row).encode()).hexdigest()
            for number in range(_TABLES)
            for row in file.execute(f"SELECT * FROM t{number}")
        }


def _others_lead(plan: Plan, held: dict[str, dict[int, Row]], own: dict[str, set[int]]) -> bool:
    """Return whether a row that is not the person's leads to one that counts as the person's, looking at every pair."""
    at = {"id": 0, "x": 1, "y": 2, "who": 3}
    for step in plan.steps:
        for parameter in step.parameters:
            for source in parameter.sources:
                if source.address is None or step.address == "d:t0":  # there an identity decides
                    continue
                leads = {
                    row[at[source.columns[0]]]
                    for key, row in held[source.address].items()
                    if key not in own[source.address]
                }
                if any(
                    held[step.address][key][at[parameter.columns[0]]] in leads - {None}
                    for key in own[step.address]
                ):
                    return True
    return False


@given(schemas, verbs, some.booleans(), some.booleans())
@settings(max_examples=120, deadline=None)
def test_only_rows_of_the_person_alone_change_and_exactly_those(
    drawn: list[tuple[list[tuple[str, int]], bool, list[tuple[int | None, int | None, str]]]],
    said: list[str],
    again: bool,
    lists: bool,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        _fill(path, drawn)
        registry.wire({"main": f"sqlite:///{path}"})
        mapped = _map([mine for mine, _, _ in drawn])
        plan = planned(mapped, "who")
        found = operations.run(plan, identities=WHO)
        shared = shared_rows(mapped, plan, found, identities=WHO)
        own = {one: set(range(each.count)) - shared.get(one, frozenset()) for one, each in found.items()}
        named = {one: {each.rows.reveal()[at][0] for at in own[one]} for one, each in found.items()}
        before, held = _digests(path), _held(path)

        done = _change(
            mapped, plan, found, {f"d:t{at}": verb for at, verb in enumerate(said)}, own, again, lists
        )

        after = _digests(path)
    changed = {row for row in before if after.get(row) != before[row]}
    ordered = {(one, key) for one, keys in named.items() for key in keys if said[int(one[-1])] != "leave"}
    assert changed <= ordered
    assert {row for row in ordered if row not in after} == {
        row for row in ordered if said[int(row[0][-1])] == "erase"
    }
    assert set(after) <= set(before)
    assert done == len(ordered)
    assert not _others_lead(plan, held, {one: set(keys) for one, keys in named.items()})  # type: ignore[arg-type]  # a word that was drawn


def _held(path: Path) -> dict[str, dict[int, Row]]:
    with closing(sqlite3.connect(path)) as file:
        return {
            f"d:t{number}": {row[0]: row for row in file.execute(f"SELECT * FROM t{number}")}
            for number in range(_TABLES)
        }


def _change(
    mapped: DataMap,
    plan: Plan,
    found: dict[str, Found],
    said: dict[str, str],
    own: dict[str, set[int]],
    again: bool,
    lists: bool,
) -> int:
    """Do the change by planning and executor alone, once or twice, by lists or tables; return of how many rows."""
    orders = []
    for address, rows in own.items():
        if said[address] != "leave":
            puts = (Put("note", "constant", "–"), Put("y", "null")) if said[address] == "mask" else ()
            numbers = tuple(sorted(rows))
            order = Order(address, said[address], puts, numbers)  # type: ignore[arg-type]  # a word that was drawn
            keys = listed(plan.step(address), order, found[address]) if lists else None
            orders.append(Counted(order, len(rows), keys))
    tables = Tables(registry.dialects(), {"main": registry.get("main").shapes()})
    compiled = compile_change(mapped, plan, orders, tables)
    kept = freeze(compiled.plan, compiled.orders, found).to_bytes()
    for attempt in range(2 if again else 1):
        one = Execution(
            plan=compiled.plan, store="main", frozen=Frozen.from_bytes(kept), change="chg_0000000000000001",
            moment="2026-11-24", digest=lambda value: hashlib.sha256(value).hexdigest(), again=attempt > 0,
        )  # fmt: skip
        if one.steps:
            execute(one)
            confirm(one, "")
    return sum(step.rows for step in compiled.plan.steps)
