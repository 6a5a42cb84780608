"""
Tables of sample systems, declared in words of our own and made in any database.

A declaration is one line for each column, the primary key first:

    order_no     code    key
    customer_no  code    indexed of customer.customer_no
    ordered_on   day
    shipped_on   day?
    amount_yen   yen

`?` lets a column be empty. `of table.column` says where the value must also stand; it is no constraint of the
database, as such systems rarely have one, and tests hold it. A key of several columns says `key` in each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from yakusoku.examples.people.truth import Key

Kind = Literal["code", "text", "whole", "yen", "truth", "day", "moment"]
"""
`code` is a short text that can be a key or have an index (a number with letters, a mailbox); `text` any other.

In a row, `whole` and `yen` are int, `truth` is bool, `day` is ISO text (2026-11-23), and `moment` is ISO text in
Tokyo time with a T and no zone (2026-11-23T09:05:00), so that every database gives back the same.
"""

Value: TypeAlias = str | int | bool | None
Row: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True)
class Column:
    """One column; `of` is the table and column in which its value must also stand."""

    name: str
    kind: Kind
    empty: bool = False
    key: bool = False
    indexed: bool = False
    of: tuple[str, str] | None = None


@dataclass(frozen=True, eq=False)
class Table:
    """One table of a store. Its columns begin with those of the primary key."""

    store: str
    name: str
    columns: tuple[Column, ...]

    def __str__(self) -> str:
        return f"{self.store}.{self.name}"

    @property
    def column_names(self) -> tuple[str, ...]:
        """Return the names in their order."""
        return tuple(column.name for column in self.columns)

    @property
    def key(self) -> tuple[Column, ...]:
        """Return the columns of the primary key."""
        return tuple(column for column in self.columns if column.key)

    def keys_of(self, rows: Sequence[Row]) -> list[Key]:
        """Return the primary keys of `rows`: the value itself, or a tuple where the key has several columns."""
        width = len(self.key)
        if width == 1:
            return [_part(row[0]) for row in rows]
        return [tuple(_part(value) for value in row[:width]) for row in rows]


def _part(value: Value) -> str | int:
    if value is None:
        raise ValueError("a primary key is never empty")
    return value


def table(store: str, name: str, declared: str) -> Table:
    """
    Return the table that the lines of `declared` describe.

    :raises ValueError: if a line says what no column can be, a key or an index is a `text`, which not every
        database allows, or the key does not come first
    """
    columns = tuple(_column(line) for line in declared.strip().splitlines())
    if [column.key for column in columns] != sorted((column.key for column in columns), reverse=True):
        raise ValueError(f"{name}: the columns of the key come first")
    if not columns[0].key:
        raise ValueError(f"{name}: one column at least is marked `key`")
    return Table(store, name, columns)


def _column(line: str) -> Column:
    name, kind, *marks = (*line.split(), "", "")
    of = _elsewhere(marks)
    said = {mark for mark in marks if mark}
    plain, empty = kind.removesuffix("?"), kind.endswith("?")
    if said - {"key", "indexed"} or plain not in get_args(Kind) or (said and plain == "text"):
        raise ValueError(f"no column is declared as {line.strip()!r}")
    found: Kind = plain  # type: ignore[assignment]  # it is one of them, as was just seen
    return Column(name, found, empty, "key" in said, "indexed" in said, of)


def _elsewhere(marks: list[str]) -> tuple[str, str] | None:
    """Take `of table.column` out of `marks` and return it; one that names no column stays, as no known mark."""
    for place, mark in enumerate(marks):
        there, _, column = marks[place + 1].partition(".") if mark == "of" else ("", "", "")
        if there and column:
            del marks[place : place + 2]
            return there, column
    return None
