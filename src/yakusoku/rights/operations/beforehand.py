"""What comes before a decision: who may ask in the person's place, what people search, what is told first."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Literal

from yakusoku.laws import queries as laws
from yakusoku.ledger.deeds import deed
from yakusoku.policy.form.identity import RepresentativeRule
from yakusoku.rights import cases, ports, tags
from yakusoku.rights.answer import Addressee
from yakusoku.rights.models import HandOver, ManualTask, Representation, RightsRequest, ToldConsequence
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

_SHORTEST_REASON = 5
_TRACKING = re.compile(r"[A-Za-z0-9-]{4,40}")
AnswerTo = Literal["person", "representative"]


class UnableToConfirmAuthority(UnableTo):
    """Nobody may ask in the person's place like this."""

    asked = text("confirm that somebody may ask for the person")


class UnableToNoteTask(UnableTo):
    """The search by hand cannot be noted like this."""

    asked = text("note a search by hand")


class UnableToTell(UnableTo):
    """What follows from a request cannot be noted as told or known."""

    asked = text("note what was told beforehand")


class UnableToHandOver(UnableTo):
    """Nothing is to be passed on there."""

    asked = text("note a hand-over")


def confirm_authority(
    *, request_id: str, kind: str, who: Addressee, answer_to: AnswerTo, reason: str, by: str, now: datetime
) -> None:
    """
    Confirm that `who` may ask in the person's place, for a reason; name, address and reason are sealed.

    `answer_to` says whom the letter is sent to; the text may let the company answer the person alone.

    :raises UnableToConfirmAuthority: if law or text lets no such representative ask, or the reason is missing
    :raises UnableToMove: once the request is searched
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.NEED_ID,))
    rule = _representative(row, kind)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise UnableToConfirmAuthority(
            text("a reason is missing, or is shorter than {least} letters.", least=_SHORTEST_REASON),
            do=text("Write by what staff know of the authority."),
        )
    law = laws.right(row.right, as_of=row.received_on)
    article = "G12(2)" if law.law == "gdpr" else "A37(3)"
    clause = _clause(rule, answer_to)
    with deed(tags.REPRESENTED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.NEED_ID,))
        Representation.objects.filter(request=row).delete()
        Representation.objects.create(
            request=row,
            kind=kind,
            answer_to=answer_to,
            who=vault.seal(case_id=request_id, label="representative", content=_written(who)),
            reason=vault.seal(case_id=request_id, label="authority", content=reason.strip().encode()),
            clause=clause,
            article=article,
            confirmed_by=by,
            confirmed_at=now,
        )
        entry.say(representative=kind, answer=answer_to)
        if clause:
            entry.say(clause=clause)


def _representative(row: RightsRequest, kind: str) -> RepresentativeRule | None:
    """Return what the text says of such a representative. :raises UnableToConfirmAuthority: if none may come"""
    known = laws.right(row.right, as_of=row.received_on).asked_by
    lawful = "statutory" if kind in ("parent", "guardian") else kind
    if lawful not in known or lawful == "person":
        raise UnableToConfirmAuthority(
            text("the law knows no representative {kind}.", kind=kind),
            do=text("It knows: {kinds}.", kinds=", ".join(sorted(set(known) - {"person"}))),
        )
    ruled = cases.policy(row).form.representatives
    rule: RepresentativeRule | None = getattr(ruled, kind, None) if ruled else None
    if rule is not None and rule.refused:
        raise UnableToConfirmAuthority(
            text("the text lets no such representative ask."), do=text("Answer the person instead.")
        )
    return rule


def _clause(rule: RepresentativeRule | None, answer_to: AnswerTo) -> str:
    if rule is None:
        return ""
    alone = rule.answer_to_person if answer_to == "person" else None
    return alone or rule.clauses[0]


def _written(who: Addressee) -> bytes:
    plain = {
        "name": who.name.reveal(),
        "postal_code": who.postal_code.reveal(),
        "address": list(who.address.reveal()),
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()


def answer_task(*, request_id: str, section: str, by: str, now: datetime) -> None:
    """
    Note that a place was searched by hand and nothing about the person was found; who signs is whoever calls.

    A find has no place in this version: such a request is answered by hand.

    :raises UnableToNoteTask: if there is no such place, or it was noted before
    :raises UnableToMove: unless the request is being searched or reviewed
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.TASK_ANSWERED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.SEARCHING, State.REVIEW))
        tasks = {one.section: one for one in ManualTask.objects.filter(request=row)}
        task = tasks.get(section)
        if task is None or not task.answer(by=by, now=now):
            waiting = sorted(name for name, one in tasks.items() if one.answered_at is None)
            raise UnableToNoteTask(
                text("{section} does not wait to be searched by hand.", section=section),
                do=text("These wait: {waiting}.", waiting=", ".join(waiting) or "-"),
            )
        entry.say(item=section, due=task.due_on)


def tell_consequences(*, request_id: str, tracking: str, sent_on: date, by: str, now: datetime) -> int:
    """
    Note that the person was told what follows from the request, and return how many consequences the text names.

    :raises UnableToTell: if the text names none, they were told, the number is none, or the day lies ahead or before
        the arrival
    :raises UnableToMove: unless the request is under review
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.REVIEW,))
    named = cases.promise(row).consequences
    if not _TRACKING.fullmatch(tracking):
        raise UnableToTell(
            text("the number may hold only letters, digits and hyphens, four to forty of them."),
            do=text("Copy the number of the registered item, or of the receipt that was signed."),
        )
    _check_day(row, sent_on, now)
    with deed(tags.CONSEQUENCES_TOLD, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.REVIEW,))
        if not named or ToldConsequence.objects.filter(request=row).exists():
            raise UnableToTell(text("nothing is left to be told."), do=text("Go on with the request."))
        for number, one in enumerate(named, 1):
            ToldConsequence.objects.create(
                request=row, number=number, clause=one.clauses[0], needs_word=one.acknowledged,
                told_on=sent_on, told_by=by, tracking=tracking,
            )  # fmt: skip
        entry.say(count=len(named), sent=sent_on)
    return len(named)


def acknowledge_consequences(*, request_id: str, known_on: date, by: str, now: datetime) -> None:
    """
    Note that the person said that what follows is known.

    :raises UnableToTell: if nothing waits for that, or the day is not between the telling and today
    :raises UnableToMove: unless the request is under review
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.REVIEW,))
    _check_day(row, known_on, now)
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


def _check_day(row: RightsRequest, day: date, now: datetime) -> None:
    if not row.received_on <= day <= ports.day(now, row.controller):
        raise UnableToTell(
            text("the day lies before the arrival of the request or after today."),
            do=text("Give the day on which it happened."),
        )


def hand_over(*, request_id: str, section: str, handed_on: date, by: str, now: datetime) -> None:
    """
    Note that a request was passed on to the principal for whom the rows are held.

    :raises UnableToHandOver: if nothing there is held for another, or it was noted before
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.HANDED_OVER, log=row.controller, about=request_id, by=by, now=now) as entry:
        waiting = {one.section: one for one in HandOver.objects.filter(request=row, handed_on__isnull=True)}
        if section not in waiting or handed_on > ports.day(now, row.controller):
            raise UnableToHandOver(
                text("{section} does not wait to be passed on, or the day lies ahead.", section=section),
                do=text("These wait: {waiting}.", waiting=", ".join(sorted(waiting)) or "-"),
            )
        HandOver.objects.filter(pk=waiting[section].pk).update(handed_on=handed_on, handed_by=by)
        entry.say(item=section, handed=handed_on)
