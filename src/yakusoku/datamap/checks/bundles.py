"""Composite keys whose parts cannot be told apart: looked up part by part they would lead to other people's rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

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


def _finding(datamap: DataMap, two: _Two, says: Text, do: Text) -> Finding:
    here, there = (datamap.collections[address] for address in two)
    reference = next(chain(_between(here, there), _between(there, here)))
    return Finding("datamap.divided-key", reference.where, says, do, read=reference.field)


def _between(here: Collection, there: Collection) -> Iterator[Reference]:
    return (one for leaf in here.by_path.values() for one in leaf.references if one.to == there.address)
