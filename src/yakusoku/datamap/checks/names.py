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
    yield from _tables(datamap)


def _tables(datamap: DataMap) -> Iterator[Finding]:
    """Yield each table that two datasets declare: its rows would be found twice."""
    seen: dict[tuple[str, str | None, str], Collection] = {}
    for dataset in datamap.datasets:
        for one in dataset.collections:
            table = (one.store, one.schema, one.address.collection)
            if not one.store or one.manual is not None:
                continue
            first = seen.setdefault(table, one)
            if first.address.dataset != dataset.key:
                says = text(
                    "The table {table} of the store {store} is declared by two datasets; first at {first}.",
                    table=one.address.collection,
                    store=one.store,
                    first=first.where,
                )
                do = text("Keep it in one dataset, or correct the store or its schema.")
                yield Finding("datamap.same-table", one.where, says, do, read=str(one.address))


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
