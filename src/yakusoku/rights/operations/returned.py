"""What happens to an answer that left: it comes back, or reached somebody else."""

from __future__ import annotations

import json
from datetime import date, datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, ports, tags
from yakusoku.rights.answer import Addressee
from yakusoku.rights.models import Dispatch, Misdelivery, Returned, RightsRequest
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work

NEW = "returned-address"
"""The label under which a new address is sealed."""
WHY = ("unknown", "refused", "not_collected", "moved")
WHAT = ("answer", "letter", "package")
_LEFT = (State.NOTIFIED, State.CLOSED)
_SHORTEST = 5


class UnableToNoteReturn(UnableTo):
    """It cannot be noted like this that an answer came back or went astray."""

    asked = text("note what became of an answer that left")


def note_returned(*, request_id: str, because: str, returned_on: date, by: str, now: datetime) -> None:
    """
    Note that the answer came back; the request waits again to be sent, after the address was looked into.

    :raises UnableToNoteReturn: for another cause, or a day before the answer left or after today
    :raises UnableToMove: if no answer has left
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.ANSWER_RETURNED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=_LEFT)
        left = Dispatch.objects.filter(request=row).order_by("pk").last()
        today = ports.day(now, row.controller)
        if because not in WHY or left is None or not left.sent_on <= returned_on <= today:
            raise UnableToNoteReturn(
                text("the cause is none of {known}, or the day lies before the answer left or after today.",
                     known=", ".join(WHY)),
                do=text("Copy the cause and the day that the post office noted."),
            )  # fmt: skip
        cases.moved(row, State.EXECUTED, of=_LEFT, closed_at=None)
        Returned.objects.create(
            dispatch=left, returned_on=returned_on, because=because, noted_by=by, noted_at=now
        )
        entry.say(because=because, returned=returned_on)


def note_address(
    *, request_id: str, then: str, found: str, new: Addressee | None = None, by: str, now: datetime
) -> None:
    """
    Note what was found about the address, and whether the answer is sent again or kept to be fetched.

    What was found is sealed, as is a `new` address of the person, of which the correction is then offered
    (`answer_offer`). Only after this can it be dispatched again, with a new proof.

    :raises UnableToNoteReturn: if no answer that came back waits for that, or nothing was found out
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    sealed = vault.seal(case_id=request_id, label="returned", content=found.strip().encode())
    address = None if new is None else vault.seal(case_id=request_id, label=NEW, content=_plain(new))
    with deed(tags.ADDRESS_CHECKED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.EXECUTED,))
        waiting = open_return(row)
        if waiting is None or then not in ("send", "pickup") or len(found.strip()) < _SHORTEST:
            raise UnableToNoteReturn(
                text("no answer came back that waits for this, or it is not said what was found."),
                do=text("Write where the address was looked for, and what follows: send or pickup."),
            )
        waiting.look(then, sealed, address=address, by=by, now=now)
        entry.say(then=then)
        if new is not None:
            entry.say(offer="open")


def _plain(new: Addressee) -> bytes:
    plain = {"postal_code": new.postal_code.reveal(), "address": list(new.address.reveal())}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()


def open_return(row: RightsRequest) -> Returned | None:
    """Return the answer that came back and whose address nobody has looked into, or None."""
    return Returned.objects.filter(dispatch__request=row, then="").first()


def note_misdelivery(
    *, request_id: str, what: str, to_whom: str, noticed_on: date, by: str, now: datetime,
    recovered_on: date | None = None,
) -> int:  # fmt: skip
    """
    Note that something about a request reached somebody else, and return its number in the register.

    The request goes on. Whether it is an incident that is reported is judged elsewhere; the desk has a mail at once,
    since those clocks run from the day on which it was known. To whom it went is sealed.

    :raises UnableToNoteReturn: if it is not said what reached whom, or the days are not in order
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    today = ports.day(now, row.controller)
    late = recovered_on is not None and not noticed_on <= recovered_on <= today
    if what not in WHAT or not to_whom.strip() or not row.received_on <= noticed_on <= today or late:
        raise UnableToNoteReturn(
            text("it is not said what reached whom, or the days are not in order."),
            do=text("Say what it was ({known}), to whom it went, and when that was noticed.",
                    known=", ".join(WHAT)),
        )  # fmt: skip
    sealed = vault.seal(case_id=request_id, label="misdelivery", content=to_whom.strip().encode())
    with deed(tags.MISDELIVERED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = RightsRequest.objects.select_for_update().get(pk=row.pk)
        number = Misdelivery.objects.filter(request=row).count() + 1
        Misdelivery.objects.create(
            request=row, number=number, what=what, digest=row.package_digest, to_whom=sealed,
            noticed_on=noticed_on, recovered_on=recovered_on, noted_by=by, noted_at=now,
        )  # fmt: skip
        work.intend("mail.rights.misdelivered", about=request_id, now=now, arguments={"number": number})
        entry.say(number=number, what=what, noticed=noticed_on)
    return number
