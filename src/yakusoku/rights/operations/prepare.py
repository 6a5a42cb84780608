"""The prepared answer, and the second person."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, composing, ports, rules, tags
from yakusoku.rights.models import Finding, ReviewItem, RightsRequest
from yakusoku.rights.operations.review import UnableToPrepare, reviewed
from yakusoku.rights.package.building import UnableToBuild, build
from yakusoku.rights.rules import BUILD, Outcome, State
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
    seen = answer_digest(row)
    _try_letter(row, now)
    with deed(tags.PREPARED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.REVIEW,))
        result, digest = rules.outcome(reviewed(row).values()), answer_digest(row)
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
    try:
        outcome = rules.outcome(reviewed(row).values())
        build(composing.content(row, outcome=outcome, proof=None, on=ports.day(now, row.controller)))
    except UnableToBuild as unable:
        raise UnableToPrepare(unable.wrong, do=unable.do) from None


def answer_digest(row: RightsRequest) -> str:
    """Return the digest of what the second person approves: every decision and every finding."""
    items = ReviewItem.objects.filter(request=row).order_by("section", "field")
    findings = Finding.objects.filter(request=row).order_by("step")
    content = {
        "request": row.public_id,
        "right": row.right,
        "policy": row.policy_digest,
        "items": [[i.section, i.field, i.decision, i.ground, i.other_law] for i in items],
        "found": [[f.step, f.dataset, f.collection, f.rows, f.digest] for f in findings],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


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
        if ReviewItem.objects.filter(request=row, decided_by=by).exists():
            raise UnableToApprove(
                text("who decided on an item of an answer does not approve it."),
                do=text("Ask another approver."),
            )
        if answer_digest(row) != row.answer_digest:
            raise UnableToApprove(
                text("the decisions changed after the answer was prepared."),
                do=text("Send it back to review and prepare it again."),
            )
        cases.moved(row, State.APPROVED, of=(State.DECIDED,), approved_by=by, approved_at=now)
        work.intend(BUILD, about=request_id, now=now)
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
