"""Composite keys whose parts cannot be told apart: looked up part by part they would lead to other people's rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, pairwise

from yakusoku.datamap.links import Pair, paired
from yakusoku.datamap.parts import Address, Collection, DataMap, Reference
from yakusoku.terms.findings import Finding
from yakusoku.terms.text import Text, text

_Two = tuple[Address, Address]


def check_bundles(datamap: DataMap) -> Iterator[Finding]:
    """Yield each composite key of which two collections link parts twice, or parts in different directions."""
    groups: dict[_Two, list[set[Pair]]] = defaultdict(list)
    for found in paired(datamap):
        for (source, target, _), pairs in found.items():
            ordered = pairs if source < target else {(into, out) for out, into in pairs}
            groups[min(source, target), max(source, target)].append(ordered)
    for two, held in sorted(groups.items()):
        for side, address in enumerate(two):
            key = datamap.collections[address].key
            if len(key) > 1:
                yield from _judge(datamap, two, side, held)
                yield from _scattered(datamap, two, side, held)


def _judge(datamap: DataMap, two: _Two, side: int, groups: list[set[Pair]]) -> Iterator[Finding]:
    """Yield what keeps the key of one of `two` collections from being compared whole."""
    key = datamap.collections[two[side]].key
    named = [[pair[side] for pair in pairs if pair[side] in key] for pairs in groups]
    together = {part for parts in named for part in parts}
    if together != set(key):
        return
    twice = next((parts for parts in named if set(parts) == set(key) and len(parts) > len(key)), None)
    if twice is not None:
        says = text(
            "Several keys of {collection} are named here, and nobody says which parts belong together.",
            collection=two[side],
        )
        do = text("Give the fields of each key one word: `yakusoku_meta: {part_of: word}`.")
        yield _finding(datamap, two, says, do)
    elif all(set(parts) != set(key) for parts in named):
        says = text(
            "The parts of the key of {collection} are named in different directions.", collection=two[side]
        )
        do = text("Give all parts of one key the same `direction`.")
        yield _finding(datamap, two, says, do)


def _scattered(datamap: DataMap, two: _Two, side: int, groups: list[set[Pair]]) -> Iterator[Finding]:
    """Yield a key of several parts that lie in different arrays: nobody could say which elements belong together."""
    key = datamap.collections[two[side]].key
    for pairs in groups:
        parts = [pair for pair in pairs if pair[side] in key]
        if {pair[side] for pair in parts} != set(key):
            continue
        other = datamap.collections[two[1 - side]]
        arrays = [array for array in (_array(other, pair[1 - side]) for pair in parts) if array]
        if any(not f"{one}.".startswith(f"{near}.") for near, one in pairwise(sorted(arrays, key=len))):
            says = text("The parts of a key of {collection} lie in different arrays.", collection=two[side])
            do = text("Link by fields of one element, or by columns of the table.")
            yield _finding(datamap, two, says, do)


def _array(collection: Collection, path: str) -> str:
    """Return the innermost array on the way to a field, or nothing where there is none."""
    steps = path.split(".")
    ways = [".".join(steps[: at + 1]) for at in range(len(steps))]
    arrays = [way for way in ways if way in collection.by_path and collection.by_path[way].is_array]
    return arrays[-1] if arrays else ""


def _finding(datamap: DataMap, two: _Two, says: Text, do: Text) -> Finding:
    here, there = (datamap.collections[address] for address in two)
    reference = next(chain(_between(here, there), _between(there, here)))
    return Finding("datamap.divided-key", reference.where, says, do, read=reference.field)


def _between(here: Collection, there: Collection) -> Iterator[Reference]:
    return (one for leaf in here.by_path.values() for one in leaf.references if one.to == there.address)
