"""Masks as the data map asks for them: what it says of a field stands before what an order says. Pure."""

from __future__ import annotations

from dataclasses import replace

from yakusoku.datamap.masks import mask_of, unfit
from yakusoku.datamap.parts import Collection
from yakusoku.stores.orders import Order, Put, UnableToPlanChange
from yakusoku.terms.text import text


def overridden(order: Order, collection: Collection) -> Order:
    """
    Return a mask with the ways that the data map names, other orders as they are.

    :raises UnableToPlanChange: if it names one that we do not have
    """
    if order.verb != "mask":
        return order
    return replace(order, puts=tuple(_put(put, collection) for put in order.puts))


def notes(order: Order, collection: Collection) -> tuple[str, ...]:
    """Return for a reader of the plan which masks the data map asked for."""
    if order.verb != "mask":
        return ()
    fields = [(put.column, collection.by_path.get(put.column)) for put in order.puts]
    return tuple(
        f"masks {name} by {field.override.strategy}, as the data map says"
        for name, field in fields
        if field is not None and field.override is not None
    )


def _put(put: Put, collection: Collection) -> Put:
    field = collection.by_path.get(put.column)
    if field is None or field.override is None:
        return put
    mask = mask_of(field.override)
    wrong = next(unfit(field, field.override), None)
    if mask is None or wrong is not None:
        says = text("the mask of {field} is none that is to be had here.",
                    field=f"{collection.address}:{put.column}")  # fmt: skip
        do = wrong[2] if wrong else text("Run `yakusoku check`: it says what is wrong in the data map.")
        raise UnableToPlanChange(says, do=do)
    return Put(put.column, mask.way, mask.constant)
