"""What a person reads of a column that holds JSON."""

from __future__ import annotations

from tests.rules.datamap_files.maps import collection, field
from yakusoku.rights.within import unfolded
from yakusoku.stores.values import Row


def text(name: str) -> object:
    """Return a field of text."""
    return field(name, data_type="string")


TOUR = collection(
    "d.tour", field("no", key=True),
    field("party", data_type="object", fields=(
        field("title", data_type="string"),
        field("travelers", data_type="object[]", fields=(
            field("email", data_type="string"), field("age"),
            field("staff", data_type="string", not_personal="our own"),
        )),
    )),
    field("tags", data_type="string[]"),
)  # fmt: skip
COLUMNS = ("no", "party", "tags")
LINE: Row = (
    0,
    '{"zzz": 1, "travelers": [{"age": 1.50, "email": "a"}, {"email": "\\u6771", "staff": "s"}], "title": ""}',
    '["x", null, 5, true, {"y": 1}]',
)


def test_declared_fields_stand_under_their_own_paths_and_nothing_else_does() -> None:
    names, lines = unfolded(TOUR, COLUMNS, [LINE, (1, None, "[]"), (2, "", None)])

    assert names == ("no", "party.title", "party.travelers.email", "party.travelers.age", "tags")
    assert lines == [
        (0, "", "a; 東", "1.50", 'x; 5; true; {"y": 1}'),
        (1, None, None, None, None),
        (2, None, None, None, None),
    ]


def test_what_is_no_json_is_shown_as_it_is() -> None:
    names, lines = unfolded(TOUR, COLUMNS, [LINE, (1, "broken", '["x"]')])

    assert names == ("no", "party", "tags")
    assert lines[1] == (1, "broken", "x")


def test_a_column_that_is_hidden_is_not_shown_within_either() -> None:
    assert unfolded(TOUR, ("no",), [(0,)]) == (("no",), [(0,)])
