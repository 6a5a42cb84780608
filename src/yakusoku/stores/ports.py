"""What the rest of the program may ask of a company's database, and how it refuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.stores.shapes import Shape

DialectName = Literal["sqlite", "postgresql", "mariadb"]
BATCH = 5_000
"""Rows that a store gives at a time."""

Raw: TypeAlias = object
"""A value as the driver gives it."""


class UnableToRead(UnableTo):
    """A store that did not give what was asked. The text names stores and columns, never a value."""

    asked = text("read from a store")

    def __init__(self, store: str, wrong: Text, *, do: Text, code: str = "") -> None:
        """Name the `store`; `code` is the driver's own code, such as 42703, which holds no value."""
        self.store = store
        self.code = code
        super().__init__(wrong, do=do)


class StoreUnavailable(UnableToRead):
    """The store cannot be reached or took too long: the same question may be asked again later."""


class StoreRefused(UnableToRead):
    """The store or we refused the question: it will be refused again until somebody changes something."""


Family = Literal[
    "text", "integer", "float", "boolean", "date", "timestamp", "bytes", "json", "array", "other", "any"
]
"""
Types that mean the same in every database; `any` is a column that takes what it is given, `array` one of PostgreSQL's
own arrays.
"""


@dataclass(frozen=True, slots=True)
class StoreColumn:
    """A column as the store knows it: its own word for the type, and the family that belongs to."""

    name: str
    type_name: str
    family: Family


@dataclass(frozen=True, slots=True)
class StoreTable:
    """
    A table or view as the store knows it.

    `schema` is None in a store without schemas; `plain` says that its name alone leads to it.
    """

    schema: str | None
    name: str
    columns: tuple[StoreColumn, ...]
    plain: bool = True

    def is_called(self, schema: str | None, name: str) -> bool:
        """Return whether a statement that names `schema` (or none) and `name` reads this table."""
        return name == self.name and (self.plain if schema is None else self.schema in (None, schema))


class Session(Protocol):
    """
    One transaction that may write. What is not committed is undone when the session ends, however it ends.

    All methods raise StoreUnavailable where the same may be tried again later (the store is gone, or another
    holds a lock for too long), else StoreRefused.
    """

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run a statement as it stands and return how many rows it changed: also those that held the content before."""
        ...

    def load(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Give rows to a statement that takes them."""
        ...

    def ask(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Raw, ...]]:
        """Return all rows of a question; ask for few."""
        ...

    def commit(self) -> None:
        """Keep what was written. Where this raises StoreUnavailable, nobody knows whether it was kept."""
        ...


class Snapshot(Protocol):
    """
    One transaction in which several questions see the same rows, beside which rows of ours may stand for as long.

    All methods raise StoreUnavailable or StoreRefused as a store does.
    """

    def keep(self, made: str, into: str, batches: Iterable[list[tuple[object, ...]]]) -> None:
        """Make a table of ours by the statement `made`, gone with the snapshot, and fill it by the statement `into`."""
        ...

    def read(self, sql: str, columns: Sequence[str]) -> Iterator[list[tuple[Raw, ...]]]:
        """Give the rows of `sql` in batches of at most `BATCH`; take them all before the next question."""
        ...


class Store(Protocol):
    """One database of the company. Reading is for reading only; memory does not grow with what is read."""

    @property
    def name(self) -> str:
        """Return the name under which the home connects it."""
        ...

    @property
    def dialect(self) -> DialectName:
        """Return which SQL it understands."""
        ...

    def read(
        self, sql: str, parameters: Sequence[object], columns: Sequence[str]
    ) -> Iterator[list[tuple[Raw, ...]]]:
        """
        Run `sql` as it stands and give its rows in batches of at most `BATCH`.

        :raises StoreUnavailable: if the store does not answer
        :raises StoreRefused: if it refuses, or if the columns are not exactly `columns`
        """
        ...

    def ping(self) -> None:
        """Return if the store answers. :raises StoreUnavailable: or StoreRefused: if not"""
        ...

    def tables(self) -> tuple[StoreTable, ...]:
        """Return all tables and views that can be read, sorted. :raises UnableToRead: as `read` does"""
        ...

    def shapes(self, within: Session | None = None) -> tuple[Shape, ...]:
        """
        Return what decides how rows can be changed, of all tables and views, `within` a transaction or as they are now.

        :raises UnableToRead: as `read` does
        """
        ...

    def session(self) -> AbstractContextManager[Session]:
        """Open a transaction that may write. :raises UnableToRead: as the session does"""
        ...

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Open a transaction that changes no row of the store. :raises UnableToRead: as the snapshot does"""
        ...


def unavailable(store: str, code: str = "") -> StoreUnavailable:
    """Return the refusal of a store that does not answer."""
    wrong = text("the store {store} does not answer{code}.", store=store, code=f" ({code})" if code else "")
    do = text("Nothing is lost: it is asked again. If this goes on, look at the store and its address.")
    return StoreUnavailable(store, wrong, do=do, code=code)


def refused(store: str, code: str = "") -> StoreRefused:
    """Return the refusal of a store that rejects a statement."""
    wrong = text(
        "the store {store} rejects the statement{code}.", store=store, code=f" ({code})" if code else ""
    )
    do = text("Run `yakusoku doctor`: it compares the data map with the tables of the store.")
    return StoreRefused(store, wrong, do=do, code=code)


def other_columns(store: str) -> StoreRefused:
    """Return the refusal of an answer whose columns are not those that were asked for."""
    wrong = text("the store {store} gives other columns than asked.", store=store)
    return StoreRefused(store, wrong, do=text("Compile the plan anew from the data map."))
