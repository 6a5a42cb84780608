"""Whatever the map, a plan finds just the rows that follow from the identities: compared with a naive closure."""

from __future__ import annotations

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
from yakusoku.stores.plans import Plan
from yakusoku.terms.personal import Personal

_TABLES = 5
Rows = list[tuple[int, int | None, int | None]]

links = some.lists(
    some.tuples(some.sampled_from(["from", "to", "with"]), some.integers(0, _TABLES - 1)), max_size=2
)
small = some.one_of(some.none(), some.integers(0, 4))
tables = some.lists(
    some.tuples(links, some.lists(some.tuples(small, small), max_size=5)), min_size=_TABLES, max_size=_TABLES
)


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
        if number == 0:
            fields.append(field("who", identity="who"))
        made.append(collection(f"d.t{number}", *fields))
    return datamap(*made)


def _fill(path: Path, rows: list[Rows]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for number, mine in enumerate(rows):
            connection.execute(
                f"CREATE TABLE t{number} (id INTEGER PRIMARY KEY, x INTEGER, y INTEGER, who INTEGER)"
            )
            for one in mine:
                connection.execute(f"INSERT INTO t{number} VALUES (?, ?, ?, ?)", (*one, one[0] % 2))
        connection.commit()


def _naive(plan: Plan, rows: list[Rows]) -> dict[str, set[int]]:
    """Follow every key until nothing is new, one row at a time."""
    held = {
        step.address: {
            row[0]: dict(zip(("id", "x", "y", "who"), (*row, row[0] % 2), strict=True))
            for row in rows[int(step.collection[1:])]
        }
        for step in plan.steps
    }
    found: dict[str, set[int]] = {address: set() for address in held}
    grew = True
    while grew:
        grew = False
        for step in plan.steps:
            for parameter in step.parameters:
                keys: set[int | None] = {0} if any(source.identity for source in parameter.sources) else set()
                for source in parameter.sources:
                    if source.address:
                        keys |= {
                            held[source.address][one][source.columns[0]] for one in found[source.address]
                        } - {None}
                for number, row in held[step.address].items():
                    if row[parameter.columns[0]] in keys and number not in found[step.address]:
                        found[step.address].add(number)
                        grew = True
    return found


@given(tables)
@settings(max_examples=80, deadline=None)
def test_a_plan_finds_what_a_naive_closure_finds(
    drawn: list[tuple[list[tuple[str, int]], list[tuple[int | None, int | None]]]],
) -> None:
    rows: list[Rows] = [[(number, *row) for number, row in enumerate(mine)] for _, mine in drawn]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "closure.db"
        _fill(path, rows)
        registry.wire({"main": f"sqlite:///{path}"})
        plan = planned(_map([mine for mine, _ in drawn]), "who")

        found = operations.run(plan, identities={"who": Personal("0")})

    assert {address: {row[0] for row in one.rows.reveal()} for address, one in found.items()} == _naive(
        plan, rows
    )
