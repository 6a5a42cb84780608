"""
Over random columns of JSON: what is the person's is masked, corrected or erased, and every other byte stays.

Documents are drawn as pieces of text: keys that nobody declared, in any order, spaces, numbers and letters spelled in
several ways, elements of several people in arrays within objects. What must stand there afterwards is put together of
the same pieces, and not worked out by reading JSON.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.changing import changed, intending
from tests.stores.filled import Filled
from yakusoku.datamap.parts import DataMap
from yakusoku.stores.orders import Order, Put
from yakusoku.terms.personal import Personal

pytestmark = pytest.mark.usefixtures("home")

_MINE = '"a"'
_SPACES = some.sampled_from(["", "", " ", "\n", "\t "])
_NAMES = ("email", "room", "age", "contact")
_JUNK = some.sampled_from(
    ["null", "[]", "{}", "1.50", "1e2", "12345678901234567890123", '"\\u6771"', '"a"', '[{"email":"a"}]',
     '{"email": "a", "room" : "R"}', '"x\\"y"', "true", "-0"]
)  # fmt: skip
_EMAILS = some.sampled_from([_MINE, '"b"', '"c"', '"A"', '"a "', "null", '"\\u0061\\u0300"'])
_ROOMS = some.sampled_from(['"R"', '"\\u6771"', '""', "null", '"a"'])
_AGES = some.sampled_from(["7", "0", "41", "null"])
_MOBILES = some.sampled_from(['"090"', '""', "null", '"\\u0030"'])


@dataclass(frozen=True)
class Member:
    """A key with its value as they are spelled, and the space around them."""

    key: str
    value: str
    space: tuple[str, str, str, str]

    def spelled(self) -> str:
        """Return the text."""
        one, two, three, four = self.space
        return f"{one}{json.dumps(self.key)}{two}:{three}{self.value}{four}"


@dataclass(frozen=True)
class Element:
    """A traveler: declared members and others, in any order; `contact` is an object of its own."""

    members: tuple[Member, ...]
    mobile: Member | None
    space: tuple[str, str]

    @property
    def mine(self) -> bool:
        """Whether it is the person's."""
        return any(one.key == "email" and one.value == _MINE for one in self.members)

    def spelled(self, puts: dict[str, str] | None = None) -> str:
        """Return the text, with other values in the places that are named."""
        said = puts or {}
        made = [replace(one, value=said.get(one.key, one.value)).spelled() for one in self.members]
        if self.mobile is not None:
            inner = replace(self.mobile, value=said.get("mobile", self.mobile.value)).spelled()
            made.append(f'"contact":{{"zzz":"090",{inner}}}')
        return f"{self.space[0]}{{{','.join(made)}}}{self.space[1]}"


@dataclass(frozen=True)
class Doc:
    """What stands in the column: travelers in an array, between members that nobody looks for."""

    before: tuple[Member, ...]
    elements: tuple[Element, ...]
    after: tuple[Member, ...]

    @property
    def mine(self) -> bool:
        """Whether the person is in it."""
        return any(one.mine for one in self.elements)

    @property
    def only_mine(self) -> bool:
        """Whether nobody else is."""
        return all(one.mine for one in self.elements)

    def around(self) -> tuple[str, str]:
        """Return what stands before the first element, and after the last one."""
        before = "".join(f"{one.spelled()}," for one in self.before)
        after = "".join(f",{one.spelled()}" for one in self.after)
        return f'{{{before}"travelers" : [', f"]{after}}}"

    def spelled(self, puts: dict[str, str] | None = None) -> str:
        """Return the text, where the person's elements have other values in the places that are named."""
        first, last = self.around()
        return first + ",".join(one.spelled(puts if one.mine else None) for one in self.elements) + last


@some.composite
def _members(draw: some.DrawFn, values: dict[str, some.SearchStrategy[str]], junk: list[str]) -> Any:
    declared = {
        name: draw(value) for name, value in values.items() if name == "email" or draw(some.booleans())
    }
    others = {name: draw(_JUNK) for name in junk if draw(some.booleans())}
    keys = draw(some.permutations([*declared, *others]))
    both = {**declared, **others}
    return tuple(Member(key, both[key], draw(some.tuples(*[_SPACES] * 4))) for key in keys)


@some.composite
def _elements(draw: some.DrawFn) -> Element:
    members = draw(_members({"email": _EMAILS, "room": _ROOMS, "age": _AGES}, ["zzz", "Email", "0"]))
    mobile = draw(
        some.none() | some.builds(Member, some.just("mobile"), _MOBILES, some.tuples(*[_SPACES] * 4))
    )
    return Element(members, mobile, draw(some.tuples(_SPACES, _SPACES)))


@some.composite
def _docs(draw: some.DrawFn) -> Doc:
    elements = tuple(draw(some.lists(_elements(), max_size=4)))
    before, after = draw(_members({}, ["title", "x"])), draw(_members({}, ["y", "room"]))
    return Doc(before, elements, after)


PUTS: dict[str, list[tuple[str, Any, str]]] = {
    "room": [("null", None, "null"), ("constant", "–", '"–"'), ("set", '東"', '"東\\""')],
    "age": [("null", None, "null"), ("constant", 0, "0"), ("set", "41", "41")],
    "mobile": [("null", None, "null"), ("constant", "x", '"x"'), ("set", "080", '"080"')],
}
"""By place: how it is changed, to what, and how that is spelled."""


def tours() -> DataMap:
    """A tour has travelers in an array within an object, and each of them an object of contacts."""
    contact = field("contact", data_type="object", fields=(field("mobile", data_type="string"),))
    traveler = (
        field("email", identity="email", data_type="string"), field("room", data_type="string"), field("age"), contact,
    )  # fmt: skip
    travelers = field("travelers", data_type="object[]", fields=traveler)
    party = field("party", data_type="object", fields=(travelers,))
    return datamap(collection("d.tour", field("no", key=True), field("leader", data_type="string"), party))


def _fill(filled: Filled, docs: list[Doc]) -> None:
    filled.run(
        "DROP TABLE IF EXISTS tour",
        f"CREATE TABLE tour (no integer NOT NULL PRIMARY KEY, leader varchar(20), party {filled.verbatim})",
    )
    filled.write(
        "INSERT INTO tour VALUES (?, ?, ?)", [(no, f"L{no}", one.spelled()) for no, one in enumerate(docs)]
    )


def _held(filled: Filled) -> dict[int, tuple[str, str]]:
    cast = "party::text" if filled.kind == "postgresql" else "party"
    rows: list[Any] = list(filled.asked(f"SELECT no, leader, {cast} FROM tour"))
    return {no: (leader, party) for no, leader, party in rows}


def _order(drawn: dict[str, int]) -> tuple[Order, dict[str, str]]:
    """Return the order, and how what it puts is spelled, by place."""
    verb = "correct" if all(PUTS[name][at][0] == "set" for name, at in drawn.items()) else "mask"
    puts, spelled = [], {}
    for name, at in drawn.items():
        way, value, said = PUTS[name][at if verb == "correct" else at % 2]
        path = "party.travelers.contact.mobile" if name == "mobile" else f"party.travelers.{name}"
        sealed = {"sealed": Personal(value)} if way == "set" else {}
        puts.append(Put(path, way, **sealed) if way != "constant" else Put(path, way, value))  # type: ignore[arg-type]  # words that were drawn
        spelled[name] = said
    return Order("d:tour", verb, tuple(puts)), spelled  # type: ignore[arg-type]  # a word that was drawn


def _changed(order: Order, docs: list[Doc]) -> None:
    """Do the change; where the person is in no document there is none to be done."""
    if not any(one.mine for one in docs):
        with pytest.raises(intending.UnableToIntendChange):
            changed(tours(), order, email="a")
        return
    done = changed(tours(), order, email="a")
    assert (done.state, done.because) == ("confirmed", "")


_DRAWN = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_ORDERS = some.dictionaries(some.sampled_from(sorted(PUTS)), some.integers(0, 2), min_size=1)


@given(some.lists(_docs(), min_size=1, max_size=10), _ORDERS)
@_DRAWN
def test_masks_and_corrections_reach_the_persons_places_and_no_other_byte(
    filled: Filled, docs: list[Doc], drawn: dict[str, int]
) -> None:
    _fill(filled, docs)
    order, spelled = _order(drawn)

    _changed(order, docs)

    assert _held(filled) == {no: (f"L{no}", one.spelled(spelled)) for no, one in enumerate(docs)}


@given(some.lists(_docs(), min_size=1, max_size=10))
@_DRAWN
def test_erasing_takes_the_persons_elements_and_no_other_byte(filled: Filled, docs: list[Doc]) -> None:
    _fill(filled, docs)

    _changed(Order("d:tour", "erase"), docs)

    held = _held(filled)
    assert set(held) == {no for no, one in enumerate(docs) if not (one.mine and one.only_mine)}
    for no, (leader, party) in held.items():
        one = docs[no]
        assert leader == f"L{no}"
        if not one.mine:
            assert party == one.spelled()
            continue
        first, last = one.around()
        assert party.startswith(first)
        assert party.endswith(last)
        _left(party.removeprefix(first).removesuffix(last), [each for each in one.elements if not each.mine])


def _left(inside: str, others: list[Element]) -> None:
    """See that the other people's elements stand there to the byte, in their order, and else commas and space."""
    for number, one in enumerate(others):
        before, found, inside = inside.partition(one.spelled().strip())
        assert found
        assert before.strip() == ("," if number else "")
    assert inside.strip() == ""
