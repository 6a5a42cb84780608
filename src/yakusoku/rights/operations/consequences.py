"""What follows from a request is told first, where the text promises that: letter, dispatch, the person's word."""

from __future__ import annotations

import re
from datetime import date, datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, lettering, ports, tags
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.models import Letter, RightsRequest, ToldConsequence
from yakusoku.rights.rules import Dispatching, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

KIND = "consequences"
_TRACKING = re.compile(r"[A-Za-z0-9-]{4,40}")


class UnableToTell(UnableTo):
    """What follows from a request cannot be noted as told or known."""

    asked = text("note what was told beforehand")


def write_consequences(*, request_id: str, reply_by: date, by: str, now: datetime) -> int:
    """
    Make the letter that tells what follows from the request, seal it, and return its number.

    `reply_by` is the day by which the person is asked to write; the clock of the answer does not wait for it.

    :raises UnableToTell: if the text names nothing, it was told, or the day is not ahead and within the law's time
    :raises UnableToMove: unless the request is under review
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.REVIEW,))
    _require_open(row)
    today = ports.day(now, row.controller)
    if reply_by <= today or (row.due_on is not None and reply_by > row.due_on):
        raise UnableToTell(
            text("the day by which to reply is not ahead, or lies after the answer is due."),
            do=text("Give a later day that leaves time to answer; the law's time does not stop for it."),
        )
    made = lettering.make(row, KIND, _said(row, reply_by, today), on=today)
    with deed(tags.LETTER_BUILT, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.REVIEW,))
        _require_open(row)
        letter = lettering.note(row, made, by=by, now=now, reply_by=reply_by)
        entry.say(letter=KIND, number=letter.number, digest=made.digest)
    return letter.number


def _require_open(row: RightsRequest) -> None:
    """:raises UnableToTell: if the text names nothing to tell, or it was told"""
    if not cases.promise(row).consequences or ToldConsequence.objects.filter(request=row).exists():
        raise UnableToTell(text("nothing is left to be told."), do=text("Go on with the request."))


def _said(row: RightsRequest, reply_by: date, today: date) -> lettering.View:
    named, language = cases.promise(row).consequences, lettering.language_of(row)
    return {
        **lettering.to_person(row, on=today),
        "consequences": [
            {"says": one.says.say(language), "clause": one.clauses[0], "article": "", "based": True}
            for one in named
        ],
        "needs_word": any(one.acknowledged for one in named),
        "reply_by": long_day(reply_by, language),
        "due_on": long_day(row.due_on, language) if row.due_on else "",
    }


def tell_consequences(
    *, request_id: str, method: Dispatching, tracking: str, sent_on: date, by: str, now: datetime
) -> int:
    """
    Note that the letter with what follows from the request left, and return how many consequences the text names.

    :raises UnableToTell: if no such letter was made, the number is none, or the day lies ahead or before the letter
    :raises UnableToMove: unless the request is under review
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.REVIEW,))
    if not _TRACKING.fullmatch(tracking):
        raise UnableToTell(
            text("the number may hold only letters, digits and hyphens, four to forty of them."),
            do=text("Copy the number of the registered item, or of the receipt that was signed."),
        )
    with deed(tags.CONSEQUENCES_TOLD, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.REVIEW,))
        _require_open(row)
        named = cases.promise(row).consequences
        letter = _letter(row)
        if not lettering.made_on(letter) <= sent_on <= ports.day(now, row.controller):
            raise _wrong_day()
        letter.send(method=method, tracking=tracking, on=sent_on, by=by)
        for number, one in enumerate(named, 1):
            ToldConsequence.objects.create(
                request=row, number=number, clause=one.clauses[0], needs_word=one.acknowledged,
                told_on=sent_on, told_by=by, tracking=tracking,
            )  # fmt: skip
        entry.say(count=len(named), sent=sent_on)
    return len(named)


def _letter(row: RightsRequest) -> Letter:
    """Return the newest letter that tells it. :raises UnableToTell: if none was made"""
    letter = Letter.objects.filter(request=row, kind=KIND).order_by("number").last()
    if letter is None:
        raise UnableToTell(
            text("the letter that tells it was not made."),
            do=text("Make it with `yakusoku rights consequences {request}`.", request=row.public_id),
        )
    return letter


def _wrong_day() -> UnableToTell:
    return UnableToTell(
        text("the day lies before the letter was made or after today."),
        do=text("Give the day on which it happened."),
    )


def acknowledge_consequences(*, request_id: str, known_on: date, by: str, now: datetime) -> None:
    """
    Note that the person said that what follows is known.

    :raises UnableToTell: if nothing waits for that, or the day is not between the telling and today
    :raises UnableToMove: unless the request is under review
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.REVIEW,))
    if known_on > ports.day(now, row.controller):
        raise _wrong_day()
    with deed(tags.CONSEQUENCES_KNOWN, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.REVIEW,))
        waiting = list(ToldConsequence.objects.filter(request=row, known_on__isnull=True))
        if not waiting or any(one.told_on > known_on for one in waiting):
            raise UnableToTell(
                text("nothing was told by that day that waits for a word of the person."),
                do=text("Tell what follows first, and note the day on which the person answered."),
            )
        for one in waiting:
            one.acknowledge(on=known_on, by=by)
        entry.say(count=len(waiting), known=known_on)
