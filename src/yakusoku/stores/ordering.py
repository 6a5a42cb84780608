"""The order in which tables of one store are written: what refers comes before what it refers to. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yakusoku.datamap.parts import Address, Collection
from yakusoku.datamap.rings import rings
from yakusoku.stores.orders import UnableToPlanChange, Verb
from yakusoku.stores.ports import DialectName
from yakusoku.stores.shapes import ForeignKey, Shape
from yakusoku.terms.text import text


@dataclass(frozen=True)
class Ordered:
    """Collections in order, and by collection the references that are emptied first since they run in a circle."""

    addresses: tuple[Address, ...]
    loosened: dict[Address, list[ForeignKey]] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A collection that is changed, with its table and all that is done there."""

    collection: Collection
    shape: Shape
    verbs: frozenset[Verb]


def in_order(parts: Mapping[Address, Part], kind: DialectName) -> Ordered:
    """
    Return the parts of one store so that rows that refer go before those they refer to, and `erase_after` is kept.

    Where references run in a circle, those that may be empty are emptied first, in rows that all go.

    :raises UnableToPlanChange: if a circle cannot be opened like that
    """
    loosened: dict[Address, list[ForeignKey]] = {}
    waits, circles = _waits(parts, loosened), True
    while circles:
        groups = rings(sorted(parts), {one: sorted(waits[one]) for one in parts})
        circles = False
        for group in (one for one in groups if len(one) > 1):
            _loosen(group, parts, waits, loosened)
            circles = True
    for address, part in parts.items():
        _loosen_self(address, part, kind, loosened)
    return Ordered(tuple(one for group in groups for one in group), loosened)


def across(stores: Sequence[str], parts: Mapping[Address, Part]) -> tuple[str, ...]:
    """
    Return stores in the order that `erase_after` asks for, else by name.

    :raises UnableToPlanChange: if two stores wait for each other
    """
    waits: dict[str, set[str]] = {store: set() for store in stores}
    for part in parts.values():
        for before in part.collection.erase_after:
            if before in parts and parts[before].collection.store != part.collection.store:
                waits[part.collection.store].add(parts[before].collection.store)
    groups = rings(sorted(stores), {store: sorted(waits[store]) for store in stores})
    for group in (one for one in groups if len(one) > 1):
        wrong = text("stores wait for each other: {stores}.", stores=", ".join(group))
        raise UnableToPlanChange(wrong, do=text("Correct `erase_after` in the data map."))
    return tuple(store for group in groups for store in group)


def _waits(
    parts: Mapping[Address, Part], loosened: dict[Address, list[ForeignKey]]
) -> dict[Address, set[Address]]:
    """Return for each collection those that are changed before it."""
    waits: dict[Address, set[Address]] = {address: set() for address in parts}
    for address, part in parts.items():
        waits[address] |= {one for one in part.collection.erase_after if one in parts and one != address}
        if "erase" not in part.verbs:
            continue
        for other, child in parts.items():
            if other != address and any(
                _leads(key, child, part, loosened.get(other, [])) for key in child.shape.foreign
            ):
                waits[address].add(other)
    return waits


def _leads(key: ForeignKey, child: Part, parent: Part, loosened: Sequence[ForeignKey]) -> bool:
    return key not in loosened and parent.shape.referring(key) and parent.shape is not child.shape


def _loosen(
    group: Sequence[Address],
    parts: Mapping[Address, Part],
    waits: dict[Address, set[Address]],
    loosened: dict[Address, list[ForeignKey]],
) -> None:
    """Open a circle at the first reference in it that may be empty."""
    for address in sorted(group):
        child = parts[address]
        for key in child.shape.foreign:
            parents = [one for one in group if one != address and parts[one].shape.referring(key)]
            if parents and key not in loosened.get(address, []) and may_be_emptied(child, key):
                loosened.setdefault(address, []).append(key)
                waits.update(_waits(parts, loosened))
                return
    wrong = text("rows of these collections refer to each other in a circle: {names}.",
                 names=", ".join(map(str, sorted(group))))  # fmt: skip
    do = text("Let one of the references be empty (NULL), or correct `erase_after` in the data map.")
    raise UnableToPlanChange(wrong, do=do)


def _loosen_self(
    address: Address, part: Part, kind: DialectName, loosened: dict[Address, list[ForeignKey]]
) -> None:
    """Empty references of a table to itself; not every database sees that all the rows go at once."""
    for key in part.shape.foreign:
        if "erase" not in part.verbs or not part.shape.referring(key):
            continue
        if may_be_emptied(part, key):
            loosened.setdefault(address, []).append(key)
        elif kind == "mariadb":
            wrong = text("rows of {collection} refer to each other, and the reference is never empty.",
                         collection=part.collection.address)  # fmt: skip
            raise UnableToPlanChange(wrong, do=text("Let the column of the reference be empty (NULL)."))


def may_be_emptied(part: Part, key: ForeignKey) -> bool:
    """Return whether the columns of a reference may all be NULL in rows that go anyhow."""
    return part.verbs in ({"erase"}, {"erase", "cut"}) and all(
        part.shape.by_name[name].nullable and not part.shape.by_name[name].computed for name in key.columns
    )
