"""What a word of a policy stands for, written beside its type; and every such word of a form with its path."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic_core import CoreSchema

Stands = Literal[
    "article", "body", "category", "clause", "company", "condition", "contact", "control", "document", "event",
    "ground", "identity", "law", "page", "purpose", "right", "source", "state",
]  # fmt: skip
Path = tuple[str | int, ...]


@dataclasses.dataclass(frozen=True)
class Mark:
    """Says that a text is a word for something declared elsewhere; a check looks it up."""

    stands_for: Stands

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Leave the word's meaning in the schema, so that editors can offer the words there are."""
        made = handler(schema)
        made["x-stands-for"] = self.stands_for
        return made


def marked(value: object, annotation: object, path: Path = ()) -> Iterator[tuple[Path, Stands, str]]:
    """Yield path, meaning and word of every marked text in `value`, in the order of the form."""
    annotation = _arm(value, annotation)
    if get_origin(annotation) is Annotated:
        inner, *extras = get_args(annotation)
        if isinstance(value, str):
            yield from ((path, mark.stands_for, value) for mark in extras if isinstance(mark, Mark))
        else:
            yield from marked(value, inner, path)
    elif isinstance(value, BaseModel):
        for name, hint in _hints(type(value)).items():
            shown = type(value).model_fields[name].alias or name
            yield from marked(getattr(value, name), hint, (*path, shown))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from marked(inner, get_args(annotation)[1], (*path, str(key)))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from marked(item, get_args(annotation)[0], (*path, number))


def _arm(value: object, annotation: object) -> object:
    """Return the form of `… | None` or of a union that fits the value."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation
    arms = [one for one in get_args(annotation) if one is not type(None)]
    for one in arms:
        plain = get_args(one)[0] if get_origin(one) is Annotated else one
        kind = get_origin(plain) or plain
        if isinstance(kind, type) and isinstance(value, kind):
            return one
    return None


@cache
def _hints(model: type[BaseModel]) -> dict[str, object]:
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}
