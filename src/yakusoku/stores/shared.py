"""
Rows that are also another person's: an address that two people's rows lead to, an order with a buyer and a receiver.

They are never changed with one person's rows; they are told, and people decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yakusoku.datamap.parts import DataMap
from yakusoku.stores import registry
from yakusoku.stores.dialects import Key, KeyKind, dialect, select
from yakusoku.stores.found import Found
from yakusoku.stores.operations.searching import Identities
from yakusoku.stores.plans import Parameter, Plan, Source, Step
from yakusoku.stores.values import Row, key_part, kind_of, plain_rows

Rows = dict[str, frozenset[int]]
"""By collection (`dataset:collection`), numbers of rows that were found."""
_KEYS_AT_ONCE = 10_000


def shared_rows(datamap: DataMap, plan: Plan, found: Mapping[str, Found], *, identities: Identities) -> Rows:
    """
    Return which of the found rows are also somebody else's, by collection; those without any are left out.

    A row is shared if another row than the person's leads to it, or if it names a row that is not the person's, or
    if a shared row leads to it. What an identity leads to is the person's own, whatever shared row leads there too.

    :raises UnableToRead: if a store does not answer or refuses
    """
    together = _Together(datamap, plan, found)
    meeting = {step.address: together.meeting(step) for step in plan.steps if found[step.address].count}
    own = _own(plan, found, meeting, identities)
    while through := _through_shared(plan, found, own):
        for address, rows in through.items():
            meeting.setdefault(address, set()).update(rows)
        own = _own(plan, found, meeting, identities)
    told = {one.address: frozenset(range(found[one.address].count)) - own[one.address] for one in plan.steps}
    return {address: rows for address, rows in told.items() if rows}


@dataclass(frozen=True)
class _Together:
    """Looks at the sources of a step: which of their rows lead to a row that was found."""

    datamap: DataMap
    plan: Plan
    found: Mapping[str, Found]

    def meeting(self, step: Step) -> set[int]:
        """Return the rows of `step` that a stranger's row leads to as well."""
        rows = self.found[step.address]
        meeting: set[int] = set()
        for parameter in step.parameters:
            keys = list(_keys(rows, parameter.columns, parameter.kinds))
            for source in parameter.sources:
                if source.address is not None and source.address in self.found:
                    strangers = self._strangers(source, parameter, {key for key in keys if key is not None})
                    meeting |= {number for number, key in enumerate(keys) if key in strangers}
        return meeting

    def _strangers(self, source: Source, parameter: Parameter, keys: set[Key]) -> set[Key]:
        """Return the keys that rows of the source hold which are not the person's."""
        step, own = self.plan.step(source.address or ""), self.found[source.address or ""]
        kinds = self._kinds(step, source.columns)
        if kinds != parameter.kinds:
            keys = {made for key in keys if (made := _recast(key, kinds)) is not None}
        if set(step.key) <= set(
            source.columns
        ):  # one row has that key: where it is the person's, nobody else's does
            keys -= {key for key in _keys(own, source.columns, kinds) if key is not None}
        if not keys or not step.key:
            return set()
        mine = set(_parts(own, step.key))
        return {
            _recast(key, parameter.kinds) or key
            for key, whose in self._look(step, source.columns, kinds, sorted(keys))
            if key in keys and whose not in mine
        }

    def _kinds(self, step: Step, columns: tuple[str, ...]) -> tuple[KeyKind, ...]:
        fields = self.datamap.collection(step.address).by_path
        return tuple(kind_of(fields[name]) for name in columns)

    def _look(
        self, step: Step, columns: tuple[str, ...], kinds: tuple[KeyKind, ...], keys: list[Key]
    ) -> Iterator[tuple[Key, Row]]:
        """Yield for each row of the source that holds one of these keys that key, and whose row it is."""
        speech = dialect(step.dialect)
        table = speech.table(self.datamap.collection(step.address).schema, step.collection)
        read = tuple(dict.fromkeys((*columns, *step.key)))
        sql = select(
            speech, read, table, [speech.among(columns, kinds, 1)], [speech.column(name) for name in step.key]
        )
        places, whose = [read.index(name) for name in columns], [read.index(name) for name in step.key]
        for start in range(0, len(keys), _KEYS_AT_ONCE):
            values = speech.parameters(keys[start : start + _KEYS_AT_ONCE], len(columns))
            for batch in registry.get(step.store).read(sql, values, read):
                for row in plain_rows(batch):
                    key = _cast([row[at] for at in places], kinds)
                    if key is not None:
                        yield key, tuple(row[at] for at in whose)


def _own(
    plan: Plan, found: Mapping[str, Found], meeting: Mapping[str, set[int]], identities: Identities
) -> dict[str, frozenset[int]]:
    """Return the rows that an identity leads to, or a row of the person's alone: until no more are found."""
    own: dict[str, frozenset[int]] = {step.address: frozenset() for step in plan.steps}
    keyed = {
        step.address: [list(_keys(found[step.address], one.columns, one.kinds)) for one in step.parameters]
        for step in plan.steps
    }
    grew = True
    while grew:
        grew = False
        for step in plan.steps:
            led: set[int] = set()
            for parameter, keys in zip(step.parameters, keyed[step.address], strict=True):
                wanted = _wanted(parameter, found, own, identities)
                led |= {number for number, key in enumerate(keys) if key in wanted}
            led -= meeting.get(step.address, set())
            grew = grew or len(led) > len(own[step.address])
            own[step.address] = frozenset(led)
    return own


def _through_shared(
    plan: Plan, found: Mapping[str, Found], own: Mapping[str, frozenset[int]]
) -> dict[str, set[int]]:
    """Return own rows that a found row leads to which is not own, but for those that an identity may lead to."""
    rest = {one: frozenset(range(found[one].count)) - own[one] for one in own}
    through: dict[str, set[int]] = {}
    for step in plan.steps:
        if any(source.identity for parameter in step.parameters for source in parameter.sources):
            continue
        for parameter in step.parameters:
            wanted = _wanted(parameter, found, rest, {})
            keys = enumerate(_keys(found[step.address], parameter.columns, parameter.kinds))
            rows = {number for number, key in keys if key in wanted and number in own[step.address]}
            if rows:
                through.setdefault(step.address, set()).update(rows)
    return through


def _wanted(
    parameter: Parameter,
    found: Mapping[str, Found],
    own: Mapping[str, frozenset[int]],
    identities: Identities,
) -> set[Key]:
    wanted: set[Key] = set()
    for source in parameter.sources:
        if source.identity is not None:
            given = identities.get(source.identity, ())
            for value in [given] if not isinstance(given, list | tuple | set | frozenset) else given:
                key = _cast([value.reveal()], parameter.kinds)  # type: ignore[union-attr]  # one, or several
                wanted |= {key} if key is not None else set()
        elif source.address is not None and source.address in found:
            rows = found[source.address].rows.reveal()
            places = [found[source.address].columns.index(name) for name in source.columns]
            for number in own[source.address]:
                key = _cast([rows[number][at] for at in places], parameter.kinds)
                wanted |= {key} if key is not None else set()
    return wanted


def _keys(found: Found, columns: tuple[str, ...], kinds: tuple[KeyKind, ...]) -> Iterator[Key | None]:
    """Yield each row's key in these columns; None where a part is empty or no key."""
    for row in _parts(found, columns):
        yield _cast(row, kinds)


def _parts(found: Found, columns: tuple[str, ...]) -> Iterator[Row]:
    places = [found.columns.index(name) for name in columns]
    for row in found.rows.reveal():
        yield tuple(row[at] for at in places)


def _cast(values: Row | list[object], kinds: tuple[KeyKind, ...]) -> Key | None:
    parts = tuple(key_part(value, kind) for value, kind in zip(values, kinds, strict=True))
    return None if None in parts else parts  # type: ignore[return-value]  # no part is None


def _recast(key: Key, kinds: tuple[KeyKind, ...]) -> Key | None:
    return _cast(list(key), kinds)
