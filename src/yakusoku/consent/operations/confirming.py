"""That it is the person: asked before a choice is loosened, told or receipted, and never before a stop."""

from __future__ import annotations

from datetime import datetime

from yakusoku.consent.ports import wired
from yakusoku.consent.rules import Confirmation, How, is_reference
from yakusoku.ledger.tags import is_code, is_id
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Deed
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text


class UnableToConfirm(UnableTo):
    """It is not shown that it is the person who asks."""

    asked = text("loosen a choice or tell of it")


def require_confirmed(
    *, confirmation: Confirmation, controller: str, by: str, now: datetime, deed: Deed = Deed.CHOICES
) -> None:
    """
    Let only a member of the desk, or a program whose key was made for `deed`, go on.

    Either says how the person was confirmed, and by which reference.

    :raises UnableToConfirm: if the request named confirmed nobody, or reference or reason are none
    :raises UnableToAct: if `by` does not act at the desk of the company
    """
    staff.require_at_desk(by=by, controller=controller, deed=deed, now=now)
    known = is_id(confirmation.reference) or is_reference(confirmation.reference)
    if not known or not is_code(confirmation.reason):
        raise UnableToConfirm(
            text(
                "the reference or the reason of the confirmation is missing, or holds more than a short code."
            ),
            do=text(
                "Name the request, note or call by its number, and the reason by a code such as own-wish."
            ),
        )
    if confirmation.how is How.REQUEST and not wired().confirmed(confirmation.reference, controller):
        raise UnableToConfirm(
            text("nobody was confirmed in the request {request}.", request=confirmation.reference),
            do=text("Confirm the identity there first, or say by what else the person was known."),
        )
