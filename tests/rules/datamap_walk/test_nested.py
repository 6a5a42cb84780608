"""Keys within objects and arrays, and which elements of an array a key led to."""

from __future__ import annotations

import pytest

from yakusoku.datamap.nested import LEFT, Content, only_matching, values_at

_ROW: Content = {
    "id": 0,
    "tags": [1, 2, 3],
    "contact": {"email": "", "phones": ["03", "03", "06"]},
    "visits": [{"no": 3, "room": 4}, {"no": 5, "room": 6}, {"no": 5, "room": None}],
    "floors": [[{"no": 1}], [{"no": 2}, {"no": 1}]],
}


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("id", [0]),
        ("tags", [1, 2, 3]),
        ("contact.email", [""]),
        ("contact.phones", ["03", "06"]),
        ("visits.no", [3, 5]),
        ("visits.room", [4, 6]),
        ("floors.no", [1, 2]),
        ("visits", [{"no": 3, "room": 4}, {"no": 5, "room": 6}, {"no": 5, "room": None}]),
        ("contact", [{"email": "", "phones": ["03", "03", "06"]}]),
        ("nowhere", []),
        ("contact.nowhere", []),
        ("id.within", []),
    ],
)
def test_b_each_value_at_a_path_is_found_once_and_a_zero_or_an_empty_word_is_one(
    path: str, values: list[Content]
) -> None:
    assert values_at(_ROW, path) == values


def test_truth_and_one_are_two_values_and_nothing_is_none() -> None:
    assert values_at({"a": [True, 1, 1.0, "1", False, 0, None]}, "a") == [True, 1, 1.0, "1", False, 0]


@pytest.mark.parametrize(
    ("wanted", "changed"),
    [
        ({"tags": [2]}, {"tags": [2]}),
        ({"tags": [2, 3, 9]}, {"tags": [2, 3]}),
        ({"tags": [9]}, {}),
        ({"tags": ["2"]}, {}),
        ({"tags": [True]}, {}),
        ({"id": [0]}, {}),
        ({"visits.no": [5]}, {"visits": [{"no": 5, "room": 6}, {"no": 5, "room": None}]}),
        ({"visits.no": [3], "visits.room": [6]}, {"visits": [{"no": 3, "room": 4}, {"no": 5, "room": 6}]}),
        ({"contact.phones": ["06"]}, {"contact": {"email": "", "phones": ["06"]}}),
        ({"floors.no": [2]}, {"floors": [[{"no": 2}]]}),
        ({"tags": [2], "visits.no": [3]}, {"tags": [2], "visits": [{"no": 3, "room": 4}]}),
        ({"nowhere": [1]}, {}),
    ],
)
def test_an_array_keeps_the_elements_that_a_key_led_to(
    wanted: dict[str, list[Content]], changed: dict[str, Content]
) -> None:
    assert isinstance(_ROW, dict)

    assert only_matching(_ROW, wanted) == {**_ROW, **changed}


def test_places_stay_where_something_is_to_be_written() -> None:
    kept = only_matching(_ROW, {"tags": [2], "visits.no": [5]}, keep_places=True, left=LEFT)

    assert isinstance(kept, dict)
    assert kept["tags"] == [LEFT, 2, LEFT]
    assert kept["visits"] == [LEFT, {"no": 5, "room": 6}, {"no": 5, "room": None}]


def test_an_array_that_is_to_be_returned_whole_is() -> None:
    assert only_matching(_ROW, {"tags": [2], "visits.no": [5]}, whole=["tags", "visits.no"]) == _ROW


def test_the_row_itself_is_not_changed() -> None:
    row: Content = {"tags": [1, 2], "visits": [{"no": 1}]}

    only_matching(row, {"tags": [2], "visits.no": [1]})

    assert row == {"tags": [1, 2], "visits": [{"no": 1}]}


def test_a_row_of_a_hundred_thousand_levels_is_no_crash() -> None:
    deep: Content = 7
    for _ in range(100_000):
        deep = [deep]

    assert values_at({"a": deep}, "a") == [7]
