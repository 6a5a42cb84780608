"""Whether what an order puts into a part of a column that holds JSON can stand there. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.datamap.parts import Collection, Field
from yakusoku.datamap.spans import NotJsonError, parse
from yakusoku.stores.orders import Put
from yakusoku.stores.shapes import ShapeColumn
from yakusoku.terms.text import Text, text

_TYPES: dict[str, type] = {"string": str, "integer": int, "float": float, "boolean": bool, "object_id": str}


def is_part(collection: Collection, put: Put) -> bool:
    """Return whether a part of a column is changed: a field within it, or elements of an array."""
    return put.way == "elements" or collection.column_of(put.column) != put.column


def unfit_within(
    collection: Collection, put: Put, column: ShapeColumn, declared: Field, said: dict[str, str]
) -> Iterator[tuple[Text, Text]]:
    """Yield why the content of a column that holds JSON cannot be what an order says, and what to do."""
    if column.family not in ("json", "array", "text", "any"):
        yield (text("the column {column} of {collection} holds no JSON that could be changed in part.", **said),
               text("Erase the row, or let the column be JSON."))  # fmt: skip
    elif not is_part(collection, put):
        yield from _unfit_whole(put, said)
    elif put.way != "elements":
        yield from _unfit_value(put, declared, said)


def _unfit_whole(put: Put, said: dict[str, str]) -> Iterator[tuple[Text, Text]]:
    """Yield why a whole content is no JSON."""
    content = put.constant if put.sealed is None else put.sealed.reveal()
    if put.way == "hash" or (content is not None and not _is_json(content)):
        yield (text("the column {column} of {collection} holds JSON, and would hold none.", **said),
               text("Mask it by null or by `{}`, or mask the fields within it."))  # fmt: skip


def _unfit_value(put: Put, declared: Field, said: dict[str, str]) -> Iterator[tuple[Text, Text]]:
    content = put.constant if put.sealed is None else put.sealed.reveal()
    if put.way == "hash" and declared.data_type != "string":
        yield (text("the column {column} of {collection} takes no keyed hash: it is no text, or too short.", **said),
               text("Mask it by null or a constant."))  # fmt: skip
    if content is None:
        return
    if declared.fields or declared.data_type == "object":
        yield (text("the field {column} of {collection} is an object, and would be none.", **said),
               text("Mask it by null, or mask the fields within it."))  # fmt: skip
    elif put.way == "constant" and type(content) is not _TYPES.get(declared.data_type or "", type(content)):
        yield (text("the constant for {column} of {collection} is of another type than the field.", **said),
               text("Mask it by null, or by a constant of its type."))  # fmt: skip
    elif isinstance(content, str) and declared.length is not None and len(content) > declared.length:
        yield (text("what the column {column} of {collection} shall hold is longer than it takes.", **said),
               text("Shorten it: nothing is cut in silence."))  # fmt: skip


def _is_json(content: object) -> bool:
    try:
        parse(str(content))
    except NotJsonError:
        return False
    return True
