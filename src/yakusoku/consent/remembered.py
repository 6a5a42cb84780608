"""
Choices in the file outside the database, from which a restore sets again what forbids a use.

A choice is written there before its deed. Where the process dies in between, a restore errs on the side of the stop: a
choice that was never recorded here forbids, and its person may loosen it. Consents are not written: one that is lost
forbids by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from yakusoku.consent import models
from yakusoku.consent.numbers import bind_choice
from yakusoku.consent.rules import Turn
from yakusoku.ledger import outside
from yakusoku.ledger import ports as ledger

KIND = "choice"
"""The kind of its lines in the file outside."""
_ABOUT = "about"
"""The choice's kind; `kind` is a word of every line there."""
_WORDS = (
    "public_id", "turn", "scope", "purpose", "form", "version_id", "sentence", "language", "text_digest", "channel",
    "through", "proof", "proof_digest", "confirmed_how", "confirmed_by", "confirmed_because", "reference",
    "recorded_by", "content",
)  # fmt: skip
_MOMENTS = ("chosen_at", "recorded_at")
_DAY = "version"
_KEY = ("identity", "digest", "house", "named", "script")


def write(row: models.Choice, keys: Sequence[models.ChoiceKey]) -> None:
    """Add a choice that is about to be recorded, unless it is a consent. It holds ids, codes and digests."""
    if row.turn == Turn.GIVEN:
        return
    said = {name: _plain(getattr(row, name)) for name in (*_WORDS, *_MOMENTS, _DAY)}
    said[_ABOUT] = row.kind
    said["keys"] = [[getattr(one, name) for name in _KEY] for one in keys]
    folder = ledger.wired().outside
    with outside.alone(folder):
        outside.append(folder, row.controller, KIND, said)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


class Replay:
    """What a restore does again: choices that forbid or loosen and that the database lost."""

    kind = KIND

    def replay(self, *, log: str, lines: Iterable[Mapping[str, Any]], now: datetime) -> int:
        """Record every choice again that the database does not hold, as it was."""
        del now
        return sum(_recorded(log, said) for said in lines)


def _recorded(log: str, said: Mapping[str, Any]) -> int:
    values = {name: said[name] for name in _WORDS}
    values |= {name: datetime.fromisoformat(said[name]) for name in _MOMENTS}
    values |= {"kind": said[_ABOUT], _DAY: date.fromisoformat(said[_DAY]) if said[_DAY] else None}
    known = models.Choice.objects.filter(controller=log)
    if (
        known.filter(public_id=values["public_id"]).exists()
        or known.filter(reference=values["reference"]).exists()
    ):
        return 0
    with transaction.atomic():
        _write_again(log, values, said["keys"])
    return 1


def _write_again(log: str, values: Mapping[str, Any], said: Iterable[Sequence[str]]) -> None:
    row = models.Choice.objects.create(controller=log, **values)
    keys = models.ChoiceKey.objects.bulk_create(
        models.ChoiceKey(choice=row, **dict(zip(_KEY, one, strict=True))) for one in said
    )
    bind_choice(log, keys)
