"""Identity without a paper: where text and law ask for none, and there is no doubt."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from yakusoku.laws import procedures
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, ports, proofs, tags
from yakusoku.rights.identity import of_person
from yakusoku.rights.identity.lacking import basis
from yakusoku.rights.identity.shown import Shown, Situation
from yakusoku.rights.models import Doubt, IdentityCheck, RightsRequest
from yakusoku.rights.operations.papers import UnableToIdentify, answered
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

if TYPE_CHECKING:
    from yakusoku.laws.values import Said

_SHORTEST_REASON = 5
REGISTERED_FACTS = "registered_facts"
"""By what a person is usually known: what was told agrees with what is registered."""


class UnableToDoubt(UnableTo):
    """A doubt about who asks cannot be recorded, or ended, like this."""

    asked = text("note a doubt about who asks")


def recognize_person(
    *, request_id: str, reason: str, means: str = REGISTERED_FACTS, by: str, now: datetime
) -> State:
    """
    Confirm identity without a document, for a reason, and return what the request needs next; the reason is sealed.

    Only where the text asks for none by this way of asking: then a document may be asked for on reasonable doubt
    alone (GDPR 12(6)), and under the Act by registered facts (GL3-8-7). `means` is one of those that the law of the
    request knows, such as a reply from the registered e-mail address.

    :raises UnableToIdentify: where the text asks for proof, a doubt is recorded, or reason or means is none
    :raises UnableToMove: if the request does not wait for this
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.NEED_ID,))
    today = ports.day(now, row.controller)
    situation = proofs.situation(row, today=today)
    _unless_asked(situation, doubted=proofs.shown(row).doubted)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise UnableToIdentify(
            text("a reason is missing, or is shorter than {least} letters.", least=_SHORTEST_REASON),
            do=text("Write what agrees, and how a difference is explained."),
        )
    known = _means(situation, means)
    sealed = vault.seal(case_id=request_id, label="recognized", content=reason.strip().encode())
    with deed(tags.RECOGNIZED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.NEED_ID,))
        IdentityCheck.objects.create(
            request=row, reason=sealed, means=means, address_agrees=False, article=known.article,
            checked_by=by, checked_at=now,
        )  # fmt: skip
        answered(row, today)
        state = proofs.settled(row, today=today)
        entry.say(law=row.law, means=means)
    return state


def _unless_asked(situation: Situation, *, doubted: bool) -> None:
    """Let a request pass for which nothing is asked. :raises UnableToIdentify: where text or doubt asks"""
    wants = of_person.papers(situation, doubted=doubted)
    if wants:
        codes = sorted(code for want in wants for code in want.accepted)
        reason = (
            text("a doubt is recorded.") if not situation.checks else text("the text asks for a document.")
        )
        raise UnableToIdentify(
            text("{reason} [{basis}]", reason=reason, basis=basis(wants[0].because)),
            do=text("Accepted are: {accepted}.", accepted=", ".join(codes)),
        )
    active = of_person.active(situation, doubted=doubted)
    if active:
        raise UnableToIdentify(
            text(
                "the text confirms identity in another way. [{basis}]",
                basis=basis(of_person.lacking(situation, Shown())[0].because),
            ),
            do=text("Call back the registered number (`yakusoku rights call-back`)."),
        )


def _means(situation: Situation, means: str) -> Said:
    law = procedures.identity_rules(situation.law, as_of=situation.arrived).value
    for one in law.means:
        if one.code == means:
            return one
    raise UnableToIdentify(
        text("{means} is no way in which somebody is known.", means=means),
        do=text("Choose one of: {known}.", known=", ".join(one.code for one in law.means)),
    )


def note_doubt(*, request_id: str, reason: str, by: str, now: datetime) -> State:
    """
    Record reasonable doubt about who asks, with its sealed reason; from then on a paper may be asked for.

    Only where the text asks for no paper, or for one on doubt alone: elsewhere it is asked for anyway.

    :raises UnableToDoubt: if the text asks anyway, a doubt is recorded, or the reason is missing
    :raises UnableToMove: once the request is searched
    """
    row = _open(request_id, by)
    today = ports.day(now, row.controller)
    situation = proofs.situation(row, today=today)
    if of_person.active(situation, doubted=False):
        raise UnableToDoubt(
            text("the text asks for proof of identity anyway."), do=text("Ask for what it names.")
        )
    article = procedures.identity_rules(situation.law, as_of=situation.arrived).value.doubt.article
    sealed = _reason(request_id, "doubt", reason)
    with deed(tags.DOUBTED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=proofs.PROVABLE)
        if Doubt.objects.filter(request=row, ended_at__isnull=True).exists():
            raise UnableToDoubt(
                text("a doubt is recorded."), do=text("Ask for a document, or end the doubt.")
            )
        Doubt.objects.filter(request=row).delete()
        Doubt.objects.create(request=row, reason=sealed, article=article, noted_by=by, noted_at=now)
        state = proofs.settled(row, today=today)
        entry.say(law=row.law)
    return state


def end_doubt(*, request_id: str, reason: str, by: str, now: datetime) -> State:
    """
    End a doubt, for a sealed reason; return where the request then stands.

    :raises UnableToDoubt: if none is recorded, or the reason is missing
    :raises UnableToMove: once the request is searched
    """
    row = _open(request_id, by)
    sealed = _reason(request_id, "doubt-ended", reason)
    with deed(tags.DOUBT_ENDED, log=row.controller, about=request_id, by=by, now=now):
        row = cases.held(row, of=proofs.PROVABLE)
        known = Doubt.objects.filter(request=row, ended_at__isnull=True)
        if not known.update(ended_reason=sealed, ended_by=by, ended_at=now):
            raise UnableToDoubt(text("no doubt is recorded."), do=text("Go on with the request."))
        return proofs.settled(row, today=_today(row, now))


def _today(row: RightsRequest, now: datetime) -> date:
    return ports.day(now, row.controller)


def _open(request_id: str, by: str) -> RightsRequest:
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=proofs.PROVABLE)
    return row


def _reason(request_id: str, label: str, reason: str) -> bytes:
    if len(reason.strip()) < _SHORTEST_REASON:
        raise UnableToDoubt(
            text("a reason is missing, or is shorter than {least} letters.", least=_SHORTEST_REASON),
            do=text("Write what does not agree, or what explained it."),
        )
    return vault.seal(case_id=request_id, label=label, content=reason.strip().encode())
