"""Columns that hold JSON as a person reads them: the declared fields within, each under its own title. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yakusoku.datamap import nested
from yakusoku.datamap.parts import Collection, Field
from yakusoku.datamap.spans import Node, NotJsonError, parse
from yakusoku.stores.values import Row, Value

_BETWEEN = "; "


def unfolded(
    collection: Collection, columns: Sequence[str], rows: Sequence[Row]
) -> tuple[tuple[str, ...], list[Row]]:
    """
    Return columns and rows in which a column with declared fields within stands as these fields, by their paths.

    Several values, as of an array, stand in one cell in their order. What is not declared is not shown. A column that
    holds something else than JSON is shown as it is.
    """
    parted = [_parted(collection.by_path.get(name), name, at, rows) for at, name in enumerate(columns)]
    names = tuple(path for paths, _ in parted for path in paths)
    lines = [tuple(value for _, cells in parted for value in cells[number]) for number in range(len(rows))]
    return names, lines


def _parted(
    field: Field | None, name: str, at: int, rows: Sequence[Row]
) -> tuple[list[str], list[list[Value]]]:
    plain: tuple[list[str], list[list[Value]]] = ([name], [[row[at]] for row in rows])
    if field is None or not (field.fields or field.is_array):
        return plain
    leaves = [steps for steps, leaf in field.below() if not leaf.fields and leaf.not_personal is None] or [()]
    try:
        nodes = [_read(row[at]) for row in rows]
    except NotJsonError:
        return plain
    paths = [".".join((name, *steps)) for steps in leaves]
    return paths, [
        [_cell(node, steps, str(row[at])) for steps in leaves] for node, row in zip(nodes, rows, strict=True)
    ]


def _read(value: Value) -> Node | None:
    return None if value is None or not str(value).strip() else parse(str(value))


def _cell(node: Node | None, steps: tuple[str, ...], words: str) -> Value:
    if node is None:
        return None
    told = list(_told(node, steps, words))
    return _BETWEEN.join(told) if told else None


def _told(node: Node, steps: tuple[str, ...], words: str) -> Iterator[str]:
    for one in nested.own_at(node, steps, {}):
        if one.kind != "nothing":
            yield str(one.value) if one.kind == "text" else words[one.start : one.end]
