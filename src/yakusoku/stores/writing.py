"""
The statements of a change per database. Pure: the text made here is what the driver sends, to the letter.

Frozen keys are loaded into a table of the session's own, whose columns have the type that the store's have, and are
compared as the store compares (so that its index serves) and byte for byte. `k` is that table and `t` the company's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from yakusoku.stores.dialects import dialect
from yakusoku.stores.ports import DialectName
from yakusoku.stores.shapes import Shape, ShapeColumn

_EXACT = frozenset({"integer", "float", "boolean", "date", "timestamp"})
"""Families in which two values that a store holds equal are the same value."""


class Writer(Protocol):
    """How one kind of database wants its rows changed."""

    def held(self, number: str) -> str:
        """Return the name of a table of the session's own."""
        ...

    def create(self, held: str, table: str, columns: Sequence[str]) -> str:
        """Return the statement that makes `held` with columns of the types that `columns` of `table` have."""
        ...

    def load(self, held: str, width: int) -> str:
        """Return the statement that takes rows of `width` values."""
        ...

    def same(self, column: ShapeColumn, held: str, of: str = "t") -> str:
        """Return the condition that the column of `of` is what the column `held` is; NULL is the same as NULL."""
        ...

    def locked(self, held: str, table: str, on: str) -> str:
        """Return the statement that counts the rows of `table` that `held` names, and keeps others from them."""
        ...

    def joined(self, held: str, table: str, on: str) -> str:
        """Return what stands behind FROM to read those rows, beginning at the few."""
        ...

    def erase(self, held: str, shape: Shape, table: str, on: str) -> str:
        """Return the statement that erases them."""
        ...

    def update(self, held: str, shape: Shape, table: str, on: str, puts: Sequence[tuple[str, str]]) -> str:
        """Return the statement that puts into each column what its expression says; it may name `k`."""
        ...

    def place(self, number: int) -> str:
        """Return the mark of the parameter with this number, from one."""
        ...

    def holds(self, column: ShapeColumn, expression: str) -> str:
        """Return the condition that `t`'s column holds what `expression` says, to the letter."""
        ...


def said(*parts: str) -> str:
    """Return a statement of its parts."""
    return " ".join(parts)


def counting(*parts: str) -> str:
    """Return the question how many rows there are of what `parts` say together."""
    return said("SELECT count(*) AS n FROM", *parts)


def named(writer_of: DialectName, name: str, of: str = "t") -> str:
    """Return a column of the table that is changed, or of another."""
    return f"{of}.{dialect(writer_of).quoted(name)}"


class _Sqlite:
    def held(self, number: str) -> str:
        return f'temp."yakusoku_{number}"'

    def create(self, held: str, table: str, columns: Sequence[str]) -> str:
        return said(
            "CREATE TABLE", held, "AS SELECT", _as_held("sqlite", columns), "FROM", table, "AS t WHERE 1 = 0"
        )

    def load(self, held: str, width: int) -> str:
        return said("INSERT INTO", held, f"VALUES ({', '.join('?' * width)})")

    def same(self, column: ShapeColumn, held: str, of: str = "t") -> str:
        mine = named("sqlite", column.name, of)
        return f"{mine} IS {held} AND {mine} IS {held} COLLATE BINARY"

    def locked(self, held: str, table: str, on: str) -> str:
        return counting(self.joined(held, table, on))  # the whole file is ours meanwhile

    def joined(self, held: str, table: str, on: str) -> str:
        return f"{held} AS k CROSS JOIN {table} AS t ON {on}"

    def erase(self, held: str, shape: Shape, table: str, on: str) -> str:
        return said("DELETE FROM", table, "AS t WHERE", self._rows(held, shape, table, on))

    def update(self, held: str, shape: Shape, table: str, on: str, puts: Sequence[tuple[str, str]]) -> str:
        puts_said = ", ".join(f"{dialect('sqlite').quoted(name)} = {what}" for name, what in puts)
        if any(what.startswith("k.") for _, what in puts):
            return said("UPDATE", table, "AS t SET", puts_said, "FROM", held, "AS k WHERE", on)
        return said("UPDATE", table, "AS t SET", puts_said, "WHERE", self._rows(held, shape, table, on))

    def _rows(self, held: str, shape: Shape, table: str, on: str) -> str:
        if shape.row_name is None:
            return said("EXISTS (SELECT 1 FROM", held, "AS k WHERE", f"{on})")
        found = said("SELECT", f"t.{shape.row_name}", "FROM", self.joined(held, table, on))
        return f"t.{shape.row_name} IN ({found})"

    def place(self, number: int) -> str:
        del number
        return "?"

    def holds(self, column: ShapeColumn, expression: str) -> str:
        return f"{named('sqlite', column.name)} IS {expression} COLLATE BINARY"


class _Postgresql:
    def held(self, number: str) -> str:
        return f'pg_temp."yakusoku_{number}"'

    def create(self, held: str, table: str, columns: Sequence[str]) -> str:
        plain = held.removeprefix("pg_temp.")
        rows = said("SELECT", _as_held("postgresql", columns), "FROM", table, "AS t WHERE false")
        return f"CREATE TEMP TABLE {plain} ON COMMIT DROP AS {rows}"

    def load(self, held: str, width: int) -> str:
        del width
        return f"COPY {held} FROM STDIN"

    def same(self, column: ShapeColumn, held: str, of: str = "t") -> str:
        mine = named("postgresql", column.name, of)
        alike = "IS NOT DISTINCT FROM" if column.nullable else "="
        exact = f' AND {mine}::text COLLATE "C" {alike} {held}::text COLLATE "C"'
        return f"{mine} {alike} {held}" + ("" if column.family in _EXACT else exact)

    def locked(self, held: str, table: str, on: str) -> str:
        return counting("(SELECT 1 FROM", self.joined(held, table, on), "FOR UPDATE OF t) AS x")

    def joined(self, held: str, table: str, on: str) -> str:
        return f"{held} AS k JOIN {table} AS t ON {on}"

    def erase(self, held: str, shape: Shape, table: str, on: str) -> str:
        del shape
        return said("DELETE FROM", table, "AS t USING", held, "AS k WHERE", on)

    def update(self, held: str, shape: Shape, table: str, on: str, puts: Sequence[tuple[str, str]]) -> str:
        del shape
        puts_said = ", ".join(f"{dialect('postgresql').quoted(name)} = {what}" for name, what in puts)
        return said("UPDATE", table, "AS t SET", puts_said, "FROM", held, "AS k WHERE", on)

    def place(self, number: int) -> str:
        return f"${number}"

    def holds(self, column: ShapeColumn, expression: str) -> str:
        mine = named("postgresql", column.name)
        given = expression if expression.startswith("k.") else f"{expression}::{_word(column)}"
        if column.family in _EXACT:
            return f"{mine} IS NOT DISTINCT FROM {given}"
        return f'{mine}::text COLLATE "C" IS NOT DISTINCT FROM {given}::text COLLATE "C"'


class _Mariadb:
    def held(self, number: str) -> str:
        return f"`yakusoku_{number}`"

    def create(self, held: str, table: str, columns: Sequence[str]) -> str:
        rows = said("SELECT", _as_held("mariadb", columns), "FROM", table, "AS t WHERE 1 = 0")
        return f"CREATE TEMPORARY TABLE {held} ENGINE=InnoDB {rows}"

    def load(self, held: str, width: int) -> str:
        return said("INSERT INTO", held, f"VALUES ({', '.join(['%s'] * width)})")

    def same(self, column: ShapeColumn, held: str, of: str = "t") -> str:
        mine = named("mariadb", column.name, of)
        alike = f"{mine} <=> {held}"
        exact = f" AND CAST({mine} AS BINARY) <=> CAST({held} AS BINARY)"
        return alike + (exact if column.family == "text" else "")

    def locked(self, held: str, table: str, on: str) -> str:
        return counting(self.joined(held, table, on), "FOR UPDATE")

    def joined(self, held: str, table: str, on: str) -> str:
        return f"{held} AS k STRAIGHT_JOIN {table} AS t ON ({on})"

    def erase(self, held: str, shape: Shape, table: str, on: str) -> str:
        del shape
        return said("DELETE t FROM", self.joined(held, table, on))

    def update(self, held: str, shape: Shape, table: str, on: str, puts: Sequence[tuple[str, str]]) -> str:
        del shape
        puts_said = ", ".join(f"{named('mariadb', name)} = {what}" for name, what in puts)
        return said("UPDATE", self.joined(held, table, on), "SET", puts_said)

    def place(self, number: int) -> str:
        del number
        return "%s"

    def holds(self, column: ShapeColumn, expression: str) -> str:
        mine = named("mariadb", column.name)
        if column.family != "text":
            return f"{mine} <=> {expression}"
        both = (f"CAST(CONVERT({one} USING utf8mb4) AS BINARY)" for one in (mine, expression))
        return " <=> ".join(both)


def _as_held(name: DialectName, columns: Sequence[str]) -> str:
    return ", ".join(f"{named(name, one)} AS c{number}" for number, one in enumerate(columns))


def _word(column: ShapeColumn) -> str:
    """Return the type that a parameter is read as: never one with a length, which would cut it in silence."""
    return "text" if column.family == "text" else column.type_name


_WRITERS: dict[DialectName, Writer] = {
    "sqlite": _Sqlite(),
    "postgresql": _Postgresql(),
    "mariadb": _Mariadb(),
}


def writer(name: DialectName) -> Writer:
    """Return the writer for the database called `name`."""
    return _WRITERS[name]
