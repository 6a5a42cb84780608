"""Finding one's way between a model's errors and what stands in the file."""

from __future__ import annotations

import dataclasses
import types
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

Path = tuple[str | int, ...]


@dataclasses.dataclass(frozen=True)
class Fault:
    """One error of a model, at a path that exists in the file (or whose last key is what is missing)."""

    type: str
    path: Path
    at_key: bool
    facts: Mapping[str, Any]
    alternatives: tuple[str, ...] = ()
    read: object = None


def settle(errors: Sequence[Any], value: object) -> list[Fault]:
    """
    Return errors as faults; where a value could take several forms, only what helps.

    A union reports each form it tried. If one form fits from outside (its mistake lies deeper), only that
    form's mistakes are kept; else one fault says which forms there are.
    """
    plain: list[Fault] = []
    unions: dict[Path, dict[str, list[Fault]]] = defaultdict(lambda: defaultdict(list))
    for error in errors:
        path, label_at, label, at_key = _locate(tuple(error["loc"]), value, error["type"])
        kind = "extra_forbidden" if error["type"] == "unexpected_keyword_argument" else error["type"]
        fault = Fault(kind, path, at_key, error.get("ctx") or {}, read=error["input"])
        if label_at is None:
            plain.append(fault)
        else:
            unions[label_at][label].append(fault)
    for at, forms in unions.items():
        plain.extend(_best_form(at, forms))
    return [fault for fault in plain if not _follows(fault, plain)]


def _follows(fault: Fault, others: Sequence[Fault]) -> bool:
    """Tell whether a list is too short only because an item of it is wrong, which is said already."""
    depth = len(fault.path)
    inner = (one for one in others if len(one.path) > depth and one.path[:depth] == fault.path)
    return fault.type == "too_short" and any(inner)


def _best_form(at: Path, forms: Mapping[str, list[Fault]]) -> list[Fault]:
    inner = {
        label: faults for label, faults in forms.items() if any(len(one.path) > len(at) for one in faults)
    }
    if inner:
        return min(inner.values(), key=len)
    only = [fault for faults in forms.values() for fault in faults]
    if len(only) == 1:
        return only
    return [
        Fault("union", at, at_key=False, facts={}, alternatives=tuple(sorted({one.type for one in only})))
    ]


def _locate(loc: Path, value: object, kind: str) -> tuple[Path, Path | None, str, bool]:
    """Return the path in the file, where a union's first label stood (if any), the label, and "is a key"."""
    path: list[str | int] = []
    label_at: Path | None = None
    label = ""
    at_key = False
    for number, step in enumerate(loc):
        last = number == len(loc) - 1
        if last and step == "[key]":
            at_key = True
        elif (below := _below(value, step)) is not _NOTHING:
            path.append(step)
            value = below
        elif last and kind == "missing":
            path.append(step)
        elif label_at is None:
            label_at, label = tuple(path), str(step)
    return tuple(path), label_at, label, at_key


_NOTHING = object()


def _below(value: object, step: str | int) -> object:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step, _NOTHING)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return _NOTHING


def keys_at(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """Return the keys that `model` knows at `path`, in its order; empty where any key may stand."""
    forms: list[object] = [model]
    for step in path:
        forms = [inner for form in forms for inner in _inside(form, step)]
    keys: list[str] = []
    for form in forms:
        keys += [key for key in _fields(form) if key not in keys]
    return tuple(keys)


def _fields(form: object) -> dict[str, object]:
    if isinstance(form, type) and issubclass(form, BaseModel):
        return {field.alias or name: field.annotation for name, field in form.model_fields.items()}
    if isinstance(form, type) and dataclasses.is_dataclass(form):
        hints = get_type_hints(form, include_extras=True)
        return {field.name: hints[field.name] for field in dataclasses.fields(form)}
    return {}


def _inside(form: object, step: str | int) -> list[object]:
    fields = _fields(form)
    if fields:
        return _forms(fields[step]) if isinstance(step, str) and step in fields else []
    arguments = get_args(form)
    if isinstance(step, int) and get_origin(form) in (list, tuple, set, frozenset) and arguments:
        return _forms(arguments[0])
    return _forms(arguments[1]) if len(arguments) == 2 and isinstance(step, str) else []


def _forms(annotation: object) -> list[object]:
    """Return the forms an annotation allows, without wrappings."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _forms(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return [form for one in get_args(annotation) if one is not type(None) for form in _forms(one)]
    return [annotation]
