"""The answer leaves the house, the case closes, and copies of identity papers go."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta

from django.db import transaction

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, itemizing, ports, settled, stopping, tags
from yakusoku.rights.cases import SYSTEM, AlreadyDoneError
from yakusoku.rights.models import Dispatch, IdentityCheck, Returned, RightsRequest
from yakusoku.rights.needed import FOUND
from yakusoku.rights.operations.ask_papers import ASKING
from yakusoku.rights.operations.papers import PAPER
from yakusoku.rights.rules import LEAVES, PAPERS, WITHDRAWABLE, Dispatching, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work
from yakusoku.work import queries as outbox
from yakusoku.work.bursts import Burst, Tally

_TRACKING = re.compile(r"[A-Za-z0-9-]{4,40}")


class UnableToDispatch(UnableTo):
    """The dispatch cannot be noted as it was described."""

    asked = text("note the dispatch")


def record_dispatch(
    *, request_id: str, method: Dispatching, tracking: str, sent_on: date, by: str, now: datetime
) -> None:
    """
    Note how and when the answer left the house; uses of which an objection was refused go on by that.

    :raises UnableToDispatch: without a number that proves it, or for a day before the letter was made or after today
    :raises UnableToMove: if there is no letter yet, or the answer has left
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.DISPATCHED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.EXECUTED,))
        _check_method(row, method)
        _check_dispatch(row, tracking, sent_on, now)
        if Returned.objects.filter(dispatch__request=row, then="").exists():
            raise UnableToDispatch(
                text("the answer came back, and nobody looked into the address."),
                do=text("Note what was found with `yakusoku rights address {request}`.", request=request_id),
            )
        cases.moved(row, State.NOTIFIED, of=(State.EXECUTED,))
        Dispatch.objects.create(
            request=row, method=method, tracking=tracking, sent_on=sent_on, sent_by=by, noted_at=now
        )
        entry.say(method=method, sent=sent_on)
        go_on = stopping.let_go_on(row, "refused", by=by, now=now, only=itemizing.refused(row))
        if go_on:
            entry.say(go_on=go_on)


def _check_method(row: RightsRequest, method: Dispatching) -> None:
    if method not in LEAVES[row.method]:
        raise UnableToDispatch(
            text("an answer that was asked for as {chosen} does not leave as {method}.",
                 chosen=row.method, method=method.value),
            do=text("It leaves as one of: {ways}.", ways=", ".join(LEAVES[row.method])),
        )  # fmt: skip


def _check_dispatch(row: RightsRequest, tracking: str, sent_on: date, now: datetime) -> None:
    if not _TRACKING.fullmatch(tracking):
        raise UnableToDispatch(
            text("the number may hold only letters, digits and hyphens, four to forty of them."),
            do=text("Copy the number of the registered item, or of the receipt that was signed."),
        )
    made = ports.day(row.built_at or now, row.controller)
    if not made <= sent_on <= ports.day(now, row.controller):
        raise UnableToDispatch(
            text("the day lies before the letter was made or after today."),
            do=text("Give the day on the post office's receipt."),
        )


def close_request(*, request_id: str, by: str, now: datetime) -> None:
    """
    Close an answered request and ask for the copies of identity papers to be destroyed.

    :raises UnableToMove: if the answer has not left the house
    :raises UnableToClose: if something is open that the answer announced
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.CLOSED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.NOTIFIED,))
        settled.check(row)
        cases.moved(row, State.CLOSED, of=(State.NOTIFIED,), closed_at=now)
        work.intend(PAPERS, about=request_id, now=now)
        entry.say(outcome=row.outcome)


def withdraw_request(*, request_id: str, by: str, now: datetime) -> None:
    """
    Close a request because the person took it back; nothing is answered, and papers are destroyed.

    What an objection had stopped goes on, unless the person stopped it otherwise, too.

    :raises UnableToMove: if the answer is already approved
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.WITHDRAWN, log=row.controller, about=request_id, by=by, now=now) as entry:
        cases.moved(row, State.WITHDRAWN, of=WITHDRAWABLE, closed_at=now)
        work.intend(PAPERS, about=request_id, now=now)
        go_on = stopping.let_go_on(row, "withdrawn", by=by, now=now)
        if go_on:
            entry.say(go_on=go_on)


def destroy_papers(*, request_id: str, intent: str, now: datetime) -> Tally:
    """
    Delete the copies of identity papers; that the check was made stays. A second call changes nothing.

    Of a request that changed rows, what was found and frozen for it goes, too: it would outlive what was erased.
    Every sealed copy goes, also one that no check names because the process died while it was noted.
    """
    row = cases.case(request_id)
    gone = (PAPER, ASKING) if not cases.changes_rows(row) else (PAPER, ASKING, *FOUND)
    copies = [name for name in vault.names(case_id=request_id) if name.startswith(gone)]
    for name in copies:
        vault.drop(case_id=request_id, name=name)
    about = {"log": row.controller, "about": request_id}
    with suppress(AlreadyDoneError), deed(tags.PAPERS_DESTROYED, **about, by=SYSTEM, now=now) as entry:
        checks = IdentityCheck.objects.filter(request=row, image_destroyed_at__isnull=True)
        images = checks.update(image_destroyed_at=now)
        if not images and not copies:
            raise AlreadyDoneError
        work.done(intent, now=now)
        entry.say(images=images)
        return {"images": images}
    with transaction.atomic():
        work.done(intent, now=now)
    return {"images": 0}


def drop_stray_copies(*, now: datetime) -> int:
    """
    Drop sealed copies of papers that ended requests still have, and return how many there were; nightly.

    There is one only if a process died while a paper was noted, at the moment at which the request ended: no
    check names it, so nothing is recorded. Requests that ended within a week are looked at.
    """
    ended = RightsRequest.objects.filter(
        state__in=(State.CLOSED, State.WITHDRAWN, State.ENDED), closed_at__gte=now - timedelta(days=7)
    )
    waiting = {one.about for one in outbox.intents(states=("waiting", "started", "failed"))}
    strays = [
        (request_id, name)
        for request_id in ended.order_by("pk").values_list("pk", flat=True)
        if request_id not in waiting
        for name in vault.names(case_id=request_id)
        if name.startswith(PAPER)
    ]
    for request_id, name in strays:
        vault.drop(case_id=request_id, name=name)
    return len(strays)


BURST = Burst(
    PAPERS,
    steps=lambda call: ["papers"],
    do=lambda call, step: destroy_papers(request_id=call.about, intent=call.intent, now=call.now),
)
