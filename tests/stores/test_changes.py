"""A change in a store: intended, done, confirmed, each with an entry, and nobody else's rows touched."""

from __future__ import annotations

import pytest

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.changing import CASE, changed
from tests.stores.filled import Filled
from yakusoku.datamap.parts import DataMap
from yakusoku.ledger import queries as ledger
from yakusoku.stores.orders import Order

pytestmark = pytest.mark.usefixtures("home")  # own state, keys and ledger


def shop() -> DataMap:
    """A person with orders."""
    return datamap(
        collection(
            "d.person",
            field("id", key=True),
            field("email", identity="email", data_type="string"),
            field("name", data_type="string"),
        ),
        collection(
            "d.orders",
            field("no", key=True),
            field("person_id", "from d.person.id"),
            field("note", data_type="string"),
        ),
    )


def fill(filled: Filled) -> None:
    """Two people with orders."""
    filled.run(
        "CREATE TABLE person (id integer NOT NULL PRIMARY KEY, email varchar(90), name varchar(90))",
        "CREATE TABLE orders (no integer NOT NULL PRIMARY KEY, person_id integer, note varchar(90),"
        " FOREIGN KEY (person_id) REFERENCES person (id))",
        "INSERT INTO person VALUES (1, 'a@example.jp', '青木'), (2, 'b@example.jp', '馬場')",
        "INSERT INTO orders VALUES (10, 1, 'x'), (11, 1, 'y'), (20, 2, 'z')",
    )


def test_rows_of_one_person_are_erased_children_first_and_each_step_has_its_entry(filled: Filled) -> None:
    fill(filled)

    done = changed(shop(), Order("d:person", "erase"), Order("d:orders", "erase"), email="a@example.jp")

    assert done.state == "confirmed"
    assert filled.rows("person") == [(2, "b@example.jp", "馬場")]
    assert filled.rows("orders") == [(20, 2, "z")]
    assert [(entry.tag, entry.about) for entry in ledger.entries("shop")] == [
        ("stores:change:intended", CASE),
        ("stores:change:finished", CASE),
        ("stores:change:confirmed", CASE),
    ]
