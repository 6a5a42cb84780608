"""A change in a store: intended, done, confirmed, each with an entry; nobody else's row differs by a byte."""

from __future__ import annotations

import pytest

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.changing import (
    CASE,
    NOW,
    carried_out,
    changed,
    changes,
    doing,
    intended,
    prepared,
    vault,
    work,
)
from tests.stores.filled import Filled
from yakusoku.datamap.parts import DataMap
from yakusoku.ledger import queries as ledger
from yakusoku.stores.executing import UnableToChange
from yakusoku.stores.orders import Order, Put, UnableToPlanChange
from yakusoku.terms.personal import Personal

pytestmark = pytest.mark.usefixtures("home")  # own state, keys and ledger

ADDRESS = "東京都千代田区𠮷野町1-2 髙橋方 葛\U000e0100"


def shop(**more: object) -> DataMap:
    """A person with orders."""
    person = collection(
        "d.person",
        field("id", key=True),
        field("email", identity="email", data_type="string"),
        field("name", data_type="string"),
        field("stopped"),
    )
    orders = collection(
        "d.orders",
        field("no", key=True),
        field("person_id", "from d.person.id"),
        field("note", data_type="string"),
    )
    object.__setattr__(person, "restrict_column", "stopped")
    for name, value in more.items():
        object.__setattr__(orders, name, value)
    return datamap(person, orders)


def fill(filled: Filled, more: str = "") -> None:
    """Two people with orders."""
    filled.run(
        "CREATE TABLE person (id integer NOT NULL PRIMARY KEY, email varchar(90), name varchar(90), stopped integer)",
        "CREATE TABLE orders (no integer NOT NULL PRIMARY KEY, person_id integer, note varchar(90) NOT NULL,"
        f" FOREIGN KEY (person_id) REFERENCES person (id) {more})",
        "INSERT INTO person VALUES (1, 'a@example.jp', '青木', 0), (2, 'b@example.jp', '馬場', 0)",
        "INSERT INTO orders VALUES (10, 1, 'x'), (11, 1, 'y'), (20, 2, 'z')",
    )


BOTH = (Order("d:person", "erase"), Order("d:orders", "erase"))
ALL: dict[str, list[tuple[object, ...]]] = {
    "person": [(1, "a@example.jp", "青木", 0), (2, "b@example.jp", "馬場", 0)],
    "orders": [(10, 1, "x"), (11, 1, "y"), (20, 2, "z")],
}


def untouched(filled: Filled) -> bool:
    """Return whether every row is as it was."""
    return all(filled.rows(table) == rows for table, rows in ALL.items())


@pytest.mark.parametrize("receipts", [False, True])
def test_rows_of_one_person_are_erased_children_first_and_each_step_has_its_entry(
    filled: Filled, receipts: bool
) -> None:
    fill(filled)
    filled.wire(receipts=receipts)

    done = changed(shop(), *BOTH, email="a@example.jp")

    assert done.state == "confirmed"
    assert [(step.state, step.rows, dict(step.counts)) for step in done.steps] == [
        ("confirmed", 3, {"1 erase d:orders": 2, "2 erase d:person": 1})
    ]
    assert filled.rows("person") == ALL["person"][1:]
    assert filled.rows("orders") == ALL["orders"][2:]
    entries = ledger.entries("shop")
    assert [(entry.tag, entry.about) for entry in entries] == [
        ("stores:change:intended", CASE),
        ("stores:change:finished", CASE),
        ("stores:change:confirmed", CASE),
    ]
    said = entries[0].facts
    assert (said["rows"], said["erase"], said["mask"], said["shared"]) == (3, 3, 0, 0)
    assert said["plan"] == entries[2].facts["plan"] == done.plan_digest
    assert entries[1].facts["receipt"] == int(receipts)


def test_columns_are_masked_by_null_and_by_a_constant(filled: Filled) -> None:
    fill(filled)
    masks = Order("d:person", "mask", (Put("email", "null"), Put("name", "constant", "消去済")))

    assert changed(shop(), masks, email="a@example.jp").state == "confirmed"

    assert filled.rows("person") == [(1, None, "消去済", 0), ALL["person"][1]]
    assert filled.rows("orders") == ALL["orders"]


def test_a_correction_puts_the_new_value_in_every_copy_and_the_value_stands_nowhere_of_ours(
    filled: Filled, made_home: object, request: pytest.FixtureRequest
) -> None:
    del made_home
    fill(filled)
    orders = [
        Order("d:person", "correct", (Put("name", "set", sealed=Personal(ADDRESS)),)),
        Order("d:orders", "correct", (Put("note", "set", sealed=Personal(ADDRESS)),), rows=(1,)),
    ]

    done = changed(shop(), *orders, email="a@example.jp")

    assert done.state == "confirmed"
    assert filled.rows("person") == [(1, "a@example.jp", ADDRESS, 0), ALL["person"][1]]
    assert filled.rows("orders") == [(10, 1, "x"), (11, 1, ADDRESS), (20, 2, "z")]
    home = request.getfixturevalue("home").folder
    kept = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert "東京都千代田区".encode() not in kept
    assert b"a@example.jp" not in kept


def test_a_restriction_is_written_where_the_data_map_says(filled: Filled) -> None:
    fill(filled)

    assert changed(shop(), Order("d:person", "restrict"), email="a@example.jp").state == "confirmed"

    assert filled.rows("person") == [(1, "a@example.jp", "青木", 1), ALL["person"][1]]


def test_a_keyed_hash_needs_a_receipt_and_is_read_back(filled: Filled) -> None:
    fill(filled)
    masks = Order("d:orders", "mask", (Put("note", "hash"),))
    with pytest.raises(UnableToPlanChange, match="the store main keeps no receipts"):
        prepared(shop(), [masks], email="a@example.jp")
    filled.wire(receipts=True)

    assert changed(shop(), masks, email="a@example.jp").state == "confirmed"

    first, second, other = filled.rows("orders")
    assert other == (20, 2, "z")
    assert len(str(first[2])) == len(str(second[2])) == 64
    assert {"x", "y"}.isdisjoint({first[2], second[2]})
    assert first[2] != second[2]


def test_hashes_that_somebody_changed_before_the_reading_back_are_not_confirmed(filled: Filled) -> None:
    fill(filled)
    filled.wire(receipts=True)
    change = intended(shop(), [Order("d:orders", "mask", (Put("note", "hash"),))], email="a@example.jp")
    doing.do_change(change_id=change, store="main", now=NOW)
    filled.run("UPDATE orders SET note = 'again' WHERE no = 10")

    with pytest.raises(UnableToChange, match="do not hold what was written"):
        doing.confirm_change(change_id=change, now=NOW)


def test_h_the_same_rows_orders_and_tables_give_the_same_plan_to_the_byte(filled: Filled) -> None:
    fill(filled)

    one, other = (prepared(shop(), BOTH, email="a@example.jp").plan for _ in range(2))

    assert one.text() == other.text()
    assert one.digest == type(one).from_json(one.to_json()).digest
    assert "a@example.jp" not in one.to_json()


def test_what_follows_upward_is_an_intent_of_the_confirming_deed(filled: Filled) -> None:
    fill(filled)
    change = intended(shop(), BOTH, then="rights.executed", email="a@example.jp")
    assert [one.kind for one in work.intents()] == ["stores.change"]

    carried_out(change)

    assert [(one.kind, one.about, one.state) for one in work.intents()] == [
        ("stores.change", CASE, "done"),
        ("rights.executed", CASE, "waiting"),
    ]


def test_every_step_may_be_called_again_and_changes_nothing(filled: Filled) -> None:
    fill(filled)
    change = intended(shop(), BOTH, email="a@example.jp")
    carried_out(change)
    entries = len(ledger.entries("shop"))

    assert doing.do_change(change_id=change, store="main", now=NOW) == {"rows": 0, "known": 1}
    assert doing.confirm_change(change_id=change, now=NOW) == {"known": 1}

    assert len(ledger.entries("shop")) == entries


def test_a_case_has_one_change_at_a_time(filled: Filled) -> None:
    fill(filled)
    intended(shop(), BOTH, email="a@example.jp")

    with pytest.raises(Exception, match=f"a change of {CASE} is under way"):
        intended(shop(), BOTH, email="b@example.jp")


def test_rows_by_number_leave_the_others_of_the_person(filled: Filled) -> None:
    fill(filled)

    changed(shop(), Order("d:orders", "erase", rows=(0,)), email="a@example.jp")

    assert filled.rows("orders") == ALL["orders"][1:]


def test_sealed_rows_that_nobody_intended_are_dropped_by_the_next_change(filled: Filled) -> None:
    fill(filled)
    prepared(shop(), [Order("d:person", "restrict")], email="b@example.jp")

    changed(shop(), *BOTH, email="a@example.jp")

    assert len([name for name in vault.names(case_id=CASE) if name.startswith("change-")]) == 1


def test_a_change_whose_sealed_rows_were_exchanged_is_refused(filled: Filled) -> None:
    fill(filled)
    change = intended(shop(), BOTH, email="a@example.jp")
    [name] = vault.names(case_id=CASE)
    vault.put(case_id=CASE, name=name, content=vault.get(case_id=CASE, name=name).replace(b"[1,", b"[2,"))

    with pytest.raises(doing.UnableToResumeChange, match="differ from their digests"):
        doing.do_change(change_id=change, store="main", now=NOW)

    assert untouched(filled)


def test_the_plan_can_be_read_by_people(filled: Filled) -> None:
    fill(filled)
    change = intended(shop(), BOTH, email="a@example.jp")

    told = changes.plan_text(change)

    assert f"step 1  erase 2 rows of d:orders  in main ({filled.kind})" in told
    assert "in main: one transaction, without receipt" in told
