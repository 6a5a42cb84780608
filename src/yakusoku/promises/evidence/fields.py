"""What queries over the data map share: fields of some kinds, fields for some purposes, and how they are told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from yakusoku.datamap import categories
from yakusoku.datamap.parts import Field
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, missing
from yakusoku.terms.text import Text, text

Named = tuple[str, Field]
"""A field with its address `dataset:collection:field`."""

NOTHING = text("The data map holds nothing about people.")


def of_kinds(asked: Asked, kinds: Collection[str]) -> list[Named]:
    """Return the fields of which a category lies under one of `kinds`."""
    return asked.records.of_kinds(frozenset(kinds))


def beyond(field: Field, kinds: Collection[str]) -> bool:
    """Say whether a category of the field lies under none of `kinds`."""
    return not all(any(categories.covers(kind, one) for kind in kinds) for one in field.categories)


def marked(asked: Asked, purposes: Collection[str]) -> list[Named]:
    """Return the fields that are marked with one of `purposes`."""
    wanted = set(purposes)
    return [
        (name, field) for name, field in asked.records.fields if wanted.intersection(field.origin.purposes)
    ]


def none_of(
    asked: Asked, fields: Iterable[Named], wrong: Callable[[Field], bool], *, held: Text, faults: Text
) -> Evidence:
    """
    Return that of `fields` none is `wrong`, or how many are, with the first; nothing at all shows nothing.

    `held` and `faults` say in words what the two counts are.
    """
    found = list(fields)
    if not found:
        return missing(NOTHING if not asked.records.fields else text("{held}: 0.", held=held))
    bad = [name for name, field in found if wrong(field)]
    if bad:
        says = text(
            "{held}: {count}; {faults}: {bad}, such as {field}.",
            held=held,
            count=len(found),
            faults=faults,
            bad=len(bad),
            field=bad[0],
        )
        return broken(says, count=len(bad), newest=asked.now)
    says = text("{held}: {count}; {faults}: 0.", held=held, count=len(found), faults=faults)
    return kept(says, newest=asked.now, count=len(found))
