"""Columns that hold the same kind of data as what is corrected, and that no fact names: staff decide about each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yakusoku.datamap.categories import lies_in
from yakusoku.rights import wishes

if TYPE_CHECKING:
    from yakusoku.datamap.parts import Collection as DataCollection
    from yakusoku.datamap.parts import DataMap, Field
    from yakusoku.stores.found import Found


@dataclass(frozen=True)
class Alike:
    """A column that may be a copy, in the collection `section`; `rows` of those found hold something in it."""

    section: str
    column: str
    rows: int


def kinds(datamap: DataMap, wish: wishes.Wish) -> frozenset[str]:
    """Return the kinds of data of what a correction puts in, as the columns that name those facts declare them."""
    facts = wish.whole.keys()
    return frozenset(
        kind
        for one in datamap.collections.values()
        for column in one.fields
        if wishes.fact_of(column) in facts
        for kind in column.categories
    )


def alike(
    collection: DataCollection, found: Found, wanted: Collection[str], *, referred: Collection[str]
) -> Iterator[Alike]:
    """
    Yield the columns of `collection` that hold data of a `wanted` kind in some row that was found, and name no fact.

    Keys, references and columns that nobody may change are none: to correct them would tear rows apart.
    """
    section = f"{collection.address.dataset}.{collection.address.collection}"
    for column in collection.fields:
        if column.name not in found.columns or not _may_be(column, wanted) or column.name in referred:
            continue
        at = found.columns.index(column.name)
        rows = sum(line[at] not in (None, "") for line in found.rows.reveal())
        if rows:
            yield Alike(section, column.name, rows)


def _may_be(column: Field, wanted: Collection[str]) -> bool:
    if wishes.fact_of(column) or column.primary_key or column.read_only or column.references:
        return False
    return any(lies_in(kind, one) or lies_in(one, kind) for kind in column.categories for one in wanted)


def copies(
    decided: Mapping[str, str], wish: wishes.Wish, collection: DataCollection
) -> dict[str, wishes.Copy]:
    """Return the columns that staff decided to be copies (column to fact), with what is right of them."""
    whole = wish.whole
    return {
        column: wishes.Copy(fact, whole[fact], wish.was.get(fact))
        for column, fact in decided.items()
        if fact in whole and column in collection.by_path
    }
