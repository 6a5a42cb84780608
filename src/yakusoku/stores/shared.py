"""
Shared rows: rows that are somebody else's, too, as an address that two people's rows lead to.

A row is shared if a row that is not the person's leads to it, if it names such a row itself (an order with a buyer and
a receiver), or if a shared row leads to it. The map says over which links that may be (`datamap.shared`); only there
the stores are asked. Shared rows are never changed with one person's rows; they are told, and people decide.

A row in parts holds elements of several people in one array: what its own elements lead to is the person's, what the
row itself leads to is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yakusoku.datamap.nested import Trail
from yakusoku.datamap.parts import DataMap
from yakusoku.stores import inside, registry
from yakusoku.stores.contents import Fields
from yakusoku.stores.dialects import Key, KeyKind, dialect, select
from yakusoku.stores.found import Found
from yakusoku.stores.operations.searching import Identities
from yakusoku.stores.plans import Parameter, Plan, Source, Step, kind_at
from yakusoku.stores.values import Row, key_part, plain_rows

Rows = dict[str, frozenset[int]]
"""By collection (`dataset:collection`), numbers of rows that were found."""
_KEYS_AT_ONCE = 10_000


def shared_rows(
    datamap: DataMap,
    plan: Plan,
    found: Mapping[str, Found],
    *,
    identities: Identities,
    in_parts: bool = False,
) -> Rows:
    """
    Return which of the found rows are shared, by collection; those without any are left out.

    What an identity leads to is the person's own, whatever shared row leads there too. With `in_parts` rows of which
    only elements are the person's count as well: what is done to a whole row is done to the others, too.

    :raises UnableToRead: if a store does not answer or refuses
    """
    kept = _Kept(plan, found)
    together = _Together(datamap, plan, kept)
    meeting = {step.address: together.meeting(step) for step in plan.steps if found[step.address].count}
    own = _own(plan, kept, meeting, identities)
    while through := _through_shared(plan, kept, own):
        for address, reached in through.items():
            meeting.setdefault(address, set()).update(reached)
        own = _own(plan, kept, meeting, identities)
    told: Rows = {}
    for address in (step.address for step in plan.steps):
        others = frozenset(range(found[address].count)) - own[address]
        told[address] = others | found[address].parts.keys() if in_parts else others
    return {address: rows for address, rows in told.items() if rows}


@dataclass(frozen=True)
class _Kept:
    """What was found, and the keys that each of its rows holds."""

    plan: Plan
    found: Mapping[str, Found]

    def fields(
        self, address: str, names: tuple[str, ...], kinds: tuple[KeyKind, ...], *, strict: bool
    ) -> Fields:
        """Return how to read keys in these fields of the rows that were found."""
        return Fields(self.plan.step(address), names, kinds, self.found[address].columns, strict)

    def wanted(self, address: str, parameter: Parameter) -> list[frozenset[Key]]:
        """Return for each row the keys by which a parameter finds it."""
        fields = self.fields(address, parameter.columns, parameter.kinds, strict=True)
        return [frozenset(key for key, _ in _keys(fields, row)) for row in self.rows(address)]

    def given(
        self, source: Source, kinds: tuple[KeyKind, ...]
    ) -> Iterator[tuple[int, frozenset[Key], frozenset[Key]]]:
        """Yield each row of a source with the keys that its own part gives, and those that the row itself gives."""
        address = source.address or ""
        fields = self.fields(address, source.columns, kinds, strict=False)
        parts = self.found[address].parts
        for number, row in enumerate(self.rows(address)):
            keys = list(_keys(fields, row))
            own = self._own_elements(address, row, parts[number]) if number in parts else None
            mine = frozenset(key for key, trails in keys if own is None or own & _elements(trails))
            yield number, mine, frozenset(key for key, _ in keys) - mine

    def _own_elements(self, address: str, row: Row, paths: Sequence[str]) -> set[tuple[str, int]]:
        """Return the arrays by whose elements a row in parts was found."""
        found: set[tuple[str, int]] = set()
        for path in paths:
            fields = self.fields(address, (path,), ("text",), strict=False)
            for held in fields.keys(row):
                found |= _elements(held.trails)
        return found

    def rows(self, address: str) -> tuple[Row, ...]:
        """Return the rows that were found."""
        return self.found[address].rows.reveal()


def _elements(trails: Sequence[Trail]) -> set[tuple[str, int]]:
    """Return the arrays on these ways, each by its column and where it begins."""
    found = set()
    for trail in trails:
        while trail is not None:
            trail, column, array, _ = trail
            found.add((column, array))
    return found


def _keys(fields: Fields, row: Row) -> Iterator[tuple[Key, tuple[Trail, ...]]]:
    """Yield a row's keys; none where a part is empty or no key."""
    if fields.plain:
        key = _cast([row[fields.columns.index(name)] for name in fields.names], fields.kinds)
        if key is not None:
            yield key, ()
        return
    for held in fields.keys(row):
        if held.key is not None:
            yield held.key, held.trails


@dataclass(frozen=True)
class _Together:
    """Looks at the sources of a step: which of their rows lead to a row that was found."""

    datamap: DataMap
    plan: Plan
    kept: _Kept

    def meeting(self, step: Step) -> set[int]:
        """Return the rows of `step` that a stranger's row leads to as well."""
        meeting: set[int] = set()
        for parameter in step.parameters:
            sources = [one for one in parameter.sources if one.shared and one.address in self.kept.found]
            if not sources:
                continue
            keys = self.kept.wanted(step.address, parameter)
            every = frozenset[Key]().union(*keys)
            for source in sources:
                strangers = self._strangers(source, parameter, set(every))
                meeting |= {number for number, mine in enumerate(keys) if mine & strangers}
        return meeting

    def _strangers(self, source: Source, parameter: Parameter, keys: set[Key]) -> set[Key]:
        """Return the keys that rows of the source hold which are not the person's."""
        step = self.plan.step(source.address or "")
        own = self.kept.found[step.address]
        kinds = self._kinds(step, source.columns)
        if kinds != parameter.kinds:
            keys = {made for key in keys if (made := _cast(list(key), kinds)) is not None}
        fields = self.kept.fields(step.address, source.columns, kinds, strict=False)
        if set(step.key) <= set(source.columns):
            # One row has that key: where it is the person's, nobody else's does.
            keys -= {key for row in self.kept.rows(step.address) for key, _ in _keys(fields, row)}
        if not keys or not step.key:
            return set()
        places = [own.columns.index(name) for name in step.key]
        mine = {tuple(row[at] for at in places): row for row in self.kept.rows(step.address)}
        return {
            _cast(list(key), parameter.kinds) or key
            for whose, held in self._look(step, fields, sorted(keys))
            for key in _beside(held, mine.get(whose), fields)
            if key in keys
        }

    def _kinds(self, step: Step, columns: tuple[str, ...]) -> tuple[KeyKind, ...]:
        collection = self.datamap.collection(step.address)
        return tuple(kind_at(collection, name) for name in columns)

    def _look(self, step: Step, fields: Fields, keys: list[Key]) -> Iterator[tuple[Row, list[Key]]]:
        """Yield each row of the source that may hold one of these keys: whose row it is, and the keys that it holds."""
        speech = dialect(step.dialect)
        table = speech.table(self.datamap.collection(step.address).schema, step.collection)
        read = tuple(dict.fromkeys((*map(step.column_of, fields.names), *step.key)))
        condition = inside.among(speech, step.within, fields.names, fields.kinds)
        sql = select(speech, read, table, [condition], [speech.column(name) for name in step.key])
        there = Fields(step, fields.names, fields.kinds, read, strict=False)
        whose = [read.index(name) for name in step.key]
        for start in range(0, len(keys), _KEYS_AT_ONCE):
            values = inside.values(speech, step.within, fields.names, keys[start : start + _KEYS_AT_ONCE])
            for batch in registry.get(step.store).read(sql, values, read):
                for row in plain_rows(batch):
                    yield tuple(row[at] for at in whose), [key for key, _ in _keys(there, row)]


def _beside(held: list[Key], own: Row | None, fields: Fields) -> Iterator[Key]:
    """Yield the keys that are not the person's: all of a stranger's row, and of others' elements in the person's."""
    if own is None:
        yield from held
    elif not fields.plain:
        yield from Counter(held) - Counter(key for key, _ in _keys(fields, own))


def _own(
    plan: Plan, kept: _Kept, meeting: Mapping[str, set[int]], identities: Identities
) -> dict[str, frozenset[int]]:
    """Return the rows that an identity leads to, or a row of the person's alone: until no more are found."""
    own: dict[str, frozenset[int]] = {step.address: frozenset() for step in plan.steps}
    keyed = {step.address: [kept.wanted(step.address, one) for one in step.parameters] for step in plan.steps}
    grew = True
    while grew:
        grew = False
        for step in plan.steps:
            led: set[int] = set()
            for parameter, keys in zip(step.parameters, keyed[step.address], strict=True):
                wanted = _wanted(parameter, kept, own, identities)
                led |= {number for number, mine in enumerate(keys) if mine & wanted}
            led -= meeting.get(step.address, set())
            grew = grew or len(led) > len(own[step.address])
            own[step.address] = frozenset(led)
    return own


def _through_shared(plan: Plan, kept: _Kept, own: Mapping[str, frozenset[int]]) -> dict[str, set[int]]:
    """Return own rows that a found row leads to which is not own, but for those that an identity may lead to."""
    through: dict[str, set[int]] = {}
    for step in plan.steps:
        if any(source.identity for parameter in step.parameters for source in parameter.sources):
            continue
        for parameter in step.parameters:
            wanted = {
                key
                for source in parameter.sources if source.address in kept.found
                for number, mine, beside in kept.given(source, parameter.kinds)
                for key in (beside if number in own[source.address or ""] else mine | beside)
            }  # fmt: skip
            keys = enumerate(kept.wanted(step.address, parameter)) if wanted else ()
            rows = {number for number, mine in keys if mine & wanted and number in own[step.address]}
            if rows:
                through.setdefault(step.address, set()).update(rows)
    return through


def _wanted(
    parameter: Parameter, kept: _Kept, own: Mapping[str, frozenset[int]], identities: Identities
) -> set[Key]:
    """Return the keys that identities and the person's own rows give."""
    wanted: set[Key] = set()
    for source in parameter.sources:
        if source.identity is not None:
            given = identities.get(source.identity, ())
            for value in [given] if not isinstance(given, list | tuple | set | frozenset) else given:
                key = _cast([value.reveal()], parameter.kinds)  # type: ignore[union-attr]  # one, or several
                wanted |= {key} if key is not None else set()
        elif source.address is not None and source.address in kept.found:
            for number, mine, _ in kept.given(source, parameter.kinds):
                if number in own[source.address]:
                    wanted |= mine
    return wanted


def _cast(values: Sequence[object], kinds: tuple[KeyKind, ...]) -> Key | None:
    parts = tuple(key_part(value, kind) for value, kind in zip(values, kinds, strict=True))
    return None if None in parts else parts  # type: ignore[return-value]  # no part is None
