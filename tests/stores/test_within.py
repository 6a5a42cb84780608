"""Keys inside objects and arrays of a column: they find rows, they lead on, and nobody else's element is shown."""

from __future__ import annotations

import json

import pytest

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.filled import Filled, disclosed, keys
from yakusoku.datamap.parts import DataMap, Field
from yakusoku.stores.ports import StoreRefused


def text(name: str, *links: str, **more: object) -> Field:
    """Return a field of text."""
    return field(name, *links, data_type="string", **more)  # type: ignore[arg-type]  # words of the helper


def tours() -> DataMap:
    """A tour has travelers in an array, each with a passport and the rooms; a passport has its own table."""
    traveler = (text("email", identity="email"), field("passport", "to d.passport.no"), text("room"))
    return datamap(
        collection(
            "d.tour", field("no", key=True), text("leader"),
            field("party", data_type="object", fields=(field("travelers", data_type="object[]", fields=traveler),)),
        ),
        collection("d.passport", field("no", key=True), text("name")),
    )  # fmt: skip


def fill(filled: Filled, *docs: object) -> None:
    """Make the tables, with one tour for each document, numbered from 0; a text is written as it is."""
    filled.run(
        f"CREATE TABLE tour (no integer NOT NULL PRIMARY KEY, leader varchar(20), party {filled.json})",
        "CREATE TABLE passport (no integer NOT NULL PRIMARY KEY, name varchar(20))",
        "INSERT INTO passport VALUES (0, 'zero'), (7, 'seven'), (8, 'eight')",
    )
    rows = [
        (no, "L", doc if doc is None or isinstance(doc, str) else json.dumps(doc, ensure_ascii=False))
        for no, doc in enumerate(docs)
    ]
    filled.write("INSERT INTO tour VALUES (?, ?, ?)", rows)


def party(*travelers: dict[str, object], **more: object) -> dict[str, object]:
    """Return the content of a column."""
    return {"travelers": list(travelers), **more}


def test_a_value_inside_finds_its_row_and_leads_on_and_the_elements_of_others_are_left_out(
    filled: Filled,
) -> None:
    fill(
        filled,
        party({"email": "b", "passport": 8}, {"email": "a", "passport": 0, "seat": 1.50}, {"email": "c"}),
        party({"email": "b", "passport": 8}),
        party({"email": "a", "passport": 7}),
        party(),
        None,
        {"travelers": {"email": "a", "passport": None}},
    )

    found = disclosed(tours(), email="a")

    assert keys(found["d:tour"]) == [0, 2, 5]
    shown = [json.loads(str(row[2])) for row in found["d:tour"].rows.reveal()]
    assert shown[0] == party({"email": "a", "passport": 0, "seat": 1.5})
    assert shown[1:] == [
        party({"email": "a", "passport": 7}),
        {"travelers": {"email": "a", "passport": None}},
    ]
    assert keys(found["d:passport"]) == [0, 7]
    assert found["d:tour"].candidate_count == 0


@pytest.mark.parametrize(
    ("words", "found", "candidates"),
    [
        ('{"travelers": [{"email": "a"}]}', 1, 0),
        ('{"travelers": [{"em\\u0061il": "\\u0061"}]}', 1, 0),
        ('{"travelers": [[{"email": "x"}], [[{"email": "a"}]]]}', 1, 0),
        ('{"travelers": [{"email": "a "}]}', 0, 1),
        ('{"travelers": [{"email": "A"}]}', 0, 1),
        ('{"travelers": [{"email": ["x", "a"]}]}', 1, 0),
        ('{"travelers": [{"email": null}, null, [], {}]}', 0, 0),
        ('{"travelers": [{"email": true}]}', 0, 0),
        ('{"travelers": [{"email": {"email": "a"}}]}', 0, 0),
        ('{"email": "a", "travelers": [{"name": "a"}]}', 0, 0),
        ('{"notes": ["a"], "travelers": []}', 0, 0),
        ('"a"', 0, 0),
        ('["a"]', 0, 0),
        ("null", 0, 0),
    ],
)
def test_only_what_stands_at_the_path_to_the_letter_is_a_hit(
    filled: Filled, words: str, found: int, candidates: int
) -> None:
    if filled.kind == "mariadb" and words == '{"travelers": [{"email": "A"}]}':
        candidates = 1
    fill(filled, words)

    tour = disclosed(tours(), email="a")["d:tour"]

    assert tour.count == found
    assert tour.candidate_count == (candidates if filled.kind == "mariadb" else 0)


@pytest.mark.parametrize(
    ("kind", "words", "found", "candidates"),
    [
        ("integer", "[5]", 1, 0),
        ("integer", '["5"]', 0, 1),
        ("integer", "[true, null]", 0, 0),
        ("string", '["5"]', 1, 0),
        ("string", "[5]", 0, 1),
        ("string", '["05", "5.0"]', 0, 0),
        ("integer", "[-5, 50, 15]", 0, 0),
        ("integer", "[[[5]]]", 1, 0),
    ],
)
def test_a_number_is_no_text_that_looks_like_it(
    filled: Filled, kind: str, words: str, found: int, candidates: int
) -> None:
    held = datamap(
        collection("d.p", field("id", key=True), field("tags", identity="no", data_type=f"{kind}[]"))
    )
    filled.run(f"CREATE TABLE p (id integer NOT NULL PRIMARY KEY, tags {filled.json})")
    filled.write("INSERT INTO p VALUES (?, ?)", [(1, words), (2, "[6]")])

    one = disclosed(held, no="5")["d:p"]

    assert (one.count, one.candidate_count) == (found, candidates)


def test_both_values_of_a_key_that_stands_twice_count(filled: Filled) -> None:
    fill(filled, '{"travelers": [{"email": "a", "email": "b"}, {"email": "b", "email": "c"}]}')

    first = disclosed(tours(), email="a")["d:tour"].count
    last = disclosed(tours(), email="b")["d:tour"].count

    assert last == 1
    keeps_one = filled.kind == "postgresql"  # jsonb keeps the last alone
    assert first == (0 if keeps_one else 1)


def test_the_parts_of_a_composite_key_are_those_of_one_element(filled: Filled) -> None:
    line = (field("shop", "to d.item.shop"), field("no", "to d.item.no"))
    held = datamap(
        collection(
            "d.cart", field("id", key=True), text("email", identity="email"),
            field("lines", data_type="object[]", fields=line),
        ),
        collection("d.item", field("shop", key=True), field("no", key=True)),
    )  # fmt: skip
    filled.run(
        f'CREATE TABLE cart (id integer NOT NULL PRIMARY KEY, email varchar(9), "lines" {filled.json})',
        "CREATE TABLE item (shop integer NOT NULL, no integer NOT NULL, PRIMARY KEY (shop, no))",
        "INSERT INTO item VALUES (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)",
    )
    filled.write(
        "INSERT INTO cart VALUES (1, 'a', ?)",
        [('[{"shop": 0, "no": 1}, {"shop": 1, "no": 2}, {"shop": 1}]',)],
    )

    found = disclosed(held, email="a")["d:item"]

    assert [row[:2] for row in found.rows.reveal()] == [(0, 1), (1, 2)]


def test_a_composite_key_is_looked_for_in_one_element_and_beside_it(filled: Filled) -> None:
    line = (field("no", "from d.item.no"),)
    held = datamap(
        collection(
            "d.cart", field("id", key=True), field("shop", "from d.item.shop"),
            field("lines", data_type="object[]", fields=line),
        ),
        collection("d.item", field("shop", key=True), field("no", key=True), text("email", identity="email")),
    )  # fmt: skip
    filled.run(
        f'CREATE TABLE cart (id integer NOT NULL PRIMARY KEY, shop integer, "lines" {filled.json})',
        "CREATE TABLE item (shop integer NOT NULL, no integer NOT NULL, email varchar(9), PRIMARY KEY (shop, no))",
        "INSERT INTO item VALUES (0, 1, 'a'), (1, 2, 'a'), (0, 2, 'b')",
    )
    docs = [
        (1, 0, '[{"no": 1}]'),
        (2, 0, '[{"no": 2}]'),
        (3, 1, '[{"no": 1}, {"no": 2}]'),
        (4, None, '[{"no": 1}]'),
    ]
    filled.write("INSERT INTO cart VALUES (?, ?, ?)", docs)

    found = disclosed(held, email="a")["d:cart"]

    assert [(row[0], json.loads(str(row[2]))) for row in found.rows.reveal()] == [
        (1, [{"no": 1}]),
        (3, [{"no": 2}]),
    ]


def test_an_array_that_is_returned_whole_is_one_persons(filled: Filled) -> None:
    held = datamap(
        collection(
            "d.p", field("id", key=True), field("mails", identity="email", data_type="string[]", whole=True)
        )
    )
    filled.run(f"CREATE TABLE p (id integer NOT NULL PRIMARY KEY, mails {filled.json})")
    filled.write("INSERT INTO p VALUES (?, ?)", [(1, '["a", "b"]'), (2, '["b"]')])

    [row] = disclosed(held, email="a")["d:p"].rows.reveal()

    assert row == (1, '["a", "b"]')


def test_k_a_key_inside_that_is_of_no_type_of_a_key_is_refused_by_name(filled: Filled) -> None:
    fill(filled, party({"email": "a", "passport": 7.5}))

    with pytest.raises(StoreRefused) as refused:
        disclosed(tours(), email="a")

    assert "d:passport:no" in str(refused.value)
    assert "7.5" not in str(refused.value)


@pytest.mark.parametrize("words", ["{", "broken", "[1,]", "{'a': 1}", "[" * 5000])
def test_a_row_that_is_no_json_is_refused_since_nobody_can_say_whose_it_is(
    filled: Filled, words: str
) -> None:
    if filled.kind != "sqlite":
        pytest.skip("the database takes JSON alone there")
    fill(filled, party({"email": "b"}), words)

    with pytest.raises(StoreRefused) as refused:
        disclosed(tours(), email="a")

    assert "d:tour" in str(refused.value)
    assert "party" in str(refused.value)


@pytest.mark.parametrize("words", ["", "  ", "[" * 60 + '{"email": "a"}' + "]" * 60])
def test_what_a_database_cannot_read_and_we_can_is_read(filled: Filled, words: str) -> None:
    if filled.kind == "postgresql" and not words.strip():
        pytest.skip("no JSON for it")
    mails = field("mails", data_type="object[]", fields=(text("email", identity="email"),))
    held = datamap(collection("d.p", field("id", key=True), mails))
    filled.run(f"CREATE TABLE p (id integer NOT NULL PRIMARY KEY, mails {filled.verbatim})")
    filled.write("INSERT INTO p VALUES (?, ?)", [(1, words), (2, '[{"email": "b"}]')])

    assert disclosed(held, email="a")["d:p"].count == (1 if words.strip() else 0)


def test_a_loop_through_an_array_is_read_until_nothing_is_new(filled: Filled) -> None:
    held = datamap(
        collection(
            "d.a", field("id", key=True), text("email", identity="email"), field("b", data_type="integer[]")
        ),
        collection(
            "d.b", field("id", "from d.a.b", key=True), field("a", "to d.a.id", data_type="integer[]")
        ),
    )
    filled.run(
        f"CREATE TABLE a (id integer NOT NULL PRIMARY KEY, email varchar(9), b {filled.json})",
        f"CREATE TABLE b (id integer NOT NULL PRIMARY KEY, a {filled.json})",
    )
    filled.write(
        "INSERT INTO a VALUES (?, ?, ?)", [(n, "a" if not n else "x", f"[{n}, {n + 10}]") for n in range(5)]
    )
    filled.write("INSERT INTO b VALUES (?, ?)", [(n, f"[{n}, {n + 1}]") for n in range(4)])

    found = disclosed(held, email="a")

    assert (keys(found["d:a"]), keys(found["d:b"])) == ([0, 1, 2, 3, 4], [0, 1, 2, 3])
