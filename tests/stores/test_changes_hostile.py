"""Stores that make it hard: collations, odd names, references, triggers, locks, tables that changed meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.changing import (
    carried_out,
    changed,
    intended,
    prepared,
)
from tests.stores.filled import Filled
from tests.stores.test_changes import BOTH, fill, shop, untouched
from yakusoku.datamap.parts import Address, DataMap
from yakusoku.stores.orders import Order, Put, UnableToPlanChange

pytestmark = pytest.mark.usefixtures("home")

PERSON = Order("d:person", "erase")
MASKS = Order("d:person", "mask", (Put("name", "constant", "–"),))


def keyed(*more: str) -> DataMap:
    """A person whose key is a text, with columns beside it."""
    texts = [field(name, data_type="string") for name in more]
    return datamap(
        collection(
            "d.p",
            field("id", key=True, data_type="string"),
            field("email", identity="email", data_type="string"),
            *texts,
        )
    )


def folding(filled: Filled) -> None:
    """A table whose key the store compares without case and accents."""
    column = {
        "sqlite": "id text COLLATE NOCASE",
        "postgresql": "id text COLLATE folding",
        "mariadb": "id varchar(20) COLLATE utf8mb4_general_ci",
    }[filled.kind]
    if filled.kind == "postgresql":
        filled.run(
            "CREATE COLLATION folding (provider = icu, locale = 'und-u-ks-level1', deterministic = false)"
        )
    filled.run(
        f"CREATE TABLE p ({column} NOT NULL PRIMARY KEY, email varchar(90))",
        "INSERT INTO p VALUES ('ab', 'a@example.jp'), ('xy', 'b@example.jp')",
    )


def test_k_a_key_that_is_the_same_by_collation_only_is_another_row(filled: Filled) -> None:
    folding(filled)
    change = intended(keyed(), [Order("d:p", "erase")], email="a@example.jp")
    filled.run("DELETE FROM p WHERE id = 'ab'", "INSERT INTO p VALUES ('AB', 'a@example.jp')")

    done = carried_out(change)

    assert (done.state, done.because) == ("returned", "changed")
    assert filled.rows("p") == [("AB", "a@example.jp"), ("xy", "b@example.jp")]


def test_a_mask_is_read_back_to_the_letter_whatever_the_collation(filled: Filled) -> None:
    folding(filled)
    filled.run("ALTER TABLE p ADD COLUMN name varchar(90)", "UPDATE p SET name = 'ÉTÉ'")
    masks = Order("d:p", "mask", (Put("name", "constant", "ete"),))

    assert changed(keyed("name"), masks, email="a@example.jp").state == "confirmed"

    assert filled.rows("p") == [("ab", "a@example.jp", "ete"), ("xy", "b@example.jp", "ÉTÉ")]


def test_reserved_words_mixed_case_and_marks_in_names_are_names(filled: Filled) -> None:
    odd = datamap(
        collection(
            "d.Order Table",
            field("select", key=True),
            field("user", identity="email", data_type="string"),
            field("fullName", data_type="string"),
            field("per%cent 'x'", data_type="string"),
        )
    )
    filled.run(
        'CREATE TABLE "Order Table" ("select" integer NOT NULL PRIMARY KEY, "user" varchar(90), "fullName" varchar(90),'
        " \"per%cent 'x'\" varchar(90))",
        "INSERT INTO \"Order Table\" VALUES (1, 'a', 'n', 'q'), (2, 'b', 'n', 'q')",
    )
    masks = (Put("user", "null"), Put("fullName", "constant", "%s"), Put("per%cent 'x'", "constant", "100%"))

    assert changed(odd, Order("d:Order Table", "mask", masks), email="a").state == "confirmed"
    assert filled.rows('"Order Table"') == [(1, None, "%s", "100%"), (2, "b", "n", "q")]

    assert changed(odd, Order("d:Order Table", "erase"), email="b").state == "confirmed"
    assert filled.rows('"Order Table"') == [(1, None, "%s", "100%")]


def test_f_a_column_that_may_not_be_empty_is_refused_before_anything_is_written(filled: Filled) -> None:
    fill(filled)
    masks = [
        Order("d:person", "mask", (Put("email", "null"),)),
        Order("d:orders", "mask", (Put("note", "null"),)),
    ]

    with pytest.raises(
        UnableToPlanChange, match=r"note of d:orders may not be empty .*Mask it by a constant"
    ):
        prepared(shop(), masks, email="a@example.jp")

    assert untouched(filled)


@pytest.mark.parametrize("more", ["", "ON DELETE CASCADE", "ON DELETE SET NULL"])
def test_rows_that_still_refer_stop_the_erasing_even_where_the_store_would_take_them_along(
    filled: Filled, more: str
) -> None:
    fill(filled, more)

    done = changed(shop(), PERSON, email="a@example.jp")

    assert (done.state, done.because) == ("returned", "referred")
    assert untouched(filled)


def test_g_references_in_a_circle_are_emptied_first_in_rows_that_all_go(filled: Filled) -> None:
    circle = datamap(
        collection(
            "d.a", field("id", key=True), field("email", identity="email", data_type="string"), field("b_id")
        ),
        collection("d.b", field("id", key=True), field("a_id", "from d.a.id"), field("up")),
    )
    filled.run(
        "CREATE TABLE a (id integer NOT NULL PRIMARY KEY, email varchar(90), b_id integer)",
        "CREATE TABLE b (id integer NOT NULL PRIMARY KEY, a_id integer NOT NULL, up integer,"
        " FOREIGN KEY (a_id) REFERENCES a (id), FOREIGN KEY (up) REFERENCES b (id))",
    )
    if filled.kind == "sqlite":
        filled.run(
            "DROP TABLE a",
            "CREATE TABLE a (id integer NOT NULL PRIMARY KEY, email varchar(90), b_id integer REFERENCES b (id))",
        )
    else:
        filled.run("ALTER TABLE a ADD CONSTRAINT back FOREIGN KEY (b_id) REFERENCES b (id)")
    filled.run(
        "INSERT INTO a VALUES (1, 'a', NULL), (2, 'b', NULL)",
        "INSERT INTO b VALUES (10, 1, NULL), (11, 1, 10), (20, 2, NULL)",
        "UPDATE a SET b_id = 10 * id",
    )

    assert changed(circle, Order("d:a", "erase"), Order("d:b", "erase"), email="a").state == "confirmed"

    assert (filled.rows("a"), filled.rows("b")) == ([(2, "b", 20)], [(20, 2, None)])


def test_a_circle_that_nothing_opens_is_refused(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE person (id integer NOT NULL PRIMARY KEY, email varchar(90), name varchar(90), stopped integer)",
        "CREATE TABLE orders (no integer NOT NULL PRIMARY KEY, person_id integer NOT NULL, note varchar(90),"
        " FOREIGN KEY (person_id) REFERENCES person (id))",
        "INSERT INTO person VALUES (1, 'a@example.jp', '青木', 0)",
        "INSERT INTO orders VALUES (10, 1, 'x')",
    )
    waiting = shop(erase_after=(Address("d", "person"),))

    with pytest.raises(UnableToPlanChange, match="refer to each other in a circle: d:orders, d:person"):
        prepared(waiting, BOTH, email="a@example.jp")


def test_a_view_is_refused(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE p (id integer NOT NULL PRIMARY KEY, email varchar(90))",
        "CREATE VIEW v AS SELECT id, email FROM p",
    )
    seen = datamap(
        collection("d.v", field("id", key=True), field("email", identity="email", data_type="string"))
    )
    filled.run("INSERT INTO p VALUES (1, 'a')")

    with pytest.raises(UnableToPlanChange, match="d:v is a view"):
        prepared(seen, [Order("d:v", "erase")], email="a")


def test_a_computed_column_is_not_written_and_follows_its_source(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE p (id varchar(20) NOT NULL PRIMARY KEY, email varchar(90), name varchar(90),"
        " loud varchar(90) GENERATED ALWAYS AS (upper(name)) STORED)",
        "INSERT INTO p (id, email, name) VALUES ('1', 'a', 'x'), ('2', 'b', 'y')",
    )
    computed = keyed("name", "loud")
    with pytest.raises(UnableToPlanChange, match="the store computes the column loud"):
        prepared(computed, [Order("d:p", "mask", (Put("loud", "null"),))], email="a")

    done = changed(computed, Order("d:p", "mask", (Put("name", "constant", "z"),)), email="a")

    assert done.state == "confirmed"
    assert filled.rows("p") == [("1", "a", "z", "Z"), ("2", "b", "y", "Y")]


def test_a_composite_key_with_zero_empty_and_null_names_its_own_row_alone(filled: Filled) -> None:
    rows = [(0, "", 10), (0, "", 0), (1, "", 10), (0, "b", 10), (0, "", None)]
    whole = datamap(
        collection(
            "d.p", field("shop", key=True), field("branch", key=True, data_type="string"), field("no", key=True),
            field("email", identity="email", data_type="string"),
        )
    )  # fmt: skip
    filled.run(
        "CREATE TABLE p (shop integer NOT NULL, branch varchar(9) NOT NULL, no integer, email varchar(90),"
        " UNIQUE (shop, branch, no))"
    )
    filled.write(
        "INSERT INTO p VALUES (?, ?, ?, ?)", [(*row, f"{number}") for number, row in enumerate(rows)]
    )

    for number in (0, 1, 4):
        assert changed(whole, Order("d:p", "erase"), email=str(number)).state == "confirmed"

    assert filled.rows("p") == [(0, "b", 10, "3"), (1, "", 10, "2")]


def test_a_constraint_of_the_store_sends_the_change_back(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE p (id varchar(20) NOT NULL PRIMARY KEY, email varchar(90), name varchar(90) CHECK (name <> 'z'))",
        "INSERT INTO p VALUES ('1', 'a', 'x')",
    )

    done = changed(keyed("name"), Order("d:p", "mask", (Put("name", "constant", "z"),)), email="a")

    assert (done.state, done.because) == ("returned", "refused")
    assert filled.rows("p") == [("1", "a", "x")]


def test_a_unique_column_takes_no_constant_and_a_referred_one_no_other_content(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE p (id varchar(20) NOT NULL PRIMARY KEY, email varchar(90) UNIQUE, name varchar(5))"
    )
    filled.run("INSERT INTO p VALUES ('1', 'a', 'x')")
    for put, wrong in (
        (Put("email", "constant", "gone"), "email of d:p is unique"),
        (Put("id", "constant", "gone"), "id of d:p is part of the key"),
        (Put("name", "constant", "too long"), "longer than it takes"),
        (Put("name", "hash"), "takes no keyed hash"),
        (Put("none", "null"), "has no column none"),
        (Put("name", "shift"), "a way that mask does not know"),  # type: ignore[arg-type]  # a word that is no way
    ):
        filled.wire(receipts=True)
        if filled.kind == "sqlite" and (put.constant == "too long" or put.way == "hash"):
            continue  # SQLite keeps no lengths
        with pytest.raises(UnableToPlanChange, match=wrong):
            prepared(keyed("name"), [Order("d:p", "mask", (put,))], email="a")


def test_d_a_table_without_a_key_that_the_store_keeps_unique_is_refused(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE p (id varchar(20), email varchar(90))", "INSERT INTO p VALUES ('1', 'a'), ('1', 'b')"
    )
    keyless = datamap(
        collection(
            "d.p", field("id", data_type="string"), field("email", identity="email", data_type="string")
        )
    )

    with pytest.raises(UnableToPlanChange, match="d:p has no primary key"):
        prepared(keyless, [Order("d:p", "erase")], email="a")
    with pytest.raises(UnableToPlanChange, match="does not keep the key of d:p unique: id"):
        prepared(keyed(), [Order("d:p", "erase")], email="a")


def test_two_orders_about_one_row_are_refused(filled: Filled) -> None:
    fill(filled)

    with pytest.raises(UnableToPlanChange, match="two orders are about one row of d:person"):
        prepared(shop(), [PERSON, MASKS], email="a@example.jp")


def test_a_table_without_transactions_or_with_versions_is_refused(mariadb_only: Filled) -> None:
    for more, wrong in (
        ("ENGINE=MyISAM", "knows no transactions"),
        ("WITH SYSTEM VERSIONING", "keeps a history"),
    ):
        mariadb_only.run(f"CREATE TABLE p (id varchar(20) NOT NULL PRIMARY KEY, email varchar(90)) {more}")
        mariadb_only.run("INSERT INTO p VALUES ('1', 'a')")
        with pytest.raises(UnableToPlanChange, match=wrong):
            prepared(keyed(), [Order("d:p", "erase")], email="a")
        mariadb_only.run("DROP TABLE p")


def test_an_old_table_in_another_character_set_is_read_and_changed(mariadb_only: Filled) -> None:
    mariadb_only.run(
        "CREATE TABLE p (id varchar(20) NOT NULL PRIMARY KEY, email varchar(90), name varchar(90)) CHARACTER SET cp932",
        "INSERT INTO p VALUES ('い', 'a', '髙橋'), ('ろ', 'b', '高橋')",
    )

    assert (
        changed(keyed("name"), Order("d:p", "mask", (Put("name", "constant", "消"),)), email="a").state
        == "confirmed"
    )
    assert mariadb_only.rows("p") == [("い", "a", "消"), ("ろ", "b", "高橋")]

    done = changed(keyed("name"), Order("d:p", "mask", (Put("name", "constant", "𠮷"),)), email="b")
    assert (done.state, done.because) == ("returned", "refused")
    assert mariadb_only.rows("p") == [("い", "a", "消"), ("ろ", "b", "高橋")]


def test_tables_of_another_schema_are_changed_there(postgres_only: Filled) -> None:
    postgres_only.run("CREATE SCHEMA sales")
    for schema in ("public", "sales"):
        postgres_only.run(
            f"CREATE TABLE {schema}.p (id text PRIMARY KEY, email text)",
            f"INSERT INTO {schema}.p VALUES ('1', 'a')",
        )
    sold = datamap(replace(keyed().collections[Address("d", "p")], schema="sales"))

    assert changed(sold, Order("d:p", "erase"), email="a").state == "confirmed"

    assert (postgres_only.rows("sales.p"), postgres_only.rows("public.p")) == ([], [("1", "a")])


def test_rows_are_found_whose_table_sqlite_keeps_without_row_numbers(sqlite_only: Filled) -> None:
    for number, table in enumerate(
        ("id TEXT PRIMARY KEY, email TEXT) WITHOUT ROWID", "id TEXT PRIMARY KEY, email TEXT, rowid TEXT)")
    ):
        sqlite_only.run(f"CREATE TABLE p ({table}", "INSERT INTO p (id, email) VALUES ('1', 'a'), ('2', 'b')")
        more = ["rowid"] if number else []

        assert changed(keyed(*more), Order("d:p", "erase"), email="a").state == "confirmed"

        assert [row[0] for row in sqlite_only.rows("p")] == ["2"]
        sqlite_only.run("DROP TABLE p")
