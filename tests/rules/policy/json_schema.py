"""The part of JSON Schema that our schema uses, read by its own words; a keyword that it does not know is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip
_SILENT = {"$schema", "$defs", "title", "description", "default"}


def faults(value: object, node: dict[str, Any], root: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield the places at which `value` is not what the schema `node` of `root` says."""
    for word, said in node.items():
        if word in _SILENT:
            continue
        if word not in _KEYWORDS:
            raise LookupError(f"our schema says {word}, which this reader does not know")
        yield from _KEYWORDS[word](value, said, root, path, node)


def _type(value: object, said: str, root: Any, path: str, node: Any) -> Iterator[str]:
    fits = isinstance(value, _TYPES[said]) and not (isinstance(value, bool) and said in ("integer", "number"))
    if not fits:
        yield f"{path}: no {said}"


def _reference(value: object, said: str, root: Any, path: str, node: Any) -> Iterator[str]:
    yield from faults(value, root["$defs"][said.removeprefix("#/$defs/")], root, path)


def _any_of(value: object, said: list[Any], root: Any, path: str, node: Any) -> Iterator[str]:
    if all(next(faults(value, one, root, path), None) for one in said):
        yield f"{path}: none of the forms"


def _enum(value: object, said: list[Any], root: Any, path: str, node: Any) -> Iterator[str]:
    if not any(one == value and type(one) is type(value) for one in said):
        yield f"{path}: not one of the words"


def _const(value: object, said: object, root: Any, path: str, node: Any) -> Iterator[str]:
    yield from _enum(value, [said], root, path, node)


def _properties(value: object, said: dict[str, Any], root: Any, path: str, node: Any) -> Iterator[str]:
    for key, inner in value.items() if isinstance(value, dict) else ():
        if key in said:
            yield from faults(inner, said[key], root, f"{path}.{key}")


def _additional(value: object, said: Any, root: Any, path: str, node: Any) -> Iterator[str]:
    for key, inner in value.items() if isinstance(value, dict) else ():
        if key in node.get("properties", {}) or any(
            re.search(form, key) for form in node.get("patternProperties", {})
        ):
            continue
        if said is False:
            yield f"{path}.{key}: unknown key"
        elif isinstance(said, dict):
            yield from faults(inner, said, root, f"{path}.{key}")


def _patterns(value: object, said: dict[str, Any], root: Any, path: str, node: Any) -> Iterator[str]:
    for key, inner in value.items() if isinstance(value, dict) else ():
        for form, inside in said.items():
            if re.search(form, key):
                yield from faults(inner, inside, root, f"{path}.{key}")


def _names(value: object, said: Any, root: Any, path: str, node: Any) -> Iterator[str]:
    for key in value if isinstance(value, dict) else ():
        yield from faults(key, said, root, f"{path}.{key}")


def _required(value: object, said: list[str], root: Any, path: str, node: Any) -> Iterator[str]:
    yield from (f"{path}.{key}: missing" for key in said if isinstance(value, dict) and key not in value)


def _items(value: object, said: Any, root: Any, path: str, node: Any) -> Iterator[str]:
    for number, inner in enumerate(value) if isinstance(value, list) else ():
        yield from faults(inner, said, root, f"{path}[{number}]")


def _form(value: object, said: str, root: Any, path: str, node: Any) -> Iterator[str]:
    readers = {"date": date.fromisoformat}  # `time` would want seconds and an offset
    try:
        readers[said](str(value))
    except ValueError:
        yield f"{path}: no {said}"


def _size(value: object, said: int, root: Any, path: str, node: Any) -> Iterator[str]:
    if isinstance(value, (list, str)) and len(value) < said:
        yield f"{path}: too short"


def _least(value: object, said: int, root: Any, path: str, node: Any) -> Iterator[str]:
    if isinstance(value, int) and value < said:
        yield f"{path}: below {said}"


def _above(value: object, said: int, root: Any, path: str, node: Any) -> Iterator[str]:
    if isinstance(value, int) and value <= said:
        yield f"{path}: not above {said}"


def _most(value: object, said: int, root: Any, path: str, node: Any) -> Iterator[str]:
    if isinstance(value, int) and value > said:
        yield f"{path}: above {said}"


def _pattern(value: object, said: str, root: Any, path: str, node: Any) -> Iterator[str]:
    if isinstance(value, str) and not re.search(said, value):
        yield f"{path}: not formed as {said}"


_KEYWORDS: dict[str, Any] = {
    "type": _type, "$ref": _reference, "anyOf": _any_of, "enum": _enum, "const": _const, "items": _items,
    "properties": _properties, "patternProperties": _patterns, "additionalProperties": _additional,
    "propertyNames": _names, "required": _required, "format": _form, "minItems": _size, "minLength": _size,
    "minimum": _least, "exclusiveMinimum": _above, "maximum": _most, "pattern": _pattern,
}  # fmt: skip
