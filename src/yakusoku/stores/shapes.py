"""The shape of a table as the store itself knows it: what decides whether, and how, rows can be changed. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from yakusoku.stores.ports import Family

Action = Literal["refuse", "erase", "empty"]
"""What a store does with rows that refer to a row that goes (or whose key changes): `empty` is NULL or a default."""
Event = Literal["erase", "update"]
Obstacle = Literal["view", "foreign", "no-transactions", "versions"]
"""Why no row of a table can be changed for certain; `versions` keeps what was erased in a history of its own."""


@dataclass(frozen=True, slots=True)
class ShapeColumn:
    """A column: `computed` is one that the store fills from others, `longest` the characters that it takes."""

    name: str
    type_name: str
    family: Family
    nullable: bool = True
    computed: bool = False
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns that refer to another table's, and what the store does when that row goes or its key changes."""

    columns: tuple[str, ...]
    to_schema: str | None
    to_table: str
    to_columns: tuple[str, ...]
    on_erase: Action = "refuse"
    on_change: Action = "refuse"


@dataclass(frozen=True, slots=True)
class Trigger:
    """
    A program in the store that runs when rows change; nobody sees from outside what it does.

    `definition` is the digest of all that the store tells of it: `sha256:` and hex.
    """

    name: str
    events: tuple[Event, ...]
    definition: str = ""


@dataclass(frozen=True)
class Shape:
    """
    One table or view.

    `unique` holds the columns of every key that the store keeps unique. `row_name` is the word under which SQLite
    numbers the rows, where it does and no column hides it. `leading` are columns with which an index of MariaDB begins:
    they say how rows are found quickly, and another index makes no other table.
    """

    schema: str | None
    name: str
    columns: tuple[ShapeColumn, ...]
    plain: bool = True
    obstacle: Obstacle | None = None
    unique: tuple[tuple[str, ...], ...] = ()
    foreign: tuple[ForeignKey, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    row_name: str | None = None
    leading: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    def is_called(self, schema: str | None, name: str) -> bool:
        """Return whether a statement that names `schema` (or none) and `name` means this table."""
        return name == self.name and (self.plain if schema is None else self.schema in (None, schema))

    @cached_property
    def by_name(self) -> dict[str, ShapeColumn]:
        """Return the columns by their names."""
        return {column.name: column for column in self.columns}

    @cached_property
    def said(self) -> str:
        """Return all that the store tells of the table, in words that are the same for the same shape."""
        return repr(self)

    def referring(self, key: ForeignKey) -> bool:
        """Return whether `key` leads to this table."""
        return key.to_table == self.name and (
            self.plain if key.to_schema is None else self.schema in (None, key.to_schema)
        )


def digest_of(*words: object) -> str:
    """Return the digest of a definition, of which the store tells these words."""
    whole = json.dumps([str(word) for word in words], ensure_ascii=False)
    return f"sha256:{hashlib.sha256(whole.encode()).hexdigest()}"


def standing(shape: Shape, shapes: Iterable[Shape]) -> str:
    """Return the SHA-256 of a table's shape and of all references to it, in hex: another digest, another table."""
    return standings(shapes, [shape])[0]


def standings(shapes: Iterable[Shape], wanted: Iterable[Shape]) -> list[str]:
    """Return the digests of several tables among `shapes`, each as `standing` says."""
    leading: dict[str, list[tuple[Shape, ForeignKey]]] = {}
    for one in shapes:
        for key in one.foreign:
            leading.setdefault(key.to_table, []).append((one, key))
    made = []
    for shape in wanted:
        keys = ((one, key) for one, key in leading.get(shape.name, ()) if shape.referring(key))
        referring = sorted(repr((one.schema, one.name, key)) for one, key in keys)
        made.append(hashlib.sha256(f"({shape.said}, {referring!r})".encode()).hexdigest())
    return made


def shape_of(shapes: Iterable[Shape], schema: str | None, name: str) -> Shape | None:
    """Return the shape of the table that a statement means by `schema` and `name`, or None."""
    return next((one for one in shapes if one.is_called(schema, name)), None)
