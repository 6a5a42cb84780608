"""Review item by item, the prepared answer, and the second person."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from yakusoku.laws import queries as laws
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, ports, rules, tags
from yakusoku.rights.models import Finding, ReviewItem, RightsRequest
from yakusoku.rights.rules import Shown, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.work import operations as work

BUILD = "rights.build"


class UnableToReview(UnableTo):
    """The decision on an item cannot be taken like this."""

    asked = text("decide on this item")


class UnableToPrepare(UnableTo):
    """The answer is not ready to be shown to a second person."""

    asked = text("prepare the answer")


class UnableToApprove(UnableTo):
    """This member of staff cannot approve this answer."""

    asked = text("approve the answer")


def review_item(
    *, request_id: str, section: str, field: str = "", ground: str = "", law: str = "", by: str, now: datetime
) -> None:
    """
    Decide on one collection (`dataset.collection`), or on one of its fields: shown, or withheld on `ground`.

    A ground must be one the law knows for this right, and one that rests on another law names that `law`
    by article. A later decision on the same item replaces the earlier one as long as the request is in review.

    :raises UnableToReview: for an item that was not found, or a ground that is not one of this right
    :raises UnableToMove: if the request is not in review
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    _check_item(row, section, field)
    clause, article = _ground(row, ground, law) if ground else ("", "")
    decision = "withhold" if ground else "show"
    with deed(tags.REVIEWED, log=row.controller, about=request_id, by=by, now=now) as entry:
        cases.moved(row, State.REVIEW, of=(State.REVIEW,))
        ReviewItem.objects.update_or_create(
            request=row,
            section=section,
            field=field,
            defaults={
                "decision": decision,
                "ground": ground,
                "clause": clause,
                "article": article,
                "decided_by": by,
                "decided_at": now,
            },
        )
        entry.say(item=f"{section}.{field}" if field else section, decision=decision)
        if ground:
            entry.say(ground=ground)


def _check_item(row: RightsRequest, section: str, field: str) -> None:
    known = {f"{f.dataset}.{f.collection}" for f in Finding.objects.filter(request=row)}
    if section not in known:
        raise UnableToReview(
            text("{section} is not among what was searched.", section=section),
            do=text("Searched were: {known}.", known=", ".join(sorted(known))),
        )
    if field:
        fields = tuple(ports.collection(section).by_path)
        if field not in fields:
            raise UnableToReview(
                text("{section} has no field {field}.", section=section, field=field),
                do=text("It has: {fields}.", fields=", ".join(fields)),
            )


def _ground(row: RightsRequest, ground: str, cited: str) -> tuple[str, str]:
    """Return clause and article of a ground. :raises UnableToReview: if it is not one of this right"""
    law = laws.right(row.right, as_of=row.received_on)
    found = law.ground(ground)
    if found is None:
        raise UnableToReview(
            text("{ground} is no lawful ground for {right}.", ground=ground, right=row.right),
            do=text("Lawful grounds are: {grounds}.", grounds=", ".join(each.code for each in law.grounds)),
        )
    if found.cites_law and not cited:
        raise UnableToReview(
            text("{ground} rests on another law, which is not named.", ground=ground),
            do=text("Name its article, such as the Telecommunications Business Act Art. 4 (TBA4)."),
        )
    policy = ports.policy(row.controller, row.received_on)
    promise = next(p for p in policy.rights.values() if row.right in p.law_codes)
    return promise.grounds.get(ground, ""), f"{found.article}; {cited}" if cited else found.article


def shown(row: RightsRequest) -> dict[str, Shown]:
    """
    Return the decision on every collection that was searched.

    :raises UnableToPrepare: if a collection that holds rows was not reviewed
    """
    items = list(ReviewItem.objects.filter(request=row))
    result = {}
    for finding in Finding.objects.filter(request=row).order_by("step"):
        section = f"{finding.dataset}.{finding.collection}"
        own = [item for item in items if item.section == section]
        whole = next((item for item in own if not item.field), None)
        if finding.rows and whole is None:
            raise UnableToPrepare(
                text("{section} was not reviewed.", section=section),
                do=text("Decide on it with `yakusoku rights review {request}`.", request=row.public_id),
            )
        withheld = [item for item in own if item.field and item.decision == "withhold"]
        every = set(ports.collection(section).by_path)
        result[section] = Shown(
            rows=finding.rows,
            withheld_fields=len(withheld),
            withheld_whole=(whole is not None and whole.decision == "withhold")
            or every <= {item.field for item in withheld},
        )
    return result


def _digest(row: RightsRequest) -> str:
    """Return the digest of what the second person approves: every decision and every finding."""
    items = ReviewItem.objects.filter(request=row).order_by("section", "field")
    findings = Finding.objects.filter(request=row).order_by("step")
    content = {
        "request": row.public_id,
        "right": row.right,
        "policy": row.policy_digest,
        "items": [[i.section, i.field, i.decision, i.ground] for i in items],
        "found": [[f.step, f.dataset, f.collection, f.rows, f.digest] for f in findings],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def prepare_answer(*, request_id: str, by: str, now: datetime) -> str:
    """
    Fix the decisions for a second person's look, and return the outcome's name.

    :raises UnableToPrepare: if a collection that holds rows was not reviewed
    :raises UnableToMove: if the request is not in review
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    result = rules.outcome(shown(row).values())
    digest = _digest(row)
    with deed(tags.PREPARED, log=row.controller, about=request_id, by=by, now=now) as entry:
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


def approve_answer(*, request_id: str, by: str, now: datetime) -> None:
    """
    Approve the prepared answer as the second person, and ask for the letter to be made.

    :raises UnableToApprove: if `by` prepared it, or what was prepared is no longer what is there
    :raises UnableToMove: if nothing is prepared
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.APPROVER)
    if row.prepared_by == by:
        raise UnableToApprove(
            text("who prepared an answer does not approve it."), do=text("Ask another approver.")
        )
    if row.state == State.DECIDED and _digest(row) != row.answer_digest:
        raise UnableToApprove(
            text("the decisions changed after the answer was prepared."),
            do=text("Send it back to review and prepare it again."),
        )
    with deed(tags.APPROVED, log=row.controller, about=request_id, by=by, now=now) as entry:
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
