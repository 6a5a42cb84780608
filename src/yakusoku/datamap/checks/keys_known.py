"""Keys that Fides would ignore in silence: kept as they are, with advice where one looks like a slip."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

from yakusoku.datamap.fides import FidesFile, Kept
from yakusoku.datamap.parts import Place
from yakusoku.terms.findings import Finding, Severity
from yakusoku.terms.text import text
from yakusoku.terms.yamlfile import Document

_META = ("fides_meta", "fidesops_meta")
_LIKE = 0.75


def check_words(file: FidesFile, document: Document) -> list[Finding]:
    """Return advice on unknown keys that look like known ones, or that stand outside `fides_meta`."""
    return list(_below(file, Place(document)))


def _below(part: BaseModel, place: Place) -> Iterator[Finding]:
    if isinstance(part, Kept):
        for key in part.model_extra or {}:
            if finding := _judge(key, type(part), place):
                yield finding
    for name in type(part).model_fields:
        value = getattr(part, name)
        inner = place / _written(name, place)
        if isinstance(value, Kept):
            yield from _below(value, inner)
        elif isinstance(value, tuple):
            for number, each in enumerate(value):
                if isinstance(each, Kept):
                    yield from _below(each, inner / number)


def _written(name: str, place: Place) -> str:
    """Return the key under which a part was written; `fides_meta` has an older name."""
    if name == "fides_meta" and place.document.at((*place.path, "fides_meta")) is None:
        return "fidesops_meta"
    return name


def _judge(key: str, model: type[Kept], place: Place) -> Finding | None:
    known = {*model.model_fields, *model.ALSO, *_META} - {"schema_name"}
    if key in known:
        return None
    within = _meta_keys(model)
    if key in within:
        says = text("The key “{key}” stands outside `fides_meta`, where Fides does not read it.", key=key)
        do = text("Move it under `fides_meta:`.")
        return Finding("datamap.misplaced-key", place.document.where((*place.path, key), key=True), says, do,
                       Severity.ADVICE, read=key)  # fmt: skip
    close = get_close_matches(key, sorted(known), n=1, cutoff=_LIKE)
    if not close:
        return None
    says = text("Fides does not know the key “{key}” and ignores it.", key=key)
    do = text("Write “{word}” if that is meant; else leave it, and it is kept as it is.", word=close[0])
    return Finding("datamap.near-miss", place.document.where((*place.path, key), key=True), says, do,
                   Severity.ADVICE, read=key, nearest=close[0])  # fmt: skip


def _meta_keys(model: type[Kept]) -> frozenset[str]:
    """Return the keys that belong into this part's `fides_meta`."""
    meta: Any = model.model_fields.get("fides_meta")
    forms = (
        [form for form in getattr(meta.annotation, "__args__", ()) if form is not type(None)] if meta else []
    )
    return frozenset(key for form in forms for key in (*form.model_fields, *form.ALSO))
