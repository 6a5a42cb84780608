"""The cases by letter that went wrong elsewhere, and K: rows that are not the person's, or not the person's alone."""

from __future__ import annotations

import pytest

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.changing import NOW, carried_out, changed, intended, intending, prepared
from tests.stores.filled import Filled, disclosed, keys
from yakusoku.datamap.parts import DataMap, Field
from yakusoku.stores.orders import Order, Put

pytestmark = pytest.mark.usefixtures("home")


def text(name: str, *links: str, key: bool = False, identity: str | None = None) -> Field:
    """Return a field of text."""
    return field(name, *links, key=key, identity=identity, data_type="string")


def test_a_one_part_of_a_composite_key_that_is_zero_is_compared_like_the_others(filled: Filled) -> None:
    parts = datamap(
        collection(
            "d.p", field("a", key=True), field("b", key=True), text("email", identity="email"), text("name")
        )
    )
    filled.run(
        "CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, email varchar(9), name varchar(9), PRIMARY KEY (a, b))"
    )
    filled.run("INSERT INTO p VALUES (0, 10, 'a', 'x'), (1, 10, 'b', 'y'), (2, 10, 'b', 'z')")

    assert changed(parts, Order("d:p", "mask", (Put("name", "null"),)), email="a").rows == 1

    assert filled.rows("p") == [(0, 10, "a", None), (1, 10, "b", "y"), (2, 10, "b", "z")]


def test_b_rows_that_a_zero_leads_to_are_erased_too(filled: Filled) -> None:
    linked = datamap(
        collection("d.p", field("id", key=True), text("email", identity="email")),
        collection("d.bill", field("no", key=True), field("p_id", "from d.p.id")),
    )
    filled.run(
        "CREATE TABLE p (id integer NOT NULL PRIMARY KEY, email varchar(9))",
        "CREATE TABLE bill (no integer NOT NULL PRIMARY KEY, p_id integer)",
        "INSERT INTO p VALUES (0, 'a'), (1, 'b')",
        "INSERT INTO bill VALUES (0, 0), (7, 0), (8, 1), (9, NULL)",
    )

    changed(linked, Order("d:p", "erase"), Order("d:bill", "erase"), email="a")

    assert (filled.rows("p"), filled.rows("bill")) == ([(1, "b")], [(8, 1), (9, None)])


def test_e_a_column_with_a_reserved_name_is_that_column(filled: Filled) -> None:
    named = datamap(
        collection("d.p", field("id", key=True), text("user", identity="email"), text("fullName"))
    )
    filled.run('CREATE TABLE p (id integer NOT NULL PRIMARY KEY, "user" varchar(9), "fullName" varchar(9))')
    filled.run("INSERT INTO p VALUES (1, 'a', 'x'), (2, 'b', 'y')")

    changed(named, Order("d:p", "mask", (Put("user", "constant", "–"), Put("fullName", "null"))), email="a")

    assert filled.rows("p") == [(1, "–", None), (2, "b", "y")]


def homes() -> DataMap:
    """Two people may lead to one address; what happened there is reached through it alone."""
    return datamap(
        collection(
            "d.person",
            field("id", key=True),
            text("email", identity="email"),
            field("home_id", "to d.address.id"),
        ),
        collection("d.address", field("id", key=True), text("city")),
        collection("d.visit", field("no", key=True), field("address_id", "from d.address.id")),
    )


def live(filled: Filled) -> None:
    """1 lives alone at 10, 2 and 3 together at 20."""
    filled.run(
        "CREATE TABLE address (id integer NOT NULL PRIMARY KEY, city varchar(9))",
        "CREATE TABLE person (id integer NOT NULL PRIMARY KEY, email varchar(9), home_id integer)",
        "CREATE TABLE visit (no integer NOT NULL PRIMARY KEY, address_id integer)",
        "INSERT INTO address VALUES (10, '札幌'), (20, '那覇')",
        "INSERT INTO person VALUES (1, 'a', 10), (2, 'b', 20), (3, 'c', 20)",
        "INSERT INTO visit VALUES (100, 10), (200, 20)",
    )


WHOLE_HOME = (Order("d:person", "erase"), Order("d:address", "erase"), Order("d:visit", "erase"))


def test_i_a_row_that_leads_to_another_person_too_is_told_and_left_alone(filled: Filled) -> None:
    live(filled)

    alone = prepared(homes(), WHOLE_HOME, email="a")
    together = prepared(homes(), WHOLE_HOME, email="b")

    assert alone.shared == {}
    assert together.shared == {"d:address": {0}, "d:visit": {0}}
    done = carried_out(intending.intend_change(prepared=together, by="system", now=NOW))
    assert (done.state, done.rows, done.shared) == ("confirmed", 1, 2)
    assert filled.rows("address") == [(10, "札幌"), (20, "那覇")]
    assert filled.rows("visit") == [(100, 10), (200, 20)]
    assert filled.rows("person") == [(1, "a", 10), (3, "c", 20)]


def test_i_somebody_who_moves_in_between_review_and_execution_sends_the_change_back(filled: Filled) -> None:
    live(filled)
    change = intended(homes(), WHOLE_HOME, email="a")
    filled.run("INSERT INTO person VALUES (4, 'd', 10)")

    done = carried_out(change)

    assert (done.state, done.because) == ("returned", "shared")
    assert filled.rows("address") == [(10, "札幌"), (20, "那覇")]


def test_i_a_row_that_names_two_people_is_both_theirs(filled: Filled) -> None:
    sent = datamap(
        collection("d.person", field("id", key=True), text("email", identity="email")),
        collection(
            "d.gift",
            field("no", key=True),
            field("giver", "from d.person.id"),
            field("taker", "from d.person.id"),
        ),
    )
    filled.run(
        "CREATE TABLE person (id integer NOT NULL PRIMARY KEY, email varchar(9))",
        "CREATE TABLE gift (no integer NOT NULL PRIMARY KEY, giver integer, taker integer)",
        "INSERT INTO person VALUES (1, 'a'), (2, 'b')",
        "INSERT INTO gift VALUES (10, 1, 2), (11, 1, 1), (12, 1, NULL), (13, 1, 77), (14, 2, 2)",
    )

    done = changed(sent, Order("d:gift", "erase"), email="a")

    assert (done.rows, done.shared) == (3, 1)
    assert filled.rows("gift") == [(10, 1, 2), (14, 2, 2)]


def test_j_data_of_the_system_about_a_person_are_read_and_masked_like_any_other(filled: Filled) -> None:
    kept = datamap(
        collection(
            "d.p",
            field("id", key=True),
            text("email", identity="email"),
            field("trace", data_type="string", categories=("system.operations",)),
            field("hint", data_type="string", categories=()),
        )
    )
    filled.run(
        "CREATE TABLE p (id integer NOT NULL PRIMARY KEY, email varchar(9), trace varchar(9), hint varchar(9))",
        "INSERT INTO p VALUES (1, 'a', 't', 'n'), (2, 'b', 't', 'n')",
    )
    assert disclosed(kept, email="a")["d:p"].rows.reveal() == ((1, "a", "t", "n"),)

    changed(kept, Order("d:p", "mask", (Put("trace", "null"), Put("hint", "null"))), email="a")

    assert filled.rows("p") == [(1, "a", None, None), (2, "b", "t", "n")]


def test_k_what_only_a_collation_holds_to_be_the_same_is_nobodys_row(filled: Filled) -> None:
    one = datamap(collection("d.p", field("id", key=True), text("email", identity="email"), text("name")))
    folding = {
        "sqlite": "COLLATE NOCASE",
        "postgresql": "COLLATE folding",
        "mariadb": "COLLATE utf8mb4_general_ci",
    }
    if filled.kind == "postgresql":
        filled.run(
            "CREATE COLLATION folding (provider = icu, locale = 'und-u-ks-level1', deterministic = false)"
        )
    filled.run(
        f"CREATE TABLE p (id integer NOT NULL PRIMARY KEY, email varchar(90) {folding[filled.kind]}, name varchar(9))"
    )
    filled.run(
        "INSERT INTO p VALUES (1, 'taro@x.jp', '1'), (2, 'TARO@x.jp', '2'), (3, 'Taro@x.jp', '3'), (4, 'b', '4')"
    )

    found = disclosed(one, email="taro@x.jp")["d:p"]
    changed(one, Order("d:p", "mask", (Put("name", "null"), Put("email", "null"))), email="taro@x.jp")

    assert (keys(found), [row[0] for row in found.candidates.reveal()]) == ([1], [2, 3])
    assert filled.rows("p") == [(1, None, None), (2, "TARO@x.jp", "2"), (3, "Taro@x.jp", "3"), (4, "b", "4")]


@pytest.mark.parametrize("collation", ["utf8mb4_general_ci", "utf8mb4_unicode_520_ci"])
@pytest.mark.parametrize(
    ("one", "others"),
    [
        ("a", ["á", "A", "ａ", "a "]),
        ("が", ["か", "カ", "ガ", "か\u3099"]),
        ("𠮷", ["吉", "𠮸", "😀"]),
        ("straße", ["strasse"]),
    ],
)
def test_k_letters_that_a_default_collation_folds_are_candidates_at_most(
    mariadb_only: Filled, one: str, others: list[str], collation: str
) -> None:
    mapped = datamap(collection("d.p", field("id", key=True), text("email", identity="email")))
    mariadb_only.run(
        f"CREATE TABLE p (id integer NOT NULL PRIMARY KEY, email varchar(90) COLLATE {collation})"
    )
    mariadb_only.write("INSERT INTO p VALUES (?, ?)", list(enumerate([one, *others])))

    assert changed(mapped, Order("d:p", "erase"), email=one).state == "confirmed"

    assert [row[1] for row in sorted(mariadb_only.rows("p"))] == others


def test_k_zero_matches_no_word(mariadb_only: Filled) -> None:
    for kind in ("string", "integer"):
        mapped = datamap(
            collection("d.p", field("id", key=True), field("email", identity="email", data_type=kind))
        )
        mariadb_only.run("CREATE TABLE p (id integer NOT NULL PRIMARY KEY, email varchar(90))")
        mariadb_only.write(
            "INSERT INTO p VALUES (?, ?)", [(1, "0"), (2, "abc"), (3, ""), (4, "00"), (5, "0 or 1")]
        )

        found = disclosed(mapped, email="0")["d:p"]

        assert (keys(found), found.candidate_count) == ([1], 0)
        mariadb_only.run("DROP TABLE p")


def test_k_an_index_serves_the_keys_of_every_type(mariadb_only: Filled) -> None:
    mariadb_only.run("CREATE TABLE p (a integer NOT NULL PRIMARY KEY, b bigint UNIQUE, c varchar(20) UNIQUE)")
    mariadb_only.run("INSERT INTO p SELECT seq, seq, seq FROM seq_1_to_2000", "ANALYZE TABLE p")

    for column in ("a", "b", "c"):
        [plan] = mariadb_only.asked(f"EXPLAIN SELECT t.a FROM p AS t WHERE t.{column} IN ('7', '12', '1999')")
        assert plan[3] == "range", column
