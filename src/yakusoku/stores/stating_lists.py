"""The statements of a step whose rows are named by lists of their keys. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yakusoku.stores import writing
from yakusoku.stores.changes import Check, Given, Write
from yakusoku.stores.listing import KeyType
from yakusoku.stores.orders import Put
from yakusoku.stores.shapes import Shape, ShapeColumn
from yakusoku.stores.writing import Writer, said


@dataclass(frozen=True)
class Listing:
    """How one table's rows are named: by a list of their keys, and by what all of a list hold in watched columns."""

    speech: Writer
    table: str
    key: ShapeColumn
    kind: KeyType
    watched: tuple[ShapeColumn, ...]

    def erasing(self, rows: int) -> Write:
        """Return what erases the rows, if they still are what was found."""
        where, given = self._where(1, whole=True, writes=True)
        return Write(said(self.speech.erasing(self.table), where), rows, given)

    def updating(self, puts: Sequence[Put], shape: Shape, rows: int) -> Write:
        """Return what puts new content into the rows, if they still are what was found."""
        filled = [put for put in puts if put.way != "null"]
        marks = {put.column: self.speech.place(at) for at, put in enumerate(filled, start=1)}
        columns = shape.by_name
        puts_said = ", ".join(
            f"{self.speech.quoted(name)} = {self.speech.fitting(columns[name], marks.get(name, 'NULL'))}"
            for name in (put.column for put in puts)
        )
        by_key = self.speech.puts_by_key or self.kind != "map"
        where, given = self._where(len(filled) + 1, whole=True, writes=True, by_key=by_key)
        sql = said("UPDATE", self.table, "AS t SET", puts_said, "WHERE", where)
        return Write(sql, rows, (*map(_given, filled), *given))

    def counting(self, why: str, rows: int, *, whole: bool = False) -> Check:
        """Return the question how many rows have these keys, with `whole` of those that still are what was found."""
        where, given = self._where(1, whole=whole)
        return Check(why, writing.counting(self.table, "AS t WHERE", where), rows, given)

    def holding(self, puts: Sequence[Put], shape: Shape, rows: int) -> Check:
        """Return the question how many rows hold what was put."""
        where, given = self._where(1, whole=False)
        filled = [put for put in puts if put.way != "null"]
        marks = {put.column: self.speech.place(len(given) + at) for at, put in enumerate(filled, start=1)}
        holds = (
            self.speech.holds(shape.by_name[put.column], marks[put.column])
            if put.column in marks
            else f"{self.speech.named(put.column)} IS NULL"
            for put in puts
        )
        sql = writing.counting(self.table, "AS t WHERE", " AND ".join((where, *holds)))
        return Check("unconfirmed", sql, rows, (*given, *map(_given, filled)))

    def _where(
        self, first: int, *, whole: bool, writes: bool = False, by_key: bool | None = None
    ) -> tuple[str, tuple[Given, ...]]:
        """
        Return the condition that names the rows, and its parameters from number `first` on.

        An index of the key serves a list; a map is served by one of a watched column, too, unless `by_key` says else.
        """
        found = self.speech.listed(self.key, self.kind, first)
        if found is None:
            raise ValueError("the store takes no lists of these keys")
        condition, ways = found
        given = [Given(self.key.name, way) for way in ways]
        parts = [condition]
        if self.kind == "map" and not (writes and self.speech.locks_what_it_reads):
            between, ways = self.speech.between(self.key, first, first + len(given))
            given += [Given(self.key.name, way) for way in ways]
            parts.append(between)
        keyed = self.kind != "map" if by_key is None else by_key
        for column in self.watched if whole else ():
            number = first + len(given)
            said_of, times = (
                (self.speech.kept(column, self.speech.place(number)), 1)
                if keyed
                else self.speech.served(column, number)
            )
            given += [Given(column.name, "watched")] * times
            parts.append(said_of)
        return " AND ".join(parts), tuple(given)


def _given(put: Put) -> Given:
    return Given(put.column, put.way, put.constant)
