"""Review item by item."""

from __future__ import annotations

from datetime import datetime

from yakusoku.laws import queries as laws
from yakusoku.laws.rights import Ground
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, tags
from yakusoku.rights.models import Finding, ManualTask, ReviewItem, RightsRequest, ToldConsequence
from yakusoku.rights.rules import Measure, Shown, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

_LONGEST_LAW = 80


class UnableToReview(UnableTo):
    """The decision on an item cannot be taken like this."""

    asked = text("decide on this item")


class UnableToPrepare(UnableTo):
    """The answer is not ready to be shown to a second person."""

    asked = text("prepare the answer")


def review_item(
    *, request_id: str, section: str, field: str = "", ground: str = "", law: str = "", by: str, now: datetime
) -> None:
    """
    Decide on one collection (`dataset.collection`): shown or changed as asked for, or withheld or left on `ground`.

    A single `field` can be shown or withheld; a change is about rows, and decided for the collection.

    A ground must be one the law knows for this right, and one that rests on another law names that `law`
    by article. A later decision on the same item replaces the earlier one as long as the request is in review.

    :raises UnableToReview: for an item that was not found, or a ground that is not one of this right
    :raises UnableToMove: if the request is not in review
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.REVIEWED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.REVIEW,))
        _check_item(row, section, field)
        clause, article = _ground(row, ground, law.strip())
        decision = _decision(row, ground)
        ReviewItem.objects.update_or_create(
            request=row,
            section=section,
            field=field,
            defaults={
                "decision": decision,
                "ground": ground,
                "clause": clause,
                "article": article,
                "other_law": law.strip(),
                "decided_by": by,
                "decided_at": now,
            },
        )
        entry.say(item=f"{section}.{field}" if field else section, decision=decision)
        if ground:
            entry.say(ground=ground)


def _decision(row: RightsRequest, ground: str) -> str:
    if cases.measure(row) is Measure.SHOW:
        return "withhold" if ground else "show"
    return "refuse" if ground else "act"


def _check_item(row: RightsRequest, section: str, field: str) -> None:
    if field and cases.measure(row) is not Measure.SHOW:
        raise UnableToReview(
            text("a change is decided for a collection, not for the field {field}.", field=field),
            do=text("Leave the field out; statutes and holds keep single columns by themselves."),
        )
    known = {finding.section: finding for finding in Finding.objects.filter(request=row)}
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


def _ground(row: RightsRequest, ground: str, other_law: str) -> tuple[str, str]:
    """Return clause and article of a ground. :raises UnableToReview: if it is not one of this right"""
    if not ground:
        if other_law:
            raise UnableToReview(
                text("a law is named, but no ground on which to withhold."),
                do=text("Name the ground, too, or neither of them."),
            )
        return "", ""
    law = laws.right(row.right, as_of=row.received_on)
    known = law.ground(ground)
    if known is None:
        raise UnableToReview(
            text("{ground} is no lawful ground for {right}.", ground=ground, right=row.right),
            do=text("Lawful grounds are: {grounds}.", grounds=", ".join(each.code for each in law.grounds)),
        )
    _check_other_law(known, other_law)
    return cases.promise(row).grounds.get(ground, ""), known.article


def _check_other_law(ground: Ground, other_law: str) -> None:
    if ground.cites_law and not other_law:
        raise UnableToReview(
            text("{ground} rests on another law, which is not named.", ground=ground.code),
            do=text("Name its article, such as the Telecommunications Business Act Art. 4 (TBA4)."),
        )
    if other_law and not ground.cites_law:
        raise UnableToReview(
            text("{ground} does not rest on another law.", ground=ground.code),
            do=text("Leave the law out, or withhold on the ground that names it."),
        )
    if len(other_law) > _LONGEST_LAW or not other_law.isprintable():
        raise UnableToReview(
            text("the other law is named in more than one line or {most} letters.", most=_LONGEST_LAW),
            do=text("Name its article alone; the letter repeats it."),
        )


def check_reviewed(row: RightsRequest) -> None:
    """
    Let a request pass on which everything was decided that must be before an answer.

    :raises UnableToPrepare: if a collection with rows was not reviewed, a place that people search gave no answer, or
        what follows from the request was not told, or not acknowledged where the text wants that
    """
    _check_tasks(row)
    _check_told(row)
    whole = set(ReviewItem.objects.filter(request=row, field="").values_list("section", flat=True))
    findings = Finding.objects.filter(request=row, rows__gt=0).order_by("step")
    open_ = [one.section for one in findings if one.section not in whole]
    if open_:
        raise UnableToPrepare(
            text("not reviewed: {sections}.", sections=", ".join(open_)),
            do=text("Decide on each with `yakusoku rights review {request}`.", request=row.public_id),
        )


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


def decided(row: RightsRequest) -> dict[str, Shown]:
    """Return the decision on every collection that was searched; what nobody decided on counts as shown."""
    items = list(ReviewItem.objects.filter(request=row, decision="withhold"))
    result = {}
    for finding in Finding.objects.filter(request=row).order_by("step"):
        withheld = {item.field for item in items if item.section == finding.section}
        result[finding.section] = Shown(
            rows=finding.rows,
            withheld_fields=len(withheld - {""}),
            withheld_whole="" in withheld or withheld >= set(finding.columns),
        )
    return result
