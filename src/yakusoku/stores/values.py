"""Values: one form for what drivers give, and one for keys that are compared. Text is never changed."""

from __future__ import annotations

import json
import math
import re
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import chain
from types import NoneType
from typing import TypeAlias, cast
from uuid import UUID

from yakusoku.datamap.parts import Field
from yakusoku.stores.dialects import KeyKind

Value: TypeAlias = str | int | float | bool | None
Row: TypeAlias = tuple[Value, ...]
_PLAIN = frozenset({str, int, bool, NoneType})
_WHOLE = re.compile(r"[+-]?[0-9]{1,19}\Z", re.ASCII)
_LARGEST = 2**63


def plain_rows(batch: Sequence[tuple[object, ...]]) -> Sequence[Row]:
    """
    Return rows whose values are text, numbers, truth or nothing, whichever driver gave them.

    Days and times become ISO text (with a zone: in UTC), decimals text, bytes `base64:…`, arrays and JSON
    canonical JSON text. Rows that need no change are returned as they are.
    """
    if _PLAIN.issuperset(map(type, chain.from_iterable(batch))):
        return cast(Sequence[Row], batch)
    return [tuple(map(plain, row)) for row in batch]


def plain(value: object) -> Value:
    """Return one value in its plain form."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else str(value)
        case Decimal():
            return format(value, "f")
        case datetime():
            return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
        case date() | time():
            return value.isoformat()
        case bytes() | bytearray() | memoryview():
            return "base64:" + b64encode(bytes(value)).decode("ascii")
        case list() | tuple() | dict():
            return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain)
        case _:
            return str(value)


def kind_of(field: Field) -> KeyKind:
    """Return how keys in `field` are compared; what is not declared is text."""
    if field.column_type is not None:
        return field.column_type
    return "integer" if field.data_type == "integer" else "text"


def key_part(value: object, kind: KeyKind) -> str | int | None:
    """
    Return `value` as a key of `kind`, or None where it is none.

    Text is taken as it is, to the letter: no folding of width, case or accents, for two people may differ by
    just that. Zero and "" are keys like any other.
    """
    if value is None or isinstance(value, bool):
        return None
    if kind == "integer":
        return _whole(value)
    if not isinstance(value, str | int | UUID | date):
        return None
    words = value.isoformat() if isinstance(value, date) else str(value)
    if kind == "text":
        return None if "\x00" in words or any("\ud800" <= letter <= "\udfff" for letter in words) else words
    try:
        return str(UUID(words)) if kind == "uuid" else date.fromisoformat(words).isoformat()
    except ValueError:
        return None


def _whole(value: object) -> int | None:
    if isinstance(value, str) and _WHOLE.match(value):
        number = int(value)
    elif isinstance(value, int):
        number = value
    elif isinstance(value, float | Decimal) and value == value // 1:
        number = int(value)
    else:
        return None
    return number if -_LARGEST <= number < _LARGEST else None
