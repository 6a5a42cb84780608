"""What a change is about, frozen before the first write and sealed: whole keys, watched columns, new values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yakusoku.stores.changes import OF_PART, ChangePlan, ChangeStep, Given
from yakusoku.stores.found import Found
from yakusoku.stores.listing import Part
from yakusoku.stores.orders import Order
from yakusoku.stores.values import Row, Value
from yakusoku.terms.personal import Personal


@dataclass(frozen=True)
class Rewrite:
    """What columns of one row hold, in full, and what they will hold: by column."""

    held: Mapping[str, Value]
    made: Mapping[str, Value]


Rewrites = Mapping[int, Mapping[int, Rewrite]]
"""By the number of a step, and of a row among those that were found."""


@dataclass(frozen=True)
class Frozen:
    """
    Rows by what they are for, as the plan names it (`step 3`, `found shop:customer`), and new values by step.

    If the process dies anywhere, a resumed change reads just this: masking an e-mail cuts the way to the next store.
    """

    rows: Personal[Mapping[str, tuple[Row, ...]]]
    values: Personal[Mapping[str, Mapping[str, Value]]]

    def of(self, keys: str) -> tuple[Row, ...]:
        """Return the rows for a table of the session."""
        return self.rows.reveal()[keys]

    def given(self, step: ChangeStep, given: tuple[Given, ...], part: Part | None = None) -> list[object]:
        """Return the parameters of a statement, of a step that lists its rows for one `part` of them."""
        sealed = self.values.reveal().get(str(step.number), {})
        return [_one(one, sealed, part) for one in given]

    def to_bytes(self) -> bytes:
        """Return canonical JSON in UTF-8. Seal it before it is kept."""
        whole = {"rows": self.rows.reveal(), "values": self.values.reveal()}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Frozen:
        """Return what `to_bytes` kept."""
        whole = json.loads(content)
        rows = {key: tuple(map(tuple, held)) for key, held in whole["rows"].items()}
        return cls(Personal(rows), Personal(whole["values"]))


def _one(given: Given, sealed: Mapping[str, Value], part: Part | None) -> object:
    if part is not None and given.way in OF_PART:
        return part.of(given.way, given.column)
    return sealed[given.column] if given.way == "set" else given.constant


def freeze(
    plan: ChangePlan, orders: tuple[Order, ...], found: Mapping[str, Found], rewrites: Rewrites | None = None
) -> Frozen:
    """
    Return what `plan` needs of what was found; `orders` are those of its steps, in their order.

    `rewrites` hold what columns with elements of several people hold in full, and what they will hold.
    """
    rows: dict[str, tuple[Row, ...]] = {}
    values: dict[str, dict[str, Value]] = {}
    for step, order in zip(plan.steps, orders, strict=True):
        known = (rewrites or {}).get(step.number, {})
        rows[step.frozen] = tuple(_rows(step, found[step.address], order, known))
        for address in step.sources:
            rows[f"found {address}"] = _columns(found[address], step.sources[address], None)
        sealed = {put.column: put.sealed.reveal() for put in order.puts if put.sealed is not None}
        if sealed:
            values[str(step.number)] = sealed
    return Frozen(Personal(rows), Personal(values))


def _rows(step: ChangeStep, found: Found, order: Order, known: Mapping[int, Rewrite]) -> Iterator[Row]:
    """Yield for each row its key, what is watched, and what rewritten columns will hold."""
    numbers = range(found.count) if order.rows is None else sorted(set(order.rows))
    plain = _columns(found, (*step.key, *step.watched), order)
    for number, row in zip(numbers, plain, strict=True):
        if number not in known:
            yield row
            continue
        whole = known[number]
        watched = (
            whole.held.get(name, value)
            for name, value in zip(step.watched, row[len(step.key) :], strict=True)
        )
        yield (*row[: len(step.key)], *watched, *(whole.made[name] for name in step.rewritten))


def _columns(found: Found, columns: tuple[str, ...], order: Order | None) -> tuple[Row, ...]:
    places = [found.columns.index(name) for name in columns]
    wanted = None if order is None or order.rows is None else frozenset(order.rows)
    rows = enumerate(found.rows.reveal())
    return tuple(
        tuple(row[at] for at in places) for number, row in rows if wanted is None or number in wanted
    )
