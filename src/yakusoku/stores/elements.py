"""
Orders about rows in parts: of an array in them only some elements are the person's, so only these change. Pure.

What is ordered for such a row as a whole is done to the person's elements, or left: a row that is somebody else's,
too, is never changed as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from yakusoku.datamap.parts import Collection
from yakusoku.stores.found import Found
from yakusoku.stores.orders import Order, Put
from yakusoku.stores.planning import Counted


def apart(counted: Counted, collection: Collection, found: Found | None) -> Iterator[Counted]:
    """
    Yield an order for rows that are the person's alone, and one for the person's elements of rows in parts.

    Erasing takes the elements out, with all that they hold. Masking and correcting reach what lies within them; a mask
    of their whole column takes them out. A restriction marks rows, so it leaves these.
    """
    order = counted.order
    parts = {} if found is None else {row: found.parts[row] for row in order.rows or () if row in found.parts}
    if not parts:
        yield counted
        return
    whole = tuple(row for row in order.rows or () if row not in parts)
    yield Counted(replace(order, rows=whole), len(whole))
    by_paths: dict[tuple[str, ...], list[int]] = {}
    for row, paths in parts.items():
        by_paths.setdefault(paths, []).append(row)
    for paths, rows in sorted(by_paths.items()):
        columns = sorted({collection.column_of(path) for path in paths})
        for made in _orders(order, collection, columns):
            yield Counted(replace(made, rows=tuple(rows)), len(rows))


def _orders(order: Order, collection: Collection, columns: list[str]) -> Iterator[Order]:
    """Yield what an order comes to within `columns`."""
    if order.verb == "erase":
        yield replace(order, verb="cut", puts=tuple(Put(name, "elements") for name in columns))
    elif order.verb in ("mask", "correct"):
        out = tuple(
            Put(put.column, "elements")
            for put in order.puts
            if put.column in columns and order.verb == "mask"
        )
        gone = {put.column for put in out}
        if out:
            yield replace(order, verb="cut", puts=out)
        within = tuple(
            put for put in order.puts if _within(put, collection, columns) and put.column not in gone
        )
        inner = tuple(put for put in within if collection.column_of(put.column) not in gone)
        if inner:
            yield replace(order, puts=inner)


def _within(put: Put, collection: Collection, columns: list[str]) -> bool:
    return put.column not in columns and collection.column_of(put.column) in columns
