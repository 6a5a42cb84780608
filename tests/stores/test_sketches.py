"""What a store shows of its tables to whoever begins a data map."""

from __future__ import annotations

import pytest

from tests.stores.filled import Filled
from yakusoku.stores.ports import StoreRefused
from yakusoku.stores.queries import draft_of, sketches


def test_columns_keys_and_references_are_shown(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE person (mail varchar(90) UNIQUE, no integer NOT NULL PRIMARY KEY, height double precision)",
        "CREATE TABLE bill (place varchar(9) NOT NULL, nr integer NOT NULL, person_no integer NOT NULL,"
        " PRIMARY KEY (place, nr), FOREIGN KEY (person_no) REFERENCES person (no))",
    )

    bill, person = sketches(filled.store.name)

    assert [(one.name, one.data_type, one.is_key, one.refers) for one in bill.columns] == [
        ("place", "string", True, None),
        ("nr", "integer", True, None),
        ("person_no", "integer", False, (None, "person", "no")),
    ]
    assert [(one.name, one.data_type) for one in person.columns][1:] == [
        ("no", "integer"),
        ("height", "float"),
    ]
    assert [one.name for one in person.columns if one.is_key] == ["no"]
    assert bill.schema is None


def test_a_table_behind_a_schema_says_so(postgres_only: Filled) -> None:
    postgres_only.run("CREATE SCHEMA sales", "CREATE TABLE sales.bill (id bigint PRIMARY KEY)")

    (bill,) = sketches(postgres_only.store.name)

    assert (bill.schema, bill.columns[0].is_key) == ("sales", True)


def test_a_store_that_is_not_connected_is_refused(sqlite_only: Filled) -> None:
    with pytest.raises(StoreRefused, match="no store is called nowhere"):
        sketches("nowhere")


def test_an_array_says_what_its_elements_are(postgres_only: Filled) -> None:
    postgres_only.run("CREATE TABLE p (id integer NOT NULL PRIMARY KEY, mails text[], members bigint[])")

    [table] = sketches("main")
    assert [one.data_type for one in table.columns] == ["integer", "string[]", "integer[]"]
    assert "string[]" in draft_of("main", company="shop")
