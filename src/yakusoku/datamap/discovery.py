"""
Which collections a walk reaches, and by which links, in the order in which Fides meets them.

Collections wait in a queue for those that their `after` names; keys do not hold them up. A link without direction
is used once, from whichever end is met first. Among equals the address decides, never a hash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as AnyOf
from dataclasses import dataclass, field
from heapq import heappop, heappush

from yakusoku.datamap.links import Edge, Links, identity_edges
from yakusoku.datamap.parts import Address, DataMap

_Before = Address | str
"""What a collection waits for: another one, or all of a dataset."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """
    The edges that arrive at each collection within reach, and its distance from an identity.

    `held` are those that still waited when nothing else could go on; `for_ever` those of them that wait for
    something that comes only after them. They are met all the same, so that nothing is left out.
    """

    incoming: dict[Address, list[Edge]]
    depth: dict[Address, int]
    held: tuple[Address, ...]
    for_ever: tuple[Address, ...]


def discover(datamap: DataMap, links: Links, identities: AnyOf[str]) -> Discovery:
    """Return what can be reached from `identities`; keys that no field holds lead nowhere."""
    queue = _Queue(_waits(datamap), _sizes(datamap))
    incoming: dict[Address, list[Edge]] = {}
    for address, collection in datamap.collections.items():
        if collection.walked:
            seeds = [edge for edge in identity_edges(collection) if edge.pairs[0][0] in identities]
            if seeds:
                incoming[address] = seeds
                queue.push(address, 0)
    while (here := queue.pop()) is not None:
        found = _follow(here, links, queue.done, incoming)
        for target in sorted(found):
            queue.push(target, queue.depth[here] + 1)
    for_ever = tuple(one for one, before in queue.forced if before <= queue.done.keys() | queue.ended)
    for edges in incoming.values():
        if len(edges) > 1:
            edges[:] = sorted(set(edges), key=_edge_order)
    return Discovery(incoming, queue.depth, queue.held, for_ever)


def _follow(
    here: Address, links: Links, done: dict[Address, None], incoming: dict[Address, list[Edge]]
) -> set[Address]:
    """Note the edges that `here` gives keys to, or takes keys by; return the collections at their other ends."""
    found = set()
    for edge in links.directed.get(here, ()):
        incoming.setdefault(edge.target, []).append(edge)
        found.add(edge.target)
    for edge in links.undirected.get(here, ()):
        if edge.target in done:
            incoming.setdefault(here, []).append(edge.back())
        else:
            found.add(edge.target)
    return found


def _edge_order(edge: Edge) -> tuple[bool, str, tuple[tuple[str, str], ...]]:
    """Sort identities before collections, and these by address and fields."""
    return (edge.source is not None, str(edge.source or ""), edge.pairs)


def _waits(datamap: DataMap) -> dict[Address, set[_Before]]:
    """Return what each collection must come after; what nobody walks holds nothing up."""
    datasets = {address.dataset for address, one in datamap.collections.items() if one.walked}
    waits: dict[Address, set[_Before]] = {}
    for address, one in datamap.collections.items():
        if one.walked and (one.after or one.after_datasets):
            before: set[_Before] = {name for name in one.after_datasets if name in datasets}
            before |= {
                name for name in one.after if name in datamap.collections and datamap.collections[name].walked
            }
            waits[address] = before
    return waits


def _sizes(datamap: DataMap) -> dict[str, int]:
    sizes: dict[str, int] = defaultdict(int)
    for address, one in datamap.collections.items():
        sizes[address.dataset] += one.walked
    return sizes


@dataclass
class _Queue:
    """Collections that were found and not yet met: the first that waits for nothing more comes next."""

    waits: dict[Address, set[_Before]]
    sizes: dict[str, int]
    depth: dict[Address, int] = field(default_factory=dict)
    done: dict[Address, None] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    held: tuple[Address, ...] = ()
    forced: list[tuple[Address, set[_Before]]] = field(default_factory=list)
    _ready: list[tuple[int, Address]] = field(default_factory=list)
    _blocked: dict[Address, int] = field(default_factory=dict)
    _waiting: dict[_Before, list[Address]] = field(init=False)

    def __post_init__(self) -> None:
        self._waiting = defaultdict(list)
        for address, before in self.waits.items():
            for one in before:
                self._waiting[one].append(address)

    def push(self, address: Address, depth: int) -> None:
        """Add a collection at the end, unless it was found before."""
        if address in self.depth:
            return
        number = len(self.depth)
        self.depth[address] = depth
        if self.waits.get(address):
            self._blocked[address] = number
        else:
            heappush(self._ready, (number, address))

    def pop(self) -> Address | None:
        """Return the next collection, or None at the end; where all wait, the first of them waits no longer."""
        if not self._ready and self._blocked:
            self.held = self.held or tuple(sorted(self._blocked))
            first = next(iter(self._blocked))
            self.forced.append((first, set(self.waits[first])))
            self._free(first)
        if not self._ready:
            return None
        _, here = heappop(self._ready)
        self.done[here] = None
        self.sizes[here.dataset] -= 1
        self._end(here)
        if not self.sizes[here.dataset]:
            self.ended.add(here.dataset)
            self._end(here.dataset)
        return here

    def _end(self, before: _Before) -> None:
        for address in self._waiting.get(before, ()):
            self.waits[address].discard(before)
            if not self.waits[address] and address in self._blocked:
                self._free(address)

    def _free(self, address: Address) -> None:
        heappush(self._ready, (self._blocked.pop(address), address))
