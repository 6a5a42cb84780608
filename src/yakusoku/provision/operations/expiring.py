"""Records whose time has passed go, with the persons in them and what was sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet

from yakusoku.ledger.deeds import deed
from yakusoku.provision import models, tags
from yakusoku.provision.ports import Batch, wired
from yakusoku.vault import operations as vault

SYSTEM = "system"
_Kept = TypeVar("_Kept", models.Provision, models.Receipt)
_AT_ONCE = 200


def expire(*, now: datetime) -> int:
    """
    Erase records whose last day has passed, with the keys of what was sealed for them; return how many went.

    If the process dies here: what was not done yet is done by the next call.
    """
    return _expire(models.Provision.objects.all(), now) + _expire(models.Receipt.objects.all(), now)


def _expire(every: QuerySet[_Kept], now: datetime) -> int:
    done = 0
    for controller in sorted(set(every.values_list("controller", flat=True))):
        over = every.filter(controller=controller, kept_until__lt=wired().day(now, controller)).order_by("pk")
        while rows := list(over[:_AT_ONCE]):
            _forget(controller, rows, now)
            done += len(rows)
    return done


def _forget(controller: str, rows: Sequence[_Kept], now: datetime) -> None:
    zone = wired().timezones(controller)
    with deed(tags.EXPIRED, log=controller, about=rows[0].public_id, by=SYSTEM, now=now) as entry:
        batches = [Batch(controller, one.public_id, one.on) for one in rows]
        gone = wired().records.drop(controller, batches)
        for one in rows:
            vault.intend_destruction(case_id=one.public_id, log=controller, by=SYSTEM, now=now, timezone=zone)
            one.delete()
        entry.say(records=len(rows), persons=gone)
