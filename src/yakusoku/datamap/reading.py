"""From a file in Fides' words to the parts of a data map, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yakusoku.datamap.fides import (
    CollectionMeta,
    DatasetMeta,
    FidesCollection,
    FidesCollectionMeta,
    FidesDataset,
    FidesDatasetMeta,
    FidesField,
    FidesFieldMeta,
    FidesFile,
    HeldFor,
    OriginMeta,
)
from yakusoku.datamap.parts import (
    Address,
    Clock,
    Collection,
    Dataset,
    Field,
    Manual,
    Origin,
    Place,
    Reference,
    Statute,
)
from yakusoku.terms.yamlfile import Document


def build(file: FidesFile, document: Document) -> tuple[Dataset, ...]:
    """Return the datasets that `file` declares; what they mean is not checked here."""
    root = Place(document) / "dataset"
    return tuple(_dataset(one, root / number) for number, one in enumerate(file.dataset))


@dataclass(frozen=True)
class _Above:
    """What a collection and its fields inherit."""

    address: Address
    store: str
    schema: str | None
    after_datasets: tuple[str, ...]
    categories: tuple[str, ...]
    meta: DatasetMeta


def _dataset(one: FidesDataset, place: Place) -> Dataset:
    """Return a dataset with all it holds."""
    meta, own = one.yakusoku_meta, one.fides_meta or FidesDatasetMeta()
    made = []
    for number, inner in enumerate(one.collections):
        above = _Above(
            address=Address(one.fides_key, inner.name),
            store=meta.store or "",
            schema=own.namespace.schema_name if own.namespace else None,
            after_datasets=own.after or (),
            categories=inner.data_categories or one.data_categories or (),
            meta=meta,
        )
        made.append(_collection(inner, above, place / "collections" / number))
    return Dataset(
        one.fides_key,
        place.where("fides_key"),
        meta.store or "",
        meta.title,
        tuple(made),
        place,
        meta.identities,
    )


def _collection(one: FidesCollection, above: _Above, place: Place) -> Collection:
    """Return a collection with its fields; what it does not say its dataset says."""
    meta, own = one.yakusoku_meta, one.fides_meta or FidesCollectionMeta()
    origin = _origin(meta).over(_origin(above.meta))
    inner = place / "fields"
    fields = (_field(each, above, origin, inner / at) for at, each in enumerate(one.fields))
    manual = meta.manual or above.meta.manual
    return Collection(
        address=above.address,
        where=place.where("name"),
        store=above.store,
        schema=above.schema,
        fields=tuple(fields),
        title=meta.title,
        meaning=meta.meaning,
        person_kind=meta.person_kind or above.meta.person_kind,
        after=tuple(_collection_address(key) for key in own.after or ()),
        after_datasets=above.after_datasets,
        skipped=bool(own.skip_processing),
        clock=_clock(meta) or _clock(above.meta),
        statutes=_statutes(meta) or _statutes(above.meta),
        restrict_column=meta.restrict_column or above.meta.restrict_column,
        backup_days=meta.backup_days if meta.backup_days is not None else above.meta.backup_days,
        not_personal=meta.not_personal or above.meta.not_personal,
        manual=Manual(manual.owner, manual.days) if manual else None,
        place=place,
    )


def _field(one: FidesField, above: _Above, origin: Origin, place: Place) -> Field:
    """Return a field; Fides lets only those without inner fields link, and so do we."""
    meta = one.yakusoku_meta
    own = FidesFieldMeta() if one.fields else one.fides_meta or FidesFieldMeta()
    declared = (one.fides_meta.data_type if one.fides_meta else None) or ("object" if one.fields else None)
    mine = _origin(meta).over(origin)
    inner = place / "fields"
    return Field(
        name=one.name,
        where=place.where("name"),
        categories=one.data_categories or above.categories,
        data_type=declared.removesuffix("[]") if declared else None,
        is_array=bool(declared and declared.endswith("[]")),
        length=own.length,
        read_only=bool(own.read_only),
        identity=own.identity,
        primary_key=bool(own.primary_key),
        references=tuple(_references(own, place)),
        fields=tuple(_field(each, above, mine, inner / at) for at, each in enumerate(one.fields or ())),
        column_type=meta.column_type,
        fact=meta.fact or own.identity,
        title=meta.title,
        meaning=meta.meaning,
        not_personal=meta.not_personal,
        origin=mine,
        place=place,
    )


def _references(own: FidesFieldMeta, place: Place) -> Iterator[Reference]:
    word = "fides_meta" if place.document.at((*place.path, "fides_meta")) else "fidesops_meta"
    for number, one in enumerate(own.references or ()):
        collection, _, path = one.field.partition(".")
        where = (place / word / "references" / number).where("field")
        yield Reference(Address(one.dataset, collection), path, one.direction, where)


def _origin(meta: OriginMeta) -> Origin:
    retained = meta.retained.held_for if isinstance(meta.retained, HeldFor) else meta.retained
    return Origin(
        source=meta.source,
        method=meta.method,
        acquired_at=meta.acquired_at,
        collected_under=meta.collected_under,
        provided_by=meta.provided_by,
        retained=retained,
        purposes=meta.purposes,
    )


def _clock(meta: CollectionMeta) -> Clock | None:
    return Clock(meta.clock_starts.event, meta.clock_starts.column) if meta.clock_starts else None


def _statutes(meta: CollectionMeta) -> tuple[Statute, ...]:
    return tuple(Statute(one.period, one.column, one.year_ends) for one in meta.statutes)


def _collection_address(key: str) -> Address:
    dataset, _, collection = key.partition(".")
    return Address(dataset, collection)
