"""The telephone: calling back the registered number, the number that was shown, and facts that are registered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from yakusoku.laws import procedures
from yakusoku.laws.grounds import Because
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, ports, proofs, registered, tags
from yakusoku.rights.identity import of_person
from yakusoku.rights.identity.lacking import basis
from yakusoku.rights.identity.papers_wanted import RULE
from yakusoku.rights.identity.shown import Situation
from yakusoku.rights.models import PhoneCheck, RightsRequest
from yakusoku.rights.operations.papers import answered
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.stores.candidates import whole_facts
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

if TYPE_CHECKING:
    from yakusoku.policy.form.identity import IdentityCheck

Answered = Literal["agreed", "denied", "not_reached"]


class UnableToCall(UnableTo):
    """Identity cannot be confirmed by telephone like this."""

    asked = text("confirm identity by telephone")


def release_numbers(*, request_id: str, by: str, now: datetime) -> dict[str, Personal[str]]:
    """
    Return the registered numbers by their codes, for the desk to dial; that they were looked up is recorded.

    :raises UnableToCall: if the text does not provide for it, no rows are confirmed, or no number is registered
    :raises UnableToMove: if the request does not wait for this
    :raises StoreUnavailable: if a store does not answer
    """
    row = _open(request_id, by)
    _because(row, "call_back", now)
    found = _numbers(row)
    with deed(tags.NUMBERS_RELEASED, log=row.controller, about=request_id, by=by, now=now) as entry:
        cases.held(row, of=(State.NEED_ID,))
        entry.say(count=len(found))
    return found


def listed(found: Mapping[str, Personal[str]]) -> bytes:
    """Return numbers for the desk to dial, one a line behind its code."""
    return "".join(f"{code}  {number.reveal()}\n" for code, number in found.items()).encode()


def record_call_back(
    *, request_id: str, number: str, result: Answered, called_at: datetime, by: str, now: datetime
) -> State:
    """
    Note that the registered number `number` (its code) was called, and what came of it; return where it then stands.

    `agreed`: the person answered and had asked. `denied`: the person had not; nothing goes on by telephone then.

    :raises UnableToCall: if the text does not provide for it, or no such number is registered
    :raises UnableToMove: if the request does not wait for this
    """
    row = _open(request_id, by)
    because = _because(row, "call_back", now)
    known = _numbers(row)
    if number not in known:
        raise UnableToCall(
            text("no registered number has the code {code}. [{basis}]", code=number, basis=basis(because)),
            do=text("Call only a number of the company's own records: {codes}.", codes=", ".join(known)),
        )
    digest = registered.digest(row, known[number].reveal())
    given = {"way": "call_back", "result": result, "number_digest": digest, "called_at": called_at}
    return _noted(row, given, because, by=by, now=now)


def record_caller_number(
    *, request_id: str, shown: Personal[str] | None, called_at: datetime, by: str, now: datetime
) -> State:
    """
    Compare the number that the telephone showed with those registered: one factor, never enough alone.

    None where it was withheld; then nothing is compared. Another number than those registered closes the way by
    facts. The number is not kept.

    :raises UnableToCall: if the text does not provide for it, or no number is registered
    :raises UnableToMove: if the request does not wait for this
    """
    row = _open(request_id, by)
    because = _because(row, "caller_number", now)
    known = {registered.digest(row, one.reveal()) for one in _numbers(row).values()}
    given: dict[str, Any] = {"way": "caller_number", "result": "withheld", "called_at": called_at}
    if shown is not None:
        digest = registered.digest(row, shown.reveal())
        same = digest in known
        given |= {"result": "same" if same else "other", "number_digest": digest if same else ""}
    return _noted(row, given, because, by=by, now=now)


def compare_facts(
    *, request_id: str, told: Mapping[str, Personal[str]], called_at: datetime, by: str, now: datetime
) -> tuple[bool, State]:
    """
    Compare what the caller told with what is registered; return whether it suffices and where the request stands.

    The text says which facts and how many. Nothing of the answers is kept: of so many facts so many agreed; which
    ones is sealed. Wrong attempts are counted, and end at the number that the text allows.

    :raises UnableToCall: if the text names no facts, others were told, the attempts are used up, or the telephone
        showed a number that is not registered
    :raises UnableToMove: if the request does not wait for this
    """
    row = _open(request_id, by)
    check = _facts_check(row, now)
    because = _because(row, "registered_facts", now)
    answers = {name: one for name, one in whole_facts(told).items() if name in check.registered_facts}
    needed = check.facts_needed or len(check.registered_facts)
    _check_told(answers, check, needed, because)
    agreed = registered.agreeing(registered.facts(row), answers)
    enough = len(agreed) >= needed and len(agreed) == len(answers)
    which = vault.seal(case_id=request_id, label="facts", content=json.dumps(agreed).encode())
    given = {
        "way": "registered_facts", "result": "agreed" if enough else "differed", "asked": sorted(answers),
        "agreed": len(agreed), "which": which, "called_at": called_at,
    }  # fmt: skip
    return enough, _noted(row, given, because, by=by, now=now, attempts=check.facts_attempts)


def _noted(
    row: RightsRequest,
    given: Mapping[str, Any],
    because: Because,
    *,
    by: str,
    now: datetime,
    attempts: int | None = None,
) -> State:
    if not row.received_at <= given["called_at"] <= now:
        raise UnableToCall(
            text("the call lies before the arrival of the request or in the future."),
            do=text("Give the moment at which the call was made."),
        )
    with deed(tags.PHONE_CHECKED, log=row.controller, about=row.public_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.NEED_ID,))
        if attempts is not None:
            _require_attempt(row, attempts, because)
        PhoneCheck.objects.create(
            request=row, clause=because.clause or "", article=because.article or "", noted_by=by,
            noted_at=now, **given,
        )  # fmt: skip
        today = ports.day(now, row.controller)
        if given["result"] == "agreed":
            answered(row, today)
        entry.say(way=given["way"], result=given["result"])
        if because.clause:
            entry.say(clause=because.clause)
        return proofs.settled(row, today=today)


def _require_attempt(row: RightsRequest, attempts: int, because: Because) -> None:
    """Let another attempt pass; read under the row's lock. :raises UnableToCall: where they are used up"""
    if proofs.shown(row).other_number:
        raise UnableToCall(
            text("the telephone showed a number that is not registered. [{basis}]", basis=basis(because)),
            do=text("Call back the registered number, or ask for a document."),
        )
    wrong = PhoneCheck.objects.filter(request=row, way="registered_facts", result="differed").count()
    if wrong >= attempts:
        raise UnableToCall(
            text(
                "{count} attempts were wrong, and no more are allowed. [{basis}]",
                count=wrong,
                basis=basis(because),
            ),
            do=text("Call back the registered number, or ask for a document."),
        )


def _check_told(
    answers: Mapping[str, tuple[str, ...]], check: IdentityCheck, needed: int, because: Because
) -> None:
    if len(answers) < needed:
        raise UnableToCall(
            text("{count} of these facts are wanted. [{basis}]", count=needed, basis=basis(because)),
            do=text("Ask for these: {facts}.", facts=", ".join(check.registered_facts)),
        )


def _open(request_id: str, by: str) -> RightsRequest:
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.NEED_ID,))
    return row


def _numbers(row: RightsRequest) -> dict[str, Personal[str]]:
    found = registered.numbers(row)
    if found:
        return found
    if not registered.rows(row):
        raise UnableToCall(
            text("nobody has confirmed which rows are the person's."),
            do=text(
                "`yakusoku rights candidates {request}` shows candidates; confirm one.", request=row.public_id
            ),
        )
    raise UnableToCall(
        text("no telephone number is registered."),
        do=text("Confirm identity in another way; ask for a document."),
    )


def _because(row: RightsRequest, way: str, now: datetime) -> Because:
    """Return by which clause and article this way is open. :raises UnableToCall: where the text gives another"""
    situation = proofs.situation(row, today=ports.day(now, row.controller))
    article = _article(situation)
    active = of_person.active(situation, doubted=proofs.shown(row).doubted)
    for check in active:
        part = getattr(check, way)
        if part:
            clauses = getattr(part, "clauses", None) or check.clauses
            return Because(f"rights.{way}", clause=clauses[0], article=article)
    if active or situation.law not in ("appi", "gdpr"):
        raise UnableToCall(
            text("the text confirms identity in another way. [{basis}]",
                 basis=basis(Because(RULE, clause=active[0].clauses[0], article=article))),
            do=text("`yakusoku rights show {request}` says what is missing.", request=row.public_id),
        )  # fmt: skip
    return Because(f"rights.{way}", article=article)


def _article(situation: Situation) -> str:
    if situation.law == "gdpr":
        return procedures.identity_rules("gdpr", as_of=situation.arrived).value.article
    return procedures.proof("telephone", as_of=situation.arrived).value.article


def _facts_check(row: RightsRequest, now: datetime) -> IdentityCheck:
    """Return the check that names facts. :raises UnableToCall: where the text names none"""
    situation = proofs.situation(row, today=ports.day(now, row.controller))
    for check in of_person.active(situation, doubted=proofs.shown(row).doubted):
        if check.registered_facts:
            return check
    raise UnableToCall(
        text("the text names no facts by which a caller is known."),
        do=text(
            "Call back the registered number, or note by what the person is known (`yakusoku rights recognize`)."
        ),
    )
