"""Small data maps in one line: who holds which identity, and who is filled from whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yakusoku.datamap.parts import Address, Collection, DataMap, Dataset, Field, Manual, Reference
from yakusoku.terms.findings import Where

PLACE = Where("datamap/planted.yaml", 1, 1)


def field(
    name: str,
    *links: str,
    key: bool = False,
    identity: str | None = None,
    data_type: str | None = "integer",
    fact: str | None = None,
    not_personal: str | None = None,
    fields: Sequence[Field] = (),
    whole: bool = False,
    categories: Sequence[str] = (),
) -> Field:
    """Return a field; a link is `from other.field`, `to other.field` or `with other.field` (no direction)."""
    return Field(
        name,
        PLACE,
        categories=tuple(categories),
        data_type=data_type.removesuffix("[]") if data_type else None,
        is_array=bool(data_type and data_type.endswith("[]")),
        whole_array=whole,
        fields=tuple(fields),
        primary_key=key,
        identity=identity,
        fact=fact or identity,
        not_personal=not_personal,
        references=tuple(_reference(one) for one in links),
    )


def _reference(link: str) -> Reference:
    direction, _, target = link.partition(" ")
    dataset, collection, name = target.split(".")
    way = direction if direction in ("from", "to") else None
    return Reference(Address(dataset, collection), name, way, PLACE)  # type: ignore[arg-type]  # one of the two words


def collection(
    address: str,
    *fields: Field,
    after: Sequence[str] = (),
    after_datasets: Sequence[str] = (),
    store: str = "main",
    not_personal: str | None = None,
    manual: str | None = None,
    schema: str | None = None,
) -> Collection:
    """Return the collection at `dataset.name`."""
    return Collection(
        address=Address(*address.split(".")),
        where=PLACE,
        store=store,
        schema=schema,
        fields=fields,
        after=tuple(Address(*one.split(".")) for one in after),
        after_datasets=tuple(after_datasets),
        not_personal=not_personal,
        manual=Manual(manual, 7) if manual else None,
    )


def datamap(*collections: Collection) -> DataMap:
    """Return a map of these collections."""
    by_dataset: dict[str, list[Collection]] = {}
    for one in collections:
        by_dataset.setdefault(one.address.dataset, []).append(one)
    return DataMap(tuple(Dataset(key, PLACE, "main", None, tuple(held)) for key, held in by_dataset.items()))


def chain(size: int, links: Mapping[int, Sequence[int]] | None = None) -> DataMap:
    """Return `d.c0000` … of which the first holds the identity `email` and each other is filled from the one before."""
    made = []
    for number in range(size):
        sources = [number - 1] if number else []
        sources += list((links or {}).get(number, ()))
        fields = [
            field("id", key=True),
            *(field(f"from{source}", f"from d.c{source:04}.id") for source in sources),
        ]
        if number == 0:
            fields.append(field("email", identity="email", data_type="string"))
        made.append(collection(f"d.c{number:04}", *fields))
    return datamap(*made)
