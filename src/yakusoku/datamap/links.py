"""Links between collections: which keys of one lead to rows of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from yakusoku.datamap.parts import Address, Collection, DataMap

Pair = tuple[str, str]
"""A field that gives keys, and the field of the target that they are looked up in."""
Group = tuple[Address, Address, str]
"""Source, target, and the composite key that somebody named by `part_of`."""


@dataclass(frozen=True, order=True, slots=True)
class Edge:
    """
    Keys that flow from `source` to `target`; without a source they are an identity, which `pairs` then names.

    Several pairs are one composite key, compared whole; separate edges are alternatives.
    """

    target: Address
    pairs: tuple[Pair, ...]
    source: Address | None = None

    def back(self) -> Edge:
        """Return the same link in the other direction. :raises ValueError: if it is an identity"""
        if self.source is None:
            raise ValueError("an identity has no way back")
        return Edge(self.source, tuple((into, out) for out, into in self.pairs), self.target)


@dataclass(frozen=True, slots=True)
class Links:
    """The edges that leave each collection; an undirected one stands at both ends and is used once."""

    directed: dict[Address, list[Edge]] = field(default_factory=lambda: defaultdict(list))
    undirected: dict[Address, list[Edge]] = field(default_factory=lambda: defaultdict(list))


def link(datamap: DataMap) -> Links:
    """Return all links between collections that are walked, sorted; other references lead nowhere."""
    directed, undirected = paired(datamap)
    links = Links()
    for (source, target, _), pairs in sorted(directed.items()):
        for bundle in _bundles(pairs, datamap.collections[source], datamap.collections[target]):
            links.directed[source].append(Edge(target, bundle, source))
    for (source, target, _), pairs in sorted(undirected.items()):
        for bundle in _bundles(pairs, datamap.collections[source], datamap.collections[target]):
            edge = Edge(target, bundle, source)
            links.undirected[source].append(edge)
            links.undirected[target].append(edge.back())
    return links


def paired(datamap: DataMap) -> tuple[dict[Group, set[Pair]], dict[Group, set[Pair]]]:
    """Return the pairs of fields that are linked with a direction, and those without; these from the lesser address."""
    walked = {address: one for address, one in datamap.collections.items() if one.walked}
    directed: dict[Group, set[Pair]] = defaultdict(set)
    undirected: dict[Group, set[Pair]] = defaultdict(set)
    for here, collection in walked.items():
        for path, leaf in collection.by_path.items():
            word = leaf.part_of or ""
            for reference in leaf.references:
                there, far = reference.to, reference.field
                if there == here or there not in walked or far not in walked[there].by_path:
                    continue
                if reference.direction == "from":
                    directed[there, here, word].add((far, path))
                elif reference.direction == "to":
                    directed[here, there, word].add((path, far))
                elif here < there:
                    undirected[here, there, word].add((path, far))
                else:
                    undirected[there, here, word].add((far, path))
    return directed, undirected


def _bundles(pairs: Iterable[Pair], source: Collection, target: Collection) -> list[tuple[Pair, ...]]:
    """
    Return pairs that form one composite key together, and each other pair alone.

    Where the pairs name every part of a key of several columns just once, they are one key: compared part
    by part as alternatives, they would lead to rows of other people.
    """
    rest = sorted(set(pairs))
    found: list[tuple[Pair, ...]] = []
    for side, key in ((0, source.key), (1, target.key)):
        parts = [pair for pair in rest if pair[side] in key]
        if len(key) > 1 and sorted(pair[side] for pair in parts) == sorted(key):
            found.append(tuple(sorted(parts, key=lambda pair: key.index(pair[side]))))
            rest = [pair for pair in rest if pair not in parts]
    return found + [(pair,) for pair in rest]


def identity_edges(collection: Collection) -> list[Edge]:
    """Return one edge for every identity that a field of `collection` holds, by key and field."""
    held = ((leaf.identity, path) for path, leaf in collection.by_path.items() if leaf.identity)
    return [Edge(collection.address, ((key, path),)) for key, path in sorted(held)]
