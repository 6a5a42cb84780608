"""
Plans: a walk compiled to the final text of every statement, in order, before anything is read.

A plan is what a person can read and approve: its text is the same bytes for the same map, and what it says
is what the driver is given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from yakusoku.datamap.graph import Visit, Walk
from yakusoku.datamap.links import Edge
from yakusoku.datamap.parts import Address, Collection, DataMap, Within
from yakusoku.stores.dialects import Dialect, KeyKind, dialect, select
from yakusoku.stores.inside import among
from yakusoku.stores.ports import DialectName
from yakusoku.stores.values import kind_of
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

FORMAT = 1


class UnableToCompile(UnableTo):
    """A walk that cannot be made into statements."""

    asked = text("compile a plan")


@dataclass(frozen=True, slots=True)
class Source:
    """
    Where keys come from: an identity of the person, or columns of a collection that was read before.

    `shared` says that rows of other people may lead the same way: what is found may be a shared row.
    """

    identity: str | None
    address: str | None
    columns: tuple[str, ...] = ()
    shared: bool = False

    def __str__(self) -> str:
        return (
            f"identity {self.identity}"
            if self.address is None
            else f"{self.address}({', '.join(self.columns)})"
        )


@dataclass(frozen=True, slots=True)
class Parameter:
    """
    One condition of a step: `columns` hold one of the keys that `sources` give, all together.

    Each is a column, or the path of a field within one, as `within` of its step says.
    """

    columns: tuple[str, ...]
    kinds: tuple[KeyKind, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """
    One statement. `columns` are its result, in order; `key` are those of the primary key.

    `within` says of fields that are keys and no columns themselves where they lie.
    """

    number: int
    store: str
    dialect: DialectName
    dataset: str
    collection: str
    sql: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    key: tuple[str, ...]
    within: tuple[Within, ...] = ()

    def lies(self, name: str) -> Within | None:
        """Return where a field lies that is no column itself, or None where it is one."""
        return next((one for one in self.within if one.path == name), None)

    def column_of(self, name: str) -> str:
        """Return the column in which a field lies."""
        lies = self.lies(name)
        return lies.column if lies else name

    @property
    def address(self) -> str:
        """Return the collection that the step reads, as `dataset:collection`."""
        return f"{self.dataset}:{self.collection}"


@dataclass(frozen=True, slots=True)
class Task:
    """A search by hand in a place that no program reads: who does it, and within how many days."""

    dataset: str
    collection: str
    owner: str
    days: int


@dataclass(frozen=True)
class Plan:
    """All steps of one kind of request in order, tasks for people, and what is repeated until nothing is new."""

    kind: str
    identities: tuple[str, ...]
    steps: tuple[Step, ...]
    tasks: tuple[Task, ...]
    loops: tuple[tuple[int, int], ...]

    def text(self) -> str:
        """Return the plan for a reader: stable bytes, one block for each step."""
        return "\n".join(_lines(self)) + "\n"

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the plan's text, in hex."""
        return hashlib.sha256(self.text().encode()).hexdigest()

    def step(self, address: str) -> Step:
        """Return the step that reads `address`. :raises KeyError: if none does"""
        return self._by_address[address]

    @cached_property
    def _by_address(self) -> dict[str, Step]:
        return {step.address: step for step in reversed(self.steps)}  # the first of an address is the one


def compile_disclosure(datamap: DataMap, walk: Walk, dialects: Mapping[str, DialectName]) -> Plan:
    """
    Return the plan that reads everything the walk reaches; `dialects` says what each store understands.

    :raises UnableToCompile: if a store on the way is not connected
    """
    steps = tuple(
        _step(number, datamap.collections[visit.address], visit, datamap, dialects)
        for number, visit in enumerate(walk.visits, start=1)
    )
    tasks = tuple(_task(datamap.collections[address]) for address in walk.tasks)
    loops = tuple((first + 1, last + 1) for first, last in walk.loops)
    return Plan("disclosure", walk.identities, steps, tasks, loops)


def _step(
    number: int, collection: Collection, visit: Visit, datamap: DataMap, dialects: Mapping[str, DialectName]
) -> Step:
    if collection.store not in dialects:
        wrong = text("the store {store} of {collection} is not connected.", store=collection.store or "–",
                     collection=collection.address)  # fmt: skip
        raise UnableToCompile(wrong, do=text("Add it under `[stores]` in yakusoku.toml."))
    parameters = _parameters(collection, visit)
    columns = _columns(collection, parameters, datamap)
    within = _within(collection, parameters, datamap)
    name = dialects[collection.store]
    return Step(
        number=number,
        store=collection.store,
        dialect=name,
        dataset=collection.address.dataset,
        collection=collection.address.collection,
        sql=_sql(collection, parameters, columns, within, dialect(name)),
        parameters=parameters,
        columns=columns,
        key=collection.key,
        within=within,
    )


def _within(
    collection: Collection, parameters: tuple[Parameter, ...], datamap: DataMap
) -> tuple[Within, ...]:
    """Return where those fields lie that take part in links and are no columns, by path."""
    linking = {name for parameter in parameters for name in parameter.columns}
    linking |= _given_to_others(collection.address, datamap)
    return tuple(lies for path, lies in sorted(collection.within.items()) if path in linking)


def _task(collection: Collection) -> Task:
    manual = collection.manual
    owner, days = (manual.owner, manual.days) if manual else ("", 0)
    return Task(collection.address.dataset, collection.address.collection, owner, days)


def _parameters(collection: Collection, visit: Visit) -> tuple[Parameter, ...]:
    """Return one condition for each set of columns that keys arrive at, whatever gives them."""
    sources: dict[tuple[str, ...], list[Source]] = {}
    for edge in visit.incoming:
        arrives = tuple(into for _, into in edge.pairs)
        leaves = tuple(out for out, _ in edge.pairs)
        source = _source(edge, leaves, shared=edge in visit.shared)
        sources.setdefault(arrives, []).append(source)
    return tuple(
        Parameter(columns, tuple(kind_at(collection, name) for name in columns), tuple(given))
        for columns, given in sorted(sources.items())
    )


def _source(edge: Edge, leaves: tuple[str, ...], *, shared: bool) -> Source:
    return Source(leaves[0], None) if edge.source is None else Source(None, str(edge.source), leaves, shared)


def kind_at(collection: Collection, name: str) -> KeyKind:
    """Return how keys are compared; within a column there are only text and whole numbers."""
    field = collection.by_path[name]
    if name in collection.within:
        return "integer" if field.data_type == "integer" else "text"
    return kind_of(field)


def _columns(collection: Collection, parameters: tuple[Parameter, ...], datamap: DataMap) -> tuple[str, ...]:
    """Return the columns to read, as declared: all that are about the person, every key, and that of a restriction."""
    keys = {name for parameter in parameters for name in parameter.columns} | set(collection.key)
    keys |= _given_to_others(collection.address, datamap)
    keys = {collection.column_of(name) for name in keys} | {collection.restrict_column or ""}
    return tuple(one.name for one in collection.fields if one.not_personal is None or one.name in keys)


def _given_to_others(address: Address, datamap: DataMap) -> set[str]:
    """Return the fields of a collection that take part in any link, from either side, by path."""
    own = {path for path, one in datamap.collections[address].by_path.items() if one.references}
    return own | datamap.referred.get(address, frozenset())


def _sql(
    collection: Collection,
    parameters: tuple[Parameter, ...],
    columns: tuple[str, ...],
    within: tuple[Within, ...],
    speech: Dialect,
) -> str:
    conditions, first = [], 1
    for parameter in parameters:
        conditions.append(among(speech, within, parameter.columns, parameter.kinds, first))
        first += len(parameter.columns)
    order = [speech.ordered(name, kind_of(collection.by_path[name])) for name in collection.key]
    order = order or [speech.ordered(name, None) for name in columns]
    table = speech.table(collection.schema, collection.address.collection)
    return select(speech, columns, table, conditions, order)


def _lines(plan: Plan) -> Iterator[str]:
    yield f"yakusoku plan {FORMAT}"
    yield f"{plan.kind} by {', '.join(plan.identities)}"
    for step in plan.steps:
        yield ""
        yield f"step {step.number}  {step.address}  in {step.store} ({step.dialect})"
        for parameter in step.parameters:
            columns = ", ".join(
                f"{one} {kind}" for one, kind in zip(parameter.columns, parameter.kinds, strict=True)
            )
            yield f"  keys     {columns} <- {'; '.join(map(str, parameter.sources))}"
        yield f"  sql      {step.sql}"
        yield f"  columns  {', '.join(step.columns)}"
    for first, last in plan.loops:
        yield ""
        yield f"repeat steps {first} to {last} until no new key is found"
    for task in plan.tasks:
        yield ""
        yield f"by hand  {task.dataset}:{task.collection}  {task.owner} within {task.days} days"
