"""
Identities that exist: those that rows of found people give, that people give themselves, or that are declared.

A search begins from the identities in the row of a person who was found. A field whose identity no such row
holds is left out of every search in silence, so it is an error unless somebody says that it is meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from yakusoku.datamap.parts import Collection, DataMap, Field
from yakusoku.terms.findings import Finding
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text

GIVEN = frozenset({"email", "phone_number"})
"""Identities that people give themselves."""


def check_identities(datamap: DataMap) -> Iterator[Finding]:
    """Yield each identity that nobody gives: mostly one that is called otherwise elsewhere."""
    held = [
        (collection, leaf)
        for collection in datamap.collections.values()
        if collection.not_personal is None
        for leaf in collection.by_path.values()
        if leaf.identity
    ]
    declared = {name for dataset in datamap.datasets for name in dataset.identities}
    times = Counter(leaf.identity for _, leaf in held)
    proven = {leaf.identity for _, leaf in held if leaf.primary_key} | declared | GIVEN
    beside = {leaf.identity for collection, leaf in held if _finds_people(collection)}
    for _, leaf in held:
        name = leaf.identity or ""
        if name in proven:
            continue
        known = {other for other in proven | beside if other and other != name}
        if name in beside and (times[name] > 1 or nearest(name, known) is None):
            continue
        yield _unknown(leaf, name, known)


def _finds_people(collection: Collection) -> bool:
    """Tell whether a person is found in this collection by other facts than an identity."""
    return any(leaf.fact and leaf.fact != leaf.identity for leaf in collection.by_path.values())


def _unknown(field: Field, name: str, known: set[str]) -> Finding:
    close = nearest(name, known)
    says = text("No row of a person gives the identity {name}, so no search begins with it.", name=name)
    if close:
        do = text(
            "Write “{word}” if that is meant; else declare it at the dataset: {example}.",
            word=close,
            example=f"`yakusoku_meta: {{identities: [{name}]}}`",
        )
    else:
        do = text(
            "Link the field by a reference; if people give this identity themselves, declare it at the dataset: "
            "{example}.",
            example=f"`yakusoku_meta: {{identities: [{name}]}}`",
        )
    where = field.at("fides_meta", "identity")
    return Finding(
        "datamap.unknown-identity", where, says, do, read=name, allowed=tuple(sorted(known)), nearest=close
    )
