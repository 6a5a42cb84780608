"""Keys: what identities and references lead to, and whether they can be looked up."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.datamap.parts import Collection, DataMap, Field, Reference
from yakusoku.terms.findings import Finding, Severity, Where
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text

_KEY_TYPES = ("string", "integer", "object_id")


def check_links(collection: Collection, datamap: DataMap) -> Iterator[Finding]:
    """Yield what is wrong with the identities, references and `after` of one collection."""
    for path, field in collection.by_path.items():
        for reference in field.references:
            yield from _reference(collection, field, reference, datamap)
        if collection.walked:
            yield from _key(collection, path, field)
    for word, addresses in (("after", collection.after), ("erase_after", collection.erase_after)):
        for number, address in enumerate(addresses):
            if address not in datamap.collections:
                where = collection.at("fides_meta", word, number)
                yield _unknown(
                    f"{address.dataset}.{address.collection}", where=where, like=_collections(datamap, ".")
                )


def _reference(
    collection: Collection, field: Field, reference: Reference, datamap: DataMap
) -> Iterator[Finding]:
    there = datamap.collections.get(reference.to)
    if reference.to == collection.address:
        says = text("The field {field} refers to its own collection.", field=field.name)
        do = text("Remove the reference, or name the other collection that holds the key.")
        yield Finding("datamap.self-reference", reference.where, says, do, read=_as_written(reference))
    elif there is None:
        named = f"{reference.to.dataset}: {reference.to.collection}"
        known = any(dataset.key == reference.to.dataset for dataset in datamap.datasets)
        where = reference.where if known else reference.at_dataset or reference.where
        yield _unknown(named, where=where, like=_collections(datamap, ": "))
    elif not reference.field:
        says = text(
            "This reference names the collection {collection} and no field of it.", collection=there.address
        )
        do = text("Write `field: collection.field` as declared there.")
        yield Finding(
            "datamap.unknown-reference",
            reference.where,
            says,
            do,
            read=_as_written(reference),
            allowed=tuple(there.by_path),
        )
    elif reference.field not in there.by_path:
        says = text("The collection {collection} has no field {field}.", collection=there.address,
                    field=reference.field)  # fmt: skip
        do = text("Write `field: collection.field` as declared there.")
        yield Finding("datamap.unknown-reference", reference.where, says, do, read=_as_written(reference),
                      nearest=nearest(reference.field, there.by_path))  # fmt: skip
    else:
        yield from _types(field, reference, there.by_path[reference.field])


def _types(field: Field, reference: Reference, other: Field) -> Iterator[Finding]:
    if field.data_type and other.data_type and field.data_type != other.data_type:
        says = text("The key is {one} here and {other} there.", one=field.data_type, other=other.data_type)
        do = text("Declare the same `data_type` on both sides; else each key is converted, or refused.")
        yield Finding("datamap.reference-type", reference.where, says, do, Severity.ADVICE)


def _key(collection: Collection, path: str, field: Field) -> Iterator[Finding]:
    """Yield why a field that is a key cannot be looked up."""
    if not (field.identity or field.references or field.primary_key):
        return
    shown = f"{collection.address}:{path}"
    within = path in collection.within
    if within and field.primary_key:
        says = text(
            "The primary key {field} lies within a column, where no row can be told by it.", field=shown
        )
        do = text("Mark the columns of the table's own key.")
        yield Finding("datamap.key-within", field.where, says, do)
    elif within and field.column_type is not None:
        says = text(
            "The key {field} lies within a column, where there are only texts and numbers.", field=shown
        )
        do = text("Take `column_type` away: what is written there is compared to the letter.")
        yield Finding("datamap.key-within", field.at("yakusoku_meta", "column_type"), says, do)
    elif field.data_type is None:
        says = text("The key {field} has no `data_type`.", field=shown)
        do = text("Add `data_type` under `fides_meta`, so that keys can be compared exactly.")
        yield Finding("datamap.key-without-type", field.where, says, do, allowed=_KEY_TYPES)
    elif field.data_type not in _KEY_TYPES:
        says = text("The key {field} has a type that does not compare exactly.", field=shown)
        do = text("Use text or whole numbers as keys.")
        where = field.at("fides_meta", "data_type")
        read = f"{field.data_type}[]" if field.is_array else field.data_type
        yield Finding("datamap.key-type", where, says, do, read=read, allowed=_KEY_TYPES)


def _unknown(named: str, *, where: Where, like: tuple[str, ...]) -> Finding:
    says = text("The data map has no collection {name}.", name=named)
    do = text("Write the `fides_key` of the dataset and the name of the collection as they are declared.")
    return Finding("datamap.unknown-reference", where, says, do, read=named, nearest=nearest(named, like))


def _collections(datamap: DataMap, between: str) -> tuple[str, ...]:
    return tuple(f"{one.dataset}{between}{one.collection}" for one in datamap.collections)


def _as_written(reference: Reference) -> str:
    return f"{reference.to.collection}.{reference.field}" if reference.field else reference.to.collection
