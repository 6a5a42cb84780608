"""From one order about one table to its statements. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from yakusoku.datamap.parts import Collection
from yakusoku.stores.changes import ChangeStep, Check, Given, Hashing, Held, Write
from yakusoku.stores.dialects import dialect
from yakusoku.stores.fitting_within import is_part
from yakusoku.stores.listing import KeyType, watched
from yakusoku.stores.orders import Order
from yakusoku.stores.plans import Step
from yakusoku.stores.ports import DialectName
from yakusoku.stores.shapes import ForeignKey, Shape, ShapeColumn, standing
from yakusoku.stores.stating_lists import Listing
from yakusoku.stores.writing import Writer, counting, named, said, writer

FULL_HASH = 64
Source = tuple[Collection, Shape, Step, tuple[tuple[str, str], ...]]
"""A collection whose rows lead to this one's, and the pairs of columns (here, there) by which they do."""


@dataclass(frozen=True)
class Piece:
    """One order with everything that its statements depend on; `alone` says that no other writes to its table."""

    order: Order
    rows: int
    collection: Collection
    shape: Shape
    step: Step
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()
    loosened: tuple[ForeignKey, ...] = ()
    alone: bool = False
    listed: KeyType | None = None

    @property
    def store(self) -> str:
        """Return the name of the store."""
        return self.step.store

    @property
    def watched(self) -> tuple[str, ...]:
        """Return the columns that must hold what they held when the row was found: other than the key, sorted."""
        return watched(self.step, self.order, self.rewritten)

    @property
    def rewritten(self) -> tuple[str, ...]:
        """Return the columns of which a part gets another content, sorted: each row's was written beforehand."""
        return rewritten(self.collection, self.order)


def rewritten(collection: Collection, order: Order) -> tuple[str, ...]:
    """Return the columns of which `order` changes a part and leaves the rest, sorted."""
    parts = {collection.column_of(put.column) for put in order.puts if is_part(collection, put)}
    return tuple(sorted(parts))


def stated(number: int, piece: Piece, shapes: Sequence[Shape]) -> ChangeStep:
    """Return the step number `number`: all its statements, with the counts without which nothing is kept."""
    made = _Statements(number, piece, shapes)
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
        rewritten=piece.rewritten,
        sources={source.address: source.key for _, _, source, _ in piece.sources},
        held=made.held(),
        checks=made.checks(),
        loosens=made.loosens(),
        before=made.before(),
        writes=made.writes(),
        after=made.after(),
        hashing=made.hashing(),
        notes=(*piece.notes, *_cascades(piece, shapes)),
        looks=made.looks(),
        counted=order.verb == "erase" and not piece.shape.triggers,
        listed=made.lists is not None,
        mapped=made.lists is not None and made.lists.kind == "map",
    )


class _Statements:
    """The statements of one step."""

    def __init__(self, number: int, piece: Piece, shapes: Sequence[Shape]) -> None:
        self.number, self.piece, self.shapes = number, piece, shapes
        self.name = piece.step.dialect
        self.speech: Writer = writer(self.name)
        self.table = _table(piece.collection, self.name)
        self.keys = self.speech.held(f"{number}")
        self.by_key = self._on(piece.shape, piece.step.key)
        self.whole = self._on(piece.shape, (*piece.step.key, *piece.watched))
        whole = [put for put in piece.order.puts if not is_part(piece.collection, put)]
        self.plain = tuple(put for put in whole if put.way != "hash")
        self.hashed = tuple(put for put in whole if put.way == "hash")

    def _on(self, shape: Shape, columns: Sequence[str], held: str = "k", of: str = "t") -> str:
        each = (self.speech.same(shape.by_name[name], f"{held}.c{at}", of) for at, name in enumerate(columns))
        return " AND ".join(each)

    def held(self) -> tuple[Held, ...]:
        """Return the tables of frozen keys: of this step, and of the rows that lead to it."""
        if self.lists is not None:
            return ()
        step = self.piece.step
        names = (*step.key, *self.piece.watched, *self.piece.rewritten)
        columns = [self.piece.shape.by_name[name] for name in names]
        made = [self._held(self.keys, self.table, columns, f"step {self.number}")]
        for at, (collection, shape, source, _) in enumerate(self.piece.sources):
            name = self.speech.held(f"{self.number}_{at}")
            table = _table(collection, self.name)
            key = [shape.by_name[one] for one in source.key]
            made.append(self._held(name, table, key, f"found {source.address}"))
        return tuple(made)

    def _held(self, name: str, table: str, columns: Sequence[ShapeColumn], keys: str) -> Held:
        return Held(
            name, self.speech.create(name, table, columns), self.speech.load(name, len(columns)), keys
        )

    @cached_property
    def at_once(self) -> bool:
        """
        Return whether the write itself may ask that the rows still are what was found, so that nobody asks before.

        Not where something else must be seen while they are locked, or written before.
        """
        writes = self.piece.order.verb == "erase" or self.plain or self.piece.rewritten
        waits = self.piece.sources or self.piece.loosened or self.hashed or self.before()
        return bool(self.piece.alone and writes and not waits)

    @cached_property
    def lists(self) -> Listing | None:
        """Return how the store takes lists or maps of these rows' keys, or None where a table has to hold them."""
        kind, piece = self.piece.listed, self.piece
        if kind is None or piece.rewritten or not self.at_once:
            return None
        key = piece.shape.by_name[piece.step.key[0]]
        columns = tuple(piece.shape.by_name[name] for name in piece.watched)
        if not self.speech.takes(kind, piece.rows, piece.shape, columns):
            return None
        made = Listing(self.speech, self.table, key, kind, columns)
        return made if self.speech.listed(key, kind, 1) else None

    def looks(self) -> tuple[Check, ...]:
        """Return what is asked where nothing is to be written yet, and what the write asks else."""
        if self.lists is not None:
            return (self.lists.counting("changed", self.piece.rows, whole=True),)
        return (self._locked(),) if self.at_once else ()

    def _locked(self) -> Check:
        return Check("changed", self.speech.locked(self.keys, self.table, self.whole), self.piece.rows)

    def checks(self) -> tuple[Check, ...]:
        """Return what must be true before anything is written."""
        made = [] if self.at_once else [self._locked()]
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

    def before(self) -> tuple[Check, ...]:
        """Return counts of rows that refer to what is erased now: the store would refuse, or take them along."""
        if self.piece.order.verb != "erase":
            return ()
        made = []
        rows = self.speech.joined(self.keys, self.table, self.by_key)
        for other in self.shapes:
            for key in (one for one in other.foreign if self.piece.shape.referring(one)):
                same = zip(key.columns, key.to_columns, strict=True)
                meets = " AND ".join(f"{named(self.name, a, 'r')} = {named(self.name, b)}" for a, b in same)
                parts = [rows, "JOIN", _plain(other, self.name), "AS r ON", meets]
                if other is self.piece.shape:
                    parts.append(_without(self.keys, self._on(other, self.piece.step.key, "o", "r")))
                made.append(Check("referred", counting(*parts), 0))
        return tuple(made)

    def writes(self) -> tuple[Write, ...]:
        """Return what changes the rows; that they still are what was found it asks itself, or was seen before."""
        piece = self.piece
        on = self.whole if self.at_once else self.by_key
        if self.lists is not None:
            erases = piece.order.verb == "erase"
            return (
                self.lists.erasing(piece.rows)
                if erases
                else self.lists.updating(self.plain, piece.shape, piece.rows),
            )
        if piece.order.verb == "erase":
            sql = self.speech.erase(self.keys, piece.shape, self.table, on)
            return (Write(sql, piece.rows),)
        if not self.plain and not piece.rewritten:
            return ()
        puts, given = self._puts()
        fitting = [(name, self.speech.fitting(piece.shape.by_name[name], what)) for name, what in puts]
        sql = self.speech.update(self.keys, piece.shape, self.table, on, fitting)
        return (Write(sql, piece.rows, given),)

    def _puts(self) -> tuple[list[tuple[str, str]], tuple[Given, ...]]:
        given: list[Given] = []
        puts = []
        for put in self.plain:
            if put.way != "null":
                given.append(Given(put.column, put.way, put.constant))
            puts.append((put.column, "NULL" if put.way == "null" else self.speech.place(len(given))))
        first = len(self.piece.step.key) + len(self.piece.watched)
        puts += [(name, f"k.c{first + at}") for at, name in enumerate(self.piece.rewritten)]
        return puts, tuple(given)

    def after(self) -> tuple[Check, ...]:
        """Return what must be true once everything is written, by the frozen keys alone."""
        if self.lists is not None and self.piece.order.verb == "erase":
            return (self.lists.counting("unconfirmed", 0),)
        if self.lists is not None:
            return (self.lists.holding(self.plain, self.piece.shape, self.piece.rows),)
        rows = self.speech.joined(self.keys, self.table, self.by_key)
        if self.piece.order.verb == "erase":
            return (Check("unconfirmed", counting(rows), 0),)
        if not self.plain and not self.piece.rewritten:
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
        taken = [piece.shape.by_name[name] for name in columns]
        puts = [(name, f"k.c{len(key) + at}") for at, name in enumerate(names)]
        shown = ", ".join(f"{named(self.name, one)} AS c{at}" for at, one in enumerate(columns))
        rows = self.speech.joined(self.keys, self.table, self.by_key)
        holds = " AND ".join(self.speech.holds(piece.shape.by_name[name], what) for name, what in puts)
        kept = counting(self.speech.joined(held, self.table, self.by_key), "WHERE", holds)
        return Hashing(
            columns=names,
            lengths=tuple(self._length(name) for name in names),
            read=said("SELECT", shown, "FROM", rows),
            held=self._held(held, self.table, taken, "keyed hashes"),
            write=self.speech.update(held, piece.shape, self.table, self.by_key, puts),
            check=Check("unconfirmed", kept, piece.rows),
        )

    def _length(self, name: str) -> int:
        longest = self.piece.shape.by_name[name].longest
        declared = self.piece.collection.by_path[name].length
        return min(FULL_HASH, longest or FULL_HASH, declared or FULL_HASH)


def _without(held: str, own: str) -> str:
    return said("WHERE NOT EXISTS (SELECT 1 FROM", held, "AS o WHERE", f"{own})")


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
