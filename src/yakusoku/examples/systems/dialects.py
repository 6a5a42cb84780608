"""How each kind of database wants its tables. A further one is one more `Dialect` and its driver in `databases`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yakusoku.examples.systems.tables import Column, Kind, Table


@dataclass(frozen=True)
class Dialect:
    """The words of one kind of database: its name for each kind of column, and what it puts around a name."""

    types: Mapping[Kind, str]
    quote: str = '"'

    def name(self, name: str) -> str:
        """Return `name` as an identifier, so that a table may be called `order` or `group`."""
        return f"{self.quote}{name.replace(self.quote, self.quote * 2)}{self.quote}"

    def create(self, table: Table) -> str:
        """Return the statement that makes the table."""
        key = ", ".join(self.name(column.name) for column in table.key)
        lines = [*map(self._column, table.columns), f"PRIMARY KEY ({key})"]
        return f"CREATE TABLE {self.name(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"

    def create_indexes(self, table: Table) -> Iterator[str]:
        """Yield the statements that make the indexes, best run when the rows are in."""
        for column in table.columns:
            if column.indexed:
                index = self.name(f"{table.name}_{column.name}")
                yield f"CREATE INDEX {index} ON {self.name(table.name)} ({self.name(column.name)})"

    def _column(self, column: Column) -> str:
        return f"{self.name(column.name)} {self.types[column.kind]}{'' if column.empty else ' NOT NULL'}"


SQLITE = Dialect(
    {
        "code": "TEXT",
        "text": "TEXT",
        "whole": "INTEGER",
        "yen": "INTEGER",
        "truth": "BOOLEAN",
        "day": "DATE",
        "moment": "TIMESTAMP",
    }
)
POSTGRESQL = Dialect(
    {
        "code": "TEXT",
        "text": "TEXT",
        "whole": "INTEGER",
        "yen": "BIGINT",
        "truth": "BOOLEAN",
        "day": "DATE",
        "moment": "TIMESTAMP",
    }
)
MARIADB = Dialect(
    {
        "code": "VARCHAR(190)",  # a key has a length there; four bytes a letter of it fit every kind of row
        "text": "TEXT",
        "whole": "INTEGER",
        "yen": "BIGINT",
        "truth": "BOOLEAN",
        "day": "DATE",
        "moment": "DATETIME",
    },
    quote="`",
)
