"""What kind of data each field holds: known categories, and special-care information with its purpose."""

from __future__ import annotations

from collections.abc import Collection as AnyOf
from collections.abc import Iterator

from yakusoku.datamap.categories import kind_of, known, nearest
from yakusoku.datamap.parts import Collection, Field, Place
from yakusoku.terms.findings import Finding, Where
from yakusoku.terms.shape import nearest as nearest_word
from yakusoku.terms.text import text


def check_kinds(collection: Collection, purposes: AnyOf[str] | None) -> Iterator[Finding]:
    """Yield what is wrong with categories; `purposes` are those that the policy declares, None if not known."""
    yield from _unknown(collection)
    if collection.not_personal is not None:
        return
    for path, field in collection.by_path.items():
        if field.not_personal is not None or field.fields:
            continue
        if not field.categories:
            says = text(
                "The field {field} does not say what kind of data it holds.",
                field=f"{collection.address}:{path}",
            )
            do = text(
                "Add `data_categories`, or say `yakusoku_meta: {not_personal: reason}` if it is about nobody."
            )
            yield Finding("datamap.missing-category", field.where, says, do)
        special = [key for key in field.categories if kind_of(key) == "special_care"]
        if special and not field.origin.purposes:
            says = text(
                "The field {field} holds special-care information and names no purpose.",
                field=f"{collection.address}:{path}",
            )
            do = text(
                "Add `yakusoku_meta: {purposes: [purpose]}`: it may be held for what the person agreed to (Act 20(2))."
            )
            yield Finding(
                "datamap.special-care-without-purpose", field.where, says, do, read=", ".join(special)
            )
    if purposes is not None:
        yield from _purposes(collection, purposes)


def _unknown(collection: Collection) -> Iterator[Finding]:
    """Yield each category that nobody knows, at the place where it is written."""
    place = collection.place
    if place is None:
        return
    written = [place, *(field.place for field in collection.by_path.values() if field.place)]
    for part in written:
        listed = part.document.at((*part.path, "data_categories"))
        for number, key in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(key, str) and not _is_known(key):
                yield _unknown_category(key, part.where("data_categories", number))


def _is_known(key: str) -> bool:
    return key in known()


def _unknown_category(key: str, where: Where) -> Finding:
    close = nearest(key)
    says = text("There is no data category {key}.", key=key)
    if close:
        do = text("Write {category} if that is meant; else another known category.", category=close)
    else:
        do = text("Choose a category of fideslang or of our `jp` extension.")
    return Finding("datamap.unknown-category", where, says, do, read=key, nearest=close)


def _purposes(collection: Collection, purposes: AnyOf[str]) -> Iterator[Finding]:
    named: dict[str, Field] = {}
    for field in collection.by_path.values():
        for purpose in field.origin.purposes:
            named.setdefault(purpose, field)
    for purpose, field in named.items():
        if purpose not in purposes:
            says = text("The policy has no purpose {purpose}.", purpose=purpose)
            do = text("Name a purpose that the policy declares.")
            yield Finding("datamap.unknown-purpose", _where(collection, field, purpose), says, do, read=purpose,
                          nearest=nearest_word(purpose, purposes))  # fmt: skip


def _where(collection: Collection, field: Field, purpose: str) -> Where:
    """Return where a purpose is written: at the field, its collection or its dataset."""
    places = [field.place, collection.place]
    if collection.place is not None:
        places.append(Place(collection.place.document, collection.place.path[:2]))
    for place in places:
        written = place.document.at((*place.path, "yakusoku_meta", "purposes")) if place else None
        if place and isinstance(written, list) and purpose in written:
            return place.where("yakusoku_meta", "purposes", written.index(purpose))
    return field.where
