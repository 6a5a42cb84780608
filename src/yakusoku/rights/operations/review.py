"""Review item by item."""

from __future__ import annotations

from datetime import datetime

from yakusoku.laws import queries as laws
from yakusoku.laws.rights import Ground
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, tags
from yakusoku.rights.models import Finding, ReviewItem, RightsRequest
from yakusoku.rights.rules import Shown, State
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
    Decide on one collection (`dataset.collection`), or on one of its fields: shown, or withheld on `ground`.

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
        decision = "withhold" if ground else "show"
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


def _check_item(row: RightsRequest, section: str, field: str) -> None:
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


def reviewed(row: RightsRequest) -> dict[str, Shown]:
    """
    Return the decision on every collection that was searched.

    :raises UnableToPrepare: if a collection that holds rows was not reviewed
    """
    whole = set(ReviewItem.objects.filter(request=row, field="").values_list("section", flat=True))
    found = decided(row)
    open_ = [section for section, shown in found.items() if shown.rows and section not in whole]
    if open_:
        raise UnableToPrepare(
            text("not reviewed: {sections}.", sections=", ".join(open_)),
            do=text("Decide on each with `yakusoku rights review {request}`.", request=row.public_id),
        )
    return found


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
