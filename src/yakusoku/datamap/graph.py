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
from collections.abc import Iterable
from dataclasses import dataclass

from yakusoku.datamap.links import Edge, Links, identity_edges, link
from yakusoku.datamap.parts import Address, DataMap
from yakusoku.datamap.rings import rings
from yakusoku.terms.findings import Finding, Severity
from yakusoku.terms.text import text


@dataclass(frozen=True, slots=True)
class Visit:
    """One collection of a walk, and the edges that bring keys to it: at least one."""

    address: Address
    incoming: tuple[Edge, ...]


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
    links = link(datamap)
    given = frozenset(identities)
    incoming, depth = _reach(datamap, links, given)
    visits, loops = _in_order(datamap, incoming, depth)
    return Walk(
        identities=tuple(sorted(given)),
        visits=visits,
        tasks=tuple(
            address for address, one in datamap.collections.items() if one.manual and not one.not_personal
        ),
        loops=loops,
        findings=_unreached(datamap, links, given, incoming),
    )


def _reach(
    datamap: DataMap, links: Links, identities: frozenset[str]
) -> tuple[dict[Address, list[Edge]], dict[Address, int]]:
    """Return the edges that arrive at each collection within reach, and its distance from an identity."""
    incoming: dict[Address, list[Edge]] = {}
    for address, collection in datamap.collections.items():
        if collection.walked:
            seeds = [edge for edge in identity_edges(collection) if edge.pairs[0][0] in identities]
            if seeds:
                incoming[address] = seeds
    depth = dict.fromkeys(incoming, 0)
    level, used = list(incoming), set[tuple[Address, Address, tuple[tuple[str, str], ...]]]()
    while level:
        found: list[Address] = []
        for here in level:
            for edge in _leaving(here, links, used):
                if edge.target not in depth:
                    depth[edge.target] = depth[here] + 1
                    found.append(edge.target)
                incoming.setdefault(edge.target, []).append(edge)
        level = sorted(found)
    return incoming, depth


def _leaving(
    here: Address, links: Links, used: set[tuple[Address, Address, tuple[tuple[str, str], ...]]]
) -> Iterable[Edge]:
    """Yield the edges out of `here`; an edge without direction is given one by whoever comes first."""
    yield from links.directed.get(here, ())
    for edge in links.undirected.get(here, ()):
        back = (edge.target, here, tuple((b, a) for a, b in edge.pairs))
        if back not in used:
            used.add((here, edge.target, edge.pairs))
            yield edge


def _in_order(
    datamap: DataMap, incoming: dict[Address, list[Edge]], depth: dict[Address, int]
) -> tuple[tuple[Visit, ...], tuple[tuple[int, int], ...]]:
    """Return the visits so that keys and `after` come first, nearest first among equals."""
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
        visits.extend(Visit(one, tuple(sorted(incoming[one], key=_edge_order))) for _, one in ordered)
        if len(ordered) > 1:
            loops.append((start, len(visits) - 1))
        for target in (target for one in group for target in nexts[one] if of[target] != of[one]):
            waits[of[target]] -= 1
            if not waits[of[target]]:
                heapq.heappush(ready, rank[of[target]])
    return tuple(visits), tuple(loops)


def _edge_order(edge: Edge) -> tuple[bool, str, tuple[tuple[str, str], ...]]:
    return (edge.source is not None, str(edge.source or ""), edge.pairs)


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


def _unreached(
    datamap: DataMap, links: Links, identities: frozenset[str], incoming: dict[Address, list[Edge]]
) -> tuple[Finding, ...]:
    missed = [one for address, one in datamap.collections.items() if one.walked and address not in incoming]
    if not missed:
        return ()
    otherwise = _reach(datamap, links, frozenset(datamap.identities))[0]
    findings = []
    for one in missed:
        if one.address in otherwise:
            says = text(
                "The collection {collection} is left out: it is reached by another identity than {given}.",
                collection=one.address,
                given=", ".join(sorted(identities)) or "–",
            )
            do = text("Give one more identity of the person, or confirm that this collection is not needed.")
            findings.append(Finding("datamap.left-out", one.where, says, do, Severity.ADVICE))
        else:
            says = text("Nothing leads to the collection {collection}.", collection=one.address)
            do = text(
                "Mark an identity among its fields, or add a reference to a collection that is reached. "
                "If people search it by hand, say `yakusoku_meta: {manual: …}`; "
                "if nobody's data is in it, say `yakusoku_meta: {not_personal: reason}`."
            )
            findings.append(Finding("datamap.unreachable", one.where, says, do))
    return tuple(findings)
