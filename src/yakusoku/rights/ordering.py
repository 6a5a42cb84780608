"""A judgment as orders: what the stores are to do to which rows, and what is kept in own state because no store can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from yakusoku.datamap.parts import Collection
from yakusoku.policy.keeping import Bucket
from yakusoku.rights import changing
from yakusoku.rights.judged import Judged, Judgment
from yakusoku.rights.models import RightsRequest
from yakusoku.rights.rules import Measure
from yakusoku.stores import registry
from yakusoku.stores.orders import Order, Put
from yakusoku.stores.shapes import ShapeColumn, shape_of
from yakusoku.stores.values import Value
from yakusoku.terms.personal import Personal

_BLANKS: Mapping[str, Value] = {
    "text": "", "any": "", "integer": 0, "float": 0, "boolean": False,
    "date": "1900-01-01", "timestamp": "1900-01-01 00:00:00",
}  # fmt: skip
"""What says nothing about anybody, in a column that may not be empty."""


def orders(judgment: Judgment, *, on: date) -> tuple[Order, ...]:
    """
    Return what the stores are to do; `on` is the day that a restriction names.

    :raises UnableToRead: if a store does not answer whose columns must be known
    """
    return tuple(order for one in judgment.ours for order in _orders(one, judgment.measure, on))


def _orders(one: Judged, measure: Measure, on: date) -> Iterator[Order]:
    if measure is Measure.ERASE:
        yield from _erasing(one)
    elif measure is Measure.CORRECT:
        for columns, rows in one.wrong.items():
            yield Order(one.address, "correct", _right(one, columns), rows)
    elif measure is Measure.RESTRICT and one.collection.restrict_column:
        yield Order(one.address, "restrict", _marks(one.collection, on), one.alone)


def _erasing(one: Judged) -> Iterator[Order]:
    erased = one.in_bucket(Bucket.ERASE)
    if erased:
        yield Order(one.address, "erase", rows=erased)
    for fate, rows in one.fates.items():
        if fate.bucket is Bucket.MASK:
            yield Order(one.address, "mask", _masks(one.collection, fate.masked), rows)


def _masks(collection: Collection, columns: tuple[str, ...]) -> tuple[Put, ...]:
    """Return what takes the place of masked columns: nothing, or a word that says nothing where there must be one."""
    shape = shape_of(
        registry.get(collection.store).shapes(), collection.schema, collection.address.collection
    )
    known = shape.by_name if shape else {}
    return tuple(_mask(name, known.get(name)) for name in columns)


def _mask(name: str, column: ShapeColumn | None) -> Put:
    if column is None or column.nullable:
        return Put(name, "null")
    return Put(name, "constant", constant=_BLANKS.get(column.family, ""))


def _right(one: Judged, columns: tuple[str, ...]) -> tuple[Put, ...]:
    return tuple(Put(name, "set", sealed=Personal[Value](one.puts[name].reveal())) for name in columns)


def _marks(collection: Collection, on: date) -> tuple[Put, ...]:
    """Return the mark of restriction: its day where the column holds text, else that it is so."""
    name = collection.restrict_column or ""
    kind = collection.by_path[name].data_type if name in collection.by_path else None
    marks: Mapping[str, Value] = {"boolean": True, "integer": 1}
    return (Put(name, "constant", constant=marks.get(kind or "", on.isoformat())),)


def own(row: RightsRequest, judgment: Judgment) -> Iterator[tuple[str, Judged, tuple[int, ...]]]:
    """
    Yield what is kept in own state: `use` or `provision`, the collection, and the rows.

    Use is stopped here where the store has no column for it, and as the substitute for what stays on a ground that
    wants one; provision always, since what an export leaves out is decided when it is made.
    """
    for one in judgment.sections:
        every = one.alone
        if judgment.measure is Measure.STOP_PROVISION and one.ours:
            yield "provision", one, every
        elif judgment.measure is Measure.RESTRICT and one.ours and not one.collection.restrict_column:
            yield "use", one, every
        elif one.rows and not one.held_for and changing.substituted(row, one):
            yield "use", one, every if one.refused else _staying(one)


def _staying(one: Judged) -> tuple[int, ...]:
    return tuple(sorted({*one.in_bucket(Bucket.MASK), *one.in_bucket(Bucket.KEEP)}))
