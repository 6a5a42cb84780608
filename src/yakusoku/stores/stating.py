"""From one order about one table to its statements. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yakusoku.datamap.parts import Collection
from yakusoku.stores.changes import ChangeStep, Check, Given, Hashing, Held, Write
from yakusoku.stores.dialects import dialect
from yakusoku.stores.orders import Order, Put
from yakusoku.stores.plans import Step
from yakusoku.stores.ports import DialectName
from yakusoku.stores.shapes import ForeignKey, Shape, standing
from yakusoku.stores.writing import Writer, counting, named, said, writer

FULL_HASH = 64
Source = tuple[Collection, Shape, Step, tuple[tuple[str, str], ...]]
"""A collection whose rows lead to this one's, and the pairs of columns (here, there) by which they do."""


@dataclass(frozen=True)
class Piece:
    """One order with everything that its statements depend on."""

    order: Order
    rows: int
    collection: Collection
    shape: Shape
    step: Step
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()
    loosened: tuple[ForeignKey, ...] = ()

    @property
    def store(self) -> str:
        """Return the name of the store."""
        return self.step.store

    @property
    def watched(self) -> tuple[str, ...]:
        """Return the columns by which the row was found to be this person's: other than the key, sorted."""
        columns = {name for parameter in self.step.parameters for name in parameter.columns}
        return tuple(sorted(columns - set(self.step.key)))


def stated(number: int, piece: Piece, shapes: Sequence[Shape]) -> ChangeStep:
    """Return the step number `number`: all its statements, with the counts without which nothing is kept."""
    made = _Statements(number, piece)
    order = piece.order
    return ChangeStep(
        number=number,
        store=piece.store,
        dialect=piece.step.dialect,
        address=order.address,
        verb=order.verb,
        rows=piece.rows,
        puts=tuple((put.column, put.way) for put in order.puts),
        key=piece.step.key,
        watched=piece.watched,
        shape=standing(piece.shape, shapes),
        sources={source.address: source.key for _, _, source, _ in piece.sources},
        held=made.held(),
        checks=made.checks(),
        loosens=made.loosens(),
        before=made.before(shapes) if order.verb == "erase" else (),
        writes=made.writes(),
        after=made.after(),
        hashing=made.hashing(),
        notes=(*piece.notes, *_cascades(piece, shapes)),
    )


class _Statements:
    """The statements of one step."""

    def __init__(self, number: int, piece: Piece) -> None:
        self.number, self.piece = number, piece
        self.name = piece.step.dialect
        self.speech: Writer = writer(self.name)
        self.table = _table(piece.collection, self.name)
        self.keys = self.speech.held(f"{number}")
        self.by_key = self._on(piece.shape, piece.step.key)
        self.whole = self._on(piece.shape, (*piece.step.key, *piece.watched))
        self.plain = tuple(put for put in piece.order.puts if put.way != "hash")
        self.hashed = tuple(put for put in piece.order.puts if put.way == "hash")

    def _on(self, shape: Shape, columns: Sequence[str], held: str = "k", of: str = "t") -> str:
        each = (self.speech.same(shape.by_name[name], f"{held}.c{at}", of) for at, name in enumerate(columns))
        return " AND ".join(each)

    def held(self) -> tuple[Held, ...]:
        """Return the tables of frozen keys: of this step, and of the rows that lead to it."""
        step = self.piece.step
        columns = (*step.key, *self.piece.watched)
        made = [self._held(self.keys, self.table, columns, f"step {self.number}")]
        for at, (collection, _, source, _) in enumerate(self.piece.sources):
            name = self.speech.held(f"{self.number}_{at}")
            table = _table(collection, self.name)
            made.append(self._held(name, table, source.key, f"found {source.address}"))
        return tuple(made)

    def _held(self, name: str, table: str, columns: Sequence[str], keys: str) -> Held:
        return Held(
            name, self.speech.create(name, table, columns), self.speech.load(name, len(columns)), keys
        )

    def checks(self) -> tuple[Check, ...]:
        """Return what must be true before anything is written."""
        locked = self.speech.locked(self.keys, self.table, self.whole)
        made = [Check("changed", locked, self.piece.rows)]
        for at, source in enumerate(self.piece.sources):
            made.append(Check("shared", self._shared(self.speech.held(f"{self.number}_{at}"), source), 0))
        return tuple(made)

    def _shared(self, held: str, source: Source) -> str:
        """Count rows that are not the person's and lead to one of these."""
        collection, shape, step, pairs = source
        here, other = self.piece.shape.by_name, _table(collection, self.name)
        meets = " AND ".join(
            f"{named(self.name, mine)} IS NOT NULL AND {self.speech.same(here[mine], named(self.name, theirs, 's'))}"
            for mine, theirs in pairs
        )
        own = self._on(shape, step.key, "o", "s")
        rows = self.speech.joined(self.keys, self.table, self.by_key)
        return counting(rows, "JOIN", other, "AS s ON", meets, _without(held, own))

    def loosens(self) -> tuple[Write, ...]:
        """Return what empties references among rows that all go."""
        made = []
        for key in self.piece.loosened:
            puts = [(name, "NULL") for name in key.columns]
            made.append(
                Write(self.speech.update(self.keys, self.piece.shape, self.table, self.by_key, puts), None)
            )
        return tuple(made)

    def before(self, shapes: Sequence[Shape]) -> tuple[Check, ...]:
        """Return counts of rows that refer to what is erased now: the store would refuse, or take them along."""
        made = []
        rows = self.speech.joined(self.keys, self.table, self.by_key)
        for other in shapes:
            for key in (one for one in other.foreign if self.piece.shape.referring(one)):
                same = zip(key.columns, key.to_columns, strict=True)
                meets = " AND ".join(f"{named(self.name, a, 'r')} = {named(self.name, b)}" for a, b in same)
                parts = [rows, "JOIN", _plain(other, self.name), "AS r ON", meets]
                if other is self.piece.shape:
                    parts.append(_without(self.keys, self._on(other, self.piece.step.key, "o", "r")))
                made.append(Check("referred", counting(*parts), 0))
        return tuple(made)

    def writes(self) -> tuple[Write, ...]:
        """Return what changes the rows; that they still are what was found was seen when they were locked."""
        piece = self.piece
        if piece.order.verb == "erase":
            sql = self.speech.erase(self.keys, piece.shape, self.table, self.by_key)
            return (Write(sql, piece.rows),)
        if not self.plain:
            return ()
        puts, given = self._puts()
        sql = self.speech.update(self.keys, piece.shape, self.table, self.by_key, puts)
        return (Write(sql, piece.rows, given),)

    def _puts(self) -> tuple[list[tuple[str, str]], tuple[Given, ...]]:
        given: list[Given] = []
        puts = []
        for put in self.plain:
            if put.way != "null":
                given.append(_given(put))
            puts.append((put.column, "NULL" if put.way == "null" else self.speech.place(len(given))))
        return puts, tuple(given)

    def after(self) -> tuple[Check, ...]:
        """Return what must be true once everything is written, by the frozen keys alone."""
        rows = self.speech.joined(self.keys, self.table, self.by_key)
        if self.piece.order.verb == "erase":
            return (Check("unconfirmed", counting(rows), 0),)
        if not self.plain:
            return ()
        puts, given = self._puts()
        columns = self.piece.shape.by_name
        holds = " AND ".join(
            f"{named(self.name, name)} IS NULL" if what == "NULL" else self.speech.holds(columns[name], what)
            for name, what in puts
        )
        return (Check("unconfirmed", counting(rows, "WHERE", holds), self.piece.rows, given),)

    def hashing(self) -> Hashing | None:
        """Return how columns get the keyed hash of what they hold, or None where none does."""
        if not self.hashed:
            return None
        piece, key = self.piece, self.piece.step.key
        names = tuple(put.column for put in self.hashed)
        held = self.speech.held(f"{self.number}_hash")
        columns = (*key, *names)
        puts = [(name, f"k.c{len(key) + at}") for at, name in enumerate(names)]
        shown = ", ".join(f"{named(self.name, one)} AS c{at}" for at, one in enumerate(columns))
        rows = self.speech.joined(self.keys, self.table, self.by_key)
        holds = " AND ".join(self.speech.holds(piece.shape.by_name[name], what) for name, what in puts)
        kept = counting(self.speech.joined(held, self.table, self.by_key), "WHERE", holds)
        return Hashing(
            columns=names,
            lengths=tuple(self._length(name) for name in names),
            read=said("SELECT", shown, "FROM", rows),
            held=self._held(held, self.table, columns, "keyed hashes"),
            write=self.speech.update(held, piece.shape, self.table, self.by_key, puts),
            check=Check("unconfirmed", kept, piece.rows),
        )

    def _length(self, name: str) -> int:
        longest = self.piece.shape.by_name[name].longest
        declared = self.piece.collection.by_path[name].length
        return min(FULL_HASH, longest or FULL_HASH, declared or FULL_HASH)


def _without(held: str, own: str) -> str:
    return said("WHERE NOT EXISTS (SELECT 1 FROM", held, "AS o WHERE", f"{own})")


def _given(put: Put) -> Given:
    return Given(put.column, put.way, put.constant)


def _table(collection: Collection, name: DialectName) -> str:
    return dialect(name).table(collection.schema, collection.address.collection)


def _plain(shape: Shape, name: DialectName) -> str:
    return dialect(name).table(None if shape.plain else shape.schema, shape.name)


def _cascades(piece: Piece, shapes: Sequence[Shape]) -> list[str]:
    """Name what the store would change by itself: the plan sees that nothing is left for it to change."""
    if piece.order.verb != "erase":
        return []
    return [
        f"the store would {key.on_erase} rows of {other.name} that refer to these; none may be left"
        for other in shapes
        for key in other.foreign
        if key.on_erase != "refuse" and piece.shape.referring(key)
    ]
