"""How many of which papers show who somebody is, by a check of the text or by law alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from yakusoku.laws import procedures
from yakusoku.laws import queries as laws
from yakusoku.laws.grounds import Because
from yakusoku.rights.identity.lacking import Missing, What
from yakusoku.rights.identity.shown import PaperShown, Situation, Whose

if TYPE_CHECKING:
    from yakusoku.laws.procedures import LawCode
    from yakusoku.policy.form.identity import IdentityCheck

_BY_CHANNEL = {"counter": "in_person", "post": "post"}
RULE = "rights.identity"


@dataclass(frozen=True, kw_only=True)
class Aged:
    """Papers of which the newest may be so many months old on the day of the request."""

    accepted: Mapping[str, Because]
    because: Because
    months: int | None = None


@dataclass(frozen=True, kw_only=True)
class PapersWanted:
    """`number` of the accepted papers, `without_photograph` where none of them bears one; and what is added to them."""

    accepted: Mapping[str, Because]
    because: Because
    number: int = 1
    without_photograph: int | None = None
    address: Aged | None = None
    seal: Aged | None = None
    original: frozenset[str] = field(default=frozenset())

    @property
    def every(self) -> dict[str, Because]:
        """Every paper that is taken for any of it."""
        also = [one.accepted for one in (self.address, self.seal) if one]
        return {code: because for each in (*also, self.accepted) for code, because in each.items()}


def of_check(check: IdentityCheck, *, law: LawCode, as_of: date) -> PapersWanted | None:
    """Return the papers that a check of the text wants, or None where it wants none."""
    if not (check.documents or check.other_documents or check.seal):
        return None
    article = procedures.identity_rules(law, as_of=as_of).value.article
    accepted = {
        code: Because(RULE, clause=paper.clauses[0], article=article_of(code, law, as_of))
        for code, paper in check.documents.items()
    }
    if check.other_documents:
        for code in _others(check.other_documents.issuer, as_of):
            clause = check.other_documents.clauses[0]
            accepted.setdefault(code, Because(RULE, clause=clause, article=article_of(code, law, as_of)))
    originals = {code for code, paper in check.documents.items() if paper.form == "original"}
    return PapersWanted(
        accepted=accepted,
        because=Because(RULE, clause=check.clauses[0], article=article),
        number=check.number if accepted else 0,
        without_photograph=check.without_photograph,
        address=_address(check, article, as_of),
        seal=_seal(check, article, as_of),
        original=frozenset(originals),
    )


def of_law(channel: str, *, as_of: date, article: str | None = None) -> PapersWanted:
    """Return the papers that law knows for a channel: one of them, for `article` where another one than theirs asks."""
    way = procedures.proof(_BY_CHANNEL.get(channel, "post"), as_of=as_of).value
    because = Because(RULE, article=article or way.article)
    known = laws.document_codes("identity")
    accepted = dict.fromkeys((one for one in way.documents if one in known), because)
    return PapersWanted(accepted=accepted, because=because)


def lacking(
    want: PapersWanted, papers: Sequence[PaperShown], situation: Situation, *, whose: Whose
) -> tuple[Missing, ...]:
    """Return what of `want` these papers do not show."""
    taken = {one.law.code: one.law for one in papers if one.law.code in want.accepted}
    bare = want.without_photograph is not None and not any(one.photograph for one in taken.values())
    number = (want.without_photograph or 0) if bare and taken else want.number
    found = []
    if len(taken) < number:
        found.append(
            Missing(
                what=What.IDENTITY, whose=whose, because=want.because, number=number - len(taken),
                accepted=valid([one for one in want.accepted if one not in taken], as_of=situation.today),
                months=want.address.months if want.address and not taken else None,
            )
        )  # fmt: skip
    elif want.address and taken and not any(one.shows_address for one in taken.values()):
        found += _aged(want.address, What.ADDRESS, papers, situation, whose)
    if want.seal:
        found += _aged(want.seal, What.SEAL, papers, situation, whose)
    return tuple(found)


def valid(codes: Sequence[str], *, as_of: date) -> tuple[str, ...]:
    """Return those papers of which some are still valid."""
    ends = {code: laws.document(code, as_of=as_of).issued_until for code in codes}
    return tuple(code for code, last in ends.items() if last is None or as_of <= last)


def is_fresh(issued_on: date | None, months: int | None, situation: Situation) -> bool:
    """Return whether a paper is not older than so many months on the day on which the request arrived."""
    if months is None:
        return True
    if issued_on is None:
        return False
    return situation.arrived <= procedures.fresh_until(situation.law, issued_on, months)


def _aged(
    want: Aged, what: What, papers: Sequence[PaperShown], situation: Situation, whose: Whose
) -> tuple[Missing, ...]:
    for one in papers:
        if one.law.code in want.accepted and is_fresh(one.issued_on, want.months, situation):
            return ()
    accepted = valid(list(want.accepted), as_of=situation.today)
    return (Missing(what=what, whose=whose, because=want.because, accepted=accepted, months=want.months),)


def _address(check: IdentityCheck, article: str, as_of: date) -> Aged | None:
    if check.address_months is None:
        return None
    proof = check.address_proof
    clause = (proof or check).clauses[0]
    listed = set(proof.documents) if proof else set()
    public = proof is None or proof.issuer == "public"
    papers = {code: laws.document(code, as_of=as_of) for code in sorted(laws.document_codes())}
    because = Because("rights.address", clause=clause, article=article)
    accepted = {
        code: because
        for code, law in papers.items()
        if (code in listed if listed else "address" in law.proves and law.kind != "authority")
        and (law.issuer == "public" or not public)
    }
    return Aged(accepted=accepted, because=because, months=check.address_months)


def _seal(check: IdentityCheck, article: str, as_of: date) -> Aged | None:
    if check.seal is None or not check.seal.registered:
        return None
    because = Because("rights.seal", clause=check.seal.clauses[0], article=article)
    known = sorted(
        code for code in laws.document_codes() if "seal" in laws.document(code, as_of=as_of).proves
    )
    return Aged(accepted=dict.fromkeys(known, because), because=because, months=check.seal.certificate_months)


def _others(issuer: str, as_of: date) -> list[str]:
    known = {code: laws.document(code, as_of=as_of) for code in sorted(laws.document_codes("identity"))}
    return [code for code, law in known.items() if issuer == "any" or law.issuer == "public"]


def article_of(code: str, law: LawCode, as_of: date) -> str:
    """Return the article by which a paper is taken: of the Commission's list, or of the Regulation."""
    if law == "gdpr":
        return procedures.identity_rules(law, as_of=as_of).value.article
    return laws.document(code, as_of=as_of).article
