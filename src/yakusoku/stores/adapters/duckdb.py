"""Files of rows asked by DuckDB, which is imported here alone, and only where a file is asked."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from yakusoku.stores.dialects import quoted
from yakusoku.stores.files import Plain, PlainKind, UnableToAskFile
from yakusoku.stores.ports import BATCH, Family
from yakusoku.terms.text import text

_MEMORY = "1GB"
_PARQUET = "FORMAT parquet, COMPRESSION zstd"
_FAMILIES: tuple[tuple[str, Family], ...] = (
    ("BOOLEAN", "boolean"), ("VARCHAR", "text"), ("DATE", "date"), ("TIMESTAMP", "timestamp"),
    ("TINYINT", "integer"), ("SMALLINT", "integer"), ("INTEGER", "integer"), ("BIGINT", "integer"),
    ("HUGEINT", "integer"), ("UTINYINT", "integer"), ("USMALLINT", "integer"), ("UINTEGER", "integer"),
    ("UBIGINT", "integer"), ("FLOAT", "float"), ("DOUBLE", "float"), ("DECIMAL", "float"), ("BLOB", "bytes"),
)  # fmt: skip
_Result = TypeVar("_Result")


class DuckFile:
    """One file, asked."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, plain: Plain, folder: Path) -> None:
        """Make the table `t` of the file."""
        self._connection, self._folder = connection, folder
        self._ask(_joined("CREATE VIEW t AS SELECT *", f"FROM {_source(plain)}"))
        described = self._rows("DESCRIBE t")
        self.families: dict[str, Family] = {
            str(name): _family(str(kind)) for name, kind, *_ in described if name != "place"
        }

    def read(self, columns: Sequence[str]) -> Iterator[list[tuple[object, ...]]]:
        """Give place and texts of columns."""
        read = ", ".join(f"CAST({quoted(one)} AS VARCHAR)" for one in columns)
        cursor = self._connection.cursor()
        _guarded(lambda: cursor.execute(_joined(f"SELECT place, {read}", "FROM t")))
        while batch := _guarded(lambda: cursor.fetchmany(BATCH)):
            yield batch

    def keep(self, types: Sequence[str], batches: Iterable[list[tuple[object, ...]]]) -> None:
        """Put rows beside, by way of a file: that is a hundred times as quick as row by row."""
        path = self._folder / "beside.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            for batch in batches:
                writer.writerows(batch)
        named = {
            "place": types[0],
            "unread": "BOOLEAN",
            **{f"f{at}": one for at, one in enumerate(types[1:], 1)},
        }
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in named.items())
        read = (
            f"read_csv({_text(path)}, header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
            f" nullstr = '', columns = {{{columns}}})"
        )
        self._ask(_joined("CREATE TABLE b AS SELECT *", f"FROM {read}"))

    def judge(self, key: str, code: str, *, join: str, odd: str, codes: tuple[int, int]) -> dict[int, int]:
        """Give each row its code."""
        twice, malformed = codes
        column = f"CAST(t.{quoted(key)} AS VARCHAR)"
        odd_one = f"{column} IS NULL OR regexp_full_match({column}, {_quote(odd)})"
        each = _joined(
            f"SELECT {column} AS id, t.place AS place, CASE WHEN {odd_one} THEN {malformed} ELSE {code} END AS code",
            f"FROM t{join}",
        )
        together = _joined(
            "SELECT id, min(code) AS code, count(*) AS rows, min(place) AS place",
            f"FROM ({each}) GROUP BY id",
        )
        ruled = f"CASE WHEN code = {malformed} THEN code WHEN rows > 1 THEN {twice} ELSE code END AS code"
        self._ask(_joined(f"CREATE TABLE ruled AS SELECT id, {ruled}, rows, place", f"FROM ({together})"))
        self._ask("CREATE TABLE ids AS SELECT id FROM ruled WHERE code = 0 ORDER BY id")
        return {
            int(one): int(rows) for one, rows in self._rows("SELECT code, sum(rows) FROM ruled GROUP BY code")
        }

    def places(self, code: int, most: int) -> list[int]:
        """Return the first places with a code."""
        found = self._rows(
            _joined("SELECT place", f"FROM ruled WHERE code = {code:d} ORDER BY place LIMIT {most:d}")
        )
        return [int(place) for (place,) in found]

    def parts(self, size: int) -> Iterator[str]:
        """Yield the digests of parts."""
        digest = "sha256(string_agg(id, chr(10) ORDER BY rowid))"
        sql = _joined(f"SELECT {digest}", f"FROM ids GROUP BY rowid // {size:d} ORDER BY rowid // {size:d}")
        for (one,) in self._rows(sql):
            yield str(one)

    def write(self, out: Path, kind: PlainKind, heading: str) -> None:
        """Write the ids."""
        form = _PARQUET if kind == "parquet" else "FORMAT csv, HEADER"
        ids = _joined(f"SELECT id AS {quoted(heading)}", "FROM ids")
        self._ask(f"COPY ({ids}) TO {_text(out)} ({form})")

    def _ask(self, sql: str) -> None:
        _guarded(lambda: self._connection.execute(sql))

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        return list(_guarded(lambda: self._connection.execute(sql).fetchall()))


@contextmanager
def row_file(plain: Plain, folder: Path) -> Iterator[DuckFile]:
    """Open a file for as long as the block."""
    connection = _connected(folder)
    try:
        yield DuckFile(connection, plain, folder)
    finally:
        connection.close()


def as_parquet(made: Path, parquet: Path, folder: Path, heading: str) -> None:
    """Write a CSV file of one column, with its heading, as Parquet."""
    connection = _connected(folder)
    source = (
        f"read_csv({_text(made)}, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
        f" parallel = false, columns = {{{_quote(heading)}: 'VARCHAR'}})"
    )
    try:
        _guarded(
            lambda: connection.execute(
                f"COPY ({_joined('SELECT *', f'FROM {source}')}) TO {_text(parquet)} ({_PARQUET})"
            )
        )
    finally:
        connection.close()


def _connected(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection that reaches no network, loads nothing, and puts what memory does not hold into `folder`."""
    return _guarded(
        lambda: duckdb.connect(
            str(folder / "rows.duckdb"),
            config={
                "memory_limit": _MEMORY,
                "temp_directory": str(folder),
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            },
        )
    )


def _guarded(call: Callable[[], _Result]) -> _Result:
    """Call the engine; its own words may hold values and are never said. A full disk is an error of the system."""
    fault: UnableToAskFile | None = None
    try:
        return call()
    except duckdb.Error as error:
        full = isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException)
        fault = _full() if full else _failed(type(error).__name__)
    raise fault


def _full() -> UnableToAskFile:
    return UnableToAskFile(
        text("the disk is full, or a file cannot be read or written."),
        do=text("Nothing is left over. Make room, or look at the file, and ask again."),
    )


def _failed(kind: str) -> UnableToAskFile:
    return UnableToAskFile(
        text("the engine for files of rows refuses ({kind}).", kind=kind),
        do=text("Look whether the file is whole and of its kind."),
    )


def _source(plain: Plain) -> str:
    if plain.kind == "parquet":
        read = f"read_parquet({_text(plain.path)}, file_row_number = true)"
        return (
            f"({_joined('SELECT * EXCLUDE (file_row_number), file_row_number + 1 AS place', f'FROM {read}')})"
        )
    columns = ", ".join(
        [f"{_quote(plain.columns[0])}: 'BIGINT'", *(f"{_quote(one)}: 'VARCHAR'" for one in plain.columns[1:])]
    )
    return (
        f"read_csv({_text(plain.path)}, header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
        f" nullstr = '', parallel = false, max_line_size = 67108864, columns = {{{columns}}})"
    )


def _family(kind: str) -> Family:
    return next((family for word, family in _FAMILIES if kind.startswith(word)), "other")


def _joined(*parts: str) -> str:
    return " ".join(parts)


def _text(path: Path) -> str:
    return _quote(str(path))


def _quote(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
