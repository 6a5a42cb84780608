"""Arrays of PostgreSQL's own: looked into as JSON is, shown, changed element by element, and refused where unsure."""

from __future__ import annotations

import pytest

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.changing import carried_out, changed, intended
from tests.stores.filled import Filled, disclosed, keys, planned
from yakusoku.datamap.parts import DataMap
from yakusoku.stores.operations import StoreDrifted, require_as_declared
from yakusoku.stores.orders import Order, Put
from yakusoku.stores.queries import drift

pytestmark = pytest.mark.usefixtures("home")  # own state, keys and ledger
ODD = ["a", "A", " a", 'b"', "c\\\\u0061", "{x,y}", "NULL", "é", ""]


def _mails(whole: bool = False) -> DataMap:
    return datamap(
        collection(
            "d.p",
            field("id", key=True),
            field("mails", identity="email", data_type="string[]", whole=whole),
            field("note", data_type="string"),
        )
    )


def _members(kind: str = "integer") -> DataMap:
    return datamap(
        collection("d.p", field("id", key=True), field("members", identity="no", data_type=f"{kind}[]")),
        collection("d.m", field("no", "from d.p.members", key=True, data_type=kind)),
    )


def _fill(filled: Filled, kind: str, *rows: tuple[int, object]) -> None:
    filled.run(f"CREATE TABLE p (id integer NOT NULL PRIMARY KEY, mails {kind}, note varchar(9))")
    filled.write("INSERT INTO p VALUES (?, ?, 'x')", rows)


@pytest.mark.parametrize("kind", ["text[]", "varchar(20)[]"])
@pytest.mark.parametrize("mail", [one for one in ODD if one.strip()])
def test_an_element_that_is_the_identity_to_the_letter_is_a_hit(
    postgres_only: Filled, kind: str, mail: str
) -> None:
    _fill(
        postgres_only,
        kind,
        (1, ODD),
        (2, [one for one in ODD if one != mail]),
        (3, None),
        (4, []),
        (5, [None, mail]),
    )

    found = disclosed(_mails(), email=mail)["d:p"]

    assert keys(found) == [1, 5]
    assert found.parts, "the other elements are somebody else's and left out"


def test_whole_numbers_lead_on_from_an_array(postgres_only: Filled) -> None:
    postgres_only.run(
        "CREATE TABLE p (id integer NOT NULL PRIMARY KEY, members int[])",
        "CREATE TABLE m (no integer NOT NULL PRIMARY KEY)",
        "INSERT INTO p VALUES (1, '{5,0}'), (2, '{15,7}'), (3, '{}')",
        "INSERT INTO m VALUES (0), (5), (15)",
    )

    found = disclosed(_members(), no="0")

    assert keys(found["d:p"]) == [1]
    assert keys(found["d:m"]) == [0]


def test_identifiers_in_an_array_are_looked_for_as_they_are_written(postgres_only: Filled) -> None:
    mine, other = "0a000000-0000-4000-8000-000000000001", "0a000000-0000-4000-8000-000000000002"
    _fill(postgres_only, "uuid[]", (1, f"{{{mine},{other}}}"), (2, f"{{{other}}}"))

    assert keys(disclosed(_mails(), email=mine)["d:p"]) == [1]


def test_an_array_is_shown_as_it_is(postgres_only: Filled) -> None:
    _fill(postgres_only, "text[]", (1, ["a", "b"]))

    [row] = disclosed(_mails(whole=True), email="a")["d:p"].rows.reveal()

    assert row == (1, '["a","b"]', "x")


def test_the_persons_elements_are_cut_and_the_others_stay_as_they_were(postgres_only: Filled) -> None:
    _fill(postgres_only, "text[]", (1, [*ODD, None, "a"]), (2, ["a"]), (3, ["b"]))

    assert changed(_mails(), Order("d:p", "erase"), email="a").state == "confirmed"

    assert postgres_only.rows("p") == [(1, [*ODD[1:], None], "x"), (3, ["b"], "x")]


def test_an_array_of_numbers_loses_the_persons_alone(postgres_only: Filled) -> None:
    postgres_only.run(
        "CREATE TABLE p (id integer NOT NULL PRIMARY KEY, members bigint[])",
        "CREATE TABLE m (no integer NOT NULL PRIMARY KEY)",
        "INSERT INTO p VALUES (1, '{5,0,5}'), (2, '{15}')",
    )

    assert changed(_members(), Order("d:p", "erase"), no="5").state == "confirmed"

    assert postgres_only.rows("p") == [(1, [0]), (2, [15])]


@pytest.mark.parametrize(("way", "left"), [("null", None), ("constant", [])])
def test_a_whole_array_is_masked(postgres_only: Filled, way: str, left: object) -> None:
    _fill(postgres_only, "text[]", (1, ["a"]), (2, ["b"]))
    put = Put("mails", "null") if way == "null" else Put("mails", "constant", "[]")

    assert changed(_mails(), Order("d:p", "mask", (put,)), email="a").state == "confirmed"

    assert postgres_only.rows("p") == [(1, left, "x"), (2, ["b"], "x")]


def test_other_columns_of_a_row_change_by_its_key(postgres_only: Filled) -> None:
    _fill(postgres_only, "text[]", (1, ["a"]), (2, ["b"]))

    assert changed(_mails(), Order("d:p", "mask", (Put("note", "null"),)), email="a").state == "confirmed"

    assert postgres_only.rows("p") == [(1, ["a"], None), (2, ["b"], "x")]


def test_an_element_that_is_added_between_review_and_execution_sends_the_change_back(
    postgres_only: Filled,
) -> None:
    _fill(postgres_only, "text[]", (1, ["a", "b"]))
    change = intended(_mails(), [Order("d:p", "erase")], email="a")
    postgres_only.run("UPDATE p SET mails = mails || 'z'::text")

    assert carried_out(change).state == "returned"
    assert postgres_only.rows("p") == [(1, ["a", "b", "z"], "x")]


def test_an_array_of_arrays_keeps_what_it_has(postgres_only: Filled) -> None:
    _fill(postgres_only, "text[]", (1, [["a", "b"], ["c", "d"]]))
    assert keys(disclosed(_mails(), email="a")["d:p"]) == [1]

    change = intended(_mails(), [Order("d:p", "erase")], email="a")

    assert carried_out(change).state == "returned", "a row of it would be shorter than the others"
    assert postgres_only.rows("p") == [(1, [["a", "b"], ["c", "d"]], "x")]


@pytest.mark.parametrize(
    ("declared", "kind"),
    [("string", "text[]"), ("string[]", "int[]"), ("integer[]", "text[]"), ("string[]", "timestamptz[]")],
)
def test_elements_that_can_be_no_such_keys_are_a_finding_and_stop_a_search(
    postgres_only: Filled, declared: str, kind: str
) -> None:
    mapped = datamap(
        collection("d.p", field("id", key=True), field("mails", identity="email", data_type=declared)),
    )
    postgres_only.run(f"CREATE TABLE p (id integer NOT NULL PRIMARY KEY, mails {kind})")

    assert [one.kind for one in drift(mapped)] == ["stores.type-differs"]
    with pytest.raises(StoreDrifted, match="The column mails of d:p is declared as"):
        require_as_declared(mapped, planned(mapped, "email"))


def test_an_array_that_is_as_declared_is_no_finding(postgres_only: Filled) -> None:
    _fill(postgres_only, "text[]")

    assert drift(_mails()) == []
