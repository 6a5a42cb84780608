"""An answer that takes longer than a month: the letter with the reasons, and that it left in time (GDPR 12(3))."""

from __future__ import annotations

import re
from datetime import date, datetime

from yakusoku.laws import clocks as law_clocks
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, clocks, lettering, ports, regime, tags
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.models import Extension, RightsRequest
from yakusoku.rights.rules import WITHDRAWABLE, Dispatching, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

KIND = "extension"
BECAUSE = ("complexity", "number")
"""The two reasons that the law knows: how complex the request is, and how many there are."""
_LONGEST_REASON = 600
_SHORTEST_REASON = 10
_TRACKING = re.compile(r"[A-Za-z0-9-]{4,40}")
_OPEN = (*(state for state in WITHDRAWABLE if state != State.RECEIVED), State.APPROVED, State.CHANGED)
"""States in which a request has a right and no answer."""


class UnableToExtend(UnableTo):
    """The time for an answer cannot be extended like this."""

    asked = text("extend the time for the answer")


def write_extension(*, request_id: str, because: str, reason: str, by: str, now: datetime) -> int:
    """
    Make the letter that tells the person that and why the answer takes up to two months longer; return its number.

    It changes no day: only that the letter left within the first month does. The reason is told to the person in the
    letter's language, and sealed.

    :raises UnableToExtend: if the GDPR does not apply, the month has passed, it was extended, or no reason is given
    :raises UnableToMove: before the request is assigned, or once it is answered
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=_OPEN)
    _check_reason(because, reason)
    today = ports.day(now, row.controller)
    tell_by = _require_open(row, today)
    made = lettering.make(row, KIND, _said(row, because, reason, today), on=today)
    sealed = vault.seal(case_id=request_id, label=KIND, content=reason.strip().encode())
    with deed(tags.LETTER_BUILT, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=_OPEN)
        _require_open(row, today)
        letter = lettering.note(row, made, by=by, now=now)
        Extension.objects.create(
            request=row, because=because, reason=sealed, article=_article(row), tell_by=tell_by, letter=letter
        )
        entry.say(letter=KIND, number=letter.number, digest=made.digest)
    return letter.number


def _check_reason(because: str, reason: str) -> None:
    if because not in BECAUSE or not _SHORTEST_REASON <= len(reason.strip()) <= _LONGEST_REASON:
        raise UnableToExtend(
            text(
                "the law's reason is none of {known}, or the words for the person have not {least} to {most} letters.",
                known=", ".join(BECAUSE), least=_SHORTEST_REASON, most=_LONGEST_REASON,
            ),
            do=text("Write for the person, in the letter's language, what makes the answer take longer."),
        )  # fmt: skip


def _require_open(row: RightsRequest, today: date) -> date:
    """Return the day by which the person is told. :raises UnableToExtend: if it cannot be extended any more"""
    if "gdpr" not in regime.laws(row) or row.due_on is None:
        raise UnableToExtend(
            text(
                "no law that applies to {request} gives a month that could be extended.",
                request=row.public_id,
            ),
            do=text("Answer without delay."),
        )
    if Extension.objects.filter(request=row).exists():
        raise UnableToExtend(
            text("the letter about an extension was made before; there is no second one."),
            do=text(
                "`yakusoku rights show {request}` says until when the answer is due.", request=row.public_id
            ),
        )
    if today > row.due_on:
        raise UnableToExtend(
            text("the first month ended on {day}.", day=row.due_on.isoformat()),
            do=text("Answer at once: the first month counts, and it is over."),
        )
    return row.due_on


def _article(row: RightsRequest) -> str:
    return law_clocks.clock("gdpr-extension", as_of=row.received_on).value.article


def _latest(row: RightsRequest, told_on: date) -> date:
    found = regime.decided(row)
    return clocks.extended(row.received_on, told_on, country=found.country if found else "")


def _said(row: RightsRequest, because: str, reason: str, today: date) -> lettering.View:
    language = lettering.language_of(row)
    assert row.due_on is not None  # noqa: S101  asked just before
    return {
        **lettering.to_person(row, on=today),
        "complexity": because == "complexity",
        "reason": reason.strip(),
        "first_due": long_day(row.due_on, language),
        "due": long_day(_latest(row, today), language),
    }


def note_extension_told(
    *, request_id: str, method: Dispatching, tracking: str, sent_on: date, by: str, now: datetime
) -> date | None:
    """
    Note that the letter about the extension left, and return the new last day; None where it left too late.

    A letter that left after the first month is noted, too, and extends nothing.

    :raises UnableToExtend: if no such letter waits to leave, the number is none, or the day lies ahead or before it
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    if not _TRACKING.fullmatch(tracking):
        raise UnableToExtend(
            text("the number may hold only letters, digits and hyphens, four to forty of them."),
            do=text("Copy the number of the registered item, or of the receipt that was signed."),
        )
    with deed(tags.EXTENDED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = RightsRequest.objects.select_for_update().get(pk=row.pk)
        extension = _waiting(row)
        if not lettering.made_on(extension.letter) <= sent_on <= ports.day(now, row.controller):
            raise UnableToExtend(
                text("the day lies before the letter was made or after today."),
                do=text("Give the day on the post office's receipt."),
            )
        until = _latest(row, sent_on) if sent_on <= extension.tell_by else None
        extension.letter.send(method=method, tracking=tracking, on=sent_on, by=by)
        extension.tell(on=sent_on, until=until)
        if until is not None:
            row.set_due(until)
        entry.say(sent=sent_on, due=until or extension.tell_by)
    return until


def _waiting(row: RightsRequest) -> Extension:
    found = Extension.objects.filter(request=row, told_on__isnull=True).select_related("letter").first()
    if found is None:
        raise UnableToExtend(
            text("no letter about an extension waits to leave."),
            do=text("Make it with `yakusoku rights extend {request}`.", request=row.public_id),
        )
    return found
