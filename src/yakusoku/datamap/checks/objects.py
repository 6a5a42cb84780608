"""Fields within fields, and arrays: words that Fides drops in silence, or refuses, are said here."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.datamap.parts import Collection, Field, Place
from yakusoku.terms.findings import Finding
from yakusoku.terms.text import text

_KEYS = ("identity", "references", "primary_key", "custom_request_field")


def check_objects(collection: Collection) -> Iterator[Finding]:
    """Yield keys that stand at an object, objects that are said to be no object, and arrays that are none."""
    for path, field in collection.by_path.items():
        if field.place is None:
            continue
        shown = f"{collection.address}:{path}"
        if field.fields:
            yield from _object(field, field.place, shown)
        elif (
            field.whole_array and not field.is_array and _said(field.place, "return_all_elements") is not None
        ):
            says = text("The field {field} is no array, so it has no elements to return.", field=shown)
            do = text("Take `return_all_elements` away, or let `data_type` end in `[]`.")
            where = field.at("fides_meta", "return_all_elements")
            yield Finding("datamap.no-array", where, says, do)


def _object(field: Field, place: Place, shown: str) -> Iterator[Finding]:
    if field.data_type != "object":
        says = text(
            "The field {field} holds other fields and is declared as {type}.",
            field=shown,
            type=field.data_type,
        )
        do = text("Write `object` or `object[]`, or leave `data_type` out.")
        where = field.at("fides_meta", "data_type")
        yield Finding(
            "datamap.object-type", where, says, do, read=field.data_type, allowed=("object", "object[]")
        )
    for word in _KEYS:
        if _said(place, word) is not None:
            says = text(
                "The field {field} holds other fields, so its own `{word}` is not read.",
                field=shown,
                word=word,
            )
            do = text("Write it at the field within that holds the key.")
            yield Finding("datamap.object-key", field.at("fides_meta", word), says, do, read=word)


def _said(place: Place, word: str) -> object:
    """Return what stands under `word`, by either name of Fides' meta."""
    for meta in ("fides_meta", "fidesops_meta"):
        said = place.document.at((*place.path, meta, word))
        if said is not None:
            return said
    return None
