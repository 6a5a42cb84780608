"""A judgment as orders: what the stores are to do to which rows, and what is kept in own state because no store can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from yakusoku.datamap.parts import Collection, Field
from yakusoku.policy.keeping import Bucket
from yakusoku.rights import changing
from yakusoku.rights.judged import UNMARKED, Judged, Judgment
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
    ours = (one for one in judgment.ours if one.collection.manual is None)
    return tuple(order for one in ours for order in _orders(one, judgment.measure, on))


def _orders(one: Judged, measure: Measure, on: date) -> Iterator[Order]:
    if measure is Measure.ERASE:
        yield from _erasing(one)
    elif measure is Measure.CORRECT:
        for columns, rows in one.wrong.items():
            yield Order(one.address, "correct", _right(one, columns), rows)
    elif measure is Measure.RESTRICT and one.to_mark:
        yield Order(one.address, "restrict", _marks(one.collection, on), one.to_mark)


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
    return tuple(_mask(name, known.get(name), collection.by_path.get(name)) for name in columns)


def _mask(name: str, column: ShapeColumn | None, field: Field | None) -> Put:
    if column is None or column.nullable:
        return Put(name, "null")
    if field is not None and field.holds_content:
        return Put(name, "constant", constant="[]" if field.is_array else "{}")
    return Put(name, "constant", constant=_BLANKS.get(column.family, ""))


def _right(one: Judged, columns: tuple[str, ...]) -> tuple[Put, ...]:
    return tuple(Put(name, "set", sealed=Personal[Value](one.puts[name].reveal())) for name in columns)


def _marks(collection: Collection, on: date) -> tuple[Put, ...]:
    return (Put(collection.restrict_column or "", "constant", constant=mark(collection, on)),)


def mark(collection: Collection, on: date) -> Value:
    """Return the mark of restriction: its day where the column holds text, else that it is so."""
    marks: Mapping[str, Value] = {"boolean": True, "integer": 1}
    return marks.get(_kind(collection), on.isoformat())


def holds(value: object, written: str) -> bool:
    """Return whether a column of restriction holds this mark now; stores give truth as a word or a number."""
    if written in ("True", "1"):
        return value not in UNMARKED
    return str(value)[: len(written)] == written != ""


def unmark(collection: Collection) -> Put:
    """
    Return what a column of restriction holds again when it is lifted: nothing, or that it is not so.

    :raises UnableToRead: if the store does not answer whose column must be known
    """
    name = collection.restrict_column or ""
    shape = shape_of(
        registry.get(collection.store).shapes(), collection.schema, collection.address.collection
    )
    column = shape.by_name.get(name) if shape else None
    blanks: Mapping[str, Value] = {"boolean": False, "integer": 0}
    if _kind(collection) in blanks:
        return Put(name, "constant", constant=blanks[_kind(collection)])
    if column is None or column.nullable:
        return Put(name, "null")
    return Put(name, "constant", constant="")


def _kind(collection: Collection) -> str:
    name = collection.restrict_column or ""
    return (collection.by_path[name].data_type or "") if name in collection.by_path else ""


def marked(judgment: Judgment) -> Iterator[tuple[Judged, tuple[int, ...]]]:
    """Yield the collections of a restriction whose store holds the mark, with the rows that are marked."""
    for one in judgment.ours:
        if judgment.measure is Measure.RESTRICT and one.to_mark:
            yield one, one.to_mark


def own(row: RightsRequest, judgment: Judgment) -> Iterator[tuple[str, Judged, tuple[int, ...]]]:
    """
    Yield what is kept in own state: `use` or `provision`, the collection, and the rows.

    Use is stopped here where the store has no column for it or the row holds another mark, over which nothing is put,
    and as the substitute for what stays on a ground that wants one; provision always, since what an export leaves out
    is decided when it is made.
    """
    for one in judgment.sections:
        every = one.alone
        if judgment.measure is Measure.STOP_PROVISION and one.ours:
            yield "provision", one, every
        elif judgment.measure is Measure.RESTRICT and one.ours and one.to_keep:
            yield "use", one, one.to_keep
        elif one.rows and not one.held_for and changing.substituted(row, one):
            yield "use", one, every if one.refused else _staying(one)


def _staying(one: Judged) -> tuple[int, ...]:
    return tuple(sorted({*one.in_bucket(Bucket.MASK), *one.in_bucket(Bucket.KEEP)}))
