"""
The statements of a change per database. Pure: the text made here is what the driver sends, to the letter.

Frozen keys are loaded into a table of the session's own, whose columns have the type that the store's have, and are
compared as the store compares (so that its index serves) and byte for byte. `k` is that table and `t` the company's.
"""

# Long because three databases say one thing in three ways, and are compared line by line.
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from yakusoku.stores.changes import PartWay
from yakusoku.stores.dialects import dialect
from yakusoku.stores.listing import KeyType
from yakusoku.stores.ports import DialectName
from yakusoku.stores.shapes import Shape, ShapeColumn

_TEXTS = ("text", "character varying")
_MOST_LISTED = 1_000
"""For more keys a join with a table in memory is quicker in MariaDB than a list."""
_EXACT = frozenset({"integer", "float", "boolean", "date", "timestamp"})
"""Families in which two values that a store holds equal are the same value."""


Listed = tuple[str, tuple[PartWay, ...]]
"""A condition, and what its parameters are given of the rows that it names."""
_LIST: tuple[PartWay, ...] = ("keys",)


class Writer(Protocol):
    """How one kind of database wants its rows changed."""

    def held(self, number: str) -> str:
        """Return the name of a table of the session's own."""
        ...

    def create(self, held: str, table: str, columns: Sequence[ShapeColumn]) -> str:
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

    def quoted(self, name: str) -> str:
        """Return a name as it stands before what is put into its column."""
        ...

    def named(self, name: str) -> str:
        """Return a column of the table that is changed."""
        ...

    def place(self, number: int) -> str:
        """Return the mark of the parameter with this number, from one."""
        ...

    def fitting(self, column: ShapeColumn, expression: str) -> str:
        """Return what an expression is to be for the column to take it."""
        ...

    def holds(self, column: ShapeColumn, expression: str) -> str:
        """Return the condition that `t`'s column holds what `expression` says, to the letter."""
        ...

    def kept(self, column: ShapeColumn, expression: str) -> str:
        """Return the same for a column whose index is not to serve the statement: that of the key does."""
        ...

    def served(self, column: ShapeColumn, first: int) -> tuple[str, int]:
        """
        Return the same of parameters from number `first` on, and of how many, so that an index of the column may serve.
        """
        ...

    def listed(self, column: ShapeColumn, kind: KeyType, first: int) -> Listed | None:
        """
        Return the condition that `t`'s column is in a list or map of keys, to the letter, and what it is given from
        parameter `first` on; None where a column of this type needs a table.
        """
        ...

    def between(self, column: ShapeColumn, listed: int, number: int) -> Listed:
        """
        Return the condition that the index of `t`'s column serves: it lies where a map does.

        `listed` is the number of the first parameter of the map, `number` the next that is free.
        """
        ...

    def takes(self, kind: KeyType, rows: int, shape: Shape, watched: Sequence[ShapeColumn]) -> bool:
        """Return whether so many keys are quicker in one parameter than in a table."""
        ...

    @property
    def puts_by_key(self) -> bool:
        """Return whether rows of a map get new content quicker in the order of their keys."""
        ...

    @property
    def locks_what_it_reads(self) -> bool:
        """Return whether a write waits for rows that it reads and does not mean."""
        ...

    def erasing(self, table: str) -> str:
        """Return how a statement begins that erases rows of `table`."""
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


@dataclass(frozen=True)
class _Named:
    """What all have in common: names as their dialect writes them."""

    name: DialectName
    mark: ClassVar[str] = "?"
    puts_by_key: ClassVar[bool] = False
    locks_what_it_reads: ClassVar[bool] = False

    def takes(self, kind: KeyType, rows: int, shape: Shape, watched: Sequence[ShapeColumn]) -> bool:
        del kind, rows, shape, watched
        return True

    def between(self, column: ShapeColumn, listed: int, number: int) -> Listed:
        del listed
        return f"{named(self.name, column.name)} BETWEEN {self.mark} AND {self.mark}", ("least", "greatest")

    def place(self, number: int) -> str:
        del number
        return self.mark

    def erasing(self, table: str) -> str:
        return said("DELETE FROM", table, "AS t WHERE")

    def fitting(self, column: ShapeColumn, expression: str) -> str:
        del column
        return expression

    def quoted(self, name: str) -> str:
        return dialect(self.name).quoted(name)

    def named(self, name: str) -> str:
        return named(self.name, name)


class _Sqlite(_Named):
    puts_by_key: ClassVar[bool] = True

    def held(self, number: str) -> str:
        return f'temp."yakusoku_{number}"'

    def create(self, held: str, table: str, columns: Sequence[ShapeColumn]) -> str:
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

    def holds(self, column: ShapeColumn, expression: str) -> str:
        return f"{named('sqlite', column.name)} IS {expression} COLLATE BINARY"

    def kept(self, column: ShapeColumn, expression: str) -> str:
        return f"+{self.holds(column, expression)}"

    def served(self, column: ShapeColumn, first: int) -> tuple[str, int]:
        return self.holds(column, self.place(first)), 1

    def listed(self, column: ShapeColumn, kind: KeyType, first: int) -> Listed | None:
        del first
        if column.family != ("integer" if kind == "map" else kind):
            return None
        mine, keys = named("sqlite", column.name), "IN (SELECT value FROM json_each(?))"
        if kind == "map":  # always beside `between`; a column of whole numbers may hold 1.5, which is none
            mark = f"substr(?, {mine} - ? + 1, 1) = x'31'"
            return f"{mine} | 0 = {mine} AND {mark}", ("keys", "least")
        if kind == "integer":
            return f"{mine} {keys}", _LIST
        return f"{mine} {keys} AND +{mine} COLLATE BINARY {keys}", (*_LIST, *_LIST)


class _Postgresql(_Named):
    def held(self, number: str) -> str:
        return f'pg_temp."yakusoku_{number}"'

    def create(self, held: str, table: str, columns: Sequence[ShapeColumn]) -> str:
        plain = held.removeprefix("pg_temp.")
        shown = ", ".join(f"{_as_json(one, 't')} AS c{number}" for number, one in enumerate(columns))
        rows = said("SELECT", shown, "FROM", table, "AS t WHERE false")
        return f"CREATE TEMP TABLE {plain} ON COMMIT DROP AS {rows}"

    def load(self, held: str, width: int) -> str:
        del width
        return f"COPY {held} FROM STDIN"

    def same(self, column: ShapeColumn, held: str, of: str = "t") -> str:
        mine = _as_json(column, of)
        if column.family in (
            "json",
            "array",
        ):  # two texts of one content are two; and `json` knows no equality at all
            return f'{mine}::text COLLATE "C" IS NOT DISTINCT FROM {held}::text COLLATE "C"'
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

    def fitting(self, column: ShapeColumn, expression: str) -> str:
        if column.family != "array" or expression == "NULL":
            return expression
        content = expression if expression.startswith("k.") else f"{expression}::jsonb"
        elements = said(
            "SELECT e.v FROM",
            f"jsonb_array_elements_text({content}) WITH ORDINALITY AS e(v, at) ORDER BY e.at",
        )
        return f"CASE WHEN {content} IS NULL THEN NULL ELSE ARRAY({elements})::{column.type_name} END"

    def holds(self, column: ShapeColumn, expression: str) -> str:
        mine = _as_json(column, "t")
        given = expression if expression.startswith("k.") else f"{expression}::{_word(column)}"
        if column.family in _EXACT:
            return f"{mine} IS NOT DISTINCT FROM {given}"
        return f'{mine}::text COLLATE "C" IS NOT DISTINCT FROM {given}::text COLLATE "C"'

    def kept(self, column: ShapeColumn, expression: str) -> str:
        return self.holds(column, expression)  # no index serves IS NOT DISTINCT FROM

    def served(self, column: ShapeColumn, first: int) -> tuple[str, int]:
        exactly, given = self.holds(column, f"${first}"), f"${first}::{_word(column)}"
        if column.family not in _EXACT and column.type_name not in _TEXTS:
            return exactly, 1
        return f"({named('postgresql', column.name)} = {given} OR {given} IS NULL) AND {exactly}", 1

    def listed(self, column: ShapeColumn, kind: KeyType, first: int) -> Listed | None:
        mine, keys = named("postgresql", column.name), f"${first}::{column.type_name}[]"
        if kind == "map" and column.family == "integer":
            inside, at = self._between(mine, first + 1), f"({mine} - ${first + 1}::bigint)::integer"
            mark = f"get_bit(${first}::bytea, {at}) = 1"
            return f"CASE WHEN {inside} THEN {mark} ELSE false END", ("keys", "least", "greatest")
        if kind == "integer" and column.family == "integer":
            return f"{mine} = ANY({keys})", _LIST
        if kind == "text" and column.type_name == "uuid":
            return f"{mine} = ANY({keys})", _LIST
        if kind == "text" and column.type_name in _TEXTS:
            return (
                f'{mine} = ANY(${first}::text[]) AND {mine}::text COLLATE "C" = ANY(${first}::text[])',
                _LIST,
            )
        return None

    def between(self, column: ShapeColumn, listed: int, number: int) -> Listed:
        del number
        return self._between(named("postgresql", column.name), listed + 1), ()

    def _between(self, mine: str, first: int) -> str:
        return f"{mine} BETWEEN ${first}::bigint AND ${first + 1}::bigint"


class _Mariadb(_Named):
    mark: ClassVar[str] = "%s"
    locks_what_it_reads: ClassVar[bool] = True

    def takes(self, kind: KeyType, rows: int, shape: Shape, watched: Sequence[ShapeColumn]) -> bool:
        if kind == "map":  # else it goes through rows of others, and waits for those that somebody holds
            return any(one.name in shape.leading for one in watched)
        return rows <= _MOST_LISTED

    def erasing(self, table: str) -> str:
        return said("DELETE t FROM", table, "AS t WHERE")

    def held(self, number: str) -> str:
        return f"`yakusoku_{number}`"

    def create(self, held: str, table: str, columns: Sequence[ShapeColumn]) -> str:
        rows = said("SELECT", _as_held("mariadb", columns), "FROM", table, "AS t WHERE 1 = 0")
        # Numbers and days stay in memory; of texts, which may be long, a table there could be too full.
        small = _EXACT.issuperset(one.family for one in columns)
        engine = "MEMORY" if small else "Aria TRANSACTIONAL=0"
        return f"CREATE TEMPORARY TABLE {held} ENGINE={engine} {rows}"

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

    def holds(self, column: ShapeColumn, expression: str) -> str:
        mine = named("mariadb", column.name)
        if column.family != "text":
            return f"{mine} <=> {expression}"
        both = (f"CAST(CONVERT({one} USING utf8mb4) AS BINARY)" for one in (mine, expression))
        return " <=> ".join(both)

    def kept(self, column: ShapeColumn, expression: str) -> str:
        return self.holds(column, expression)

    def served(self, column: ShapeColumn, first: int) -> tuple[str, int]:
        exactly = self.holds(column, self.place(first))
        if column.family != "text":
            return exactly, 1
        return f"{named('mariadb', column.name)} <=> %s AND {exactly}", 2

    def listed(self, column: ShapeColumn, kind: KeyType, first: int) -> Listed | None:
        del first
        mine = named("mariadb", column.name)
        if column.family != "integer" or kind == "text":
            return None
        if kind == "integer":
            return f"{mine} IN %s", _LIST
        at = f"{mine} - %s"
        mark = f"ASCII(SUBSTRING(%s, ({at}) DIV 8 + 1, 1)) >> (({at}) MOD 8) & 1"
        said_so = f"CASE WHEN {mine} BETWEEN %s AND %s THEN {mark} ELSE 0 END"
        return said_so, ("least", "greatest", "keys", "least", "least")


def _as_held(name: DialectName, columns: Sequence[ShapeColumn]) -> str:
    return ", ".join(f"{named(name, one.name)} AS c{number}" for number, one in enumerate(columns))


def _as_json(column: ShapeColumn, of: str) -> str:
    """Return a column of PostgreSQL; one of its own arrays as JSON, which is how we read, compare and keep it."""
    mine = named("postgresql", column.name, of)
    return f"to_jsonb({mine})" if column.family == "array" else mine


def _word(column: ShapeColumn) -> str:
    """Return the type that a parameter is read as: never one with a length, which would cut it in silence."""
    return {"text": "text", "array": "jsonb"}.get(column.family, column.type_name)


_WRITERS: dict[DialectName, Writer] = {
    "sqlite": _Sqlite("sqlite"),
    "postgresql": _Postgresql("postgresql"),
    "mariadb": _Mariadb("mariadb"),
}


def writer(name: DialectName) -> Writer:
    """Return the writer for the database called `name`."""
    return _WRITERS[name]
