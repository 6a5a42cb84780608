"""Circles in a directed graph (strongly connected components), without recursion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

Node = TypeVar("Node")


def rings(nodes: Iterable[Node], nexts: Mapping[Node, Sequence[Node]]) -> list[tuple[Node, ...]]:
    """
    Return the groups of nodes that reach each other; a node in no circle is a group of one.

    Tarjan's method on a stack of its own, in time proportional to nodes and edges; the result depends on
    the order of `nodes` and `nexts` only.
    """
    search = _Search(nexts)
    for node in nodes:
        if node not in search.number:
            search.from_(node)
    return search.groups


class _Search(Generic[Node]):
    """The state of one search."""

    def __init__(self, nexts: Mapping[Node, Sequence[Node]]) -> None:
        self.nexts = nexts
        self.number: dict[Node, int] = {}
        self.lowest: dict[Node, int] = {}
        self.open: dict[Node, None] = {}
        self.groups: list[tuple[Node, ...]] = []

    def from_(self, start: Node) -> None:
        """Search everything that `start` leads to."""
        path: list[tuple[Node, Iterator[Node]]] = [self._enter(start)]
        while path:
            node, ways = path[-1]
            for target in ways:
                if target not in self.number:
                    path.append(self._enter(target))
                    break
                if target in self.open:
                    self.lowest[node] = min(self.lowest[node], self.number[target])
            else:
                path.pop()
                if path:
                    above = path[-1][0]
                    self.lowest[above] = min(self.lowest[above], self.lowest[node])
                self._close(node)

    def _enter(self, node: Node) -> tuple[Node, Iterator[Node]]:
        self.number[node] = self.lowest[node] = len(self.number)
        self.open[node] = None
        return node, iter(self.nexts.get(node, ()))

    def _close(self, node: Node) -> None:
        if self.lowest[node] != self.number[node]:
            return
        group = []
        while True:
            last, _ = self.open.popitem()
            group.append(last)
            if last == node:
                break
        self.groups.append(tuple(reversed(group)))
