"""What waits for what: no collection waits for itself, in one step or in several, and every dataset named is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from yakusoku.datamap.parts import Address, DataMap
from yakusoku.datamap.rings import rings
from yakusoku.terms.findings import Finding
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text


def check_order(datamap: DataMap) -> Iterator[Finding]:
    """Yield circles of `after` and of `erase_after`, each at its first collection, and datasets that are not there."""
    nexts: dict[Address, list[Address]] = {
        address: [one for one in collection.after if one in datamap.collections]
        for address, collection in datamap.collections.items()
    }
    keys = _keys(datamap)
    for dataset in datamap.datasets:  # a dataset that others wait for is a node of its own, without a name
        nexts[Address(dataset.key, "")] = [one.address for one in dataset.collections]
        for one in dataset.collections:
            known = (Address(name, "") for name in one.after_datasets)
            nexts[one.address] += [whole for whole in known if whole.dataset in keys]
    yield from (_circle(datamap, group, "after") for group in _circles(nexts))
    nexts = {
        address: [one for one in collection.erase_after if one in datamap.collections]
        for address, collection in datamap.collections.items()
    }
    yield from (_circle(datamap, group, "erase_after") for group in _circles(nexts))
    yield from _datasets(datamap)


def _keys(datamap: DataMap) -> frozenset[str]:
    return frozenset(dataset.key for dataset in datamap.datasets)


def _circles(nexts: dict[Address, list[Address]]) -> Iterator[list[Address]]:
    """Yield the collections of each circle, sorted."""
    for group in rings(sorted(nexts), nexts):
        if len(group) > 1 or group[0] in nexts[group[0]]:
            yield sorted(one for one in group if one.collection)


def _circle(datamap: DataMap, group: list[Address], word: Literal["after", "erase_after"]) -> Finding:
    first = group[0]
    where = datamap.collections[first].at("fides_meta", word)
    names = ", ".join(str(one) for one in group)
    if word == "erase_after":
        says = text("Each of these collections is to be erased after the other: {names}.", names=names)
        do = text("Take one `erase_after` away.")
        return Finding("datamap.circular-erase-after", where, says, do, read=str(first))
    if len(group) == 1:
        says = text("The collection {name} waits for itself.", name=first)
        do = text("Take this `after` away.")
        return Finding("datamap.circular-after", where, says, do, read=str(first))
    says = text("These collections wait for each other, so none can be first: {names}.", names=names)
    do = text("Take one `after` away; references bring their keys in order by themselves.")
    return Finding("datamap.circular-after", where, says, do, read=str(first))


def _datasets(datamap: DataMap) -> Iterator[Finding]:
    known = sorted(_keys(datamap))
    for dataset in datamap.datasets:
        after = dataset.collections[0].after_datasets if dataset.collections else ()
        for number, name in enumerate(after):
            if name not in known:
                says = text("The data map has no dataset {name}.", name=name)
                do = text("Write the `fides_key` of the dataset as it is declared.")
                where = dataset.at("fides_meta", "after", number)
                yield Finding(
                    "datamap.unknown-reference", where, says, do, read=name, nearest=nearest(name, known)
                )
