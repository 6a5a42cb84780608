"""Whether data must go since a consent was withdrawn: somebody looks, and notes what came of it."""

from __future__ import annotations

from datetime import datetime

from yakusoku.consent import models, tags
from yakusoku.consent.queries import CheckView, checks
from yakusoku.consent.rules import Came, is_reference
from yakusoku.ledger.deeds import deed
from yakusoku.ledger.tags import is_id
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text


class UnableToCloseCheck(UnableTo):
    """The check on erasure stays open."""

    asked = text("close a check on erasure")


def close_check(*, check_id: str, came: Came, reference: str, by: str, now: datetime) -> CheckView:
    """
    Note what came of a check; `reference` is the request, certificate or article that shows it.

    :raises UnableToCloseCheck: if there is no such check, it is closed, or nothing shows what came of it
    :raises UnableToAct: if `by` does not act at the desk of the company
    """
    row = models.ErasureCheck.objects.filter(public_id=check_id).first()
    if row is None:
        raise UnableToCloseCheck(
            text("there is no check {check}.", check=check_id),
            do=text("`yakusoku consent checks` lists them."),
        )
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    if not (is_id(reference) or is_reference(reference)):
        raise UnableToCloseCheck(
            text("nothing short that names nobody shows what came of it."),
            do=text("Give the number of the request or certificate, or the article, such as GDPR-17/3."),
        )
    with deed(tags.CHECKED, log=row.controller, about=check_id, by=by, now=now) as entry:
        if not row.close(outcome=came.value, reference=reference, by=by, now=now):
            raise UnableToCloseCheck(
                text("{check} is closed.", check=check_id), do=text("Nothing needs to be done.")
            )
        entry.say(outcome=came.value)
        if is_id(reference):
            entry.say(request=reference)
    return next(one for one in checks(controller=row.controller, closed=True) if one.public_id == check_id)
