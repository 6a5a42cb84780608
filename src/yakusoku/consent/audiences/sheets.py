"""CSV as people have it (marks, Japanese Windows, spreadsheets) made plain, line by line; bad rows by their line."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from yakusoku.consent.audiences.settling import UnableToMakeAudience
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from _csv import Reader  # its type has no name in `csv`

_CHUNK = 1 << 20
_MOST_NAMED = 20
_LONGEST = 1 << 20


@dataclass
class Sheet:
    """What a file held: `rows` that are whole, and of the others the first lines and how many there are."""

    headings: tuple[str, ...]
    encoding: str
    rows: int = 0
    bad: int = 0
    bad_lines: list[int] = field(default_factory=list)


def plain(file: Path, out: Path, columns: Sequence[str]) -> Sheet:
    """
    Write place (its line) and these columns of each whole row to `out`, as plain CSV; memory does not grow.

    A row with another number of cells than the headings is bad; one of empty cells alone, as spreadsheets leave them
    behind the last, is no row.

    :raises UnableToMakeAudience: if the file is in no known encoding, is no CSV, or lacks a column
    """
    encoding = _encoding(file)
    csv.field_size_limit(_LONGEST)
    with file.open("rb") as raw, out.open("w", encoding="utf-8", newline="") as made:
        words = _opened(raw, encoding)
        delimiter, skipped = _delimiter(words)
        reader = csv.reader(words, delimiter=delimiter, strict=True)
        try:
            headings = tuple(one.strip() for one in next(reader, ()))
            places = _places(headings, columns)
            sheet = Sheet(headings, encoding)
            csv.writer(made).writerows(_whole(reader, skipped, places, sheet))
        except csv.Error:
            raise UnableToMakeAudience(
                text("line {line} is no CSV.", line=reader.line_num + skipped),
                do=text("Close every quotation mark, and keep a cell below a million letters."),
            ) from None
    return sheet


def _whole(reader: Reader, skipped: int, places: Sequence[int], sheet: Sheet) -> Iterator[list[object]]:
    """Yield the whole rows with their lines, and note the others in the sheet."""
    width = len(sheet.headings)
    begins = reader.line_num + skipped + 1
    for row in reader:
        line, begins = begins, reader.line_num + skipped + 1
        if len(row) == width:
            cells = [row[place] for place in places]
            if any(cells) or any(row):
                sheet.rows += 1
                yield [line, *cells]
        elif any(cell.strip() for cell in row):
            sheet.bad += 1
            if len(sheet.bad_lines) < _MOST_NAMED:
                sheet.bad_lines.append(line)


def _places(headings: tuple[str, ...], columns: Sequence[str]) -> list[int]:
    for column in columns:
        if headings.count(column) != 1:
            raise UnableToMakeAudience(
                text("the file has no column “{column}”, or several.", column=column),
                do=text("Name the columns as its first line does: {headings}.",
                        headings=", ".join(one for one in headings if one)[:400]),
            )  # fmt: skip
    return [headings.index(column) for column in columns]


def _opened(raw: BinaryIO, encoding: str) -> TextIOWrapper:
    return TextIOWrapper(raw, encoding=encoding, newline="")


def _delimiter(words: TextIOWrapper) -> tuple[str, int]:
    """Return what parts cells, and how many lines before the headings only say so; stand at the headings."""
    first = words.readline()
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], 1
    words.seek(0)
    counts = {mark: first.count(mark) for mark in (",", "\t", ";")}
    return max(counts, key=lambda mark: counts[mark]), 0


def _encoding(file: Path) -> str:
    """Return the encoding in which the whole file can be read. :raises UnableToMakeAudience: if there is none"""
    with file.open("rb") as raw:
        head = raw.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates: tuple[str, ...] = ("utf-16",)
    elif head.startswith(codecs.BOM_UTF8):
        candidates = ("utf-8-sig",)
    else:
        candidates = ("utf-8", "cp932")
    line = 0
    for encoding in candidates:
        line = _unreadable(file, encoding)
        if not line:
            return encoding
    raise UnableToMakeAudience(
        text("line {line} is neither UTF-8 nor the encoding of Japanese Windows (cp932).", line=line),
        do=text("Save the file anew as CSV in UTF-8."),
    )


def _unreadable(file: Path, encoding: str) -> int:
    """Return the line that cannot be read so, or 0."""
    decoder, line = codecs.getincrementaldecoder(encoding)(), 1
    with file.open("rb") as raw:
        while True:
            chunk = raw.read(_CHUNK)
            try:
                line += decoder.decode(chunk, final=not chunk).count("\n")
            except UnicodeDecodeError as error:
                good = error.object[: error.start].decode(encoding, "replace")
                return line + good.count("\n")
            if not chunk:
                return 0
