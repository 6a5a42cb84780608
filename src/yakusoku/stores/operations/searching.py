"""Running a plan: one step at a time, exactly as its text says. Nothing here writes to a store."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any

from yakusoku.stores import registry
from yakusoku.stores.dialects import Key, dialect
from yakusoku.stores.found import Found, make
from yakusoku.stores.plans import Parameter, Plan, Source, Step
from yakusoku.stores.ports import StoreRefused
from yakusoku.stores.values import Row, key_part, plain_rows
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

Identities = Mapping[str, Personal[str] | Collection[Personal[str]]]
"""By identity key: the one value, or the values, that staff confirmed to be this person's."""


def run_step(plan: Plan, step: Step, found: Mapping[Any, Found], *, identities: Identities) -> Found:
    """
    Read one step of `plan` and return its rows.

    `found` holds what earlier steps found, under any key: each says its own address. Only rows that hold one
    of the keys to the letter are rows; those that the database matched in its own way are candidates.

    :raises StoreUnavailable: if the store does not answer; the same call may be made again
    :raises StoreRefused: if a key does not fit its column, or the store rejects the statement
    """
    if step not in plan.steps:
        raise ValueError("the step belongs to another plan")
    before = {one.address: one for one in found.values()}
    wanted = [_Wanted.of(step, parameter, before, identities) for parameter in step.parameters]
    if not any(one.keys for one in wanted):
        return make(step.number, step.address, step.columns, ())
    speech = dialect(step.dialect)
    values = chain.from_iterable(speech.parameters(one.keys, len(one.places)) for one in wanted)
    rows: list[Row] = []
    candidates: list[Row] = []
    for batch in registry.get(step.store).read(step.sql, list(values), step.columns):
        _sort_out(plain_rows(batch), wanted, rows, candidates)
    return make(step.number, step.address, step.columns, tuple(rows), tuple(candidates))


def run(plan: Plan, *, identities: Identities) -> dict[str, Found]:
    """
    Read all steps of `plan` in order and return what was found by address.

    Steps of a loop are repeated until none of them finds more. :raises UnableToRead: as `run_step` does
    """
    found: dict[str, Found] = {}
    ends = {last: first for first, last in plan.loops}
    number = 1
    counts: dict[int, tuple[int, ...]] = {}
    while number <= len(plan.steps):
        step = plan.steps[number - 1]
        found[step.address] = run_step(plan, step, found, identities=identities)
        first = ends.get(number)
        if first is not None:
            now = tuple(found[one.address].count for one in plan.steps[first - 1 : number])
            if counts.get(number) != now:
                counts[number] = now
                number = first
                continue
        number += 1
    return found


@dataclass(frozen=True)
class _Wanted:
    """The keys that one parameter looks for, sorted, and where they stand in a row of the result."""

    keys: list[Key]
    known: frozenset[object]
    places: tuple[int, ...]
    parameter: Parameter

    @classmethod
    def of(
        cls, step: Step, parameter: Parameter, found: Mapping[str, Found], identities: Identities
    ) -> _Wanted:
        """Collect the keys of all sources, each cast to the type of its column."""
        keys: set[Key] = set()
        for source in parameter.sources:
            for values in _given(source, found, identities):
                keys.add(_cast(values, step, parameter))
        single = len(parameter.columns) == 1
        known = frozenset(key[0] for key in keys) if single else frozenset(keys)
        places = tuple(step.columns.index(name) for name in parameter.columns)
        return cls(sorted(keys), known, places, parameter)

    def holds(self, row: Row) -> bool:
        """Return whether `row` holds one of the keys, to the letter."""
        if len(self.places) == 1:
            value = row[self.places[0]]
            if value in self.known and not isinstance(value, bool):
                return True
            return key_part(value, self.parameter.kinds[0]) in self.known
        parts = (key_part(row[at], kind) for at, kind in zip(self.places, self.parameter.kinds, strict=True))
        return tuple(parts) in self.known


def _given(
    source: Source, found: Mapping[str, Found], identities: Identities
) -> Sequence[tuple[object, ...]]:
    """Return the keys that a source gives; a key with an empty (NULL) part points to nothing."""
    if source.identity is not None:
        given = identities.get(source.identity, ())
        values = [value.reveal() for value in ([given] if isinstance(given, Personal) else given)]
        if any(not value.strip() for value in values):
            wrong = text("the identity {identity} is blank.", identity=source.identity)
            do = text("Leave it out, or give the person's own; blank would match every row without one.")
            raise StoreRefused("", wrong, do=do)
        return [(value,) for value in values]
    before = found.get(source.address or "")
    if before is None:
        return []
    places = [before.columns.index(name) for name in source.columns]
    keys = {tuple(row[at] for at in places) for row in before.rows.reveal()}
    return [key for key in keys if None not in key]


def _cast(values: tuple[object, ...], step: Step, parameter: Parameter) -> Key:
    key: list[str | int] = []
    for value, kind, name in zip(values, parameter.kinds, parameter.columns, strict=True):
        part = key_part(value, kind)
        if part is None:
            wrong = text(
                "a key for {field} is not of its type, {kind}.", field=f"{step.address}:{name}", kind=kind
            )
            do = text("Correct `data_type` in the data map, or the row that holds the key.")
            raise StoreRefused(step.store, wrong, do=do)
        key.append(part)
    return tuple(key)


def _sort_out(
    batch: Sequence[Row], wanted: Sequence[_Wanted], rows: list[Row], candidates: list[Row]
) -> None:
    """Put each row where it belongs. Nearly always every row is a hit by one column: that way is short."""
    if len(wanted) == 1 and len(wanted[0].places) == 1:
        held = set(map(itemgetter(wanted[0].places[0]), batch))
        if wanted[0].known.issuperset(held) and not any(isinstance(value, bool) for value in held):
            rows.extend(batch)
            return
    for row in batch:
        (rows if any(one.holds(row) for one in wanted) else candidates).append(row)
