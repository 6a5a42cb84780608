"""
Rows named by their keys in one parameter, where one column names them: no table of keys is made and filled. Pure.

Rows that are alike in what is watched share a parameter: a list of keys, or, where many whole numbers lie close to each
other, a map that says of each number from the least key to the greatest whether it is one. Where nearly every row
differs in what is watched, or the key is of several columns, of another type or may be empty, a table of the session's
own holds the keys instead.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from yakusoku.stores.changes import ChangeStep
from yakusoku.stores.found import Found
from yakusoku.stores.orders import Order
from yakusoku.stores.plans import Step
from yakusoku.stores.ports import DialectName
from yakusoku.stores.values import Row, Value

KeyType = Literal["integer", "text", "map"]
"""How keys are named: by a list of whole numbers, a list of texts, or a map of whole numbers."""
AT_ONCE: dict[type, int] = {int: 100_000, str: 10_000}
"""Keys in one list. Texts are compared byte for byte besides, and an old PostgreSQL goes through a list in turn."""
MANY = 1_000
"""More keys than these are mapped where they lie close enough: a map takes longer to make than a short list."""
CLOSE: dict[DialectName, int] = {"sqlite": 8, "postgresql": 64, "mariadb": 64}
"""How many numbers there may be for each key of a map. SQLite reads no bits, so a number takes a byte there."""
SPAN = 4_000_000
"""Numbers in one map."""
_FEW, _ALIKE = 4, 200
_YES = ord("1")
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"'})
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Part:
    """
    Keys of rows as one parameter, and what all of these rows hold in the watched columns.

    A map lies between the `least` of its keys and the `greatest`.
    """

    keys: str | bytes | tuple[Value, ...]
    watched: Mapping[str, Value]
    least: Value = None
    greatest: Value = None

    def of(self, way: str, column: str) -> object:
        """Return what a statement is given of the part: for a watched column what the rows hold there."""
        return self.watched[column] if way == "watched" else getattr(self, way)


def watched(step: Step, order: Order, rewritten: Sequence[str] = ()) -> tuple[str, ...]:
    """
    Return the columns that must hold what they held when the rows were found: other than the key, sorted.

    By these the rows were found to be this person's. A mark of restriction is watched, too: nothing is put over another
    system's.
    """
    led = {step.column_of(name) for parameter in step.parameters for name in parameter.columns}
    marks = {put.column for put in order.puts if order.verb == "restrict" and put.column in step.columns}
    return tuple(sorted((led | marks | set(rewritten)) - set(step.key)))


def listed(step: Step, order: Order, found: Found) -> KeyType | None:
    """Return how the keys of the rows of an order can be named in one parameter, or None where they cannot."""
    if len(step.key) != 1 or (order.verb == "restrict" and not order.puts):
        return None
    rows = found.rows.reveal()
    numbers = range(len(rows)) if order.rows is None else order.rows
    key = found.columns.index(step.key[0])
    keys = [rows[number][key] for number in numbers]
    kinds = set(map(type, keys))
    if kinds != {int} and (kinds != {str} or any("\x00" in one for one in keys)):  # type: ignore[operator]  # texts all
        return None
    places = [found.columns.index(name) for name in watched(step, order)]
    groups: dict[Row, list[Value]] = {}
    for number, held in zip(numbers, keys, strict=True):
        groups.setdefault(tuple(rows[number][at] for at in places), []).append(held)
    if len(groups) > _FEW + len(keys) // _ALIKE:
        return None
    if kinds == {int}:
        return "map" if len(keys) > MANY and _close(step.dialect, groups.values()) else "integer"
    return "text"


def _close(dialect: DialectName, groups: Iterable[list[Value]]) -> bool:
    """Return whether whole numbers lie so close together that a map of them is shorter than a list."""
    return all(max(one) - min(one) < CLOSE[dialect] * len(one) for one in groups)  # type: ignore[operator,type-var]  # numbers


def parts(step: ChangeStep, rows: Sequence[Row]) -> Iterator[Part]:
    """Yield the frozen rows of a listed step, so many at a time; each begins with its key, and the watched follow."""
    for held, keys in _groups(rows):
        same = dict(zip(step.watched, held, strict=True))
        if step.mapped:
            yield from _maps(step.dialect, sorted(keys), same)
            continue
        most = AT_ONCE[type(keys[0])]
        for at in range(0, len(keys), most):
            yield Part(_written(step.dialect, keys[at : at + most]), same)


def _groups(rows: Sequence[Row]) -> Iterable[tuple[Row, list[Value]]]:
    """Return what rows hold in the watched columns, with the keys of those that are alike; nearly always all are."""
    if len({row[1:] for row in rows}) == 1:
        return [(rows[0][1:], [row[0] for row in rows])]
    groups: dict[Row, list[Value]] = {}
    for row in rows:
        groups.setdefault(row[1:], []).append(row[0])
    return groups.items()


def _maps(dialect: DialectName, keys: Sequence[Any], watched: Mapping[str, Value]) -> Iterator[Part]:
    """Yield maps of sorted whole numbers, each over at most `SPAN` of them."""
    first = 0
    while first < len(keys):
        last = bisect_left(keys, keys[first] + SPAN, first)
        least, greatest = keys[first], keys[last - 1]
        marks = bytearray(b"0") * (greatest - least + 1)
        for key in keys[first:last]:
            marks[key - least] = _YES
        yield Part(_marked(dialect, marks), watched, least, greatest)
        first = last


def _marked(dialect: DialectName, marks: bytearray) -> bytes:
    """Return a map as a store reads it: a bit for each number, the lowest of a byte first, or in SQLite a byte."""
    if dialect == "sqlite":
        return bytes(marks)
    return int(marks[::-1], 2).to_bytes((len(marks) + 7) // 8, "little")


def _written(dialect: DialectName, keys: Sequence[Value]) -> str | tuple[Value, ...]:
    """Return keys as the one parameter in which a store takes them: an array, an array of JSON, or a list."""
    if dialect == "mariadb":
        return tuple(keys)
    whole = isinstance(keys[0], int)
    if dialect == "sqlite":
        return f"[{','.join(map(str, keys))}]" if whole else _JSON(keys)
    texts = map(str, keys) if whole else (f'"{str(one).translate(_ESCAPED)}"' for one in keys)
    return "{" + ",".join(texts) + "}"
