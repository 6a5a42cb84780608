"""Who is this in the stores: the link to rows; and the fee."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, ports, proofs, tags
from yakusoku.rights.models import Fee, Payment, PersonLink, RightsRequest
from yakusoku.rights.rules import LINKABLE, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.stores.candidates import Candidate
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

_SHORTEST_REASON = 5


class UnableToLink(UnableTo):
    """The link between the person and rows cannot be confirmed."""

    asked = text("confirm whose rows these are")


class UnableToTakeFee(UnableTo):
    """The payment cannot be noted."""

    asked = text("note the payment")


def confirm_link(*, request_id: str, candidate: Candidate, reason: str, by: str, now: datetime) -> None:
    """
    Note that staff hold the candidate's rows to be the person's, with the reason; confirming twice notes it once.

    :raises UnableToLink: without a reason, or for a candidate without an identity to begin a search from
    :raises UnableToMove: if the search has begun
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise UnableToLink(
            text("a reason is missing, or is shorter than {least} letters.", least=_SHORTEST_REASON),
            do=text("Write what agrees, and how a difference is explained."),
        )
    if not candidate.identities:
        raise UnableToLink(
            text("the candidate has no identity that a search can begin from."),
            do=text("Choose a candidate of a collection that declares an identity."),
        )
    place = _place(row, candidate)
    address = f"{candidate.dataset}.{candidate.collection}"
    try:
        with deed(tags.LINKED, log=row.controller, about=request_id, by=by, now=now) as entry:
            row = cases.held(row, of=LINKABLE)
            PersonLink.objects.create(
                **place,
                keys=vault.seal(
                    case_id=request_id, label=f"link:{address}", content=cases.link_keys(candidate)
                ),
                reason=vault.seal(
                    case_id=request_id, label=f"reason:{address}", content=reason.strip().encode()
                ),
                born=proofs.sealed_birth(row, address, _birth(candidate)),
                score=max(candidate.score, 0),
                confirmed_by=by,
                confirmed_at=now,
            )
            entry.say(
                dataset=candidate.dataset,
                collection=candidate.collection,
                score=max(candidate.score, 0),
                keys=place["keys_digest"],
            )
            if row.state != State.NEED_ID:  # a registered birth date may show that somebody else has to ask
                proofs.settled(row, today=ports.day(now, row.controller))
    except IntegrityError:
        if not PersonLink.objects.filter(**place).exists():
            raise  # else it was confirmed before, or by somebody else at this moment


def _birth(candidate: Candidate) -> Personal[str] | None:
    """Return the birth date that the row itself holds."""
    held = candidate.holds.reveal().get("birth_date", ())
    return Personal(held[0]) if held else None


def _place(row: RightsRequest, candidate: Candidate) -> dict[str, Any]:
    digest = vault.keyed_digest(purpose=f"link:{row.public_id}", value=cases.link_keys(candidate))
    return {
        "request": row,
        "dataset": candidate.dataset,
        "collection": candidate.collection,
        "keys_digest": digest,
    }


def record_payment(*, request_id: str, yen: int, paid_on: date, by: str, now: datetime) -> str:
    """
    Note that the fee was paid and return the receipt's number.

    :raises UnableToTakeFee: if no fee is due, or the amount is not exactly the one that was asked for
    :raises UnableToMove: if the request does not wait for a payment
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    fee = Fee.objects.filter(request=row).first()
    if row.right and fee is None:
        raise UnableToTakeFee(
            text("no fee is due."), do=text("Send the money back: only a published fee may be taken.")
        )
    receipt = ids.public_id("rcp", why=request_id)
    with deed(tags.FEE_PAID, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.NEED_FEE,))
        fee = Fee.objects.get(request=row)
        _check_payment(fee, yen, paid_on, arrived=row.received_on, today=ports.day(now, row.controller))
        cases.moved(row, State.READY, of=(State.NEED_FEE,))
        if not fee.pay(on=paid_on, receipt=receipt, now=now):
            raise UnableToTakeFee(text("the fee was paid before."), do=text("Send back what came twice."))
        entry.say(yen=yen, receipt=receipt)
    return receipt


def _check_payment(fee: Fee, yen: int, paid_on: date, *, arrived: date, today: date) -> None:
    due = fee.yen - sum(Payment.objects.filter(request=fee.request_id).values_list("yen", flat=True))
    if yen != fee.yen or due != fee.yen:
        raise UnableToTakeFee(
            text("{paid} yen were paid and {due} yen are due.", paid=yen, due=due),
            do=text(
                "Note it as it came with `--as-came`: what is missing is waited for, what is too much goes back."
            ),
        )
    check_day(paid_on, arrived=arrived, today=today)


def check_day(paid_on: date, *, arrived: date, today: date) -> None:
    """Let the day of a payment pass. :raises UnableToTakeFee: if it lies before the arrival or after today"""
    if paid_on < arrived:
        raise UnableToTakeFee(
            text("the payment lies before the arrival of the request."),
            do=text("Look whose payment it is; this request arrived on {day}.", day=arrived.isoformat()),
        )
    if paid_on > today:
        raise UnableToTakeFee(
            text("the payment lies in the future."), do=text("Note it on the day it arrives.")
        )
