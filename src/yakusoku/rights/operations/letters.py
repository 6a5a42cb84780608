"""Letters beside the answer are opened for printing, and it is noted that they left."""

from __future__ import annotations

import re
from datetime import date, datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, lettering, ports, tags
from yakusoku.rights.models import Letter, Recipient, RightsRequest
from yakusoku.rights.rules import Dispatching
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

_TRACKING = re.compile(r"[A-Za-z0-9-]{4,40}")
_TOLD_BY_ITSELF = ("consequences", "extension")
"""Kinds whose dispatch is a deed of its own."""


class UnableToOpenLetter(UnableTo):
    """There is no such letter to open."""

    asked = text("open a letter beside the answer")


class UnableToNoteLetter(UnableTo):
    """It cannot be noted like this that a letter left."""

    asked = text("note that a letter left")


def open_letter(*, request_id: str, number: int, by: str, now: datetime) -> dict[str, bytes]:
    """
    Return a letter for printing or sending, by its file's name, and note that it was opened.

    :raises UnableToOpenLetter: if there is none, or it was destroyed by an erasure
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    letter = Letter.objects.filter(request=row, number=number).first()
    if letter is None or letter.file not in vault.names(case_id=request_id):
        raise UnableToOpenLetter(
            text("{request} has no letter {number}, or it was destroyed.", request=request_id, number=number),
            do=text("`yakusoku rights show {request}` lists its letters.", request=request_id),
        )
    content = vault.get(case_id=request_id, name=letter.file)
    with deed(tags.LETTER_RELEASED, log=row.controller, about=request_id, by=by, now=now) as entry:
        entry.say(letter=letter.kind, number=number)
    return {f"{letter.kind}-{number}.pdf": content}


def note_letter_sent(
    *, request_id: str, number: int, method: Dispatching, tracking: str, sent_on: date, by: str, now: datetime
) -> None:
    """
    Note how and when a letter left; a recipient is told by that, and a person before a lifting.

    :raises UnableToNoteLetter: if there is no such letter, it left before, it has a deed of its own, the number is
        none, or the day lies before the letter was made or after today
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    if not _TRACKING.fullmatch(tracking):
        raise UnableToNoteLetter(
            text("the number may hold only letters, digits and hyphens, four to forty of them."),
            do=text("Copy the number of the registered item, or of the receipt that was signed."),
        )
    with deed(tags.LETTER_SENT, log=row.controller, about=request_id, by=by, now=now) as entry:
        RightsRequest.objects.select_for_update().get(pk=row.pk)
        letter = Letter.objects.filter(request=row, number=number).exclude(kind__in=_TOLD_BY_ITSELF).first()
        if letter is None or letter.sent_on is not None:
            raise UnableToNoteLetter(
                text("no letter {number} of {request} waits to leave.", number=number, request=request_id),
                do=text("`yakusoku rights show {request}` lists its letters.", request=request_id),
            )
        if not lettering.made_on(letter) <= sent_on <= ports.day(now, row.controller):
            raise UnableToNoteLetter(
                text("the day lies before the letter was made or after today."),
                do=text("Give the day on which it happened."),
            )
        letter.send(method=method, tracking=tracking, on=sent_on, by=by)
        told = Recipient.objects.filter(letter=letter).first()
        if told is not None:
            told.settle("told", on=sent_on, by=by)
        entry.say(letter=letter.kind, number=number, method=method, sent=sent_on)
