"""Who is this: the link to rows, the paper, and the fee."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError

from yakusoku.laws import queries as laws
from yakusoku.laws.documents import DocumentLaw
from yakusoku.laws.grounds import Refused
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, papers, ports, rules, tags
from yakusoku.rights.models import Fee, IdentityCheck, PersonLink, RightsRequest
from yakusoku.rights.rules import LINKABLE, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.stores.candidates import Candidate
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

PAPER = "paper-"
"""How the names of sealed copies begin."""
_SHORTEST_REASON = 5


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
            cases.held(row, of=LINKABLE)
            PersonLink.objects.create(
                **place,
                keys=vault.seal(
                    case_id=request_id, label=f"link:{address}", content=cases.link_keys(candidate)
                ),
                reason=vault.seal(
                    case_id=request_id, label=f"reason:{address}", content=reason.strip().encode()
                ),
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
    except IntegrityError:
        if not PersonLink.objects.filter(**place).exists():
            raise  # else it was confirmed before, or by somebody else at this moment


def _place(row: RightsRequest, candidate: Candidate) -> dict[str, Any]:
    digest = vault.keyed_digest(purpose=f"link:{row.public_id}", value=cases.link_keys(candidate))
    return {
        "request": row,
        "dataset": candidate.dataset,
        "collection": candidate.collection,
        "keys_digest": digest,
    }


def confirm_identity(
    *,
    request_id: str,
    document: str,
    image: bytes,
    mask: Sequence[papers.Zone],
    absent: Collection[str] = (),
    address_agrees: bool,
    by: str,
    now: datetime,
) -> State:
    """
    Note that a paper was checked, keep its copy masked and sealed, and return what the request needs next.

    The copy is masked here even where the sender masked it; only the masked copy is ever written. `absent`
    names zones that are not on the copy, as the back of a card. `address_agrees` says that the address to answer to
    is the one on the paper or, where it shows none, the one that is registered.

    The copy is sealed before the deed, since a large one takes longer than a transaction may. Where the deed
    is refused it is dropped again; if the process dies in between, a copy without a check is left, which goes
    with the papers, or with the nightly look for strays.

    :raises UnableToIdentify: if the paper is not accepted, is no longer valid, or a zone is not masked
    :raises UnableToMask: if the file is no picture, or a zone does not lie in it
    :raises UnableToMove: if the request does not wait for a paper
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.NEED_ID,))
    paper = laws.document(document, as_of=ports.day(now, row.controller))
    clause = _accepted(row, paper, now)
    codes, named = {zone.code for zone in mask}, _named(row, paper, now)
    _refuse_if(
        rules.copy_refused(paper, named=named, masked=codes, absent=absent, address_agrees=address_agrees)
    )
    masked = papers.mask(image, mask)
    owed = {zone.code for zone in rules.zones_to_mask(paper, named)}
    check = IdentityCheck(
        document=document,
        required_zones=sorted(owed - set(absent)),
        masked_zones=sorted(codes),
        absent_zones=sorted(set(absent)),
        address_agrees=address_agrees,
        clause=clause,
        article=paper.article,
        checked_by=by,
        checked_at=now,
    )
    return _identified(row, check, masked.content, now=now)


def _identified(row: RightsRequest, check: IdentityCheck, image: bytes, *, now: datetime) -> State:
    by, digest = check.checked_by, vault.keyed_digest(purpose="paper", value=image)
    check.image_name, check.image_digest = f"{PAPER}{digest[:16]}.png", digest
    vault.put(case_id=row.public_id, name=check.image_name, content=image)
    try:
        with deed(tags.IDENTIFIED, log=row.controller, about=row.public_id, by=by, now=now) as entry:
            row = cases.held(row, of=(State.NEED_ID,))
            next_state = _known(row)
            check.request = row
            check.save(force_insert=True)
            entry.say(
                document=check.document, zones=len(check.required_zones), image=digest, clause=check.clause
            )
    except BaseException:
        if not IdentityCheck.objects.filter(request=row, image_name=check.image_name).exists():
            vault.drop(case_id=row.public_id, name=check.image_name)
        raise
    return next_state


def _known(row: RightsRequest) -> State:
    """Let a request go on whose person is known, and return what it needs next: a fee that is due, or nothing."""
    fee_due = Fee.objects.filter(request=row, paid_at__isnull=True).exists()
    next_state = State.NEED_FEE if fee_due else State.READY
    cases.moved(row, next_state, of=(State.NEED_ID,))
    return next_state


def recognize_person(*, request_id: str, reason: str, by: str, now: datetime) -> State:
    """
    Confirm identity without a document, for a reason, and return what the request needs next; the reason is sealed.

    Only where the text asks for none by this way of asking: then a document may be asked for on reasonable doubt
    alone (GDPR 12(6)), and under the Act by registered facts (GL3-8-7).

    :raises UnableToIdentify: where the text asks for a document, or the reason is missing
    :raises UnableToMove: if the request does not wait for this
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.NEED_ID,))
    promise = cases.promise(row)
    if promise.needs_identity(row.channel):
        raise UnableToIdentify(
            text("the text asks for a document."),
            do=text("Accepted are: {accepted}.", accepted=", ".join(sorted(promise.documents(row.channel)))),
        )
    if len(reason.strip()) < _SHORTEST_REASON:
        raise UnableToIdentify(
            text("a reason is missing, or is shorter than {least} letters.", least=_SHORTEST_REASON),
            do=text("Write what agrees, and how a difference is explained."),
        )
    article = "G12(6)" if row.law == "gdpr" else "GL3-8-7"
    sealed = vault.seal(case_id=request_id, label="recognized", content=reason.strip().encode())
    with deed(tags.RECOGNIZED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.NEED_ID,))
        next_state = _known(row)
        IdentityCheck.objects.create(
            request=row, reason=sealed, address_agrees=False, article=article, checked_by=by, checked_at=now
        )
        entry.say(law=row.law)
    return next_state


def _accepted(row: RightsRequest, paper: DocumentLaw, now: datetime) -> str:
    """Return the clause that accepts this kind of paper. :raises UnableToIdentify: if none does"""
    accepted = cases.promise(row).documents(row.channel)
    today = ports.day(now, row.controller)
    _refuse_if(rules.paper_refused(paper, accepted=accepted.keys(), as_of=today))
    return accepted[paper.code][0]


def _named(row: RightsRequest, paper: DocumentLaw, now: datetime) -> set[str]:
    """Return the zones that the text wants masked on this paper, or on one that it took the place of."""
    promise, today = cases.promise(row), ports.day(now, row.controller)
    listed = {code for check in promise.checks for code in check.documents}
    before = {code for code in listed if laws.document(code, as_of=today).successor == paper.code}
    return {zone for code in {paper.code, *before} for zone in promise.masks(code)}


def _refuse_if(refused: Refused | None) -> None:
    if refused is not None:
        raise UnableToIdentify(refused.reason, do=refused.do)


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
    if yen != fee.yen:
        raise UnableToTakeFee(
            text("{paid} yen were paid and {due} yen are due.", paid=yen, due=fee.yen),
            do=text("Send back what is too much, or ask for what is missing."),
        )
    if paid_on < arrived:
        raise UnableToTakeFee(
            text("the payment lies before the arrival of the request."),
            do=text("Look whose payment it is; this request arrived on {day}.", day=arrived.isoformat()),
        )
    if paid_on > today:
        raise UnableToTakeFee(
            text("the payment lies in the future."), do=text("Note it on the day it arrives.")
        )
