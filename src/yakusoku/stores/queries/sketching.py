"""What a store shows of its tables to whoever begins a data map: columns, types, keys and references."""

from __future__ import annotations

from collections.abc import Iterable

from yakusoku.datamap.drafting import ColumnSketch, TableSketch, draft
from yakusoku.stores import registry
from yakusoku.stores.ports import Family
from yakusoku.stores.receipts import TABLE
from yakusoku.stores.shapes import ForeignKey, Shape, ShapeColumn, shape_of

_WORDS: dict[Family, str] = {"integer": "integer", "float": "float", "boolean": "boolean"}
"""Fides' word for a family of types; whatever is left is read as text."""


def sketches(store: str) -> tuple[TableSketch, ...]:
    """
    Return the tables and views of a connected store, in the order of their names; our own table of receipts is none.

    The key is a unique one that is never empty, the narrowest of those, and of these the first by the order of columns.
    A view has none.

    :raises UnableToRead: if the store does not answer, refuses, or is not connected
    """
    shapes = registry.get(store).shapes()
    return tuple(_sketch(one, shapes) for one in shapes if one.name != TABLE)


def draft_of(store: str, *, company: str) -> str:
    """Return a draft of the data map of one store. :raises UnableToRead: as `sketches`"""
    return draft(store=store, company=company, tables=sketches(store))


def _sketch(shape: Shape, shapes: Iterable[Shape]) -> TableSketch:
    key = _key(shape)
    refers = {
        column: (_schema(shapes, foreign), foreign.to_table, there)
        for foreign in shape.foreign
        for column, there in zip(foreign.columns, foreign.to_columns, strict=True)
    }
    columns = (
        ColumnSketch(one.name, _word(one), one.name in key, refers.get(one.name)) for one in shape.columns
    )
    return TableSketch(shape.name, tuple(columns), None if shape.plain else shape.schema)


def _word(column: ShapeColumn) -> str:
    if column.family == "array":
        return "integer[]" if column.type_name in ("smallint[]", "integer[]", "bigint[]") else "string[]"
    return _WORDS.get(column.family, "string")


def _schema(shapes: Iterable[Shape], foreign: ForeignKey) -> str | None:
    there = shape_of(shapes, foreign.to_schema, foreign.to_table)
    return foreign.to_schema if there is not None and not there.plain else None


def _key(shape: Shape) -> tuple[str, ...]:
    places = {column.name: number for number, column in enumerate(shape.columns)}
    known = [key for key in shape.unique if all(column in places for column in key)]

    def standing(key: tuple[str, ...]) -> tuple[bool, int, list[int]]:
        may_be_empty = any(shape.by_name[column].nullable for column in key)
        return may_be_empty, len(key), sorted(places[column] for column in key)

    return min(known, key=standing, default=())
