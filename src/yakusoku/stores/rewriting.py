"""
What columns that hold JSON will hold once a part of them is changed, row by row, worked out before anything is written.

The content is read in full, since what was found leaves out what is somebody else's; the person's part of it must be
what was found. Only the places that the order names are spelled anew: order, spaces and unknown keys stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from yakusoku.datamap import nested
from yakusoku.datamap.parts import Collection, DataMap
from yakusoku.datamap.spans import Node, Span, edited, spelled
from yakusoku.stores import registry
from yakusoku.stores.changes import ChangePlan
from yakusoku.stores.contents import own_part, read
from yakusoku.stores.dialects import KeyKind, dialect, select
from yakusoku.stores.fitting_within import is_part
from yakusoku.stores.found import Found
from yakusoku.stores.frozen import Rewrite
from yakusoku.stores.operations.searching import Identities, Wanted, all_wanted
from yakusoku.stores.orders import Order, Put, UnableToPlanChange
from yakusoku.stores.plans import Plan, Step, kind_at
from yakusoku.stores.shapes import Shape, shape_of
from yakusoku.stores.stating import FULL_HASH, rewritten
from yakusoku.stores.values import Row, key_part, plain_rows
from yakusoku.terms.text import text

Digest = Callable[[bytes], str]
_AT_ONCE = 1_000


@dataclass(frozen=True)
class Searched:
    """A search that was made, its data map, and the shapes of the tables: what rewriting depends on."""

    datamap: DataMap
    plan: Plan
    found: Mapping[str, Found]
    identities: Identities
    shapes: Mapping[str, Sequence[Shape]]


def rewrites(
    searched: Searched, plan: ChangePlan, orders: Sequence[Order], digest: Digest
) -> dict[int, dict[int, Rewrite]]:
    """
    Return, by step and row, what columns with elements of several people hold, and what they will hold.

    `digest` is keyed, for masks by hash.

    :raises UnableToPlanChange: if a row is no longer what was found, or a value cannot be put there
    :raises UnableToRead: if a store does not answer or refuses
    """
    made: dict[int, dict[int, Rewrite]] = {}
    for step, order in zip(plan.steps, orders, strict=True):
        collection = searched.datamap.collection(order.address)
        if step.rewritten or collection.within.keys() & _led(searched.plan.step(order.address)):
            made[step.number] = dict(_Rewriting(searched, collection, order, digest).rows())
    return made


def _led(step: Step) -> set[str]:
    return {name for parameter in step.parameters for name in parameter.columns}


class _Rewriting:
    """One order about one collection."""

    def __init__(self, searched: Searched, collection: Collection, order: Order, digest: Digest) -> None:
        self._searched, self._collection, self._order, self._digest = searched, collection, order, digest
        self._step = searched.plan.step(order.address)
        self._found = searched.found[order.address]
        self._columns = rewritten(collection, order)
        led = {self._step.column_of(name) for name in _led(self._step)}
        self._read = tuple(dict.fromkeys((*self._step.key, *sorted(led), *self._columns)))
        for name in self._columns:
            if name not in self._found.columns:
                wrong = text("the column {column} of {collection} was not read.", column=name,
                             collection=collection.address)  # fmt: skip
                raise UnableToPlanChange(
                    wrong, do=text("Take `not_personal` away from it in the data map, and search again.")
                )

    def rows(self) -> Iterator[tuple[int, Rewrite]]:
        """Yield for each ordered row what its columns hold and will hold."""
        wanted = [
            one.over(self._read)
            for one in all_wanted(
                self._searched.plan, self._step, self._searched.found, self._searched.identities
            )
        ]
        known = self._now()
        lines = self._found.rows.reveal()
        for number in self._order.rows or ():
            key = _at(lines[number], self._found.columns, self._step.key)
            row = known.get(key)
            if row is None:
                raise self._other()
            yield number, self._rewrite(row, lines[number], wanted, in_parts=number in self._found.parts)

    def _now(self) -> dict[Row, Row]:
        """Return the rows as they are now, by key."""
        step, lines = self._step, self._found.rows.reveal()
        speech = dialect(step.dialect)
        kinds = tuple(kind_at(self._collection, name) for name in step.key)
        keys = sorted(
            {
                tuple(part for part in parts if part is not None)
                for number in self._order.rows or ()
                for parts in [_cast(_at(lines[number], self._found.columns, step.key), kinds)]
                if None not in parts
            }
        )
        table = speech.table(self._collection.schema, step.collection)
        order = [speech.column(name) for name in step.key]
        sql = select(speech, self._read, table, [speech.among(step.key, kinds, 1)], order)
        found: dict[Row, Row] = {}
        for start in range(0, len(keys), _AT_ONCE):
            values = speech.parameters(keys[start : start + _AT_ONCE], len(step.key))
            for batch in registry.get(step.store).read(sql, values, self._read):
                for row in plain_rows(batch):
                    found[_at(row, self._read, step.key)] = row
        return found

    def _rewrite(self, row: Row, was: Row, wanted: Sequence[Wanted], *, in_parts: bool) -> Rewrite:
        trails = [trail for one in wanted for each in one.hits(one.fields.keys(row)) for trail in each.trails]
        led = nested.led_by(trails)
        mine = own_part(row, self._step, self._read, led)
        there = [name for name in self._read if name in self._found.columns]
        if _at(mine, self._read, there) != _at(was, self._found.columns, there):
            raise self._other()
        held = dict(zip(self._read, row, strict=True))
        made = {}
        for name in self._columns:
            node, words = read(self._step, name, held[name]), str(held[name])
            arrays = led.get(name, {})
            spans = [] if node is None else self._spans(name, node, words, arrays, in_parts=in_parts)
            made[name] = held[name] if node is None else edited(words, spans)
            self._require_room(name, made[name])
        return Rewrite(held, made)

    def _spans(
        self, column: str, node: Node, words: str, led: nested.Led, *, in_parts: bool
    ) -> Iterator[Span]:
        for put in self._order.puts:
            if not is_part(self._collection, put) or self._collection.column_of(put.column) != column:
                continue
            if put.way == "elements":
                yield from nested.without_own(node, led)
                continue
            steps = self._collection.within[put.column].steps
            for one in nested.own_at(node, steps, led, within_own=in_parts):
                yield one.start, one.end, self._instead(put, one, words)

    def _instead(self, put: Put, node: Node, words: str) -> str:
        """Return what shall stand in the place of a value."""
        if put.way == "null":
            return "null"
        if put.way == "hash":
            return self._hashed(put, node, words)
        value = put.constant if put.sealed is None else put.sealed.reveal()
        if self._collection.by_path[put.column].data_type == "integer" and isinstance(value, str):
            number = key_part(value, "integer")
            value = value if number is None else number
        return spelled(value)

    def _hashed(self, put: Put, node: Node, words: str) -> str:
        if node.kind == "nothing":
            return words[node.start : node.end]
        if node.kind != "text":
            wrong = text(
                "the field {field} holds something else than text, which takes no keyed hash.",
                field=f"{self._order.address}:{put.column}",
            )
            raise UnableToPlanChange(wrong, do=text("Mask it by null or a constant."))
        whole = json.dumps(
            [self._order.address, put.column, node.value], ensure_ascii=False, separators=(",", ":")
        )
        length = min(FULL_HASH, self._collection.by_path[put.column].length or FULL_HASH)
        return spelled(self._digest(whole.encode())[:length])

    def _require_room(self, name: str, value: object) -> None:
        shape = shape_of(
            self._searched.shapes[self._collection.store],
            self._collection.schema,
            self._collection.address.collection,
        )
        longest = shape.by_name[name].longest if shape and name in shape.by_name else None
        if isinstance(value, str) and longest is not None and len(value) > longest:
            wrong = text("what the column {column} of {collection} shall hold is longer than it takes.", column=name,
                         collection=self._order.address)  # fmt: skip
            raise UnableToPlanChange(wrong, do=text("Shorten it: nothing is cut in silence."))

    def _other(self) -> UnableToPlanChange:
        wrong = text("rows of {collection} are no longer what was found.", collection=self._order.address)
        return UnableToPlanChange(wrong, do=text("Search again, review, and plan the change anew."))


def _at(row: Row, columns: Sequence[str], names: Sequence[str]) -> Row:
    return tuple(row[columns.index(name)] for name in names)


def _cast(row: Row, kinds: Sequence[KeyKind]) -> tuple[str | int | None, ...]:
    return tuple(key_part(value, kind) for value, kind in zip(row, kinds, strict=True))
