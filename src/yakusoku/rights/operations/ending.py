"""What arrived and is no request to answer here: another one's double, an inquiry, another company's, or spam."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models

from yakusoku.ledger.deeds import deed
from yakusoku.ledger.tags import Tag
from yakusoku.rights import cases, lettering, ports, tags
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.models import End, RightsRequest
from yakusoku.rights.rules import OPEN, PAPERS, WITHDRAWABLE, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work

LABEL = "end"
KIND = "forwarded"
_SHORTEST_REASON = 5
_LONGEST_NAME = 120
_KEEPABLE = tuple(state for state in OPEN if state != State.NOTIFIED)


class UnableToEnd(UnableTo):
    """A request cannot be ended like this without an answer."""

    asked = text("end a request without an answer")


def _begun(request_id: str, reason: str, by: str, of: tuple[State, ...]) -> RightsRequest:
    """Return the request of a deed of the desk. :raises UnableToEnd: without a reason"""
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=of)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise UnableToEnd(
            text("a reason is missing, or is shorter than {least} letters.", least=_SHORTEST_REASON),
            do=text("Write by what staff know it."),
        )
    return row


def _sealed(row: RightsRequest, words: str) -> bytes:
    return vault.seal(case_id=row.public_id, label=LABEL, content=words.strip().encode())


def _end(row: RightsRequest, of: tuple[State, ...], now: datetime) -> None:
    """Move the request to its end, and ask for its papers to be destroyed; within a deed."""
    cases.moved(row, State.ENDED, of=of, closed_at=now)
    work.intend(PAPERS, about=row.public_id, now=now)


def _noted(row: RightsRequest, kind: str, reason: str, on: date, by: str, now: datetime, **more: Any) -> End:  # noqa: ANN401  columns of many types
    """Note the end within a deed; a proposal that was made before is replaced."""
    End.objects.filter(request=row).delete()
    return End.objects.create(
        request=row, kind=kind, reason=_sealed(row, reason), done_on=on, noted_by=by, noted_at=now, **more
    )


def link_double(*, request_id: str, other: str, reason: str, by: str, now: datetime) -> tuple[str, str]:
    """
    Note that two requests are one and the same; return the one that is kept and the one that ends.

    The earlier arrival is kept, so that its clock counts; the later one ends, and its answer is the other's.

    :raises UnableToEnd: without a reason, for requests of two companies, the same request twice, or where the two
        were assigned to different rights
    :raises UnableToMove: if the earlier is answered, or the later is approved
    """
    row = _begun(request_id, reason, by, OPEN)
    second = cases.case(other)
    if row.pk == second.pk or row.controller != second.controller:
        raise UnableToEnd(
            text("these are not two requests of one company."), do=text("Name another open request of it.")
        )
    kept, later = sorted((row, second), key=lambda one: (one.received_at, one.public_id))
    with deed(tags.DOUBLE_LINKED, log=row.controller, about=later.pk, by=by, now=now) as entry:
        held = {one.pk: one for one in _held(kept, later)}
        kept, later = held[kept.pk], held[later.pk]
        cases.require_state(kept, of=_KEEPABLE)
        if kept.right and later.right and kept.right != later.right:
            raise UnableToEnd(
                text(
                    "the two were assigned to different rights: {rights}.",
                    rights=f"{kept.right}, {later.right}",
                ),
                do=text("Answer both: who asks for two things asks twice."),
            )
        _end(later, WITHDRAWABLE, now)
        _noted(later, "duplicate", reason, ports.day(now, row.controller), by, now, kept=kept)
        entry.say(kept=kept.pk, received=kept.received_on)
    return kept.pk, later.pk


def _held(*rows: RightsRequest) -> models.QuerySet[RightsRequest]:
    """Return the rows held by this deed, in one order for everybody."""
    found = RightsRequest.objects.select_for_update().filter(pk__in=[one.pk for one in rows])
    return found.order_by("pk")


def note_inquiry(*, request_id: str, answered_on: date, reason: str, by: str, now: datetime) -> None:
    """
    Note that what arrived exercises no right, and that the desk answered it on a day; what it was about is sealed.

    :raises UnableToEnd: without a reason, or for a day before the arrival or after today
    :raises UnableToMove: once it was assigned to a right
    """
    row = _begun(request_id, reason, by, (State.RECEIVED,))
    _check_day(row, answered_on, now)
    _ended(tags.INQUIRY_ANSWERED, row, "inquiry", reason, answered_on, by, now)


def _check_day(row: RightsRequest, on: date, now: datetime) -> None:
    if not row.received_on <= on <= ports.day(now, row.controller):
        raise UnableToEnd(
            text("the day lies before the arrival or after today."),
            do=text("Give the day on which it happened."),
        )


def _ended(tag: Tag, row: RightsRequest, kind: str, reason: str, on: date, by: str, now: datetime) -> None:
    with deed(tag, log=row.controller, about=row.pk, by=by, now=now) as entry:
        row = cases.held(row, of=(State.RECEIVED,))
        _end(row, (State.RECEIVED,), now)
        _noted(row, kind, reason, on, by, now)
        entry.say(on=on)


def pass_on(*, request_id: str, party: str, passed_on: date, reason: str, by: str, now: datetime) -> int:
    """
    Note that a request is another company's and was passed on to it; make the letter that tells the person.

    Return the letter's number. The company's name and the reason are sealed.

    :raises UnableToEnd: without a name or a reason, or for a day before the arrival or after today
    :raises UnableToMove: once it was assigned to a right
    """
    row = _begun(request_id, reason, by, (State.RECEIVED,))
    _check_day(row, passed_on, now)
    name = " ".join(party.split())
    if not 1 < len(name) <= _LONGEST_NAME:
        raise UnableToEnd(
            text("the company to which it was passed on is not named."),
            do=text("Give its name, as it writes it."),
        )
    today = ports.day(now, row.controller)
    language = lettering.language_of(row)
    said = {**lettering.to_sender(row, on=today), "party": name, "passed_on": long_day(passed_on, language)}
    made = lettering.make(row, KIND, said, on=today)
    with deed(tags.PASSED_ON, log=row.controller, about=row.pk, by=by, now=now) as entry:
        row = cases.held(row, of=(State.RECEIVED,))
        letter = lettering.note(row, made, by=by, now=now)
        _end(row, (State.RECEIVED,), now)
        _noted(row, "forwarded", reason, passed_on, by, now, party=_sealed(row, name), letter=letter)
        entry.say(on=passed_on, number=letter.number, digest=made.digest)
    return letter.number


def propose_spam(*, request_id: str, reason: str, by: str, now: datetime) -> None:
    """
    Propose that what arrived is spam; its clock runs on until a second person agreed.

    :raises UnableToEnd: without a reason
    :raises UnableToMove: once it was assigned to a right
    """
    row = _begun(request_id, reason, by, (State.RECEIVED,))
    today = ports.day(now, row.controller)
    with deed(tags.SPAM_PROPOSED, log=row.controller, about=row.pk, by=by, now=now):
        row = cases.held(row, of=(State.RECEIVED,))
        _noted(row, "spam", reason, today, by, now)


def settle_spam(*, request_id: str, agreed: bool, by: str, now: datetime) -> None:
    """
    Agree as the second person that what arrived is spam, which ends it; or say that it is none, and it goes on.

    :raises UnableToEnd: if that was not proposed, or `by` proposed it
    :raises UnableToMove: once it was assigned to a right
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.APPROVER)
    with deed(tags.SPAM_SETTLED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.RECEIVED,))
        proposed = End.objects.filter(request=row, kind="spam", approved_by="").first()
        if proposed is None or proposed.noted_by == by:
            raise UnableToEnd(
                text("nobody else proposed that {request} is spam.", request=request_id),
                do=text("Propose it with `yakusoku rights spam {request}`; another approver agrees.",
                        request=request_id),
            )  # fmt: skip
        if agreed:
            _end(row, (State.RECEIVED,), now)
            End.objects.filter(pk=proposed.pk).update(approved_by=by, approved_at=now)
        else:
            proposed.delete()
        entry.say(agreed="yes" if agreed else "no")
