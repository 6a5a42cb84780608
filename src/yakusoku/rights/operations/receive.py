"""Arrival and triage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError

from yakusoku.laws import clocks
from yakusoku.laws import queries as laws
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, ports, rules, tags
from yakusoku.rights.asked import Asked
from yakusoku.rights.models import Fee, RightsRequest
from yakusoku.rights.rules import Channel, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work

_ARRIVAL = re.compile(r"[A-Za-z0-9-]{1,40}")
_LAWS = {"A": "appi"}


class UnableToReceive(UnableTo):
    """An arrival could not be taken in as it was described."""

    asked = text("take in the request")


class UnableToTriage(UnableTo):
    """The request cannot be assigned to that right."""

    asked = text("assign the request to a right")


@dataclass(frozen=True)
class Received:
    """What the desk tells the person: the id, the code to quote, and the days that count."""

    request_id: str
    receipt_code: str
    received_on: date
    suit_open_on: date


def _received(row: RightsRequest) -> Received:
    return Received(row.public_id, row.receipt_code, row.received_on, row.suit_open_on)


def receive_request(
    *,
    controller: str,
    channel: Channel,
    arrival_ref: str,
    asked: Asked,
    language: str,
    by: str,
    now: datetime,
    received_at: datetime | None = None,
) -> Received:
    """
    Take in a request, start its clock and give it a receipt code.

    `arrival_ref` is the number on the envelope, the call or the counter slip: one arrival is taken in once,
    however often this is called. `received_at` is when it arrived, if that was before `now`. The case key
    is written and synced before the deed that needs it; if the process dies between, the key is an orphan
    that the nightly sweep removes.

    :raises UnableToReceive: if the reference is not a plain number, or the arrival lies in the future
    :raises UnableToAct: if `by` is not of the desk
    """
    staff.require(by=by, controller=controller, role=Role.DESK)
    arrived = received_at or now
    _check_arrival(arrival_ref, arrived, now)
    known = _known(controller, channel, arrival_ref)
    if known is not None:
        return _received(known)
    policy = ports.policy(controller, ports.day(arrived))
    why = f"{controller}:{channel}:{arrival_ref}"
    request_id = ids.public_id("req", why=why)
    vault.ensure_case_key(case_id=request_id, now=now)
    sealed = vault.seal(case_id=request_id, label=cases.ASKED, content=asked.to_bytes())
    received_on = ports.day(arrived)
    suit = clocks.suit_open(received_on)
    try:
        with deed(tags.RECEIVED, log=controller, about=request_id, by=by, now=now) as entry:
            row = RightsRequest.objects.create(
                public_id=request_id,
                controller=controller,
                channel=channel,
                arrival_ref=arrival_ref,
                receipt_code=ids.receipt_code(why=why),
                received_at=arrived,
                received_on=received_on,
                suit_open_on=suit.on,
                language=language,
                policy_version=policy.published_from,
                policy_digest=policy.digest,
                asked=sealed,
            )
            entry.say(channel=channel, received=received_on, suit_open=suit.on)
            work.intend("mail.rights.arrived", about=request_id, now=now)
    except IntegrityError:
        known = _known(controller, channel, arrival_ref)
        if known is None:
            raise
        return _received(known)
    return _received(row)


def _known(controller: str, channel: Channel, arrival_ref: str) -> RightsRequest | None:
    return RightsRequest.objects.filter(
        controller=controller, channel=channel, arrival_ref=arrival_ref
    ).first()


def _check_arrival(arrival_ref: str, arrived: datetime, now: datetime) -> None:
    if not _ARRIVAL.fullmatch(arrival_ref):
        raise UnableToReceive(
            text("the arrival's reference may hold only letters, digits and hyphens, at most forty."),
            do=text("Use the number on the envelope, or give it one and write it there."),
        )
    if arrived > now:
        raise UnableToReceive(
            text("the arrival lies in the future."), do=text("Give the day on which it reached the house.")
        )


def triage_request(*, request_id: str, right: str, method: str, by: str, now: datetime) -> State:
    """
    Assign a request to a right under the policy in force when it arrived, and return what it needs next.

    The fee that is published and lawful is asked for in the same deed. `method` is how the person chose
    to be answered (APPI 33(1)).

    :raises UnableToTriage: if the policy offers no such right, or not by that method
    :raises UnableToMove: if the request was assigned before
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    policy = ports.policy(row.controller, row.received_on)
    promise = next((p for p in policy.rights.values() if right in p.law_codes), None)
    if promise is None:
        offered = sorted(code for p in policy.rights.values() for code in p.law_codes)
        raise UnableToTriage(
            text("the policy names no right {right}.", right=right),
            do=text("It names: {offered}.", offered=", ".join(offered)),
        )
    law = laws.right(right, as_of=row.received_on)
    if method not in promise.methods:
        raise UnableToTriage(
            text("answers are not given as {method}.", method=method),
            do=text("Choose one of: {methods}.", methods=", ".join(promise.methods)),
        )
    target = clocks.house_target(row.received_on, promise.target_days).on if promise.target_days else None
    fee = rules.charge(law, promise)
    with deed(tags.TRIAGED, log=row.controller, about=request_id, by=by, now=now) as entry:
        cases.moved(
            row,
            State.NEED_ID,
            of=(State.RECEIVED,),
            right=right,
            law=law.law,
            method=method,
            target_on=target,
        )
        if fee is not None:
            Fee.objects.create(
                request=row,
                yen=fee.yen,
                tax_yen=fee.tax_yen,
                tax_percent=fee.tax_percent,
                clause=fee.because.clause or "",
                article=fee.because.article or "",
                asked_at=now,
            )
        entry.say(right=right, law=law.law, policy=policy.digest, yen=fee.yen if fee else 0)
        if target is not None:
            entry.say(target=target)
    return State.NEED_ID
