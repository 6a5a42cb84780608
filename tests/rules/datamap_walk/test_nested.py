"""Keys within objects and arrays, which elements of an array a key led to, and edits that leave the rest as it is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from yakusoku.datamap import nested
from yakusoku.datamap.parts import Within
from yakusoku.datamap.spans import Node, NotJsonError, edited, parse, spelled

_TEXTS = {
    "id": "0",
    "tags": "[1, 2, 3]",
    "contact": '{"email": "", "phones": ["03", "03", "06"]}',
    "visits": '[{"no": 3, "room": 4},{"no": 5,"room": 6} , {"no": 5, "room": null}]',
    "floors": '[[{"no": 1}], [{"no": 2}, {"no": 1}]]',
    "twice": '{"email": "a", "email": "b"}',
    "odd": '[true, 1, 1.0, "1", false, 0, null, "\\u0031"]',
}
_ROW = {name: parse(words) for name, words in _TEXTS.items()}


def at(path: str, *, whole: bool = False) -> Within:
    """Return a path as the data map names it."""
    column, *steps = path.split(".")
    return Within(path, column, tuple(steps), whole)


def keys(*paths: str) -> list[Any]:
    """Return the keys at one path, or tuples of them."""
    found = [
        tuple(map(nested.key_of, one.nodes)) for one in nested.reached(_ROW, [at(path) for path in paths])
    ]
    return [one[0] for one in found] if len(paths) == 1 else found


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("id", [0]),
        ("tags", [1, 2, 3]),
        ("contact.email", [""]),
        ("contact.phones", ["03", "03", "06"]),
        ("visits.no", [3, 5, 5]),
        ("visits.room", [4, 6]),
        ("floors.no", [1, 2, 1]),
        ("twice.email", ["a", "b"]),
        ("odd", [None, 1, None, "1", None, 0, "1"]),
        ("visits", [None, None, None]),
        ("nowhere", []),
        ("contact.nowhere", []),
        ("id.within", []),
    ],
)
def test_b_every_value_at_a_path_is_found_and_a_zero_or_an_empty_word_is_one(
    path: str, values: list[object]
) -> None:
    assert keys(path) == values


def test_a_parts_of_one_key_are_of_one_element() -> None:
    assert keys("visits.no", "visits.room") == [(3, 4), (5, 6)]
    assert keys("id", "visits.no") == [(0, 3), (0, 5), (0, 5)]
    assert keys("contact.email", "id") == [("", 0)]


def led(*wanted: tuple[str, object]) -> dict[str, dict[int, frozenset[int]]]:
    """Return the elements that keys led to, each given by its path and value."""
    trails = [
        trail
        for path, key in wanted
        for one in nested.reached(_ROW, [at(path)])
        if nested.key_of(one.nodes[0]) == key and type(nested.key_of(one.nodes[0])) is type(key)
        for trail in one.trails
    ]
    return nested.led_by(trails)


def left(column: str, *wanted: tuple[str, object], own: bool = True) -> str:
    """Return a column without the elements of others, or without the person's own."""
    arrays = led(*wanted).get(column, {})
    take = nested.without_others if own else nested.without_own
    return edited(_TEXTS[column], take(_ROW[column], arrays))


@pytest.mark.parametrize(
    ("column", "wanted", "own", "others"),
    [
        ("tags", [("tags", 2)], "[2]", "[1, 3]"),
        ("tags", [("tags", 2), ("tags", 3), ("tags", 9)], "[2, 3]", "[1]"),
        ("tags", [("tags", 1), ("tags", 2)], "[1, 2]", "[3]"),
        ("tags", [("tags", 1), ("tags", 2), ("tags", 3)], "[1, 2, 3]", "[]"),
        ("tags", [("tags", 9)], "[1, 2, 3]", "[1, 2, 3]"),
        ("tags", [("tags", "2")], "[1, 2, 3]", "[1, 2, 3]"),
        ("visits", [("visits.no", 5)], '[{"no": 5,"room": 6} , {"no": 5, "room": null}]', '[{"no": 3, "room": 4}]'),
        (
            "visits", [("visits.no", 3), ("visits.room", 6)],
            '[{"no": 3, "room": 4},{"no": 5,"room": 6}]', '[{"no": 5, "room": null}]',
        ),
        (
            "contact", [("contact.phones", "06")],
            '{"email": "", "phones": ["06"]}', '{"email": "", "phones": ["03", "03"]}',
        ),
        ("floors", [("floors.no", 2)], '[[{"no": 2}]]', '[[{"no": 1}], [{"no": 1}]]'),
        ("odd", [("odd", 1)], "[1]", '[true, 1.0, "1", false, 0, null, "\\u0031"]'),
        ("odd", [("odd", "1")], '["1", "\\u0031"]', "[true, 1, 1.0, false, 0, null]"),
    ],
)  # fmt: skip
def test_an_array_is_parted_into_the_elements_that_a_key_led_to_and_the_others(
    column: str, wanted: list[tuple[str, object]], own: str, others: str
) -> None:
    assert left(column, *wanted) == own
    assert left(column, *wanted, own=False) == others


def test_only_an_array_that_holds_elements_of_both_is_several_peoples() -> None:
    assert nested.has_others(_ROW["tags"], led(("tags", 2))["tags"])
    assert not nested.has_others(_ROW["tags"], led(("tags", 1), ("tags", 2), ("tags", 3))["tags"])
    assert led(("contact.email", "")) == {}
    assert nested.has_others(_ROW["floors"], led(("floors.no", 2))["floors"])


def test_values_to_be_masked_are_those_of_own_elements_alone() -> None:
    arrays = led(("visits.no", 5))["visits"]
    masked = [(one.start, one.end, "null") for one in nested.own_at(_ROW["visits"], ("room",), arrays)]

    assert edited(_TEXTS["visits"], masked) == (
        '[{"no": 3, "room": 4},{"no": 5,"room": null} , {"no": 5, "room": null}]'
    )
    assert [one.value for one in nested.own_at(_ROW["visits"], ("no",), {})] == [3, 5, 5]


_DEEP = 100_000


def test_a_hundred_thousand_levels_are_no_crash() -> None:
    deep = parse("[" * _DEEP + "7" + "]" * _DEEP)

    [one] = nested.reached({"a": deep}, [at("a")])

    assert one.nodes[0].value == 7
    assert len(nested.led_by(one.trails)["a"]) == _DEEP


@pytest.mark.parametrize(
    "words",
    ["", " ", "{", "[1,]", "[,1]", '{"a"}', '{"a":}', '{"a":1,}', "01", "1.", ".5", "+1", "NaN", "-", "nul", "'a'",
     '"\n"', '"\\x"', '"\\u12"', "[1] 2", "[1", "]", '{1:2}', "{,}", "[1 2]", '{"a":1 "b":2}', "\ufeff1", "1;"],
)  # fmt: skip
def test_what_is_no_json_is_told_without_a_word_of_it(words: str) -> None:
    with pytest.raises(NotJsonError) as told:
        parse(words)

    assert str(told.value) == ""


def plain(node: Node) -> object:
    """Return a value as Python's own reader gives it; the last of two keys counts."""
    if node.kind == "object":
        return {name: plain(member) for name, member in node.members}
    if node.kind == "array":
        return [plain(one) for one in node.elements]
    return float(str(node.value)) if node.kind == "number" else node.value


values = some.recursive(
    some.none() | some.booleans() | some.integers(-(10**18), 10**18) | some.text()
    | some.floats(allow_nan=False, allow_infinity=False),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(values, some.booleans(), some.sampled_from([None, 0, 2]))
def test_json_is_read_as_other_readers_read_it(value: object, ascii_only: bool, indent: int | None) -> None:
    words = json.dumps(value, ensure_ascii=ascii_only, indent=indent)

    assert plain(parse(words)) == value
    assert edited(words, []) == words


@given(some.lists(values, max_size=6), some.data())
def test_each_part_of_an_array_is_left_to_the_byte_where_the_rest_is_taken_out(
    elements: list[object], drawn: some.DataObject
) -> None:
    words = spelled(elements)  # type: ignore[arg-type]  # any JSON
    root = parse(words)
    mine = frozenset(
        drawn.draw(some.sets(some.integers(0, len(elements) - 1))) if elements else frozenset[int]()
    )

    own = edited(words, nested.without_others(root, {0: mine}))
    others = edited(words, nested.without_own(root, {0: mine}))

    assert own == spelled([one for at, one in enumerate(elements) if at in mine])  # type: ignore[arg-type]  # the same
    assert others == spelled([one for at, one in enumerate(elements) if at not in mine])  # type: ignore[arg-type]  # the same
