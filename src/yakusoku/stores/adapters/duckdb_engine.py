"""
DuckDB over files: one engine in this process, of bounded memory, that reaches no network and loads no extension.

It comes with the extra `sets`; where that is not installed, asking for it says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MEMORY = "1GB"
_THREADS = 2


class UnableToCompute(UnableTo):
    """The engine over files did not do it."""

    asked = text("compute over files")


class Engine:
    """One connection. Errors carry the kind of what went wrong, never DuckDB's own words: those may hold values."""

    def __init__(self, connection: DuckDBPyConnection, errors: type[Exception]) -> None:
        """Take an open connection."""
        self._connection = connection
        self._errors = errors

    def ask(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """
        Run one statement and return its rows.

        :raises UnableToCompute: if it fails; the cause is taken out, since its text may hold values of a person
        """
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except self._errors as error:
            kind = type(error).__name__
        raise UnableToCompute(
            text("DuckDB gave up ({kind}).", kind=kind),
            do=text("Look whether the disk is full and whether the files are whole."),
        )

    def close(self) -> None:
        """Let it go."""
        self._connection.close()


def opened(*, spill: Path, memory: str = _MEMORY, threads: int = _THREADS) -> Engine:
    """
    Return a new engine in memory that spills into the folder `spill` when it must.

    :raises UnableToCompute: if the extra `sets` is not installed
    """
    try:
        import duckdb
    except ModuleNotFoundError:
        duckdb = None  # type: ignore[assignment]  # the branch below leaves
    if duckdb is None:
        raise UnableToCompute(
            text("DuckDB is not installed."), do=text("Install the extra: pip install 'yakusoku[sets]'.")
        )
    settings = {
        "memory_limit": memory, "threads": threads, "temp_directory": str(spill),
        "autoinstall_known_extensions": False, "autoload_known_extensions": False,
        "parquet_metadata_cache": True, "preserve_insertion_order": True,
    }  # fmt: skip
    connection = duckdb.connect(":memory:")
    for name, value in settings.items():
        connection.execute(f"SET {name} = ?", [value])
    return Engine(connection, duckdb.Error)


@contextmanager
def engine(*, spill: Path) -> Iterator[Engine]:
    """Give an engine for a while."""
    made = opened(spill=spill)
    try:
        yield made
    finally:
        made.close()


def quoted(path: Path | str) -> str:
    """Return a literal of SQL: COPY takes no parameter for its file."""
    return "'" + str(path).replace("'", "''") + "'"
