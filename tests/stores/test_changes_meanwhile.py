"""What happens between review and execution, and stores that are held, gone or stopped while they are changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores import breaking
from tests.stores.changing import (
    CASE,
    NOW,
    carried_out,
    changed,
    doing,
    intended,
    intending,
    prepared,
    view,
    work,
)
from tests.stores.filled import Filled
from tests.stores.test_changes import ALL, BOTH, fill, shop, untouched
from tests.stores.test_changes_hostile import MASKS, PERSON
from yakusoku.ledger import queries as ledger
from yakusoku.stores import registry
from yakusoku.stores.orders import Order, Put, UnableToPlanChange
from yakusoku.stores.ports import Session

pytestmark = pytest.mark.usefixtures("home")


def test_a_lock_of_another_lets_the_change_wait_as_work_and_nothing_is_half_done(filled: Filled) -> None:
    fill(filled)
    filled.hurry()
    change = intended(shop(), BOTH, email="a@example.jp")

    with filled.holding("UPDATE person SET name = 'busy' WHERE id = 1"):
        waits = carried_out(change)

    assert waits.state == "intended"
    assert filled.rows("orders") == ALL["orders"]
    [before, later, told] = work.intents()
    assert told.kind == "mail.stores.waiting"
    assert (before.state, later.state, later.not_before) == ("done", "waiting", NOW + timedelta(minutes=5))
    assert [entry.tag for entry in ledger.entries("shop")][1:] == ["stores:change:waiting"]
    assert carried_out(change).state == "confirmed"
    assert filled.rows("orders") == ALL["orders"][2:]


def test_rows_that_another_erased_while_the_change_waited_are_not_taken_for_erased_by_it(
    filled: Filled,
) -> None:
    fill(filled)
    filled.hurry()
    change = intended(shop(), BOTH, email="a@example.jp")
    with filled.holding("UPDATE person SET name = 'busy' WHERE id = 1"):
        carried_out(change)
    filled.run("DELETE FROM orders WHERE person_id = 1", "DELETE FROM person WHERE id = 1")

    done = carried_out(change)

    assert (done.state, done.because) == ("returned", "changed")


@pytest.mark.parametrize("receipts", [False, True])
@pytest.mark.parametrize("broken", [breaking.before_commit, breaking.after_commit])
def test_a_store_that_is_gone_around_its_commit_is_changed_once(
    filled: Filled, receipts: bool, broken: Callable[[Session], None]
) -> None:
    fill(filled)
    filled.wire(receipts=receipts)
    masks = (Order("d:orders", "mask", (Put("note", "constant", "–"),)), replace(PERSON, rows=()), MASKS)
    change = intended(shop(), masks, email="a@example.jp")
    with breaking.store(broken):
        assert carried_out(change).state == "intended"

    done = carried_out(change)

    assert done.state == "confirmed"
    assert done.steps[0].attempts >= 1
    assert filled.rows("orders") == [(10, 1, "–"), (11, 1, "–"), (20, 2, "z")]


@pytest.mark.parametrize("receipts", [False, True])
def test_rows_that_were_erased_before_the_answer_was_lost_are_known_to_be_erased(
    filled: Filled, receipts: bool
) -> None:
    fill(filled)
    filled.wire(receipts=receipts)
    change = intended(shop(), BOTH, email="a@example.jp")
    with breaking.store(breaking.after_commit):
        carried_out(change)

    assert carried_out(change).state == "confirmed"
    assert filled.rows("orders") == ALL["orders"][2:]


def test_a_store_that_stops_in_the_middle_keeps_nothing(filled: Filled) -> None:
    fill(filled)
    change = intended(shop(), BOTH, email="a@example.jp")

    with breaking.store(breaking.in_the_middle(filled)):
        assert carried_out(change).state == "intended"

    assert untouched(filled)
    assert carried_out(change).state == "confirmed"


@pytest.mark.parametrize(
    "drift",
    [
        "ALTER TABLE orders ADD COLUMN extra integer",
        "CREATE TABLE late (no integer PRIMARY KEY, of_no integer, FOREIGN KEY (of_no) REFERENCES orders (no))",
    ],
)
def test_a_table_that_changed_after_the_plan_sends_it_back(filled: Filled, drift: str) -> None:
    fill(filled)
    change = intended(shop(), BOTH, email="a@example.jp")
    filled.run(drift)

    done = carried_out(change)

    assert (done.state, done.because) == ("returned", "drift")
    assert filled.rows("person") == ALL["person"]


def test_a_column_that_nobody_declared_stops_the_planning(filled: Filled) -> None:
    fill(filled)
    filled.run("ALTER TABLE orders ADD COLUMN extra integer")

    with pytest.raises(UnableToPlanChange, match="The column extra of d:orders is not in the data map"):
        prepared(shop(), BOTH, email="a@example.jp")


@pytest.mark.parametrize(
    "meanwhile",
    [
        "UPDATE orders SET person_id = 2 WHERE no = 10",
        "DELETE FROM orders WHERE no = 11",
        "UPDATE orders SET no = 12 WHERE no = 11",
    ],
)
def test_a_row_that_changed_hands_between_review_and_execution_sends_the_change_back(
    filled: Filled, meanwhile: str
) -> None:
    fill(filled)
    change = intended(shop(), BOTH, then="rights.executed", email="a@example.jp")
    filled.run(meanwhile)
    before = filled.rows("orders")

    done = carried_out(change)

    assert (done.state, done.because) == ("returned", "changed")
    assert (filled.rows("orders"), filled.rows("person")) == (before, ALL["person"])
    last = ledger.entries("shop")[-1]
    assert (last.tag, last.facts["because"], last.facts["step"]) == ("stores:change:returned", "changed", 1)
    assert [one.kind for one in work.intents(states=("waiting",))] == ["rights.executed"]


def test_two_hands_at_once_do_it_once(filled: Filled) -> None:
    fill(filled)
    filled.wire(receipts=True)
    change = intended(shop(), BOTH, email="a@example.jp")

    with breaking.store(lambda session: session.commit()) as broken:
        broken.meanwhile = lambda: doing.do_change(change_id=change, store="main", now=NOW)
        assert doing.do_change(change_id=change, store="main", now=NOW) == {"rows": 0, "known": 1}

    assert view(change).steps[0].state == "done"
    assert [entry.tag for entry in ledger.entries("shop")].count("stores:change:finished") == 1
    assert filled.rows("orders") == ALL["orders"][2:]


def test_receipts_are_made_on_request_and_are_no_drift(filled: Filled) -> None:
    fill(filled)
    with pytest.raises(intending.UnableToIntendChange, match="not configured to keep receipts"):
        intending.prepare_receipts(store="main", controller="shop", by="system", now=NOW)
    registry.wire({"main": filled.url}, receipts=["main"])

    for _ in range(2):
        intending.prepare_receipts(store="main", controller="shop", by="system", now=NOW)
    done = changed(shop(), *BOTH, email="a@example.jp")

    assert filled.rows("yakusoku_receipt") == [(done.change_id, done.plan_digest, "", 3, NOW.isoformat())]
    assert CASE not in repr(filled.rows("yakusoku_receipt"))


def test_a_mark_that_another_system_sets_between_review_and_execution_sends_the_restriction_back(
    filled: Filled,
) -> None:
    filled.run(
        "CREATE TABLE person (id integer NOT NULL PRIMARY KEY, email varchar(90), halted_on date)",
        "INSERT INTO person VALUES (1, 'a', NULL)",
    )
    mapped = datamap(
        collection(
            "d.person",
            field("id", key=True),
            field("email", identity="email", data_type="string"),
            field("halted_on", data_type="string"),
        )
    )
    order = Order("d:person", "restrict", (Put("halted_on", "constant", "2026-11-24"),))
    change = intended(mapped, [order], email="a")
    filled.run("UPDATE person SET halted_on = '2026-11-20'")

    assert carried_out(change).state == "returned"
    assert [str(day) for _, _, day in filled.rows("person")] == ["2026-11-20"]
