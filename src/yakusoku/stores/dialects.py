"""
SQL text per database. Pure: the text made here is what the driver sends, to the letter.

Every identifier is quoted and every column named through the table (`t."name"`): without that, SQLite reads
a quoted name that no column has as a text, and PostgreSQL reads `user` as the role. All keys for a column
travel in one parameter, so the text does not depend on how many there are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from json.encoder import encode_basestring
from typing import Literal, Protocol

from yakusoku.stores.ports import DialectName

KeyKind = Literal["text", "integer", "uuid", "date"]
Key = tuple[str | int, ...]
"""A key of one or several columns."""


class Dialect(Protocol):
    """How one kind of database wants its questions."""

    name: DialectName

    def quoted(self, name: str) -> str:
        """Return `name` as an identifier that the database reads as nothing else. :raises ValueError: if it is none"""
        ...

    def column(self, name: str) -> str:
        """Return a column of the table that is read."""
        ...

    def joined(self, columns: Sequence[str]) -> str:
        """Return the texts of columns put together; one that is empty (NULL) adds nothing."""
        ...

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


def quoted(name: str, mark: str = '"') -> str:
    """Return `name` as an identifier that no database reads as anything else."""
    if not name or "\x00" in name:
        raise ValueError("an identifier is not empty and holds no NUL")
    return mark + name.replace(mark, 2 * mark) + mark


def select(
    speech: Dialect, columns: Sequence[str], table: str, conditions: Sequence[str], order: Sequence[str]
) -> str:
    """Return a whole statement that reads `columns` of the quoted `table` where one of the conditions holds."""
    parts = (
        f"SELECT {', '.join(map(speech.column, columns))}",
        f"FROM {table} AS t",
        f"WHERE {' OR '.join(conditions)}",
        f"ORDER BY {', '.join(order)}",
    )
    return " ".join(parts)


def _subquery(what: str, table: str) -> str:
    return " ".join(("(SELECT", what, "FROM", f"{table})"))


class _Standard:
    """What databases have in common that keep to the standard's quotes."""

    def quoted(self, name: str) -> str:
        return quoted(name)

    def column(self, name: str) -> str:
        return f"t.{quoted(name)}"

    def joined(self, columns: Sequence[str]) -> str:
        return " || ".join(f"COALESCE(CAST({self.column(name)} AS TEXT), '')" for name in columns)


class _Sqlite(_Standard):
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
            return self.within(self.column(columns[0]), kinds[0], first)
        parts = ", ".join(f"json_extract(value, '$[{number}]')" for number in range(len(columns)))
        return f"({', '.join(map(self.column, columns))}) IN {_subquery(parts, 'json_each(?)')}"

    def parameters(self, keys: Sequence[Key], width: int) -> list[object]:
        if width == 1:  # nearly always; an encoder takes longer to be made than to write a few keys
            return [f"[{','.join(map(_json_of, (key[0] for key in keys)))}]"]
        return [_JSON([list(key) for key in keys])]

    def ordered(self, name: str, kind: KeyKind | None) -> str:
        if kind is None:
            return f"CAST({self.column(name)} AS TEXT) COLLATE BINARY"
        return self.column(name) if kind == "integer" else f"{self.column(name)} COLLATE BINARY"


class _Postgresql(_Standard):
    """Keys travel as one array for each column; placeholders are the server's own, `$1`."""

    name: DialectName = "postgresql"
    _TYPES = {"text": "text", "integer": "bigint", "uuid": "uuid", "date": "date"}

    def table(self, schema: str | None, name: str) -> str:
        return quoted(name) if schema is None else f"{quoted(schema)}.{quoted(name)}"

    def within(self, expression: str, kind: KeyKind, number: int) -> str:
        return f"{expression} = ANY(${number}::{self._TYPES[kind]}[])"

    def among(self, columns: Sequence[str], kinds: Sequence[KeyKind], first: int) -> str:
        if len(columns) == 1:
            return self.within(self.column(columns[0]), kinds[0], first)
        arrays = [f"${first + number}::{self._TYPES[kind]}[]" for number, kind in enumerate(kinds)]
        unnested = f"unnest({', '.join(arrays)})"
        return f"({', '.join(map(self.column, columns))}) IN {_subquery('*', unnested)}"

    def parameters(self, keys: Sequence[Key], width: int) -> list[object]:
        return [[key[number] for key in keys] for number in range(width)]

    def ordered(self, name: str, kind: KeyKind | None) -> str:
        if kind is None:
            return f'{self.column(name)}::text COLLATE "C"'
        return f'{self.column(name)} COLLATE "C"' if kind == "text" else self.column(name)


class _Mariadb:
    """
    Keys travel as one list that the driver writes out, always as texts: a word that is compared with a number
    matches every word there. A `%` is doubled, since the driver reads it as the beginning of a mark.
    """

    name: DialectName = "mariadb"

    def quoted(self, name: str) -> str:
        return quoted(name, "`").replace("%", "%%")

    def column(self, name: str) -> str:
        return f"t.{self.quoted(name)}"

    def joined(self, columns: Sequence[str]) -> str:
        return f"CONCAT({', '.join(f'IFNULL(CAST({self.column(name)} AS CHAR), {_NOTHING})' for name in columns)})"

    def table(self, schema: str | None, name: str) -> str:
        return self.quoted(name) if schema is None else f"{self.quoted(schema)}.{self.quoted(name)}"

    def within(self, expression: str, kind: KeyKind, number: int) -> str:
        del kind, number
        return f"{expression} IN %s"

    def among(self, columns: Sequence[str], kinds: Sequence[KeyKind], first: int) -> str:
        if len(columns) == 1:
            return self.within(self.column(columns[0]), kinds[0], first)
        return f"({', '.join(map(self.column, columns))}) IN %s"

    def parameters(self, keys: Sequence[Key], width: int) -> list[object]:
        if not keys:
            return [(None,) if width == 1 else ((None,) * width,)]
        texts = [tuple(map(str, key)) for key in keys]
        return [tuple(key[0] for key in texts) if width == 1 else tuple(texts)]

    def ordered(self, name: str, kind: KeyKind | None) -> str:
        if kind in ("integer", "date"):
            return self.column(name)
        return f"CONVERT(CAST({self.column(name)} AS CHAR) USING utf8mb4) COLLATE utf8mb4_nopad_bin"


_NOTHING = "''"
_JSON = json.JSONEncoder(ensure_ascii=False).encode


def _json_of(value: str | int) -> str:
    return str(value) if isinstance(value, int) else encode_basestring(value)


_DIALECTS: dict[DialectName, Dialect] = {
    "sqlite": _Sqlite(),
    "postgresql": _Postgresql(),
    "mariadb": _Mariadb(),
}


def dialect(name: DialectName) -> Dialect:
    """Return the dialect called `name`."""
    return _DIALECTS[name]
