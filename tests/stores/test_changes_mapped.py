"""Rows named by maps of keys: which are, and that a map names no row that it should not."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.stores.changing import NOW, carried_out, changed, intended, intending, prepared
from tests.stores.filled import Filled
from tests.stores.test_changes_listed import ERASE, MASK, _map
from yakusoku.stores import listing
from yakusoku.stores.orders import Order

pytestmark = pytest.mark.usefixtures("home")  # own state, keys and ledger
BOTH = pytest.mark.parametrize("order", [MASK, ERASE], ids=["masked", "erased"])
_MOMENTS = count()


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Map keys however few there are."""
    monkeypatch.setattr(listing, "MANY", 0)


def _fill(filled: Filled, rows: list[tuple[object, object, object]], kind: str = "integer") -> None:
    filled.run(
        "DROP TABLE IF EXISTS person",
        "DROP TABLE IF EXISTS note",
        "CREATE TABLE person (id integer NOT NULL PRIMARY KEY, email varchar(90))",
        f"CREATE TABLE note (no {kind} NOT NULL PRIMARY KEY, person_id integer, words varchar(90))",
        "CREATE INDEX note_person ON note (person_id)",
        "INSERT INTO person VALUES (1, 'a'), (2, 'b')",
    )
    filled.write("INSERT INTO note VALUES (?, ?, ?)", rows)


def _left(rows: list[tuple[object, object, object]], order: Order) -> set[tuple[object, object, object]]:
    masked = {(key, whose, "–") for key, whose, _ in rows if whose == 1 and order is MASK}
    return masked | {row for row in rows if row[1] != 1}


@BOTH
@pytest.mark.parametrize("span", [4_000_000, 5], ids=["in one map", "in many maps"])
def test_rows_in_a_map_change_and_no_other_does(
    filled: Filled, order: Order, span: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "SPAN", span)
    rows: list[tuple[object, object, object]] = [(number, number % 3, "x") for number in range(-20, 40)]
    _fill(filled, [*rows, (41, None, "x")])

    made = prepared(_map(), [order], email="a")
    assert [(step.listed, step.mapped, step.held) for step in made.plan.steps] == [(True, True, ())]
    assert changed(_map(), order, email="a").state == "confirmed"

    assert set(filled.rows("note")) == _left([*rows, (41, None, "x")], order)


@BOTH
@pytest.mark.parametrize("whose", [2, None])
def test_a_mapped_row_that_became_a_strangers_sends_the_change_back(
    filled: Filled, order: Order, whose: int | None
) -> None:
    _fill(filled, [(1, 1, "x"), (2, 1, "x"), (3, 2, "x")])
    change = intended(_map(), [order], email="a")
    filled.write("UPDATE note SET person_id = ? WHERE no = 2", [(whose,)])

    assert carried_out(change).state == "returned"
    assert set(filled.rows("note")) == {(1, 1, "x"), (2, whose, "x"), (3, 2, "x")}


@BOTH
def test_a_new_row_between_mapped_ones_is_none_of_them(filled: Filled, order: Order) -> None:
    _fill(filled, [(1, 1, "x"), (3, 1, "x")])
    change = intended(_map(), [order], email="a")
    filled.run("INSERT INTO note VALUES (2, 1, 'new')")

    assert carried_out(change).state == "confirmed"
    assert (2, 1, "new") in filled.rows("note")


@BOTH
def test_a_row_that_took_the_place_of_a_mapped_one_does_not_make_up_for_it(
    filled: Filled, order: Order
) -> None:
    _fill(filled, [(1, 1, "x"), (3, 1, "x")])
    change = intended(_map(), [order], email="a")
    filled.run("DELETE FROM note WHERE no = 3", "INSERT INTO note VALUES (2, 1, 'new')")

    assert carried_out(change).state == "returned"
    assert set(filled.rows("note")) == {(1, 1, "x"), (2, 1, "new")}


@BOTH
def test_keys_at_the_ends_of_their_type_are_mapped(filled: Filled, order: Order) -> None:
    last = 2**63 - 1
    rows: list[tuple[object, object, object]] = [
        (last, 1, "x"), (last - 2, 1, "x"), (last - 1, 2, "x"), (-last - 1, 2, "x"), (0, 2, "x"),
    ]  # fmt: skip
    _fill(filled, rows, "bigint")

    assert prepared(_map(), [order], email="a").plan.steps[0].mapped
    assert changed(_map(), order, email="a").state == "confirmed"
    assert set(filled.rows("note")) == _left(rows, order)


def test_keys_far_from_each_other_are_listed(filled: Filled) -> None:
    _fill(filled, [(1, 1, "x"), (1_000, 1, "x")])

    step = prepared(_map(), [ERASE], email="a").plan.steps[0]

    assert (step.listed, step.mapped) == (True, False) or filled.kind == "mariadb"
    assert changed(_map(), ERASE, email="a").state == "confirmed"
    assert filled.rows("note") == []


@BOTH
def test_a_fraction_among_whole_numbers_is_no_mapped_row(sqlite_only: Filled, order: Order) -> None:
    rows: list[tuple[object, object, object]] = [(1, 1, "x"), (2, 1, "x")]
    _fill(sqlite_only, rows, "int")
    change = intended(_map(), [order], email="a")
    sqlite_only.run("INSERT INTO note VALUES (1.5, 1, 'new'), ('1a', 1, 'new')")

    assert carried_out(change).state == "confirmed"
    left = sqlite_only.rows("note")
    assert {(1.5, 1, "new"), ("1a", 1, "new")} <= set(left)


def test_without_an_index_that_leads_to_them_rows_are_held_in_a_table(mariadb_only: Filled) -> None:
    _fill(mariadb_only, [(1, 1, "x")])
    mariadb_only.run("DROP INDEX note_person ON note")

    assert [step.listed for step in prepared(_map(), [ERASE], email="a").plan.steps] == [False]
    assert changed(_map(), ERASE, email="a").state == "confirmed"


def test_the_plan_of_a_map_names_no_value(sqlite_only: Filled) -> None:
    _fill(sqlite_only, [(4711, 1, "x")])

    said = prepared(_map(), [ERASE], email="a").plan.text()

    assert "  maps     its rows by key from the least to the greatest" in said
    assert "<- listed no, least no, least no, greatest no, watched person_id  = 1" in said
    assert "4711" not in said


@given(data=some.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_k_exactly_the_persons_rows_change_whatever_the_map_is(filled: Filled, data: some.DataObject) -> None:
    drawn = data.draw(some.dictionaries(some.integers(-9, 9), some.sampled_from([None, 1, 2]), max_size=9))
    rows: list[tuple[object, object, object]] = [(key, whose, "x") for key, whose in drawn.items()]
    order = data.draw(some.sampled_from([MASK, ERASE]))
    _fill(filled, rows)

    if any(whose == 1 for whose in drawn.values()):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(listing, "SPAN", data.draw(some.integers(1, 20)))
            made = prepared(_map(), [order], email="a")
            moment = NOW + timedelta(seconds=next(_MOMENTS))  # the same rows may be drawn twice
            change = intending.intend_change(prepared=made, by="stf_0000000000000001", now=moment)
            assert carried_out(change).state == "confirmed"
    assert set(filled.rows("note")) == _left(rows, order)
