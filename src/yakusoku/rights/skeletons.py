"""Rows to which a row that stays refers: they stay as skeletons, so that nothing points to what is gone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from yakusoku.datamap.parts import DataMap
from yakusoku.policy import keeping
from yakusoku.policy.keeping import Bucket, Fate
from yakusoku.rights.judged import Judged
from yakusoku.stores.contents import values_in
from yakusoku.stores.found import Found

_Grounds = tuple[keeping.Ground, ...]


def upheld(sections: Sequence[Judged], datamap: DataMap, read: Mapping[str, Found]) -> list[Judged]:
    """
    Let no row go to which a row that stays refers: it stays as a skeleton, for the same grounds.

    What holds it together stays and the rest of it goes. Repeated until nothing changes, along all references.
    """
    plain = {one.address: one for one in sections}
    known, edges = plain, _pointing(datamap, plain)
    while True:
        needed: dict[tuple[str, str], dict[object, _Grounds]] = {}
        for edge in edges:
            values = needed.setdefault((edge.parent, edge.key), {})
            for value, grounds in _values(known[edge.child], edge.column, read).items():
                values[value] = tuple(dict.fromkeys([*values.get(value, ()), *grounds]))
        now = {
            address: _skeletons(one, needed, datamap, read) if one.ours else one
            for address, one in plain.items()
        }
        if now == known:
            return [known[one.address] for one in sections]
        known = now


@dataclass(frozen=True)
class _Pointing:
    """Rows of `child` hold in `column` the `key` of rows of `parent`."""

    child: str
    column: str
    parent: str
    key: str


def _pointing(datamap: DataMap, among: Mapping[str, Judged]) -> list[_Pointing]:
    """Return what points to what among these; a reference `to` elsewhere is written down at the one pointed to."""
    edges = []
    for one in datamap.collections.values():
        for path, field_ in one.by_path.items():
            for reference in field_.references:
                here, there = (str(one.address), path), (str(reference.to), reference.field)
                child, parent = (there, here) if reference.direction == "to" else (here, there)
                edges.append(_Pointing(*child, *parent))
    return [edge for edge in edges if edge.child in among and edge.parent in among]


def _values(one: Judged, column: str, read: Mapping[str, Found]) -> dict[object, _Grounds]:
    """Return the keys in a column of the rows that stay, each with why its row stays."""
    rows = read.get(one.finding.section)
    name = one.collection.column_of(column)
    if rows is None or name not in rows.columns:
        return {}
    at, lines = rows.columns.index(name), rows.rows.reveal()
    why: dict[object, _Grounds] = {}
    for number, grounds in _staying(one):
        for value in values_in(one.collection, column, lines[number][at]):
            why[value] = tuple(dict.fromkeys([*why.get(value, ()), *grounds]))
    return why


def _staying(one: Judged) -> Iterator[tuple[int, tuple[keeping.Ground, ...]]]:
    if not one.ours:
        yield from ((number, ()) for number in range(one.rows))
        return
    yield from ((number, ()) for number in one.shared)
    for fate, numbers in one.fates.items():
        if fate.bucket is not Bucket.ERASE:
            yield from ((number, fate.grounds) for number in numbers)


def _skeletons(
    one: Judged,
    needed: Mapping[tuple[str, str], Mapping[object, _Grounds]],
    datamap: DataMap,
    read: Mapping[str, Found],
) -> Judged:
    """Return the collection with those rows kept as skeletons whose keys are needed."""
    rows = read[one.finding.section]
    of = one.collection.column_of
    wanted = [
        (column, rows.columns.index(of(column)), values)
        for (address, column), values in needed.items()
        if address == one.address and of(column) in rows.columns and values
    ]
    lines = rows.rows.reveal()
    why: dict[int, _Grounds] = {}
    for number in one.in_bucket(Bucket.ERASE):
        found_in = [
            values[value]
            for column, at, values in wanted
            for value in values_in(one.collection, column, lines[number][at])
            if value in values
        ]
        if found_in:
            why[number] = tuple(dict.fromkeys(ground for grounds in found_in for ground in grounds))
    if not why:
        return one
    shape = keeping.shape(one.collection, referred=datamap.referred.get(one.collection.address, frozenset()))
    masked = shape.masked(shape.structure)
    groups: dict[Fate, list[int]] = {
        fate: [number for number in numbers if number not in why] for fate, numbers in one.fates.items()
    }
    for number, grounds in why.items():
        groups.setdefault(_skeleton(masked, grounds, shape), []).append(number)
    fates = {fate: tuple(sorted(numbers)) for fate, numbers in groups.items() if numbers}
    return replace(one, fates=fates)


def _skeleton(masked: tuple[str, ...], grounds: Iterable[keeping.Ground], shape: keeping.Shape) -> Fate:
    kept = tuple(name for name in shape.columns if name in shape.structure)
    said = tuple(dict.fromkeys(keeping.Ground(one.because, kept, one.until) for one in grounds))
    return Fate(Bucket.MASK if masked else Bucket.KEEP, masked, said)
