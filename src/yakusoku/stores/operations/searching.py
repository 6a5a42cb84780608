"""Running a plan: one step at a time, exactly as its text says. Nothing here writes to a store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any

from yakusoku.datamap.nested import led_by
from yakusoku.stores import inside, registry
from yakusoku.stores.contents import Fields, Held, alike, loosely, own_part
from yakusoku.stores.dialects import Dialect, Key, KeyKind, dialect
from yakusoku.stores.found import Found, make
from yakusoku.stores.plans import Parameter, Plan, Source, Step
from yakusoku.stores.ports import StoreRefused
from yakusoku.stores.stretches import stretch
from yakusoku.stores.values import Row, key_part, plain_rows
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

Identities = Mapping[str, Personal[str] | Collection[Personal[str]]]
"""By identity key: the one value, or the values, that staff confirmed to be this person's."""
_ANY: tuple[KeyKind, ...] = ("text",)
"""For a key that leads on, and is cast where it arrives."""


def run_step(plan: Plan, step: Step, found: Mapping[Any, Found], *, identities: Identities) -> Found:
    """
    Read one step of `plan` and return its rows.

    `found` holds what earlier steps found, under any key: each says its own address. Only rows that hold one
    of the keys to the letter are rows; those that the database matched in its own way are candidates. Of an array
    that a key led to, a row holds just the elements that it led to.

    :raises StoreUnavailable: if the store does not answer; the same call may be made again
    :raises StoreRefused: if a key does not fit its column, or the store rejects the statement
    """
    if plan.steps[step.number - 1 : step.number] != (step,):
        raise ValueError("the step belongs to another plan")
    return _read(plan, step, {one.address: one for one in found.values()}, identities)


def _read(plan: Plan, step: Step, before: Mapping[str, Found], identities: Identities) -> Found:
    wanted = all_wanted(plan, step, before, identities)
    if not any(one.keys for one in wanted):
        return make(step.number, step.address, step.columns, ())
    speech = dialect(step.dialect)
    values = chain.from_iterable(one.values(speech) for one in wanted)
    rows: list[Row] = []
    candidates: list[Row] = []
    parts: dict[int, tuple[str, ...]] = {}
    plain = all(one.plain for one in wanted)
    for batch in registry.get(step.store).read(step.sql, list(values), step.columns):
        if plain:
            _sort_out(plain_rows(batch), wanted, rows, candidates)
        else:
            _sort_out_within(plain_rows(batch), wanted, rows, candidates, parts)
    return make(step.number, step.address, step.columns, tuple(rows), tuple(candidates), parts)


def run(plan: Plan, *, identities: Identities) -> dict[str, Found]:
    """
    Read all steps of `plan` in order and return what was found by address.

    Steps of a loop are repeated until none of them finds more. Connections live as long as this call.

    :raises UnableToRead: as `run_step` does
    """
    with stretch():
        return _run(plan, identities)


def _run(plan: Plan, identities: Identities) -> dict[str, Found]:
    found: dict[str, Found] = {}
    ends = {last: first for first, last in plan.loops}
    number = 1
    counts: dict[int, tuple[tuple[int, str], ...]] = {}
    while number <= len(plan.steps):
        step = plan.steps[number - 1]
        found[step.address] = _read(plan, step, found, identities)
        first = ends.get(number)
        if first is not None:
            now = tuple(found[one.address].extent for one in plan.steps[first - 1 : number])
            if counts.get(number) != now:
                counts[number] = now
                number = first
                continue
        number += 1
    return found


def all_wanted(plan: Plan, step: Step, found: Mapping[str, Found], identities: Identities) -> list[Wanted]:
    """Return what each parameter of a step looks for. :raises StoreRefused: if a key does not fit its column"""
    return [Wanted.of(plan, step, parameter, found, identities) for parameter in step.parameters]


@dataclass(frozen=True)
class Wanted:
    """The keys that one parameter looks for, sorted, and where they stand in a row of the result."""

    keys: list[Key]
    known: frozenset[object]
    places: tuple[int, ...]
    parameter: Parameter
    step: Step
    columns: tuple[str, ...]

    @classmethod
    def of(
        cls,
        plan: Plan,
        step: Step,
        parameter: Parameter,
        found: Mapping[str, Found],
        identities: Identities,
    ) -> Wanted:
        """Collect the keys of all sources, each cast to the type of its column."""
        keys = {
            _cast(values, step, parameter)
            for source in parameter.sources
            for values in _given(plan, source, found, identities)
        }
        single = len(parameter.columns) == 1
        known = frozenset([key[0] for key in keys] if single else keys)
        plain = not step.within or not any(map(step.lies, parameter.columns))
        places = tuple(map(step.columns.index, parameter.columns)) if plain else ()
        return cls(sorted(keys), known, places, parameter, step, step.columns)

    @property
    def plain(self) -> bool:
        """Return whether all of what is compared are columns themselves."""
        return bool(self.places)

    @cached_property
    def fields(self) -> Fields:
        """Return the fields that are compared, as rows of these columns hold them."""
        return Fields(self.step, self.parameter.columns, self.parameter.kinds, self.columns)

    def values(self, speech: Dialect) -> list[object]:
        """Return the driver's parameters."""
        return inside.values(speech, self.step.within, self.parameter.columns, self.keys)

    def over(self, columns: tuple[str, ...]) -> Wanted:
        """Return the same for rows of other columns."""
        return replace(self, columns=columns)

    def hits(self, held: Iterable[Held]) -> list[Held]:
        """Return those keys of a row that are wanted, to the letter."""
        return [one for one in held if one.key in self.exact]

    @cached_property
    def exact(self) -> frozenset[Key]:
        """Return the keys whole, however many parts they have."""
        return frozenset(self.keys)

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
    plan: Plan, source: Source, found: Mapping[str, Found], identities: Identities
) -> Collection[tuple[object, ...]]:
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
    step = plan.step(before.address)
    if step.within:
        fields = Fields(step, source.columns, _ANY * len(source.columns), before.columns)
        if not fields.plain:
            return {held.raw for row in before.rows.reveal() for held in fields.keys(row)}
    places = [before.columns.index(name) for name in source.columns]
    keys = {tuple([row[at] for at in places]) for row in before.rows.reveal()}
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


def _sort_out(batch: Sequence[Row], wanted: Sequence[Wanted], rows: list[Row], candidates: list[Row]) -> None:
    """Put each row where it belongs. Nearly always every row is a hit by one column: that way is short."""
    if len(wanted) == 1 and len(wanted[0].places) == 1:
        held = set(map(itemgetter(wanted[0].places[0]), batch))
        if wanted[0].known.issuperset(held) and not any(isinstance(value, bool) for value in held):
            rows.extend(batch)
            return
    for row in batch:
        (rows if any(one.holds(row) for one in wanted) else candidates).append(row)


def _sort_out_within(
    batch: Sequence[Row],
    wanted: Sequence[Wanted],
    rows: list[Row],
    candidates: list[Row],
    parts: dict[int, tuple[str, ...]],
) -> None:
    """Put each row where it belongs, and leave out of its arrays what is somebody else's."""
    loose = [loosely(one.keys) for one in wanted]
    for row in batch:
        held = [list(one.fields.keys(row)) for one in wanted]
        fits = [one.hits(keys) for one, keys in zip(wanted, held, strict=True)]
        if any(fits):
            if left := _put(row, wanted, fits, rows):
                parts[len(rows) - 1] = left
            continue
        near = [
            [each for each in keys if alike(each, words)] for keys, words in zip(held, loose, strict=True)
        ]
        if any(near):
            _put(row, wanted, near, candidates)


def _put(
    row: Row, wanted: Sequence[Wanted], led: Sequence[Sequence[Held]], into: list[Row]
) -> tuple[str, ...]:
    """Add what of `row` keys led to; return the fields by which they did where something is left out."""
    fields = wanted[0].fields
    trails = [trail for keys in led for each in keys for trail in each.trails]
    part = own_part(row, fields.step, fields.columns, led_by(trails))
    into.append(part)
    if part == row:
        return ()
    paths = {
        way.path
        for one, keys in zip(wanted, led, strict=True)
        for way in one.fields.ways
        if keys and not way.whole and fields.step.lies(way.path)
    }
    return tuple(sorted(paths))
