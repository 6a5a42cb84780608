"""A list of addresses as a file: UTF-8 with or without mark, or the encoding of Japanese Windows, and back. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from yakusoku.consent.keys import Given
from yakusoku.consent.queries import Row
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

_MARK = b"\xef\xbb\xbf"


class UnableToReadList(UnableTo):
    """The file is no list that can be held against the register."""

    asked = text("read a list")


@dataclass(frozen=True)
class NameList:
    """
    A list with a line of headings. `rows` are its lines; one that has not as many cells as the headings has no `given`.

    `lines` says for each row at which line of the file it begins.
    """

    encoding: str
    ending: str
    headings: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    rows: tuple[Row, ...]

    def without(self, places: Collection[int]) -> bytes:
        """Return the list as it came, without the rows at these places."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator=self.ending)
        writer.writerow(self.headings)
        writer.writerows(cells for place, cells in enumerate(self.cells) if place not in places)
        return out.getvalue().encode(self.encoding)


def read_list(content: bytes, *, columns: Mapping[str, str], name_column: str = "") -> NameList:
    """
    Return a list from the bytes of a CSV file; `columns` says which heading holds which identity.

    :raises UnableToReadList: if it is in no known encoding, is not CSV, or lacks a heading
    """
    encoding, words = _decoded(content)
    ending = "\r\n" if "\r\n" in words else "\n"
    reader = csv.reader(io.StringIO(words, newline=""), strict=True)
    cells: list[tuple[str, ...]] = []
    lines: list[int] = []
    try:
        headings = tuple(next(reader, ()))
        _check_headings(headings, (*columns, *([name_column] if name_column else [])))
        begins = reader.line_num + 1
        for row in reader:
            if row:
                cells.append(tuple(row))
                lines.append(begins)
            begins = reader.line_num + 1
    except csv.Error:
        raise UnableToReadList(
            text("line {line} is no CSV.", line=reader.line_num), do=text("Close every quotation mark.")
        ) from None
    rows = tuple(_row(one, headings, columns, name_column) for one in cells)
    return NameList(encoding, ending, headings, tuple(cells), tuple(lines), rows)


def _decoded(content: bytes) -> tuple[str, str]:
    encodings = ("utf-8-sig",) if content.startswith(_MARK) else ("utf-8", "cp932")
    for encoding in encodings:
        try:
            return encoding, content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
    raise UnableToReadList(
        text("line {line} is neither UTF-8 nor the encoding of Japanese Windows (cp932).", line=line),
        do=text("Save the file anew as CSV in UTF-8."),
    )


def _check_headings(headings: Collection[str], wanted: Collection[str]) -> None:
    lacking = [one for one in wanted if one not in headings]
    if lacking or not wanted:
        raise UnableToReadList(
            text("the list has no column “{column}”.", column=lacking[0] if lacking else ""),
            do=text("Name the columns as the first line of the file does."),
        )


def _row(
    cells: tuple[str, ...], headings: tuple[str, ...], columns: Mapping[str, str], name_column: str
) -> Row:
    """Return what a line holds of a person. Empty cells are left out; a line of another length holds nothing sure."""
    if len(cells) != len(headings):
        return Row(())
    by_heading = dict(zip(headings, cells, strict=True))
    given = tuple(
        Given(identity, Personal(by_heading[heading]))
        for heading, identity in columns.items()
        if by_heading[heading].strip()
    )
    name = by_heading[name_column].strip() if name_column else ""
    return Row(given, Personal(name) if name else None)
