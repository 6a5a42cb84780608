"""A payment that is not the amount that was asked for, and the receipt as a document."""

from __future__ import annotations

from datetime import date, datetime

from yakusoku.laws.citations import cite
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, lettering, money, ports, tags
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.models import Fee, Letter, Payment, RightsRequest
from yakusoku.rights.money import Account
from yakusoku.rights.operations.identify import UnableToTakeFee, check_day
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms import ids
from yakusoku.terms.text import text

RECEIPT = "receipt"


def take_other_amount(*, request_id: str, yen: int, paid_on: date, by: str, now: datetime) -> Account:
    """
    Note an amount as it came, and return what is missing and what is too much.

    Too little leaves the request waiting for the rest; enough lets it go on; what is too much has to go back.

    :raises UnableToTakeFee: if nothing came, it is exactly what was asked for, or the day is not between arrival and
        today
    :raises UnableToMove: if the request does not wait for a payment
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.OTHER_AMOUNT_PAID, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.NEED_FEE,))
        fee = Fee.objects.get(request=row)
        check_day(paid_on, arrived=row.received_on, today=ports.day(now, row.controller))
        known = Payment.objects.filter(request=row).count()
        if yen <= 0 or (yen == fee.yen and not known):
            raise UnableToTakeFee(
                text("nothing came, or exactly what was asked for."),
                do=text("Note the exact amount with `yakusoku rights fee {request}`.", request=request_id),
            )
        Payment.objects.create(
            request=row, number=known + 1, yen=yen, paid_on=paid_on, noted_by=by, noted_at=now
        )
        found = money.account(row)
        if not found.missing:
            cases.moved(row, State.READY, of=(State.NEED_FEE,))
            fee.pay(on=paid_on, receipt=ids.public_id("rcp", why=request_id), now=now)
        entry.say(yen=yen, missing=found.missing, over=found.over)
    return found


def write_receipt(*, request_id: str, by: str, now: datetime) -> int:
    """
    Make the receipt as a document, and return the letter's number; it is made once.

    :raises UnableToTakeFee: if no fee was paid, or the receipt was made
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    fee = _require_paid(row)
    today = ports.day(now, row.controller)
    made = lettering.make(row, RECEIPT, _said(row, fee, today), on=today)
    with deed(tags.LETTER_BUILT, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = RightsRequest.objects.select_for_update().get(pk=row.pk)
        _require_paid(row)
        letter = lettering.note(row, made, by=by, now=now)
        entry.say(letter=RECEIPT, number=letter.number, digest=made.digest)
    return letter.number


def _require_paid(row: RightsRequest) -> Fee:
    fee = Fee.objects.filter(request=row, paid_on__isnull=False).first()
    if fee is None or Letter.objects.filter(request=row, kind=RECEIPT).exists():
        raise UnableToTakeFee(
            text("no fee was paid, or the receipt was made before."),
            do=text("`yakusoku rights show {request}` says which letters there are.", request=row.public_id),
        )
    return fee


def _said(row: RightsRequest, fee: Fee, today: date) -> lettering.View:
    language = lettering.language_of(row)
    assert fee.paid_on is not None  # noqa: S101  asked just before
    return {
        **lettering.to_person(row, on=today),
        "amount": f"{fee.yen:,}",
        "net": f"{fee.yen - fee.tax_yen:,}",
        "tax": f"{fee.tax_yen:,}",
        "tax_percent": str(fee.tax_percent),
        "paid_on": long_day(fee.paid_on, language),
        "receipt_no": fee.receipt or "",
        "basis": {"clause": fee.clause, "article": cite(fee.article).say(language)},
    }
