"""Links between collections: which keys of one lead to rows of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from yakusoku.datamap.parts import Address, Collection, DataMap

Pair = tuple[str, str]
"""A field that gives keys, and the field of the target that they are looked up in."""


@dataclass(frozen=True, order=True, slots=True)
class Edge:
    """
    Keys that flow from `source` to `target`; without a source they are an identity, which `pairs` then names.

    Several pairs are one composite key, compared whole; separate edges are alternatives.
    """

    target: Address
    pairs: tuple[Pair, ...]
    source: Address | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """The edges that leave each collection; an undirected one is used once, from either end."""

    directed: dict[Address, list[Edge]] = field(default_factory=lambda: defaultdict(list))
    undirected: dict[Address, list[Edge]] = field(default_factory=lambda: defaultdict(list))


def link(datamap: DataMap) -> Links:
    """Return all links between collections that are walked, sorted; other references lead nowhere."""
    walked = {address: one for address, one in datamap.collections.items() if one.walked}
    directed: dict[tuple[Address, Address], list[Pair]] = defaultdict(list)
    undirected: dict[tuple[Address, Address], list[Pair]] = defaultdict(list)
    for here, collection in walked.items():
        for path, leaf in collection.by_path.items():
            for reference in leaf.references:
                there = reference.to
                if there == here or there not in walked or reference.field not in walked[there].by_path:
                    continue
                if reference.direction == "from":
                    directed[there, here].append((reference.field, path))
                elif reference.direction == "to":
                    directed[here, there].append((path, reference.field))
                else:
                    undirected[here, there].append((path, reference.field))
    return _sorted(walked, directed, undirected)


def _sorted(
    walked: dict[Address, Collection],
    directed: dict[tuple[Address, Address], list[Pair]],
    undirected: dict[tuple[Address, Address], list[Pair]],
) -> Links:
    links = Links()
    for (source, target), pairs in sorted(directed.items()):
        for bundle in _bundles(pairs, walked[source].key, walked[target].key):
            links.directed[source].append(Edge(target, bundle, source))
    for (source, target), pairs in sorted(undirected.items()):
        for bundle in _bundles(pairs, walked[source].key, walked[target].key):
            links.undirected[source].append(Edge(target, bundle, source))
            links.undirected[target].append(Edge(source, tuple((b, a) for a, b in bundle), target))
    for edges in links.undirected.values():
        edges.sort(key=lambda edge: (edge.target, edge.pairs))
    return links


def _bundles(
    pairs: Iterable[Pair], source_key: tuple[str, ...], target_key: tuple[str, ...]
) -> list[tuple[Pair, ...]]:
    """
    Return pairs that form one composite key together, and each other pair alone.

    Where the pairs name every part of a key of several columns just once, they are one key: compared part
    by part as alternatives, they would lead to rows of other people.
    """
    rest = sorted(set(pairs))
    bundles: list[tuple[Pair, ...]] = []
    for side, key in ((0, source_key), (1, target_key)):
        parts = [pair for pair in rest if pair[side] in key]
        if len(key) > 1 and sorted(pair[side] for pair in parts) == sorted(key):
            bundles.append(tuple(sorted(parts, key=lambda pair: key.index(pair[side]))))
            rest = [pair for pair in rest if pair not in parts]
    return bundles + [(pair,) for pair in rest]


def identity_edges(collection: Collection) -> list[Edge]:
    """Return one edge for every identity that a field of `collection` holds, by key and field."""
    held = ((leaf.identity, path) for path, leaf in collection.by_path.items() if leaf.identity)
    return [Edge(collection.address, ((key, path),)) for key, path in sorted(held)]
