"""A new address that was found when an answer came back: its correction is offered, and never made by itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, tags
from yakusoku.rights.asked import Asked
from yakusoku.rights.models import Returned, RightsRequest
from yakusoku.rights.operations.receive import Received, receive_request
from yakusoku.rights.operations.returned import NEW
from yakusoku.rights.rules import Channel
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

_WORDS = "Correction of my address, as the desk offered: 返送時に確認された新しい住所への訂正を希望します。"


class UnableToAnswerOffer(UnableTo):
    """No correction was offered that waits for the person's word."""

    asked = text("note what the person said to an offered correction")


def take_offer(*, request_id: str, channel: Channel, arrival_ref: str, by: str, now: datetime) -> Received:
    """
    Note that the person wants the new address put in: a request of its own arrives, which the desk assigns.

    Its clock runs from `now`, and it is found by what the first request said, with the new address. If the process dies
    between the two deeds, the request is there and the same call notes that it came of the offer.

    :raises UnableToAnswerOffer: if no offer of the request is open
    :raises UnableToReceive: as `receive_request`
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    asked = _asked(row, _open(row))
    made = receive_request(
        controller=row.controller, channel=channel, arrival_ref=arrival_ref, asked=asked, language=row.language,
        by=by, now=now,
    )  # fmt: skip
    _answer(row, "taken", case=made.request_id, by=by, now=now)
    return made


def decline_offer(*, request_id: str, by: str, now: datetime) -> None:
    """
    Note that the person does not want the records corrected; the address stays on the envelope alone.

    :raises UnableToAnswerOffer: if no offer of the request is open
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    _answer(row, "declined", case="", by=by, now=now)


def _answer(row: RightsRequest, said: str, *, case: str, by: str, now: datetime) -> None:
    with deed(tags.OFFER_ANSWERED, log=row.controller, about=row.pk, by=by, now=now) as entry:
        row = RightsRequest.objects.select_for_update().get(pk=row.pk)
        _open(row).answer(said, case=case)
        entry.say(decision=said)
        if case:
            entry.say(kept=case)


def _open(row: RightsRequest) -> Returned:
    """Return the offer that waits. :raises UnableToAnswerOffer: if there is none"""
    found = Returned.objects.filter(dispatch__request=row, offer="open").order_by("pk").last()
    if found is None:
        raise UnableToAnswerOffer(
            text("no correction of an address is offered for {request}.", request=row.public_id),
            do=text("It is when a new one was noted with `yakusoku rights address {request} --new`.",
                    request=row.public_id),
        )  # fmt: skip
    return found


def _asked(row: RightsRequest, back: Returned) -> Asked:
    """Return what the first request said of the person, with the new address to answer to."""
    plain = json.loads(vault.unseal(case_id=row.pk, label=NEW, sealed=bytes(back.address or b"")))
    first = cases.asked(row)
    return replace(
        first,
        postal_code=Personal(plain["postal_code"]),
        address=Personal(tuple(plain["address"])),
        words=Personal(_WORDS),
    )
