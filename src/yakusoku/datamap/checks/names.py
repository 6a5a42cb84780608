"""Names that stand twice."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.datamap.parts import Collection, DataMap, Dataset, Field
from yakusoku.terms.findings import Finding, Where
from yakusoku.terms.text import Text, text


def check_names(datamap: DataMap) -> Iterator[Finding]:
    """Yield every dataset, collection and field whose name another one beside it has already."""
    seen: dict[str, Dataset] = {}
    for dataset in datamap.datasets:
        if first := seen.get(dataset.key):
            says = text(
                "The dataset {name} is declared twice; first at {first}.", name=dataset.key, first=first.where
            )
            yield _twice(says, dataset.where, dataset.key)
        seen.setdefault(dataset.key, dataset)
        yield from _collections(dataset)


def _collections(dataset: Dataset) -> Iterator[Finding]:
    seen: dict[str, Collection] = {}
    for collection in dataset.collections:
        name = collection.address.collection
        if first := seen.get(name):
            says = text(
                "The collection {name} is declared twice; first at {first}.", name=name, first=first.where
            )
            yield _twice(says, collection.where, name)
        seen.setdefault(name, collection)
        yield from _fields(collection.fields)


def _fields(fields: tuple[Field, ...]) -> Iterator[Finding]:
    seen: dict[str, Field] = {}
    for field in fields:
        if first := seen.get(field.name):
            says = text(
                "The field {name} is declared twice; first at {first}.", name=field.name, first=first.where
            )
            yield _twice(says, field.where, field.name)
        seen.setdefault(field.name, field)
        yield from _fields(field.fields)


def _twice(says: Text, where: Where, name: str) -> Finding:
    do = text("Keep one of the two, or give the second another name.")
    return Finding("datamap.duplicate", where, says, do, read=name)
