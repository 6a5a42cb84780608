"""What every dataset, collection and field must say about itself."""

from __future__ import annotations

from collections.abc import Collection as AnyOf
from collections.abc import Iterator

from yakusoku.datamap.parts import Collection, Dataset, Field, Origin
from yakusoku.terms.findings import Finding, Where
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text

_ORIGIN = ("source", "method", "collected_under", "provided_by", "retained")


def check_store(dataset: Dataset, stores: AnyOf[str] | None) -> Iterator[Finding]:
    """Yield what is wrong with the place where a dataset lies; `stores` are the names that the home connects."""
    if all(one.manual or one.not_personal for one in dataset.collections):
        return
    if not dataset.store:
        says = text("The dataset {dataset} does not say in which store it lies.", dataset=dataset.key)
        do = text("Add `yakusoku_meta: {store: name}` with the name of a store of this home.")
        allowed = tuple(sorted(stores or ()))
        yield Finding("datamap.missing-store", dataset.where, says, do, allowed=allowed)
    elif stores is not None and dataset.store not in stores:
        says = text("The store {store} is not connected in this home.", store=dataset.store)
        do = text("Add it under `[stores]` in yakusoku.toml, or correct the name.")
        where = dataset.place.where("yakusoku_meta", "store") if dataset.place else dataset.where
        yield Finding("datamap.unknown-store", where, says, do, read=dataset.store,
                      allowed=tuple(sorted(stores)), nearest=nearest(dataset.store, stores))  # fmt: skip


def check_dataset(dataset: Dataset) -> Iterator[Finding]:
    """Yield what a dataset and its collections about people fail to say; what all of them lack is said once."""
    about_people = [one for one in dataset.collections if one.not_personal is None]
    if not about_people:
        return
    unsaid = frozenset.intersection(*(_unsaid_everywhere(one) for one in about_people))
    if unsaid:
        yield _origin(dataset.where, unsaid, text("any field"), dataset.key)
    if all(one.person_kind is None for one in about_people):
        yield _person_kind(dataset.where, dataset.key)
    for collection in about_people:
        yield from _titles(collection)
        yield from _origins(collection, unsaid)
        if collection.person_kind is None and any(one.person_kind for one in about_people):
            yield _person_kind(collection.where, collection.address)


def check_collection(collection: Collection) -> Iterator[Finding]:
    """Yield what keeps a collection from being read, and columns that are named and are not there."""
    yield from _columns_named(collection)
    if collection.not_personal is not None:
        yield from _about_somebody(collection)
        return
    if collection.walked and not collection.key:
        says = text("The collection {collection} has no primary key.", collection=collection.address)
        do = text("Mark every column of its key with `fides_meta: {primary_key: true}`.")
        yield Finding("datamap.missing-primary-key", collection.where, says, do)
    if collection.skipped and collection.manual is None:
        says = text(
            "The collection {collection} is skipped, so nobody searches it.", collection=collection.address
        )
        do = text("Take `skip_processing` away, or say `manual` or `not_personal` under `yakusoku_meta`.")
        yield Finding("datamap.skipped", collection.at("fides_meta", "skip_processing"), says, do)


def _about_somebody(collection: Collection) -> Iterator[Finding]:
    """Yield the first field by which a collection that is said to be about nobody would find a person."""
    for path, field in collection.by_path.items():
        if field.fact is None:
            continue
        says = text(
            "The collection {collection} is declared not personal, and its field {field} tells who somebody is.",
            collection=collection.address,
            field=path,
        )
        do = text("Take `not_personal` away and describe its fields, or take the fact or identity away.")
        yield Finding("datamap.person-in-not-personal", field.where, says, do, read=field.fact)
        return


def _person_kind(where: Where, name: object) -> Finding:
    says = text("{name} does not say whom it is about.", name=name)
    do = text("Add `yakusoku_meta: {person_kind: subscriber}`, or the kind of person that fits.")
    return Finding("datamap.missing-person-kind", where, says, do)


def _titles(collection: Collection) -> Iterator[Finding]:
    if collection.title is None:
        says = text("The collection {collection} has no title.", collection=collection.address)
        do = text("Add `yakusoku_meta: {title: {en: …, ja: …}}`; a person reads it in the answer.")
        yield Finding("datamap.missing-title", collection.where, says, do)
    for field in collection.fields:
        if field.title is None and field.not_personal is None:
            says = text("The field {field} has no title.", field=f"{collection.address}:{field.name}")
            do = text("Add `yakusoku_meta: {title: {en: …, ja: …}}`; a person reads it in the answer.")
            yield Finding("datamap.missing-title", field.where, says, do)


def _unsaid_everywhere(collection: Collection) -> frozenset[str]:
    """Return what no field of a collection says."""
    personal = [field for field in collection.fields if field.not_personal is None]
    return (
        frozenset.intersection(*(frozenset(_lacking(one.origin)) for one in personal))
        if personal
        else frozenset()
    )


def _origins(collection: Collection, said_already: frozenset[str]) -> Iterator[Finding]:
    """Yield one finding for each set of things that some fields leave unsaid, at the first such field."""
    unsaid: dict[frozenset[str], list[Field]] = {}
    personal = [field for field in collection.fields if field.not_personal is None]
    for field in personal:
        if lacking := frozenset(_lacking(field.origin)) - said_already:
            unsaid.setdefault(lacking, []).append(field)
    for keys, fields in unsaid.items():
        if len(fields) == len(personal):
            yield _origin(collection.where, keys, text("any field"), collection.address)
        else:
            yield _origin(fields[0].where, keys, ", ".join(one.name for one in fields), collection.address)


def _origin(where: Where, keys: frozenset[str], fields: object, name: object) -> Finding:
    said = ", ".join(key for key in _ORIGIN if key in keys)
    says = text(
        "The data map does not say {keys} for {fields} in {name}.", keys=said, fields=fields, name=name
    )
    do = text("Add the keys under `yakusoku_meta` of the field, its collection or its dataset.")
    return Finding("datamap.missing-origin", where, says, do)


def _lacking(origin: Origin) -> tuple[str, ...]:
    said = {
        "source": origin.source,
        "method": origin.method,
        "collected_under": origin.collected_under or origin.acquired_at,
        "provided_by": origin.provided_by,
        "retained": origin.retained,
    }
    return tuple(key for key, value in said.items() if value is None)


def _columns_named(collection: Collection) -> Iterator[Finding]:
    """Yield the columns that are named under `yakusoku_meta` and are not there."""
    named = [
        (collection.restrict_column, collection.at("yakusoku_meta", "restrict_column")),
        (collection.clock.column if collection.clock else None,
         collection.at("yakusoku_meta", "clock_starts", "column")),
        *((one.column, collection.at("yakusoku_meta", "statutes", number, "column"))
          for number, one in enumerate(collection.statutes)),
    ]  # fmt: skip
    origins: dict[str, Field] = {}
    without: list[Field] = []
    for field in collection.fields if collection.not_personal is None else ():
        if field.origin.acquired_at:
            origins.setdefault(field.origin.acquired_at, field)
        elif field.origin.collected_under == "acquired_at" and field.not_personal is None:
            without.append(field)
    if without:
        yield _no_column(collection, without)
    named += [(column, _where_acquired(collection, field)) for column, field in origins.items()]
    for column, where in named:
        if column is not None and column not in collection.by_path:
            says = text("The collection {collection} has no column {column}.", collection=collection.address,
                        column=column)  # fmt: skip
            do = text("Name a column that is declared below `fields`, or declare this one.")
            yield Finding("datamap.unknown-column", where, says, do, read=column,
                          nearest=nearest(column, collection.by_path))  # fmt: skip


def _no_column(collection: Collection, fields: list[Field]) -> Finding:
    says = text(
        "In {collection} these fields are collected under `acquired_at`, and nothing names that column: {fields}.",
        collection=collection.address,
        fields=", ".join(field.name for field in fields),
    )
    do = text("Add `acquired_at: column`, or write the day of the notice version.")
    return Finding("datamap.missing-column", fields[0].where, says, do)


def _where_acquired(collection: Collection, field: Field) -> Where:
    """Return where the column of acquisition is named: at the field, else at its collection."""
    place, key = field.place, ("yakusoku_meta", "acquired_at")
    if place and place.document.at((*place.path, *key)) is not None:
        return place.where(*key)
    return collection.at(*key)
