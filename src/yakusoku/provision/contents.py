"""The digest of a row: of all that was recorded, so that a row that was changed beneath the program is seen."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model

_LATER = frozenset({"id", "content", "until", "kept_until"})
"""Columns that a later deed may change: the end of a recipient, and the time of a batch that goes on."""


def content(row: Model) -> str:
    """Return the SHA-256 of a row's columns but for those that a later deed may change."""
    said = {
        one.attname: _plain(getattr(row, one.attname))
        for one in row._meta.concrete_fields  # noqa: SLF001  Django's documented register of columns
        if one.attname not in _LATER
    }
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes | memoryview):
        return sha256(bytes(value)).hexdigest()
    return value.isoformat() if isinstance(value, date) else value
