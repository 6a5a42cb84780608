"""An ended request goes on: the person came back, complains, or we erred. Its clocks never stopped."""

from __future__ import annotations

from datetime import datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, stopping, tags
from yakusoku.rights.measures import ABOUT_NOBODY
from yakusoku.rights.models import (
    ColumnDecision,
    End,
    Finding,
    Reopening,
    ReviewItem,
    RightsRequest,
    Search,
    Statement,
)
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault
from yakusoku.vault import queries as keys

BECAUSE = ("complaint", "error", "came_back")
_ANSWERED = (State.NOTIFIED, State.CLOSED)
_UNANSWERED = (State.WITHDRAWN, State.ENDED)
_SHORTEST_REASON = 5
_FORGOTTEN = {
    "outcome": "", "answer_digest": "", "prepared_by": "", "prepared_at": None, "approved_by": "",
    "approved_at": None, "package_digest": "", "built_at": None, "closed_at": None,
}  # fmt: skip


class UnableToReopen(UnableTo):
    """The request cannot go on."""

    asked = text("reopen the request")


def reopen_request(*, request_id: str, because: str, reason: str, by: str, now: datetime) -> State:
    """
    Let an ended request go on, and return where it stands; the days of law are those of its arrival.

    One that ended without an answer goes on where it was assigned or received. One that was answered is searched and
    decided anew, and what was sent before stays in the register. What an objection had stopped, and what went on when
    it was refused or withdrawn, stands still again. Where rows were changed, a new request is taken in instead: what
    was done is done.

    :raises UnableToReopen: without a reason, for an answered request that changed rows, or where the destruction of the
        case was decided
    :raises UnableToMove: if the request has not ended
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(*_ANSWERED, *_UNANSWERED))
    _check(row, because, reason)
    sealed = vault.seal(case_id=request_id, label="reopening", content=reason.strip().encode())
    with deed(tags.REOPENED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(*_ANSWERED, *_UNANSWERED))
        _check(row, because, reason)
        was, number = row.state, Reopening.objects.filter(request=row).count() + 1
        Reopening.objects.create(
            request=row,
            number=number,
            because=because,
            reason=sealed,
            was=was,
            reopened_by=by,
            reopened_at=now,
        )
        to = _back(row)
        entry.say(number=number, because=because, was=was)
        stopped = stopping.halt_again(row, number, by=by, now=now)
        if stopped:
            entry.say(stopped=stopped)
    return to


def _check(row: RightsRequest, because: str, reason: str) -> None:
    if because not in BECAUSE or len(reason.strip()) < _SHORTEST_REASON:
        raise UnableToReopen(
            text("the ground is none of {known}, or a reason is missing.", known=", ".join(BECAUSE)),
            do=text("Say why the request goes on, and by what staff know it."),
        )
    if keys.is_decided(row.pk):
        raise UnableToReopen(
            text("it was decided to destroy this case, and nothing of it will stay readable."),
            do=text("Take in what the person wants now as a new request."),
        )
    if row.state in _ANSWERED and cases.changes_rows(row):
        raise UnableToReopen(
            text("rows were changed at this request; that is done."),
            do=text("Take in what the person wants now as a new request."),
        )


def _back(row: RightsRequest) -> State:
    if row.state in _ANSWERED:
        for model in (ReviewItem, ColumnDecision, Statement, Finding, Search):
            model.objects.filter(request=row).delete()
        anew = State.REVIEW if row.right in ABOUT_NOBODY else State.READY
        cases.moved(row, anew, of=_ANSWERED, **_FORGOTTEN)
        return anew
    End.objects.filter(request=row).delete()
    to = State.NEED_ID if row.right else State.RECEIVED
    cases.moved(row, to, of=_UNANSWERED, closed_at=None)
    return to
