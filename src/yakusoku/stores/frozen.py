"""What a change is about, frozen before the first write and sealed: whole keys, watched columns, new values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from yakusoku.stores.changes import ChangePlan, ChangeStep, Given
from yakusoku.stores.found import Found
from yakusoku.stores.orders import Order
from yakusoku.stores.values import Row, Value
from yakusoku.terms.personal import Personal


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

    def given(self, step: ChangeStep, given: tuple[Given, ...]) -> list[Value]:
        """Return the parameters of a statement."""
        sealed = self.values.reveal().get(str(step.number), {})
        return [sealed[one.column] if one.way == "set" else one.constant for one in given]

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


def freeze(plan: ChangePlan, orders: tuple[Order, ...], found: Mapping[str, Found]) -> Frozen:
    """Return what `plan` needs of what was found; `orders` are those of its steps, in their order."""
    rows: dict[str, tuple[Row, ...]] = {}
    values: dict[str, dict[str, Value]] = {}
    for step, order in zip(plan.steps, orders, strict=True):
        rows[step.held[0].keys] = _columns(found[step.address], (*step.key, *step.watched), order)
        for held in step.held[1:]:
            address = held.keys.removeprefix("found ")
            rows[held.keys] = _columns(found[address], step.sources[address], None)
        sealed = {put.column: put.sealed.reveal() for put in order.puts if put.sealed is not None}
        if sealed:
            values[str(step.number)] = sealed
    return Frozen(Personal(rows), Personal(values))


def _columns(found: Found, columns: tuple[str, ...], order: Order | None) -> tuple[Row, ...]:
    places = [found.columns.index(name) for name in columns]
    wanted = None if order is None or order.rows is None else frozenset(order.rows)
    rows = enumerate(found.rows.reveal())
    return tuple(
        tuple(row[at] for at in places) for number, row in rows if wanted is None or number in wanted
    )
