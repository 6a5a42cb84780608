"""The prepared answer, and the second person."""

from __future__ import annotations

from datetime import date, datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, composing, itemizing, judging, ports, rules, tags
from yakusoku.rights.approved import answer_digest
from yakusoku.rights.models import ColumnDecision, ReviewItem, RightsRequest
from yakusoku.rights.operations.review import UnableToPrepare, check_reviewed, decided
from yakusoku.rights.package.building import UnableToBuild, build
from yakusoku.rights.rules import BUILD, CHANGE, Measure, Outcome, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.work import operations as work


class UnableToApprove(UnableTo):
    """This member of staff cannot approve this answer."""

    asked = text("approve the answer")


def prepare_answer(*, request_id: str, by: str, now: datetime) -> Outcome:
    """
    Fix the decisions for a second person's look, and return the outcome.

    The letter is set once beforehand, so that one that cannot be made is known now and not after the approval.

    :raises UnableToPrepare: if a collection that holds rows was not reviewed, or no letter can be made
    :raises UnableToMove: if the request is not in review
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.REVIEW,))
    seen = answer_digest(row, now=now)
    _try_letter(row, now)
    with deed(tags.PREPARED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.REVIEW,))
        check_reviewed(row)
        result, digest = outcome_of(row, on=ports.day(now, row.controller)), answer_digest(row, now=now)
        if digest != seen:
            raise UnableToPrepare(
                text("a decision was changed at this moment."), do=text("Look at it and prepare again.")
            )
        cases.moved(
            row,
            State.DECIDED,
            of=(State.REVIEW,),
            outcome=result,
            answer_digest=digest,
            prepared_by=by,
            prepared_at=now,
        )
        work.intend("mail.rights.prepared", about=request_id, now=now)
        entry.say(outcome=result, answer=digest)
    return result


def _try_letter(row: RightsRequest, now: datetime) -> None:
    """Make the package and throw it away. :raises UnableToPrepare: if it cannot be made"""
    check_reviewed(row)
    _check_something_wrong(row, ports.day(now, row.controller))
    try:
        outcome = outcome_of(row, on=ports.day(now, row.controller))
        build(composing.content(row, outcome=outcome, proof=None, on=ports.day(now, row.controller)))
    except UnableToBuild as unable:
        raise UnableToPrepare(unable.wrong, do=unable.do) from None


def outcome_of(row: RightsRequest, *, on: date) -> Outcome:
    """Return what the answer comes to, as things stand `on` a day."""
    if cases.measure(row) is Measure.SHOW:
        shown = rules.outcome(decided(row).values())
        return Outcome.PARTIAL if shown is Outcome.REFUSED and itemizing.told(row) else shown
    if not cases.changes_rows(row):
        return itemizing.outcome(row)
    return judging.judge(row, as_of=on).outcome


def _check_something_wrong(row: RightsRequest, on: date) -> None:
    """Let a correction pass that corrects something. :raises UnableToPrepare: where all is as it should be"""
    if cases.measure(row) is not Measure.CORRECT:
        return
    judgment = judging.judge(row, as_of=on)
    if judgment.ours and not any(one.wrong for one in judgment.ours):
        raise UnableToPrepare(
            text("nothing that was found differs from what is to be put in."),
            do=text("Where the content is true, leave each collection on the ground that says so."),
        )


def approve_answer(*, request_id: str, by: str, now: datetime) -> None:
    """
    Approve the prepared answer as the second person, and ask for the letter to be made.

    :raises UnableToApprove: if `by` prepared it or decided on a part of it, or what was prepared is no longer
        what is there
    :raises UnableToMove: if nothing is prepared
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.APPROVER)
    with deed(tags.APPROVED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.DECIDED,))
        if row.prepared_by == by:
            raise UnableToApprove(
                text("who prepared an answer does not approve it."), do=text("Ask another approver.")
            )
        columns = ColumnDecision.objects.filter(request=row, decided_by=by)
        if ReviewItem.objects.filter(request=row, decided_by=by).exists() or columns.exists():
            raise UnableToApprove(
                text("who decided on an item of an answer does not approve it."),
                do=text("Ask another approver."),
            )
        if answer_digest(row, now=now) != row.answer_digest:
            raise UnableToApprove(
                text("the decisions changed after the answer was prepared."),
                do=text("Send it back to review and prepare it again."),
            )
        cases.moved(row, State.APPROVED, of=(State.DECIDED,), approved_by=by, approved_at=now)
        work.intend(CHANGE if cases.changes_rows(row) else BUILD, about=request_id, now=now)
        entry.say(outcome=row.outcome, answer=row.answer_digest)


def return_to_review(*, request_id: str, by: str, now: datetime) -> None:
    """
    Send a prepared answer back to review; the decisions stay and can be changed.

    :raises UnableToMove: if nothing is prepared
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.APPROVER)
    with deed(tags.RETURNED, log=row.controller, about=request_id, by=by, now=now):
        cases.moved(
            row,
            State.REVIEW,
            of=(State.DECIDED,),
            outcome="",
            answer_digest="",
            prepared_by="",
            prepared_at=None,
        )
