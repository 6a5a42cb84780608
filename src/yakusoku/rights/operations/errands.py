"""
Errands: their sheets are opened, they go to entrustees, they are reported, and a second person agrees.

The letter of a request waits until each of its errands was agreed to, and tells how they ended.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, judging, owed, ports, tags
from yakusoku.rights.answer import Addressee
from yakusoku.rights.approved import prepared_on
from yakusoku.rights.by_hand import drafts, errands, kinds, sheets
from yakusoku.rights.by_hand.finds import Handed
from yakusoku.rights.grounds import Named, basis
from yakusoku.rights.models import Errand, ReviewItem, RightsRequest, Tombstone
from yakusoku.rights.rules import BUILD, Dispatching, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work

__all__ = [
    "Addressee", "Handed", "UnableToAgree", "UnableToOpenSheet", "UnableToReport", "UnableToSendErrand",
    "address_errand", "confirm_errand", "note_errand_sent", "open_sheet", "report_errand", "return_errand",
]  # fmt: skip
PROOF = f"{sheets.FILE}proof-"
"""How the names of sealed proofs begin."""
_SHORTEST_REASON = 5
_TRACKING = re.compile(r"[A-Za-z0-9-]{4,40}")


class UnableToOpenSheet(UnableTo):
    """There is no such sheet to open."""

    asked = text("open the sheet of an errand")


class UnableToSendErrand(UnableTo):
    """The errand cannot go to an entrustee like this."""

    asked = text("send an errand to an entrustee")


class UnableToReport(UnableTo):
    """It cannot be reported like this how an errand ended."""

    asked = text("report an errand")


class UnableToAgree(UnableTo):
    """This member of staff cannot agree to this report."""

    asked = text("agree to what was reported of an errand")


def open_sheet(*, request_id: str, number: int, by: str, now: datetime) -> dict[str, bytes]:
    """
    Return the sheet of an errand for printing or sending, by its file's name, and note that it was opened.

    :raises UnableToOpenSheet: if there is no such errand, or its sheet went with the case
    """
    row = _required(request_id, by)
    errand = Errand.objects.filter(case_id=request_id, number=number).first()
    if errand is None or errand.file not in vault.names(case_id=request_id):
        raise UnableToOpenSheet(_none(request_id, number), do=_look(request_id))
    content = vault.get(case_id=request_id, name=errand.file)
    with deed(tags.ERRAND_RELEASED, log=row.controller, about=request_id, by=by, now=now) as entry:
        entry.say(number=number, digest=errand.sheet_digest)
    return {f"errand-{number}.pdf": content}


def address_errand(*, request_id: str, number: int, who: Addressee, by: str, now: datetime) -> None:
    """
    Make an errand an instruction to an entrustee: its sheet becomes a letter to them; the errand stays the same.

    If the process dies here: a sealed letter that no row names; it goes with the case.

    :raises UnableToSendErrand: if there is no such errand that waits, or it left for an entrustee already
    :raises UnableToBuild: if the letter cannot be set
    """
    row = _request(request_id, by)
    errand = _sendable(request_id, number)
    draft = _draft(row, errand)
    made = sheets.make(
        row, draft, number=number, due_on=errand.due_on, on=ports.day(now, row.controller), who=who
    )
    sealed = sheets.seal_who(request_id, who)
    with deed(tags.ERRAND_ADDRESSED, log=row.controller, about=request_id, by=by, now=now) as entry:
        _hold(row)
        errand = _sendable(request_id, number)
        old = errand.file
        errand.move("open", of=("open",), sheet_digest=made.digest, who=sealed)
        entry.say(number=number, digest=made.digest)
    if old != f"{sheets.FILE}{made.digest[:32]}":
        vault.drop(case_id=request_id, name=old)


def _sendable(request_id: str, number: int) -> Errand:
    errand = Errand.objects.filter(case_id=request_id, number=number, state="open", sent_on=None).first()
    if errand is None or errand.request_id is None:
        raise UnableToSendErrand(
            text("no errand {number} of {request} waits to be sent.", number=number, request=request_id),
            do=_look(request_id),
        )
    return errand


def _draft(row: RightsRequest, errand: Errand) -> drafts.Draft:
    """Return what an errand asks for, from the judgment that was frozen. :raises UnableToSendErrand: if none does"""
    judgment = judging.judge(row, as_of=row.received_on)
    for one in drafts.drafts(row, judgment):
        if one.section.finding.section == errand.section and one.substitute == errand.substitute:
            return one
    for section in judgment.sections:
        if section.finding.section == errand.section and errand.substitute:
            return drafts.substitute(section)
    raise UnableToSendErrand(
        text("what errand {number} of {request} asks for is no longer known.",
             number=errand.number, request=errand.case_id),
        do=_look(errand.case_id),
    )  # fmt: skip


def note_errand_sent(
    *, request_id: str, number: int, method: Dispatching, tracking: str, sent_on: date, by: str, now: datetime
) -> None:
    """
    Note how and when an errand left for its entrustee.

    :raises UnableToSendErrand: if it is addressed to nobody or left before, the number is none, or the day lies before
        the errand was made or after today
    """
    row = _request(request_id, by)
    if not _TRACKING.fullmatch(tracking):
        raise UnableToSendErrand(
            text("the number may hold only letters, digits and hyphens, four to forty of them."),
            do=text("Copy the number of the registered item, or of the receipt that was signed."),
        )
    with deed(tags.ERRAND_SENT, log=row.controller, about=request_id, by=by, now=now) as entry:
        _hold(row)
        errand = _sendable(request_id, number)
        if errand.who is None or not _made_on(errand) <= sent_on <= ports.day(now, row.controller):
            raise UnableToSendErrand(
                text("the errand is addressed to no entrustee, or the day lies before it was made or after today."),
                do=text("Address it with `yakusoku rights instruct {request}`, and give the day on which it left.",
                        request=request_id),
            )  # fmt: skip
        errand.move("open", of=("open",), method=method.value, tracking=tracking, sent_on=sent_on)
        entry.say(number=number, method=method, sent=sent_on)


def report_errand(
    *,
    request_id: str,
    number: int,
    done_on: date,
    reason: str,
    ground: str = "",
    law: str = "",
    also: str = "",
    also_law: str = "",
    proof: Handed | None = None,
    by: str,
    now: datetime,
) -> None:
    """
    Report how an errand ended, as its owner says: done on `done_on`, or not possible on a `ground` of this right.

    The reason says by what it is known, and is sealed, as is the `proof` (a paper, a picture, a message). A second
    person agrees (`confirm_errand`). Where the process dies after the proof was sealed, a file that no row names goes
    with the case.

    :raises UnableToReport: if the errand does not wait for it, no reason is given, the day lies before it was made (or
        left for its entrustee) or after today, or it stands in for something that was not done
    :raises UnableToReview: for a ground that is not one of this right
    :raises UnableToReadFind: if the proof cannot be taken
    """
    row = _required(request_id, by)
    _check_reason(reason)
    named = Named(ground, law, also, also_law).stripped()
    if ground and isinstance(row, RightsRequest):
        basis(row, named)
    _reportable(row, number, done_on, ground, now)
    kept = _seal_proof(request_id, proof)
    sealed = vault.seal(case_id=request_id, label="errand", content=reason.strip().encode())
    with deed(tags.ERRAND_REPORTED, log=row.controller, about=request_id, by=by, now=now) as entry:
        _hold(row)
        errand = _reportable(row, number, done_on, ground, now)
        result = "impossible" if ground else "done"
        errand.move(
            result, of=("open",), reason=sealed, done_on=done_on, ground=ground, proof_digest=kept,
            reported_by=by, reported_at=now,
        )  # fmt: skip
        entry.say(number=number, result=result, done=done_on)
        if ground and isinstance(row, RightsRequest):
            _note_ground(row, errand, named, by=by, now=now)
            entry.say(ground=ground)
        if kept:
            entry.say(proof=kept)


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < _SHORTEST_REASON:
        raise UnableToReport(
            text("the reason is missing, or shorter than {least} letters.", least=_SHORTEST_REASON),
            do=text("Write by what it is known: who did it, when and how."),
        )


def _seal_proof(request_id: str, proof: Handed | None) -> str:
    if proof is None:
        return ""
    content = proof.content.reveal()
    kinds.kind_of(content, ending=proof.ending, number=1)
    digest = vault.keyed_digest(purpose="errand", value=content)
    vault.put(case_id=request_id, name=f"{PROOF}{digest[:32]}", content=content)
    return digest


def _reportable(
    row: RightsRequest | Tombstone, number: int, done_on: date, ground: str, now: datetime
) -> Errand:
    errand = Errand.objects.filter(case_id=row.public_id, number=number, state="open").first()
    if errand is None:
        raise UnableToReport(_none(row.public_id, number), do=_look(row.public_id))
    if errand.who is not None and errand.sent_on is None:
        raise UnableToReport(
            text("the errand is addressed to an entrustee, and did not leave yet."),
            do=text("Note that it left with `yakusoku rights instruct {request} --sent-on`.", request=row.public_id),
        )  # fmt: skip
    if not (errand.sent_on or _made_on(errand)) <= done_on <= ports.day(now, row.controller):
        raise UnableToReport(
            text("the day lies before the errand was given, or after today."),
            do=text("Give the day on which it happened."),
        )
    if ground and (errand.substitute or errand.kind in ("lift", "again")):
        raise UnableToReport(
            text(
                "this errand takes the place of what was not done, or undoes it: no ground of the right is for it."
            ),
            do=text("Find a way in which it can be done, and report that."),
        )
    return errand


def _note_ground(row: RightsRequest, errand: Errand, named: Named, *, by: str, now: datetime) -> None:
    """Note the ground as the decision on the place; the answer tells it once a second person agreed."""
    ReviewItem.objects.update_or_create(
        request=row, section=errand.section, field="",
        defaults={
            "decision": "refuse", **basis(row, named), "decided_by": by, "decided_at": now,
        },
    )  # fmt: skip


def return_errand(*, request_id: str, number: int, by: str, now: datetime) -> None:
    """
    Not accept what was reported of an errand: it waits again, and what was decided of its place is as it was.

    :raises UnableToAgree: if nothing was reported, or `by` reported it
    """
    row = _required(request_id, by, Role.APPROVER)
    with deed(tags.ERRAND_RETURNED, log=row.controller, about=request_id, by=by, now=now) as entry:
        _hold(row)
        errand = _reported(request_id, number, by)
        if errand.state == "impossible" and isinstance(row, RightsRequest):
            ReviewItem.objects.filter(request=row, section=errand.section, field="").update(
                decision="act", **basis(row, Named())
            )
        errand.move(
            "open", of=("done", "impossible"), reason=None, done_on=None, ground="", proof_digest="",
            reported_by="", reported_at=None,
        )  # fmt: skip
        entry.say(number=number)


def confirm_errand(*, request_id: str, number: int, by: str, now: datetime) -> int:
    """
    Agree to what was reported of an errand as the second person; return how many of the request still wait.

    With the last of them the letter is asked for, and the answer comes to what was really done. What could not be done
    on a ground that wants a substitute (APPI 35(2), 35(6)) becomes an errand to restrict it.

    :raises UnableToAgree: if nothing was reported, or `by` reported it
    """
    row = _required(request_id, by, Role.APPROVER)
    reported = _reported(request_id, number, by)
    instead = _instead(row, reported, now) if isinstance(row, RightsRequest) else ()
    with deed(tags.ERRAND_CONFIRMED, log=row.controller, about=request_id, by=by, now=now) as entry:
        _hold(row)
        errand = _reported(request_id, number, by)
        result = "refused" if errand.state == "impossible" else "confirmed"
        errand.move(result, of=(errand.state,), confirmed_by=by, confirmed_at=now)
        if errand.state == "impossible" and isinstance(row, RightsRequest):
            errands.note(row, instead, now=now)
        left = errands.waiting(request_id).count()
        entry.say(number=number, result=result, waiting=left)
        if not left and isinstance(row, RightsRequest) and errand.kind != "lift":
            entry.say(outcome=_all_done(row, now))
    return left


def _instead(row: RightsRequest, errand: Errand, now: datetime) -> tuple[sheets.Sheet, ...]:
    """Return the sheet of what stands in for an errand that could not be done, where its ground wants that."""
    item = ReviewItem.objects.filter(request=row, section=errand.section, field="").first()
    also = item.also_ground if item else ""
    if errand.state != "impossible" or not owed.wants_substitute(row, errand.ground, also):
        return ()
    judgment = judging.judge(row, as_of=prepared_on(row, now))
    sections = [one for one in judgment.sections if one.finding.section == errand.section]
    return errands.make_sheets(row, [drafts.substitute(one) for one in sections], now=now)


def _all_done(row: RightsRequest, now: datetime) -> str:
    """Let the answer come to what was done, ask for the letter, and return the outcome."""
    row = cases.held(row, of=(State.CHANGED,))
    outcome = judging.judge(row, as_of=prepared_on(row, now)).outcome
    RightsRequest.objects.filter(pk=row.pk).update(outcome=outcome)
    work.intend(BUILD, about=row.public_id, now=now)
    return outcome


def _reported(request_id: str, number: int, by: str) -> Errand:
    errand = Errand.objects.filter(
        case_id=request_id, number=number, state__in=("done", "impossible")
    ).first()
    if errand is None:
        raise UnableToAgree(
            text("nothing is reported of errand {number} of {request}.", number=number, request=request_id),
            do=_look(request_id),
        )
    if errand.reported_by == by:
        raise UnableToAgree(
            text("who reported an errand does not agree to it."), do=text("Ask another approver.")
        )
    return errand


def _required(case_id: str, by: str, role: Role = Role.DESK) -> RightsRequest | Tombstone:
    """Return the request, or the tombstone, of an errand. :raises UnableToFind: if there is neither"""
    row = Tombstone.objects.filter(pk=case_id).first() or cases.case(case_id)
    staff.require(by=by, controller=row.controller, role=role)
    return row


def _request(request_id: str, by: str) -> RightsRequest:
    """Return a request whose errand may go to an entrustee."""
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    return row


def _hold(row: RightsRequest | Tombstone) -> None:
    """Hold the case until the deed ends, so that its errands are reported and agreed to one after another."""
    if isinstance(row, RightsRequest):
        RightsRequest.objects.select_for_update().get(pk=row.pk)
    else:
        Tombstone.objects.select_for_update().get(pk=row.pk)


def _made_on(errand: Errand) -> date:
    return ports.day(errand.made_at, errand.controller)


def _none(request_id: str, number: int) -> Text:
    return text("no errand {number} of {request} waits.", number=number, request=request_id)


def _look(request_id: str) -> Text:
    return text("`yakusoku rights show {request}` lists its errands.", request=request_id)
