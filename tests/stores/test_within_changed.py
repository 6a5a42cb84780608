"""A part of a column is changed: what concerns the person alone, and every other byte stays."""

from __future__ import annotations

import json

import pytest

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.changing import carried_out, changed, intended, prepared
from tests.stores.filled import Filled
from yakusoku.datamap.parts import DataMap, Field
from yakusoku.stores.orders import Order, Put, UnableToPlanChange
from yakusoku.terms.personal import Personal

pytestmark = pytest.mark.usefixtures("home")


def text(name: str, *links: str, identity: str | None = None) -> Field:
    """Return a field of text."""
    return field(name, *links, identity=identity, data_type="string")


def tours() -> DataMap:
    """A tour has travelers in an array within an object; a log and a passport are reached through them."""
    traveler = (
        text("email", identity="email"), field("passport", "to d.passport.no"), text("room"), field("age"),
    )  # fmt: skip
    inner = (text("title"), field("travelers", data_type="object[]", fields=traveler))
    return datamap(
        collection(
            "d.tour", field("no", key=True), text("leader"), field("party", data_type="object", fields=inner)
        ),
        collection("d.passport", field("no", key=True), text("name")),
        collection("d.log", field("id", key=True), field("tour", "from d.tour.no")),
    )


ODD = (
    '{ "x" : 1.50 , "travelers":[\t{"email":"b","seat":"1\\u0041", "age":1e2},'
    '{"zzz":[{}], "email":"a", "passport":0, "room":"\\u6771", "age":7, "aaa":null} , '
    '{"email":"c","age":12345678901234567890123}] , "title":"T", "x":2 }'
)
OWN = '{"title": "only mine", "travelers": [{"room": "R", "email": "a", "passport": 7}]}'
OTHER = '{"title": "T", "travelers": [{"email": "b", "room": "R", "passport": 8}]}'


def fill(filled: Filled, *docs: str, json_type: str = "") -> None:
    """Make the tables, with a tour for each document, numbered from 0."""
    filled.run(
        "CREATE TABLE tour (no integer NOT NULL PRIMARY KEY, leader varchar(20), party"
        f" {json_type or filled.verbatim})",
        "CREATE TABLE passport (no integer NOT NULL PRIMARY KEY, name varchar(20))",
        "CREATE TABLE log (id integer NOT NULL PRIMARY KEY, tour integer)",
        "INSERT INTO passport VALUES (0, 'zero'), (7, 'seven'), (8, 'eight')",
        "INSERT INTO log VALUES (10, 0), (11, 1), (12, 2)",
    )
    filled.write("INSERT INTO tour VALUES (?, ?, ?)", [(no, "L", doc) for no, doc in enumerate(docs)])


def parties(filled: Filled) -> list[str]:
    """Return the contents of the column to the byte, as the store has them."""
    cast = "party::text" if filled.kind == "postgresql" else "party"
    return [str(row[0]) for row in filled.asked(f"SELECT {cast} FROM tour ORDER BY no")]


EVERYTHING = (Order("d:tour", "erase"), Order("d:passport", "erase"), Order("d:log", "erase"))


def test_erasing_takes_out_the_persons_element_and_leaves_every_other_byte(filled: Filled) -> None:
    fill(filled, ODD, OWN, OTHER)

    done = changed(tours(), *EVERYTHING, email="a")

    assert (done.state, done.because) == ("confirmed", "")
    mine = ODD[ODD.index('{"zzz"') : ODD.index('{"email":"c"')]
    assert parties(filled) == [ODD.replace(mine, ""), OTHER]
    assert [row[0] for row in filled.rows("tour")] == [0, 2]
    assert filled.rows("passport") == [(8, "eight")]
    assert filled.rows("log") == [(10, 0), (12, 2)], "the log of a tour of several people is theirs, too"
    assert done.shared == 1


def test_masking_within_changes_the_persons_values_and_leaves_every_other_byte(filled: Filled) -> None:
    fill(filled, ODD, OWN, OTHER)
    puts = (
        Put("party.travelers.email", "null"), Put("party.travelers.room", "constant", "–"),
        Put("party.travelers.age", "constant", 0), Put("party.title", "null"), Put("leader", "null"),
    )  # fmt: skip

    done = changed(tours(), Order("d:tour", "mask", puts), email="a")

    assert (done.state, done.rows) == ("confirmed", 2)
    assert parties(filled) == [
        ODD.replace('"email":"a"', '"email":null').replace('"\\u6771"', '"–"').replace('"age":7', '"age":0'),
        OWN.replace('"a"', "null").replace('"R"', '"–"').replace('"only mine"', "null"),
        OTHER,
    ]
    assert [row[1] for row in filled.rows("tour")] == ["L", None, "L"]


def test_jsonb_keeps_what_it_had_too(postgres_only: Filled) -> None:
    fill(postgres_only, ODD, OWN, OTHER, json_type="jsonb")
    [first, *_] = parties(postgres_only)

    done = changed(tours(), Order("d:tour", "mask", (Put("party.travelers.email", "null"),)), email="a")

    assert done.state == "confirmed"
    assert parties(postgres_only)[0] == first.replace('"email": "a"', '"email": null')
    changed(tours(), Order("d:tour", "mask", (Put("party.travelers.room", "null"),)), email="b")
    assert json.loads(parties(postgres_only)[2])["travelers"] == [{"email": "b", "room": None, "passport": 8}]


def test_a_correction_within_is_put_into_the_persons_element(filled: Filled) -> None:
    fill(filled, ODD, OWN, OTHER)
    puts = (
        Put("party.travelers.room", "set", sealed=Personal('東"\\\n')),
        Put("party.travelers.age", "set", sealed=Personal("41")),
    )

    changed(tours(), Order("d:tour", "correct", puts), email="a")

    assert parties(filled)[0] == ODD.replace('"\\u6771"', '"東\\"\\\\\\n"').replace('"age":7', '"age":41')
    assert parties(filled)[2] == OTHER


def test_a_keyed_hash_within_needs_receipts_and_is_the_same_for_the_same_words(filled: Filled) -> None:
    fill(filled, ODD, OWN, OTHER)
    order = Order("d:tour", "mask", (Put("party.travelers.email", "hash"),))

    with pytest.raises(UnableToPlanChange):
        prepared(tours(), [order], email="a")

    filled.wire(receipts=True)
    assert changed(tours(), order, email="a").state == "confirmed"
    [first, second, third] = (json.loads(one)["travelers"] for one in parties(filled))
    assert [one["email"] for one in (first[0], first[2], third[0])] == ["b", "c", "b"]
    assert first[1]["email"] == second[0]["email"] != "a"
    assert len(first[1]["email"]) == 64


@pytest.mark.parametrize("words", ["[1, 2, 2, 3]", "[2]", "[[2], 1]", '[2, "2", null, true, 2.0]'])
def test_an_array_of_keys_loses_the_persons_alone(filled: Filled, words: str) -> None:
    held = datamap(
        collection("d.p", field("id", key=True), field("members", identity="no", data_type="integer[]"))
    )
    filled.run(f"CREATE TABLE p (id integer NOT NULL PRIMARY KEY, members {filled.json})")
    filled.write("INSERT INTO p VALUES (?, ?)", [(1, words), (2, "[3]")])

    changed(held, Order("d:p", "erase"), no="2")

    left = {
        row[0]: row[1] if isinstance(row[1], list | dict) else json.loads(str(row[1]))
        for row in filled.rows("p")
    }
    expected = {
        "[1, 2, 2, 3]": [1, 3], "[2]": None, "[[2], 1]": [1],
        '[2, "2", null, true, 2.0]': ["2", None, True, 2.0],
    }[words]  # fmt: skip
    assert left == ({2: [3]} if expected is None else {1: expected, 2: [3]})


def test_somebody_who_is_added_between_review_and_execution_sends_the_change_back(filled: Filled) -> None:
    fill(filled, ODD, OWN, OTHER)
    change = intended(tours(), EVERYTHING, email="a")
    more = OWN.replace("[{", '[{"email": "z"}, {')
    filled.write("UPDATE tour SET party = ? WHERE no = 1", [(more,)])

    done = carried_out(change)

    assert (done.state, done.because) == ("returned", "changed")
    assert parties(filled) == [ODD, more, OTHER]


def test_a_row_that_changed_since_it_was_found_is_refused(filled: Filled) -> None:
    from tests.stores.changing import CASE, NOW, intending, vault
    from tests.stores.filled import disclosed, planned

    fill(filled, ODD, OWN, OTHER)
    vault.ensure_case_key(case_id=CASE, now=NOW)
    given = {"email": [Personal("a")]}
    search = intending.Search(planned(tours(), "email"), disclosed(tours(), email="a"), given)
    filled.write("UPDATE tour SET party = ? WHERE no = 0", [(ODD.replace('"age":7', '"age":8'),)])

    with pytest.raises(UnableToPlanChange) as refused:
        intending.prepare_change(
            case_id=CASE, controller="shop", datamap=tours(), search=search, orders=EVERYTHING
        )

    assert "no longer what was found" in str(refused.value)


def test_an_element_of_somebody_else_that_changed_meanwhile_does_not_matter_to_the_plan(
    filled: Filled,
) -> None:
    fill(filled, ODD, OWN, OTHER)

    first = prepared(tours(), EVERYTHING, email="a").plan.digest
    filled.write("UPDATE tour SET party = ? WHERE no = 0", [(ODD.replace('"email":"c"', '"email":"d"'),)])

    assert prepared(tours(), EVERYTHING, email="a").plan.digest == first


def test_the_plan_says_what_is_rewritten_and_holds_no_value(filled: Filled) -> None:
    fill(filled, ODD, OWN, OTHER)

    plan = prepared(tours(), EVERYTHING, email="a").plan.text()

    assert "cut 1 rows of d:tour" in plan
    assert "rewrites party: a part of it, row by row, as it was frozen" in plan
    assert "東" not in plan
    assert "travelers" not in plan.replace("party.travelers", "")


def test_a_restriction_leaves_rows_in_parts_and_tells_them(filled: Filled) -> None:
    fill(filled, ODD, OWN, OTHER)
    order = Order("d:tour", "restrict", (Put("leader", "constant", "restricted"),))

    made = prepared(tours(), [order], email="a")

    assert made.shared["d:tour"] == {0}
    assert [step.rows for step in made.plan.steps] == [1]


@pytest.mark.parametrize(
    ("puts", "words"),
    [
        ((Put("party", "constant", "–"),), "holds JSON"),
        ((Put("party", "hash"),), "holds JSON"),
        ((Put("party.travelers.room", "constant", 5),), "another type"),
        ((Put("party.travelers.age", "constant", "5"),), "another type"),
        ((Put("party.travelers", "constant", "5"),), "is an object"),
        ((Put("party.travelers.nowhere", "null"),), "no column"),
        ((Put("party.travelers", "null"), Put("party.travelers.room", "null")), "two things"),
        ((Put("party", "null"), Put("party.title", "null")), "two things"),
    ],
)
def test_what_cannot_stand_there_is_refused(filled: Filled, puts: tuple[Put, ...], words: str) -> None:
    fill(filled, OWN, OWN, OTHER)
    filled.wire(receipts=True)

    with pytest.raises(UnableToPlanChange) as refused:
        prepared(tours(), [Order("d:tour", "mask", puts)], email="a")

    assert words in str(refused.value)


def test_two_orders_about_one_column_are_refused(filled: Filled) -> None:
    fill(filled, OWN, OWN, OTHER)
    orders = [
        Order("d:tour", "mask", (Put("party.title", "null"),)),
        Order("d:tour", "mask", (Put("party.travelers.room", "null"),)),
    ]

    with pytest.raises(UnableToPlanChange):
        prepared(tours(), orders, email="a")


def test_an_element_that_names_a_stranger_beside_the_person_is_parted_however_deep(filled: Filled) -> None:
    guest = (text("email", identity="email"),)
    room = (field("no"), field("guests", data_type="object[]", fields=guest))
    held = datamap(
        collection("d.p", field("id", key=True), field("rooms", data_type="object[]", fields=room))
    )
    filled.run(f"CREATE TABLE p (id integer NOT NULL PRIMARY KEY, rooms {filled.verbatim})")
    words = (
        '[{"no":1,"guests":[{"email":"a"}]},{"no":2,"guests":[{"email":"b"},{"email":"a"}]},'
        '{"no":3,"guests":[{"email":"b"}]}]'
    )
    filled.write("INSERT INTO p VALUES (?, ?)", [(1, words)])

    changed(held, Order("d:p", "erase"), email="a")

    cast = "rooms::text" if filled.kind == "postgresql" else "rooms"
    assert filled.asked(f"SELECT {cast} FROM p") == [
        ('[{"no":2,"guests":[{"email":"b"}]},{"no":3,"guests":[{"email":"b"}]}]',)
    ]


def test_what_another_element_of_the_same_row_leads_to_is_shared(filled: Filled) -> None:
    fill(filled, '{"travelers": [{"email": "a", "passport": 7}, {"email": "b", "passport": 7}]}', OTHER)

    made = prepared(tours(), EVERYTHING, email="a")

    assert made.shared == {"d:passport": {0}, "d:log": {0}}


def test_what_an_element_of_a_strangers_row_leads_to_is_shared(filled: Filled) -> None:
    fill(filled, OWN, OTHER.replace("8", "7"))

    made = prepared(tours(), EVERYTHING, email="a")

    assert made.shared == {"d:passport": {0}}
