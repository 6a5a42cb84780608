"""Work on a request that ended without what it was for: noted, told to the desk, and asked for again."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, tags
from yakusoku.rights.cases import SYSTEM, AlreadyDoneError
from yakusoku.rights.models import RightsRequest
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.work import operations as work
from yakusoku.work import queries as outbox


class UnableToResume(UnableTo):
    """There is nothing to go on with."""

    asked = text("go on with the request's work")


def note_stuck(*, intent: str, now: datetime) -> None:
    """Note that a burst ended without what it was for, and tell the desk; a second call changes nothing."""
    asked = outbox.intent(intent)
    row = RightsRequest.objects.filter(pk=asked.about).first() if asked else None
    if asked is None or row is None:
        with transaction.atomic():
            work.failed(intent, now=now)
        return
    about = {"log": row.controller, "about": row.public_id}
    with suppress(AlreadyDoneError), deed(tags.STUCK, **about, by=SYSTEM, now=now) as entry:
        if not work.failed(intent, now=now):
            raise AlreadyDoneError
        work.intend("mail.rights.stuck", about=row.public_id, now=now)
        entry.say(work=asked.kind)


def resume_work(*, request_id: str, by: str, now: datetime) -> int:
    """
    Ask again for the work on a request that failed, began long ago and never ended, or waits; return how much it was.

    Work that waits for a store that did not answer is due at once, instead of at its next attempt. What was done stays
    done: a burst that runs again goes on where the request stands.

    :raises UnableToResume: if no work on it is stuck or waits for a store
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    known = outbox.intents(about=request_id)
    stuck = [one.public_id for one in known if one.is_stuck(now)]
    waiting = [one.public_id for one in known if one.state == "waiting" and "waits" in one.arguments]
    with deed(tags.RESUMED, log=row.controller, about=request_id, by=by, now=now) as entry:
        again = [one for one in stuck if work.again(one, now=now) is not None]
        again += [one for one in waiting if work.at_once(one, now=now)]
        if not again:
            raise UnableToResume(
                text("no work on {request} has failed, or waits for a store.", request=request_id),
                do=text("`yakusoku rights show {request}` says what comes next.", request=request_id),
            )
        entry.say(intents=len(again))
    return len(again)
