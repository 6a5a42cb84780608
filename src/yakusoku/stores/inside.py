"""
Looking for keys inside a column that holds JSON. Pure: the text made here is what the driver sends.

The store only preselects: whatever holds one of the keys anywhere in the column, and whatever it cannot read itself
(what is no JSON for it, or spelled in a way that it might read otherwise). We read the rest to the letter. No index
serves such a question, so the store reads the whole table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from yakusoku.datamap.parts import Within
from yakusoku.stores.dialects import Dialect, Key, KeyKind
from yakusoku.stores.ports import DialectName

_CONDITIONS: dict[DialectName, str] = {
    "sqlite": (
        "CASE WHEN {column} IS NULL THEN 0 WHEN json_valid({column}) THEN EXISTS (SELECT 1 FROM json_tree({column})"
        " AS j WHERE CAST(j.atom AS TEXT) IN (SELECT CAST(value AS TEXT) FROM json_each(?))) ELSE 1 END"
    ),
    # An array of its own is read as one of JSON. An escape may stand for a letter that jsonb does not take, and then
    # the whole question would fail.
    "postgresql": (
        "CASE WHEN {column} IS NULL THEN false WHEN strpos({column}::text, chr(92) || 'u') > 0 THEN true"
        " ELSE EXISTS (SELECT 1 FROM jsonb_path_query(CASE WHEN right(pg_typeof({column})::text, 2) = '[]'"
        " THEN to_jsonb({column}) ELSE {column}::text::jsonb END, '$.**') AS j(v)"
        " WHERE jsonb_typeof(j.v) IN ('string', 'number') AND j.v #>> '{{}}' = ANY(${number}::text[])) END"
    ),
    "mariadb": (
        "CASE WHEN {column} IS NULL THEN FALSE WHEN JSON_VALID({column}) THEN EXISTS (SELECT 1 FROM"
        " JSON_TABLE({column}, '$' COLUMNS("
        "NESTED PATH '$**.*' COLUMNS(a LONGTEXT CHARACTER SET utf8mb4 PATH '$'),"
        " NESTED PATH '$**[*]' COLUMNS(b LONGTEXT CHARACTER SET utf8mb4 PATH '$'))) AS j"
        " WHERE COALESCE(j.a, j.b) IN %s) ELSE TRUE END"
    ),
}


def inside(speech: Dialect, column: str, number: int) -> str:
    """Return the condition that `column` may hold one of the keys in parameter `number` somewhere within."""
    return _CONDITIONS[speech.name].format(column=speech.column(column), number=number)


def among(
    speech: Dialect, within: Iterable[Within], names: Sequence[str], kinds: Sequence[KeyKind], first: int = 1
) -> str:
    """
    Return the condition that the fields `names` hold a key in the parameters from number `first` on.

    Where a part of the key lies within a column each part is asked for alone: the row may hold them apart.
    """
    lies = _lies(within, names)
    if not any(lies):
        return speech.among(names, kinds, first)
    parts = [
        inside(speech, way.column, number) if way else speech.within(speech.column(name), kind, number)
        for number, (name, kind, way) in enumerate(zip(names, kinds, lies, strict=True), first)
    ]
    return parts[0] if len(parts) == 1 else f"({' AND '.join(parts)})"


def values(
    speech: Dialect, within: Sequence[Within], names: Sequence[str], keys: Sequence[Key]
) -> list[object]:
    """Return the driver's parameters for `keys`, as `among` expects them: inside a column always as texts."""
    lies = _lies(within, names) if within else []
    if not any(lies):
        return speech.parameters(keys, len(names))
    parts = (
        speech.parameters([(str(key[number]) if way else key[number],) for key in keys], 1)
        for number, way in enumerate(lies)
    )
    return list(chain.from_iterable(parts))


def _lies(within: Iterable[Within], names: Sequence[str]) -> list[Within | None]:
    known = {one.path: one for one in within}
    return [known.get(name) for name in names]
