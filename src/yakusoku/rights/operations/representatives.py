"""Who asks in the person's place: of which kind, by which clause, and what the person says to it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Literal

from yakusoku.laws import procedures
from yakusoku.laws import queries as laws
from yakusoku.laws.grounds import Because
from yakusoku.ledger.deeds import deed
from yakusoku.policy.form.identity import RepresentativeRule
from yakusoku.rights import cases, ports, proofs, tags
from yakusoku.rights.answer import Addressee
from yakusoku.rights.identity import of_representative
from yakusoku.rights.identity.insufficient import Insufficient
from yakusoku.rights.identity.lacking import basis
from yakusoku.rights.identity.shown import Conflict, Holding, Shown, Situation, Whose, Word
from yakusoku.rights.models import IdentityCheck, Representation, RightsRequest
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text
from yakusoku.vault import operations as vault

__all__ = ["AnswerTo", "AskedBy", "UnableToConfirmAuthority", "Word", "ask_person", "confirm_authority"]

_SHORTEST_REASON = 5
AnswerTo = Literal["person", "representative"]
AskedBy = Literal["call", "letter", "in_person"]


class UnableToConfirmAuthority(UnableTo):
    """Nobody may ask in the person's place like this."""

    asked = text("confirm that somebody may ask for the person")


def confirm_authority(
    *,
    request_id: str,
    kind: str,
    who: Addressee,
    answer_to: AnswerTo,
    reason: str,
    holding: Holding = "",
    conflict: Conflict = "",
    by: str,
    now: datetime,
) -> State:
    """
    Note that `who` asks in the person's place, by what staff know it, and return what the request then waits for.

    Name, address and reason are sealed. Where law or text names papers for such a representative, the request waits
    for them; staff's word is not enough.

    `answer_to` says whom the letter is sent to; the text may let the company answer the person alone. `holding`:
    whether one parent holds the authority or both. `conflict`: the parents disagree, or a parent stands against the
    child; then only a special representative may go on. Somebody else than before has to show everything anew.

    :raises UnableToConfirmAuthority: if law or text lets no such representative ask, by this channel, at this age
    :raises UnableToMove: once the request is searched
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=proofs.PROVABLE)
    situation = proofs.situation(row, today=ports.day(now, row.controller))
    rule = _allowed(situation, kind)
    _check_age(situation, proofs.shown(row), kind)
    _check_told(reason, kind, holding)
    _check_conflict(situation, kind, conflict)
    because = of_representative.because(situation, kind)
    clause = (rule.answer_to_person if rule and answer_to == "person" else None) or because.clause or ""
    content = _written(who)
    noted = Representation(
        kind=kind, answer_to=answer_to, clause=clause, article=because.article or "", holding=holding,
        conflict=conflict, confirmed_by=by, confirmed_at=now, **_sealed(request_id, content, reason),
    )  # fmt: skip
    with deed(tags.REPRESENTED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=proofs.PROVABLE)
        _replace(row, content, kind, by=by, now=now)
        noted.request = row
        noted.save(force_insert=True)
        state = proofs.settled(row, today=ports.day(now, row.controller))
        entry.say(representative=kind, answer=answer_to)
        if clause:
            entry.say(clause=clause)
    return state


def _sealed(request_id: str, content: bytes, reason: str) -> dict[str, bytes]:
    return {
        "who": vault.seal(case_id=request_id, label="representative", content=content),
        "reason": vault.seal(case_id=request_id, label="authority", content=reason.strip().encode()),
    }


def _replace(row: RightsRequest, content: bytes, kind: str, *, by: str, now: datetime) -> None:
    """Forget who was noted before; papers of somebody else prove nothing about who asks now."""
    before = Representation.objects.filter(request=row).first()
    if before is None:
        return
    known = vault.unseal(case_id=row.public_id, label="representative", sealed=bytes(before.who))
    if known != content or before.kind != kind:
        IdentityCheck.objects.filter(
            request=row, whose=Whose.REPRESENTATIVE, rejected_at__isnull=True
        ).update(rejected_at=now, rejected_by=by, rejected_because=Insufficient.OTHER_REPRESENTATIVE.value)
    before.delete()


def _allowed(situation: Situation, kind: str) -> RepresentativeRule | None:
    """Return what the text says of such a representative. :raises UnableToConfirmAuthority: if none may come"""
    known = laws.right(situation.right, as_of=situation.arrived)
    kinds = {one.code: one.value.through for one in procedures.authority_proofs(as_of=situation.arrived)}
    if kinds.get(kind, "") not in known.asked_by:
        raise UnableToConfirmAuthority(
            text("the law knows no representative {kind}.", kind=kind),
            do=text("It knows: {kinds}.", kinds=", ".join(sorted(kinds))),
        )
    rule = of_representative.rule(situation, kind)
    because = of_representative.because(situation, kind)
    if rule is not None and rule.refused:
        raise _refused(text("the text lets no such representative ask."), because)
    if rule is not None and rule.channels and situation.channel not in rule.channels:
        raise _refused(text("the text lets no such representative ask by this channel."), because)
    return rule


def _refused(why: Text, because: Because) -> UnableToConfirmAuthority:
    return UnableToConfirmAuthority(
        text("{reason} [{basis}]", reason=why, basis=basis(because)), do=text("Answer the person instead.")
    )


def _check_age(situation: Situation, shown: Shown, kind: str) -> None:
    """Let a kind pass that fits the age. :raises UnableToConfirmAuthority: where it does not, or none is known"""
    law = of_representative.value(situation, kind)
    if law.of_age is None:
        return
    ages = procedures.ages(situation.law, as_of=situation.arrived).value
    because = Because("rights.minor", article=ages.article)
    if shown.born is None:
        raise UnableToConfirmAuthority(
            text("the person's birth date is not known. [{basis}]", basis=basis(because)),
            do=text(
                "Confirm first which rows are the person's, or add the birth date (`yakusoku rights amend`)."
            ),
        )
    if of_representative.wrong_age(situation, shown, kind):
        below = text("the person is of age, and nobody asks as a parent. [{basis}]", basis=basis(because))
        above = text(
            "the person is a minor, and no guardian of an adult asks. [{basis}]", basis=basis(because)
        )
        raise UnableToConfirmAuthority(
            below if law.of_age == "below" else above,
            do=text("Answer the person, or ask for a mandate or another authority."),
        )


def _check_told(reason: str, kind: str, holding: Holding) -> None:
    if len(reason.strip()) < _SHORTEST_REASON:
        raise UnableToConfirmAuthority(
            text("a reason is missing, or is shorter than {least} letters.", least=_SHORTEST_REASON),
            do=text("Write by what staff know of the authority."),
        )
    if (kind == "parent") != bool(holding):
        raise UnableToConfirmAuthority(
            text("whether one parent holds the authority or both is missing, or is said of somebody else."),
            do=text("Say it of a parent (sole, joint), and of nobody else."),
        )


def _check_conflict(situation: Situation, kind: str, conflict: Conflict) -> None:
    """Let a conflict be noted of those whom law makes representatives. :raises UnableToConfirmAuthority: of others"""
    if conflict and of_representative.value(situation, kind).through != "statutory":
        raise UnableToConfirmAuthority(
            text("a conflict of interests is noted of parents and other statutory representatives only."),
            do=text("Ask the person, who may take the mandate back (`yakusoku rights ask-person`)."),
        )


def ask_person(*, request_id: str, word: Word, way: AskedBy, asked_on: date, by: str, now: datetime) -> State:
    """
    Note what the person said about the representative when asked at the registered number or address.

    `agreed`: the person knows and wants it. `denied`: nothing goes to the representative any more. `not_reached`:
    nothing follows. Return where the request then stands.

    :raises UnableToConfirmAuthority: if nobody asks in the person's place, or the day is not between arrival and today
    :raises UnableToMove: once the request is searched
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=proofs.PROVABLE)
    today = ports.day(now, row.controller)
    if not row.received_on <= asked_on <= today:
        raise UnableToConfirmAuthority(
            text("the day lies before the arrival of the request or after today."),
            do=text("Give the day on which it happened."),
        )
    with deed(tags.PERSON_ASKED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=proofs.PROVABLE)
        known = Representation.objects.filter(request=row)
        if not known.update(word=word, word_on=asked_on, word_by=way):
            raise UnableToConfirmAuthority(
                text("nobody asks in the person's place."), do=text("Note the representative first.")
            )
        state = proofs.settled(row, today=today)
        entry.say(result=word, way=way, asked=asked_on)
        clause = _clause(proofs.situation(row, today=today), known.get().kind)
        if clause:
            entry.say(clause=clause)
    return state


def _clause(situation: Situation, kind: str) -> str:
    rule = of_representative.rule(situation, kind)
    return (rule.confirm_with_person if rule else None) or ""


def _written(who: Addressee) -> bytes:
    plain = {
        "name": who.name.reveal(),
        "postal_code": who.postal_code.reveal(),
        "address": list(who.address.reveal()),
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()
