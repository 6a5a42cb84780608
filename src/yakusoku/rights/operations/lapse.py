"""A person does not answer: a reminder with a day, then an end with a letter that says why; it can go on later."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, lettering, money, ports, tags
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.models import (
    Clarification,
    End,
    IdentityCheck,
    Letter,
    PaperRequest,
    Payment,
    PhoneCheck,
    RightsRequest,
)
from yakusoku.rights.rules import PAPERS, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work

REMINDER, LAPSED = "reminder", "lapsed"
_WAITING = (State.NEED_ID, State.NEED_FEE)


class UnableToLapse(UnableTo):
    """A request does not end like this because the person does not answer."""

    asked = text("remind the person, or end what nobody answers")


def write_reminder(*, request_id: str, reply_by: date, by: str, now: datetime) -> int:
    """
    Make the letter that reminds of papers or of the fee, and says what follows if nothing comes; return its number.

    :raises UnableToLapse: if nothing that was asked for is late, or the day leaves less than the home's `reply_days`
    :raises UnableToMove: if the request waits for neither
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=_WAITING)
    today = ports.day(now, row.controller)
    _require_late(row, today)
    least = ports.reply_days()
    if reply_by < today + timedelta(days=least):
        raise UnableToLapse(
            text("the day leaves less than {days} days.", days=least), do=text("Give a later day.")
        )
    made = lettering.make(row, REMINDER, _said(row, today, reply_by), on=today)
    with deed(tags.LETTER_BUILT, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=_WAITING)
        letter = lettering.note(row, made, by=by, now=now, reply_by=reply_by)
        entry.say(letter=REMINDER, number=letter.number, digest=made.digest)
    return letter.number


def _require_late(row: RightsRequest, today: date) -> None:
    asked = PaperRequest.objects.filter(request=row, sent_on__isnull=False, answered_on__isnull=True)
    late = row.state == State.NEED_FEE or asked.filter(reply_by__lt=today).exists()
    if not late:
        raise UnableToLapse(
            text("nothing that the person was asked for is late."),
            do=text(
                "Ask first (`yakusoku rights ask {request}`), and wait for the day.", request=row.public_id
            ),
        )


def _said(row: RightsRequest, today: date, reply_by: date) -> lettering.View:
    language, account = lettering.language_of(row), money.account(row)
    return {
        **lettering.to_person(row, on=today),
        "fee": row.state == State.NEED_FEE,
        "yen": f"{account.missing:,}",
        "reply_by": long_day(reply_by, language),
    }


def let_lapse(*, request_id: str, by: str, now: datetime) -> int:
    """
    End a request whose person did not answer the reminder; make the letter that says so, and return its number.

    The letter gives the reason and the remedies (GDPR 12(4)). The clocks ran all the time, and run on if the person
    comes back (`reopen`).

    :raises UnableToLapse: if no reminder left, its day has not passed, or something came since
    :raises UnableToMove: if the request waits for neither papers nor a fee
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=_WAITING)
    today = ports.day(now, row.controller)
    reminder = _unanswered(row, today)
    made = lettering.make(row, LAPSED, _said(row, today, reminder.reply_by or today), on=today)
    sealed = vault.seal(case_id=request_id, label="end", content=b"lapsed")
    with deed(tags.LAPSED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=_WAITING)
        reminder = _unanswered(row, today)
        letter = lettering.note(row, made, by=by, now=now)
        cases.moved(row, State.ENDED, of=_WAITING, closed_at=now)
        End.objects.create(
            request=row, kind="lapsed", reason=sealed, letter=letter, done_on=today, noted_by=by, noted_at=now
        )
        work.intend(PAPERS, about=request_id, now=now)
        entry.say(number=letter.number, reply_by=reminder.reply_by or today)
    return letter.number


def _unanswered(row: RightsRequest, today: date) -> Letter:
    """Return the reminder that nobody answered in time. :raises UnableToLapse: if there is none"""
    found = Letter.objects.filter(request=row, kind=REMINDER, sent_on__isnull=False).order_by("number").last()
    if found is None or found.reply_by is None or found.reply_by >= today:
        raise UnableToLapse(
            text("no reminder left, or its day has not passed."),
            do=text(
                "Make it with `yakusoku rights remind {request}`, post it, and wait.", request=row.public_id
            ),
        )
    since = found.built_at
    came = (
        IdentityCheck.objects.filter(request=row, checked_at__gt=since).exists()
        or Payment.objects.filter(request=row, noted_at__gt=since).exists()
        or PhoneCheck.objects.filter(request=row, noted_at__gt=since).exists()
        or Clarification.objects.filter(request=row, answered_on__gte=found.sent_on).exists()
    )
    if came:
        raise UnableToLapse(
            text("something came from the person after the reminder."),
            do=text("Go on with the request, and remind again of what is still missing."),
        )
    return found
