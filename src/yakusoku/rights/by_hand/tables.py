"""
Tables that people made of what they found: CSV as spreadsheets write it, or JSON. Pure.

Nothing is guessed: a row that does not fit is named by its line, and its values are never quoted.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yakusoku.rights.by_hand import headings
from yakusoku.rights.by_hand.trouble import UnableToReadFind
from yakusoku.stores.values import Row, Value
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.datamap.parts import Collection

LARGEST = 10 * 1024 * 1024
"""Bytes of one table."""
MOST_ROWS = 10_000
_SHOWN_LINES = 10
_NUMBERS: dict[str, Callable[[str], Value]] = {"integer": int, "float": float}
_Lines = Iterator[tuple[int, list[Any]]]


@dataclass(frozen=True)
class Table:
    """Rows that people found, each a tuple in the order of `columns`."""

    columns: tuple[str, ...]
    rows: Personal[tuple[Row, ...]]


def read(content: bytes, collection: Collection, *, ending: str, number: int) -> Table:
    """
    Return the rows of file `number`, CSV or JSON by its `ending`.

    CSV is UTF-8, with or without a byte order mark, or what Japanese spreadsheets write (code page 932); parted by
    commas or tabs. JSON is a list of objects. Empty cells hold nothing, and rows without a value are left out.

    :raises UnableToReadFind: if it is not that, has a heading that the place has not, or rows that do not fit
    """
    if len(content) > LARGEST:
        raise UnableToReadFind(
            text("file {number} is larger than {most} megabytes.", number=number, most=LARGEST // 1024 // 1024),
            do=text("Hand in the rows of this person alone."),
        )  # fmt: skip
    words = _words(content, number)
    names, lines = (_of_json if ending == "json" else _of_csv)(words, collection, number)
    kinds = [collection.by_path[name].data_type or "" for name in names]
    rows, wrong = [], []
    for line, cells in lines:
        fitted = _fitted(cells, kinds)
        if fitted is None:
            wrong.append(line)
        elif any(value is not None for value in fitted):
            rows.append(fitted)
        if len(rows) > MOST_ROWS:
            raise _refused(text("file {number} has more than {most} rows.", number=number, most=MOST_ROWS))
    if wrong:
        raise _misfit(wrong, number)
    return Table(names, Personal(tuple(rows)))


def _words(content: bytes, number: int) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnableToReadFind(
        text("file {number} is neither UTF-8 nor what Japanese spreadsheets write (code page 932).", number=number),
        do=text("Save it as CSV (UTF-8) and hand it in again."),
    )  # fmt: skip


def _of_csv(words: str, collection: Collection, number: int) -> tuple[tuple[str, ...], _Lines]:
    csv.field_size_limit(LARGEST)
    first = words.lstrip("\r\n").split("\n", 1)[0]
    parted = "\t" if "\t" in first and "," not in first else ","
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=parted, strict=True)
    try:
        every = list(_numbered(reader))
    except csv.Error:
        problem = text("file {number} is no CSV: a quotation mark is not closed or stands amid a cell, about line"
                       " {line}.", number=number, line=reader.line_num)  # fmt: skip
        raise _refused(problem) from None
    if not every:
        raise _refused(text("file {number} is empty.", number=number))
    names = headings.columns(collection, _trimmed(every[0][1]), number=number)
    return names, ((line, list(_padded(cells, len(names)))) for line, cells in every[1:])


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401  the csv module's reader has no public type
    """Yield every line that holds something with the number of its first line in the file."""
    before = 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield before + 1, cells
        before = reader.line_num


def _trimmed(cells: list[str]) -> list[str]:
    """Return headings without the empty ones that spreadsheets leave at the end."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _padded(cells: list[str], wanted: int) -> Sequence[str]:
    """Return the cells of a line without empty ones that are too many; a line of another length stays as it is."""
    return cells[:wanted] if not any(cell.strip() for cell in cells[wanted:]) else cells


def _of_json(words: str, collection: Collection, number: int) -> tuple[tuple[str, ...], _Lines]:
    try:
        whole = json.loads(words, object_pairs_hook=_unrepeated)
    except (ValueError, RecursionError):
        whole = None
    if not isinstance(whole, list) or not whole or not all(isinstance(one, dict) for one in whole):
        raise _refused(text("file {number} is no JSON list of objects.", number=number))
    keys = list(dict.fromkeys(key for one in whole for key in one))
    names = headings.columns(collection, keys, number=number)
    return names, ((line, [one.get(key) for key in keys]) for line, one in enumerate(whole, 1))


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError
    return dict(pairs)


def _fitted(cells: Sequence[Any], kinds: Sequence[str]) -> Row | None:
    """Return a row with its values as they are kept; None where their number or one of them does not fit."""
    if len(cells) != len(kinds):
        return None
    row: list[Value] = []
    for value, kind in zip(cells, kinds, strict=True):
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").replace("\r", "\n").strip()
            if any(letter < " " and letter not in "\t\n" for letter in value):
                return None
        if value is None or value == "":
            row.append(None)
        elif not isinstance(value, str | int | float):
            return None
        elif kind in _NUMBERS:
            try:
                row.append(_NUMBERS[kind](str(value)))
            except ValueError:
                return None
        else:
            row.append(value if isinstance(value, str) else json.dumps(value))
    return tuple(row)


def _refused(problem: Text) -> UnableToReadFind:
    return UnableToReadFind(problem, do=text("Repair it, or hand the papers in as PDF or picture."))


def _misfit(wrong: Sequence[int], number: int) -> UnableToReadFind:
    lines = ", ".join(str(line) for line in wrong[:_SHOWN_LINES]) + (
        " …" if len(wrong) > _SHOWN_LINES else ""
    )
    return UnableToReadFind(
        text("file {number} has {count} rows that do not fit; they begin in lines: {lines}.",
             number=number, count=len(wrong), lines=lines),
        do=text("Each row holds one value a heading, numbers where numbers belong, and no control characters."),
    )  # fmt: skip
