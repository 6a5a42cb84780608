"""
Values within objects and arrays of one row: which keys they give, and which elements of an array are the person's.

Paths are those of the data map (`visits.email`); arrays on the way are gone through and have no step of their own.
Of an array that a key led to, the elements that it led to are the person's, the others somebody else's; an array in
which nothing matched was not what led here, and goes with its row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from yakusoku.datamap.parts import Within
from yakusoku.datamap.spans import Node, Span

Trail = tuple["Trail", str, int, int] | None
"""The elements that lie on the way to a value: before it, the column, where the array begins, the element's number."""
Led = Mapping[int, frozenset[int]]
"""By the place where an array begins, the numbers of the elements that a key led to."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Values that belong together, one for each path that was asked for, and the elements on the way to them."""

    nodes: tuple[Node, ...]
    trails: tuple[Trail, ...]


def reached(row: Mapping[str, Node], paths: Sequence[Within]) -> Iterator[Reached]:
    """
    Yield what stands at `paths` in the order of the row; `row` gives the content of columns.

    Paths through one array belong together element by element, so that the parts of a key are of one element.
    """
    by_column: dict[str, list[_Path]] = defaultdict(list)
    for number, path in enumerate(paths):
        by_column[path.column].append((number, path.steps))
    if not by_column.keys() <= row.keys():
        return
    ways = [list(_options(row[column], wanted, None, column)) for column, wanted in by_column.items()]
    for parts in product(*ways):
        nodes = {number: node for part in parts for number, (node, _) in part.items()}
        trails = {number: trail for part in parts for number, (_, trail) in part.items()}
        yield Reached(
            tuple(nodes[at] for at in range(len(paths))), tuple(trails[at] for at in range(len(paths)))
        )


_Path = tuple[int, tuple[str, ...]]
_Found = dict[int, tuple[Node, Trail]]


def _options(node: Node, paths: Sequence[_Path], trail: Trail, column: str) -> Iterator[_Found]:
    for one, way in _flat(node, trail, column):
        by_step: dict[str, list[_Path]] = defaultdict(list)
        for number, steps in paths:
            if steps:
                by_step[steps[0]].append((number, steps[1:]))
        ends: _Found = {number: (one, way) for number, steps in paths if not steps}
        ways = [
            [
                option
                for name, member in one.members if name == step
                for option in _options(member, below, way, column)
            ]
            for step, below in by_step.items()
        ]  # fmt: skip
        for parts in product(*ways):
            yield {**ends, **{number: value for part in parts for number, value in part.items()}}


def _flat(node: Node, trail: Trail, column: str) -> Iterator[tuple[Node, Trail]]:
    """Yield what stands at a place that is no array, through arrays however deep; nothing (null) is none."""
    waiting: list[tuple[Node, Trail]] = [(node, trail)]
    while waiting:
        one, way = waiting.pop()
        if one.kind == "array":
            within = [(each, (way, column, one.start, number)) for number, each in enumerate(one.elements)]
            waiting += reversed(within)
        elif one.kind != "nothing":
            yield one, way


def key_of(node: Node) -> str | int | None:
    """Return what a value is as a key: text or a whole number, to the letter; "1" is none that 1 is, nor is true."""
    value = node.value
    return value if node.kind in ("text", "integer") and isinstance(value, str | int) else None


def led_by(trails: Sequence[Trail]) -> dict[str, dict[int, frozenset[int]]]:
    """Return by column the elements that lie on these trails: those that keys led to."""
    found: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for trail in trails:
        while trail is not None:
            trail, column, array, number = trail
            found[column][array].add(number)
    return {
        column: {array: frozenset(numbers) for array, numbers in arrays.items()}
        for column, arrays in found.items()
    }


def has_others(node: Node, led: Led) -> bool:
    """Return whether an array that a key led to holds elements that it did not lead to."""
    return any(len(led[one.start]) < len(one.elements) for one in _own_arrays(node, led))


def without_others(node: Node, led: Led) -> list[Span]:
    """Return the edits that leave of each array that a key led to just the elements that it led to."""
    spans: list[Span] = []
    for one in _own_arrays(node, led):
        every = frozenset(range(len(one.elements)))
        spans += _removed(one, every - led[one.start])
    return spans


def without_own(node: Node, led: Led) -> list[Span]:
    """Return the edits that take out the elements that keys led to; of one that holds others' too, just its own."""
    spans: list[Span] = []
    waiting = list(_outermost(node, led))
    while waiting:
        one = waiting.pop()
        mixed = {number for number in led[one.start] if has_others(one.elements[number], led)}
        spans += _removed(one, led[one.start] - mixed)
        waiting += [array for number in sorted(mixed) for array in _outermost(one.elements[number], led)]
    return spans


def own_at(node: Node, steps: Sequence[str], led: Led, *, within_own: bool = False) -> list[Node]:
    """
    Return the values at a path but for those in elements that are somebody else's; nothing (null) is one, too.

    With `within_own` only those in elements that a key led to: what stands beside them is the row's.
    """
    found: list[Node] = []
    waiting: list[tuple[Node, int, bool]] = [(node, 0, not within_own)]
    while waiting:
        one, step, own = waiting.pop()
        if one.kind == "array":
            mine = led.get(one.start)
            waiting += [
                (each, step, own or mine is not None)
                for number, each in enumerate(one.elements)
                if mine is None or number in mine
            ]
        elif step < len(steps):
            waiting += [(member, step + 1, own) for name, member in one.members if name == steps[step]]
        elif own:
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _own_arrays(node: Node, led: Led) -> Iterator[Node]:
    """Yield every array that a key led to, but for those within somebody else's elements."""
    waiting = list(_outermost(node, led))
    while waiting:
        one = waiting.pop()
        yield one
        waiting += [array for number in led[one.start] for array in _outermost(one.elements[number], led)]


def _outermost(node: Node, led: Led) -> Iterator[Node]:
    """Yield the first arrays on each way that a key led to."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.kind == "array" and one.start in led:
            yield one
        else:
            waiting += one.elements
            waiting += [member for _, member in one.members]


def _removed(array: Node, gone: frozenset[int]) -> Iterator[Span]:
    """Yield the edits that take elements out with the commas that part them from the next, or from the one before."""
    elements, last = array.elements, len(array.elements)
    while last and last - 1 in gone:
        last -= 1
    for number in sorted(number for number in gone if number < last):
        yield elements[number].start, elements[number + 1].start, ""
    if last < len(elements):
        start = elements[last - 1].end if last else elements[0].start
        yield start, elements[-1].end, ""
