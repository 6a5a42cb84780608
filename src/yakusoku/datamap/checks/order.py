"""What waits for what: no collection waits for itself, in one step or in several, and every dataset named is there."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.datamap.parts import Address, DataMap
from yakusoku.datamap.rings import rings
from yakusoku.terms.findings import Finding
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text


def check_order(datamap: DataMap) -> Iterator[Finding]:
    """Yield circles of `after`, each at its first collection, and datasets after which others are to come."""
    nexts: dict[Address, list[Address]] = {
        address: [one for one in collection.after if one in datamap.collections]
        for address, collection in datamap.collections.items()
    }
    for group in rings(sorted(nexts), nexts):
        first = min(group)
        if len(group) > 1 or first in nexts[first]:
            yield _circle(datamap, first, sorted(group))
    yield from _datasets(datamap)


def _circle(datamap: DataMap, first: Address, group: list[Address]) -> Finding:
    if len(group) == 1:
        says = text("The collection {name} waits for itself.", name=first)
        do = text("Take this `after` away.")
        where = datamap.collections[first].at("fides_meta", "after")
        return Finding("datamap.circular-after", where, says, do, read=str(first))
    says = text(
        "These collections wait for each other, so none can be first: {names}.",
        names=", ".join(str(one) for one in group),
    )
    do = text("Take one `after` away; references bring their keys in order by themselves.")
    where = datamap.collections[first].at("fides_meta", "after")
    return Finding("datamap.circular-after", where, says, do, read=str(first))


def _datasets(datamap: DataMap) -> Iterator[Finding]:
    known = [dataset.key for dataset in datamap.datasets]
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
