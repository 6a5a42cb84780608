"""The person is asked what is meant, and the word comes; meanwhile only the house's own day stands still."""

from __future__ import annotations

from datetime import date, datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, ports, tags
from yakusoku.rights.models import Clarification, RightsRequest
from yakusoku.rights.rules import OPEN, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

WAYS = ("post", "telephone", "counter", "email")
_SHORTEST = 5
_BEFORE_ANSWER = tuple(state for state in OPEN if state not in {State.EXECUTED, State.NOTIFIED})


class UnableToClarify(UnableTo):
    """It cannot be noted like this that the person was asked or answered."""

    asked = text("note what the person was asked")


def note_clarification_asked(
    *, request_id: str, asked: str, way: str, asked_on: date, reply_by: date, by: str, now: datetime
) -> int:
    """
    Note that the person was asked what is meant, and return the number of the question; what was asked is sealed.

    Nobody may be made to narrow a request (APPI 37(2)): what is asked helps to find the data, and is not required.

    :raises UnableToClarify: if a question is open, nothing was asked, or the days are not in order
    :raises UnableToMove: once the answer is made
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    if way not in WAYS or len(asked.strip()) < _SHORTEST:
        raise UnableToClarify(
            text("the question is missing, or the way is none of {known}.", known=", ".join(WAYS)),
            do=text("Write what the person was asked, and by which way."),
        )
    sealed = vault.seal(case_id=request_id, label="clarification", content=asked.strip().encode())
    with deed(tags.CLARIFICATION_ASKED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=_BEFORE_ANSWER)
        _check_days(row, asked_on, reply_by, today=ports.day(now, row.controller))
        known = Clarification.objects.filter(request=row)
        if known.filter(answered_on__isnull=True).exists():
            raise UnableToClarify(
                text("the person has not answered the question before."),
                do=text(
                    "Note the answer first with `yakusoku rights clarify {request}`.", request=request_id
                ),
            )
        number = known.count() + 1
        Clarification.objects.create(
            request=row,
            number=number,
            asked=sealed,
            way=way,
            asked_on=asked_on,
            asked_by=by,
            reply_by=reply_by,
        )
        entry.say(number=number, asked=asked_on, reply_by=reply_by)
    return number


def _check_days(row: RightsRequest, asked_on: date, reply_by: date, *, today: date) -> None:
    if not row.received_on <= asked_on <= today or reply_by <= asked_on:
        raise UnableToClarify(
            text("the question lies before the arrival or after today, or the reply does not lie after it."),
            do=text("Give the day on which the person was asked, and a later one for the reply."),
        )


def note_clarification_answered(*, request_id: str, answered_on: date, by: str, now: datetime) -> int:
    """
    Note that the person's word came, and return the number of the question. What it says is entered with `amend`.

    :raises UnableToClarify: if no question is open, or the day lies before it or ahead
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.CLARIFICATION_ANSWERED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = RightsRequest.objects.select_for_update().get(pk=row.pk)
        waiting = Clarification.objects.filter(request=row, answered_on__isnull=True).first()
        if waiting is None or not waiting.asked_on <= answered_on <= ports.day(now, row.controller):
            raise UnableToClarify(
                text("no question was open on that day, or the day lies ahead."),
                do=text("Give the day on which the person's word came."),
            )
        waiting.answer(on=answered_on, by=by)
        entry.say(number=waiting.number, answered=answered_on)
    return waiting.number
