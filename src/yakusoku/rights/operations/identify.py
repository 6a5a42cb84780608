"""Who is this: the link to rows, the paper, and the fee."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime

from yakusoku.laws import queries as laws
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, papers, ports, rules, tags
from yakusoku.rights.models import Fee, IdentityCheck, PersonLink
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.stores.candidates import Candidate
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

_LINKABLE = (State.NEED_ID, State.NEED_FEE, State.READY)


class UnableToLink(UnableTo):
    """The link between the person and rows cannot be confirmed."""

    asked = text("confirm whose rows these are")


class UnableToIdentify(UnableTo):
    """The identity paper does not suffice."""

    asked = text("confirm the person's identity")


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
    if len(reason.strip()) < 5:
        raise UnableToLink(
            text("a reason is missing."), do=text("Write what agrees, and how a difference is explained.")
        )
    if not candidate.identities:
        raise UnableToLink(
            text("the candidate has no identity that a search can begin from."),
            do=text("Choose a candidate of a collection that declares an identity."),
        )
    if row.state not in _LINKABLE:
        cases.moved(row, State(row.state), of=_LINKABLE)
    keys = {name: value.reveal() for name, value in sorted(candidate.identities.items())}
    digest = vault.keyed_digest(purpose=f"link:{request_id}", value=json.dumps(keys, sort_keys=True).encode())
    place = {
        "request": row,
        "dataset": candidate.dataset,
        "collection": candidate.collection,
        "keys_digest": digest,
    }
    if PersonLink.objects.filter(**place).exists():
        return
    address = f"{candidate.dataset}.{candidate.collection}"
    with deed(tags.LINKED, log=row.controller, about=request_id, by=by, now=now) as entry:
        PersonLink.objects.create(
            **place,
            keys=cases.seal_words(request_id, f"link:{address}", keys),
            reason=cases.seal_words(request_id, f"reason:{address}", reason.strip()),
            score=candidate.score,
            confirmed_by=by,
            confirmed_at=now,
        )
        entry.say(
            dataset=candidate.dataset, collection=candidate.collection, score=candidate.score, keys=digest
        )


def confirm_identity(
    *,
    request_id: str,
    document: str,
    image: bytes,
    mask: Sequence[papers.Zone],
    address_agrees: bool,
    by: str,
    now: datetime,
) -> State:
    """
    Note that a paper was checked, keep its copy masked and sealed, and return what the request needs next.

    The copy is masked here even where the sender masked it; only the masked copy is ever written.

    :raises UnableToIdentify: if the paper is not accepted, is no longer valid, or a required zone is not masked
    :raises UnableToMove: if the request does not wait for a paper
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    policy = ports.policy(row.controller, row.received_on)
    promise = next(p for p in policy.rights.values() if row.right in p.law_codes)
    today = ports.day(now)
    paper = laws.document(document, as_of=today)
    accepted = promise.documents(row.channel)
    masked = papers.mask(image, mask)
    refused = rules.paper_refused(
        paper,
        accepted=accepted.keys(),
        masked=[zone.code for zone in masked.zones],
        address_agrees=address_agrees,
        as_of=today,
    )
    if refused is not None:
        raise UnableToIdentify(refused.reason, do=refused.do)
    digest = hashlib.sha256(masked.content).hexdigest()
    name = f"paper-{digest[:16]}.png"
    if row.state != State.NEED_ID:
        cases.moved(row, State(row.state), of=(State.NEED_ID,))
    vault.put(case_id=request_id, name=name, content=masked.content)
    required = sorted(zone.code for zone in paper.zones if zone.required)
    fee_due = Fee.objects.filter(request=row, paid_at__isnull=True).exists()
    next_state = State.NEED_FEE if fee_due else State.READY
    clause = accepted[document][0]
    with deed(tags.IDENTIFIED, log=row.controller, about=request_id, by=by, now=now) as entry:
        cases.moved(row, next_state, of=(State.NEED_ID,))
        IdentityCheck.objects.create(
            request=row,
            document=document,
            required_zones=required,
            masked_zones=sorted(zone.code for zone in masked.zones),
            address_agrees=address_agrees,
            image_name=name,
            image_digest=vault.keyed_digest(purpose="paper", value=masked.content),
            clause=clause,
            article=paper.article,
            checked_by=by,
            checked_at=now,
        )
        entry.say(
            document=document,
            zones=len(required),
            image=vault.keyed_digest(purpose="paper", value=masked.content),
            clause=clause,
        )
    return next_state


def record_payment(*, request_id: str, yen: int, paid_on: date, by: str, now: datetime) -> str:
    """
    Note that the fee was paid and return the receipt's number.

    :raises UnableToTakeFee: if no fee is due, or the amount is not exactly the one that was asked for
    :raises UnableToMove: if the request does not wait for a payment
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    fee = Fee.objects.filter(request=row).first()
    if fee is None:
        raise UnableToTakeFee(
            text("no fee is due."), do=text("Send the money back: only a published fee may be taken.")
        )
    if yen != fee.yen:
        raise UnableToTakeFee(
            text("{paid} yen were paid and {due} yen are due.", paid=yen, due=fee.yen),
            do=text("Send back what is too much, or ask for what is missing."),
        )
    if paid_on > ports.day(now):
        raise UnableToTakeFee(
            text("the payment lies in the future."), do=text("Note it on the day it arrives.")
        )
    receipt = ids.public_id("rcp", why=request_id)
    with deed(tags.FEE_PAID, log=row.controller, about=request_id, by=by, now=now) as entry:
        cases.moved(row, State.READY, of=(State.NEED_FEE,))
        Fee.objects.filter(pk=fee.pk, paid_at__isnull=True).update(
            paid_at=now, paid_on=paid_on, receipt=receipt
        )
        entry.say(yen=yen, receipt=receipt)
    return receipt
