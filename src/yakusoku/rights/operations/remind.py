"""People are reminded of what they search or do by hand: once when their day comes near, once when it has passed."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import ports, tags
from yakusoku.rights.cases import SYSTEM, AlreadyDoneError
from yakusoku.rights.models import Errand, ManualTask
from yakusoku.rights.queries.by_hand import HandWork, by_hand
from yakusoku.work import operations as work

MAILS = {"soon": "mail.rights.by_hand_soon", "late": "mail.rights.by_hand_late"}


def remind(*, now: datetime) -> int:
    """
    Write a mail for each search and errand whose day is near or has passed, once for each; return how many.

    The mail is an intent of the same transaction that notes it: if the process dies here, it is written once, or at the
    next night. It names request, place and day, and no person.
    """
    written = 0
    for one in by_hand():
        stage = one.stage(ports.day(now, one.controller), ahead=ports.remind_days())
        if stage and stage != one.reminded and one.state == "open":
            with suppress(AlreadyDoneError):
                _remind(one, stage, now)
                written += 1
    return written


def _remind(one: HandWork, stage: str, now: datetime) -> None:
    about = {"log": one.controller, "about": one.request_id}
    with deed(tags.REMINDED, **about, by=SYSTEM, now=now) as entry:
        if not _noted(one, stage):
            raise AlreadyDoneError
        work.intend(MAILS[stage], about=one.request_id, now=now)
        entry.say(item=one.section, due=one.due_on, stage=stage)
        if one.number:
            entry.say(number=one.number)


def _noted(one: HandWork, stage: str) -> bool:
    """Note the reminder; False where another process did, or it was answered meanwhile."""
    dataset, _, collection = one.section.rpartition(".")
    if one.what == "errand":
        errands = Errand.objects.filter(case_id=one.request_id, number=one.number, state="open")
        return bool(errands.exclude(reminded=stage).update(reminded=stage))
    tasks = ManualTask.objects.filter(
        request_id=one.request_id, dataset=dataset, collection=collection, answered_at__isnull=True
    )
    return bool(tasks.exclude(reminded=stage).update(reminded=stage))
