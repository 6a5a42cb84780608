"""Review item by item."""

from __future__ import annotations

from datetime import datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import carried, cases, itemizing, judging, tags
from yakusoku.rights.grounds import Named, UnableToReview, basis
from yakusoku.rights.measures import CHANGES, SHOWS
from yakusoku.rights.models import (
    ColumnDecision,
    Finding,
    ManualTask,
    ReviewItem,
    RightsRequest,
    ToldConsequence,
)
from yakusoku.rights.rules import Shown, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text


class UnableToPrepare(UnableTo):
    """The answer is not ready to be shown to a second person."""

    asked = text("prepare the answer")


def review_item(
    *,
    request_id: str,
    section: str,
    field: str = "",
    ground: str = "",
    law: str = "",
    also: str = "",
    also_law: str = "",
    by: str,
    now: datetime,
) -> None:
    """
    Decide on one collection (`dataset.collection`): shown or changed as asked for, or withheld or left on `ground`.

    A single `field` can be shown or withheld; a change is about rows, and decided for the collection.

    A ground must be one the law knows for this right, and one that rests on another law names that `law`
    by article. Where both laws give what was asked for, it is withheld on a ground of the other law, too (`also`), or
    not at all. A later decision on the same item replaces the earlier one as long as the request is in review.

    :raises UnableToReview: for an item that was not found, or a ground that is not one of this right
    :raises UnableToMove: if the request is not in review
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.REVIEWED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.REVIEW,))
        _check_item(row, section, field)
        kept = basis(row, Named(ground, law, also, also_law).stripped())
        decision = _decision(row, ground)
        ReviewItem.objects.update_or_create(
            request=row,
            section=section,
            field=field,
            defaults={"decision": decision, **kept, "decided_by": by, "decided_at": now},
        )
        entry.say(item=f"{section}.{field}" if field else section, decision=decision)
        if ground:
            entry.say(ground=ground)
        if also:
            entry.say(also=also)


def _decision(row: RightsRequest, ground: str) -> str:
    if not cases.changes_rows(row):
        return "withhold" if ground else "show"
    return "refuse" if ground else "act"


def _check_item(row: RightsRequest, section: str, field: str) -> None:
    if field and cases.changes_rows(row):
        raise UnableToReview(
            text("a change is decided for a collection, not for the field {field}.", field=field),
            do=text("Leave the field out; statutes and holds keep single columns by themselves."),
        )
    known = {finding.section: finding for finding in Finding.objects.filter(request=row)}
    if not field and any(one.apart and one.code == section for one in itemizing.drawn(row)):
        return
    if section not in known:
        raise UnableToReview(
            text("{section} is not among what was searched.", section=section),
            do=text("Searched were: {known}.", known=", ".join(sorted(known))),
        )
    if field and field not in known[section].columns:
        raise UnableToReview(
            text("{section} has no field {field}.", section=section, field=field),
            do=text("It has: {fields}.", fields=", ".join(known[section].columns)),
        )


def check_reviewed(row: RightsRequest) -> None:
    """
    Let a request pass on which everything was decided that must be before an answer.

    :raises UnableToPrepare: if a collection with rows was not reviewed, a place that people search gave no answer, or
        what follows from the request was not told, or not acknowledged where the text wants that
    """
    _check_tasks(row)
    _check_told(row)
    _check_columns(row)
    _check_said(row)
    if cases.measure(row) not in (*SHOWS, *CHANGES):
        return  # no row is shown or changed
    whole = set(ReviewItem.objects.filter(request=row, field="").values_list("section", flat=True))
    findings = Finding.objects.filter(request=row, rows__gt=0).order_by("step")
    open_ = [one.section for one in findings if one.section not in whole]
    if open_:
        raise UnableToPrepare(
            text("not reviewed: {sections}.", sections=", ".join(open_)),
            do=text("Decide on each with `yakusoku rights review {request}`.", request=row.public_id),
        )


def _check_said(row: RightsRequest) -> None:
    """Let an answer pass whose points are all drawn, said or withheld, and whose columns are all clear."""
    silent = itemizing.missing(row)
    if silent:
        raise UnableToPrepare(
            text("the policy says nothing about: {items}.", items=", ".join(one.code for one in silent)),
            do=text("Say of each what is so with `yakusoku rights say {request}`.", request=row.public_id),
        )
    unclear = carried.unclear(row)
    if unclear:
        raise UnableToPrepare(
            text("neither policy nor data map says whether this is carried over: {columns}.",
                 columns=", ".join(unclear)),
            do=text("Decide on each field with `yakusoku rights review {request}`.", request=row.public_id),
        )  # fmt: skip


def _check_tasks(row: RightsRequest) -> None:
    waiting = [
        one.section
        for one in ManualTask.objects.filter(request=row, answered_at__isnull=True).order_by("due_on", "pk")
    ]
    if waiting:
        raise UnableToPrepare(
            text("people have not searched: {sections}.", sections=", ".join(waiting)),
            do=text(
                "Note each with `yakusoku rights task {request}` when it was searched.", request=row.public_id
            ),
        )


def _check_told(row: RightsRequest) -> None:
    named = len(cases.promise(row).consequences)
    told = ToldConsequence.objects.filter(request=row)
    if named and told.count() < named:
        raise UnableToPrepare(
            text("the text promises to say first what follows from this: {count} consequences.", count=named),
            do=text("Send them, and note it with `yakusoku rights tell {request}`.", request=row.public_id),
        )
    if told.filter(needs_word=True, known_on__isnull=True).exists():
        raise UnableToPrepare(
            text("the person has not said that what follows is known."),
            do=text(
                "Wait for that word, and note it with `yakusoku rights acknowledge {request}`.",
                request=row.public_id,
            ),
        )


def _check_columns(row: RightsRequest) -> None:
    decided = set(ColumnDecision.objects.filter(request=row).values_list("section", "column"))
    asked = [one for one in judging.columns_alike(row) if (one.section, one.column) not in decided]
    if asked:
        names = ", ".join(f"{one.section}.{one.column}" for one in asked)
        raise UnableToPrepare(
            text("of the same kind of data, and named by no fact: {columns}.", columns=names),
            do=text(
                "Decide on each with `yakusoku rights column {request}`: a copy, or something else.",
                request=row.public_id,
            ),
        )


def decided(row: RightsRequest) -> dict[str, Shown]:
    """Return the decision on every collection that was searched; what nobody decided on counts as shown."""
    items = list(ReviewItem.objects.filter(request=row, decision="withhold"))
    result = {}
    for finding in Finding.objects.filter(request=row).order_by("step"):
        withheld = {item.field for item in items if item.section == finding.section}
        reached = carried.reached(row, finding)
        result[finding.section] = Shown(
            rows=finding.rows if reached else 0,
            withheld_fields=len(withheld - {""}),
            withheld_whole="" in withheld or withheld >= reached,
        )
    return result
