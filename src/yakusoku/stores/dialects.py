"""
SQL text per database. Pure: the text made here is what the driver sends, to the letter.

Every identifier is quoted and every column named through the table (`t."name"`): without that, SQLite reads
a quoted name that no column has as a text, and PostgreSQL reads `user` as the role. All keys for a column
travel in one parameter, so the text does not depend on how many there are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal, Protocol

from yakusoku.stores.ports import DialectName

KeyKind = Literal["text", "integer", "uuid", "date"]
Key = tuple[str | int, ...]
"""A key of one or several columns."""


class Dialect(Protocol):
    """How one kind of database wants its questions."""

    name: DialectName

    def table(self, schema: str | None, name: str) -> str:
        """Return the quoted name of a table."""
        ...

    def among(self, columns: Sequence[str], kinds: Sequence[KeyKind], first: int) -> str:
        """Return the condition that `columns` hold a key in the parameters from number `first` on."""
        ...

    def within(self, expression: str, kind: KeyKind, number: int) -> str:
        """Return the condition that `expression` is one of the keys in parameter `number`."""
        ...

    def parameters(self, keys: Sequence[Key], width: int) -> list[object]:
        """Return the driver's parameters for keys of `width` columns, as `among` expects them."""
        ...

    def ordered(self, column: str, kind: KeyKind | None) -> str:
        """Return how to sort by `column` the same everywhere; without a kind, by its text."""
        ...


def quoted(name: str) -> str:
    """Return `name` as an identifier that no database reads as anything else."""
    if not name or "\x00" in name:
        raise ValueError("an identifier is not empty and holds no NUL")
    return '"' + name.replace('"', '""') + '"'


def column(name: str) -> str:
    """Return a column of the table that is read."""
    return f"t.{quoted(name)}"


def select(columns: Sequence[str], table: str, conditions: Sequence[str], order: Sequence[str]) -> str:
    """Return a whole statement that reads `columns` of the quoted `table` where one of the conditions holds."""
    parts = (
        f"SELECT {', '.join(map(column, columns))}",
        f"FROM {table} AS t",
        f"WHERE {' OR '.join(conditions)}",
        f"ORDER BY {', '.join(order)}",
    )
    return " ".join(parts)


def _subquery(what: str, table: str) -> str:
    return " ".join(("(SELECT", what, "FROM", f"{table})"))


class _Sqlite:
    """Keys travel as one JSON array. A file has no schemas, so one that the data map names is left out."""

    name: DialectName = "sqlite"

    def table(self, schema: str | None, name: str) -> str:
        del schema
        return quoted(name)

    def within(self, expression: str, kind: KeyKind, number: int) -> str:
        del kind, number
        return f"{expression} IN {_subquery('value', 'json_each(?)')}"

    def among(self, columns: Sequence[str], kinds: Sequence[KeyKind], first: int) -> str:
        if len(columns) == 1:
            return self.within(column(columns[0]), kinds[0], first)
        parts = ", ".join(f"json_extract(value, '$[{number}]')" for number in range(len(columns)))
        return f"({', '.join(map(column, columns))}) IN {_subquery(parts, 'json_each(?)')}"

    def parameters(self, keys: Sequence[Key], width: int) -> list[object]:
        values = [key[0] for key in keys] if width == 1 else [list(key) for key in keys]
        return [json.dumps(values, ensure_ascii=False)]

    def ordered(self, name: str, kind: KeyKind | None) -> str:
        if kind is None:
            return f"CAST({column(name)} AS TEXT) COLLATE BINARY"
        return column(name) if kind == "integer" else f"{column(name)} COLLATE BINARY"


class _Postgresql:
    """Keys travel as one array for each column; placeholders are the server's own, `$1`."""

    name: DialectName = "postgresql"
    _TYPES = {"text": "text", "integer": "bigint", "uuid": "uuid", "date": "date"}

    def table(self, schema: str | None, name: str) -> str:
        return quoted(name) if schema is None else f"{quoted(schema)}.{quoted(name)}"

    def within(self, expression: str, kind: KeyKind, number: int) -> str:
        return f"{expression} = ANY(${number}::{self._TYPES[kind]}[])"

    def among(self, columns: Sequence[str], kinds: Sequence[KeyKind], first: int) -> str:
        if len(columns) == 1:
            return self.within(column(columns[0]), kinds[0], first)
        arrays = [f"${first + number}::{self._TYPES[kind]}[]" for number, kind in enumerate(kinds)]
        unnested = f"unnest({', '.join(arrays)})"
        return f"({', '.join(map(column, columns))}) IN {_subquery('*', unnested)}"

    def parameters(self, keys: Sequence[Key], width: int) -> list[object]:
        return [[key[number] for key in keys] for number in range(width)]

    def ordered(self, name: str, kind: KeyKind | None) -> str:
        if kind is None:
            return f'{column(name)}::text COLLATE "C"'
        return f'{column(name)} COLLATE "C"' if kind == "text" else column(name)


_DIALECTS: dict[DialectName, Dialect] = {"sqlite": _Sqlite(), "postgresql": _Postgresql()}


def dialect(name: DialectName) -> Dialect:
    """Return the dialect called `name`."""
    return _DIALECTS[name]
