"""Money goes back to the person: proposed with a reason, approved by another with the letter, paid."""

from __future__ import annotations

from datetime import date, datetime

from yakusoku.laws import procedures
from yakusoku.laws.citations import cite
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, lettering, money, ports, regime, tags
from yakusoku.rights.models import Refund, RightsRequest
from yakusoku.rights.models.fees import BECAUSE
from yakusoku.rights.rules import Outcome
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

KIND = "refund"
_SHORTEST_REASON = 5


class UnableToRefund(UnableTo):
    """Money cannot go back like this."""

    asked = text("give money back")


def propose_refund(*, request_id: str, because: str, yen: int, reason: str, by: str, now: datetime) -> int:
    """
    Propose that money goes back, and return the refund's number.

    `overpaid`: what came beyond the fee. `not_payable`: a law that applies permits no fee (GDPR 12(5)). `our_fault`:
    nothing was shown, and that is our fault; the text's own rule that a fee is kept does not bind for that.

    :raises UnableToRefund: without a reason, for another ground, or for more than came and than the ground gives back
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    if because not in BECAUSE or len(reason.strip()) < _SHORTEST_REASON:
        raise UnableToRefund(
            text("the ground is none of {known}, or a reason is missing.", known=", ".join(BECAUSE)),
            do=text("Say why the money goes back, and by what staff know it."),
        )
    sealed = vault.seal(case_id=request_id, label=KIND, content=reason.strip().encode())
    with deed(tags.REFUND_PROPOSED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = RightsRequest.objects.select_for_update().get(pk=row.pk)
        _check(row, because, yen)
        number = Refund.objects.filter(request=row).count() + 1
        Refund.objects.create(
            request=row, number=number, yen=yen, because=because, reason=sealed, proposed_by=by,
            proposed_at=now, article=_article(row) if because == "not_payable" else "",
        )  # fmt: skip
        entry.say(number=number, yen=yen, because=because)
    return number


def _check(row: RightsRequest, because: str, yen: int) -> None:
    found = money.account(row)
    most = found.over if because == "overpaid" else found.came - found.back
    if not 0 < yen <= most:
        raise UnableToRefund(
            text(
                "{yen} yen are asked back, and at most {most} yen can go back on this ground.",
                yen=yen,
                most=most,
            ),
            do=text("`yakusoku rights show {request}` says what came.", request=row.public_id),
        )
    if because == "not_payable" and not _article(row):
        raise UnableToRefund(
            text("every law that applies to this request permits the fee."),
            do=text("Choose another ground, or decide again which law applies."),
        )
    if because == "our_fault" and row.outcome in (Outcome.FULL, Outcome.PARTIAL):
        raise UnableToRefund(
            text("something was shown in answer to this request."), do=text("Choose another ground.")
        )


def _article(row: RightsRequest) -> str:
    """Return the article by which a law that applies permits no fee; empty where all permit it."""
    for code in regime.laws(row):
        if code == "gdpr":
            return procedures.fee_rules("gdpr", as_of=row.received_on).value.article
    return ""


def approve_refund(*, request_id: str, by: str, now: datetime) -> int:
    """
    Agree to a refund as the second person, with the letter that tells the person; return the letter's number.

    :raises UnableToRefund: if none is proposed, or `by` proposed it
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.APPROVER)
    refund = _proposed(row, by)
    today, language = ports.day(now, row.controller), lettering.language_of(row)
    said = {
        **lettering.to_person(row, on=today),
        "amount": f"{refund.yen:,}",
        "because": {one: one == refund.because for one in BECAUSE},
        "article": cite(refund.article).say(language) if refund.article else "",
    }
    made = lettering.make(row, KIND, said, on=today)
    with deed(tags.REFUND_APPROVED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = RightsRequest.objects.select_for_update().get(pk=row.pk)
        refund = _proposed(row, by)
        letter = lettering.note(row, made, by=by, now=now)
        refund.approve(letter, by=by, now=now)
        entry.say(number=refund.number, yen=refund.yen)
    return letter.number


def _proposed(row: RightsRequest, by: str) -> Refund:
    found = Refund.objects.filter(request=row, state="proposed").order_by("number").first()
    if found is None or found.proposed_by == by:
        raise UnableToRefund(
            text("nobody else proposed a refund of {request}.", request=row.public_id),
            do=text("Propose it with `yakusoku rights refund {request}`; another approver agrees.",
                    request=row.public_id),
        )  # fmt: skip
    return found


def note_refund_paid(*, request_id: str, paid_on: date, by: str, now: datetime) -> int:
    """
    Note that the money went back, and return how many yen.

    :raises UnableToRefund: if no refund is approved and unpaid, or the day lies before its approval or after today
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.REFUND_PAID, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = RightsRequest.objects.select_for_update().get(pk=row.pk)
        refund = Refund.objects.filter(request=row, state="approved").order_by("number").first()
        today = ports.day(now, row.controller)
        begun = ports.day(refund.approved_at, row.controller) if refund and refund.approved_at else today
        if refund is None or not begun <= paid_on <= today:
            raise UnableToRefund(
                text("no refund is approved and unpaid, or the day lies before its approval or after today."),
                do=text("Give the day of the transfer."),
            )
        refund.pay(on=paid_on, by=by)
        entry.say(number=refund.number, yen=refund.yen, paid=paid_on)
    return refund.yen
