"""A choice that a request of the person made ends with that request: it was refused, or the person took it back."""

from __future__ import annotations

from datetime import datetime

from yakusoku.consent import models, tags
from yakusoku.consent.rules import Turn
from yakusoku.ledger.deeds import deed
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text


class UnableToEndChoice(UnableTo):
    """The choice does not end with the request."""

    asked = text("end a choice with the request that made it")


def end_choice(*, choice_id: str, request_id: str, because: str, by: str, now: datetime) -> None:
    """
    Let a choice that forbids count no more from `now` on, since the request that made it was refused or taken back.

    Only this choice: whatever else the person chose about the same use counts as if this one had not been made. It is
    called within the deed that settles the request, and is part of it. A second call changes nothing.

    Nothing is written to the file outside the database: a database that lost this lost the settling of the request,
    too, and what it stopped stands still again until that is done anew.

    :raises UnableToEndChoice: if there is no such choice, or it allows something
    """
    row = models.Choice.objects.filter(public_id=choice_id).first()
    if row is None or row.turn != Turn.MADE:
        raise UnableToEndChoice(
            text("{choice} stops nothing that a request can have stopped.", choice=choice_id),
            do=text("A withdrawn consent stays withdrawn; let the person give it anew."),
        )
    if models.EndedChoice.objects.filter(choice=row).exists():
        return
    with deed(tags.CLOSED, log=row.controller, about=choice_id, by=by, now=now) as entry:
        models.EndedChoice.objects.create(
            choice=row, request=request_id, because=because, ended_at=now, ended_by=by
        )
        entry.say(because=because, content=row.content, request=request_id, scope=row.scope)
