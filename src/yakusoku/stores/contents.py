"""
Keys of rows, wherever they stand: in columns, and within columns that hold JSON. Pure.

A row may give several keys there, one for each element of an array. What is no JSON, and what stands at a key's place
and is of another type than was declared, is refused by name: nobody could say whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from yakusoku.datamap import nested
from yakusoku.datamap.nested import Trail
from yakusoku.datamap.parts import Collection, Within
from yakusoku.datamap.spans import Node, NotJsonError, edited, parse
from yakusoku.stores.dialects import Key, KeyKind
from yakusoku.stores.found import Found
from yakusoku.stores.plans import Step
from yakusoku.stores.ports import StoreRefused
from yakusoku.stores.values import Row, Value, key_part
from yakusoku.terms.text import text

_BLANK = " \t\r\n"
_NOWHERE = -1
"""Where the value of a column stands that is no JSON."""


@dataclass(frozen=True, slots=True)
class Held:
    """
    A key that a row holds: its parts as they stand there, as keys (None where one is of another type), and the way.
    """

    raw: tuple[object, ...]
    parts: tuple[str | int | None, ...]
    trails: tuple[Trail, ...]

    @property
    def key(self) -> Key | None:
        """Return the key, or None where a part is of another type than it must be."""
        return None if None in self.parts else self.parts  # type: ignore[return-value]  # no part is None


@dataclass(frozen=True)
class Fields:
    """
    Some fields of a step's rows, read as keys of `kinds`; `columns` are those of the rows.

    What lies within a column is of its type to the letter where it is looked for (`strict`): "1" is no number. Where
    it leads on it is cast to the type of where it leads.
    """

    step: Step
    names: tuple[str, ...]
    kinds: tuple[KeyKind, ...]
    columns: tuple[str, ...]
    strict: bool = True

    @cached_property
    def ways(self) -> tuple[Within, ...]:
        """Return where the fields lie; one that is a column itself lies at its own root."""
        return tuple(self.step.lies(name) or Within(name, name, ()) for name in self.names)

    @property
    def plain(self) -> bool:
        """Return whether all of them are columns themselves."""
        return not self.step.within or all(self.step.lies(name) is None for name in self.names)

    def keys(self, row: Row) -> Iterator[Held]:
        """
        Yield the keys that `row` holds in these fields; where a part is nothing, there is none.

        :raises StoreRefused: if a column holds no JSON
        """
        nodes = {way.column: self._node(row, way) for way in self.ways}
        there = {name: node for name, node in nodes.items() if node is not None}
        for one in nested.reached(there, self.ways):
            pairs = zip(one.nodes, self.kinds, strict=True)
            yield Held(
                raw=tuple(map(_raw, one.nodes)),
                parts=tuple(self._part(node, kind) for node, kind in pairs),
                trails=tuple(
                    trail for trail, way in zip(one.trails, self.ways, strict=True) if not way.whole
                ),
            )

    def _node(self, row: Row, way: Within) -> Node | None:
        value = row[self.columns.index(way.column)]
        if self.step.lies(way.path) is not None:
            return read(self.step, way.column, value)
        return None if value is None else Node("text", _NOWHERE, _NOWHERE, value)  # type: ignore[arg-type]  # cast below

    def _part(self, node: Node, kind: KeyKind) -> str | int | None:
        if node.start == _NOWHERE:
            return key_part(node.value, kind)
        value = nested.key_of(node)
        if self.strict and isinstance(value, int) != (kind == "integer"):
            return None
        return key_part(value, kind)


def read(step: Step, column: str, value: Value) -> Node | None:
    """Return what a column holds, or None where it is empty. :raises StoreRefused: if it is no JSON"""
    if value is None or (isinstance(value, str) and not value.strip(_BLANK)):
        return None
    try:
        return parse(value if isinstance(value, str) else str(value))
    except NotJsonError:
        wrong = text(
            "a row of {collection} holds no JSON in the column {column}, so nobody can say whose it is.",
            collection=step.address,
            column=column,
        )
    raise StoreRefused(step.store, wrong, do=text("Correct that row, or empty its column."))


def own_part(row: Row, step: Step, columns: Sequence[str], led: Mapping[str, nested.Led]) -> Row:
    """Return `row` with the elements left out that are somebody else's: `led` names those that keys led to."""
    made = list(row)
    for name, arrays in led.items():
        at = columns.index(name)
        node = read(step, name, row[at])
        if node is not None:
            made[at] = edited(str(row[at]), nested.without_others(node, arrays))
    return tuple(made)


def _raw(node: Node) -> object:
    """Return a value as it stands there; what can be no key is a truth value, which never is one."""
    if node.start == _NOWHERE:
        return node.value
    value = nested.key_of(node)
    return True if value is None else value


def alike(held: Held, wanted: frozenset[str]) -> bool:
    """Return whether something like one of the keys stands there: in other letters, or as another type."""
    return not any(isinstance(part, bool) for part in held.raw) and _loose(held.raw) in wanted


def loosely(keys: Iterable[Key]) -> frozenset[str]:
    """Return keys in the form in which `alike` compares them."""
    return frozenset(map(_loose, keys))


def _loose(parts: Sequence[object]) -> str:
    return "\x00".join(str(part).strip().casefold() for part in parts)


def values_in(collection: Collection, path: str, value: Value) -> Iterator[Value]:
    """Yield what a column's content holds in a field; what is no JSON where it should be holds nothing there."""
    lies = collection.within.get(path)
    if value is None:
        return
    if lies is None:
        yield value
        return
    with suppress(NotJsonError):
        for one in nested.reached({lies.column: parse(str(value))}, [lies]):
            if (key := nested.key_of(one.nodes[0])) is not None:
                yield key


def held_at(collection: Collection, path: str, found: Found) -> set[str]:
    """Return what found rows hold in a field, as texts."""
    at = found.columns.index(collection.column_of(path))
    return {str(one) for row in found.rows.reveal() for one in values_in(collection, path, row[at])}
