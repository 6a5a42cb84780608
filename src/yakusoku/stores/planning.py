"""
Compiling a change: orders over what a search found become final statements, or are refused before anything is read
or written. Pure: the tables come as shapes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection as AnyOf
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from yakusoku.datamap.parts import Address, Collection, DataMap
from yakusoku.stores import orders as rules
from yakusoku.stores.changes import ChangePlan
from yakusoku.stores.fitting import check_puts, check_shape, check_triggers, restricting
from yakusoku.stores.listing import KeyType
from yakusoku.stores.ordering import Part, across, in_order
from yakusoku.stores.orders import Order, UnableToPlanChange
from yakusoku.stores.overriding import notes, overridden
from yakusoku.stores.plans import Plan, Step
from yakusoku.stores.ports import DialectName
from yakusoku.stores.shapes import Shape, shape_of
from yakusoku.stores.stating import Piece, stated
from yakusoku.terms.text import text


@dataclass(frozen=True)
class Tables:
    """
    The stores as they are: what each understands, its tables, and which keep a receipt of a change.

    """

    dialects: Mapping[str, DialectName]
    shapes: Mapping[str, Sequence[Shape]]
    receipts: AnyOf[str] = ()


@dataclass(frozen=True)
class Counted:
    """An order, how many rows it is about, and of which type their keys are where they can be listed."""

    order: Order
    rows: int
    listed: KeyType | None = None


@dataclass(frozen=True)
class Compiled:
    """A plan, and the order that each of its steps is from."""

    plan: ChangePlan
    orders: tuple[Order, ...]


def compile_change(datamap: DataMap, search: Plan, counted: Sequence[Counted], tables: Tables) -> Compiled:
    """
    Return the plan that does these orders to rows that `search` found; orders about no row are left out.

    :raises UnableToPlanChange: if it is not certain that just these rows change, and as ordered
    """
    pieces = [_piece(datamap, search, one, tables) for one in counted if one.rows]
    parts = _parts(pieces)
    made = []
    tables_of = Counter(one.collection.address for one in pieces)
    for store in across(sorted({one.store for one in pieces}), parts):
        here = {address: part for address, part in parts.items() if part.collection.store == store}
        ordered = in_order(here, tables.dialects[store])
        for address in ordered.addresses:
            for piece in (one for one in pieces if one.collection.address == address):
                loosened = tuple(ordered.loosened.get(address, ())) if piece.order.verb == "erase" else ()
                made.append(replace(piece, loosened=loosened, alone=tables_of[address] == 1))
    steps = tuple(stated(number, one, tables.shapes[one.store]) for number, one in enumerate(made, start=1))
    plan = ChangePlan(steps, tuple(sorted({one.store for one in made if one.store in tables.receipts})))
    return Compiled(plan, tuple(one.order for one in made))


def _piece(datamap: DataMap, search: Plan, counted: Counted, tables: Tables) -> Piece:
    order = counted.order
    rules.check(order)
    step = _searched(search, order)
    collection = datamap.collection(order.address)
    shape = _shape(collection, tables)
    check_shape(collection, step, shape)
    if order.verb == "restrict" and not order.puts:
        order = replace(order, puts=restricting(collection, shape))
    order = overridden(order, collection)
    noted = (*check_triggers(collection, shape, order), *notes(order, collection))
    check_puts(collection, shape, order, tables.shapes[collection.store])
    if collection.store not in tables.receipts:
        _repeatable(order, collection.store)
    return Piece(
        order=order,
        rows=counted.rows,
        collection=collection,
        shape=shape,
        step=step,
        sources=_sources(datamap, search, step, tables),
        notes=noted,
        listed=counted.listed,
    )


def _searched(search: Plan, order: Order) -> Step:
    try:
        return search.step(order.address)
    except KeyError:
        wrong = text(
            "{collection} was not searched, so nobody knows whose its rows are.", collection=order.address
        )
        raise UnableToPlanChange(wrong, do=text("Change what the plan of the search reads.")) from None


def _shape(collection: Collection, tables: Tables) -> Shape:
    shape = shape_of(tables.shapes[collection.store], collection.schema, collection.address.collection)
    if shape is None:
        wrong = text("the store {store} has no table for {collection}.", store=collection.store,
                     collection=collection.address)  # fmt: skip
        raise UnableToPlanChange(
            wrong, do=text("Run `yakusoku doctor`: it compares the data map with the tables.")
        )
    return shape


def _repeatable(order: Order, store: str) -> None:
    for put in order.puts:
        if put.way not in rules.REPEATABLE:
            wrong = text(
                "{column} of {collection} is to be hashed, and the store {store} keeps no receipts: after a crash"
                " nobody could tell whether it was done.",
                column=put.column, collection=order.address, store=store,
            )  # fmt: skip
            do = text("Set `receipts = true` for the store, or mask by null or a constant.")
            raise UnableToPlanChange(wrong, do=do)


def _parts(pieces: Sequence[Piece]) -> dict[Address, Part]:
    verbs: dict[Address, set[rules.Verb]] = {}
    for one in pieces:
        verbs.setdefault(one.collection.address, set()).add(one.order.verb)
    return {
        one.collection.address: Part(one.collection, one.shape, frozenset(verbs[one.collection.address]))
        for one in pieces
    }


def _sources(
    datamap: DataMap, search: Plan, step: Step, tables: Tables
) -> tuple[tuple[Collection, Shape, Step, tuple[tuple[str, str], ...]], ...]:
    """
    Return the collections of the same store of which several rows may lead to one row of this step.

    Where the key of the source leads on, one row does; where another column does, a stranger's row may as well. Keys
    within columns are compared by us alone: these links are asked when the change is prepared, and not again.
    """
    found = []
    for parameter in step.parameters:
        for source in parameter.sources:
            if source.address is None or not (several := search.step(source.address)).key:
                continue
            if several.store != step.store or set(several.key) <= set(source.columns):
                continue
            if any(map(step.lies, parameter.columns)) or any(map(several.lies, source.columns)):
                continue
            collection = datamap.collection(source.address)
            pairs = tuple(zip(parameter.columns, source.columns, strict=True))
            found.append((collection, _shape(collection, tables), several, pairs))
    return tuple(found)
