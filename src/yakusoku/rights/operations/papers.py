"""Papers: taken when they show what is wanted, masked and sealed; found insufficient and replaced."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yakusoku.laws import queries as laws
from yakusoku.laws.documents import DocumentLaw
from yakusoku.laws.grounds import Because, Refused
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, papers, ports, proofs, rules, tags
from yakusoku.rights.identity import refusing, wanted
from yakusoku.rights.identity.insufficient import Insufficient
from yakusoku.rights.identity.lacking import What, basis
from yakusoku.rights.identity.shown import PaperShown, Shown, Situation, Whose
from yakusoku.rights.models import IdentityCheck, PaperRequest, RightsRequest
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

__all__ = [
    "NOTHING",
    "PAPER",
    "Bears",
    "Insufficient",
    "UnableToIdentify",
    "Whose",
    "confirm_identity",
    "reject_paper",
]

PAPER = "paper-"
"""How the names of sealed copies begin."""


class UnableToIdentify(UnableTo):
    """The identity paper does not suffice."""

    asked = text("confirm the person's identity")


@dataclass(frozen=True, kw_only=True)
class Bears:
    """
    What stands on a paper, as staff read it.

    `names_both`: the person and who asks, with their relation. `signed`: a signature or seal of whoever gives it.
    `scope`: codes of the rights that a mandate is for, or `all`. `original`: the document itself was seen.
    """

    issued_on: date | None = None
    valid_until: date | None = None
    names_both: bool = False
    signed: bool = False
    scope: tuple[str, ...] = ()
    original: bool = False


NOTHING = Bears()


def confirm_identity(
    *,
    request_id: str,
    document: str,
    image: bytes,
    mask: Sequence[papers.Zone],
    absent: Collection[str] = (),
    address_agrees: bool,
    whose: Whose = Whose.PERSON,
    bears: Bears = NOTHING,
    by: str,
    now: datetime,
) -> State:
    """
    Note that a paper was checked, keep its copy masked and sealed, and return what the request needs next.

    `whose` paper it is: the person's, or of a representative, also of the authority. The request goes on when
    nothing is missing any more; until then it waits for the next paper.

    The copy is masked here even where the sender masked it; only the masked copy is ever written. `absent`
    names zones that are not on the copy, as the back of a card. `address_agrees` says that the address to answer to
    is the one on the paper or, where it shows none, the one that is registered.

    The copy is sealed before the deed, since a large one takes longer than a transaction may. Where the deed
    is refused it is dropped again; if the process dies in between, a copy without a check is left, which goes
    with the papers, or with the nightly look for strays.

    :raises UnableToIdentify: if the paper is not accepted, is no longer valid or too old, does not bear what it has
        to, or a zone is not masked; with clause and article
    :raises UnableToMask: if the file is no picture, or a zone does not lie in it
    :raises UnableToMove: if the request does not wait for a paper
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.NEED_ID,))
    seen = _seen(laws.document(document, as_of=ports.day(now, row.controller)), whose, bears)
    check = _checked(
        row, seen, masked={one.code for one in mask}, absent=absent, agrees=address_agrees, now=now
    )
    check.checked_by = by
    return _kept(row, check, papers.mask(image, mask).content, now=now)


def _checked(
    row: RightsRequest,
    seen: refusing.Presented,
    *,
    masked: Collection[str],
    absent: Collection[str],
    agrees: bool,
    now: datetime,
) -> IdentityCheck:
    """Return what is noted of a paper that suffices, not yet kept. :raises UnableToIdentify: where it does not"""
    today, law, whose = ports.day(now, row.controller), seen.paper.law, seen.paper.whose
    situation, shown = proofs.situation(row, today=today), proofs.shown(row)
    _refuse_if(refusing.refused(seen, situation, shown))
    because, named = wanted.accepted(situation, shown, whose)[law.code], _named(row, law, today)
    compared = agrees or _without_address(law, situation, shown, whose)
    _refuse_if(
        rules.copy_refused(law, named=named, masked=masked, absent=absent, address_agrees=compared), because
    )
    owed = {zone.code for zone in rules.zones_to_mask(law, named)}
    return IdentityCheck(
        document=law.code, required_zones=sorted(owed - set(absent)), masked_zones=sorted(masked),
        absent_zones=sorted(set(absent)), address_agrees=agrees, clause=because.clause or "",
        article=because.article or law.article, checked_at=now, **_written(seen),
    )  # fmt: skip


def _seen(law: DocumentLaw, whose: Whose, bears: Bears) -> refusing.Presented:
    paper = PaperShown(
        law=law, whose=whose, issued_on=bears.issued_on, names_both=bears.names_both, signed=bears.signed,
        scope=bears.scope,
    )  # fmt: skip
    return refusing.Presented(paper=paper, valid_until=bears.valid_until, original=bears.original)


def _written(seen: refusing.Presented) -> dict[str, Any]:
    paper = seen.paper
    return {
        "whose": paper.whose, "issued_on": paper.issued_on, "valid_until": seen.valid_until,
        "names_both": paper.names_both, "signed": paper.signed, "scope": list(paper.scope),
    }  # fmt: skip


def _without_address(law: DocumentLaw, situation: Situation, shown: Shown, whose: Whose) -> bool:
    """
    Return whether nobody has to compare an address on this paper.

    It is no paper of identity or address, or it shows none and the text asks for another one that does.
    """
    if law.kind == "authority":
        return True
    if law.shows_address:
        return False
    asked = wanted.missing(situation, shown)
    return any(one.what is What.IDENTITY and one.whose is whose and one.months is not None for one in asked)


def _kept(row: RightsRequest, check: IdentityCheck, image: bytes, *, now: datetime) -> State:
    by, digest = check.checked_by, vault.keyed_digest(purpose="paper", value=image)
    check.image_name, check.image_digest = f"{PAPER}{digest[:16]}.png", digest
    vault.put(case_id=row.public_id, name=check.image_name, content=image)
    try:
        with deed(tags.IDENTIFIED, log=row.controller, about=row.public_id, by=by, now=now) as entry:
            row = cases.held(row, of=(State.NEED_ID,))
            check.request = row
            check.save(force_insert=True)
            today = ports.day(now, row.controller)
            answered(row, today)
            next_state = proofs.settled(row, today=today)
            entry.say(document=check.document, zones=len(check.required_zones), image=digest)
            entry.say(**_also(check))
    except BaseException:
        if not IdentityCheck.objects.filter(request=row, image_name=check.image_name).exists():
            vault.drop(case_id=row.public_id, name=check.image_name)
        raise
    return next_state


def _also(check: IdentityCheck) -> dict[str, str]:
    """Return what an entry says beside the usual: the clause where there is one, and a paper of a representative."""
    said = {"clause": check.clause} if check.clause else {}
    return said if check.whose == Whose.PERSON else {**said, "whose": check.whose}


def answered(row: RightsRequest, today: date) -> None:
    """Note on open letters that something arrived; for deeds that hold the row."""
    PaperRequest.objects.filter(request=row, sent_on__isnull=False, answered_on__isnull=True).update(
        answered_on=today
    )


def _named(row: RightsRequest, law: DocumentLaw, today: date) -> set[str]:
    """Return the zones that the text wants masked on this paper, or on one that it took the place of."""
    promise = cases.promise(row)
    listed = {code for check in promise.checks for code in check.documents}
    before = {code for code in listed if laws.document(code, as_of=today).successor == law.code}
    return {zone for code in {law.code, *before} for zone in promise.masks(code)}


def _refuse_if(refused: Refused | None, because: Because | None = None) -> None:
    """Refuse with clause and article; `because` accepted the paper and fills in what the refusal does not name."""
    if refused is None:
        return
    why = refused.because
    if because is not None:
        why = Because(why.rule, clause=why.clause or because.clause, article=why.article or because.article)
    raise UnableToIdentify(text("{reason} [{basis}]", reason=refused.reason, basis=basis(why)), do=refused.do)


def reject_paper(
    *,
    request_id: str,
    document: str,
    why: Insufficient,
    whose: Whose = Whose.PERSON,
    by: str,
    now: datetime,
) -> State:
    """
    Note that a paper does not suffice, and return where the request then stands: it may have to wait again.

    Of a paper that was taken before, the check stays and no longer counts. Of one that was refused when it arrived,
    only its kind and the reason are noted; a letter that asks for another one says both.

    :raises UnableToIdentify: if the same was noted already
    :raises UnableToMove: once the request is searched
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=proofs.PROVABLE)
    law = laws.document(document, as_of=ports.day(now, row.controller))
    rejected = {"rejected_at": now, "rejected_by": by, "rejected_because": why.value}
    with deed(tags.PAPER_REJECTED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=proofs.PROVABLE)
        known = IdentityCheck.objects.filter(request=row, document=document, whose=whose)
        if not known.filter(rejected_at__isnull=True).update(**rejected):
            if known.filter(rejected_because=why.value).exists():
                raise UnableToIdentify(
                    text("this was noted before."),
                    do=text("Ask for another document (`yakusoku rights ask`)."),
                )
            IdentityCheck.objects.create(
                request=row, document=document, whose=whose, address_agrees=False, article=law.article,
                checked_by=by, checked_at=now, **rejected,
            )  # fmt: skip
        today = ports.day(now, row.controller)
        answered(row, today)
        state = proofs.settled(row, today=today)
        entry.say(document=document, whose=whose, reason=why)
    return state
