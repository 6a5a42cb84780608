"""What holds for the walk of any data map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.rules.datamap_files.maps import collection, datamap, field
from yakusoku.datamap.graph import walk
from yakusoku.datamap.interchange import END, ROOT, FidesWalk, in_fides_terms
from yakusoku.datamap.parts import Address, Collection, DataMap, Field

_MOST = 8
_WAYS = ("from", "to", "with")
_IDENTITIES = ("email", "phone_number", "member_no")

_link = some.tuples(some.sampled_from(("x", "y", "id")), some.sampled_from(_WAYS), some.integers(0, _MOST - 1),
                    some.sampled_from(("id", "x")))  # fmt: skip


@dataclass(frozen=True)
class _Drawn:
    """One collection as it was drawn."""

    links: list[tuple[str, str, int, str]]
    identity: str | None
    after: list[int]
    erase_after: list[int]
    two_keys: bool


_one = some.builds(
    _Drawn,
    links=some.lists(_link, max_size=3),
    identity=some.one_of(some.none(), some.sampled_from(_IDENTITIES)),
    after=some.lists(some.integers(0, _MOST - 1), max_size=1),
    erase_after=some.lists(some.integers(0, _MOST - 1), max_size=1),
    two_keys=some.booleans(),
)
drawn_maps = some.lists(_one, min_size=1, max_size=_MOST)


def _name(number: int) -> str:
    return f"{'de'[number % 2]}.c{number}"


def _map(drawn: list[_Drawn]) -> DataMap:
    made = []
    for number, one in enumerate(drawn):
        links: dict[str, list[str]] = {"id": [], "x": [], "y": []}
        for name, way, target, far in one.links:
            if target < len(drawn) and target != number:
                links[name].append(f"{way} {_name(target)}.{far}")
        fields = [
            field("id", *links["id"], key=True),
            field("x", *links["x"], key=one.two_keys),
            field("y", *links["y"]),
        ]
        if one.identity:
            fields.append(field("who", identity=one.identity, data_type="string"))
        after = [_name(each) for each in one.after if each < len(drawn)]
        made.append(
            replace(
                collection(_name(number), *fields, after=after),
                erase_after=tuple(
                    Address(*_name(each).split(".")) for each in one.erase_after if each < len(drawn)
                ),
            )
        )
    return datamap(*made)


def _of(found: FidesWalk) -> tuple[object, ...]:
    """Return all that is said of what is reached."""
    return (found.collections, found.predecessors, found.order, found.loops, found.shared)


@given(drawn_maps, some.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_the_order_of_files_and_of_fields_does_not_matter(drawn: list[_Drawn], chance: Random) -> None:
    shuffle = chance.shuffle
    whole = _map(drawn)
    mixed = []
    for dataset in whole.datasets:
        collections = list(dataset.collections)
        shuffle(collections)
        mixed.append(replace(dataset, collections=tuple(_mixed(one, shuffle) for one in collections)))
    shuffle(mixed)

    assert in_fides_terms(DataMap(tuple(mixed)), ["email"]) == in_fides_terms(whole, ["email"])


def _mixed(one: Collection, shuffle: Callable[[list[Field]], None]) -> Collection:
    fields = list(one.fields)
    shuffle(fields)
    return replace(one, fields=tuple(fields))


@given(drawn_maps, some.booleans())
@settings(max_examples=200, deadline=None)
def test_a_collection_that_nothing_reaches_changes_nothing_else(drawn: list[_Drawn], linked: bool) -> None:
    whole = _map(drawn)
    more = collection(
        "zz.lonely", field("id", key=True), field("c", *([f"to {_name(0)}.y"] if linked else []))
    )

    before = in_fides_terms(whole, ["email"])
    after = in_fides_terms(datamap(*whole.collections.values(), more), ["email"])

    assert _of(after) == _of(before)
    assert after.unreachable == tuple(sorted((*before.unreachable, "zz:lonely")))
    assert (after.skipped, after.excused) == (before.skipped, before.excused)


@given(drawn_maps)
@settings(max_examples=300, deadline=None)
def test_just_what_a_naive_closure_reaches_is_reached(drawn: list[_Drawn]) -> None:
    whole = _map(drawn)
    found = in_fides_terms(whole, ["email"])

    reached = {
        str(address)
        for address, one in whole.collections.items()
        if any(leaf.identity == "email" for leaf in one.fields)
    }
    grew = True
    while grew:
        before = len(reached)
        for address, one in whole.collections.items():
            for reference in (each for leaf in one.fields for each in leaf.references):
                here, there = str(address), str(reference.to)
                if here in reached and reference.direction != "from":
                    reached.add(there)
                if there in reached and reference.direction != "to":
                    reached.add(here)
        grew = len(reached) > before
    assert set(found.order) == reached
    assert len(found.order) == len(reached)
    everything = {str(address) for address in whole.collections}
    assert reached | set(found.unreachable) | set(found.skipped) == everything


@given(drawn_maps)
@settings(max_examples=300, deadline=None)
def test_every_reached_collection_has_a_path_from_a_seed(drawn: list[_Drawn]) -> None:
    found = in_fides_terms(_map(drawn), ["email"])

    seen, waiting = {ROOT}, [ROOT]
    while waiting:
        for there in found.collections[waiting.pop()]["to"]:
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    assert seen == {ROOT, *found.order}


@given(drawn_maps)
@settings(max_examples=300, deadline=None)
def test_every_reference_between_reached_collections_is_used_and_one_without_direction_once(
    drawn: list[_Drawn],
) -> None:
    whole = _map(drawn)
    found = in_fides_terms(whole, ["email"])

    directed: set[tuple[str, str, str]] = set()
    undirected: set[frozenset[tuple[str, str]]] = set()
    for address, one in whole.collections.items():
        for leaf in one.fields:
            for reference in leaf.references:
                here, there = (str(address), leaf.name), (str(reference.to), reference.field)
                if reference.direction == "from":
                    directed.add((there[0], here[0], f"{there[1]} -> {here[1]}"))
                elif reference.direction == "to":
                    directed.add((here[0], there[0], f"{here[1]} -> {there[1]}"))
                else:
                    undirected.add(frozenset((here, there)))
    walked = {
        (here, there, pair)
        for here, ways in found.collections.items() if here != ROOT
        for there, pairs in ways["to"].items()
        for pair in pairs
    }  # fmt: skip
    assert {one for one in directed if one[0] in found.order} <= walked
    for ends in undirected:
        (a, a_field), (b, b_field) = sorted(ends)
        if a in found.order:
            either = {(a, b, f"{a_field} -> {b_field}"), (b, a, f"{b_field} -> {a_field}")}
            assert either & walked
            assert len((either & walked) - directed) <= 1
    both = {(one[0], one[1], one[2]) for one in walked - directed}
    assert all(
        frozenset({(a, p.split(" -> ")[0]), (b, p.split(" -> ")[1])}) in undirected for a, b, p in both
    )


@given(drawn_maps)
@settings(max_examples=300, deadline=None)
def test_keys_come_before_or_in_the_same_loop_and_so_does_what_is_waited_for(drawn: list[_Drawn]) -> None:
    whole = _map(drawn)
    found = in_fides_terms(whole, ["email"])

    at = {name: number for number, name in enumerate(found.order)}
    loops = [{at[name] for name in loop} for loop in found.loops]
    for name in found.order:
        first = [one for one in found.predecessors["access"][name] if one != ROOT]
        first += [str(one) for one in whole.collection(name).after if str(one) in at and str(one) != name]
        for before in first:
            assert at[before] < at[name] or any({at[before], at[name]} <= loop for loop in loops)


@given(drawn_maps)
@settings(max_examples=200, deadline=None)
def test_what_each_identity_reaches_alone_is_together_what_all_reach(drawn: list[_Drawn]) -> None:
    whole = _map(drawn)

    alone = [set(in_fides_terms(whole, [one]).order) for one in _IDENTITIES]

    assert set().union(*alone) == set(in_fides_terms(whole, _IDENTITIES).order)
    email = in_fides_terms(whole, ["email"])
    for name, sentence in email.skipped.items():
        named = [one for one, reached in zip(_IDENTITIES, alone, strict=True) if name in reached]
        assert all(f'"{one}"' in sentence.partition(" but ")[0] for one in named)


@given(drawn_maps)
@settings(max_examples=200, deadline=None)
def test_an_order_of_erasure_exists_unless_its_circle_is_an_error(drawn: list[_Drawn]) -> None:
    found = in_fides_terms(_map(drawn), ["email"])

    left = {one: set(before) - {ROOT} for one, before in found.predecessors["erasure"].items() if one != END}
    while free := [one for one, before in left.items() if not before]:
        for one in free:
            del left[one]
        for before in left.values():
            before.difference_update(free)
    if found.error is None:
        assert not left
    if left:
        assert found.error is not None
        assert found.error.kind in ("TraversalError", "UnreachableNodesError")


@given(drawn_maps)
@settings(max_examples=200, deadline=None)
def test_no_key_arrives_twice_by_one_link_and_identities_come_first(drawn: list[_Drawn]) -> None:
    for visit in walk(_map(drawn), _IDENTITIES).visits:
        assert len(set(visit.incoming)) == len(visit.incoming)
        named = [str(edge.source or "") for edge in visit.incoming]
        assert named == sorted(named)
        assert set(visit.shared) <= set(visit.incoming)
