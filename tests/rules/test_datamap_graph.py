"""The walk: order, circles, directions, and the same result in every process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.rules.datamap_files.maps import chain, collection, datamap, field
from yakusoku.datamap.graph import Walk, walk
from yakusoku.datamap.parts import DataMap
from yakusoku.terms.findings import Severity


def _order(found: Walk) -> list[str]:
    return [visit.address.collection for visit in found.visits]


def _incoming(found: Walk, name: str) -> list[str]:
    visit = next(one for one in found.visits if one.address.collection == name)
    return [
        f"{edge.source.collection if edge.source else 'identity'}:{'+'.join(f'{a}>{b}' for a, b in edge.pairs)}"
        for edge in visit.incoming
    ]


def _person() -> tuple[str, ...]:
    return ("email",)


def test_a_collection_comes_after_those_that_give_it_keys() -> None:
    shop = datamap(
        collection("d.a_line", field("id", key=True), field("order_id", "from d.order.id")),
        collection("d.order", field("id", key=True), field("person_id", "from d.person.id")),
        collection("d.person", field("id", key=True), field("email", identity="email", data_type="string")),
    )

    found = walk(shop, _person())

    assert _order(found) == ["person", "order", "a_line"]
    assert _incoming(found, "a_line") == ["order:id>order_id"]
    assert _incoming(found, "person") == ["identity:email>email"]


def test_a_direction_to_gives_keys_away() -> None:
    shop = datamap(
        collection("d.address", field("id", key=True)),
        collection(
            "d.person",
            field("id", key=True),
            field("email", identity="email"),
            field("address_id", "to d.address.id"),
        ),
    )

    assert _incoming(walk(shop, _person()), "address") == ["person:address_id>id"]


def test_a_reference_without_direction_is_used_once_from_the_side_that_is_met_first() -> None:
    pair = (
        collection("d.a", field("id", key=True), field("b_id", "with d.b.id")),
        collection("d.b", field("id", key=True), field("email", identity="email")),
    )

    found = walk(datamap(*pair), _person())

    assert _order(found) == ["b", "a"]
    assert _incoming(found, "a") == ["b:id>b_id"]
    assert _incoming(found, "b") == ["identity:email>email"]


def test_keys_from_two_sides_are_alternatives_and_both_come_before() -> None:
    diamond = chain(4, {3: [1]})

    found = walk(diamond, _person())

    assert _order(found) == ["c0000", "c0001", "c0002", "c0003"]
    assert _incoming(found, "c0003") == ["c0001:id>from1", "c0002:id>from2"]


def test_a_composite_key_stays_whole_and_in_its_order() -> None:
    shop = datamap(
        collection(
            "d.order",
            field("shop", key=True),
            field("number", key=True),
            field("email", identity="email"),
        ),
        collection(
            "d.line",
            field("id", key=True),
            field("b_number", "from d.order.number"),
            field("a_shop", "from d.order.shop"),
        ),
    )

    assert _incoming(walk(shop, _person()), "line") == ["order:shop>a_shop+number>b_number"]
    assert shop.collection("d:order").key == ("shop", "number")


def test_a_circle_becomes_a_loop_and_does_not_crash() -> None:
    circle = datamap(
        collection("d.a", field("id", "from d.c.a_id", key=True), field("email", identity="email")),
        collection("d.b", field("id", key=True), field("a_id", "from d.a.id")),
        collection("d.c", field("id", key=True), field("a_id"), field("b_id", "from d.b.id")),
        collection("d.z", field("id", key=True), field("c_id", "from d.c.id")),
    )

    found = walk(circle, _person())

    assert _order(found) == ["a", "b", "c", "z"]
    assert found.loops == ((0, 2),)


def test_a_reference_to_what_is_about_nobody_leads_nowhere() -> None:
    viewing = datamap(
        collection("d.channel", field("no", key=True), not_personal="a list"),
        collection(
            "d.viewing", field("id", key=True), field("who", identity="email"), field("ch", "to d.channel.no")
        ),
    )

    found = walk(viewing, _person())

    assert _order(found) == ["viewing"]
    assert found.findings == ()


def test_what_people_search_by_hand_is_a_task() -> None:
    office = datamap(
        collection("d.letters", field("id"), manual="reception"),
        collection("d.person", field("id", key=True), field("email", identity="email")),
    )

    found = walk(office, _person())

    assert [str(address) for address in found.tasks] == ["d:letters"]
    assert found.findings == ()


def test_after_puts_a_collection_behind_another_without_giving_it_keys() -> None:
    ordered = datamap(
        collection("d.a", field("id", key=True, identity="email"), after=["d.b"]),
        collection("d.b", field("id", key=True, identity="email")),
    )

    assert _order(walk(ordered, _person())) == ["b", "a"]


def test_after_a_dataset_waits_for_all_of_it() -> None:
    ordered = datamap(
        collection("a.first", field("id", key=True, identity="email"), after_datasets=["z"]),
        collection("z.x", field("id", key=True, identity="email")),
        collection("z.y", field("id", key=True), field("x", "from z.x.id")),
    )

    assert _order(walk(ordered, _person())) == ["x", "y", "first"]


def test_what_another_identity_would_reach_is_advice_and_what_none_reaches_an_error() -> None:
    shop = datamap(
        collection("d.person", field("id", key=True, identity="email")),
        collection("d.calls", field("id", key=True, identity="phone_number")),
        collection("d.lonely", field("id", key=True)),
    )

    findings = {finding.kind: finding for finding in walk(shop, _person()).findings}

    assert findings["datamap.left-out"].severity is Severity.ADVICE
    assert "d:calls" in findings["datamap.left-out"].says.say()
    assert findings["datamap.unreachable"].severity is Severity.ERROR
    assert "d:lonely" in findings["datamap.unreachable"].says.say()


def test_an_identity_that_nobody_gave_is_no_seed() -> None:
    assert walk(chain(3), ()).visits == ()


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_every_hash_seed_gives_the_same_walk(seed: str) -> None:
    program = (
        "from tests.rules.datamap_files.maps import chain; from yakusoku.datamap.graph import walk;"
        "print(walk(chain(60, {n: [n // 2, n // 3] for n in range(6, 60)}), ['email']))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True
    )

    assert done.stdout.strip() == str(walk(chain(60, {n: [n // 2, n // 3] for n in range(6, 60)}), ["email"]))


def _all_with_identity(size: int) -> DataMap:
    return datamap(
        *(
            collection(
                f"d.c{number:04}",
                field("id", key=True),
                field("email", identity="email", data_type="string"),
                field("before", *([f"from d.c{number - 1:04}.id"] if number else [])),
            )
            for number in range(size)
        )
    )


def _calls(size: int) -> int:
    """Return how many functions a walk over `size` collections calls: what it costs, whatever the machine does."""
    large = _all_with_identity(size)
    count = 0

    def note(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        found = walk(large, _person())
    finally:
        sys.setprofile(None)
    assert len(found.visits) == size
    return count


def test_twice_the_collections_cost_twice_the_work() -> None:
    assert _calls(1_000) < 2.2 * _calls(500)


def test_ten_thousand_collections_in_a_row_do_not_exhaust_the_stack() -> None:
    assert len(walk(chain(10_000), _person()).visits) == 10_000


links = some.dictionaries(some.integers(0, 14), some.lists(some.integers(0, 14), max_size=4), max_size=15)


@given(links)
@settings(max_examples=200, deadline=None)
def test_in_any_graph_keys_come_before_or_within_the_same_loop(drawn: dict[int, list[int]]) -> None:
    found = walk(
        chain(15, {n: [m for m in set(drawn.get(n, [])) if m != n and m != n - 1] for n in range(15)}),
        ["email"],
    )

    at = {visit.address: number for number, visit in enumerate(found.visits)}
    for number, visit in enumerate(found.visits):
        for edge in visit.incoming:
            if edge.source is not None and at[edge.source] > number:
                assert any(first <= number and at[edge.source] <= last for first, last in found.loops)
    assert sorted(at) == [visit.address for visit in sorted(found.visits, key=lambda one: one.address)]
    assert all(first < last for first, last in found.loops)
