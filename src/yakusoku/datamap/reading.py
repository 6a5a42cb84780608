"""From a file in Fides' words to the parts of a data map, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

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
    FidesOverride,
    HeldFor,
    OriginMeta,
)
from yakusoku.datamap.parts import (
    AcceptedTrigger,
    Address,
    Clock,
    Collection,
    Dataset,
    Field,
    Manual,
    Origin,
    Override,
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
        meta.controller,
    )


def _collection(one: FidesCollection, above: _Above, place: Place) -> Collection:
    """Return a collection with its fields; what it does not say its dataset says."""
    meta, own = one.yakusoku_meta, one.fides_meta or FidesCollectionMeta()
    origin = _origin(meta).over(_origin(above.meta))
    inner = place / "fields"
    fields = (_field(each, above, _Within(origin), inner / at) for at, each in enumerate(one.fields))
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
        erase_after=tuple(_collection_address(key) for key in own.erase_after or ()),
        categories=one.data_categories or (),
        override=_override(own.masking_strategy_override),
        skipped=bool(own.skip_processing),
        clock=_clock(meta) or _clock(above.meta),
        statutes=_statutes(meta) or _statutes(above.meta),
        restrict_column=meta.restrict_column or above.meta.restrict_column,
        backup_days=meta.backup_days if meta.backup_days is not None else above.meta.backup_days,
        not_personal=meta.not_personal or above.meta.not_personal,
        manual=Manual(manual.owner, manual.days) if manual else None,
        triggers={
            name: AcceptedTrigger(one.reason, one.definition, one.accepted_by or "")
            for name, one in meta.triggers.items()
        },
        place=place,
    )


@dataclass(frozen=True)
class _Within:
    """What a field says for those within it: where they came from, not to be written, arrays whole."""

    origin: Origin
    read_only: bool = False
    whole_array: bool = False


def _field(one: FidesField, above: _Above, within: _Within, place: Place) -> Field:
    """
    Return a field; Fides lets only those without inner fields link, and so do we.

    What protects an object from being written protects what lies within it: Fides forgets that.
    """
    meta, said = one.yakusoku_meta, one.fides_meta or FidesFieldMeta()
    own = FidesFieldMeta() if one.fields else said
    declared = said.data_type or ("object" if one.fields else None)
    mine = _Within(
        _origin(meta).over(within.origin),
        read_only=bool(said.read_only) or within.read_only,
        whole_array=bool(said.return_all_elements) or within.whole_array,
    )
    inner = place / "fields"
    return Field(
        name=one.name,
        where=place.where("name"),
        categories=one.data_categories or above.categories,
        data_type=declared.removesuffix("[]") if declared else None,
        is_array=bool(declared and declared.endswith("[]")),
        length=own.length,
        read_only=mine.read_only,
        identity=own.identity,
        primary_key=bool(own.primary_key),
        references=tuple(_references(own, place)),
        fields=tuple(_field(each, above, mine, inner / at) for at, each in enumerate(one.fields or ())),
        column_type=meta.column_type,
        fact=meta.fact or own.identity,
        part_of=meta.part_of,
        whole_array=mine.whole_array,
        request_field=own.custom_request_field,
        override=_override(said.masking_strategy_override),
        title=meta.title,
        meaning=meta.meaning,
        not_personal=meta.not_personal,
        origin=mine.origin,
        place=place,
    )


def _references(own: FidesFieldMeta, place: Place) -> Iterator[Reference]:
    word = "fides_meta" if place.document.at((*place.path, "fides_meta")) else "fidesops_meta"
    for number, one in enumerate(own.references or ()):
        collection, _, path = one.field.partition(".")
        here = place / word / "references" / number
        address = Address(one.dataset, collection)
        yield Reference(address, path, one.direction, here.where("field"), here.where("dataset"))


def _override(said: FidesOverride | None) -> Override | None:
    return Override(said.strategy, said.configuration or {}) if said else None


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


def settle(datasets: tuple[Dataset, ...]) -> tuple[Dataset, ...]:
    """
    Return datasets whose `after` and `erase_after` name declared collections although the dataset's key holds dots.

    Fides cuts such words at every dot and fails; so a word is cut where a collection's name begins.
    """
    dotted = {
        f"{dataset.key}.{one.address.collection}": one.address
        for dataset in datasets if "." in dataset.key
        for one in dataset.collections
    }  # fmt: skip
    if not dotted:
        return datasets

    def meant(addresses: tuple[Address, ...]) -> tuple[Address, ...]:
        return tuple(dotted.get(f"{one.dataset}.{one.collection}", one) for one in addresses)

    return tuple(
        replace(
            dataset,
            collections=tuple(
                replace(one, after=meant(one.after), erase_after=meant(one.erase_after))
                for one in dataset.collections
            ),
        )
        for dataset in datasets
    )
