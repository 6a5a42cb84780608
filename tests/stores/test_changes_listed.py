"""Rows named by lists of keys: which are, and that a list names no row that it should not."""

from __future__ import annotations

import pytest

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.changing import carried_out, changed, intended, prepared
from tests.stores.filled import Filled
from yakusoku.datamap.parts import DataMap
from yakusoku.stores import listing
from yakusoku.stores.orders import Order, Put

pytestmark = pytest.mark.usefixtures("home")  # own state, keys and ledger
MASK = Order("d:note", "mask", (Put("words", "constant", "–"),))
ERASE = Order("d:note", "erase")


def _map(kind: str = "integer") -> DataMap:
    return datamap(
        collection("d.person", field("id", key=True), field("email", identity="email", data_type="string")),
        collection(
            "d.note",
            field("no", key=True, data_type=kind),
            field("person_id", "from d.person.id"),
            field("words", data_type="string"),
        ),
    )


def _fill(filled: Filled, kind: str, rows: list[tuple[object, object, object]]) -> None:
    filled.run(
        "CREATE TABLE person (id integer NOT NULL PRIMARY KEY, email varchar(90))",
        f"CREATE TABLE note (no {kind} NOT NULL PRIMARY KEY, person_id integer, words varchar(90))",
        "INSERT INTO person VALUES (1, 'a'), (2, 'b')",
    )
    filled.write("INSERT INTO note VALUES (?, ?, ?)", rows)


@pytest.fixture(params=[False, True], ids=["in one list", "in many lists"])
def short(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of any length, or of two keys at most."""
    if request.param:
        monkeypatch.setattr(listing, "AT_ONCE", {int: 2, str: 2})


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("order", [MASK, ERASE], ids=["masked", "erased"])
def test_rows_in_lists_change_and_no_other_does(filled: Filled, order: Order) -> None:
    _fill(
        filled,
        "integer",
        [(number, number % 2 + 1, "x") for number in range(9)] + [(-5, 1, "x"), (10, None, "x")],
    )

    made = prepared(_map(), [order], email="a")
    assert [step.listed for step in made.plan.steps] == [True]
    assert made.plan.steps[0].held == ()
    assert changed(_map(), order, email="a").state == "confirmed"

    kept = {(number, number % 2 + 1, "x") for number in range(1, 9, 2)} | {(10, None, "x")}
    masked = {(number, 1, "–") for number in (0, 2, 4, 6, 8, -5)} if order is MASK else set()
    assert set(filled.rows("note")) == kept | masked


@pytest.mark.usefixtures("short")
def test_a_key_of_text_is_compared_byte_for_byte(filled: Filled) -> None:
    kind = {
        "sqlite": "varchar(20) COLLATE NOCASE",
        "postgresql": "varchar(20)",
        "mariadb": "varchar(20) COLLATE utf8mb4_general_ci",
    }[filled.kind]
    words = ['a"b', "a\\b", "{a,b}", "NULL", "", "é", "𠮷", "a'b", " a"]
    _fill(filled, kind, [(one, 1, "x") for one in words])

    made = prepared(_map("string"), [MASK], email="a")
    assert made.plan.steps[0].listed is (filled.kind != "mariadb")
    change = intended(_map("string"), [MASK], email="a")
    assert carried_out(change).state == "confirmed"
    assert set(filled.rows("note")) == {(one, 1, "–") for one in words}


def test_a_key_that_was_written_anew_in_other_letters_is_another_row(filled: Filled) -> None:
    kind = {
        "sqlite": "varchar(20) COLLATE NOCASE",
        "postgresql": "varchar(20)",
        "mariadb": "varchar(20) COLLATE utf8mb4_general_ci",
    }[filled.kind]
    _fill(filled, kind, [("a", 1, "x"), ("b", 1, "x")])
    change = intended(_map("string"), [ERASE], email="a")
    filled.run("UPDATE note SET no = 'A' WHERE no = 'a'")

    assert carried_out(change).state == "returned"
    assert set(filled.rows("note")) == {("A", 1, "x"), ("b", 1, "x")}


@pytest.mark.parametrize("order", [MASK, ERASE], ids=["masked", "erased"])
def test_a_listed_row_that_became_a_strangers_sends_the_change_back(filled: Filled, order: Order) -> None:
    _fill(filled, "integer", [(1, 1, "x"), (2, 1, "x")])
    change = intended(_map(), [order], email="a")
    filled.run("UPDATE note SET person_id = 2 WHERE no = 2")

    assert carried_out(change).state == "returned"
    assert filled.rows("note") == [(1, 1, "x"), (2, 2, "x")]


def test_rows_that_all_differ_in_what_is_watched_are_held_in_a_table(filled: Filled) -> None:
    filled.run("CREATE TABLE person (id integer NOT NULL PRIMARY KEY, email varchar(90), name varchar(9))")
    filled.write("INSERT INTO person VALUES (?, ?, 'x')", [(number, f"m{number}") for number in range(9)])
    mapped = datamap(
        collection(
            "d.person",
            field("id", key=True),
            field("email", identity="email", data_type="string"),
            field("name", data_type="string"),
        )
    )
    order = Order("d:person", "mask", (Put("name", "null"),))
    emails = [f"m{number}" for number in range(7)]

    made = prepared(mapped, [order], email=emails)
    assert [step.listed for step in made.plan.steps] == [False]
    assert changed(mapped, order, email=emails).state == "confirmed"
    assert sum(name is None for _, _, name in filled.rows("person")) == 7


def test_the_plan_of_a_list_names_no_value(sqlite_only: Filled) -> None:
    _fill(sqlite_only, "integer", [(4711, 1, "x")])

    said = prepared(_map(), [ERASE], email="a").plan.text()

    assert "  lists    its rows by key" in said
    assert 'DELETE FROM "note" AS t WHERE t."no" IN (SELECT value FROM json_each(?))' in said
    assert "<- listed no, watched person_id  = 1" in said
    assert "4711" not in said


def test_more_rows_than_a_store_lists_are_held_in_a_table_in_memory(mariadb_only: Filled) -> None:
    _fill(mariadb_only, "integer", [(number, 1, "x") for number in range(1_001)])

    made = prepared(_map(), [ERASE], email="a")

    assert [step.listed for step in made.plan.steps] == [False]
    assert "ENGINE=MEMORY" in made.plan.text()
    assert changed(_map(), ERASE, email="a").state == "confirmed"
    assert mariadb_only.rows("note") == []
