"""
The walk from a person's identities to every collection that holds that person's rows.

Collections are nodes, references edges. The order depends on the map alone, never on a hash seed, and takes
time in proportion to the map. A collection comes after all that give it keys; where keys run in a circle
the collections of the circle form a loop that is read until nothing new is found.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection as AnyOf
from dataclasses import dataclass

from yakusoku.datamap.discovery import Discovery, discover
from yakusoku.datamap.links import Edge, Links, link
from yakusoku.datamap.parts import Address, DataMap
from yakusoku.datamap.rings import rings
from yakusoku.datamap.shared import shared_edges
from yakusoku.datamap.unreached import missing, waiting
from yakusoku.terms.findings import Finding


@dataclass(frozen=True, slots=True)
class Visit:
    """
    One collection of a walk, and the edges that bring keys to it: at least one.

    `shared` are those of them that may lead to rows of other people, too, as to an address in which two live.
    """

    address: Address
    incoming: tuple[Edge, ...]
    shared: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Walk:
    """
    Visits in the order in which they can be made.

    `tasks` are collections that people search by hand. `loops` are pairs of numbers (first and last visit,
    from zero) that are repeated until no new key is found. `findings` name what no key leads to.
    """

    identities: tuple[str, ...]
    visits: tuple[Visit, ...]
    tasks: tuple[Address, ...]
    loops: tuple[tuple[int, int], ...]
    findings: tuple[Finding, ...]


def walk(datamap: DataMap, identities: AnyOf[str]) -> Walk:
    """Return the walk that begins at `identities`; keys that no field holds lead nowhere."""
    return trace(datamap, identities)[0]


def trace(datamap: DataMap, identities: AnyOf[str]) -> tuple[Walk, Links, Discovery]:
    """Return the walk with the links that it could take and how it found its way."""
    links = link(datamap)
    given = frozenset(identities)
    found = discover(datamap, links, given)
    visits, loops = _in_order(datamap, found)
    walked = Walk(
        identities=tuple(sorted(given)),
        visits=visits,
        tasks=tuple(
            address for address, one in datamap.collections.items() if one.manual and not one.not_personal
        ),
        loops=loops,
        findings=(*missing(datamap, links, given, found), *waiting(datamap, found)),
    )
    return walked, links, found


def _in_order(datamap: DataMap, found: Discovery) -> tuple[tuple[Visit, ...], tuple[tuple[int, int], ...]]:
    """Return the visits so that keys and `after` come first, nearest first among equals."""
    incoming, depth = found.incoming, found.depth
    shared = shared_edges(datamap, incoming)
    nexts = _nexts(datamap, incoming)
    groups = rings(sorted(nexts), nexts)
    of = {address: number for number, group in enumerate(groups) for address in group}
    waits = [0] * len(groups)
    for here, targets in nexts.items():
        for target in targets:
            waits[of[target]] += of[here] != of[target]
    far = len(depth)
    rank = [(min((depth.get(one, far), one) for one in group), number) for number, group in enumerate(groups)]
    ready = [rank[number] for number, open_ in enumerate(waits) if not open_]
    heapq.heapify(ready)
    visits: list[Visit] = []
    loops: list[tuple[int, int]] = []
    while ready:
        group = groups[heapq.heappop(ready)[1]]
        start = len(visits)
        ordered = sorted((depth[one], one) for one in group if one in depth)
        visits.extend(Visit(one, tuple(incoming[one]), shared.get(one, ())) for _, one in ordered)
        if len(ordered) > 1:
            loops.append((start, len(visits) - 1))
        for target in (target for one in group for target in nexts[one] if of[target] != of[one]):
            waits[of[target]] -= 1
            if not waits[of[target]]:
                heapq.heappush(ready, rank[of[target]])
    return tuple(visits), tuple(loops)


def _nexts(datamap: DataMap, incoming: dict[Address, list[Edge]]) -> dict[Address, list[Address]]:
    """Return what must wait for what; a dataset that others wait for is a node of its own, without a name."""
    nexts: dict[Address, list[Address]] = {address: [] for address in sorted(incoming)}
    members: dict[str, list[Address]] = defaultdict(list)
    for address in incoming:
        members[address.dataset].append(address)
    for address in sorted(incoming):
        collection = datamap.collections[address]
        sources = {edge.source: None for edge in incoming[address] if edge.source is not None}
        waits_for = [*sources, *(one for one in collection.after if one in incoming and one != address)]
        for before in waits_for:
            nexts[before].append(address)
        for dataset in collection.after_datasets:
            if dataset != address.dataset:
                _wait_for_dataset(nexts, Address(dataset, ""), members[dataset]).append(address)
    return nexts


def _wait_for_dataset(
    nexts: dict[Address, list[Address]], whole: Address, members: list[Address]
) -> list[Address]:
    """Return the list of those who wait for the dataset `whole`, which itself waits for its members."""
    if whole not in nexts:
        nexts[whole] = []
        for member in members:
            nexts[member].append(whole)
    return nexts[whole]
