"""What a company of the samples is: stores, tables, and everybody with their rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol, TypeAlias

from yakusoku.examples.people.persons import Person
from yakusoku.examples.systems.tables import Row, Table

Made: TypeAlias = Sequence[tuple[Table, Sequence[Row]]]
"""Rows by table. A table may come several times."""


class Theirs(NamedTuple):
    """A person with every row that is theirs; `code` names one of the cast."""

    person: Person
    rows: Made
    code: str | None = None


class Everybody(Protocol):
    """Makes the people of a company, one after the other."""

    def __call__(self, people: int, /, *, seed: int, as_of: date) -> Iterator[Theirs]:
        """Yield the six of the cast, then `people` drawn persons; equal arguments yield equal rows."""
        ...


@dataclass(frozen=True)
class Company:
    """
    A company of the samples. `code` is the id of its policy and the name of its folders.

    `stores` maps the name of each store, as the data map writes it, to the file in which a home has it; the
    store that others point to comes first. `lists` are rows that are nobody's, such as channels or products.
    `unserved` names what data map and published text say differently, each with the reason why that is so: by
    the category that no purpose covers, or the word that one of the two lacks. `by_hand` is False for a part of
    a company whose home leaves out the places that people search. `written` says by which word (`spellings`) the
    system is known that wrote the people of a table.
    """

    code: str
    stores: Mapping[str, str]
    tables: tuple[Table, ...]
    everybody: Everybody
    lists: Made = ()
    unserved: Mapping[str, str] = field(default_factory=dict)
    by_hand: bool = True
    written: Mapping[Table, str] = field(default_factory=dict)

    @property
    def urls(self) -> dict[str, str]:
        """Return the address of each store in a home: a SQLite file below its folder `stores`."""
        return {name: f"sqlite:///stores/{file}" for name, file in self.stores.items()}

    @property
    def maps(self) -> tuple[str, ...]:
        """Return the files of its data map: one for each store, and one for the places that people search."""
        names = (*self.stores, f"{self.code}-manual") if self.by_hand else tuple(self.stores)
        return tuple(f"{name}.yaml" for name in names)
