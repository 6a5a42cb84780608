"""Files of rows (CSV that was made plain, Parquet), asked by an engine of their own; an extra of the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from yakusoku.stores.ports import Family
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

PlainKind = Literal["csv", "parquet"]


class UnableToAskFile(UnableTo):
    """A file of rows that nobody can ask, or that did not give what was asked. The text holds no value."""

    asked = text("ask a file of rows")


@dataclass(frozen=True)
class Plain:
    """
    A file whose rows can be asked. `columns` are those of a CSV file without headings, whose first is the row's place;
    a Parquet file says its own, and its places are counted.
    """

    path: Path
    kind: PlainKind
    columns: tuple[str, ...] = ()


class RowFile(Protocol):
    """
    The rows of one file as the table `t`, with `place`; what is beside them is `b`. All methods raise UnableToAskFile.

    Memory is bounded; what does not fit goes to a folder that is removed.
    """

    @property
    def families(self) -> dict[str, Family]:
        """Return the columns and what they hold."""
        ...

    def read(self, columns: Sequence[str]) -> Iterator[list[tuple[object, ...]]]:
        """Give place and texts of these columns, in batches, in no order."""
        ...

    def keep(self, types: Sequence[str], batches: Iterable[list[tuple[object, ...]]]) -> None:
        """Put rows beside: their place and columns of these types."""
        ...

    def judge(self, key: str, code: str, *, join: str, odd: str, codes: tuple[int, int]) -> dict[int, int]:
        """
        Give each row its code and return how many rows have which.

        `codes` are those of an id that stands twice, in whatever row, and of one that is `odd`.
        """
        ...

    def places(self, code: int, most: int) -> list[int]:
        """Return the places of the first rows with a code."""
        ...

    def parts(self, size: int) -> Iterator[str]:
        """Yield the digests of the ids of code 0 in their order, `size` at a time."""
        ...

    def write(self, out: Path, kind: PlainKind, heading: str) -> None:
        """Write the ids of code 0 in their order."""
        ...


def ask(plain: Plain, folder: Path) -> AbstractContextManager[RowFile]:
    """Open a file; `folder` takes what memory does not hold. :raises UnableToAskFile: without the engine for it"""
    try:
        from yakusoku.stores.adapters.duckdb import row_file
    except ImportError:
        raise _without_engine() from None
    return row_file(plain, folder)


def convert(made: Path, parquet: Path, folder: Path, heading: str) -> None:
    """Write a CSV file of one column as Parquet. :raises UnableToAskFile: without the engine for it"""
    try:
        from yakusoku.stores.adapters.duckdb import as_parquet
    except ImportError:
        raise _without_engine() from None
    as_parquet(made, parquet, folder, heading)


def _without_engine() -> UnableToAskFile:
    return UnableToAskFile(
        text("this home has no engine for files of rows."),
        do=text("Install it: pip install 'yakusoku[sets]'."),
    )
