"""
Links over which shared rows may be reached: rows that are somebody else's, too, as an address in which two live.

A row is shared if a row that is not the person's leads to it, if it names such a row itself, or if a shared row leads
to it; which rows are, only the rows tell (`stores.shared`). The map tells where to look. A link is the person's own
where it leaves from the whole key of a row that is that person's, or from the very columns by which all rows of the
source were found, and where it is the only one that arrives: a row with two links may name two people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yakusoku.datamap.links import Edge
from yakusoku.datamap.parts import Address, DataMap


def shared_edges(
    datamap: DataMap, incoming: Mapping[Address, Sequence[Edge]]
) -> dict[Address, tuple[Edge, ...]]:
    """Return for each collection of a walk the edges over which shared rows may be reached; own ones are left out."""
    leaving: dict[Address, list[Edge]] = {}
    for edges in incoming.values():
        for edge in edges:
            if edge.source is not None:
                leaving.setdefault(edge.source, []).append(edge)
    found: dict[Address, set[Edge]] = {}
    spread = []
    for source, edges in leaving.items():
        own = _Own(frozenset(datamap.collections[source].key), incoming[source])
        for edge in edges:
            if len(incoming[edge.target]) > 1 or not own.has(edge):
                found.setdefault(edge.target, set()).add(edge)
                spread.append(edge.target)
    passed: set[Address] = set()
    while spread:
        here = spread.pop()
        if here in passed:
            continue
        passed.add(here)
        for edge in leaving.get(here, ()):
            found.setdefault(edge.target, set()).add(edge)
            spread.append(edge.target)
    return {
        address: tuple(edge for edge in incoming[address] if edge in edges)
        for address, edges in found.items()
    }


@dataclass
class _Own:
    """By which columns of a collection nobody else's rows can be meant: its key, or those that all its rows came by."""

    key: frozenset[str]
    incoming: Sequence[Edge]

    def has(self, edge: Edge) -> bool:
        columns = frozenset(out for out, _ in edge.pairs)
        if self.key and columns >= self.key:
            return True
        return all(columns == {into for _, into in one.pairs} for one in self.incoming)
